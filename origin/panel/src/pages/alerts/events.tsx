import { Button, Textarea } from "@mantine/core";
import { useState } from "react";

import { acknowledge, listEvents } from "../../api/alerts.ts";
import type { AlertEvent } from "../../api/model.ts";
import { Ask } from "../../parts/ask.tsx";
import { Listed } from "../../parts/rows.tsx";
import { useList } from "../../parts/use_list.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useName, useText } from "../../text/index.ts";

/** What a rule has found, once for each subject. */
export function Events({ state }: { state: "open" | "acknowledged" }) {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const may = useMay("alerts.acknowledge");
  const events = useList(state, (cursor) => listEvents(state, cursor));
  const [chosen, setChosen] = useState<AlertEvent | null>(null);
  return (
    <>
      <Listed
        label={text("alerts")}
        of={events}
        none={text(`alerts.none.${state}`)}
        keyOf={({ id }) => id}
        columns={[
          {
            title: text("alerts.rule"),
            cell: ({ rule }) => name("rule", rule),
          },
          { title: text("alerts.subject"), cell: ({ subject }) => subject },
          {
            title: text("alerts.count"),
            cell: ({ count }) => format.number(count),
            figure: true,
          },
          {
            title: text("alerts.first"),
            cell: ({ opened_at }) => format.time(opened_at),
          },
          {
            title: text("alerts.last"),
            cell: ({ last_at }) => format.relative(last_at),
          },
          ...(state === "acknowledged"
            ? [
                {
                  title: text("alerts.by"),
                  cell: ({ acknowledged }: AlertEvent) =>
                    acknowledged?.by ?? "–",
                },
                {
                  title: text("note"),
                  cell: ({ acknowledged }: AlertEvent) =>
                    acknowledged?.note ?? "–",
                },
              ]
            : []),
        ]}
        {...(may &&
          state === "open" && {
            actions: (event: AlertEvent) => (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setChosen(event);
                }}
              >
                {text("alerts.acknowledge")}
              </Button>
            ),
          })}
      />
      {chosen && (
        <Acknowledge
          event={chosen}
          onClose={() => {
            setChosen(null);
            events.reload();
          }}
        />
      )}
    </>
  );
}

function Acknowledge({
  event,
  onClose,
}: {
  event: AlertEvent;
  onClose: () => void;
}) {
  const text = useText();
  const name = useName();
  const [note, setNote] = useState("");
  return (
    <Ask
      title={text("alerts.acknowledge")}
      about={`${name("rule", event.rule)} · ${event.subject}`}
      confirm={text("alerts.acknowledge")}
      done="done"
      act={() => acknowledge(event.id, note.trim())}
      onClose={onClose}
    >
      <Textarea
        label={text("note")}
        value={note}
        onChange={(event) => {
          setNote(event.currentTarget.value);
        }}
        data-autofocus
      />
    </Ask>
  );
}
