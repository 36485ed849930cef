import { describe, expect, test } from "vitest";

import { merge } from "../src/pages/settings/merge.ts";
import { beginsAnew, lostSecrets } from "../src/pages/settings/rebase.ts";
import { withValue, type Document } from "../src/pages/settings/tree.ts";

/** A document with secrets that were set then. */
const document = (secrets: Record<string, string>, candidates = 5) =>
  Object.entries(secrets).reduce<Document>(
    (made, [name, set_at]) =>
      withValue(made, ["sources", name, "cookie"], { sealed: true, set_at }),
    { chain: { candidates } },
  );

test("a draft that a release overtook keeps its changes and undoes none of the release's", () => {
  const base = { chain: { candidates: 5 }, log: { share: 0.1 } };
  const draft = withValue(base, ["chain", "candidates"], 9);
  const release = withValue(base, ["log", "share"], 0.5);
  expect(merge(base, draft, release)).toEqual({
    document: { chain: { candidates: 9 }, log: { share: 0.5 } },
    conflicts: [],
  });
});

describe("of the secrets of a draft that a release overtook", () => {
  test("all stay as they are where the release has set none", () => {
    const [base, draft, release] = [
      document({ qq: "1" }),
      document({ qq: "1", joox: "2" }),
      document({ qq: "1" }, 7),
    ];
    const merged = merge(base, draft, release).document;
    expect(merged).toEqual(document({ qq: "1", joox: "2" }, 7));
    expect(beginsAnew(merged, draft, release)).toBe(false);
    expect(lostSecrets(merged, draft, release)).toEqual([]);
  });

  test("those that the release has set come from it", () => {
    const [base, draft, release] = [
      document({ qq: "1" }),
      document({ qq: "1" }, 9),
      document({ qq: "3" }),
    ];
    const merged = merge(base, draft, release).document;
    expect(merged).toEqual(document({ qq: "3" }, 9));
    expect(beginsAnew(merged, draft, release)).toBe(true);
    expect(lostSecrets(merged, draft, release)).toEqual([]);
  });

  test("the draft's own are named when they cannot be taken along with the release's", () => {
    const [base, draft, release] = [
      document({ qq: "1" }),
      document({ qq: "1", joox: "2" }),
      document({ qq: "3" }),
    ];
    const merged = merge(base, draft, release).document;
    expect(lostSecrets(merged, draft, release)).toEqual([
      "sources.joox.cookie",
    ]);
  });

  test("one that the release has taken away is gone without beginning anew", () => {
    const [base, draft, release] = [
      document({ qq: "1" }),
      document({ qq: "1" }, 9),
      document({}),
    ];
    const merged = merge(base, draft, release).document;
    expect(merged).toEqual(document({}, 9));
    expect(beginsAnew(merged, draft, release)).toBe(false);
  });
});
