import { Button, Group, Modal, Radio, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";

import { useAction } from "../../parts/use_action.ts";
import { useText } from "../../text/index.ts";
import { Value } from "./changes.tsx";
import { merge } from "./merge.ts";
import { withValue, type Document } from "./tree.ts";

interface MergeDialogProps {
  title: string;
  about: string;
  /** What both began with. */
  base: Document;
  mine: Document;
  theirs: Document;
  /** How the other's values are named. */
  theirsName: string;
  /** What the button that merges says. */
  confirm: string;
  act: (merged: Document) => Promise<unknown>;
  onClose: () => void;
  /** What else is to be known of a merged document. */
  children?: (merged: Document) => ReactNode;
}

/**
 * Puts two changes of one document together. What both changed is chosen one by one; everything else
 * of both is kept.
 */
export function MergeDialog({
  title,
  about,
  base,
  mine,
  theirs,
  theirsName,
  confirm,
  act,
  onClose,
  children,
}: MergeDialogProps) {
  const text = useText();
  const { run, busy } = useAction(act, { inline: false });
  const { document, conflicts } = merge(base, mine, theirs);
  const [chosen, setChosen] = useState<Record<string, "mine" | "theirs">>({});
  const decided = conflicts.every(({ path }) => path in chosen);
  const merged = conflicts
    .filter(({ path }) => chosen[path] === "mine")
    .reduce(
      (document, { path, mine }) => withValue(document, path.split("."), mine),
      document,
    );
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={title}
      closeButtonProps={{ "aria-label": text("close") }}
    >
      <Stack>
        <Text size="sm">{about}</Text>
        {conflicts.length === 0 && (
          <Text size="sm">{text("conflict.none")}</Text>
        )}
        {conflicts.map((conflict) => (
          <Radio.Group
            key={conflict.path}
            label={<code>{conflict.path}</code>}
            value={chosen[conflict.path] ?? null}
            onChange={(whose) => {
              setChosen({
                ...chosen,
                [conflict.path]: whose === "mine" ? "mine" : "theirs",
              });
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
                    {theirsName} <Value value={conflict.theirs} />
                  </>
                }
              />
            </Stack>
          </Radio.Group>
        ))}
        {children?.(merged)}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {text("conflict.stay")}
          </Button>
          <Button
            onClick={() => void run(merged)}
            loading={busy}
            disabled={!decided}
          >
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
