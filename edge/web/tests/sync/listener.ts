import { vi } from "vitest";

import {
  memoryStorage,
  SyncClient,
  type Host,
  type Position,
  type PositionStorage,
  type SyncFault,
  type SyncHandlers,
  type SyncState,
} from "../../src/sync/index.ts";
import { FakeNetwork } from "./network.ts";

/** A client with all that it told. */
export class Listener {
  readonly network = new FakeNetwork();
  readonly events: number[] = [];
  readonly reloads: string[] = [];
  readonly states: SyncState[] = [];
  readonly faults: SyncFault[] = [];
  readonly dropped: string[] = [];
  /** What the client was told of refused tokens, once for each token it asked for. */
  readonly refused: (string | null)[] = [];
  readonly storage: PositionStorage;
  readonly client: SyncClient;
  token: () => Promise<string | null> = () =>
    Promise.resolve(`t${String(this.refused.length)}`);

  constructor(
    saved: Position | null = null,
    handlers: Partial<SyncHandlers> = {},
    host: Partial<Host> = {},
  ) {
    this.storage = memoryStorage();
    if (saved !== null) void this.storage.save(saved);
    this.client = new SyncClient({
      baseUrl: "https://edge.example",
      token: (refused) => {
        this.refused.push(refused);
        return this.token();
      },
      storage: this.storage,
      host: { ...this.network.host, ...host },
      handlers: {
        onEvent: ({ seq }) => void this.events.push(seq),
        onReload: (reason) => void this.reloads.push(reason),
        onState: (state) => void this.states.push(state),
        onFault: (fault) => void this.faults.push(fault),
        onDropped: (text, reason) =>
          void this.dropped.push(`${reason} ${text}`),
        ...handlers,
      },
    });
  }

  /** Starts it and brings it as far as `resumed`. */
  async live(epoch = "a", head = 0): Promise<void> {
    this.client.start();
    await settle();
    await this.resume(epoch, head);
  }

  /** The socket dialled last comes up. */
  async resume(epoch = "a", head = 0, recovered = true): Promise<void> {
    this.network.socket.hello(epoch, head);
    this.network.socket.resumed(recovered, { epoch, head });
    await settle();
  }

  get phase(): string {
    return this.states.at(-1)?.phase ?? "none";
  }
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
}

export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}
