import { Group, Select, Stack } from "@mantine/core";
import { useState } from "react";

import { listDeliveries, listVendors } from "../../api/operation.ts";
import { Listed } from "../../parts/rows.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useList } from "../../parts/use_list.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useName, useText } from "../../text/index.ts";

const STATES = [
  "accepted",
  "delivered",
  "undelivered",
  "number_refused",
  "limited",
  "call_refused",
  "unreachable",
  "unknown",
];

/** What became of each message; numbers are masked. */
export function Deliveries() {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const [vendor, setVendor] = useState<string | null>(null);
  const [state, setState] = useState<string | null>(null);
  const vendors = useResource(
    "vendors",
    async () => (await listVendors()).items,
  );
  const deliveries = useList(`${vendor} ${state}`, (cursor) =>
    listDeliveries({ vendor, state, cursor }),
  );
  return (
    <Stack>
      <Group>
        <Select
          label={text("sms.vendor")}
          placeholder={text("all")}
          data={vendors.data?.map(({ name }) => name) ?? []}
          value={vendor}
          onChange={setVendor}
          clearable
        />
        <Select
          label={text("state")}
          placeholder={text("all")}
          data={STATES.map((value) => ({
            value,
            label: name("delivery", value),
          }))}
          value={state}
          onChange={setState}
          clearable
        />
      </Group>
      <Listed
        label={text("sms.deliveries")}
        of={deliveries}
        none={text("sms.deliveries.none")}
        keyOf={({ id }) => id}
        columns={[
          {
            title: text("time"),
            cell: ({ created_at }) => format.time(created_at),
          },
          { title: text("users.by.phone"), cell: ({ phone }) => phone },
          { title: text("sms.vendor"), cell: ({ vendor }) => vendor },
          {
            title: text("state"),
            cell: ({ state }) => <Tag kind="delivery" name={state} />,
          },
          { title: text("error"), cell: ({ error }) => error ?? "–" },
        ]}
      />
    </Stack>
  );
}
