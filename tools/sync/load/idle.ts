import { readFile } from "node:fs/promises";

import { Audience } from "./fanout.ts";
import { push, type Target } from "./target.ts";

const SOCKETS_OF_A_HUB = 8;
const HUBS_AT_ONCE = 8;
/** A hub that nobody needs sleeps after ten seconds. */
const SETTLE_MS = 15_000;

/** What a process holds in memory, in bytes (Linux). */
async function resident(process: number): Promise<number> {
  const status = await readFile(`/proc/${String(process)}/status`, "utf8");
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kib === undefined) throw new Error("no VmRSS");
  return Number(kib) * 1024;
}

const settled = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, SETTLE_MS));

/** Sockets of many users that do nothing, and what each costs the process; then all are told something. */
export async function idle(target: Target, sockets: number, process: number) {
  const warm = await Audience.gather(target, SOCKETS_OF_A_HUB);
  await settled();
  const before = await resident(process);
  const hubs: Audience[] = [];
  const wanted = Math.ceil(sockets / SOCKETS_OF_A_HUB);
  const open = async (): Promise<void> => {
    for (let next = hubs.length; next < wanted; next = hubs.length) {
      // Takes its place before it is there, so that no other takes it too.
      hubs.length += 1;
      hubs[next] = await Audience.gather(target, SOCKETS_OF_A_HUB);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: HUBS_AT_ONCE }, open));
  const connect_s = (performance.now() - began) / 1_000;
  await settled();
  const after = await resident(process);
  for (const hub of hubs) await isAwake(target, hub);
  for (const hub of [warm, ...hubs]) hub.leave();
  const held = hubs.length * SOCKETS_OF_A_HUB;
  return {
    sockets: held,
    hubs: hubs.length,
    connects_per_s: held / connect_s,
    resident_mib: after / 1024 ** 2,
    bytes_each: (after - before) / held,
  };
}

/** Every socket of it hears what is pushed. */
async function isAwake(target: Target, hub: Audience): Promise<void> {
  let missing = hub.listeners.length;
  const all = new Promise<void>((resolve) => {
    hub.hear(() => {
      missing -= 1;
      if (missing === 0) resolve();
    });
  });
  await Promise.all([push(target, hub.user, 1), all]);
}
