import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { poll } from "../../src/sync/poll.ts";
import { Listener, pass, settle } from "./listener.ts";
import { eventOf, FakeNetwork } from "./network.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HELD = { epoch: "a", seq: 120 };

const batch = (head: number, items: unknown[], more: object = {}): Response =>
  Response.json({ epoch: "a", head, recovered: true, items, ...more });

/** A call that the server holds until the client gives up. */
const held = (_url: URL, { signal }: RequestInit): Promise<Response> =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => {
      reject(new Error("aborted"));
    });
  });

/** Gives these answers, then holds every call. */
function answers(listener: Listener, ...list: Response[]): void {
  listener.network.answer = (url, init) => {
    const answer = list.shift();
    return answer === undefined ? held(url, init) : Promise.resolve(answer);
  };
}

const unauthorized = (): Response => new Response(null, { status: 401 });

const polling = (saved: typeof HELD | null = HELD): Listener =>
  new Listener(saved, {}, { openSocket: null });

describe("the long poll", () => {
  test("tells events in order and acknowledges them with the next call", async () => {
    const listener = polling();
    answers(
      listener,
      batch(122, [eventOf(121), eventOf(122)]),
      batch(123, [eventOf(122), eventOf(123)]),
    );
    listener.client.start();
    await pass(250);
    expect(listener.events).toEqual([121, 122, 123]);
    const asked = listener.network.calls.map(
      ({ pathname, search }) => pathname + search,
    );
    expect(asked).toEqual([
      "/api/v1/sync/events?after=120&epoch=a",
      "/api/v1/sync/events?after=122&epoch=a",
      "/api/v1/sync/events?after=123&epoch=a",
    ]);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 123 });
    expect(listener.states).toEqual([{ phase: "live", over: "poll" }]);
  });

  test("asks for no event that was not handled", async () => {
    let release: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => (release = resolve));
    const listener = new Listener(
      HELD,
      { onEvent: () => handled },
      { openSocket: null },
    );
    answers(listener, batch(121, [eventOf(121)]));
    listener.client.start();
    await pass(60_000);
    expect(listener.network.calls).toHaveLength(1);
    release();
    await settle();
    expect(listener.network.calls).toHaveLength(2);
    await listener.client.close();
  });

  test("begins with the head, and a reload", async () => {
    const listener = polling(null);
    answers(
      listener,
      batch(50, [], { recovered: false }),
      batch(51, [eventOf(51)]),
    );
    listener.client.start();
    await settle();
    expect(listener.network.calls[0]?.search).toBe("?wait_s=0");
    expect(listener.network.calls[1]?.search).toBe("?after=50&epoch=a");
    expect(listener.reloads).toEqual(["first"]);
    expect(listener.events).toEqual([51]);
  });

  test("reloads what cannot be recovered", async () => {
    const listener = polling();
    answers(listener, batch(3, [], { epoch: "b", recovered: false }));
    listener.client.start();
    await settle();
    expect(listener.reloads).toEqual(["not_recovered"]);
    expect(listener.network.calls[1]?.search).toBe("?after=3&epoch=b");
  });

  test("replaces a refused token once", async () => {
    const listener = polling();
    answers(listener, unauthorized(), unauthorized());
    listener.client.start();
    await settle();
    expect(listener.refused).toEqual([null, "t1"]);
    expect(listener.states.at(-1)).toMatchObject({
      phase: "stopped",
      code: 401,
    });
  });

  test("replaces a token that was accepted in between, after a pause", async () => {
    const listener = polling();
    answers(
      listener,
      unauthorized(),
      batch(121, [eventOf(121)]),
      unauthorized(),
      batch(122, [eventOf(122)]),
    );
    listener.client.start();
    await pass(499);
    expect(listener.refused).toEqual([null, "t1", null]);
    expect(listener.phase).toBe("waiting");
    await pass(1);
    expect(listener.refused.slice(3)).toEqual(["t3", null]);
    expect(listener.events).toEqual([121, 122]);
    expect(listener.phase).toBe("live");
    await listener.client.close();
  });

  test("waits as long as it is told to", async () => {
    const listener = polling();
    const headers = { "retry-after": "7" };
    answers(listener, new Response(null, { status: 429, headers }));
    listener.client.start();
    await pass(6_999);
    expect(listener.network.calls).toHaveLength(1);
    await pass(1);
    expect(listener.network.calls).toHaveLength(2);
  });

  test.each([
    ["not JSON", () => new Response("<html>")],
    ["no list", () => Response.json({ epoch: "a", head: 1 })],
    ["no events", () => batch(121, [{ seq: -1 }])],
    ["a gap", () => batch(130, [eventOf(130)])],
    ["not held", () => batch(120, [])],
    ["a fault", () => new Response(null, { status: 503 })],
  ])("comes back later after %s", async (_name, answer) => {
    const listener = polling();
    listener.network.answer = () => Promise.resolve(answer());
    listener.client.start();
    await pass(10_000);
    expect(listener.events).toEqual([]);
    // 0.5 + 1 + 2 + 4 + 8 s.
    expect(listener.network.calls).toHaveLength(5);
    await listener.client.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("gives up a call that is never answered", async () => {
    const listener = polling();
    answers(listener);
    listener.client.start();
    await pass(40_500);
    expect(listener.network.calls).toHaveLength(2);
  });
});

