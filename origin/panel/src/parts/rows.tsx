import { Button, Center, Table } from "@mantine/core";
import type { ReactNode } from "react";

import { useText } from "../text/index.ts";
import { Shown, Empty } from "./states.tsx";
import type { List } from "./use_list.ts";
import type { Resource } from "./use_resource.ts";

/** A column of a table. */
export interface Column<Item> {
  title: string;
  cell: (item: Item) => ReactNode;
  /** Whether it is figures, which are set to the right. */
  figure?: boolean;
}

interface RowsProps<Item> {
  /** What the table shows, for those who do not see it. */
  label: string;
  items: Item[];
  columns: Column<Item>[];
  keyOf: (item: Item) => string | number;
  /** Buttons at the end of each row. */
  actions?: (item: Item) => ReactNode;
}

/**
 * A table; on a phone's width a card for each item. The roles are said because cards of CSS are no rows
 * to a browser any more.
 */
export function Rows<Item>({
  label,
  items,
  columns,
  keyOf,
  actions,
}: RowsProps<Item>) {
  const text = useText();
  return (
    <Table
      className="rows"
      role="table"
      aria-label={label}
      verticalSpacing="xs"
      highlightOnHover
    >
      <Table.Thead role="rowgroup">
        <Table.Tr role="row">
          {columns.map(({ title, figure }) => (
            <Table.Th
              role="columnheader"
              key={title}
              ta={figure ? "right" : undefined}
            >
              {title}
            </Table.Th>
          ))}
          {actions && (
            <Table.Th role="columnheader" ta="right">
              {text("actions")}
            </Table.Th>
          )}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody role="rowgroup">
        {items.map((item) => (
          <Table.Tr role="row" key={keyOf(item)}>
            {columns.map(({ title, cell, figure }) => (
              <Table.Td
                role="cell"
                key={title}
                data-label={title}
                ta={figure ? "right" : undefined}
              >
                {cell(item)}
              </Table.Td>
            ))}
            {actions && (
              <Table.Td role="cell" ta="right">
                {actions(item)}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface ListedProps<Item> extends Omit<RowsProps<Item>, "items"> {
  of: List<Item> | Resource<Item[]>;
  /** Said when there is nothing. */
  none: string;
}

/** A list that is asked for, with its further pages. */
export function Listed<Item>({ of, none, ...rows }: ListedProps<Item>) {
  const text = useText();
  const more = "more" in of ? of.more : null;
  return (
    <Shown of={of}>
      {(items) => (
        <>
          {items.length === 0 ? (
            <Empty>{none}</Empty>
          ) : (
            <Rows items={items} {...rows} />
          )}
          {more && (
            <Center mt="md">
              <Button
                variant="default"
                onClick={more}
                loading={"busy" in of && of.busy}
              >
                {text("more")}
              </Button>
            </Center>
          )}
        </>
      )}
    </Shown>
  );
}
