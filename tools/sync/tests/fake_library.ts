import { randomUUID } from "node:crypto";

type Members = Record<string, unknown>;

/** What a library is asked, and what it says. */
export interface Call {
  method: string;
  /** Below `/api/v1/library`, decoded. */
  path: string[];
  query: URLSearchParams;
  body: Members;
}

export interface Reply {
  status: number;
  json?: Members;
}

interface Named {
  id: string;
}

const list = (items: unknown[]): Reply => ({
  status: 200,
  json: { items, next_cursor: null },
});

/** One user's library in memory, with the calls that the chaos makes of it. */
export class FakeLibrary {
  revision = 0;
  /** Favourites that are acknowledged and not kept: every so many. */
  losesEvery = Infinity;
  /** Changes that devices are not told of: every so many. */
  forgetsEvery = Infinity;
  /** Nobody reads what they wrote. */
  isBlind = false;
  private readonly favorites = new Map<string, Members>();
  private readonly plays: Members[] = [];
  private readonly playlists = new Map<string, Named & Members>();
  private readonly entries = new Map<string, Named[]>();
  private readonly changes: Members[] = [];
  private puts = 0;

  constructor(private readonly onChange: (kind: string) => void) {}

  answer({ method, path, query, body }: Call): Reply {
    const [first = "", second = "", third = "", fourth = "", last] = path;
    switch (`${method} ${first}${last === undefined ? "" : ` ${last}`}`) {
      case "GET changes":
        return this.since(Number(query.get("since")));
      case "GET favorites":
        if (third === "") return list([...this.favorites.values()]);
        return { status: this.holds(third) ? 200 : 404, json: {} };
      case "PUT favorites":
        return this.favorite(second, third, body);
      case "DELETE favorites":
        this.favorites.delete(third);
        this.tell("favorites", "favorite", { kind: second, id: third }, true);
        return { status: 204 };
      case "GET history":
        return list(this.plays);
      case "POST history":
        for (const play of body["items"] as Members[]) {
          this.plays.push(play);
          this.tell("playlists", "play", play);
        }
        return { status: 200, json: {} };
      case "GET playlists":
        if (third === "tracks") return list(this.entries.get(second) ?? []);
        return list([...this.playlists.values()]);
      case "POST playlists move":
        return this.move(second, fourth, String(body["after"]));
      case "POST playlists":
        if (third === "tracks") return this.add(second, body);
        return this.name(randomUUID(), 201, body);
      case "PATCH playlists":
        return this.name(second, 200, body);
      case "DELETE playlists":
        this.playlists.delete(second);
        this.entries.delete(second);
        this.tell("playlists", "playlist", { id: second }, true);
        return { status: 204 };
      default:
        return { status: 404, json: { code: "not_found" } };
    }
  }

  private holds(id: string): boolean {
    return this.favorites.has(id) && !this.isBlind;
  }

  private since(since: number): Reply {
    const items = this.changes.filter(
      (change) => Number(change["revision"]) > since,
    );
    const { revision } = this;
    return {
      status: 200,
      json: { revision, more: false, reset: false, items },
    };
  }

  private favorite(kind: string, id: string, snapshot: Members): Reply {
    this.puts += 1;
    const favorite = { kind, id, snapshot };
    if (this.puts % this.losesEvery !== 0) {
      this.favorites.set(id, favorite);
      this.tell("favorites", "favorite", favorite);
    }
    return { status: 201, json: favorite };
  }

  private name(id: string, status: number, body: Members): Reply {
    const playlist = { id, name: body["name"] };
    this.playlists.set(id, playlist);
    this.tell("playlists", "playlist", playlist);
    return { status, json: playlist };
  }

  private add(playlist_id: string, body: Members): Reply {
    const entries = this.entries.get(playlist_id) ?? [];
    const items = (body["items"] as Members[]).map((item) => {
      const entry = { id: randomUUID(), ...item };
      const after = entries.at(-1)?.id ?? "";
      entries.push(entry);
      this.tell("playlists", "playlist_entry", { playlist_id, entry, after });
      return entry;
    });
    this.entries.set(playlist_id, entries);
    return { status: 201, json: { items } };
  }

  private move(playlist_id: string, id: string, after: string): Reply {
    const entries = this.entries.get(playlist_id) ?? [];
    const entry = { id };
    const others = entries.filter((other) => other.id !== id);
    const at = others.findIndex((other) => other.id === after);
    others.splice(at + 1, 0, entry);
    this.entries.set(playlist_id, others);
    this.tell("playlists", "playlist_entry", { playlist_id, entry, after });
    return { status: 200, json: {} };
  }

  private tell(kind: string, name: string, what: Members, deleted = false) {
    this.revision += 1;
    const { revision } = this;
    if (revision % this.forgetsEvery !== 0) {
      this.changes.push({ revision, kind: name, deleted, [name]: what });
    }
    this.onChange(`${kind}.changed`);
  }
}
