/**
 * Users with several devices each write and read while somebody else kills and starts what serves
 * them. In the end everything acknowledged is there, and every device knows it, told in order and
 * each thing once; the tally is printed as a table and as JSON, and what is not as it has to be fails
 * the run.
 */
import { parseArgs } from "node:util";

import { tally } from "./tally.ts";
import { User } from "./user.ts";

/** The longest that devices may take to be in step once nobody writes, in milliseconds. */
const QUIET_LIMIT_MS = 120_000;

const { values } = parseArgs({
  options: {
    /** The edge; `BASE_URL` of the environment unless said. */
    url: { type: "string" },
    seconds: { type: "string", default: "300" },
    users: { type: "string", default: "20" },
    devices: { type: "string", default: "3" },
    /** Between two writes of a device, on the average. */
    "pause-ms": { type: "string", default: "1000" },
  },
});
const url = values.url ?? process.env["BASE_URL"];
if (url === undefined) throw new Error("--url or BASE_URL is required");
const note = (text: string): void => {
  console.error(`${new Date().toISOString()} ${text}`);
};

const users = Array.from({ length: Number(values.users) }, (_, index) => {
  const phone = `+86139000000${String(index).padStart(2, "0")}`;
  return new User(url, phone, Number(values.devices));
});
for (const user of users) await user.begin();
// Whoever kills things may begin.
note("all devices are in step");

const seconds = Number(values.seconds);
const end = performance.now() + seconds * 1_000;
const ended = (): boolean => performance.now() >= end;
const pauseMs = Number(values["pause-ms"]);
await Promise.all(users.map((user) => user.workUntil(ended, pauseMs)));
note("the last write is acknowledged");

const faults = await Promise.all(
  users.map((user) => user.judge(QUIET_LIMIT_MS)),
);
const { table, json, holds } = tally(seconds, users, faults);
console.error(table);
console.log(JSON.stringify(json));
for (const user of users) {
  await Promise.all(user.devices.map((device) => device.stop()));
}
process.exit(holds ? 0 : 1);
