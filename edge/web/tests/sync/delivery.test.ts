import { afterEach, beforeEach, expect, test, vi } from "vitest";

import {
  memoryStorage,
  SyncClient,
  type SyncEvent,
} from "../../src/sync/index.ts";
import { FakeHub } from "./fake_hub.ts";
import { pass } from "./listener.ts";
import { FakeNetwork } from "./network.ts";
import { randomFrom } from "./random.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const SEEDS = 100;
const STEPS = 150;
const LIMIT_MS = 180_000;

/** A device whose handlers are slow and fail, and which is switched off and on. */
class Device {
  readonly storage = memoryStorage();
  /** What it knows to have happened. */
  view = new Set<string>();
  readonly wrong: string[] = [];
  told = 0;
  reloads = 0;
  private lastSeq = 0;
  private lastAt = "";
  private readonly once = new Set<string>();
  private client: SyncClient | null = null;
  failing = true;

  constructor(
    private readonly network: FakeNetwork,
    private readonly hub: FakeHub,
    private readonly random: () => number,
  ) {}

  switchOn(): void {
    this.once.clear();
    this.lastSeq = 0;
    this.client = new SyncClient({
      baseUrl: "https://edge.example",
      token: () => Promise.resolve("t"),
      storage: this.storage,
      host: { ...this.network.host, random: this.random },
      handlers: {
        onEvent: (event) => this.handle(event),
        onReload: () => this.reload(),
      },
    });
    this.client.start();
  }

  async switchOff(): Promise<void> {
    const closed = this.client?.close();
    // A handler that runs comes to its end.
    await pass(500);
    await closed;
  }

  private async handle({ seq, id }: SyncEvent): Promise<void> {
    await this.work();
    if (this.once.has(id)) this.wrong.push(`${id} twice`);
    if (seq <= this.lastSeq) this.wrong.push(`${id} behind ${this.lastAt}`);
    this.once.add(id);
    this.lastSeq = seq;
    this.lastAt = id;
    this.view.add(id);
    this.told += 1;
  }

  private async reload(): Promise<void> {
    const read = new Set(this.hub.happened);
    await this.work();
    this.view = read;
    this.lastSeq = 0;
    this.reloads += 1;
  }

  private async work(): Promise<void> {
    if (this.random() < 0.2) {
      await new Promise((resolve) => setTimeout(resolve, 400));
    }
    if (this.failing && this.random() < 0.05) throw new Error("on purpose");
  }
}

test(
  "whatever happens, a device ends up knowing everything, in order and each once",
  async () => {
    let told = 0;
    let reloads = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomFrom(seed);
      const network = new FakeNetwork();
      const hub = new FakeHub(network);
      const device = new Device(network, hub, random);
      const steps: (() => unknown)[] = [
        ...Array<() => void>(8).fill(() => {
          hub.publish();
        }),
        () => pass(random() * 3_000),
        () => pass(random() * 30_000),
        () => {
          hub.publish(true);
        },
        () => {
          hub.repeat();
        },
        () => {
          hub.cut();
        },
        () => {
          hub.drop(random() < 0.5 ? 1006 : 4003);
        },
        () => {
          hub.trim();
        },
        () => {
          if (random() < 0.2) hub.beginAnew();
        },
        () => {
          hub.away = random() < 0.4;
        },
        async () => {
          if (random() > 0.3) return;
          await device.switchOff();
          if (random() < 0.5) hub.publish();
          device.switchOn();
        },
      ];
      device.switchOn();
      for (let step = 0; step < STEPS; step++) {
        await steps[Math.floor(random() * steps.length)]?.();
        await pass(0);
        hub.accept();
      }
      hub.away = false;
      device.failing = false;
      for (let second = 0; second < 120; second++) {
        await pass(1_000);
        hub.accept();
        // Behind the last event a gap does not show.
        if (second === 60) hub.publish();
      }
      const missing = hub.happened.filter((id) => !device.view.has(id));
      expect(device.wrong, `seed ${String(seed)}`).toEqual([]);
      expect(missing, `seed ${String(seed)}`).toEqual([]);
      told += device.told;
      reloads += device.reloads;
      await device.switchOff();
    }
    // Events came one by one for the most part, and reloads were needed as well.
    expect(told).toBeGreaterThan(SEEDS * 10);
    expect(reloads).toBeGreaterThan(SEEDS);
  },
  LIMIT_MS,
);
