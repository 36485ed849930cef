import { beforeEach, expect, test, vi } from "vitest";

vi.stubGlobal("location", { origin: "http://panel.test" });
const settings = await import("../src/api/settings.ts");
const { dropDraft, getDraft, putSecret } = settings;

const PREFIX = "http://panel.test/admin/api/v1/settings";

/** What the origin was asked, and what it answers by address. */
const asked: { call: string; seen: string | null }[] = [];
let answers: Record<string, unknown> = {};

vi.stubGlobal("fetch", (request: Request) => {
  const call = `${request.method} ${request.url.slice(PREFIX.length)}`;
  asked.push({ call, seen: request.headers.get("if-match") });
  const body = answers[call];
  if (body === undefined)
    return Promise.resolve(new Response(null, { status: 204 }));
  const headers = { etag: '"3-7"', "content-type": "application/json" };
  return Promise.resolve(new Response(JSON.stringify(body), { headers }));
});

const draft = (base_release: number, updated_by: string | null = "a@x") => ({
  document: { chain: { candidates: 9 } },
  base_release,
  version: "3-7",
  updated_by,
  updated_at: null,
  problems: [],
});

const release = (number: number, state: string) => ({ number, state });

const calls = () => asked.map(({ call }) => call);

beforeEach(() => {
  asked.length = 0;
  answers = {};
});

test("what nobody has saved is the release in force, and is overtaken by none", async () => {
  answers = { "GET /draft": draft(7, null) };
  expect(await getDraft()).toMatchObject({ etag: '"3-7"', overtaken: null });
  expect(calls()).toEqual(["GET /draft"]);
});

test("a draft that was made from the release in force is overtaken by none", async () => {
  answers = {
    "GET /draft": draft(7),
    "GET /releases": {
      items: [release(8, "rolling_out"), release(7, "active")],
    },
  };
  expect((await getDraft()).overtaken).toBeNull();
});

test("of a draft that was overtaken, what it was made from and what is in force are read", async () => {
  const base = { ...release(5, "superseded"), document: { a: { b: 1 } } };
  const by = { ...release(7, "active"), document: { a: { b: 2 } } };
  answers = {
    "GET /draft": draft(5),
    "GET /releases": {
      items: [release(9, "withdrawn"), release(8, "withdrawn")],
      next_cursor: "8",
    },
    "GET /releases?cursor=8": { items: [release(7, "active")] },
    "GET /releases/5": base,
    "GET /releases/7": by,
  };
  const { overtaken } = await getDraft();
  expect(overtaken).toEqual({ base: base.document, by });
  // A release that comes into force after the draft was read makes its tag stale, one before does not.
  expect(calls()[0]).toBe("GET /draft");
});

test("a draft that was made before the first release began with the defaults", async () => {
  answers = {
    "GET /draft": draft(0),
    "GET /releases": { items: [release(1, "active")] },
    "GET /releases/1": release(1, "active"),
  };
  expect((await getDraft()).overtaken).toMatchObject({
    base: {},
    by: { number: 1 },
  });
  expect(calls()).not.toContain("GET /releases/0");
});

test("whoever discards a draft or sets a secret in it says which one was seen", async () => {
  answers = { "PUT /draft/secrets/a.b": draft(7) };
  await dropDraft('"3-7"');
  await putSecret("a.b", "x", '"4-7"');
  expect(asked).toEqual([
    { call: "DELETE /draft", seen: '"3-7"' },
    { call: "PUT /draft/secrets/a.b", seen: '"4-7"' },
  ]);
});
