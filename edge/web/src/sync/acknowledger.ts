import type { Host } from "./host.ts";
import type { Position, PositionStorage } from "./position.ts";

/** One acknowledgement covers what is handled within this time, in milliseconds … */
const INTERVAL_MS = 250;
/** … or this many events, whichever is full first. */
const MOST_EVENTS = 50;

/** Saves how far events were handled, then tells the server, many events at a time. */
export class Acknowledger {
  private unsaved: Position | null = null;
  private events = 0;
  private cancelTimer: (() => void) | null = null;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly host: Pick<Host, "setTimer">,
    private readonly storage: PositionStorage,
    private readonly acknowledge: (position: Position) => void,
    private readonly onSaveFailed: (error: unknown) => void,
  ) {}

  /** Everything up to here was handled. */
  handled(position: Position): void {
    this.unsaved = position;
    this.events += 1;
    if (this.events >= MOST_EVENTS) {
      void this.flush();
    } else {
      this.cancelTimer ??= this.host.setTimer(
        INTERVAL_MS,
        () => void this.flush(),
      );
    }
  }

  /** Saves and acknowledges what is due; done when it is saved. */
  flush(): Promise<void> {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.events = 0;
    const position = this.unsaved;
    this.unsaved = null;
    if (position !== null) {
      this.saving = this.saving.then(() => this.save(position));
    }
    return this.saving;
  }

  private async save(position: Position): Promise<void> {
    try {
      await this.storage.save(position);
    } catch (error) {
      // A position that is too old costs a replay or a reload, never an event: go on.
      this.onSaveFailed(error);
    }
    this.acknowledge(position);
  }
}
