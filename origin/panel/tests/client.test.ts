import { beforeEach, expect, test, vi } from "vitest";

vi.stubGlobal("location", { origin: "http://panel.test" });
const { answered, client } = await import("../src/api/client.ts");
const { importSettings } = await import("../src/api/settings.ts");
const { Problem } = await import("../src/api/problem.ts");
const { useSession } = await import("../src/session/store.ts");
const { useStepUp } = await import("../src/session/step_up.ts");

const SESSION = {
  state: "signed_in",
  admin: null,
  csrf_token: "token-1",
  expires_at: "2026-06-01T00:00:00Z",
  step_up_until: null,
  permissions: [],
} as const;

/** What the origin was asked, and what it answers in turn. */
const asked: {
  method: string;
  csrf: string | null;
  seen: string | null;
  body: string;
}[] = [];
let answers: Response[] = [];

vi.stubGlobal("fetch", async (request: Request) => {
  const { method, headers } = request;
  asked.push({
    method,
    csrf: headers.get("x-csrf-token"),
    seen: headers.get("if-match"),
    body: await request.text(),
  });
  return answers.shift() ?? new Response(null, { status: 204 });
});

function refused(code: string, status: number, headers = {}): Response {
  const body = JSON.stringify({
    code,
    title: code,
    detail: code,
    request_id: "r-1",
  });
  return new Response(body, {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}

const publish = () =>
  answered(
    client.POST("/admin/api/v1/settings/releases", {
      params: { header: { "If-Match": '"1"' } },
      body: { reason: "because" },
    }),
  );

beforeEach(() => {
  asked.length = 0;
  answers = [];
  useSession.getState().take({ ...SESSION, permissions: [] });
});

test("a write carries the session's token, a read does not", async () => {
  answers = [new Response("{}"), new Response("{}")];
  await answered(client.GET("/admin/api/v1/sources", {}));
  await publish();
  expect(asked.map(({ csrf }) => csrf)).toEqual([null, "token-1"]);
});

test("a call that wants a code is made again, whole, once it was given", async () => {
  answers = [
    refused("step_up_required", 403),
    new Response("{}", { status: 201 }),
  ];
  const published = publish();
  await vi.waitUntil(() => useStepUp.getState().settle !== null);
  expect(asked).toHaveLength(1);
  useStepUp.getState().settle?.(true);
  await published;
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual(asked[0]);
  expect(JSON.parse(asked[1]?.body ?? "")).toMatchObject({ reason: "because" });
});

test("an import that brings secrets is made again with the draft that was seen", async () => {
  answers = [refused("step_up_required", 403), new Response("{}")];
  const imported = importSettings("json", '{"log":{}}', '"3-7"');
  await vi.waitUntil(() => useStepUp.getState().settle !== null);
  useStepUp.getState().settle?.(true);
  await imported;
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual(asked[0]);
  expect(asked[1]).toMatchObject({ method: "POST", seen: '"3-7"' });
  expect(JSON.parse(asked[1]?.body ?? "")).toEqual({
    format: "json",
    content: '{"log":{}}',
  });
});

test("calls that wait for a code ask for it once, and fail when there is none", async () => {
  answers = [
    refused("step_up_required", 403),
    refused("step_up_required", 403),
  ];
  const both = Promise.allSettled([publish(), publish()]);
  await vi.waitUntil(
    () => asked.length === 2 && useStepUp.getState().settle !== null,
  );
  await new Promise((resolve) => setTimeout(resolve, 10));
  useStepUp.getState().settle?.(false);
  const outcomes = await both;
  expect(outcomes.map((outcome) => outcome.status)).toEqual([
    "rejected",
    "rejected",
  ]);
  expect(asked).toHaveLength(2);
});

test("whoever is told to sign in is not signed in any more", async () => {
  answers = [refused("not_signed_in", 401)];
  await expect(publish()).rejects.toMatchObject({ code: "not_signed_in" });
  expect(useSession.getState()).toMatchObject({
    session: null,
    csrfToken: null,
  });
});

test("a wrong code ends no session, and a wait is told", async () => {
  answers = [refused("account_locked", 429, { "retry-after": "60" })];
  const problem = await publish().catch((thrown: unknown) =>
    Problem.from(thrown),
  );
  expect(problem).toMatchObject({
    code: "account_locked",
    retryAfter: 60,
    requestId: "r-1",
  });
  expect(useSession.getState().csrfToken).toBe("token-1");
});

test("an answer that is no problem of ours is one all the same", async () => {
  answers = [
    new Response("<html>502</html>", {
      status: 502,
      statusText: "Bad Gateway",
    }),
  ];
  await expect(publish()).rejects.toMatchObject({
    code: "internal",
    detail: "Bad Gateway",
  });
});
