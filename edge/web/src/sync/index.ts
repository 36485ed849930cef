/** Keeps a device in step with the listener's others: docs/api.md, "Sync". */
export { SyncClient } from "./client.ts";
export { CloseCode } from "./closing.ts";
export type { Device, EventKind, LibraryChange, SyncEvent } from "./events.ts";
export type {
  Command,
  CommandName,
  PlaybackState,
  PresentDevice,
  RemoteCommand,
  RemotePlayback,
} from "./frames.ts";
export { browserHost, type Host, type SocketLike } from "./host.ts";
export type { ReloadReason } from "./inbox.ts";
export type {
  SyncFault,
  SyncHandlers,
  SyncOptions,
  SyncState,
} from "./options.ts";
export type { DropReason } from "./outbox.ts";
export {
  memoryStorage,
  webStorage,
  type Position,
  type PositionStorage,
} from "./position.ts";
