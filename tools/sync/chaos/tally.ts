import type { User } from "./user.ts";

const sum = (values: number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** How many of a kind of fault are spelled out. */
const MOST_EXAMPLES = 5;

/** What happened, and what of it should not have. */
export function tally(
  seconds: number,
  users: User[],
  faults: Record<string, string[]>[],
) {
  const devices = users.flatMap((user) => user.devices);
  const written = users.flatMap((user) => user.written);
  const acknowledged = new Map<string, number>();
  for (const [what, count] of written.flatMap((one) => [...one.acknowledged])) {
    acknowledged.set(what, (acknowledged.get(what) ?? 0) + count);
  }
  const happened = {
    seconds,
    users: users.length,
    devices: devices.length,
    writes_acknowledged: sum([...acknowledged.values()]),
    reads: sum(written.map(({ reads }) => reads)),
    tries_that_failed: sum(devices.map(({ library }) => library.retries)),
    sign_ins: sum(devices.map(({ account }) => account.signIns)),
    events_told: sum(devices.map(({ told }) => told.size)),
    sockets_live: sum(devices.map(({ connects }) => connects)),
    polls_live: sum(devices.map(({ polls }) => polls)),
    reloads: sum(devices.map(({ reloads }) => reloads.length)),
  };
  const all = new Map<string, string[]>();
  for (const [what, list] of faults.flatMap((one) => Object.entries(one))) {
    all.set(what, [...(all.get(what) ?? []), ...list]);
  }
  const counts = [...all].map(([what, list]) => [what, list.length] as const);
  // A run in which nothing was written or told proves nothing.
  const idle = happened.writes_acknowledged === 0 || happened.events_told === 0;
  const rows = [
    ...Object.entries(happened),
    ...[...acknowledged].map(([what, count]) => [`  ${what}`, count] as const),
    ...counts,
  ].map(([what, count]) => `${what.padEnd(24)}${String(count).padStart(10)}`);
  const examples = [...all].flatMap(([what, list]) =>
    list.slice(0, MOST_EXAMPLES).map((fault) => `${what}: ${fault}`),
  );
  return {
    table: [...rows, ...examples].join("\n"),
    json: {
      ...happened,
      acknowledged: Object.fromEntries(acknowledged),
      faults: Object.fromEntries(counts),
      examples,
    },
    holds: !idle && counts.every(([, count]) => count === 0),
  };
}
