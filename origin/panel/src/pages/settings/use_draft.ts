import { useEffect, useState } from "react";

import { Problem } from "../../api/problem.ts";
import {
  dropDraft,
  getDraft,
  getSchema,
  putDraft,
  validateDraft,
  type TaggedDraft,
} from "../../api/settings.ts";
import { useResource, type Resource } from "../../parts/use_resource.ts";
import { beginsAnew } from "./rebase.ts";
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
  /**
   * Makes a call that changes the draft and goes on from what that gives. Null when another had saved
   * one in between, which is then `conflict`, or when the draft was overtaken by a release, as `saved`
   * says then. Nothing is changed in either case.
   */
  write: (call: Write, on?: TaggedDraft) => Promise<TaggedDraft | null>;
  /** Saves what is edited; as `write`. Nothing is saved while the draft is overtaken. */
  save: () => Promise<TaggedDraft | null>;
  /** Saves what was merged with the release that has overtaken the draft; as `write`. */
  rebase: (merged: Document) => Promise<TaggedDraft | null>;
  /** Goes on from another saved state, with this document on top. */
  adopt: (saved: TaggedDraft, document?: Document) => void;
}

/** A call that names the draft it changes, and gives the draft that there is then. */
export type Write = (etag: string) => Promise<TaggedDraft>;

/** What the origin answers to who has not seen the draft that there is. */
const NOT_SEEN = ["version_conflict", "version_required"];

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

  const write = async (call: Write, on = saved) => {
    if (on === null) return null;
    try {
      const draft = await call(on.etag);
      adopt(draft);
      return draft;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (!NOT_SEEN.includes(problem.code)) throw problem;
      const theirs = await getDraft();
      // The draft is the same: a release came into force. What is edited here stays on top of it.
      if (
        theirs.overtaken &&
        same(theirs.document as Document, on.document as Document)
      )
        adopt(theirs, document);
      else setConflict(theirs);
      return null;
    }
  };
  const save = async () => {
    if (saved?.overtaken) return null;
    try {
      return await write((etag) => putDraft(document, etag));
    } catch (thrown) {
      const problem = Problem.from(thrown);
      if (problem.code === "invalid_fields") setWrong(problem.fields);
      throw problem;
    }
  };
  const rebase = (merged: Document) =>
    write(async (etag) => {
      if (!saved?.overtaken) return putDraft(merged, etag);
      const { by } = saved.overtaken;
      const released = by.document as Document;
      if (!beginsAnew(merged, saved.document as Document, released))
        return putDraft(merged, etag);
      await dropDraft(etag);
      // From here on the only draft is this one: it is kept, whatever becomes of the calls that follow.
      const none = { updated_by: null, updated_at: null, problems: [] };
      const base = { document: released, base_release: by.number };
      adopt({ ...saved, ...none, ...base, overtaken: null }, merged);
      const fresh = await getDraft();
      if (!same(fresh.document as Document, released))
        throw new Problem("version_conflict", "another draft was saved");
      return putDraft(merged, fresh.etag);
    });
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
            write,
            save,
            rebase,
            adopt,
          }
        : undefined,
  };
}
