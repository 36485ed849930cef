import { expect, test } from "vitest";

import {
  choices,
  kindOf,
  resolved,
  settingsOf,
  unitOf,
  type Schema,
} from "../src/pages/settings/schema.ts";

const ROOT: Schema = {
  type: "object",
  properties: {
    chain: { $ref: "#/$defs/Chain", description: "How sources are asked." },
    order: { type: "array", items: { $ref: "#/$defs/Source" } },
    cookie: { type: "string", writeOnly: true },
    hosts: { type: "array", items: { type: "string" } },
    strict: { type: "boolean" },
  },
  $defs: {
    Chain: {
      description: "A chain.",
      properties: {
        deadline_ms: { type: "integer", minimum: 100, maximum: 60000 },
        ratio: { type: "number" },
        transport: { oneOf: [{ const: "plain" }, { const: "weapi" }] },
      },
    },
    Source: { type: "string", enum: ["qq", "joox"] },
  },
};

test("each setting has what it is edited with", () => {
  const kinds = settingsOf(ROOT, ROOT).map((path) => {
    const schema = path.reduce(
      (schema, name) => resolved(schema.properties?.[name] ?? {}, ROOT),
      ROOT,
    );
    return [path.join("."), kindOf(schema, ROOT)];
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

test("a reference is followed, and its place's own words win", () => {
  const chain = resolved(ROOT.properties?.chain ?? {}, ROOT);
  expect(chain.description).toBe("How sources are asked.");
  expect(Object.keys(chain.properties ?? {})).toHaveLength(3);
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

test("the unit is read from the name", () => {
  const names = [
    "open_ms",
    "fresh_s",
    "memory_bytes",
    "retention_days",
    "calls_per_minute",
    "order",
  ];
  expect(names.map(unitOf)).toEqual(["ms", "s", "B", "d", "/min", null]);
});
