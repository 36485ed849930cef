import { Group, SegmentedControl, Select } from "@mantine/core";
import { lazy, Suspense, useState } from "react";

import type { Series } from "../../api/model.ts";
import { getSeries } from "../../api/stats.ts";
import { Card } from "../../parts/page.tsx";
import { Empty, Loading, Shown } from "../../parts/states.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useName, useText } from "../../text/index.ts";

const Chart = lazy(() => import("../../parts/chart.tsx"));

const METRICS = [
  "requests",
  "latency",
  "active_users",
  "sign_ins",
  "searches",
  "plays",
  "play_outcomes",
  "substitutions",
  "cache",
  "source_calls",
  "source_faults",
  "source_latency",
  "sms",
  "sms_failures",
] as const;

const HOUR_MS = 3_600_000;

/** How far back, and in which steps. */
const SPANS = {
  day: { hours: 24, step: "hour" },
  week: { hours: 7 * 24, step: "hour" },
  month: { hours: 30 * 24, step: "day" },
} as const;

/** A figure by the hour or day. */
export function History() {
  const text = useText();
  const name = useName();
  const [metric, setMetric] = useState<string>(METRICS[0]);
  const [span, setSpan] = useState<keyof typeof SPANS>("day");
  const series = useResource(`${metric} ${span}`, () => {
    const { hours, step } = SPANS[span];
    const now = Date.now();
    const from = new Date(now - hours * HOUR_MS).toISOString();
    return getSeries({ metric, from, to: new Date(now).toISOString(), step });
  });
  return (
    <Card
      title={text("history")}
      actions={
        <Group gap="sm">
          <Select
            aria-label={text("history.metric")}
            data={METRICS.map((value) => ({
              value,
              label: name("metric", value),
            }))}
            value={metric}
            onChange={(chosen) => {
              setMetric(chosen ?? METRICS[0]);
            }}
            allowDeselect={false}
          />
          <SegmentedControl
            aria-label={text("history.span")}
            data={(["day", "week", "month"] as const).map((value) => ({
              value,
              label: text(`history.${value}`),
            }))}
            value={span}
            onChange={(chosen) => {
              setSpan(chosen);
            }}
          />
        </Group>
      }
    >
      <Shown of={series}>
        {(data) => <Drawn data={data} label={name("metric", metric)} />}
      </Shown>
    </Card>
  );
}

function Drawn({ data, label }: { data: Series; label: string }) {
  const text = useText();
  const name = useName();
  const format = useFormat();
  if (data.series.every(({ points }) => points.length === 0)) {
    return <Empty>{text("history.none")}</Empty>;
  }
  const write = data.unit === "ms" ? format.duration : format.number;
  const lines = data.series.map((line) => ({
    label: name("line", line.label),
    points: line.points.map(({ at, value }) => ({
      at: new Date(at).getTime() / 1000,
      value,
    })),
  }));
  return (
    <Suspense fallback={<Loading />}>
      <Chart label={label} lines={lines} format={write} height={260} />
    </Suspense>
  );
}
