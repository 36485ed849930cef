import { randomUUID } from "node:crypto";

import type { Account } from "./account.ts";
import { until } from "./patience.ts";

/** An answer that says how things are: not one of a system that is down. */
export interface Answer {
  status: number;
  json: Record<string, unknown>;
  /** Told from memory while the origin could not be asked. */
  stale: boolean;
}

type Method = "GET" | "PUT" | "POST" | "PATCH" | "DELETE";

/** The library of one user as one of their devices reaches it; every call is tried until it is answered. */
export class Library {
  /** Tries that failed. */
  retries = 0;

  constructor(
    private readonly baseUrl: string,
    private readonly account: Account,
  ) {}

  get(path: string): Promise<Answer> {
    return this.call("GET", path);
  }

  /** Every try says the same and carries the same key, so that it takes effect once. */
  write(method: Method, path: string, body?: object): Promise<Answer> {
    return this.call(method, path, body, randomUUID());
  }

  /** All items of a list. */
  async all<T>(path: string): Promise<T[]> {
    const items: T[] = [];
    const separator = path.includes("?") ? "&" : "?";
    for (let cursor = ""; ;) {
      const page = `limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const { status, json } = await this.get(`${path}${separator}${page}`);
      if (status !== 200) {
        throw new Error(`${path}: ${String(status)} ${JSON.stringify(json)}`);
      }
      items.push(...(json["items"] as T[]));
      const next = json["next_cursor"];
      if (typeof next !== "string" || next === "") return items;
      cursor = next;
    }
  }

  private call(
    method: Method,
    path: string,
    body?: object,
    key?: string,
  ): Promise<Answer> {
    let refused: string | null = null;
    return until(`${method} ${path} is answered`, async () => {
      try {
        const token = await this.account.token(refused);
        const response = await fetch(`${this.baseUrl}/api/v1/library${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            ...(key !== undefined && { "idempotency-key": key }),
            ...(body && { "content-type": "application/json" }),
          },
          ...(body && { body: JSON.stringify(body) }),
          signal: AbortSignal.timeout(10_000),
        });
        const text = await response.text();
        const { status } = response;
        if (status === 401) refused = token;
        if (status === 401 || status === 429 || status >= 500) {
          this.retries += 1;
          return null;
        }
        const json = (text === "" ? {} : JSON.parse(text)) as Answer["json"];
        const stale = response.headers.get("x-cache") === "stale";
        return { status, json, stale };
      } catch (error) {
        this.retries += 1;
        throw error;
      }
    });
  }
}
