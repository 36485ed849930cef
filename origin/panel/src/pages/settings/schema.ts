import { isObject, type Json } from "./tree.ts";

/** What is used of a JSON Schema. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  default?: Json;
  enum?: Json[];
  const?: Json;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  uniqueItems?: boolean;
  writeOnly?: boolean;
  $ref?: string;
  $defs?: Record<string, Schema>;
}

/** What a setting is edited with. */
export type Kind =
  | "group"
  | "secret"
  | "switch"
  | "number"
  | "choice"
  | "choices"
  | "list"
  | "text";

/** A schema with what it refers to in its place; its own words win over those of what it names. */
export function resolved(schema: Schema, root: Schema): Schema {
  const target = schema.$ref ?? schema.allOf?.[0]?.$ref;
  const found =
    target === undefined
      ? undefined
      : root.$defs?.[target.replace("#/$defs/", "")];
  if (found) {
    const own = { ...schema };
    delete own.$ref;
    delete own.allOf;
    return { ...resolved(found, root), ...own };
  }
  const [only, nothing] = schema.anyOf ?? [];
  if (only && nothing?.type === "null")
    return { ...resolved(only, root), ...schema };
  return schema;
}

/** The values that a choice has. */
export function choices(schema: Schema): string[] {
  if (schema.enum) return schema.enum.map(String);
  const constants =
    schema.oneOf?.flatMap(({ const: one, enum: many }) => one ?? many ?? []) ??
    [];
  return constants.map(String);
}

export function kindOf(schema: Schema, root: Schema): Kind {
  if (schema.writeOnly) return "secret";
  if (schema.properties) return "group";
  if (choices(schema).length > 0) return "choice";
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return "number";
  if (type !== "array") return "text";
  return choices(resolved(schema.items ?? {}, root)).length > 0
    ? "choices"
    : "list";
}

const UNITS: [RegExp, string][] = [
  [/_ms$/, "ms"],
  [/_s$/, "s"],
  [/_bytes$|^bytes$/, "B"],
  [/_days$/, "d"],
  [/_per_minute$/, "/min"],
  [/_per_second$/, "/s"],
];

/** The unit that is in a setting's name. */
export function unitOf(name: string): string | null {
  return UNITS.find(([ending]) => ending.test(name))?.[1] ?? null;
}

/** The dotted names of what is edited below a schema. */
export function settingsOf(
  schema: Schema,
  root: Schema,
  path: string[] = [],
): string[][] {
  const whole = resolved(schema, root);
  if (kindOf(whole, root) !== "group") return [path];
  return Object.entries(whole.properties ?? {}).flatMap(([name, inner]) =>
    settingsOf(inner, root, [...path, name]),
  );
}

/** What holds where a document says nothing; a group's default may say more than its members'. */
export function defaultOf(
  schema: Schema,
  inherited: Json | undefined,
  name: string,
) {
  return (isObject(inherited) ? inherited[name] : undefined) ?? schema.default;
}