describe("closing while polling", () => {
  test("does not acknowledge what was not handled", async () => {
    let release: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => (release = resolve));
    const listener = new Listener(
      HELD,
      { onEvent: () => handled },
      { openSocket: null },
    );
    answers(
      listener,
      batch(122, [eventOf(121), eventOf(122)]),
      batch(123, [eventOf(123)]),
    );
    listener.client.start();
    await settle();
    const closed = listener.client.close();
    release();
    await closed;
    await settle();
    expect(listener.network.calls).toHaveLength(1);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 121 });
    expect(listener.phase).toBe("stopped");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("tells nothing of an answer that comes all the same", async () => {
    const listener = polling();
    let answer: (response: Response) => void = () => undefined;
    listener.network.answer = () =>
      new Promise((resolve) => (answer = resolve));
    listener.client.start();
    await settle();
    await listener.client.close();
    answer(batch(121, [eventOf(121)]));
    await settle();
    expect(listener.events).toEqual([]);
    expect(listener.states).toEqual([
      { phase: "stopped", code: null, reason: "closed" },
    ]);
    expect(listener.network.calls).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a call that is given up before it begins is not made", async () => {
    const network = new FakeNetwork();
    const url = "https://edge.example/api/v1/sync/events";
    const answer = await poll(
      network.host,
      url,
      "t",
      HELD,
      AbortSignal.abort(),
    );
    expect(answer).toMatchObject({ outcome: "failed", cause: "aborted" });
    expect(network.calls).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("falling back", () => {
  /** Three sockets in a row that do not come up. */
  async function withoutSockets(listener: Listener): Promise<void> {
    listener.client.start();
    for (let failure = 1; failure <= 3; failure++) {
      await settle();
      expect(listener.network.sockets).toHaveLength(failure);
      listener.network.socket.end(1006);
      await pass(4_000);
    }
  }

  test("after three sockets that fail it polls", async () => {
    const listener = new Listener(HELD);
    answers(listener, batch(121, [eventOf(121)]));
    await withoutSockets(listener);
    expect(listener.events).toEqual([121]);
    expect(listener.states.at(-1)).toEqual({ phase: "live", over: "poll" });
  });

  test("tries a socket again after a while, and goes on where the poll was", async () => {
    const listener = new Listener(HELD);
    let seq = 120;
    listener.network.answer = async () => {
      seq += 1;
      const at = seq;
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      return batch(at, [eventOf(at)]);
    };
    await withoutSockets(listener);
    await pass(35_000);
    expect(listener.network.sockets).toHaveLength(4);
    listener.network.socket.hello("a", seq);
    expect(listener.network.socket.sent[0]).toMatchObject({ after: seq });
  });

  test("tries a socket at once when the server was away altogether", async () => {
    const listener = new Listener(HELD);
    await withoutSockets(listener);
    expect(listener.phase).toBe("waiting");
    answers(listener, batch(121, [eventOf(121)]));
    await pass(8_000);
    expect(listener.events).toEqual([121]);
    expect(listener.network.sockets).toHaveLength(4);
  });

  test("a socket that lived and broke is no reason to poll", async () => {
    const listener = new Listener(HELD);
    listener.network.chance = 0;
    await listener.live("a", 120);
    for (let broken = 1; broken <= 6; broken++) {
      listener.network.socket.end(1006);
      await settle();
      expect(listener.network.sockets).toHaveLength(broken + 1);
      await listener.resume("a", 120);
    }
    expect(listener.network.calls).toHaveLength(0);
  });
});
