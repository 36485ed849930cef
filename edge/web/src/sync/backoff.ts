/** Bounds of a pause between tries, in milliseconds. */
export interface BackoffLimits {
  base: number;
  cap: number;
}

export const RECONNECT_LIMITS: BackoffLimits = { base: 1_000, cap: 30_000 };

/**
 * Pauses with full jitter: evenly between nothing and a bound that doubles with every try, so that
 * clients thrown off together do not return together.
 */
export class Backoff {
  private tries = 0;

  constructor(
    private readonly random: () => number,
    private readonly limits: BackoffLimits = RECONNECT_LIMITS,
  ) {}

  /** The next pause in milliseconds. */
  next(): number {
    const { base, cap } = this.limits;
    const bound = Math.min(cap, base * 2 ** this.tries);
    // 2 ** tries stays finite.
    this.tries = Math.min(this.tries + 1, 30);
    return this.random() * bound;
  }

  /** What was wrong is over. */
  reset(): void {
    this.tries = 0;
  }
}
