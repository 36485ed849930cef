import { Backoff } from "./backoff.ts";
import type { Envelope, SyncEvent } from "./events.ts";
import type { Host } from "./host.ts";
import type { Position } from "./position.ts";
import { RecentIds } from "./recent_ids.ts";

/**
 * Why everything has to be read anew: this device has no position yet; the server does not have all
 * events since; an event could not be handled, or more came than could be kept.
 */
export type ReloadReason =
  "first" | "not_recovered" | "handler_failed" | "overrun";

export interface InboxHandlers {
  onEvent(event: SyncEvent): void | Promise<void>;
  onReload(reason: ReloadReason): void | Promise<void>;
  /** Everything up to the position was handled. */
  onHandled(position: Position): void;
  /** One of the two above threw. */
  onHandlerFailed(error: unknown): void;
}

/** What became of an event that came: a gap means that those before it have to be asked for. */
export type Verdict = "taken" | "duplicate" | "gap";

interface Task {
  /** Null for an event that this client does not know how to tell. */
  event: SyncEvent | null;
  reload: ReloadReason | null;
  position: Position;
}

/** As many waiting events are replaced by one reload. */
const MOST_WAITING = 1_000;
/** As many ids are remembered: what a server keeps. */
const MOST_IDS = 1_000;

/**
 * Takes events in their order, each once, and has them handled one after another, as slowly as the
 * handler likes. What cannot be handled one by one is made good by a reload, which is tried until it
 * succeeds; it covers all events that had come when it began, for what they tell was so before.
 */
export class Inbox {
  private taken: Position | null = null;
  private handled: Position | null = null;
  private readonly ids = new RecentIds(MOST_IDS);
  private waiting: Task[] = [];
  private working = false;
  private finishing = false;
  private closed = false;
  private wake: (() => void) | null = null;
  private idlers: (() => void)[] = [];

  constructor(
    private readonly host: Pick<Host, "setTimer" | "random">,
    private readonly handlers: InboxHandlers,
  ) {}

  /** Where to resume; null when nothing was ever read. */
  get position(): Position | null {
    return this.taken;
  }

  /** What can be acknowledged. */
  get handledThrough(): Position | null {
    return this.handled;
  }

  /** Goes on where an earlier page ended. */
  restore(position: Position): void {
    this.taken = position;
    this.handled = position;
  }

  take({ seq, id, event }: Envelope): Verdict {
    if (this.taken === null || seq <= this.taken.seq) return "duplicate";
    if (seq > this.taken.seq + 1) return "gap";
    this.taken = { epoch: this.taken.epoch, seq };
    const isNew = this.ids.isNew(id);
    this.add({
      event: isNew ? event : null,
      reload: null,
      position: this.taken,
    });
    return isNew ? "taken" : "duplicate";
  }

  /** Has everything read anew; events go on behind the position. */
  reload(reason: ReloadReason, position: Position): void {
    this.taken = position;
    this.add({ event: null, reload: reason, position });
  }

  /** Done when nothing waits and no handler runs. */
  idle(): Promise<void> {
    if (!this.working) return Promise.resolve();
    return new Promise((resolve) => this.idlers.push(resolve));
  }

  /** Has what waits handled, without second tries. */
  finish(): void {
    this.finishing = true;
    if (this.wake !== null) void this.close();
  }

  /** Nothing that waits is handled any more; done when the handler that runs is. */
  close(): Promise<void> {
    this.closed = true;
    this.waiting = [];
    this.wake?.();
    return this.idle();
  }

  private add(task: Task): void {
    if (this.closed) return;
    if (this.waiting.length >= MOST_WAITING) {
      const reload = task.reload ?? "overrun";
      this.waiting = [{ event: null, reload, position: task.position }];
    } else {
      this.waiting.push(task);
    }
    if (!this.working) void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    for (
      let task = this.waiting.shift();
      task !== undefined;
      task = this.waiting.shift()
    ) {
      const position = await this.perform(task);
      if (position !== null) {
        this.handled = position;
        this.handlers.onHandled(position);
      }
    }
    this.working = false;
    for (const resolve of this.idlers.splice(0)) resolve();
  }

  /** Up to where things are handled then; null when this was closed before. */
  private async perform({
    event,
    reload,
    position,
  }: Task): Promise<Position | null> {
    if (reload !== null) return this.untilReloaded(reload, position);
    if (event === null || (await this.handles(event))) return position;
    return this.untilReloaded("handler_failed", position);
  }

  private async handles(event: SyncEvent): Promise<boolean> {
    try {
      await this.handlers.onEvent(event);
      return true;
    } catch (error) {
      this.handlers.onHandlerFailed(error);
      return false;
    }
  }

  private async untilReloaded(
    reason: ReloadReason,
    position: Position,
  ): Promise<Position | null> {
    const backoff = new Backoff(() => this.host.random());
    let covered = position;
    while (!this.closed) {
      covered = this.waiting.at(-1)?.position ?? covered;
      this.waiting = [];
      try {
        await this.handlers.onReload(reason);
        return covered;
      } catch (error) {
        this.handlers.onHandlerFailed(error);
        if (this.finishing) void this.close();
        await this.pause(backoff.next());
      }
    }
    return null;
  }

  private async pause(delayMs: number): Promise<void> {
    if (this.closed) return;
    await new Promise<void>((resolve) => {
      const cancel = this.host.setTimer(delayMs, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
    this.wake = null;
  }
}
