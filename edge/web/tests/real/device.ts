import { randomUUID } from "node:crypto";

import { vi } from "vitest";
import { WebSocket } from "ws";

import {
  browserHost,
  memoryStorage,
  SyncClient,
  type Host,
  type RemoteCommand,
  type RemotePlayback,
  type SocketLike,
  type SyncEvent,
  type SyncState,
} from "../../src/sync/index.ts";

/** The edge that is tested. There is no default: without it the tests fail. */
export function baseUrl(): string {
  const url = process.env["EDGE_URL"];
  if (url === undefined) throw new Error("EDGE_URL is not set");
  return url;
}

/** A Node host; with sockets, or as behind a proxy that lets none through. */
function host(sockets: boolean): Host {
  const openSocket = (url: string, protocols: string[]): SocketLike =>
    new WebSocket(url, protocols) as SocketLike;
  return { ...browserHost(), openSocket: sockets ? openSocket : null };
}

interface Session {
  access_token: string;
}

/** A device of a test phone, signed in and kept in step. */
export class Device {
  readonly id = randomUUID();
  readonly storage = memoryStorage();
  readonly events: SyncEvent[] = [];
  readonly reloads: string[] = [];
  readonly commands: RemoteCommand[] = [];
  readonly playbacks: RemotePlayback[] = [];
  readonly faults: unknown[] = [];
  refusedCommands: string[] = [];
  state: SyncState = { phase: "connecting" };
  token = "";
  client: SyncClient;

  constructor(readonly phone: string) {
    this.client = this.newClient(true);
  }

  async signIn(): Promise<void> {
    await this.call("POST", "/auth/sms-codes", { phone: this.phone });
    const device = { id: this.id, name: "Web", platform: "web" };
    const body = { phone: this.phone, code: "246810", device };
    let answer = await this.call("POST", "/auth/sessions", body);
    if (answer.status === 409) {
      const { devices } = (await answer.json()) as { devices: Session[] };
      const replace = devices[0] as unknown as { id: string };
      answer = await this.call("POST", "/auth/sessions", {
        ...body,
        replace_device_id: replace.id,
      });
    }
    if (answer.status !== 201) throw new Error(await answer.text());
    this.token = ((await answer.json()) as Session).access_token;
  }

  /** In step, over a socket or by polls. */
  async start(over: "socket" | "poll" = "socket"): Promise<void> {
    this.client = this.newClient(over === "socket");
    this.state = { phase: "connecting" };
    this.client.start();
    await vi.waitUntil(() => this.state.phase === "live", { timeout: 10_000 });
  }

  call(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${baseUrl()}/api/v1${path}`, {
      method,
      headers: {
        ...(this.token && { authorization: `Bearer ${this.token}` }),
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** The event of this kind that says so. */
  async hears(
    kind: SyncEvent["kind"],
    says: (data: string) => boolean,
  ): Promise<void> {
    const has = (event: SyncEvent): boolean =>
      event.kind === kind && says(JSON.stringify(event.data));
    await vi.waitUntil(() => this.events.some(has), { timeout: 10_000 });
  }

  private newClient(sockets: boolean): SyncClient {
    return new SyncClient({
      baseUrl: baseUrl(),
      token: (refused) =>
        Promise.resolve(refused === this.token ? null : this.token),
      storage: this.storage,
      host: host(sockets),
      handlers: {
        onEvent: (event) => void this.events.push(event),
        onReload: (reason) => void this.reloads.push(reason),
        onState: (state) => (this.state = state),
        onCommand: (command) => void this.commands.push(command),
        onPlayback: (playback) => void this.playbacks.push(playback),
        onFault: (fault) => void this.faults.push(fault),
        onCommandRefused: (id, code) =>
          void this.refusedCommands.push(`${id} ${code}`),
      },
    });
  }
}
