import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";

import { exportAudit, type AuditFilter } from "../../api/audit.ts";
import { download } from "../../parts/download.ts";
import { useAction } from "../../parts/use_action.ts";
import { useMay } from "../../session/store.ts";
import { useText } from "../../text/index.ts";

/** Takes the filtered records out as a file, which is recorded itself. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  const text = useText();
  const may = useMay("audit.export");
  const { run, busy } = useAction(
    async (format: "csv" | "jsonl") => {
      download(
        `listen-stream-audit.${format}`,
        await exportAudit(filter, format),
      );
    },
    { done: "done", inline: false },
  );
  if (!may) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={busy}
        >
          {text("export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void run("csv")}>CSV</Menu.Item>
        <Menu.Item onClick={() => void run("jsonl")}>JSON Lines</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
