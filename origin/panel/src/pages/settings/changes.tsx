import { Code, Table } from "@mantine/core";

import type { SettingsChange } from "../../api/model.ts";
import { Empty } from "../../parts/states.tsx";
import { useText } from "../../text/index.ts";

/** What differs between two documents, setting by setting. */
export function Changes({ items }: { items: SettingsChange[] }) {
  const text = useText();
  if (items.length === 0) return <Empty>{text("changes.none")}</Empty>;
  return (
    <Table className="rows" aria-label={text("changes")} verticalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text("setting")}</Table.Th>
          <Table.Th>{text("before")}</Table.Th>
          <Table.Th>{text("after")}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map(({ path, before, after }) => (
          <Table.Tr key={path}>
            <Table.Td data-label={text("setting")}>
              <code>{path}</code>
            </Table.Td>
            <Table.Td data-label={text("before")}>
              <Value value={before} />
            </Table.Td>
            <Table.Td data-label={text("after")}>
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
