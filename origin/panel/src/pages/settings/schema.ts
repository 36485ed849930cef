import { isObject, type Json } from "./tree.ts";

/** What is used of the document's JSON Schema, which has no references. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string | string[];
  default?: Json;
  enum?: Json[];
  const?: Json;
  oneOf?: Schema[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
  maximum?: number;
  writeOnly?: boolean;
  /** What a number counts, as it is shown. */
  "x-unit"?: string;
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

export function kindOf(schema: Schema): Kind {
  if (schema.writeOnly) return "secret";
  if (schema.properties) return "group";
  if (choices(schema).length > 0) return "choice";
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "boolean") return "switch";
  if (type === "integer" || type === "number") return "number";
  if (type !== "array") return "text";
  return choices(schema.items ?? {}).length > 0 ? "choices" : "list";
}

/** The values that a choice has. */
export function choices(schema: Schema): string[] {
  if (schema.enum) return schema.enum.map(String);
  const constants = schema.oneOf?.flatMap(
    ({ const: one, enum: many }) => one ?? many ?? [],
  );
  return constants?.map(String) ?? [];
}

/** The dotted names of what is edited below a schema. */
export function settingsOf(schema: Schema, path: string[] = []): string[][] {
  if (kindOf(schema) !== "group") return [path];
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    settingsOf(inner, [...path, name]),
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
