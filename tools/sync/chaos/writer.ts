import { randomUUID } from "node:crypto";

import type { Answer } from "./library.ts";
import type { Device } from "./device.ts";
import { pause } from "./patience.ts";

/** What was acknowledged, by the device that wrote it; nobody else writes to the same things. */
export class Written {
  /** Titles of favourites by id; null for those that were deleted. */
  readonly favorites = new Map<string, string | null>();
  readonly plays = new Set<string>();
  /** Names by id; null for those that were deleted. */
  readonly playlists = new Map<string, string | null>();
  /** Entry ids by playlist, the device's own or one that all devices add to. */
  readonly entries = new Map<string, Set<string>>();
  /** How often each kind of write was acknowledged. */
  readonly acknowledged = new Map<string, number>();
  /** Writes that were answered with something else. */
  readonly refused: string[] = [];
  /** One's own write was not there when one looked. */
  readonly unread: string[] = [];
  reads = 0;
}

const some = <T>(list: readonly T[]): T | undefined =>
  list[Math.floor(Math.random() * list.length)];

const track = (): { id: string; title: string } => ({
  id: `qq:${randomUUID().slice(0, 8)}`,
  title: `Song ${randomUUID().slice(0, 4)}`,
});

/** Writes at random, one after another, and looks at what was written now and then. */
export class Writer {
  readonly written = new Written();

  constructor(
    private readonly device: Device,
    /** A playlist that others add to as well. */
    private readonly shared: string,
  ) {
    this.written.entries.set(shared, new Set());
  }

  async workUntil(ended: () => boolean, averagePauseMs: number): Promise<void> {
    const acts = [
      () => this.putFavorite(),
      () => this.putFavorite(),
      () => this.deleteFavorite(),
      () => this.play(),
      () => this.createPlaylist(),
      () => this.renamePlaylist(),
      () => this.addEntries(this.shared),
      () => this.addEntries(some(this.ownPlaylists())),
      () => this.moveEntry(),
      () => this.deletePlaylist(),
      () => this.look(),
    ];
    while (!ended()) {
      await some(acts)?.();
      await pause(Math.random() * 2 * averagePauseMs);
    }
  }

  private async putFavorite(): Promise<void> {
    const { id, title } = track();
    const path = `/favorites/track/${encodeURIComponent(id)}`;
    if (await this.write("put favourite", "PUT", path, { title })) {
      this.written.favorites.set(id, title);
    }
  }

  private async deleteFavorite(): Promise<void> {
    const held = [...this.written.favorites].filter(([, title]) => title);
    const [id] = some(held) ?? [];
    if (id === undefined) return;
    const path = `/favorites/track/${encodeURIComponent(id)}`;
    if (await this.write("delete favourite", "DELETE", path)) {
      this.written.favorites.set(id, null);
    }
  }

  private async play(): Promise<void> {
    const event_id = randomUUID();
    const played_at = new Date().toISOString();
    const play = { event_id, track: track(), played_at, played_ms: 1_000 };
    const items = [{ ...play, completed: false }];
    if (await this.write("add play", "POST", "/history", { items })) {
      this.written.plays.add(event_id);
    }
  }

  private async createPlaylist(): Promise<void> {
    const name = `List ${randomUUID().slice(0, 8)}`;
    const answer = await this.write("create list", "POST", "/playlists", {
      name,
    });
    if (answer === null) return;
    const id = String(answer.json["id"]);
    this.written.playlists.set(id, name);
    this.written.entries.set(id, new Set());
  }

  private async renamePlaylist(): Promise<void> {
    const id = some(this.ownPlaylists());
    if (id === undefined) return;
    const name = `List ${randomUUID().slice(0, 8)}`;
    if (
      await this.write("rename list", "PATCH", `/playlists/${id}`, { name })
    ) {
      this.written.playlists.set(id, name);
    }
  }

  private async deletePlaylist(): Promise<void> {
    const id = some(this.ownPlaylists());
    if (id === undefined) return;
    if (await this.write("delete list", "DELETE", `/playlists/${id}`)) {
      this.written.playlists.set(id, null);
      this.written.entries.delete(id);
    }
  }

  private async addEntries(playlist: string | undefined): Promise<void> {
    if (playlist === undefined) return;
    const items = [{ track: track() }, { track: track() }];
    const path = `/playlists/${playlist}/tracks`;
    const answer = await this.write("add entries", "POST", path, { items });
    for (const { id } of (answer?.json["items"] ?? []) as { id: string }[]) {
      this.written.entries.get(playlist)?.add(id);
    }
  }

  private async moveEntry(): Promise<void> {
    const [playlist, entries] = some([...this.written.entries]) ?? [];
    const [id, after] = [
      some([...(entries ?? [])]),
      some([...(entries ?? [])]),
    ];
    if (playlist === undefined || id === undefined || id === after) return;
    const path = `/playlists/${playlist}/tracks/${id}/move`;
    await this.write("move entry", "POST", path, { after });
  }

  /** One reads one's own writes, unless the answer says that it is old. */
  private async look(): Promise<void> {
    const [id, title] = [...this.written.favorites].at(-1) ?? [];
    if (id === undefined) return;
    const path = `/favorites/track/${encodeURIComponent(id)}`;
    const { status, stale } = await this.device.library.get(path);
    this.written.reads += 1;
    const wanted = title === null ? 404 : 200;
    if (!stale && status !== wanted) {
      this.written.unread.push(`${path}: ${String(status)}`);
    }
  }

  private ownPlaylists(): string[] {
    return [...this.written.playlists]
      .filter(([, name]) => name !== null)
      .map(([id]) => id);
  }

  /** Null when it was refused. */
  private async write(
    what: string,
    method: "PUT" | "POST" | "PATCH" | "DELETE",
    path: string,
    body?: object,
  ): Promise<Answer | null> {
    const answer = await this.device.library.write(method, path, body);
    if (answer.status >= 300) {
      const { status, json } = answer;
      this.written.refused.push(
        `${what}: ${String(status)} ${JSON.stringify(json)}`,
      );
      return null;
    }
    const { acknowledged } = this.written;
    acknowledged.set(what, (acknowledged.get(what) ?? 0) + 1);
    return answer;
  }
}
