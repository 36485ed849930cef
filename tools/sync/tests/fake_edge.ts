import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { WebSocketServer, type WebSocket } from "ws";

import { pause } from "../chaos/patience.ts";
import { FakeLibrary, type Reply } from "./fake_library.ts";

const HEARTBEAT_MS = 25_000;

interface Listening {
  /** Events that it was not sent, and is not going to be. */
  skipped: number;
}

/** One user: a library, and the events that tell of it. */
class FakeUser {
  readonly library = new FakeLibrary((kind) => {
    this.publish(kind);
  });
  /** First answers by idempotency key. */
  readonly answers = new Map<string, Reply>();
  /** An event that one of several sockets is not sent: every so many. */
  skipsEvery = Infinity;
  private readonly epoch = randomUUID();
  private readonly log: { id: string; text: (seq: number) => string }[] = [];
  private readonly live = new Map<WebSocket, Listening>();

  greet(socket: WebSocket): void {
    const { epoch } = this;
    const head = this.log.length;
    const say = (frame: object): void => {
      socket.send(JSON.stringify(frame));
    };
    socket.on("message", (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Record<string, unknown>;
      if (frame["type"] === "ping") say({ type: "pong" });
      if (frame["type"] !== "resume") return;
      const after = Number(frame["after"]);
      const recovered = frame["epoch"] === epoch;
      const missed = recovered ? this.log.slice(after) : [];
      for (const [index, event] of missed.entries()) {
        socket.send(event.text(after + index + 1));
      }
      say({ type: "resumed", recovered, epoch, head: this.log.length });
      this.live.set(socket, { skipped: 0 });
    });
    socket.on("close", () => this.live.delete(socket));
    say({
      type: "hello",
      session: randomUUID(),
      epoch,
      head,
      heartbeat_ms: HEARTBEAT_MS,
      devices: [],
      playback: null,
    });
  }

  /** Like the long poll, held for a moment only. */
  async read(epoch: string | null, after: number): Promise<Reply> {
    await pause(600);
    const recovered = epoch === this.epoch;
    const missed = recovered ? this.log.slice(after) : [];
    const items = missed.map(
      (event, index) => JSON.parse(event.text(after + index + 1)) as unknown,
    );
    const head = this.log.length;
    return { status: 200, json: { epoch: this.epoch, head, recovered, items } };
  }

  private publish(kind: string): void {
    const id = randomUUID();
    const data = { revision: this.library.revision };
    const at = new Date().toISOString();
    const text = (seq: number): string =>
      JSON.stringify({ type: "event", seq, id, kind, at, data });
    this.log.push({ id, text });
    const [unlucky] = this.live.keys();
    for (const [socket, listening] of this.live) {
      const skips = this.log.length % this.skipsEvery === 0;
      if (skips && socket === unlucky) listening.skipped += 1;
      else socket.send(text(this.log.length - listening.skipped));
    }
  }
}

/** An edge in memory, which can be killed and does what it is told to do wrong. */
export class FakeEdge {
  url = "";
  private readonly users = new Map<string, FakeUser>();
  private server: Server | null = null;
  private sockets: WebSocketServer | null = null;
  private port = 0;

  constructor(
    private readonly spoil: (user: FakeUser) => void = () => undefined,
  ) {}

  async start(): Promise<void> {
    const server = createServer((request, response) => {
      void this.answer(request).then(({ status, json }) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(json && JSON.stringify(json));
      });
    });
    const sockets = new WebSocketServer({
      server,
      handleProtocols: () => "listen.v1",
    });
    sockets.on("connection", (socket, request) => {
      const offered = request.headers["sec-websocket-protocol"] ?? "";
      this.user(offered.replace(/^.*bearer\./, "")).greet(socket);
    });
    await new Promise<void>((resolve) => {
      server.listen(this.port, "127.0.0.1", resolve);
    });
    this.port = (server.address() as AddressInfo).port;
    this.url = `http://127.0.0.1:${String(this.port)}`;
    this.server = server;
    this.sockets = sockets;
  }

  /** Breaks every connection; what is stored stays. */
  async kill(): Promise<void> {
    const { server, sockets } = this;
    await new Promise((resolve) => {
      server?.close(resolve);
      server?.closeAllConnections();
      // An upgraded connection is the server's no more.
      for (const socket of sockets?.clients ?? []) socket.terminate();
    });
  }

  /** By an access token, which is the phone and the device. */
  private user(token: string): FakeUser {
    const [phone = ""] = token.split("_");
    let user = this.users.get(phone);
    if (user === undefined) {
      user = new FakeUser();
      this.spoil(user);
      this.users.set(phone, user);
    }
    return user;
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const body = (text === "" ? {} : JSON.parse(text)) as Record<
      string,
      unknown
    >;
    const { pathname, searchParams } = new URL(request.url ?? "", this.url);
    const [, , , area, ...path] = pathname.split("/").map(decodeURIComponent);
    if (area === "auth") {
      const { phone } = body;
      const access_token = `${String(phone).slice(1)}_${randomUUID()}`;
      const json = { access_token, refresh_token: "r" };
      return { status: path[0] === "sessions" ? 201 : 202, json };
    }
    const user = this.user(request.headers.authorization?.slice(7) ?? "");
    if (area === "sync") {
      const after = Number(searchParams.get("after"));
      return user.read(searchParams.get("epoch"), after);
    }
    const method = request.method ?? "";
    const key = request.headers["idempotency-key"];
    const known = user.answers.get(String(key));
    if (known !== undefined) return known;
    const reply = user.library.answer({
      method,
      path,
      query: searchParams,
      body,
    });
    if (key !== undefined) user.answers.set(String(key), reply);
    return reply;
  }
}
