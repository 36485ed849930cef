import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import en from "../src/text/en.json" with { type: "json" };
import zh from "../src/text/zh-CN.json" with { type: "json" };
import { problemCodes, settingNames } from "./support/described.ts";

const values = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

/** Names of settings; where a catalogue has none, the schema's own words are shown, which are English. */
const isSetting = (key: string) => key.startsWith("setting.");

/** What both languages have. */
const common = Object.entries(zh).filter(([key]) => !isSetting(key));

test("both languages have the same texts", () => {
  expect(Object.keys(en)).toEqual(common.map(([key]) => key));
});

test("every setting has a name in Chinese, and nothing else has one", () => {
  const titled = Object.keys(zh)
    .filter((key) => isSetting(key) && !key.endsWith(".about"))
    .map((key) => key.slice("setting.".length));
  expect(titled.sort()).toEqual(settingNames().sort());
  const described = Object.keys(zh).filter(
    (key) => isSetting(key) && key.endsWith(".about"),
  );
  for (const key of described)
    expect(titled).toContain(key.slice("setting.".length, -".about".length));
});

test("every code that the origin refuses with is told in words", () => {
  const untold = problemCodes().filter((code) => !(`problem.${code}` in en));
  expect(untold).toEqual([]);
});

test("a text takes the same values in both languages", () => {
  const wrong = common.filter(
    ([key, text]) =>
      values(text).join() !== values(en[key as keyof typeof en]).join(),
  );
  expect(wrong).toEqual([]);
});

test("no text is empty, and only names are the same in both", () => {
  for (const [key, text] of [...Object.entries(zh), ...Object.entries(en)])
    expect(text.trim(), key).not.toBe("");
  const untranslated = Object.entries(en).filter(([, text]) =>
    /\p{Script=Han}/u.test(text),
  );
  expect(untranslated).toEqual([]);
});

/** Families whose names come from the origin. */
const FROM_ORIGIN =
  /^(action|admin|breaker|count|credential|delivery|job|job\.state|line|metric|problem|release|release\.kind|role|rule|setting|source|unit|user)\./;

test("every text is used", () => {
  const source = files(join(import.meta.dirname, "../src")).map((file) =>
    readFileSync(file, "utf8"),
  );
  const all = source.join("\n");
  const templates = [...all.matchAll(/`([\w.]*)\$\{\w+\}([\w.]*)`/g)].map(
    ([, before, after]) => new RegExp(`^${before ?? ""}\\w+${after ?? ""}$`),
  );
  const unused = Object.keys(zh).filter(
    (key) =>
      !FROM_ORIGIN.test(key) &&
      !all.includes(`"${key}"`) &&
      !templates.some(
        (template) => template.source !== "^\\w+$" && template.test(key),
      ),
  );
  expect(unused).toEqual([]);
});

function files(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
