import { Button, Group, SegmentedControl } from "@mantine/core";
import { useState } from "react";

import type { OutboxEvent } from "../../api/model.ts";
import { dropEvent, listOutbox, retryEvent } from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { Page } from "../../parts/page.tsx";
import { Listed } from "../../parts/rows.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useList } from "../../parts/use_list.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";

type State = "waiting" | "set_aside";

/** Events on their way to the edges. */
export default function Outbox() {
  const text = useText();
  const format = useFormat();
  const may = useMay("outbox.write");
  const [state, setState] = useState<State>("waiting");
  const [dropping, setDropping] = useState<OutboxEvent | null>(null);
  const events = useList(state, (cursor) => listOutbox(state, cursor));
  const retry = useAction(
    async (id: string) => {
      await retryEvent(id);
      events.reload();
    },
    { done: "done", inline: false },
  );
  return (
    <Page
      title={text("outbox")}
      about={text("outbox.about")}
      actions={
        <Button variant="default" onClick={events.reload}>
          {text("reload")}
        </Button>
      }
    >
      <SegmentedControl
        maw={360}
        aria-label={text("state")}
        data={[
          { value: "waiting", label: text("outbox.waiting") },
          { value: "set_aside", label: text("outbox.set_aside") },
        ]}
        value={state}
        onChange={(chosen) => {
          setState(chosen);
        }}
      />
      <Listed
        label={text("outbox")}
        of={events}
        none={text("outbox.none")}
        keyOf={({ id }) => id}
        columns={[
          {
            title: text("time"),
            cell: ({ created_at }) => format.time(created_at),
          },
          { title: text("edge"), cell: ({ edge }) => edge },
          { title: text("kind"), cell: ({ kind }) => <code>{kind}</code> },
          { title: text("user"), cell: ({ user_id }) => user_id },
          {
            title: text("outbox.attempts"),
            cell: ({ attempts }) => attempts,
            figure: true,
          },
          { title: text("error"), cell: ({ last_error }) => last_error ?? "–" },
        ]}
        {...(may &&
          state === "set_aside" && {
            actions: (event: OutboxEvent) => (
              <Group gap={6} justify="flex-end">
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={retry.busy}
                  onClick={() => void retry.run(event.id)}
                >
                  {text("outbox.retry")}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  onClick={() => {
                    setDropping(event);
                  }}
                >
                  {text("outbox.drop")}
                </Button>
              </Group>
            ),
          })}
      />
      {dropping && (
        <Ask
          title={text("outbox.drop")}
          about={text("outbox.drop.about")}
          confirm={text("outbox.drop")}
          danger
          done="done"
          act={() => dropEvent(dropping.id)}
          onClose={() => {
            setDropping(null);
            events.reload();
          }}
        />
      )}
    </Page>
  );
}
