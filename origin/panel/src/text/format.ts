/** How a language writes figures. */
export interface Format {
  number: (value: number) => string;
  /** 0 to 1. */
  percent: (share: number | null | undefined) => string;
  /** Date and time of an RFC 3339 text. */
  time: (at: string | null | undefined) => string;
  /** How long ago or ahead, in the largest unit that fits. */
  relative: (at: string | null | undefined, now?: number) => string;
  /** A length of time in milliseconds, in the largest unit that fits. */
  duration: (milliseconds: number | null | undefined) => string;
}

/** In place of what is not known. */
const ABSENT = "–";

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

const made = new Map<string, Format>();

/** The formats of a language; making them is slow, so they are kept. */
export function formatOf(language: string): Format {
  const known = made.get(language);
  if (known) return known;
  const format = make(language);
  made.set(language, format);
  return format;
}

function make(language: string): Format {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const percent = new Intl.NumberFormat(language, {
    style: "percent",
    maximumFractionDigits: 1,
  });
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const unit = (name: string) =>
    new Intl.NumberFormat(language, {
      style: "unit",
      unit: name,
      unitDisplay: "short",
      maximumFractionDigits: 1,
    });
  const units = new Map(
    ["day", "hour", "minute", "second", "millisecond"].map((n) => [n, unit(n)]),
  );
  return {
    number: (value) => number.format(value),
    percent: (share) => (share == null ? ABSENT : percent.format(share)),
    time: (at) => (at == null ? ABSENT : time.format(new Date(at))),
    relative: (at, now = Date.now()) => {
      if (at == null) return ABSENT;
      const away = new Date(at).getTime() - now;
      const [name, size] =
        UNITS.find(([, size]) => Math.abs(away) >= size) ?? UNITS[3];
      return relative.format(Math.round(away / size), name);
    },
    duration: (milliseconds) => {
      if (milliseconds == null) return ABSENT;
      const found = UNITS.find(([, size]) => milliseconds >= size);
      const [name, size] = found ?? (["millisecond", 1] as const);
      return units.get(name)?.format(milliseconds / size) ?? ABSENT;
    },
  };
}
