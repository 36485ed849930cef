import { Button, Group, Switch, Text } from "@mantine/core";
import { useState } from "react";

import type { Source } from "../../api/model.ts";
import {
  listSources,
  orderSources,
  switchSource,
} from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { OrderList } from "../../parts/order_list.tsx";
import { Card, Page } from "../../parts/page.tsx";
import { Shown } from "../../parts/states.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useName, useText } from "../../text/index.ts";
import { CredentialDialog } from "./credential_dialog.tsx";
import { Health } from "./health.tsx";

const REFRESH_MS = 5_000;

type Intent =
  | { order: string[] }
  | { source: Source; enabled: boolean }
  | { credential: Source };

/** The music services: how they do, in which order they are asked, and whether at all. */
export default function Sources() {
  const text = useText();
  const sources = useResource(
    "sources",
    async () => (await listSources()).items,
    REFRESH_MS,
  );
  const [intent, setIntent] = useState<Intent | null>(null);
  return (
    <Page title={text("sources")} about={text("sources.about")}>
      <Shown of={sources}>
        {(items) => (
          <>
            <Order
              items={items}
              onOrder={(order) => {
                setIntent({ order });
              }}
            />
            <div className="grid wide">
              {items.map((source) => (
                <SourceCard
                  key={source.source}
                  source={source}
                  onIntent={setIntent}
                />
              ))}
            </div>
          </>
        )}
      </Shown>
      {intent && (
        <Dialog
          intent={intent}
          onClose={() => {
            setIntent(null);
            sources.reload();
          }}
        />
      )}
    </Page>
  );
}

interface OrderProps {
  items: Source[];
  onOrder: (order: string[]) => void;
}

function Order({ items, onOrder }: OrderProps) {
  const text = useText();
  const name = useName();
  const may = useMay("sources.write");
  const [local, setLocal] = useState<string[] | null>(null);
  const current = items
    .filter(({ order }) => order != null)
    .sort((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .map(({ source }) => source);
  const shown = local ?? current;
  const changed = shown.join() !== current.join();
  return (
    <Card
      title={text("sources.order")}
      actions={
        changed && (
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
                onOrder(shown);
                setLocal(null);
              }}
            >
              {text("publish")}
            </Button>
          </>
        )
      }
    >
      <Text size="sm" className="dimmed" mb="sm">
        {text("sources.order.about")}
      </Text>
      <OrderList
        label={text("sources.order")}
        items={shown}
        all={items.map(({ source }) => source)}
        nameOf={(source) => name("source", source)}
        onChange={setLocal}
        readOnly={!may}
      />
    </Card>
  );
}

interface SourceCardProps {
  source: Source;
  onIntent: (intent: Intent) => void;
}

function SourceCard({ source, onIntent }: SourceCardProps) {
  const text = useText();
  const name = useName();
  const may = useMay("sources.write");
  return (
    <Card
      title={name("source", source.source)}
      actions={
        <Switch
          checked={source.enabled}
          // One that is left out of the order is not asked, whatever its switch says.
          disabled={!may || source.order == null}
          aria-label={`${name("source", source.source)}: ${text("sources.enabled")}`}
          onChange={(event) => {
            onIntent({ source, enabled: event.currentTarget.checked });
          }}
        />
      }
    >
      <Health source={source} />
      {may && (
        <Group justify="flex-end" mt="sm">
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              onIntent({ credential: source });
            }}
          >
            {text("credential.set")}
          </Button>
        </Group>
      )}
    </Card>
  );
}

function Dialog({ intent, onClose }: { intent: Intent; onClose: () => void }) {
  const text = useText();
  const name = useName();
  if ("credential" in intent) {
    return <CredentialDialog source={intent.credential} onClose={onClose} />;
  }
  const asked = {
    confirm: text("publish"),
    reason: true,
    done: "publish.done",
    onClose,
  } as const;
  if ("order" in intent) {
    const order = intent.order
      .map((source) => name("source", source))
      .join(" → ");
    return (
      <Ask
        {...asked}
        title={text("sources.order")}
        about={order}
        act={(reason) => orderSources(intent.order, reason)}
      />
    );
  }
  const { source, enabled } = intent;
  return (
    <Ask
      {...asked}
      title={text(enabled ? "sources.switch_on" : "sources.switch_off", {
        source: name("source", source.source),
      })}
      danger={!enabled}
      act={(reason) => switchSource(source.source, enabled, reason)}
    />
  );
}
