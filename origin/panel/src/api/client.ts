import createClient from "openapi-fetch";

import { useSession } from "../session/store.ts";
import { askForStepUp } from "../session/step_up.ts";
import { Problem } from "./problem.ts";
import type { paths } from "./schema.ts";

/** Calls of the admin API, typed by its description. */
export const client = createClient<paths>({
  baseUrl: location.origin,
  fetch: send,
});

/** The answer of a call, or its problem thrown. */
export async function answered<Answer>(
  call: Promise<{ data?: Answer; error?: unknown; response: Response }>,
): Promise<Answer> {
  const { data, error, response } = await call;
  if (!response.ok) throw Problem.of(error, response);
  // An answer without a body is typed as such.
  return data as Answer;
}

/** Sends the token against forgery along, and repeats a call once it was confirmed with a code. */
async function send(request: Request): Promise<Response> {
  const again = request.clone();
  const response = await fetch(signed(request));
  const code = response.ok ? null : await codeOf(response);
  if (code === "step_up_required" && (await askForStepUp()))
    return fetch(signed(again));
  if (code === "not_signed_in") useSession.getState().end();
  return response;
}

function signed(request: Request): Request {
  const token = useSession.getState().csrfToken;
  if (request.method !== "GET" && token !== null)
    request.headers.set("x-csrf-token", token);
  return request;
}

async function codeOf(response: Response): Promise<string | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === "object" && body !== null && "code" in body
    ? String(body.code)
    : null;
}

/** A query without what is null. */
export const given = <Q extends object>(query: Q) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null),
  ) as {
    [K in keyof Q as null extends Q[K] ? never : K]: Q[K];
  } & {
    [K in keyof Q as null extends Q[K] ? K : never]?: NonNullable<Q[K]>;
  };
