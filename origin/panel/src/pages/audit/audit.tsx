import { Button } from "@mantine/core";
import { useState } from "react";

import { listAudit, type AuditFilter } from "../../api/audit.ts";
import type { AuditRecord } from "../../api/model.ts";
import { Page } from "../../parts/page.tsx";
import { Listed } from "../../parts/rows.tsx";
import { useList } from "../../parts/use_list.ts";
import { useFormat, useName, useText } from "../../text/index.ts";
import { actorName } from "./actor.ts";
import { ExportMenu } from "./export_menu.tsx";
import { Filter } from "./filter.tsx";
import { RecordDrawer } from "./record_drawer.tsx";
import { Verify } from "./verify.tsx";

/** Everything that was changed or looked at, by whom. */
export default function Audit() {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const [filter, setFilter] = useState<AuditFilter>({});
  const [shown, setShown] = useState<AuditRecord | null>(null);
  const records = useList(JSON.stringify(filter), (cursor) =>
    listAudit(filter, cursor),
  );
  return (
    <Page
      title={text("audit")}
      about={text("audit.about")}
      actions={
        <>
          <Verify />
          <ExportMenu filter={filter} />
        </>
      }
    >
      <Filter onChange={setFilter} />
      <Listed
        label={text("audit")}
        of={records}
        none={text("audit.none")}
        keyOf={({ number }) => number}
        columns={[
          { title: text("number"), cell: ({ number }) => number },
          { title: text("time"), cell: ({ at }) => format.time(at) },
          { title: text("actor"), cell: ({ actor }) => actorName(actor) },
          {
            title: text("action"),
            cell: ({ action }) => name("action", action),
          },
          {
            title: text("target"),
            cell: ({ target }) => <code>{target}</code>,
          },
        ]}
        actions={(record) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={`${text("open")} ${record.number}`}
            onClick={() => {
              setShown(record);
            }}
          >
            {text("open")}
          </Button>
        )}
      />
      {shown && (
        <RecordDrawer
          record={shown}
          onClose={() => {
            setShown(null);
          }}
        />
      )}
    </Page>
  );
}
