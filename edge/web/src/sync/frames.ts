import {
  isCount,
  isObject,
  parseEvent,
  type Device,
  type Envelope,
} from "./events.ts";
import type { Position } from "./position.ts";

/** A device as `hello` lists it. */
export interface PresentDevice extends Partial<Device> {
  id: string;
  /** Whether it has a connection now. */
  online: boolean;
}

/** What plays, as a device tells the others. */
export interface PlaybackState {
  track_id: string | null;
  position_ms: number;
  state: "playing" | "paused" | "stopped";
}

/** What plays on another device. */
export interface RemotePlayback extends PlaybackState {
  device_id: string;
}

export type CommandName = "play" | "pause" | "seek" | "next";

/** What one device would have another do. */
export interface Command {
  /** Chosen by the sender; the same command never runs twice. */
  id: string;
  command: CommandName;
  args: Readonly<Record<string, unknown>>;
}

/** A command that came from another device. */
export interface RemoteCommand extends Command {
  source_device_id: string;
}

export interface Hello {
  type: "hello";
  session: string;
  epoch: string;
  /** The last event's number; 0 for none. */
  head: number;
  heartbeat_ms: number;
  devices: PresentDevice[];
  /** The latest that a device told, if any did. */
  playback: RemotePlayback | null;
}

export interface Resumed {
  type: "resumed";
  /** Whether all events missed were sent; otherwise none was. */
  recovered: boolean;
  /** Behind which event those that follow go on; null where the server leaves it to `hello`. */
  from: Position | null;
}

export interface FrameError {
  type: "error";
  code: string;
  detail: string;
  /** The command it is about, if any. */
  id: string | null;
}

/** What a server says. */
export type ServerFrame =
  | Hello
  | Resumed
  | { type: "event"; envelope: Envelope }
  | { type: "playback"; playback: RemotePlayback }
  | { type: "command"; command: RemoteCommand }
  | { type: "ping" }
  | { type: "pong" }
  | FrameError;

/** What a client says. */
export type ClientFrame =
  | { type: "resume"; epoch: string; after: number }
  | { type: "ack"; seq: number }
  | ({ type: "playback" } & PlaybackState)
  | ({ type: "command"; target_device_id: string } & Command)
  | { type: "ping" }
  | { type: "pong" };

/** The text of a frame. A ping's is exact: the server answers it without looking into it. */
export function toText(frame: ClientFrame): string {
  return JSON.stringify(frame);
}

/** Reads a frame; null when it is none, or of a type that is not known here. */
export function parseServerFrame(text: string): ServerFrame | null {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(frame)) return null;
  switch (frame["type"]) {
    case "hello":
      return parseHello(frame);
    case "resumed": {
      const { recovered, epoch, head } = frame;
      if (typeof recovered !== "boolean") return null;
      const isPlaced = typeof epoch === "string" && isCount(head);
      const from = isPlaced ? { epoch, seq: head } : null;
      return { type: "resumed", recovered, from };
    }
    case "event": {
      const envelope = parseEvent(frame);
      return envelope && { type: "event", envelope };
    }
    case "playback": {
      const playback = parsePlayback(frame);
      return playback && { type: "playback", playback };
    }
    case "command": {
      const command = parseCommand(frame);
      return command && { type: "command", command };
    }
    case "ping":
    case "pong":
      return { type: frame["type"] };
    case "error": {
      const { code, detail, id } = frame;
      if (typeof code !== "string") return null;
      return {
        type: "error",
        code,
        detail: typeof detail === "string" ? detail : "",
        id: typeof id === "string" ? id : null,
      };
    }
    default:
      return null;
  }
}

type Members = Readonly<Record<string, unknown>>;

function parseHello(frame: Members): Hello | null {
  const { session, epoch, head, heartbeat_ms, devices, playback } = frame;
  const isComplete =
    typeof session === "string" &&
    typeof epoch === "string" &&
    isCount(head) &&
    isCount(heartbeat_ms) &&
    heartbeat_ms > 0 &&
    Array.isArray(devices);
  if (!isComplete) return null;
  return {
    type: "hello",
    session,
    epoch,
    head,
    heartbeat_ms,
    devices: devices.flatMap(parseDevice),
    playback: isObject(playback) ? parsePlayback(playback) : null,
  };
}

function parseDevice(device: unknown): PresentDevice[] {
  if (!isObject(device) || typeof device["id"] !== "string") return [];
  const { id, name, platform, online } = device;
  return [
    {
      id,
      online: online === true,
      ...(typeof name === "string" && { name }),
      ...(typeof platform === "string" && { platform }),
    },
  ];
}

const STATES: readonly unknown[] = ["playing", "paused", "stopped"];
const COMMANDS: readonly unknown[] = ["play", "pause", "seek", "next"];

function parsePlayback(frame: Members): RemotePlayback | null {
  const { device_id, track_id, position_ms, state } = frame;
  if (typeof device_id !== "string" || !STATES.includes(state)) return null;
  return {
    device_id,
    track_id: typeof track_id === "string" ? track_id : null,
    position_ms: isCount(position_ms) ? position_ms : 0,
    state: state as PlaybackState["state"],
  };
}

function parseCommand(frame: Members): RemoteCommand | null {
  const { id, source_device_id, command, args } = frame;
  if (typeof id !== "string" || !COMMANDS.includes(command)) return null;
  if (typeof source_device_id !== "string") return null;
  return {
    id,
    source_device_id,
    command: command as CommandName,
    args: isObject(args) ? args : {},
  };
}
