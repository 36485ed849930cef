import {
  browserHost,
  type Host,
  type SocketLike,
} from "../../src/sync/index.ts";

type Frame = Record<string, unknown>;

/** The client's end of a socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  bufferedAmount = 0;
  onerror = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  /** All that the client sent. */
  readonly sent: Frame[] = [];
  /** The code that the client closed with. */
  closedWith: number | null = null;
  onSent: ((frame: Frame) => void) | null = null;

  constructor(
    readonly url: string,
    readonly protocols: string[],
  ) {}

  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.sent.push(frame);
    this.onSent?.(frame);
  }

  close(code = 1005): void {
    this.closedWith ??= code;
  }

  /** The server says something. */
  say(frame: Frame | string): void {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.onmessage?.({ data });
  }

  hello(epoch: string, head: number, more: Frame = {}): void {
    this.say({
      type: "hello",
      session: "s",
      epoch,
      head,
      heartbeat_ms: 25_000,
      devices: [],
      ...more,
    });
  }

  event(seq: number, more: Frame = {}): void {
    this.say({ type: "event", ...eventOf(seq), ...more });
  }

  resumed(recovered: boolean, more: Frame = {}): void {
    this.say({ type: "resumed", recovered, ...more });
  }

  /** The server closes. */
  end(code: number, reason = ""): void {
    this.onclose?.({ code, reason });
  }

  sentOf(type: string): Frame[] {
    return this.sent.filter((frame) => frame["type"] === type);
  }
}

export function eventOf(seq: number): Frame {
  const at = "2026-01-01T00:00:00Z";
  const data = { revision: seq };
  return { seq, id: `e${String(seq)}`, kind: "favorites.changed", at, data };
}

/** Sockets and calls that go to the test; timers are those of the global object, faked or not. */
export class FakeNetwork {
  readonly sockets: FakeSocket[] = [];
  readonly calls: URL[] = [];
  /** What pauses draw: 0.5 is half of the bound. */
  chance = 0.5;
  answer: (url: URL, init: RequestInit) => Promise<Response> = () =>
    Promise.reject(new Error("no network"));
  private online: (() => void)[] = [];

  readonly host: Host = {
    ...browserHost(),
    random: () => this.chance,
    openSocket: (url, protocols) => {
      const socket = new FakeSocket(url, protocols);
      this.sockets.push(socket);
      return socket;
    },
    fetch: (url, init) => {
      this.calls.push(new URL(url));
      return this.answer(new URL(url), init);
    },
    onOnline: (callback) => {
      this.online.push(callback);
      return () => {
        this.online = this.online.filter((kept) => kept !== callback);
      };
    },
  };

  /** The socket that was opened last. */
  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (socket === undefined) throw new Error("nobody dialled");
    return socket;
  }

  comeOnline(): void {
    for (const callback of this.online) callback();
  }
}
