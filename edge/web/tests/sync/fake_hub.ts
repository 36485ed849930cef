import { FakeNetwork, type FakeSocket } from "./network.ts";

interface Kept {
  seq: number;
  id: string;
}

/** A user's hub as the contract has it, which also loses, repeats and forgets when told to. */
export class FakeHub {
  /** Ids of all that ever happened: what a reload reads. */
  readonly happened: string[] = [];
  /** Nobody gets through. */
  away = false;
  private epochs = 1;
  private head = 0;
  private log: Kept[] = [];
  private readonly live = new Set<FakeSocket>();
  private readonly silent = new Set<FakeSocket>();
  private greeted = 0;

  constructor(private readonly network: FakeNetwork) {
    network.answer = (url) => this.answer(url);
  }

  private get epoch(): string {
    return `epoch ${String(this.epochs)}`;
  }

  /** Greets whoever dialled, or has the call fail. */
  accept(): void {
    for (const socket of this.network.sockets.slice(this.greeted)) {
      this.greeted += 1;
      if (this.away) {
        socket.end(1006);
        continue;
      }
      socket.onSent = (frame) => {
        if (frame["type"] === "resume") this.resume(socket, frame);
        if (frame["type"] === "ping") this.say(socket, { type: "pong" });
      };
      socket.hello(this.epoch, this.head);
    }
  }

  /** Something happens; `unsaid`, to those who are connected it is not told. */
  publish(unsaid = false): void {
    this.head += 1;
    const id = `event ${String(this.happened.length)}`;
    this.happened.push(id);
    const event = { seq: this.head, id };
    this.log.push(event);
    if (unsaid) return;
    for (const socket of this.live) this.tell(socket, event);
  }

  /** An event that was sent comes once more. */
  repeat(): void {
    const event = this.log.at(-1);
    if (event === undefined) return;
    for (const socket of this.live) this.tell(socket, event);
  }

  /** From here on a connection carries nothing, and nobody says so. */
  cut(): void {
    for (const socket of this.live) this.silent.add(socket);
  }

  /** All connections break. */
  drop(code: number): void {
    for (const socket of this.live) socket.end(code);
    this.live.clear();
  }

  /** Old events are not kept any longer. */
  trim(): void {
    this.log = this.log.slice(-2);
  }

  /** The log is lost, and everybody is sent away. */
  beginAnew(): void {
    this.epochs += 1;
    this.head = 0;
    this.log = [];
    this.drop(4001);
  }

  private after(epoch: unknown, after: number): Kept[] | null {
    const missed = this.log.filter(({ seq }) => seq > after);
    const whole = missed.length === this.head - after;
    return epoch === this.epoch && whole ? missed : null;
  }

  private resume(socket: FakeSocket, frame: Record<string, unknown>): void {
    const missed = this.after(frame["epoch"], Number(frame["after"]));
    for (const event of missed ?? []) this.tell(socket, event);
    this.live.add(socket);
    const { epoch, head } = this;
    const recovered = missed !== null;
    this.say(socket, { type: "resumed", recovered, epoch, head });
  }

  private tell(socket: FakeSocket, event: Kept): void {
    this.say(socket, { type: "event", ...filled(event) });
  }

  private say(socket: FakeSocket, frame: Record<string, unknown>): void {
    if (!this.silent.has(socket)) socket.say(frame);
  }

  private async answer(url: URL): Promise<Response> {
    if (this.away) throw new Error("away");
    // Not held for 25 s, so that time passes between two calls all the same.
    await new Promise((resolve) => setTimeout(resolve, 600));
    const { searchParams } = url;
    const after = Number(searchParams.get("after"));
    const missed = this.after(searchParams.get("epoch"), after);
    const items = missed?.map(filled) ?? [];
    const { epoch, head } = this;
    return Response.json({ epoch, head, recovered: missed !== null, items });
  }
}

const filled = ({ seq, id }: Kept): Record<string, unknown> => ({
  seq,
  id,
  kind: "history.added",
  at: "2026-01-01T00:00:00Z",
  data: { revision: 1 },
});
