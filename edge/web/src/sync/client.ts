import { Acknowledger } from "./acknowledger.ts";
import { Backoff } from "./backoff.ts";
import { consequenceOf, type Closing } from "./closing.ts";
import type { Command, PlaybackState } from "./frames.ts";
import type { SocketLike } from "./host.ts";
import { Inbox } from "./inbox.ts";
import type { SyncFault, SyncOptions, SyncState } from "./options.ts";
import { poll } from "./poll.ts";
import { RecentIds } from "./recent_ids.ts";
import { Sender } from "./sender.ts";
import { Session } from "./session.ts";
import { Transport } from "./transport.ts";

/** A connection that lived so long was a good one, in milliseconds. */
const STABLE_MS = 60_000;
/** Refusals closer together than this are not answered at once, in milliseconds. */
const REFUSALS_APART_MS = 60_000;
/** A poll without events that is answered sooner was not held, in milliseconds. */
const HELD_MS = 500;
/** So many commands are known again when they come again. */
const MOST_COMMANDS = 64;

interface Wait {
  do: "wait";
  cause: string;
  atLeastMs: number;
}

interface Stop {
  do: "stop";
  code: number | null;
  reason: string;
}

/** What follows when a socket or a poll is over. */
type Next = { do: "go_on" } | Wait | Stop;

const wait = (cause: string, atLeastMs = 0): Wait => ({
  do: "wait",
  cause,
  atLeastMs,
});

/**
 * Keeps one device in step. Every event since the position in `storage` is told once and in order,
 * or `onReload` says that they have to be made good by reading everything; whatever fails on the way
 * is tried again.
 */
export class SyncClient {
  private readonly inbox: Inbox;
  private readonly sender: Sender;
  private readonly acknowledger: Acknowledger;
  private readonly backoff: Backoff;
  private readonly transport: Transport;
  private readonly commands = new RecentIds(MOST_COMMANDS);
  private readonly stopping = new AbortController();
  private state: SyncState = { phase: "connecting" };
  private session: Session | null = null;
  /** What the server called the connection before. */
  private formerSession: string | null = null;
  /** The token refused last, until the server accepts one. */
  private refused: string | null = null;
  private refusedAt = -Infinity;
  private wake: (() => void) | null = null;
  private forgetOnline: (() => void) | null = null;

  constructor(private readonly options: SyncOptions) {
    const { host, handlers, storage } = options;
    this.inbox = new Inbox(host, {
      onEvent: (event) => handlers.onEvent(event),
      onReload: (reason) => handlers.onReload(reason),
      onHandled: (position) => {
        this.acknowledger.handled(position);
      },
      onHandlerFailed: (error) => {
        this.fault({ in: "handler", error });
      },
    });
    this.sender = new Sender(host, (text, reason) =>
      handlers.onDropped?.(text, reason),
    );
    this.acknowledger = new Acknowledger(
      host,
      storage,
      (position) => this.session?.acknowledge(position),
      (error) => {
        this.fault({ in: "storage", error });
      },
    );
    this.backoff = new Backoff(() => host.random());
    this.transport = new Transport(host.openSocket !== null);
  }

  /** Connects, and stays connected until `close`, or until the state is `stopped`. Once. */
  start(): void {
    this.forgetOnline = this.options.host.onOnline(() => {
      this.backoff.reset();
      this.wake?.();
    });
    void this.run();
  }

  /** Ends for good; done when the handler that runs is, and the position is saved. */
  async close(): Promise<void> {
    const idle = this.inbox.close();
    this.stop({ do: "stop", code: null, reason: "closed" });
    await idle;
    await this.acknowledger.flush();
  }

  /** Tells the other devices what plays here. Only the latest is kept while there is no connection. */
  sendPlayback(state: PlaybackState): void {
    this.sender.send({ type: "playback", ...state }, "playback");
  }

