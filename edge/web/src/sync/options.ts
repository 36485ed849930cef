import type { SyncEvent } from "./events.ts";
import type { PresentDevice, RemoteCommand, RemotePlayback } from "./frames.ts";
import type { Host } from "./host.ts";
import type { ReloadReason } from "./inbox.ts";
import type { DropReason } from "./outbox.ts";
import type { PositionStorage } from "./position.ts";

/** Where the client stands. */
export type SyncState =
  | { phase: "connecting" }
  /** Nothing is missed; over the long poll commands of other devices do not come. */
  | { phase: "live"; over: "socket" | "poll" }
  | { phase: "waiting"; delayMs: number; cause: string }
  /** It will not try again: the listener has to sign in, or `close` was called. */
  | { phase: "stopped"; code: number | null; reason: string };

/** What went wrong without stopping the client. */
export interface SyncFault {
  in: "handler" | "storage" | "token" | "protocol";
  error: unknown;
}

export interface SyncHandlers {
  /**
   * Called for each event, in order, the next when this is done. After a crash the last of them may
   * come again. When it fails, `onReload` follows.
   */
  onEvent(event: SyncEvent): void | Promise<void>;
  /**
   * Everything that events tell of has to be read anew, the library by `GET /library/changes`. Called
   * until it succeeds; events go on behind it.
   */
  onReload(reason: ReloadReason): void | Promise<void>;
  onDevices?(devices: PresentDevice[]): void;
  onPlayback?(playback: RemotePlayback): void;
  /** Called once for each command, however often it comes. */
  onCommand?(command: RemoteCommand): void;
  /** A command of `sendCommand` that the server did not pass on, such as `target_offline`. */
  onCommandRefused?(id: string, code: string): void;
  onState?(state: SyncState): void;
  /** A frame of `sendPlayback` or `sendCommand` that will not be sent. */
  onDropped?(text: string, reason: DropReason): void;
  onFault?(fault: SyncFault): void;
}

export interface SyncOptions {
  /** The edge, such as `https://edge.example`. */
  baseUrl: string;
  /**
   * An access token that is valid now; `refused` is one that the server turned down. Null when the
   * listener is signed out; failing means that it could not be found out, and is tried again.
   */
  token(refused: string | null): Promise<string | null>;
  storage: PositionStorage;
  handlers: SyncHandlers;
  host: Host;
}
