import { randomUUID } from "node:crypto";

import { variable } from "./environment.ts";

/** Somebody who listens to music through the edge. */
export class Listener {
  private constructor(
    readonly phone: string,
    readonly token: string,
  ) {}

  /** Signs in by a phone that takes a fixed code. */
  static async signIn(phone: string): Promise<Listener> {
    await send("POST", "/auth/sms-codes", { phone });
    const device = {
      id: randomUUID(),
      name: "Phone of the test",
      platform: "test",
    };
    const response = await send("POST", "/auth/sessions", {
      phone,
      code: "246810",
      device,
    });
    if (response.status !== 201) throw new Error(await response.text());
    return new Listener(
      phone,
      ((await response.json()) as { access_token: string }).access_token,
    );
  }

  get(path: string): Promise<Response> {
    return send("GET", path, undefined, this.token);
  }

  search(text: string): Promise<Response> {
    return this.get(`/search?q=${encodeURIComponent(text)}`);
  }

  /** The id of the first track that a search finds. */
  async find(text: string): Promise<string> {
    const found = (await (await this.search(text)).json()) as {
      items: { id: string }[];
    };
    const id = found.items[0]?.id;
    if (id === undefined) throw new Error(`nothing is found by ${text}`);
    return id;
  }

  /** The source that plays a track. */
  async play(track: string): Promise<string | null> {
    const response = await this.get(
      `/tracks/${encodeURIComponent(track)}/playback`,
    );
    if (response.status !== 200) throw new Error(await response.text());
    return response.headers.get("x-source");
  }
}

function send(
  method: string,
  path: string,
  body?: object,
  token?: string,
): Promise<Response> {
  return fetch(`${variable("EDGE_URL")}/api/v1${path}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body && { "content-type": "application/json" }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
}