  /**
   * Asks another device for something. `id` is the caller's choice and new for every command. False
   * when there is no room for it; it is not sent either when there is no connection for 30 s.
   */
  sendCommand(targetDeviceId: string, command: Command): boolean {
    const frame = { target_device_id: targetDeviceId, ...command };
    return this.sender.send({ type: "command", ...frame }, null);
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async run(): Promise<void> {
    const { host, storage } = this.options;
    try {
      const saved = await storage.load();
      if (saved !== null) this.inbox.restore(saved);
    } catch (error) {
      this.fault({ in: "storage", error });
    }
    while (!this.stopped) {
      const next = await this.turn(this.transport.choose(host.now()));
      if (next.do === "stop") this.stop(next);
      if (next.do === "wait") await this.wait(next);
    }
  }

  /** One connection, or one poll, from its token to its end. */
  private async turn(over: "socket" | "poll"): Promise<Next> {
    let token: string | null;
    try {
      token = await this.options.token(this.refused);
    } catch (error) {
      this.fault({ in: "token", error });
      return wait("no token");
    }
    if (token === null) return { do: "stop", code: null, reason: "signed_out" };
    if (this.stopped) return { do: "go_on" };
    return over === "socket" ? this.bySocket(token) : this.byPoll(token);
  }

  private async bySocket(token: string): Promise<Next> {
    const { host } = this.options;
    this.tell({ phase: "connecting" });
    const socket = this.dial(token);
    if (socket === null) {
      this.transport.socketFailed(host.now());
      return wait("not dialled");
    }
    const { code, reason } = await new Promise<Closing>((resolve) => {
      this.session = this.converse(socket, resolve);
    });
    const liveSince = this.session?.liveSince ?? null;
    this.session = null;
    this.sender.stop();
    if (liveSince === null) {
      this.transport.socketFailed(host.now());
    } else if (host.now() - liveSince >= STABLE_MS) {
      this.backoff.reset();
    }
    switch (consequenceOf(code)) {
      case "stop":
        return { do: "stop", code, reason };
      case "refresh_token":
        return this.afterRefusal(code, token);
      case "return":
        return wait(`${String(code)} ${reason}`.trimEnd());
    }
  }

  /** Null when the platform forbids it, as a page's security policy may. */
  private dial(token: string): SocketLike | null {
    const { host, baseUrl } = this.options;
    const url = new URL(`${baseUrl.replace(/^http/, "ws")}/api/v1/sync`);
    if (this.formerSession !== null) {
      url.searchParams.set("replaces", this.formerSession);
    }
    const protocols = ["listen.v1", `bearer.${token}`];
    try {
      return host.openSocket?.(url.href, protocols) ?? null;
    } catch (error) {
      this.fault({ in: "protocol", error });
      return null;
    }
  }

  private converse(
    socket: SocketLike,
    onEnd: (closing: Closing) => void,
  ): Session {
    const { host, handlers } = this.options;
    const session = new Session(host, socket, this.inbox, {
      onHello: ({ session, devices, playback }) => {
        this.formerSession = session;
        handlers.onDevices?.(devices);
        if (playback !== null) handlers.onPlayback?.(playback);
      },
      onLive: () => {
        this.refused = null;
        this.transport.socketLived();
        this.tell({ phase: "live", over: "socket" });
        this.sender.use(session);
      },
      onPlayback: (playback) => handlers.onPlayback?.(playback),
      onCommand: (command) => {
        if (this.commands.isNew(`${command.source_device_id} ${command.id}`)) {
          handlers.onCommand?.(command);
        }
      },
      onError: ({ code, detail, id }) => {
        if (id !== null) handlers.onCommandRefused?.(id, code);
        else this.protocolFault(`${code}: ${detail}`);
      },
      onUnreadable: () => {
        this.protocolFault("a frame that cannot be read");
      },
      onEnd,
    });
    return session;
  }

  private async byPoll(token: string): Promise<Next> {
    const { host, baseUrl } = this.options;
    // What is asked for is acknowledged, so it has to be handled first.
    await this.inbox.idle();
    // What `close` left unhandled must not be acknowledged.
    if (this.stopped) return { do: "go_on" };
    const { position } = this.inbox;
    const url = `${baseUrl}/api/v1/sync/events`;
    const { signal } = this.stopping;
    const askedAt = host.now();
    const answer = await poll(host, url, token, position, signal);
    switch (answer.outcome) {
      case "unauthorized":
        return this.afterRefusal(401, token);
      case "failed":
        this.transport.pollFailed();
        return wait(answer.cause, answer.retryAfterMs);
      case "read":
        break;
    }
    this.refused = null;
    this.transport.pollAnswered(host.now());
    this.tell({ phase: "live", over: "poll" });
    const head = { epoch: answer.epoch, seq: answer.head };
    if (position === null) this.inbox.reload("first", head);
    else if (!answer.recovered) this.inbox.reload("not_recovered", head);
    const verdicts = answer.events.map((event) => this.inbox.take(event));
    if (verdicts.includes("gap")) return wait("gap");
    // Something on the way does not let calls be held.
    const wasHeld = host.now() - askedAt >= HELD_MS;
    const isUpToDate =
      position?.epoch === head.epoch && head.seq === position.seq;
    if (isUpToDate && !wasHeld) return wait("not held");
    this.backoff.reset();
    return { do: "go_on" };
  }

  /**
   * A token that was refused gets one successor; when that is refused before it was ever accepted,
   * there is no other. Tokens that are accepted and refused in quick succession are waited between.
   */
  private afterRefusal(code: number, token: string): Next {
    if (this.refused !== null) {
      return { do: "stop", code, reason: "token_refused" };
    }
    this.refused = token;
    const now = this.options.host.now();
    const isSoon = now - this.refusedAt < REFUSALS_APART_MS;
    this.refusedAt = now;
    return isSoon ? wait("token refused") : { do: "go_on" };
  }

  private async wait({ cause, atLeastMs }: Wait): Promise<void> {
    if (this.stopped) return;
    const delayMs = Math.max(this.backoff.next(), atLeastMs);
    this.tell({ phase: "waiting", delayMs, cause });
    await new Promise<void>((resolve) => {
      const cancel = this.options.host.setTimer(delayMs, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
    this.wake = null;
  }

  private stop({ code, reason }: Stop): void {
    if (this.stopped) return;
    this.stopping.abort();
    this.forgetOnline?.();
    this.inbox.finish();
    this.session?.finish();
    this.wake?.();
    this.tell({ phase: "stopped", code, reason });
  }

  private tell(state: SyncState): void {
    // An answer may still come when all is over.
    if (this.state.phase === "stopped") return;
    // One poll after another is one life.
    if (state.phase === "live" && this.state.phase === "live") return;
    this.state = state;
    this.options.handlers.onState?.(state);
  }

  private protocolFault(message: string): void {
    this.fault({ in: "protocol", error: new Error(message) });
  }

  private fault(fault: SyncFault): void {
    this.options.handlers.onFault?.(fault);
  }
}
