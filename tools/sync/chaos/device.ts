import { WebSocket } from "ws";

import {
  browserHost,
  memoryStorage,
  SyncClient,
  type SocketLike,
  type SyncEvent,
} from "../../../edge/web/src/sync/index.ts";
import type { Account } from "./account.ts";
import { Library } from "./library.ts";
import { until } from "./patience.ts";
import { View } from "./view.ts";

/** A device that is kept in step by the client of the web app, and all that goes wrong with it. */
export class Device {
  readonly library: Library;
  readonly view = new View();
  /** Ids of the events it was told, each once. */
  readonly told = new Set<string>();
  readonly outOfOrder: string[] = [];
  readonly duplicates: string[] = [];
  /** Why it read everything anew, but for the first time. */
  readonly reloads: string[] = [];
  /** How often it came up. */
  connects = 0;
  polls = 0;
  stopped: string | null = null;
  private live = false;
  private lastSeq = 0;
  private readonly client: SyncClient;

  constructor(
    baseUrl: string,
    readonly account: Account,
  ) {
    this.library = new Library(baseUrl, account);
    this.client = new SyncClient({
      baseUrl,
      token: (refused) => account.token(refused),
      storage: memoryStorage(),
      host: {
        ...browserHost(),
        openSocket: (url, protocols) =>
          new WebSocket(url, protocols) as SocketLike,
      },
      handlers: {
        onEvent: (event) => this.handle(event),
        onReload: async (reason) => {
          if (reason !== "first") this.reloads.push(reason);
          this.lastSeq = 0;
          await this.view.catchUp(this.library);
        },
        onState: (state) => {
          this.live = state.phase === "live";
          if (state.phase === "live") {
            if (state.over === "socket") this.connects += 1;
            else this.polls += 1;
          } else if (state.phase === "stopped") {
            this.stopped = `${String(state.code)} ${state.reason}`;
          }
        },
      },
    });
  }

  /** Done when it is in step for the first time. */
  async start(): Promise<void> {
    this.client.start();
    await until("a device is in step", () =>
      Promise.resolve(this.live || null),
    );
  }

  async stop(): Promise<void> {
    await this.client.close();
  }

  private async handle(event: SyncEvent): Promise<void> {
    const { seq, id, kind } = event;
    if (this.told.has(id)) this.duplicates.push(id);
    if (seq <= this.lastSeq) this.outOfOrder.push(id);
    this.told.add(id);
    this.lastSeq = seq;
    if (!("revision" in event.data) || kind === "playback.changed") return;
    const { revision } = event.data;
    // An answer from a copy may not know of it yet.
    await until(`revision ${String(revision)} is read`, async () => {
      if (this.view.revision < revision) await this.view.catchUp(this.library);
      return this.view.revision >= revision || null;
    });
  }
}
