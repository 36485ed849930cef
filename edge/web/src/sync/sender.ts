import { toText, type ClientFrame } from "./frames.ts";
import type { Host } from "./host.ts";
import { Outbox, type DropReason } from "./outbox.ts";
import type { Session } from "./session.ts";

/** More bytes are not handed to a socket before these are on their way. */
const MOST_UNSENT = 64 * 1024;
/** How often that is looked at; sockets do not tell. */
const DRAIN_MS = 100;
/** A frame is of at most so many UTF-16 units. */
const MOST_CHARACTERS = 4 * 1024;

/** Sends frames over whatever session is live, and keeps them while none is. */
export class Sender {
  private readonly outbox: Outbox;
  private session: Session | null = null;
  private cancelTimer: (() => void) | null = null;

  constructor(
    private readonly host: Pick<Host, "now" | "setTimer">,
    onDropped: (text: string, reason: DropReason) => void,
  ) {
    this.outbox = new Outbox(host, onDropped);
  }

  /** False when the frame is too long, or there is no room for it. */
  send(frame: ClientFrame, supersedes: string | null): boolean {
    const text = toText(frame);
    if (text.length > MOST_CHARACTERS) return false;
    const kept = this.outbox.add({ text, supersedes });
    this.drain();
    return kept;
  }

  /** Sends what waits over a session that is live, and all that comes. */
  use(session: Session): void {
    this.session = session;
    this.drain();
  }

  stop(): void {
    this.session = null;
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  private drain(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    while (this.session !== null) {
      if (this.session.unsent > MOST_UNSENT) {
        this.cancelTimer = this.host.setTimer(DRAIN_MS, () => {
          this.drain();
        });
        return;
      }
      const text = this.outbox.next();
      if (text === null) return;
      this.session.sendText(text);
    }
  }
}
