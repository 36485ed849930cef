import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../../..");
const SETTINGS = join(ROOT, "wasm-shared/src/settings");
const SCHEMA = join(ROOT, "origin/panel/src/api/schema.ts");

/**
 * The dotted names of all settings and of their groups. They are read off the types that the origin
 * makes the document's JSON Schema of, which is no file.
 */
export function settingNames(): string[] {
  const source = readdirSync(SETTINGS)
    .map((file) => readFileSync(join(SETTINGS, file), "utf8"))
    .join("\n");
  const structs = new Map(
    [...source.matchAll(/^pub struct (\w+) \{\n(.*?)^\}/gms)].map(
      ([, name, members]) => [name, membersOf(members ?? "")],
    ),
  );
  const below = (type: string | undefined, path: string[]): string[] =>
    (structs.get(type) ?? []).flatMap(([name, type]) => {
      const place = [...path, name];
      return [place.join("."), ...below(type, place)];
    });
  const names = below("Settings", []);
  if (!names.includes("sources.qq.common.cookie"))
    throw new Error(`the settings are not found in ${SETTINGS}`);
  return names;
}

/** Name and type of each. */
function membersOf(struct: string): [string, string][] {
  return [...struct.matchAll(/^ {4}pub (\w+): (\S+),$/gm)].map(
    ([, name, type]) => [name ?? "", type ?? ""],
  );
}

/** The stable codes of the origin's refusals, as its description lists them. */
export function problemCodes(): string[] {
  const listed = /^ {8}Code: (.*);$/m.exec(readFileSync(SCHEMA, "utf8"))?.[1];
  const codes = (listed ?? "").match(/\w+/g);
  if (!codes?.includes("not_found"))
    throw new Error(`the codes are not found in ${SCHEMA}`);
  return codes;
}
