import { has, useText } from "../../text/index.ts";
import type { Schema } from "./schema.ts";

/** What a setting or a group of them is called, and what it is for. */
interface Wording {
  title: string;
  about: string | undefined;
}

/** Words for a setting in the administrator's language; the schema's own where there are none. */
export function useWording(): (path: string[], schema: Schema) => Wording {
  const text = useText();
  return (path, schema) => {
    const name = path.join(".");
    const [title, about] = [`setting.${name}`, `setting.${name}.about`];
    if (!has(title)) {
      const title = schema.title ?? path.at(-1) ?? "";
      return { title, about: schema.description };
    }
    return { title: text(title), about: has(about) ? text(about) : undefined };
  };
}
