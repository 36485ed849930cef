import { isCount, isObject, parseEvent, type Envelope } from "./events.ts";
import type { Host } from "./host.ts";
import type { Position } from "./position.ts";

/** An answer of the long poll. */
export type PollAnswer =
  | {
      outcome: "read";
      epoch: string;
      head: number;
      /** False: events are missing, and `events` is empty. */
      recovered: boolean;
      events: Envelope[];
    }
  | { outcome: "unauthorized" }
  /** Anything else: no answer, or none of use. */
  | { outcome: "failed"; cause: string; retryAfterMs: number };

/** The server holds a call for 25 s at most; this is its way there and back too. */
const LIMIT_MS = 40_000;

/**
 * Waits for the events behind a position; what it names is thereby acknowledged. With a signal that
 * is aborted already nothing is asked.
 */
export async function poll(
  host: Pick<Host, "fetch" | "setTimer">,
  url: string,
  token: string,
  position: Position | null,
  signal: AbortSignal,
): Promise<PollAnswer> {
  if (signal.aborted) return failed("aborted");
  // Without a position only the head is of interest, which is known at once.
  const query = new URLSearchParams(
    position === null
      ? { wait_s: "0" }
      : { after: String(position.seq), epoch: position.epoch },
  );
  const limit = new AbortController();
  const giveUp = (): void => {
    limit.abort();
  };
  const cancelTimer = host.setTimer(LIMIT_MS, giveUp);
  signal.addEventListener("abort", giveUp);
  try {
    const response = await host.fetch(`${url}?${query.toString()}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: limit.signal,
    });
    if (response.status === 401) return { outcome: "unauthorized" };
    if (!response.ok) {
      const seconds = Number(response.headers.get("retry-after") ?? "0");
      const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : 0;
      return failed(`status ${String(response.status)}`, retryAfterMs);
    }
    return parseBatch(await response.json()) ?? failed("unreadable");
  } catch (error) {
    return failed(error instanceof Error ? error.message : "unreachable");
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", giveUp);
  }
}

function failed(cause: string, retryAfterMs = 0): PollAnswer {
  return { outcome: "failed", cause, retryAfterMs };
}

function parseBatch(batch: unknown): PollAnswer | null {
  if (!isObject(batch)) return null;
  const { epoch, head, recovered, items } = batch;
  if (typeof epoch !== "string" || !isCount(head) || !Array.isArray(items)) {
    return null;
  }
  const events = items.map(parseEvent);
  if (!events.every((event) => event !== null)) return null;
  return {
    outcome: "read",
    epoch,
    head,
    recovered: recovered === true,
    events,
  };
}
