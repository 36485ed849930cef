import type { BackoffLimits } from "./backoff.ts";

/** So many sockets that did not come up in a row, and the long poll takes their place. */
const MOST_FAILURES = 3;
/** How long until the next socket is tried then, in milliseconds; it doubles up to the cap. */
const RETRY: BackoffLimits = { base: 30_000, cap: 600_000 };

/**
 * Sockets or the long poll. Something on the way may let no WebSocket through, which looks like a
 * server that is away; so when that is what it was, sockets are tried again at once.
 */
export class Transport {
  private failures = 0;
  private retryAt = 0;
  private retryPause = RETRY.base;
  private unreachable = false;

  constructor(private readonly hasSockets: boolean) {}

  choose(now: number): "socket" | "poll" {
    if (!this.hasSockets) return "poll";
    const enough = this.failures >= MOST_FAILURES && now < this.retryAt;
    return enough ? "poll" : "socket";
  }

  socketLived(): void {
    this.failures = 0;
    this.retryPause = RETRY.base;
  }

  socketFailed(now: number): void {
    this.failures += 1;
    if (this.failures < MOST_FAILURES) return;
    this.retryAt = now + this.retryPause;
    this.retryPause = Math.min(this.retryPause * 2, RETRY.cap);
  }

  pollFailed(): void {
    this.unreachable = true;
  }

  pollAnswered(now: number): void {
    if (!this.unreachable) return;
    this.unreachable = false;
    this.retryAt = now;
    this.retryPause = RETRY.base;
  }
}
