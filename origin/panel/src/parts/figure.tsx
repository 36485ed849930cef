import { Text } from "@mantine/core";

interface FigureProps {
  label: string;
  value: string;
  /** What puts it into proportion. */
  note?: string;
}

/** A number that is looked at from afar. */
export function Figure({ label, value, note }: FigureProps) {
  return (
    <div className="card figures" role="group" aria-label={label}>
      <Text size="sm" className="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={650} lh="2.3rem" data-value={value}>
        {value}
      </Text>
      {note !== undefined && (
        <Text size="xs" className="dimmed">
          {note}
        </Text>
      )}
    </div>
  );
}
