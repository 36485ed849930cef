import { expect, test } from "vitest";

import {
  choices,
  kindOf,
  settingsOf,
  type Schema,
} from "../src/pages/settings/schema.ts";

const ROOT: Schema = {
  type: "object",
  properties: {
    chain: {
      properties: {
        deadline_ms: { type: "integer", minimum: 100, maximum: 60000 },
        ratio: { type: "number" },
        transport: { oneOf: [{ const: "plain" }, { const: "weapi" }] },
      },
    },
    order: { type: "array", items: { type: "string", enum: ["qq", "joox"] } },
    cookie: { type: "string", writeOnly: true },
    hosts: { type: "array", items: { type: "string" } },
    strict: { type: "boolean" },
  },
};

test("each setting has what it is edited with", () => {
  const kinds = settingsOf(ROOT).map((path) => {
    const schema = path.reduce(
      (schema, name) => schema.properties?.[name] ?? {},
      ROOT,
    );
    return [path.join("."), kindOf(schema)];
  });
  expect(Object.fromEntries(kinds)).toEqual({
    "chain.deadline_ms": "number",
    "chain.ratio": "number",
    "chain.transport": "choice",
    order: "choices",
    cookie: "secret",
    hosts: "list",
    strict: "switch",
  });
});

test("the choices of an enumeration are found in both of its forms", () => {
  expect(choices({ enum: ["a", "b"] })).toEqual(["a", "b"]);
  expect(choices({ oneOf: [{ const: "a" }, { enum: ["b", "c"] }] })).toEqual([
    "a",
    "b",
    "c",
  ]);
  expect(choices({ type: "string" })).toEqual([]);
});
