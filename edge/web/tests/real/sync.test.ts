/** The client against a real edge and origin, over a test phone. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Device } from "./device.ts";

/** Nobody else's phone meanwhile. */
const PHONE = "+8613900000098";
const devices: Device[] = [];

async function signedIn(): Promise<Device> {
  const device = new Device(PHONE);
  await device.signIn();
  devices.push(device);
  return device;
}

let here: Device;

beforeEach(async () => {
  here = await signedIn();
  await here.start();
});

afterEach(async () => {
  for (const device of devices.splice(0)) {
    await device.client.close();
    await device.call("DELETE", "/auth/sessions/current");
  }
});

/** Of an event's data. */
const names =
  (id: string) =>
  (data: string): boolean =>
    data.includes(id);

test("a device hears of another that signs in, and out", async () => {
  expect(here.reloads).toEqual(["first"]);
  const other = await signedIn();
  await here.hears("device.added", names(other.id));
  await other.call("DELETE", "/auth/sessions/current");
  await here.hears("device.removed", names(other.id));
  expect(here.faults).toEqual([]);
});

test("a device that was away is told what it missed, and each once", async () => {
  const before = await signedIn();
  await here.hears("device.added", names(before.id));
  await here.client.close();
  const meanwhile = await signedIn();
  await here.start();
  await here.hears("device.added", names(meanwhile.id));
  const ids = here.events.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(here.reloads).toEqual(["first"]);
});

test("a device that is signed out is closed and does not come back", async () => {
  const other = await signedIn();
  await other.start();
  await here.call("DELETE", `/auth/devices/${other.id}`);
  await vi.waitUntil(() => other.state.phase === "stopped", {
    timeout: 10_000,
  });
  expect(other.state).toMatchObject({ code: 4102 });
});

test("a device without sockets is told the same by polls", async () => {
  const other = await signedIn();
  await other.start("poll");
  const third = await signedIn();
  await other.hears("device.added", names(third.id));
  await here.hears("device.added", names(third.id));
  const heard = (device: Device): string | undefined =>
    device.events.find(({ data }) => names(third.id)(JSON.stringify(data)))?.id;
  expect(heard(other)).toBe(heard(here));
});

test("a command reaches the device it is for", async () => {
  const other = await signedIn();
  await other.start();
  const command = { id: "c1", command: "seek", args: { at: 5 } } as const;
  expect(here.client.sendCommand(other.id, command)).toBe(true);
  await vi.waitUntil(() => other.commands.length > 0);
  expect(other.commands).toEqual([{ ...command, source_device_id: here.id }]);
  here.client.sendCommand("nobody", { ...command, id: "c2" });
  await vi.waitUntil(() => here.refusedCommands.length > 0);
  expect(here.refusedCommands).toEqual(["c2 target_offline"]);
});

test("what plays is told to the others, and who takes over has the other pause", async () => {
  const other = await signedIn();
  await other.start();
  const playing = {
    track_id: "qq:1",
    position_ms: 5,
    state: "playing",
  } as const;
  here.client.sendPlayback(playing);
  await vi.waitUntil(() => other.playbacks.length > 0);
  expect(other.playbacks[0]).toEqual({ ...playing, device_id: here.id });
  other.client.sendPlayback({ ...playing, position_ms: 6 });
  await vi.waitUntil(() => here.commands.length > 0);
  expect(here.commands).toMatchObject([
    { command: "pause", source_device_id: other.id },
  ]);
});
