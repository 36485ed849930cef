import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { Listener, pass, settle } from "./listener.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HELD = { epoch: "a", seq: 120 };

describe("resuming", () => {
  test("a device without a position loads everything and goes on from the head", async () => {
    const listener = new Listener();
    listener.client.start();
    await settle();
    const { socket } = listener.network;
    expect(socket.url).toBe("wss://edge.example/api/v1/sync");
    expect(socket.protocols).toEqual(["listen.v1", "bearer.t1"]);
    socket.hello("a", 7);
    socket.event(8);
    socket.resumed(true);
    await settle();
    expect(socket.sent[0]).toEqual({ type: "resume", epoch: "a", after: 7 });
    expect(listener.reloads).toEqual(["first"]);
    expect(listener.phase).toBe("live");
    socket.event(9);
    await settle();
    expect(listener.events).toEqual([8, 9]);
  });

  test("a device with a position is told what it missed, in order, and each once", async () => {
    const listener = new Listener(HELD);
    listener.client.start();
    await settle();
    const { socket } = listener.network;
    socket.hello("a", 123);
    for (const seq of [121, 122, 123]) socket.event(seq);
    socket.resumed(true);
    for (const seq of [122, 123, 124]) socket.event(seq);
    await settle();
    expect(socket.sent[0]).toEqual({ type: "resume", epoch: "a", after: 120 });
    expect(listener.events).toEqual([121, 122, 123, 124]);
    expect(listener.reloads).toEqual([]);
  });

  test("what cannot be recovered is reloaded, in another epoch too", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    listener.network.socket.end(4001);
    await pass(1_000);
    const { socket } = listener.network;
    socket.hello("b", 3);
    expect(socket.sent[0]).toEqual({ type: "resume", epoch: "a", after: 120 });
    // Two more happened between the greeting and the answer; the reload has them.
    socket.resumed(false, { epoch: "b", head: 5 });
    socket.event(6);
    await settle();
    expect(listener.reloads).toEqual(["not_recovered"]);
    expect(listener.events).toEqual([6]);
    await pass(250);
    expect(await listener.storage.load()).toEqual({ epoch: "b", seq: 6 });
  });

  test("the connection before is named, so that the server can end it", async () => {
    const listener = new Listener(HELD);
    await listener.live();
    listener.network.socket.end(1006);
    await pass(1_000);
    expect(new URL(listener.network.socket.url).search).toBe("?replaces=s");
  });

  test("behind a gap the missing events are asked for", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    const { socket } = listener.network;
    socket.event(121);
    socket.event(123);
    await settle();
    expect(socket.closedWith).toBe(4000);
    await pass(1_000);
    listener.network.socket.hello("a", 123);
    expect(listener.network.socket.sent[0]).toMatchObject({ after: 121 });
    for (const seq of [122, 123]) listener.network.socket.event(seq);
    await settle();
    expect(listener.events).toEqual([121, 122, 123]);
  });

  test("an event that comes again under another number is told once", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    listener.network.socket.event(121, { id: "same" });
    listener.network.socket.event(122, { id: "same" });
    listener.network.socket.event(123);
    await settle();
    expect(listener.events).toEqual([121, 123]);
  });

  test("an event of a kind not known here is passed over, not stumbled on", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    listener.network.socket.event(121, { kind: "moods.changed" });
    listener.network.socket.event(122, { data: { revision: "x" } });
    listener.network.socket.event(123);
    await settle();
    expect(listener.events).toEqual([123]);
    await pass(250);
    expect(listener.network.socket.sentOf("ack").at(-1)).toMatchObject({
      seq: 123,
    });
  });
});

