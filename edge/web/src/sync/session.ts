import { CLIENT_DONE, CLIENT_RETURNS, type Closing } from "./closing.ts";
import type { Envelope } from "./events.ts";
import {
  parseServerFrame,
  toText,
  type ClientFrame,
  type FrameError,
  type Hello,
  type RemoteCommand,
  type RemotePlayback,
  type Resumed,
} from "./frames.ts";
import { Heartbeat } from "./heartbeat.ts";
import type { Host, SocketLike } from "./host.ts";
import type { Inbox } from "./inbox.ts";
import type { Position } from "./position.ts";

/** The longest from dialling to `resumed`, in milliseconds. */
const ESTABLISH_MS = 20_000;

export interface SessionHandlers {
  onHello(hello: Hello): void;
  /** All events missed have come; from now on they come as they happen. */
  onLive(): void;
  onPlayback(playback: RemotePlayback): void;
  onCommand(command: RemoteCommand): void;
  /** The server complains of a frame. */
  onError(error: FrameError): void;
  /** A frame that is none; it is ignored. */
  onUnreadable(): void;
  /** Comes once, last. */
  onEnd(closing: Closing): void;
}

/** One WebSocket from dialling to its end: hello, resume, replay, then events as they happen. */
export class Session {
  /** When `resumed` came; null before. */
  liveSince: number | null = null;
  private hello: Hello | null = null;
  private heartbeat: Heartbeat | null = null;
  private ended = false;
  private readonly socket: SocketLike;
  private readonly cancelTimer: () => void;

  constructor(
    private readonly host: Host,
    socket: SocketLike,
    private readonly inbox: Inbox,
    private readonly handlers: SessionHandlers,
  ) {
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      this.receive(data);
    };
    socket.onclose = ({ code, reason }) => {
      this.end({ code, reason });
    };
    // `onclose` follows with what little there is to know.
    socket.onerror = () => undefined;
    this.cancelTimer = host.setTimer(ESTABLISH_MS, () => {
      this.leave("not established in time");
    });
  }

  /** Bytes that are not on their way yet. */
  get unsent(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: ClientFrame): void {
    this.sendText(toText(frame));
  }

  sendText(text: string): void {
    if (!this.ended) this.socket.send(text);
  }

  acknowledge({ epoch, seq }: Position): void {
    // Before `resumed` an acknowledgement would be refused.
    if (this.liveSince !== null && epoch === this.hello?.epoch) {
      this.send({ type: "ack", seq });
    }
  }

  /** Ends it to come back; does not wait for a server that may be out of reach. */
  leave(reason: string): void {
    this.close(CLIENT_RETURNS, reason);
  }

  /** Ends it for good. */
  finish(): void {
    this.close(CLIENT_DONE, "");
  }

  private close(code: number, reason: string): void {
    if (this.ended) return;
    this.socket.close(code, reason);
    this.end({ code, reason });
  }

  private end(closing: Closing): void {
    if (this.ended) return;
    this.ended = true;
    this.cancelTimer();
    this.heartbeat?.stop();
    this.socket.onmessage = null;
    this.handlers.onEnd(closing);
  }

  private receive(data: unknown): void {
    this.heartbeat?.heard();
    const frame = typeof data === "string" ? parseServerFrame(data) : null;
    if (frame === null) {
      this.handlers.onUnreadable();
      return;
    }
    switch (frame.type) {
      case "hello":
        this.greet(frame);
        break;
      case "resumed":
        this.resumed(frame);
        break;
      case "event":
        this.take(frame.envelope);
        break;
      case "playback":
        this.handlers.onPlayback(frame.playback);
        break;
      case "command":
        this.handlers.onCommand(frame.command);
        break;
      case "ping":
        this.send({ type: "pong" });
        break;
      case "pong":
        break;
      case "error":
        this.handlers.onError(frame);
        break;
    }
  }

  private take(event: Envelope): void {
    // Numbers of another epoch say nothing; `resumed` will tell that, too.
    if (this.inbox.position?.epoch !== this.hello?.epoch) return;
    if (this.inbox.take(event) === "gap") this.leave("gap");
  }

  private greet(hello: Hello): void {
    if (this.hello !== null) return;
    this.hello = hello;
    this.heartbeat = new Heartbeat(
      this.host,
      hello.heartbeat_ms,
      () => {
        this.send({ type: "ping" });
      },
      () => {
        this.leave("heartbeat lost");
      },
    );
    this.handlers.onHello(hello);
    if (this.inbox.position === null) {
      this.inbox.reload("first", { epoch: hello.epoch, seq: hello.head });
    }
    const { epoch, seq } = this.inbox.position ?? {
      epoch: hello.epoch,
      seq: hello.head,
    };
    this.send({ type: "resume", epoch, after: seq });
  }

  private resumed({ recovered, from }: Resumed): void {
    if (this.hello === null || this.liveSince !== null) return;
    this.liveSince = this.host.now();
    this.cancelTimer();
    const { epoch, head } = this.hello;
    if (!recovered) {
      this.inbox.reload("not_recovered", from ?? { epoch, seq: head });
    }
    if (this.inbox.handledThrough) this.acknowledge(this.inbox.handledThrough);
    this.handlers.onLive();
  }
}
