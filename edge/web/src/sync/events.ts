/** A device of the listener. */
export interface Device {
  id: string;
  name: string;
  platform: string;
}

/** The library changed; what exactly, `GET /library/changes` tells since the revision at hand. */
export interface LibraryChange {
  /** Of the library, after the change. */
  revision: number;
}

interface DataByKind {
  "favorites.changed": LibraryChange;
  "playlists.changed": LibraryChange;
  "substitutions.changed": LibraryChange;
  "history.added": LibraryChange;
  "playback.changed": LibraryChange;
  "device.added": { device: Device };
  "device.removed": { device_id: string };
  "config.changed": object;
  "session.revoked": { token_version: number };
}

/** What an event says happened. */
export type EventKind = keyof DataByKind;

interface EventOf<Kind extends EventKind> {
  kind: Kind;
  /** Rises by one with every event of the user within an epoch. */
  seq: number;
  /** The same event never comes with another. */
  id: string;
  /** RFC 3339, by the origin's clock. */
  at: string;
  data: DataByKind[Kind];
}

/** Something that happened to the listener's account or library; `kind` tells the shape of `data`. */
export type SyncEvent = { [Kind in EventKind]: EventOf<Kind> }[EventKind];

/** Where an event stands, whether or not this version of the client can read the rest of it. */
export interface Envelope {
  seq: number;
  id: string;
  /** Null when the kind is not known here, or the data are not of its shape. */
  event: SyncEvent | null;
}

type Members = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const isText = (value: unknown): value is string => typeof value === "string";
const isLibraryChange = (data: Members): boolean => isCount(data["revision"]);

const HAS_SHAPE: Record<EventKind, (data: Members) => boolean> = {
  "favorites.changed": isLibraryChange,
  "playlists.changed": isLibraryChange,
  "substitutions.changed": isLibraryChange,
  "history.added": isLibraryChange,
  "playback.changed": isLibraryChange,
  "device.added": ({ device }) =>
    isObject(device) &&
    isText(device["id"]) &&
    isText(device["name"]) &&
    isText(device["platform"]),
  "device.removed": (data) => isText(data["device_id"]),
  "config.changed": () => true,
  "session.revoked": (data) => isCount(data["token_version"]),
};

const isKind = (kind: unknown): kind is EventKind =>
  isText(kind) && Object.hasOwn(HAS_SHAPE, kind);

/** Reads an event of a frame or of the long poll; null when not even its place can be read. */
export function parseEvent(value: unknown): Envelope | null {
  if (!isObject(value)) return null;
  const { kind, seq, id, at, data } = value;
  if (!isCount(seq) || seq === 0 || !isText(id) || id === "") return null;
  const readable =
    isKind(kind) && isText(at) && isObject(data) && HAS_SHAPE[kind](data);
  // The shape of `data` was checked against the kind, which the compiler cannot follow.
  const event = readable ? ({ kind, seq, id, at, data } as SyncEvent) : null;
  return { seq, id, event };
}
