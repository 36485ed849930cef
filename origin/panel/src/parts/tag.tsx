import { Badge } from "@mantine/core";

import { useName } from "../text/index.ts";

/** Colour by what a state means for the administrator. */
const COLOURS: Record<string, string> = {
  good: "teal",
  closed: "teal",
  healthy: "teal",
  active: "teal",
  acknowledged: "teal",
  ok: "teal",
  done: "teal",
  delivered: "teal",
  undelivered: "red",
  number_refused: "red",
  call_refused: "red",
  unreachable: "red",
  accepted: "teal",
  owner: "sea",
  half_open: "yellow",
  rolling_out: "yellow",
  waiting: "yellow",
  queued: "yellow",
  running: "yellow",
  open: "red",
  failed: "red",
  set_aside: "red",
  banned: "red",
  withdrawn: "red",
  refused: "red",
};

interface TagProps {
  /** Which family of texts the name is from, such as `breaker`. */
  kind: string;
  name: string;
}

/** A state, in words and by colour. */
export function Tag({ kind, name }: TagProps) {
  const say = useName();
  return (
    <Badge variant="dot" color={COLOURS[name] ?? "gray"} tt="none" fw={500}>
      {say(kind, name)}
    </Badge>
  );
}
