/** An event as the origin pushes it. */
export interface Event {
  id: string;
  kind: string;
  at: string;
  data: unknown;
}

interface Kept {
  seq: number;
  frame: string;
}

const MOST_EVENTS = 1_000;

/** The events of one user in SQLite, and how far each device has seen them. */
export class Log {
  readonly epoch: string;
  private last: number;

  constructor(private readonly sql: SqlStorage) {
    sql.exec(`
      CREATE TABLE IF NOT EXISTS log (epoch TEXT NOT NULL);
      CREATE TABLE IF NOT EXISTS events (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, frame TEXT NOT NULL
      );
      CREATE TABLE IF NOT EXISTS devices (id TEXT PRIMARY KEY, seen INTEGER NOT NULL);
    `);
    const [log] = sql.exec<{ epoch: string }>("SELECT epoch FROM log");
    this.epoch = log?.epoch ?? crypto.randomUUID();
    if (log === undefined) {
      sql.exec("INSERT INTO log (epoch) VALUES (?)", this.epoch);
    }
    // The last event is always kept, so that numbers go on behind it.
    const { head } = sql
      .exec<{ head: number }>(
        "SELECT coalesce(max(seq), 0) AS head FROM events",
      )
      .one();
    this.last = head;
  }

  get head(): number {
    return this.last;
  }

  /** Adds those that are new; gives their frames. */
  append(events: Event[]): string[] {
    return events.flatMap((event) => {
      const seq = this.last + 1;
      const { id, kind, at, data } = event;
      const frame = JSON.stringify({ type: "event", seq, id, kind, at, data });
      const { rowsWritten } = this.sql.exec(
        "INSERT OR IGNORE INTO events (seq, id, frame) VALUES (?, ?, ?)",
        seq,
        id,
        frame,
      );
      if (rowsWritten === 0) return [];
      this.last = seq;
      return [frame];
    });
  }

  /** The frames behind a place; null when some of them are not kept any more. */
  after(epoch: unknown, seq: number): string[] | null {
    if (epoch !== this.epoch || seq > this.last) return null;
    const kept = this.sql
      .exec<Kept & Record<string, SqlStorageValue>>(
        "SELECT seq, frame FROM events WHERE seq > ? ORDER BY seq",
        seq,
      )
      .toArray();
    return kept.length === this.last - seq
      ? kept.map(({ frame }) => frame)
      : null;
  }

  /** A device takes part, from the head on if it has not before. */
  join(device: string): void {
    this.sql.exec(
      "INSERT OR IGNORE INTO devices (id, seen) VALUES (?, ?)",
      device,
      this.last,
    );
  }

  /** A device has seen everything up to here; what all have seen is dropped. */
  acknowledge(device: string, seq: number): void {
    this.sql.exec(
      "UPDATE devices SET seen = max(seen, ?) WHERE id = ?",
      Math.min(seq, this.last),
      device,
    );
    this.sql.exec(
      `DELETE FROM events WHERE seq < ? AND
        (seq <= (SELECT min(seen) FROM devices) OR seq <= ?)`,
      this.last,
      this.last - MOST_EVENTS,
    );
  }
}
