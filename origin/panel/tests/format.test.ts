import { expect, test } from "vitest";

import { formatOf } from "../src/text/format.ts";

const NOW = Date.parse("2026-06-01T12:00:00Z");

test("a time is told by the largest unit that fits", () => {
  const { relative } = formatOf("en");
  expect(relative("2026-06-01T11:59:30Z", NOW)).toBe("30 seconds ago");
  expect(relative("2026-06-01T12:05:00Z", NOW)).toBe("in 5 minutes");
  expect(relative("2026-05-30T12:00:00Z", NOW)).toBe("2 days ago");
  expect(formatOf("zh-CN").relative("2026-06-01T09:00:00Z", NOW)).toBe(
    "3小时前",
  );
  expect(relative(null, NOW)).toBe("–");
});

test("a duration is told by the largest unit that fits", () => {
  const { duration } = formatOf("en");
  expect([duration(12), duration(1500), duration(90_000)]).toEqual([
    "12 ms",
    "1.5 sec",
    "1.5 min",
  ]);
  expect(duration(undefined)).toBe("–");
});

test("a share is told in hundredths, and what is not known is not zero", () => {
  const { percent } = formatOf("en");
  expect([percent(0.987), percent(0), percent(null)]).toEqual([
    "98.7%",
    "0%",
    "–",
  ]);
});
