import {
  Alert,
  Badge,
  Button,
  Group,
  SegmentedControl,
  Stack,
  Text,
} from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";

import { dropDraft, getDraft } from "../../api/settings.ts";
import { Ask } from "../../parts/ask.tsx";
import { notify } from "../../parts/notify.tsx";
import { Shown } from "../../parts/states.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";
import { ConflictDialog } from "./conflict_dialog.tsx";
import { DocumentForm } from "./document_form.tsx";
import { DocumentText } from "./document_text.tsx";
import { OvertakenNotice } from "./overtaken_notice.tsx";
import { PublishDialog } from "./publish_dialog.tsx";
import { useDraft, type Editing } from "./use_draft.ts";

/** The draft: edited as a form or as JSON, saved, and published. */
export function DraftTab() {
  const draft = useDraft();
  return <Shown of={draft}>{(editing) => <Editor editing={editing} />}</Shown>;
}

function Editor({ editing }: { editing: Editing }) {
  const text = useText();
  const [form, setForm] = useState("form");
  const may = useMay("settings.write");
  const wrong = Object.keys(editing.wrong).length;
  const { overtaken } = editing.saved;
  return (
    <Stack>
      <Toolbar editing={editing} may={may} />
      {overtaken && (
        <OvertakenNotice editing={editing} overtaken={overtaken} may={may} />
      )}
      {wrong > 0 && (
        <Alert
          color="red"
          variant="outline"
          icon={<IconAlertTriangle />}
          role="alert"
        >
          {text("settings.wrong", { count: wrong })}
          {Object.entries(editing.wrong).map(([name, reason]) => (
            <Text key={name} size="sm">
              <code>{name}</code> {reason}
            </Text>
          ))}
        </Alert>
      )}
      <SegmentedControl
        value={form}
        onChange={setForm}
        data={[
          { value: "form", label: text("settings.form") },
          { value: "json", label: "JSON" },
        ]}
        maw={240}
        aria-label={text("settings.view")}
      />
      {form === "form" ? (
        <DocumentForm editing={editing} readOnly={!may} />
      ) : (
        <DocumentText editing={editing} readOnly={!may} />
      )}
      {editing.conflict && (
        <ConflictDialog editing={editing} theirs={editing.conflict} />
      )}
    </Stack>
  );
}

function Toolbar({ editing, may }: { editing: Editing; may: boolean }) {
  const text = useText();
  const format = useFormat();
  const [open, setOpen] = useState<"publish" | "drop" | null>(null);
  const { saved, dirty } = editing;
  const save = useAction(editing.save, { inline: false });
  const publish = useAction(
    async () => {
      if (!dirty || (await editing.save()) !== null) setOpen("publish");
    },
    { inline: false },
  );
  return (
    <Group justify="space-between" className="card">
      <Group gap="sm">
        <Badge
          variant="dot"
          color={dirty ? "yellow" : "gray"}
          tt="none"
          fw={500}
        >
          {text(dirty ? "draft.unsaved" : "draft.saved")}
        </Badge>
        <Text size="sm" className="dimmed">
          {saved.updated_by == null
            ? text("draft.untouched")
            : text("draft.by", {
                who: saved.updated_by,
                when: format.relative(saved.updated_at),
              })}
        </Text>
      </Group>
      {may && (
        <Group gap="xs">
          <Button
            variant="default"
            onClick={() => {
              setOpen("drop");
            }}
          >
            {text("draft.drop")}
          </Button>
          <Button
            variant="light"
            disabled={!dirty || saved.overtaken !== null}
            loading={save.busy}
            onClick={() => void save.run()}
          >
            {text("save")}
          </Button>
          <Button
            loading={publish.busy}
            onClick={() => void publish.run()}
            disabled={
              Object.keys(editing.wrong).length > 0 || saved.overtaken !== null
            }
          >
            {text("publish")}
          </Button>
        </Group>
      )}
      {open === "publish" && (
        <PublishDialog
          editing={editing}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
      {open === "drop" && (
        <Ask
          title={text("draft.drop")}
          about={text("draft.drop.about")}
          confirm={text("draft.drop")}
          danger
          act={async () => {
            const dropped = await editing.write(async (etag) => {
              await dropDraft(etag);
              return getDraft();
            });
            if (dropped) notify("done");
          }}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </Group>
  );
}
