import { randomUUID } from "node:crypto";

import { Listener } from "./listener.ts";
import { push, type Target } from "./target.ts";

/** The most devices of a user; further sockets are second ones of these. */
const DEVICES = 5;

/** One user's hub with its sockets. */
export class Audience {
  private constructor(
    readonly user: string,
    readonly listeners: Listener[],
  ) {}

  static async gather(target: Target, sockets: number): Promise<Audience> {
    const user = randomUUID();
    const devices = Array.from({ length: DEVICES }, () => randomUUID());
    const listeners: Listener[] = [];
    for (let socket = 0; socket < sockets; socket++) {
      const device = devices[socket % DEVICES] ?? "";
      listeners.push(await Listener.connect(target, user, device));
    }
    return new Audience(user, listeners);
  }

  leave(): void {
    for (const listener of this.listeners) listener.close();
  }

  /** Calls back with every event that any socket receives. */
  hear(onEvent: (id: string) => void): void {
    for (const listener of this.listeners) listener.onEvent = onEvent;
  }
}

const sorted = (values: number[]): number[] =>
  values.toSorted((one, other) => one - other);

/** The value that so many per cent do not exceed. */
export function percentile(values: number[], perCent: number): number {
  const index = Math.floor((values.length * perCent) / 100);
  return sorted(values)[Math.min(index, values.length - 1)] ?? NaN;
}

/**
 * Events one at a time, each when all sockets have had the one before: how long after the push began
 * a socket has it, in milliseconds.
 */
export async function latency(target: Target, sockets: number, events: number) {
  const audience = await Audience.gather(target, sockets);
  const latencies: number[] = [];
  // The first ones have code compiled and connections made.
  for (let event = -20; event < events; event++) {
    const times: number[] = [];
    const all = new Promise<void>((resolve) => {
      audience.hear(() => {
        times.push(performance.now());
        if (times.length === sockets) resolve();
      });
    });
    const began = performance.now();
    await Promise.all([push(target, audience.user, 1), all]);
    if (event >= 0) latencies.push(...times.map((time) => time - began));
  }
  audience.leave();
  const [p50_ms, p99_ms] = [50, 99].map((at) => percentile(latencies, at));
  return { sockets, events, p50_ms, p99_ms };
}

/**
 * Pushes of so many events back to back, as the origin delivers them to one user, until every socket
 * has every event.
 */
export async function throughput(
  target: Target,
  sockets: number,
  events: number,
  batch: number,
) {
  const audience = await Audience.gather(target, sockets);
  let missing = events * sockets;
  const all = new Promise<void>((resolve) => {
    audience.hear(() => {
      missing -= 1;
      if (missing === 0) resolve();
    });
  });
  const began = performance.now();
  for (let pushed = 0; pushed < events; pushed += batch) {
    await push(target, audience.user, Math.min(batch, events - pushed));
  }
  await all;
  const seconds = (performance.now() - began) / 1_000;
  audience.leave();
  return { sockets, events, batch, events_per_s: events / seconds };
}
