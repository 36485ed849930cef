import { createElement, Fragment } from "react";
import { create } from "zustand";

import { formatOf, type Format } from "./format.ts";

export type { Format };

/** The languages of the panel, by the names they are chosen by. */
export const LANGUAGES = { "zh-CN": "简体中文", en: "English" } as const;

export type Language = keyof typeof LANGUAGES;
type Catalogue = typeof import("./zh-CN.json");
/** Settings are named by the schema's own words where a catalogue has none. */
export type TextKey = Exclude<keyof Catalogue, `setting.${string}`>;

interface TextStore {
  language: Language;
  catalogue: Record<string, string>;
}

const useCatalogue = create<TextStore>(() => ({
  language: "zh-CN",
  catalogue: {},
}));
const KEPT = "listen.language";

const load: Record<
  Language,
  () => Promise<{ default: Record<string, string> }>
> = {
  "zh-CN": () => import("./zh-CN.json"),
  en: () => import("./en.json"),
};

/** The language chosen before, or else what the browser asks for. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept !== null && kept in LANGUAGES) return kept as Language;
  return navigator.languages
    .find((tag) => /^(zh|en)/.test(tag))
    ?.startsWith("en")
    ? "en"
    : "zh-CN";
}

/** Loads a language's texts and shows them from then on. */
export async function speak(language: Language): Promise<void> {
  const { default: catalogue } = await load[language]();
  document.documentElement.lang = language;
  useCatalogue.setState({ language, catalogue });
}

/** Speaks a language, and remembers it for the next visit. */
export async function choose(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  await speak(language);
}

export function useLanguage(): Language {
  return useCatalogue((store) => store.language);
}

export type Text = (
  key: TextKey,
  values?: Record<string, string | number>,
) => string;

/** The texts of the current language; `{name}` in a text is replaced by a value. */
export function useText(): Text {
  const catalogue = useCatalogue((store) => store.catalogue);
  return (key, values = {}) => fill(catalogue[key] ?? key, values);
}

/** Whether there is a text of this name, for names that come from the origin. */
export function has(key: string): key is TextKey {
  return key in useCatalogue.getState().catalogue;
}

/** A name that the origin gives, in words; as it is when it is newer than this panel. */
export function useName(): (prefix: string, name: string) => string {
  const text = useText();
  return (prefix, name) => {
    const key = `${prefix}.${name}`;
    return has(key) ? text(key) : name;
  };
}

/** A text where there is no component to take it from. */
export function Say({ text: key }: { text: TextKey }) {
  return createElement(Fragment, null, useText()(key));
}

/** Numbers, times and durations as the current language writes them. */
export function useFormat(): Format {
  return formatOf(useLanguage());
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(values[name] ?? whole),
  );
}
