import { Code, Table } from "@mantine/core";

import type { SettingsChange } from "../../api/model.ts";
import { Empty } from "../../parts/states.tsx";
import { useText } from "../../text/index.ts";

/** What differs between two documents, setting by setting. */
export function Changes({ items }: { items: SettingsChange[] }) {
  const text = useText();
  if (items.length === 0) return <Empty>{text("changes.none")}</Empty>;
  return (
    <Table
      className="rows"
      role="table"
      aria-label={text("changes")}
      verticalSpacing="xs"
    >
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          <Table.Th role="columnheader">{text("setting")}</Table.Th>
          <Table.Th role="columnheader">{text("before")}</Table.Th>
          <Table.Th role="columnheader">{text("after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {items.map(({ path, before, after }) => (
          <Table.Tr role="row" key={path}>
            <Table.Td role="cell" data-label={text("setting")}>
              <code>{path}</code>
            </Table.Td>
            <Table.Td role="cell" data-label={text("before")}>
              <Value value={before} />
            </Table.Td>
            <Table.Td role="cell" data-label={text("after")}>
              <Value value={after} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A value as JSON, or that there is none. */
export function Value({ value }: { value: unknown }) {
  const text = useText();
  if (value === undefined || value === null) {
    return <span className="dimmed">{text("settings.default")}</span>;
  }
  return <Code>{JSON.stringify(value)}</Code>;
}
