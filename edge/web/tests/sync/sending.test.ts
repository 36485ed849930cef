import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { Command } from "../../src/sync/index.ts";
import { Outbox } from "../../src/sync/outbox.ts";
import { Listener, pass } from "./listener.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const pause = (id: string): Command => ({ id, command: "pause", args: {} });
const playing = (position_ms: number) =>
  ({ track_id: "qq:1", position_ms, state: "playing" }) as const;

describe("sending", () => {
  test("goes out at once while live", async () => {
    const listener = new Listener();
    await listener.live();
    expect(listener.client.sendCommand("d2", pause("c1"))).toBe(true);
    listener.client.sendPlayback(playing(5));
    expect(listener.network.socket.sent.slice(-2)).toEqual([
      {
        type: "command",
        target_device_id: "d2",
        id: "c1",
        command: "pause",
        args: {},
      },
      {
        type: "playback",
        track_id: "qq:1",
        position_ms: 5,
        state: "playing",
      },
    ]);
  });

  test("waits for `resumed`; of what plays only the latest is sent", async () => {
    const listener = new Listener();
    listener.client.sendPlayback(playing(1));
    listener.client.sendCommand("d2", pause("c1"));
    listener.client.sendPlayback(playing(2));
    listener.client.start();
    await pass(0);
    const { socket } = listener.network;
    socket.hello("a", 0);
    expect(socket.sentOf("command")).toEqual([]);
    socket.resumed(true);
    expect(socket.sentOf("playback")).toMatchObject([{ position_ms: 2 }]);
    expect(socket.sentOf("command")).toHaveLength(1);
    expect(listener.dropped).toHaveLength(1);
    expect(listener.dropped[0]).toMatch(/^superseded .*"position_ms":1/);
  });

  test("a command from long ago is not sent, and that is told", async () => {
    const listener = new Listener();
    listener.client.sendCommand("d2", pause("c1"));
    await pass(30_001);
    await listener.live();
    expect(listener.network.socket.sentOf("command")).toEqual([]);
    expect(listener.dropped[0]).toMatch(/^expired .*"c1"/);
  });

  test("holds back while the network takes nothing", async () => {
    const listener = new Listener();
    await listener.live();
    const { socket } = listener.network;
    socket.bufferedAmount = 65 * 1024;
    listener.client.sendCommand("d2", pause("c1"));
    await pass(5_000);
    expect(socket.sentOf("command")).toEqual([]);
    socket.bufferedAmount = 0;
    await pass(100);
    expect(socket.sentOf("command")).toHaveLength(1);
  });

  test("a frame that is too long is refused", async () => {
    const listener = new Listener();
    await listener.live();
    const args = { text: "x".repeat(5_000) };
    const command: Command = { id: "c", command: "seek", args };
    expect(listener.client.sendCommand("d2", command)).toBe(false);
    expect(listener.network.socket.sentOf("command")).toEqual([]);
  });

  test("what other devices say is told", async () => {
    const told: unknown[] = [];
    const listener = new Listener(null, {
      onDevices: (devices) => void told.push(devices),
      onPlayback: (playback) => void told.push(playback),
      onCommand: (command) => void told.push(command),
    });
    listener.client.start();
    await pass(0);
    const { socket } = listener.network;
    const playback = { device_id: "d2", ...playing(9) };
    const devices = [{ id: "d2", name: null, platform: "ios", online: true }];
    socket.hello("a", 0, { devices, playback });
    socket.say({ type: "playback", ...playback });
    const command = { source_device_id: "d2", ...pause("c9") };
    socket.say({ type: "command", ...command });
    // A server that does not know whether it arrived says it again.
    socket.say({ type: "command", ...command });
    expect(told).toEqual([
      [{ id: "d2", platform: "ios", online: true }],
      playback,
      playback,
      command,
    ]);
  });

  test("a command that is not passed on is told apart from other errors", async () => {
    const refused: string[] = [];
    const listener = new Listener(null, {
      onCommandRefused: (id, code) => void refused.push(`${id} ${code}`),
    });
    await listener.live();
    const { socket } = listener.network;
    socket.say({ type: "error", code: "target_offline", detail: "", id: "c1" });
    expect(refused).toEqual(["c1 target_offline"]);
    expect(listener.faults).toEqual([]);
    socket.say({ type: "error", code: "ack_ahead", detail: "no" });
    expect(listener.faults).toMatchObject([{ in: "protocol" }]);
  });
});

describe("the outbox", () => {
  const limits = { frames: 3, characters: 30, age: 1_000 };
  const dropped: string[] = [];
  const make = (): Outbox => {
    dropped.length = 0;
    const now = (): number => performance.now();
    return new Outbox({ now }, (text, why) => dropped.push(why, text), limits);
  };
  const all = (outbox: Outbox): string[] => {
    const texts: string[] = [];
    for (let text = outbox.next(); text !== null; text = outbox.next()) {
      texts.push(text);
    }
    return texts;
  };

  test("drops the oldest that is not needed when it has enough frames", () => {
    const outbox = make();
    outbox.add({ text: "needed", supersedes: null });
    outbox.add({ text: "a", supersedes: "a" });
    outbox.add({ text: "b", supersedes: "b" });
    expect(outbox.add({ text: "new", supersedes: null })).toBe(true);
    expect(dropped).toEqual(["full", "a"]);
    expect(all(outbox)).toEqual(["needed", "b", "new"]);
  });

  test("drops as many as the new one needs room for", () => {
    const outbox = make();
    outbox.add({ text: "a".repeat(10), supersedes: "a" });
    outbox.add({ text: "b".repeat(10), supersedes: "b" });
    expect(outbox.add({ text: "c".repeat(25), supersedes: null })).toBe(true);
    expect(all(outbox)).toEqual(["c".repeat(25)]);
  });

  test("refuses what there is no room for, and keeps the rest", () => {
    const outbox = make();
    for (const text of ["1", "2", "3"]) outbox.add({ text, supersedes: null });
    expect(outbox.add({ text: "4", supersedes: null })).toBe(false);
    expect(outbox.add({ text: "x".repeat(31), supersedes: null })).toBe(false);
    expect(all(outbox)).toEqual(["1", "2", "3"]);
    // Room is given back.
    expect(outbox.add({ text: "y".repeat(30), supersedes: null })).toBe(true);
  });
});
