import "uplot/dist/uPlot.min.css";

import { useMantineTheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import UPlot from "uplot";

import { useLanguage } from "../text/index.ts";

/** A line of a chart. Times in seconds since 1970. */
export interface Line {
  label: string;
  points: { at: number; value: number | null | undefined }[];
}

interface ChartProps {
  /** What it shows, for those who do not see it. */
  label: string;
  lines: Line[];
  height?: number;
  format: (value: number) => string;
}

/** Apart from each other also for those who see colours differently. */
const HUES = ["teal", "orange", "indigo", "pink", "yellow", "gray"] as const;

/** Lines over time. Drawn on a canvas, so the last values are told in words as well. */
export default function Chart({
  label,
  lines,
  height = 220,
  format,
}: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const { colors } = useMantineTheme();
  const language = useLanguage();
  const shape = lines.map(({ label }) => label).join("\n");
  const data = table(lines);

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const made = new UPlot(
      {
        width: element.clientWidth,
        height,
        cursor: { drag: { x: false, y: false }, y: false },
        legend: { live: true },
        scales: {
          y: {
            range: (_, low, high) => [
              Math.min(0, low),
              high > 0 ? high * 1.1 : 1,
            ],
          },
        },
        axes: [axis(dates(language)), axis((_, values) => values.map(format))],
        series: [
          {
            value: (_, at) =>
              at ? new Date(at * 1000).toLocaleString(language) : "–",
          },
          ...shape.split("\n").map((label, index) => ({
            label,
            stroke: colors[HUES[index % HUES.length] ?? "gray"][6],
            width: 2,
            points: { show: false },
            value: (_: UPlot, value: number | null) =>
              value === null ? "–" : format(value),
          })),
        ],
      },
      [[]],
      element,
    );
    plot.current = made;
    const fit = new ResizeObserver(() => {
      made.setSize({ width: element.clientWidth, height });
    });
    fit.observe(element);
    return () => {
      fit.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [shape, height, colors, language, format]);

  useEffect(() => {
    plot.current?.setData(data);
  });

  const last = lines.map(
    ({ label, points }) => `${label} ${format(points.at(-1)?.value ?? 0)}`,
  );
  return (
    <div ref={place} role="img" aria-label={`${label}: ${last.join(", ")}`} />
  );
}

/** One column of times, and one of values for each line; null where a line has none. */
function table(lines: Line[]): UPlot.AlignedData {
  const times = [
    ...new Set(lines.flatMap(({ points }) => points.map(({ at }) => at))),
  ];
  times.sort((one, other) => one - other);
  const columns = lines.map(({ points }) => {
    const known = new Map(points.map(({ at, value }) => [at, value]));
    return times.map((at) => known.get(at) ?? null);
  });
  return [times, ...columns];
}

function axis(values: UPlot.Axis["values"] & object): UPlot.Axis {
  const ink = () => getComputedStyle(document.body).color;
  const grid = { stroke: "rgba(128, 128, 128, 0.2)", width: 1 };
  return {
    stroke: ink,
    grid,
    ticks: grid,
    values,
    size: 52,
    font: "12px system-ui",
  };
}

/** Seconds within minutes, hours within a day, days beyond. */
function dates(language: string): UPlot.Axis["values"] & object {
  const written = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { hourCycle: "h23", ...options });
  const second = written({ minute: "2-digit", second: "2-digit" });
  const clock = written({ hour: "2-digit", minute: "2-digit" });
  const day = written({ month: "numeric", day: "numeric" });
  return (_, ticks) => {
    const span = (ticks.at(-1) ?? 0) - (ticks[0] ?? 0);
    const format = span > 86_400 ? day : span > 600 ? clock : second;
    return ticks.map((at) => format.format(at * 1000));
  };
}
