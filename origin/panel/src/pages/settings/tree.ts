/** A JSON value. */
export type Json =
  null | boolean | number | string | Json[] | { [name: string]: Json };

/** The settings document: names only what differs from the defaults. */
export type Document = Record<string, Json>;

/** A dotted name taken apart. */
export type Path = readonly string[];

export function isObject(value: Json | undefined): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a document says at a path; absent where it says nothing. */
export function valueAt(
  document: Json | undefined,
  path: Path,
): Json | undefined {
  let value = document;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}

/** The document with another value at a path. Without a value the name is left out, and so is what is then empty. */
export function withValue(
  document: Document,
  path: Path,
  value: Json | undefined,
): Document {
  const [name, ...rest] = path;
  if (name === undefined) return isObject(value) ? value : {};
  const { [name]: before, ...others } = document;
  if (rest.length > 0) {
    const inner = withValue(isObject(before) ? before : {}, rest, value);
    return Object.keys(inner).length > 0
      ? { ...document, [name]: inner }
      : others;
  }
  return value === undefined ? others : { ...document, [name]: value };
}

/** Each value that is no object, by its dotted name. */
export function leaves(
  document: Json | undefined,
  path: Path = [],
): Map<string, Json> {
  if (document === undefined) return new Map();
  if (!isObject(document) || isSecret(document))
    return new Map([[path.join("."), document]]);
  return new Map(
    Object.entries(document).flatMap(([name, value]) => [
      ...leaves(value, [...path, name]),
    ]),
  );
}

/** How the origin shows a secret: that it is there, never what it is. */
export function isSecret(value: Json | undefined): boolean {
  return isObject(value) && value.sealed === true;
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || stable(one) === stable(other);
}

function stable(value: Json | undefined): string {
  return JSON.stringify(value, (_, inner: Json) =>
    isObject(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([one], [other]) =>
            one < other ? -1 : 1,
          ),
        )
      : inner,
  );
}
