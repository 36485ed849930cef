import { WebSocket } from "ws";

import type { Target } from "./target.ts";
import { accessToken } from "./tokens.ts";

interface Frame {
  type: string;
  epoch: string;
  head: number;
  heartbeat_ms: number;
  seq: number;
  id: string;
  code?: string;
}

/** Acknowledges as the client of the web app does: every so many events at the latest. */
const ACKNOWLEDGE_EVERY = 50;

/** A device with a socket that is up; every event has to follow the one before. */
export class Listener {
  onEvent: ((id: string) => void) | null = null;
  private seq = 0;
  private heartbeat: NodeJS.Timeout | undefined;

  private constructor(
    private readonly socket: WebSocket,
    private onFault: (fault: Error) => void,
  ) {
    socket.on("close", (code, reason) => {
      clearInterval(this.heartbeat);
      this.onFault(new Error(`closed: ${String(code)} ${reason.toString()}`));
    });
    socket.on("error", (error) => {
      this.onFault(error);
    });
  }

  /** Dials and resumes at the head. */
  static async connect(
    target: Target,
    user: string,
    device: string,
  ): Promise<Listener> {
    const token = await accessToken(target.accessTokens, user, device);
    const url = `${target.url.replace(/^http/, "ws")}/api/v1/sync`;
    const socket = new WebSocket(url, ["listen.v1", `bearer.${token}`], {
      perMessageDeflate: false,
    });
    return new Promise((resolve, reject) => {
      const listener = new Listener(socket, reject);
      socket.on("message", (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as Frame;
        if (frame.type !== "resumed") {
          listener.receive(frame);
          return;
        }
        // From now on a fault ends the measurement.
        listener.onFault = (fault) => {
          throw fault;
        };
        resolve(listener);
      });
    });
  }

  /** It may be gone now. */
  close(): void {
    clearInterval(this.heartbeat);
    this.socket.removeAllListeners("close");
    this.socket.terminate();
  }

  private receive(frame: Frame): void {
    switch (frame.type) {
      case "hello": {
        const { epoch, head, heartbeat_ms } = frame;
        this.heartbeat = setInterval(() => {
          this.say({ type: "ping" });
        }, heartbeat_ms);
        this.seq = head;
        this.say({ type: "resume", epoch, after: head });
        break;
      }
      case "event":
        if (frame.seq !== this.seq + 1) {
          throw new Error(
            `${String(frame.seq)} came behind ${String(this.seq)}`,
          );
        }
        this.seq = frame.seq;
        if (this.seq % ACKNOWLEDGE_EVERY === 0) {
          this.say({ type: "ack", seq: this.seq });
        }
        this.onEvent?.(frame.id);
        break;
      case "ping":
        this.say({ type: "pong" });
        break;
      case "pong":
        break;
      default:
        this.onFault(new Error(JSON.stringify(frame)));
    }
  }

  private say(frame: object): void {
    this.socket.send(JSON.stringify(frame));
  }
}
