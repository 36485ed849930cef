import { Button, Stack } from "@mantine/core";
import { useState } from "react";

import type { Vendor } from "../../api/model.ts";
import { listVendors, orderVendors } from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { OrderList } from "../../parts/order_list.tsx";
import { Card } from "../../parts/page.tsx";
import { Rows } from "../../parts/rows.tsx";
import { Shown } from "../../parts/states.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";

const REFRESH_MS = 10_000;

/** How each vendor does, and the order they are tried in. */
export function Vendors() {
  const text = useText();
  const format = useFormat();
  const may = useMay("sms.write");
  const vendors = useResource(
    "vendors",
    async () => (await listVendors()).items,
    REFRESH_MS,
  );
  const [local, setLocal] = useState<string[] | null>(null);
  const [asked, setAsked] = useState(false);
  const current = inOrder(vendors.data ?? []);
  const order = local ?? current;
  return (
    <Shown of={vendors}>
      {(items) => (
        <Stack>
          <Card
            title={text("sms.order")}
            actions={
              order.join() !== current.join() && (
                <>
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => {
                      setLocal(null);
                    }}
                  >
                    {text("undo")}
                  </Button>
                  <Button
                    size="xs"
                    onClick={() => {
                      setAsked(true);
                    }}
                  >
                    {text("publish")}
                  </Button>
                </>
              )
            }
          >
            <OrderList
              label={text("sms.order")}
              items={order}
              all={items.map(({ name }) => name)}
              nameOf={(vendor) => vendor}
              onChange={setLocal}
              readOnly={!may}
            />
          </Card>
          <Rows
            label={text("sms.vendors")}
            items={items}
            keyOf={({ name }) => name}
            columns={[
              {
                title: text("name"),
                cell: ({ name }) => <strong>{name}</strong>,
              },
              { title: text("kind"), cell: ({ kind }) => kind },
              {
                title: text("breaker"),
                cell: ({ breaker }) => <Tag kind="breaker" name={breaker} />,
              },
              {
                title: text("sms.sent"),
                cell: ({ sent_24h }) => format.number(sent_24h),
                figure: true,
              },
              {
                title: text("sms.failed"),
                cell: ({ failed_24h }) => format.number(failed_24h),
                figure: true,
              },
              {
                title: text("sms.failure_rate"),
                cell: ({ failure_rate }) => format.percent(failure_rate),
                figure: true,
              },
              {
                title: text("latency.p50"),
                cell: ({ p50_ms }) => format.duration(p50_ms),
                figure: true,
              },
            ]}
          />
          {asked && (
            <Ask
              title={text("sms.order")}
              about={order.join(" → ")}
              confirm={text("publish")}
              reason
              done="publish.done"
              act={async (reason) => {
                await orderVendors(order, reason);
                setLocal(null);
              }}
              onClose={() => {
                setAsked(false);
                vendors.reload();
              }}
            />
          )}
        </Stack>
      )}
    </Shown>
  );
}

/** Those that are tried, the first first. */
function inOrder(vendors: Vendor[]): string[] {
  return vendors
    .filter(({ order }) => order != null)
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(({ name }) => name);
}
