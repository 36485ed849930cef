import { Button, Group, TextInput } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import type { AuditFilter } from "../../api/audit.ts";
import { useText } from "../../text/index.ts";

const EMPTY = { actor: "", action: "", target: "", from: "", to: "" };
const WORDS = ["actor", "action", "target"] as const;
const TIMES = ["from", "to"] as const;

/** Which records are shown. Times are those of the administrator's clock. */
export function Filter({
  onChange,
}: {
  onChange: (filter: AuditFilter) => void;
}) {
  const text = useText();
  const [fields, setFields] = useState(EMPTY);
  const set = (name: keyof typeof EMPTY, value: string) => {
    setFields({ ...fields, [name]: value });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onChange(filterOf(fields));
  };
  return (
    <form onSubmit={submit} role="search" aria-label={text("filter")}>
      <Group align="flex-end" gap="sm">
        {WORDS.map((name) => (
          <TextInput
            key={name}
            label={text(name)}
            value={fields[name]}
            onChange={(event) => {
              set(name, event.currentTarget.value);
            }}
            style={{ flex: "1 1 9rem" }}
          />
        ))}
        {TIMES.map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={text(`filter.${name}`)}
            value={fields[name]}
            onChange={(event) => {
              set(name, event.currentTarget.value);
            }}
            style={{ flex: "1 1 12rem" }}
          />
        ))}
        <Button type="submit">{text("filter")}</Button>
        <Button
          variant="default"
          onClick={() => {
            setFields(EMPTY);
            onChange({});
          }}
        >
          {text("filter.clear")}
        </Button>
      </Group>
    </form>
  );
}

/** Empty fields say nothing; times become those of the API. */
function filterOf(fields: typeof EMPTY): AuditFilter {
  const said = Object.entries(fields).filter(
    ([, value]) => value.trim() !== "",
  );
  return Object.fromEntries(
    said.map(([name, value]) => [
      name,
      name === "from" || name === "to"
        ? new Date(value).toISOString()
        : value.trim(),
    ]),
  );
}
