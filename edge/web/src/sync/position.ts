import { isCount, isObject } from "./events.ts";

/** How far a device has come: a sequence number means something within its epoch only. */
export interface Position {
  epoch: string;
  seq: number;
}

/** Where a position outlives the page. One for each user and device. */
export interface PositionStorage {
  /** Null when nothing was saved, or nothing that can be read. */
  load(): Promise<Position | null>;
  save(position: Position): Promise<void>;
}

/** Keeps the position as long as the page. */
export function memoryStorage(): PositionStorage {
  let kept: Position | null = null;
  return {
    load: () => Promise.resolve(kept),
    save(position) {
      kept = position;
      return Promise.resolve();
    },
  };
}

/** Keeps the position in `localStorage`, or whatever has its two methods. */
export function webStorage(
  storage: Pick<Storage, "getItem" | "setItem">,
  key: string,
): PositionStorage {
  return {
    async load() {
      return Promise.resolve(parsePosition(storage.getItem(key)));
    },
    async save({ epoch, seq }) {
      storage.setItem(key, JSON.stringify({ epoch, seq }));
      return Promise.resolve();
    },
  };
}

function parsePosition(text: string | null): Position | null {
  try {
    const saved: unknown = JSON.parse(text ?? "null");
    if (!isObject(saved)) return null;
    const { epoch, seq } = saved;
    return typeof epoch === "string" && isCount(seq) ? { epoch, seq } : null;
  } catch {
    return null;
  }
}
