import { Server, type Connection, type ConnectionContext } from "partyserver";

import { Log, type Event } from "./log.ts";

const HEARTBEAT_MS = 25_000;
const MOST_CONNECTIONS = 8;

interface State {
  device: string;
  resumed: boolean;
}

type Frame = Record<string, unknown> & { type?: unknown };

/** One user's hub. */
export class Hub extends Server {
  static override options = { hibernate: true };
  private log!: Log;

  override onStart(): void {
    this.log = new Log(this.ctx.storage.sql);
    this.ctx.setWebSocketAutoResponse(
      new WebSocketRequestResponsePair('{"type":"ping"}', '{"type":"pong"}'),
    );
  }

  override onConnect(
    connection: Connection<State>,
    { request }: ConnectionContext,
  ): void {
    const connections = [...this.getConnections<State>()];
    if (connections.length > MOST_CONNECTIONS) {
      connection.close(4104, "too many connections");
      return;
    }
    const device = request.headers.get("x-device") ?? "";
    connection.setState({ device, resumed: false });
    this.log.join(device);
    const devices = new Set(connections.map(({ state }) => state?.device));
    const { epoch, head } = this.log;
    const hello = {
      type: "hello",
      session: connection.id,
      epoch,
      head,
      heartbeat_ms: HEARTBEAT_MS,
      devices: [...devices].map((id) => ({ id, online: true })),
    };
    connection.send(JSON.stringify(hello));
  }

  override onMessage(connection: Connection<State>, message: unknown): void {
    const device = connection.state?.device ?? "";
    const frame = parse(message);
    switch (frame?.type) {
      case "resume":
        this.resume(connection, frame);
        break;
      case "ack":
        this.log.acknowledge(device, Number(frame["seq"]));
        break;
      case "playback":
        this.tellOthers(device, { ...frame, device_id: device });
        break;
      case "command":
        this.tellOthers(device, frame, frame["target_device_id"]);
        break;
      case "pong":
        break;
      default: {
        const code = frame === null ? "malformed_json" : "unknown_type";
        connection.send(JSON.stringify({ type: "error", code, detail: "" }));
      }
    }
  }

  /** Events of the origin. */
  override async onRequest(request: Request): Promise<Response> {
    const frames = this.log.append(await request.json<Event[]>());
    for (const connection of this.getConnections<State>()) {
      if (!connection.state?.resumed) continue;
      for (const frame of frames) connection.send(frame);
    }
    return new Response(null, { status: 204 });
  }

  private resume(connection: Connection<State>, frame: Frame): void {
    const missed = this.log.after(frame["epoch"], Number(frame["after"]));
    for (const event of missed ?? []) connection.send(event);
    const recovered = missed !== null;
    const { epoch, head } = this.log;
    connection.send(
      JSON.stringify({ type: "resumed", recovered, epoch, head }),
    );
    const device = connection.state?.device ?? "";
    connection.setState({ device, resumed: true });
  }

  private tellOthers(sender: string, frame: Frame, target?: unknown): void {
    const text = JSON.stringify(frame);
    for (const connection of this.getConnections<State>()) {
      const device = connection.state?.device;
      if (device === sender) continue;
      if (target === undefined || target === device) connection.send(text);
    }
  }
}

function parse(message: unknown): Frame | null {
  try {
    const frame: unknown = JSON.parse(String(message));
    return typeof frame === "object" ? (frame as Frame | null) : null;
  } catch {
    return null;
  }
}
