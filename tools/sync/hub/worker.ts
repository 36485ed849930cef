/**
 * What one would write with the package `partyserver` for the same duties: the same paths, the same
 * tokens verified, the same frames. Ours is measured against it.
 */
import { importJWK, jwtVerify, type CryptoKey } from "jose";

import { Hub } from "./hub.ts";

export { Hub };

declare global {
  // The name is partyserver's choice.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Cloudflare {
    interface Env {
      HUB: DurableObjectNamespace<Hub>;
      /** The public keys of access tokens, as a JWK set. */
      JWKS: string;
      /** The key of those who publish: Ed25519, base64url. */
      ORIGIN_PUBLIC_KEY: string;
      ISSUER: string;
      AUDIENCE: string;
    }
  }
}

type Env = Cloudflare.Env;

const keys = new Map<string, CryptoKey | Uint8Array>();

async function verify(env: Env, token: string, audience: string) {
  if (keys.size === 0) {
    const x = env.ORIGIN_PUBLIC_KEY;
    const origin = { kty: "OKP", crv: "Ed25519", kid: "origin", x };
    const { keys: own } = JSON.parse(env.JWKS) as { keys: { kid: string }[] };
    for (const jwk of [origin, ...own]) {
      keys.set(jwk.kid, await importJWK(jwk, "EdDSA"));
    }
  }
  const { payload } = await jwtVerify(
    token,
    ({ kid }) => {
      const key = keys.get(kid ?? "origin");
      if (key === undefined) throw new Error("unknown key");
      return key;
    },
    { audience, algorithms: ["EdDSA"] },
  );
  return payload;
}

async function connect(request: Request, env: Env): Promise<Response> {
  const offered = request.headers.get("sec-websocket-protocol") ?? "";
  const bearer = offered
    .split(",")
    .map((protocol) => protocol.trim())
    .find((protocol) => protocol.startsWith("bearer."));
  if (bearer === undefined) return new Response(null, { status: 401 });
  const token = bearer.slice("bearer.".length);
  const { sub, did, iss } = await verify(env, token, env.AUDIENCE);
  if (sub === undefined || typeof did !== "string" || iss !== env.ISSUER) {
    return new Response(null, { status: 401 });
  }
  const headers = new Headers(request.headers);
  headers.set("x-device", did);
  const call = new Request(request, { headers });
  const { status, webSocket } = await env.HUB.getByName(sub).fetch(call);
  const chosen = { "sec-websocket-protocol": "listen.v1" };
  return new Response(null, { status, webSocket, headers: chosen });
}

interface Push {
  items: { id: string; user_id: string }[];
}

async function publish(request: Request, env: Env): Promise<Response> {
  const [, token = ""] = (request.headers.get("authorization") ?? "").split(
    " ",
  );
  await verify(env, token, "edge");
  const { items } = await request.json<Push>();
  const byUser = Map.groupBy(items, ({ user_id }) => user_id);
  await Promise.all(
    [...byUser].map(([user, events]) =>
      env.HUB.getByName(user).fetch("https://hub/events", {
        method: "POST",
        body: JSON.stringify(events),
      }),
    ),
  );
  const outcomes = items.map(({ id }) => ({ id, acknowledged: true }));
  return Response.json({ items: outcomes });
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    try {
      if (pathname === "/health") return new Response("ok\n");
      if (pathname === "/api/v1/sync") return await connect(request, env);
      if (pathname === "/internal/v1/events")
        return await publish(request, env);
      return new Response(null, { status: 404 });
    } catch {
      return new Response(null, { status: 401 });
    }
  },
} satisfies ExportedHandler<Env>;
