import type { Host } from "./host.ts";

/** A frame that waits to be sent. */
export interface Outgoing {
  text: string;
  /** Of two with the same key only the later is of use; null for those that all are. */
  supersedes: string | null;
}

/** Why a frame will not be sent. */
export type DropReason = "superseded" | "full" | "expired";

export interface OutboxLimits {
  frames: number;
  /** Of the frames' text, in UTF-16 units: at most three bytes each on the wire. */
  characters: number;
  /** Older ones are not worth sending, in milliseconds. */
  age: number;
}

export const OUTBOX_LIMITS: OutboxLimits = {
  frames: 64,
  characters: 256 * 1024,
  age: 30_000,
};

interface Waiting extends Outgoing {
  since: number;
}

/**
 * Frames that wait for a connection, bounded in number, size and age. Where there is no room the
 * oldest that something later replaces goes first; when all are needed the new one is refused.
 */
export class Outbox {
  private waiting: Waiting[] = [];
  private characters = 0;

  constructor(
    private readonly host: Pick<Host, "now">,
    private readonly onDropped: (text: string, reason: DropReason) => void,
    private readonly limits: OutboxLimits = OUTBOX_LIMITS,
  ) {}

  /** Whether it will be sent, unless it is dropped later. */
  add({ text, supersedes }: Outgoing): boolean {
    this.dropExpired();
    if (supersedes !== null) {
      this.dropFirst("superseded", (kept) => kept.supersedes === supersedes);
    }
    while (!this.fits(text)) {
      if (!this.dropFirst("full", (kept) => kept.supersedes !== null)) {
        this.onDropped(text, "full");
        return false;
      }
    }
    this.waiting.push({ text, supersedes, since: this.host.now() });
    this.characters += text.length;
    return true;
  }

  /** The next to send, which does not wait here any more; null when there is none. */
  next(): string | null {
    this.dropExpired();
    const first = this.waiting[0];
    if (first === undefined) return null;
    this.remove(first);
    return first.text;
  }

  private fits(text: string): boolean {
    return (
      this.waiting.length < this.limits.frames &&
      this.characters + text.length <= this.limits.characters
    );
  }

  private dropExpired(): void {
    const oldest = this.host.now() - this.limits.age;
    while (this.dropFirst("expired", (kept) => kept.since < oldest));
  }

  private dropFirst(
    reason: DropReason,
    matches: (kept: Waiting) => boolean,
  ): boolean {
    const found = this.waiting.find(matches);
    if (found === undefined) return false;
    this.remove(found);
    this.onDropped(found.text, reason);
    return true;
  }

  private remove(frame: Waiting): void {
    this.waiting.splice(this.waiting.indexOf(frame), 1);
    this.characters -= frame.text.length;
  }
}
