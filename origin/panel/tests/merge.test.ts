import { describe, expect, test } from "vitest";

import { merge } from "../src/pages/settings/merge.ts";
import {
  leaves,
  same,
  valueAt,
  withValue,
  type Document,
} from "../src/pages/settings/tree.ts";

describe("two changes of one document", () => {
  const base: Document = {
    chain: { deadline_ms: 1000, candidates: 5 },
    log: { share: 0.1 },
  };

  test("that do not overlap are both kept", () => {
    const mine = withValue(base, ["chain", "deadline_ms"], 2000);
    const theirs = withValue(base, ["log", "share"], 0.5);
    expect(merge(base, mine, theirs)).toEqual({
      document: {
        chain: { deadline_ms: 2000, candidates: 5 },
        log: { share: 0.5 },
      },
      conflicts: [],
    });
  });

  test("of one setting are asked about, and theirs stays until then", () => {
    const mine = withValue(base, ["chain", "deadline_ms"], 2000);
    const theirs = withValue(base, ["chain", "deadline_ms"], 3000);
    const { document, conflicts } = merge(base, mine, theirs);
    expect(document).toEqual(theirs);
    expect(conflicts).toEqual([
      { path: "chain.deadline_ms", mine: 2000, theirs: 3000 },
    ]);
  });

  test("to the same value are no conflict", () => {
    const both = withValue(base, ["sources", "order"], ["qq", "joox"]);
    expect(merge(base, both, structuredClone(both)).conflicts).toEqual([]);
  });

  test("one of which goes back to the default is a conflict, not a loss", () => {
    const mine = withValue(base, ["log", "share"], undefined);
    const theirs = withValue(base, ["log", "share"], 0.9);
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual([
      { path: "log.share", mine: undefined, theirs: 0.9 },
    ]);
    expect(merge(base, mine, base).document).toEqual({ chain: base.chain });
  });

  test("at random: what one alone changed is in the result", () => {
    let seed = 7;
    const random = (below: number) =>
      (seed = (seed * 48271) % 2147483647) % below;
    const document = () => {
      let made: Document = {};
      for (let step = 0; step < 6; step++) {
        made = withValue(made, [`s${random(3)}`, `k${random(3)}`], random(3));
      }
      return made;
    };
    for (let round = 0; round < 500; round++) {
      const [base, mine, theirs] = [document(), document(), document()];
      const merged = merge(base, mine, theirs);
      const open = new Set(merged.conflicts.map(({ path }) => path));
      const [from, here, there, out] = [
        base,
        mine,
        theirs,
        merged.document,
      ].map((d) => leaves(d));
      for (const path of [from, here, there].flatMap((leaves) => [
        ...(leaves?.keys() ?? []),
      ])) {
        const [before, my, their] = [
          from?.get(path),
          here?.get(path),
          there?.get(path),
        ];
        if (open.has(path)) continue;
        expect(out?.get(path), path).toEqual(same(my, before) ? their : my);
      }
    }
  });
});

describe("a document", () => {
  test("loses what is empty when a setting goes back to its default", () => {
    const document = withValue({}, ["a", "b", "c"], 1);
    expect(document).toEqual({ a: { b: { c: 1 } } });
    expect(withValue(document, ["a", "b", "c"], undefined)).toEqual({});
  });

  test("has no values that it inherits from JavaScript", () => {
    expect(valueAt({}, ["constructor"])).toBeUndefined();
    expect(valueAt({ a: 1 }, ["a", "b"])).toBeUndefined();
  });

  test("shows a secret as one value", () => {
    const cookie = { sealed: true, set_at: "2026-01-01T00:00:00Z" };
    expect([...leaves({ qq: { cookie } }).keys()]).toEqual(["qq.cookie"]);
  });

  test("is the same in another order", () => {
    expect(same({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(
      true,
    );
    expect(same({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});
