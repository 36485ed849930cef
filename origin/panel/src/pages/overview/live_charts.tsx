import { lazy, Suspense } from "react";

import type { Figures } from "../../api/model.ts";
import { Figure } from "../../parts/figure.tsx";
import { Card } from "../../parts/page.tsx";
import { Loading } from "../../parts/states.tsx";
import { useFormat, useText } from "../../text/index.ts";

const Chart = lazy(() => import("../../parts/chart.tsx"));

/** What is drawn, by the texts of their names. */
const DRAWN = {
  requests: ({ minute }: Figures) => minute.requests_per_second,
  plays: ({ minute }: Figures) => minute.plays,
  searches: ({ minute }: Figures) => minute.searches,
};
const NAMES = ["requests", "plays", "searches"] as const;

/** What goes on this minute, second by second. */
export function LiveCharts({ figures }: { figures: Figures[] }) {
  const text = useText();
  const format = useFormat();
  const last = figures.at(-1);
  const { minute } = last ?? {};
  const shown = (value: number | undefined) =>
    value === undefined ? "–" : format.number(value);
  const lines = NAMES.map((name) => ({
    label: text(`live.series.${name}`),
    points: figures.map((figure) => ({
      at: new Date(figure.at).getTime() / 1000,
      value: DRAWN[name](figure),
    })),
  }));
  return (
    <>
      <div className="grid narrow">
        <Figure
          label={text("live.requests_per_second")}
          value={shown(minute?.requests_per_second)}
        />
        <Figure label={text("live.plays")} value={shown(minute?.plays)} />
        <Figure label={text("live.searches")} value={shown(minute?.searches)} />
        <Figure
          label={text("live.failed")}
          value={shown(minute?.requests_failed)}
        />
        <Figure
          label={text("live.latency")}
          value={format.duration(minute?.p50_ms)}
          note={`p95 ${format.duration(minute?.p95_ms)}`}
        />
        <Figure label={text("live.edges")} value={shown(last?.edges)} />
      </div>
      <Card title={text("live.chart")}>
        <Suspense fallback={<Loading />}>
          <Chart
            label={text("live.chart")}
            lines={lines}
            format={format.number}
          />
        </Suspense>
      </Card>
    </>
  );
}
