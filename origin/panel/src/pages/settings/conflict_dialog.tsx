import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState } from "react";

import type { TaggedDraft } from "../../api/settings.ts";
import { useFormat, useText } from "../../text/index.ts";
import { Value } from "./changes.tsx";
import { merge } from "./merge.ts";
import { withValue, type Document } from "./tree.ts";
import type { Editing } from "./use_draft.ts";

interface ConflictDialogProps {
  editing: Editing;
  theirs: TaggedDraft;
}

/**
 * Another administrator saved in between. What both changed is chosen one by one; everything else of
 * both is kept.
 */
export function ConflictDialog({ editing, theirs }: ConflictDialogProps) {
  const text = useText();
  const format = useFormat();
  const merged = merge(
    editing.saved.document as Document,
    editing.document,
    theirs.document as Document,
  );
  const [mine, setMine] = useState<Record<string, boolean>>({});
  const decided = merged.conflicts.every(({ path }) => path in mine);
  const goOn = () => {
    const document = merged.conflicts
      .filter(({ path }) => mine[path])
      .reduce(
        (document, { path, mine }) =>
          withValue(document, path.split("."), mine),
        merged.document,
      );
    editing.adopt(theirs, document);
  };
  const stay = () => {
    editing.adopt(editing.saved, editing.document);
  };
  return (
    <Modal
      opened
      onClose={stay}
      size="lg"
      title={text("conflict")}
      closeButtonProps={{ "aria-label": text("close") }}
    >
      <Stack>
        <Text size="sm">
          {text("conflict.about", {
            who: theirs.updated_by ?? "?",
            when: format.relative(theirs.updated_at),
          })}
        </Text>
        {merged.conflicts.length === 0 && (
          <Text size="sm">{text("conflict.none")}</Text>
        )}
        {merged.conflicts.map((conflict) => (
          <Radio.Group
            key={conflict.path}
            label={<code>{conflict.path}</code>}
            value={choice(mine[conflict.path])}
            onChange={(chosen) => {
              setMine({ ...mine, [conflict.path]: chosen === "mine" });
            }}
          >
            <Stack gap={6} mt="xs">
              <Radio
                value="mine"
                label={
                  <>
                    {text("conflict.mine")} <Value value={conflict.mine} />
                  </>
                }
              />
              <Radio
                value="theirs"
                label={
                  <>
                    {text("conflict.theirs")} <Value value={conflict.theirs} />
                  </>
                }
              />
            </Stack>
          </Radio.Group>
        ))}
        <Group justify="flex-end">
          <Button variant="default" onClick={stay}>
            {text("conflict.stay")}
          </Button>
          <Button onClick={goOn} disabled={!decided}>
            {text("conflict.merge")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function choice(mine: boolean | undefined): string | null {
  if (mine === undefined) return null;
  return mine ? "mine" : "theirs";
}
