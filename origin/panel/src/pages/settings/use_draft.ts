import { useEffect, useState } from "react";

import { Problem } from "../../api/problem.ts";
import {
  getDraft,
  getSchema,
  putDraft,
  validateDraft,
  type TaggedDraft,
} from "../../api/settings.ts";
import { useResource, type Resource } from "../../parts/use_resource.ts";
import type { Schema } from "./schema.ts";
import { same, type Document } from "./tree.ts";

/** What is edited: the saved draft, and what of it is changed here. */
export interface Editing {
  schema: Schema;
  /** As the origin has it. */
  saved: TaggedDraft;
  /** As it is here. */
  document: Document;
  /** Dotted name → what is wrong with its value. */
  wrong: Record<string, string>;
  /** What another administrator has saved in between. */
  conflict: TaggedDraft | null;
  dirty: boolean;
  edit: (document: Document) => void;
  /** Gives the saved draft; null when another had saved one in between, which is then `conflict`. */
  save: () => Promise<TaggedDraft | null>;
  /** Goes on from another saved state, with this document on top. */
  adopt: (saved: TaggedDraft, document?: Document) => void;
}

/** How long after the last key a document is checked. */
const CHECK_AFTER_MS = 300;

/** The draft of the settings, being edited. */
export function useDraft(): Resource<Editing> {
  const loaded = useResource("draft", async () => {
    const [schema, draft] = await Promise.all([getSchema(), getDraft()]);
    return { schema: schema, draft };
  });
  const [from, setFrom] = useState<unknown>();
  const [saved, setSaved] = useState<TaggedDraft | null>(null);
  const [document, setDocument] = useState<Document>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [conflict, setConflict] = useState<TaggedDraft | null>(null);

  const adopt = (draft: TaggedDraft, kept?: Document) => {
    setSaved(draft);
    setDocument(kept ?? (draft.document as Document));
    setWrong(
      Object.fromEntries(
        draft.problems.map(({ field, reason }) => [field, reason]),
      ),
    );
    setConflict(null);
  };
  if (loaded.data && loaded.data !== from) {
    setFrom(loaded.data);
    adopt(loaded.data.draft);
  }
  const dirty = saved !== null && !same(document, saved.document as Document);
  useEffect(() => {
    if (!dirty) return;
    let wanted = true;
    const timer = setTimeout(() => {
      validateDraft(document).then(
        ({ fields }) => {
          if (wanted) setWrong(fields);
        },
        // Saving checks it again, and says when the origin cannot be asked.
        () => undefined,
      );
    }, CHECK_AFTER_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [document, dirty]);

  const save = async () => {
    if (saved === null) return null;
    try {
      const draft = await putDraft(document, saved.etag);
      adopt(draft);
      return draft;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.code === "invalid_fields") setWrong(problem.fields);
      if (problem.code !== "version_conflict") throw problem;
      setConflict(await getDraft());
      return null;
    }
  };
  const { schema } = loaded.data ?? {};
  return {
    ...loaded,
    data:
      schema && saved
        ? {
            schema,
            saved,
            document,
            wrong,
            conflict,
            dirty,
            edit: setDocument,
            save,
            adopt,
          }
        : undefined,
  };
}
