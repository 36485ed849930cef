/**
 * Measures a hub by its URL, ours or the one it is compared with, and prints the figures as JSON.
 * Fails when an event is lost, comes twice or out of order, or a socket is closed.
 */
import { parseArgs } from "node:util";

import { latency, throughput } from "./fanout.ts";
import { idle } from "./idle.ts";
import type { Target } from "./target.ts";

const LIMIT_MS = 600_000;

const { values } = parseArgs({
  options: {
    /** The edge in front of the hub. */
    url: { type: "string" },
    /** Ed25519 seeds, base64url: that of access tokens, and the origin's for pushes. */
    "access-key": { type: "string" },
    "push-key": { type: "string" },
    "key-id": { type: "string", default: "bench" },
    issuer: { type: "string", default: "http://127.0.0.1:8787" },
    audience: { type: "string", default: "listen-stream" },
    sockets: { type: "string", default: "8" },
    /** Events of each measurement. */
    events: { type: "string", default: "2000" },
    /** Idle sockets to open; none unless workerd's process is named as well. */
    idle: { type: "string", default: "4000" },
    pid: { type: "string" },
  },
});

function required(name: "url" | "access-key" | "push-key"): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is required`);
  return value;
}

const target: Target = {
  url: required("url"),
  accessTokens: {
    seed: required("access-key"),
    keyId: values["key-id"],
    issuer: values.issuer,
    audience: values.audience,
  },
  pushSeed: required("push-key"),
};
const sockets = Number(values.sockets);
const events = Number(values.events);

// An event that never comes would be waited for for ever.
setTimeout(() => {
  throw new Error(`not done in ${String(LIMIT_MS / 60_000)} minutes`);
}, LIMIT_MS).unref();

/** Says on stderr what is measured, for whoever waits. */
async function measured<T>(what: string, figures: Promise<T>): Promise<T> {
  const measured = await figures;
  console.error(`${what}: ${JSON.stringify(measured)}`);
  return measured;
}

const one = Math.ceil(events / 4);
const fan_out = await measured("fan-out", latency(target, sockets, one));
const one_by_one = await measured(
  "one by one",
  throughput(target, sockets, events, 1),
);
const in_batches = await measured(
  "in batches",
  throughput(target, sockets, events * 5, 100),
);
const { pid } = values;
const sleeping =
  pid === undefined
    ? null
    : await measured("idle", idle(target, Number(values.idle), Number(pid)));
console.log(
  JSON.stringify({ fan_out, one_by_one, in_batches, idle: sleeping }),
);
// Sockets that are still closing are of no interest.
process.exit(0);