describe("acknowledging", () => {
  test("once in 250 ms, for all that was handled", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    const { socket } = listener.network;
    const before = socket.sentOf("ack").length;
    for (let seq = 121; seq <= 169; seq++) socket.event(seq);
    await pass(249);
    expect(socket.sentOf("ack")).toHaveLength(before);
    await pass(1);
    expect(socket.sentOf("ack").slice(before)).toEqual([
      { type: "ack", seq: 169 },
    ]);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 169 });
    await pass(10_000);
    expect(socket.sentOf("ack")).toHaveLength(before + 1);
  });

  test("at once for the fiftieth", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    const { socket } = listener.network;
    for (let seq = 121; seq <= 170; seq++) socket.event(seq);
    await settle();
    expect(socket.sentOf("ack").at(-1)).toEqual({ type: "ack", seq: 170 });
  });

  test("never before the event is handled", async () => {
    let release: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => (release = resolve));
    const listener = new Listener(HELD, { onEvent: () => handled });
    await listener.live("a", 120);
    listener.network.socket.event(121);
    await pass(5_000);
    expect(await listener.storage.load()).toEqual(HELD);
    release();
    await pass(250);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 121 });
  });

  test("also when the position cannot be saved, which is told", async () => {
    const listener = new Listener(HELD);
    listener.storage.save = () => Promise.reject(new Error("quota"));
    await listener.live("a", 120);
    listener.network.socket.event(121);
    await pass(250);
    expect(listener.faults).toMatchObject([{ in: "storage" }]);
    expect(listener.network.socket.sentOf("ack").at(-1)).toMatchObject({
      seq: 121,
    });
  });
});

describe("handlers that fail", () => {
  test("an event that cannot be handled is made good by a reload", async () => {
    const seen: number[] = [];
    const listener = new Listener(HELD, {
      onEvent: ({ seq }) => {
        if (seq === 122) throw new Error("no");
        seen.push(seq);
      },
    });
    await listener.live("a", 120);
    for (const seq of [121, 122]) listener.network.socket.event(seq);
    await settle();
    listener.network.socket.event(123);
    await settle();
    expect(seen).toEqual([121, 123]);
    expect(listener.reloads).toEqual(["handler_failed"]);
    expect(listener.faults).toMatchObject([{ in: "handler" }]);
  });

  test("a reload is tried until it succeeds, and nothing overtakes it", async () => {
    let tries = 0;
    const order: string[] = [];
    const listener = new Listener(null, {
      onEvent: ({ seq }) => void order.push(String(seq)),
      onReload: () => {
        tries += 1;
        if (tries < 3) throw new Error("offline");
        order.push("reloaded");
      },
    });
    await listener.live();
    listener.network.socket.event(1);
    await pass(400);
    expect(order).toEqual([]);
    expect(await listener.storage.load()).toBeNull();
    await pass(5_000);
    // The first event had come before the reload began, so the reload has it.
    listener.network.socket.event(2);
    await settle();
    expect(order).toEqual(["reloaded", "2"]);
  });

  test("more events than can be kept become one reload", async () => {
    let release: () => void = () => undefined;
    const handled = new Promise<void>((resolve) => (release = resolve));
    const listener = new Listener(HELD, { onEvent: () => handled });
    await listener.live("a", 120);
    for (let seq = 121; seq <= 1_200; seq++) listener.network.socket.event(seq);
    release();
    await pass(250);
    expect(listener.reloads).toEqual(["overrun"]);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 1_200 });
  });
});

describe("closing", () => {
  test("saves what was handled and says goodbye", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    const { socket } = listener.network;
    socket.event(121);
    await settle();
    await listener.client.close();
    expect(socket.closedWith).toBe(1000);
    expect(await listener.storage.load()).toEqual({ epoch: "a", seq: 121 });
    socket.event(122);
    socket.end(1000);
    await pass(3_600_000);
    expect(listener.events).toEqual([121]);
    expect(listener.network.sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("while waiting, too", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    listener.network.socket.end(1006);
    await settle();
    await listener.client.close();
    await pass(3_600_000);
    expect(listener.network.sockets).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("what came before the server's last word is handled", async () => {
    const listener = new Listener(HELD);
    await listener.live("a", 120);
    listener.network.socket.event(121);
    listener.network.socket.end(4102);
    await pass(1_000);
    expect(listener.events).toEqual([121]);
    expect(listener.states.at(-1)).toMatchObject({
      phase: "stopped",
      code: 4102,
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});
