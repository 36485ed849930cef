import type { Host } from "./host.ts";

/** How long a ping may go unanswered, in milliseconds, unless pings are closer together. */
const PATIENCE_MS = 10_000;

/**
 * Pings at an interval and finds out when nobody answers. Whatever is heard counts as an answer; a
 * ping goes out all the same, for the server listens too.
 */
export class Heartbeat {
  private heardAt: number;
  private cancel: () => void;

  constructor(
    private readonly host: Pick<Host, "now" | "setTimer">,
    private readonly intervalMs: number,
    private readonly ping: () => void,
    private readonly onSilence: () => void,
  ) {
    this.heardAt = host.now();
    this.cancel = this.pingIn(intervalMs);
  }

  heard(): void {
    this.heardAt = this.host.now();
  }

  stop(): void {
    this.cancel();
  }

  private pingIn(delayMs: number): () => void {
    return this.host.setTimer(delayMs, () => {
      const pingedAt = this.host.now();
      const patience = Math.min(PATIENCE_MS, this.intervalMs);
      this.cancel = this.host.setTimer(patience, () => {
        if (this.heardAt < pingedAt) {
          this.onSilence();
        } else {
          this.cancel = this.pingIn(this.intervalMs - patience);
        }
      });
      this.ping();
    });
  }
}
