import type { TaggedDraft } from "../../api/settings.ts";
import { useFormat, useText } from "../../text/index.ts";
import { MergeDialog } from "./merge_dialog.tsx";
import type { Document } from "./tree.ts";
import type { Editing } from "./use_draft.ts";

interface ConflictDialogProps {
  editing: Editing;
  theirs: TaggedDraft;
}

/** Another administrator saved the draft in between, or there is none any more. */
export function ConflictDialog({ editing, theirs }: ConflictDialogProps) {
  const text = useText();
  const format = useFormat();
  const about =
    theirs.updated_by == null
      ? text("conflict.gone")
      : text("conflict.about", {
          who: theirs.updated_by,
          when: format.relative(theirs.updated_at),
        });
  return (
    <MergeDialog
      title={text("conflict")}
      about={about}
      base={editing.saved.document as Document}
      mine={editing.document}
      theirs={theirs.document as Document}
      theirsName={text("conflict.theirs")}
      confirm={text("conflict.merge")}
      act={(merged) => {
        editing.adopt(theirs, merged);
        return Promise.resolve();
      }}
      onClose={() => {
        editing.adopt(editing.saved, editing.document);
      }}
    />
  );
}
