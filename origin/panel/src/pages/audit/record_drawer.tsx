import { Code, Drawer, Stack, Title } from "@mantine/core";

import { getAudit } from "../../api/audit.ts";
import type { AuditRecord } from "../../api/model.ts";
import { Fact } from "../../parts/fact.tsx";
import { Shown } from "../../parts/states.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useName, useText } from "../../text/index.ts";
import { Changes } from "../settings/changes.tsx";
import { actorName } from "./actor.ts";
import { changesOf } from "./payload.ts";

interface RecordDrawerProps {
  record: AuditRecord;
  onClose: () => void;
}

/** One record whole, with what was before and after. */
export function RecordDrawer({
  record: { number },
  onClose,
}: RecordDrawerProps) {
  const text = useText();
  const record = useResource(`record ${number}`, () => getAudit(number));
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={text("audit.record", { number })}
      closeButtonProps={{ "aria-label": text("close") }}
    >
      <Shown of={record}>{(record) => <Whole record={record} />}</Shown>
    </Drawer>
  );
}

function Whole({ record }: { record: AuditRecord }) {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const changes = changesOf(record.payload);
  return (
    <Stack>
      <dl className="facts">
        <Fact name={text("time")}>{format.time(record.at)}</Fact>
        <Fact name={text("actor")}>{actorName(record.actor)}</Fact>
        <Fact name={text("action")}>{name("action", record.action)}</Fact>
        <Fact name={text("target")}>{record.target}</Fact>
      </dl>
      {changes && (
        <>
          <Title order={3} size="h6">
            {text("changes")}
          </Title>
          <Changes items={changes} />
        </>
      )}
      <Title order={3} size="h6">
        {text("audit.payload")}
      </Title>
      <Code block>{JSON.stringify(record.payload, null, 2)}</Code>
      <Title order={3} size="h6">
        {text("audit.hash")}
      </Title>
      <Code block>{record.hash}</Code>
    </Stack>
  );
}
