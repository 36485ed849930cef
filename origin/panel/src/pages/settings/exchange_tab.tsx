import {
  Alert,
  Button,
  FileButton,
  Group,
  Select,
  Stack,
  Text,
  Textarea,
} from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { useState } from "react";

import {
  exportSettings,
  getDraft,
  importSettings,
  type ExchangeFormat,
  type TaggedDraft,
} from "../../api/settings.ts";
import { download } from "../../parts/download.ts";
import { Card } from "../../parts/page.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Shown } from "../../parts/states.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";

/** The settings as a file, out and in. */
export function ExchangeTab() {
  const text = useText();
  const may = useMay("settings.write");
  const [format, setFormat] = useState<ExchangeFormat>("json");
  const out = useAction(
    async () => {
      const content = await exportSettings(format);
      const blob = new Blob([content], { type: "application/json" });
      download(
        `listen-stream-settings.${format === "json" ? "json" : "consul.json"}`,
        blob,
      );
    },
    { inline: false },
  );
  return (
    <Stack maw={880}>
      <Select
        label={text("format")}
        data={[
          { value: "json", label: "JSON" },
          { value: "consul", label: "Consul KV" },
        ]}
        value={format}
        onChange={(chosen) => {
          setFormat(chosen === "consul" ? "consul" : "json");
        }}
        allowDeselect={false}
        maw={240}
      />
      <Card title={text("export")}>
        <Group justify="space-between">
          <Text size="sm">{text("export.about")}</Text>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            loading={out.busy}
            onClick={() => void out.run()}
          >
            {text("export")}
          </Button>
        </Group>
      </Card>
      {may && <Import format={format} />}
    </Stack>
  );
}

function Import({ format }: { format: ExchangeFormat }) {
  const text = useText();
  const draft = useResource("draft", getDraft);
  return (
    <Card title={text("import")}>
      <Shown of={draft}>
        {(known) => (
          <ImportForm format={format} draft={known} reload={draft.reload} />
        )}
      </Shown>
    </Card>
  );
}

interface ImportFormProps {
  format: ExchangeFormat;
  /** What the file takes the place of. */
  draft: TaggedDraft;
  /** Looks again which draft there is. */
  reload: () => void;
}

function ImportForm({ format, draft, reload }: ImportFormProps) {
  const text = useText();
  const time = useFormat();
  const [content, setContent] = useState("");
  const { run, busy, problem } = useAction(
    // Also when it is refused: another may have saved one in between.
    () => importSettings(format, content, draft.etag).finally(reload),
    {
      done: "import.done",
      inline: true,
    },
  );
  const read = (file: File | null) => {
    void file?.text().then(setContent);
  };
  return (
    <Stack>
      <Text size="sm">{text("import.about")}</Text>
      {draft.updated_by != null && (
        <Alert color="yellow" variant="outline" role="note">
          {text("import.replaces", {
            who: draft.updated_by,
            when: time.relative(draft.updated_at),
          })}
        </Alert>
      )}
      <Textarea
        label={text("content")}
        value={content}
        onChange={(event) => {
          setContent(event.currentTarget.value);
        }}
        autosize
        minRows={6}
        maxRows={16}
        spellCheck={false}
      />
      {problem && (
        <Alert color="red" variant="outline" role="alert">
          <Refusal problem={problem} />
        </Alert>
      )}
      <Group justify="flex-end">
        <FileButton onChange={read} accept="application/json,.json">
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconUpload size={16} />}
            >
              {text("import.file")}
            </Button>
          )}
        </FileButton>
        <Button
          disabled={content.trim() === ""}
          loading={busy}
          onClick={() => void run()}
        >
          {text("import")}
        </Button>
      </Group>
    </Stack>
  );
}
