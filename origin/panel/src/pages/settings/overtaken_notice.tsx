import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconGitMerge } from "@tabler/icons-react";
import { useState } from "react";

import type { Overtaken } from "../../api/settings.ts";
import { useFormat, useText } from "../../text/index.ts";
import { MergeDialog } from "./merge_dialog.tsx";
import { lostSecrets } from "./rebase.ts";
import type { Document } from "./tree.ts";
import type { Editing } from "./use_draft.ts";

interface OvertakenNoticeProps {
  editing: Editing;
  overtaken: Overtaken;
  may: boolean;
}

/** Tells that a release came into force since the draft was saved, and merges the draft with it. */
export function OvertakenNotice({
  editing,
  overtaken,
  may,
}: OvertakenNoticeProps) {
  const text = useText();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { number, author, created_at } = overtaken.by;
  return (
    <Alert
      color="yellow"
      variant="outline"
      icon={<IconGitMerge />}
      title={text("draft.overtaken", { number })}
      role="alert"
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">
          {text("draft.overtaken.about", {
            base: editing.saved.base_release,
            who: author,
            when: format.relative(created_at),
          })}
        </Text>
        {may && (
          <Button
            size="xs"
            onClick={() => {
              setOpen(true);
            }}
          >
            {text("draft.overtaken.open", { number })}
          </Button>
        )}
      </Stack>
      {open && (
        <RebaseDialog
          editing={editing}
          overtaken={overtaken}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </Alert>
  );
}

interface RebaseDialogProps {
  editing: Editing;
  overtaken: Overtaken;
  onClose: () => void;
}

/** Puts what the draft changes on top of the release in force, and saves it so. */
function RebaseDialog({ editing, overtaken, onClose }: RebaseDialogProps) {
  const text = useText();
  const { number } = overtaken.by;
  const released = overtaken.by.document as Document;
  return (
    <MergeDialog
      title={text("draft.overtaken", { number })}
      about={text("draft.overtaken.choose", { number })}
      base={overtaken.base as Document}
      mine={editing.document}
      theirs={released}
      theirsName={text("draft.overtaken.theirs", { number })}
      confirm={text("draft.overtaken.merge")}
      act={async (merged) => {
        await editing.rebase(merged);
        onClose();
      }}
      onClose={onClose}
    >
      {(merged) => {
        const saved = editing.saved.document as Document;
        const lost = lostSecrets(merged, saved, released);
        if (lost.length === 0) return null;
        return (
          <Text size="sm" component="div">
            {text("draft.overtaken.secrets")}
            {lost.map((name) => (
              <div key={name}>
                <code>{name}</code>
              </div>
            ))}
          </Text>
        );
      }}
    </MergeDialog>
  );
}
