import { Button, NumberInput, Switch } from "@mantine/core";
import { useState } from "react";

import { changeRule, listRules } from "../../api/alerts.ts";
import type { AlertRule } from "../../api/model.ts";
import { Ask } from "../../parts/ask.tsx";
import { Listed } from "../../parts/rows.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useName, useText, type Format } from "../../text/index.ts";

/** From when on something is worth an alert. */
export function Rules() {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const may = useMay("alerts.write");
  const rules = useResource("rules", async () => (await listRules()).items);
  const [edited, setEdited] = useState<AlertRule | null>(null);
  const turn = useAction(
    async (rule: AlertRule["name"], enabled: boolean) => {
      await changeRule(rule, { enabled });
      rules.reload();
    },
    { inline: false },
  );
  return (
    <>
      <Listed
        label={text("alerts.rules")}
        of={rules}
        none={text("alerts.rules.none")}
        keyOf={({ name }) => name}
        columns={[
          {
            title: text("alerts.rule"),
            cell: (rule) => name("rule", rule.name),
          },
          {
            title: text("alerts.threshold"),
            cell: (rule) => thresholdOf(rule, format),
            figure: true,
          },
          {
            title: text("alerts.window"),
            cell: ({ window_s }) => format.duration(window_s * 1000),
            figure: true,
          },
          {
            title: text("alerts.enabled"),
            cell: (rule) => (
              <Switch
                checked={rule.enabled}
                disabled={!may || turn.busy}
                aria-label={`${name("rule", rule.name)}: ${text("alerts.enabled")}`}
                onChange={(event) =>
                  void turn.run(rule.name, event.currentTarget.checked)
                }
              />
            ),
          },
        ]}
        {...(may && {
          actions: (rule: AlertRule) => (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setEdited(rule);
              }}
            >
              {text("edit")}
            </Button>
          ),
        })}
      />
      {edited && (
        <Edit
          rule={edited}
          onClose={() => {
            setEdited(null);
            rules.reload();
          }}
        />
      )}
    </>
  );
}

function thresholdOf({ threshold, unit }: AlertRule, format: Format): string {
  if (unit === "share") return format.percent(threshold);
  return unit === "seconds"
    ? format.duration(threshold * 1000)
    : `${format.number(threshold)} ×`;
}

function Edit({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  const text = useText();
  const name = useName();
  const [threshold, setThreshold] = useState<number | string>(rule.threshold);
  const [window_s, setWindow] = useState<number | string>(rule.window_s);
  return (
    <Ask
      title={name("rule", rule.name)}
      confirm={text("save")}
      done="done"
      act={() =>
        changeRule(rule.name, {
          threshold: Number(threshold),
          window_s: Number(window_s),
        })
      }
      onClose={onClose}
    >
      <NumberInput
        label={text("alerts.threshold")}
        value={threshold}
        onChange={setThreshold}
        min={0}
        required
      />
      <NumberInput
        label={text("alerts.window")}
        value={window_s}
        onChange={setWindow}
        min={1}
        suffix=" s"
        required
      />
    </Ask>
  );
}
