import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Listener, pass, settle } from "./listener.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Pauses that the client announced. */
const pauses = (listener: Listener): number[] =>
  listener.states.flatMap((state) =>
    state.phase === "waiting" ? [state.delayMs] : [],
  );

describe("coming back", () => {
  test.each([1000, 1001, 1006, 1011, 1012, 3000, 4000, 4001, 4002, 4003, 4099])(
    "after %i it comes back",
    async (code) => {
      const listener = new Listener();
      await listener.live();
      listener.network.socket.end(code);
      await pass(1_000);
      expect(listener.network.sockets).toHaveLength(2);
    },
  );

  test.each([4100, 4102, 4103, 4104, 4105, 4106, 4199])(
    "after %i it does not",
    async (code) => {
      const listener = new Listener();
      await listener.live();
      listener.network.socket.end(code, "why");
      await pass(3_600_000);
      expect(listener.network.sockets).toHaveLength(1);
      expect(listener.states.at(-1)).toEqual({
        phase: "stopped",
        code,
        reason: "why",
      });
    },
  );

  test("a refused token is replaced at once, and when its successor is refused it stops", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.end(4101);
    await settle();
    expect(listener.refused).toEqual([null, "t1"]);
    expect(listener.network.socket.protocols[1]).toBe("bearer.t2");
    // A greeting is not yet a live connection.
    listener.network.socket.hello("a", 0);
    listener.network.socket.end(4101);
    await pass(3_600_000);
    expect(listener.network.sockets).toHaveLength(2);
    expect(listener.states.at(-1)).toEqual({
      phase: "stopped",
      code: 4101,
      reason: "token_refused",
    });
  });

  test("a successor that does not get through at first is refused all the same", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.end(4101);
    await settle();
    listener.network.socket.end(1006);
    await pass(500);
    expect(listener.refused).toEqual([null, "t1", "t1"]);
    listener.network.socket.end(4101);
    await settle();
    expect(listener.states.at(-1)).toMatchObject({ reason: "token_refused" });
  });

  test("a successor that was live has a successor as well, after a pause", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.end(4101);
    await settle();
    await listener.resume();
    await pass(20_000);
    listener.network.socket.end(4101);
    await settle();
    expect(listener.states.at(-1)).toEqual({
      phase: "waiting",
      delayMs: 500,
      cause: "token refused",
    });
    await pass(500);
    expect(listener.refused).toEqual([null, "t1", "t2"]);
    expect(listener.network.socket.protocols[1]).toBe("bearer.t3");
    await listener.resume();
    expect(listener.phase).toBe("live");
  });

  test("tokens that expire one after another are each replaced", async () => {
    const listener = new Listener();
    await listener.live();
    for (let expired = 1; expired <= 5; expired++) {
      for (let beat = 0; beat < 24; beat++) {
        await pass(25_000);
        listener.network.socket.say({ type: "pong" });
      }
      listener.network.socket.end(4101);
      await settle();
      expect(listener.network.sockets).toHaveLength(expired + 1);
      await listener.resume();
    }
    expect(listener.phase).toBe("live");
  });

  test("without a token it waits when it cannot be had, and stops when there is none", async () => {
    const listener = new Listener();
    listener.token = () => Promise.reject(new Error("offline"));
    listener.client.start();
    await settle();
    expect(listener.faults).toMatchObject([{ in: "token" }]);
    expect(listener.phase).toBe("waiting");
    listener.token = () => Promise.resolve(null);
    await pass(1_000);
    expect(listener.states.at(-1)).toEqual({
      phase: "stopped",
      code: null,
      reason: "signed_out",
    });
    expect(listener.network.sockets).toHaveLength(0);
  });
});

describe("pauses", () => {
  test("double up to half a minute, each drawn between nothing and all of it", async () => {
    const listener = new Listener();
    listener.network.chance = 0.999;
    // Polls fail like sockets do, so that the pauses go on.
    listener.client.start();
    for (let turn = 0; turn < 8; turn++) {
      await settle();
      for (const socket of listener.network.sockets) socket.end(1006);
      await pass(30_000);
    }
    const bounds = pauses(listener).map((pause) => Math.round(pause / 0.999));
    expect(bounds.slice(0, 7)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    listener.network.chance = 0;
    await pass(30_000);
    expect(pauses(listener).at(-1)).toBe(0);
  });

  test("start small again after a stable minute, not before", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.end(1006);
    await pass(500);
    await listener.resume();
    await pass(30_000);
    listener.network.socket.say({ type: "pong" });
    listener.network.socket.end(1006);
    await pass(1_000);
    await listener.resume();
    for (let beat = 0; beat < 3; beat++) {
      await pass(25_000);
      listener.network.socket.say({ type: "pong" });
    }
    listener.network.socket.end(1006);
    await settle();
    expect(pauses(listener)).toEqual([500, 1_000, 500]);
  });

  test("grow while tokens are accepted and refused one after another", async () => {
    const listener = new Listener();
    await listener.live();
    for (let refusal = 1; refusal <= 8; refusal++) {
      listener.network.socket.end(4101);
      await pass(15_000);
      expect(listener.network.sockets).toHaveLength(refusal + 1);
      await listener.resume();
    }
    expect(pauses(listener)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
  });

  test("end when the network is there again", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.end(1006);
    await settle();
    expect(listener.network.sockets).toHaveLength(1);
    listener.network.comeOnline();
    await settle();
    expect(listener.network.sockets).toHaveLength(2);
  });
});

describe("the heartbeat", () => {
  test("pings at the server's interval, in the exact words the server answers by itself", async () => {
    const listener = new Listener();
    await listener.live();
    const { socket } = listener.network;
    for (let beat = 1; beat <= 5; beat++) {
      await pass(25_000);
      expect(socket.sentOf("ping")).toHaveLength(beat);
      socket.say({ type: "pong" });
    }
    expect(JSON.stringify(socket.sentOf("ping")[0])).toBe('{"type":"ping"}');
    expect(socket.closedWith).toBeNull();
  });

  test("finds out within ten seconds that nobody answers", async () => {
    const listener = new Listener();
    await listener.live();
    const { socket } = listener.network;
    await pass(34_999);
    expect(socket.closedWith).toBeNull();
    await pass(1);
    expect(socket.closedWith).toBe(4000);
    await pass(500);
    expect(listener.network.sockets).toHaveLength(2);
  });

  test("answers the server's pings", async () => {
    const listener = new Listener();
    await listener.live();
    listener.network.socket.say({ type: "ping" });
    expect(listener.network.socket.sentOf("pong")).toHaveLength(1);
  });

  test("a server that accepts and says nothing is left", async () => {
    const listener = new Listener();
    listener.client.start();
    await pass(20_000);
    expect(listener.network.sockets[0]?.closedWith).toBe(4000);
    await pass(500);
    expect(listener.network.sockets).toHaveLength(2);
  });
});

describe("frames that make no sense", () => {
  test.each(["", "no", "[]", "null", '{"type":"later"}', '{"type":"event"}'])(
    "%j is told and ignored",
    async (text) => {
      const listener = new Listener();
      await listener.live();
      listener.network.socket.say(text);
      listener.network.socket.onmessage?.({ data: new ArrayBuffer(4) });
      listener.network.socket.event(1);
      await settle();
      expect(listener.faults).toHaveLength(2);
      expect(listener.events).toEqual([1]);
    },
  );
});
