import { expect, test } from "vitest";

import { webStorage } from "../../src/sync/index.ts";

function storageWith(text: string | null) {
  const items = new Map<string, string>();
  if (text !== null) items.set("k", text);
  return webStorage(
    {
      getItem: (key) => items.get(key) ?? null,
      setItem: (key, value) => void items.set(key, value),
    },
    "k",
  );
}

test("a position outlives the page", async () => {
  const storage = storageWith(null);
  expect(await storage.load()).toBeNull();
  await storage.save({ epoch: "a", seq: 7 });
  expect(await storage.load()).toEqual({ epoch: "a", seq: 7 });
});

test.each(["", "{", "7", "null", '{"epoch":"a"}', '{"epoch":"a","seq":-1}'])(
  "what is no position is none: %j",
  async (text) => {
    expect(await storageWith(text).load()).toBeNull();
  },
);
