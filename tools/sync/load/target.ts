import { randomUUID } from "node:crypto";

import { pushToken, type AccessTokens } from "./tokens.ts";

/** The hub that is measured. */
export interface Target {
  /** Its edge, such as `http://127.0.0.1:8787`. */
  url: string;
  accessTokens: AccessTokens;
  /** Ed25519 seed, base64url, that signs what the origin pushes. */
  pushSeed: string;
}

/** Pushes new events to a user in one call, as the origin does; gives their ids when they are stored. */
export async function push(
  { url, pushSeed }: Target,
  user: string,
  count: number,
): Promise<string[]> {
  const items = Array.from({ length: count }, (_, index) => ({
    id: randomUUID(),
    user_id: user,
    kind: "favorites.changed",
    at: new Date().toISOString(),
    data: { revision: index + 1 },
  }));
  const response = await fetch(`${url}/internal/v1/events`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await pushToken(pushSeed)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ items }),
  });
  const text = await response.text();
  if (response.status !== 200) {
    throw new Error(`push: ${String(response.status)} ${text}`);
  }
  const answer = JSON.parse(text) as { items: { acknowledged: boolean }[] };
  if (!answer.items.every(({ acknowledged }) => acknowledged)) {
    throw new Error(`push: not acknowledged: ${text}`);
  }
  return items.map(({ id }) => id);
}
