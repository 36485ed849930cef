import { JsonInput } from "@mantine/core";
import { useState } from "react";

import { useText } from "../../text/index.ts";
import { isObject, same, type Document, type Json } from "./tree.ts";
import type { Editing } from "./use_draft.ts";

/** The document as JSON. What does not parse stays here until it does. */
export function DocumentText({
  editing,
  readOnly,
}: {
  editing: Editing;
  readOnly: boolean;
}) {
  const text = useText();
  const [typed, setTyped] = useState(() => write(editing.document));
  const read = parse(typed);
  // Another document came in, for example by a conflict that was settled.
  const shown =
    read && !same(read, editing.document) ? write(editing.document) : typed;
  return (
    <JsonInput
      label={text("settings.document")}
      description={text("settings.document.about")}
      value={shown}
      onChange={(next) => {
        setTyped(next);
        const document = parse(next);
        if (document) editing.edit(document);
      }}
      error={parse(shown) ? null : text("settings.no_json")}
      readOnly={readOnly}
      autosize
      minRows={16}
      maxRows={32}
      spellCheck={false}
      styles={{
        input: {
          fontFamily: "var(--mantine-font-family-monospace)",
          fontSize: 13,
        },
      }}
    />
  );
}

function write(document: Document): string {
  return JSON.stringify(document, null, 2);
}

function parse(typed: string): Document | null {
  try {
    const document = JSON.parse(typed) as Json;
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}
