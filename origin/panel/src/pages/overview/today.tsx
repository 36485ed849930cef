import type { Figures, Overview, Totals } from "../../api/model.ts";
import { Figure } from "../../parts/figure.tsx";
import { Card } from "../../parts/page.tsx";
import { useFormat, useText } from "../../text/index.ts";

const COUNTS = [
  "requests",
  "searches",
  "plays",
  "plays_substituted",
  "sign_ins",
  "sms_sent",
  "requests_failed",
] as const;

interface TodayProps {
  overview: Overview;
  /** Newer than the overview, once the stream is open. */
  live: Figures | undefined;
}

/** Sums since midnight UTC beside those of the day before. */
export function Today({ overview, live }: TodayProps) {
  const text = useText();
  const format = useFormat();
  const today = live?.today ?? overview.today;
  const note = (value: string) => text("today.yesterday", { value });
  return (
    <Card title={text("today")}>
      <div className="grid narrow">
        <Figure
          label={text("today.active_users")}
          value={format.number(
            live?.active_users ?? overview.active_users_today,
          )}
          note={note(format.number(overview.active_users_yesterday))}
        />
        {COUNTS.map((name) => (
          <Figure
            key={name}
            label={text(`today.${name}`)}
            value={format.number(today[name])}
            note={note(format.number(overview.yesterday[name]))}
          />
        ))}
        <Figure
          label={text("today.cache_hits")}
          value={format.percent(hits(today))}
          note={note(format.percent(hits(overview.yesterday)))}
        />
      </div>
    </Card>
  );
}

/** The share of answers that no source was asked for. */
function hits(totals: Totals): number | null {
  const kept = totals.cache_memory + totals.cache_kv + totals.cache_stale;
  const all = kept + totals.cache_miss;
  return all === 0 ? null : kept / all;
}
