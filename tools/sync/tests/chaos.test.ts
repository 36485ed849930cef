/** The chaos itself, against an edge in memory: it passes a good one and finds what a bad one does. */
import { afterEach, expect, test } from "vitest";

import { pause } from "../chaos/patience.ts";
import { User } from "../chaos/user.ts";
import { FakeEdge } from "./fake_edge.ts";

const WORK_MS = 4_000;
/** Enough to come back in; where something is wrong, all of it is waited for. */
const QUIET_LIMIT_MS = 15_000;

let users: User[] = [];

afterEach(async () => {
  for (const { devices } of users) {
    await Promise.all(devices.map((device) => device.stop()));
  }
});

/** Two users with three devices each; the kinds of fault that were found. */
async function faultsAt(edge: FakeEdge, trouble?: () => Promise<void>) {
  await edge.start();
  users = ["0", "1"].map(
    (digit) => new User(edge.url, `+861390000000${digit}`, 3),
  );
  for (const user of users) await user.begin();
  const end = performance.now() + WORK_MS;
  const ended = (): boolean => performance.now() >= end;
  await Promise.all([
    ...users.map((user) => user.workUntil(ended, 10)),
    trouble?.(),
  ]);
  const found = new Set<string>();
  for (const user of users) {
    const faults = await user.judge(QUIET_LIMIT_MS);
    for (const [kind, list] of Object.entries(faults)) {
      if (list.length > 0) found.add(kind);
    }
  }
  await edge.kill();
  return [...found];
}

test("nothing is found at an edge that does its duty, killed or not", async () => {
  const edge = new FakeEdge();
  const found = await faultsAt(edge, async () => {
    for (let killed = 0; killed < 3; killed++) {
      await pause(700);
      await edge.kill();
      await pause(300);
      await edge.start();
    }
  });
  expect(found).toEqual([]);
  const devices = users.flatMap((user) => user.devices);
  for (const { told } of devices) expect(told.size).toBeGreaterThan(10);
  // One that failed a few times comes back by polling, and may stay with that until the end.
  const connects = devices.reduce((sum, device) => sum + device.connects, 0);
  expect(connects).toBeGreaterThan(devices.length);
}, 60_000);

test("a write that was acknowledged and lost is found", async () => {
  const edge = new FakeEdge((user) => (user.library.losesEvery = 5));
  const found = await faultsAt(edge);
  expect(found).toContain("lost");
}, 60_000);

test("a change that devices are not told of is found", async () => {
  const edge = new FakeEdge((user) => (user.library.forgetsEvery = 5));
  expect(await faultsAt(edge)).toContain("views_that_differ");
}, 60_000);

test("an event that one device is not told is found", async () => {
  const edge = new FakeEdge((user) => (user.skipsEvery = 5));
  expect(await faultsAt(edge)).toContain("events_missed");
}, 60_000);

test("a write that cannot be read by who wrote it is found", async () => {
  const edge = new FakeEdge((user) => (user.library.isBlind = true));
  expect(await faultsAt(edge)).toEqual(["own_writes_unread"]);
}, 60_000);
