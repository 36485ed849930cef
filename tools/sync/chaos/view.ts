import type { Library } from "./library.ts";

interface Favorite {
  kind: string;
  id: string;
  snapshot: { title: string };
}

interface Playlist {
  id: string;
  name: string;
}

interface Entry {
  id: string;
}

interface EntryChange {
  playlist_id: string;
  entry: Entry;
  after: string;
}

interface Change {
  kind: string;
  deleted?: boolean;
  favorite: Favorite;
  playlist: Playlist;
  playlist_entry: EntryChange;
  play: { event_id: string };
}

interface Changes {
  revision: number;
  more: boolean;
  reset: boolean;
  next_cursor?: string | null;
  items: Change[];
}

const nameOf = ({ kind, id }: Pick<Favorite, "kind" | "id">): string =>
  `${kind} ${id}`;

/** A library as a device holds it. */
export class View {
  /** Titles by kind and id. */
  readonly favorites = new Map<string, string>();
  /** Event ids. */
  readonly plays = new Set<string>();
  /** Names by id. */
  readonly playlists = new Map<string, string>();
  /** Entry ids in their order, by playlist. */
  readonly entries = new Map<string, string[]>();
  /** What it is as of. */
  revision = 0;

  /** What the server has, list by list. */
  static async read(library: Library): Promise<View> {
    const view = new View();
    for (const favorite of await library.all<Favorite>("/favorites")) {
      view.favorites.set(nameOf(favorite), favorite.snapshot.title);
    }
    for (const play of await library.all<{ event_id: string }>("/history")) {
      view.plays.add(play.event_id);
    }
    for (const { id, name } of await library.all<Playlist>("/playlists")) {
      view.playlists.set(id, name);
      const entries = await library.all<Entry>(`/playlists/${id}/tracks`);
      view.entries.set(
        id,
        entries.map((entry) => entry.id),
      );
    }
    return view;
  }

  /** Takes in everything that changed since. */
  async catchUp(library: Library): Promise<void> {
    let page = await this.changes(library, `since=${String(this.revision)}`);
    if (page.reset) this.clear();
    for (;;) {
      for (const change of page.items) this.apply(change);
      if (!page.more) break;
      const cursor = encodeURIComponent(page.next_cursor ?? "");
      page = await this.changes(library, `cursor=${cursor}`);
    }
    this.revision = page.revision;
  }

  /** What the two do not have in common, in words; nothing when they are the same. */
  differences(other: View): string[] {
    const plain = (view: View): Map<string, string> =>
      new Map([
        ...[...view.favorites].map(
          ([name, title]) => [`favorite ${name}`, title] as const,
        ),
        ...[...view.plays].map((id) => [`play ${id}`, "played"] as const),
        ...[...view.playlists].map(
          ([id, name]) =>
            [
              `playlist ${id}`,
              `${name}: ${(view.entries.get(id) ?? []).join(" ")}`,
            ] as const,
        ),
      ]);
    const [here, there] = [plain(this), plain(other)];
    const names = new Set([...here.keys(), ...there.keys()]);
    return [...names].flatMap((name) => {
      const [one, another] = [here.get(name), there.get(name)];
      return one === another
        ? []
        : [`${name}: ${one ?? "absent"} / ${another ?? "absent"}`];
    });
  }

  private async changes(library: Library, query: string): Promise<Changes> {
    const path = `/changes?limit=100&${query}`;
    const { status, json } = await library.get(path);
    if (status !== 200) throw new Error(`${path}: ${String(status)}`);
    return json as unknown as Changes;
  }

  private clear(): void {
    this.favorites.clear();
    this.plays.clear();
    this.playlists.clear();
    this.entries.clear();
  }

  private apply(change: Change): void {
    const deleted = change.deleted === true;
    switch (change.kind) {
      case "favorite": {
        const { favorite } = change;
        if (deleted) this.favorites.delete(nameOf(favorite));
        else this.favorites.set(nameOf(favorite), favorite.snapshot.title);
        break;
      }
      case "playlist": {
        const { id, name } = change.playlist;
        if (deleted) {
          this.playlists.delete(id);
          this.entries.delete(id);
        } else {
          this.playlists.set(id, name);
        }
        break;
      }
      case "playlist_entry":
        this.place(change.playlist_entry, deleted);
        break;
      case "play":
        this.plays.add(change.play.event_id);
        break;
      case "history":
        this.plays.clear();
        break;
    }
  }

  private place(
    { playlist_id, entry, after }: EntryChange,
    deleted: boolean,
  ): void {
    const entries = (this.entries.get(playlist_id) ?? []).filter(
      (id) => id !== entry.id,
    );
    // Behind the one it follows; at the beginning where it follows none.
    if (!deleted) entries.splice(entries.indexOf(after) + 1, 0, entry.id);
    this.entries.set(playlist_id, entries);
  }
}
