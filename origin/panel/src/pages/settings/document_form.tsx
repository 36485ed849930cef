import { Accordion, Badge, Group, Stack, Text, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

import { useText } from "../../text/index.ts";
import { Field } from "./field.tsx";
import { defaultOf, settingsOf, type Schema } from "./schema.ts";
import { leaves, valueAt, type Json } from "./tree.ts";
import type { Editing } from "./use_draft.ts";
import { useWording } from "./wording.ts";

/** A form made from the document's schema: a section for each of its members. */
export function DocumentForm({
  editing,
  readOnly,
}: {
  editing: Editing;
  readOnly: boolean;
}) {
  const text = useText();
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState<string[]>([]);
  const { schema } = editing;
  const say = useWording();
  // By the setting's own name, and by what it and its groups are called.
  const isSought = (path: string[]) =>
    [
      path.join("."),
      ...path.map((_, end) => say(path.slice(0, end + 1), {}).title),
    ].some((name) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  const sections = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => {
      const found = settingsOf(member, [name]).filter(isSought);
      return { name, section: member, found };
    },
  );
  const shown = sections.filter(({ found }) => found.length > 0);
  return (
    <Stack maw={880}>
      <TextInput
        leftSection={<IconSearch size={16} />}
        placeholder={text("settings.search")}
        aria-label={text("settings.search")}
        value={sought}
        onChange={(event) => {
          setSought(event.currentTarget.value);
        }}
      />
      <Accordion
        multiple
        variant="contained"
        keepMounted={false}
        value={sought === "" ? open : shown.map(({ name }) => name)}
        onChange={setOpen}
      >
        {shown.map(({ name, section, found }) => (
          <Accordion.Item key={name} value={name}>
            <Accordion.Control>
              <SectionTitle editing={editing} name={name} schema={section} />
            </Accordion.Control>
            <Accordion.Panel>
              <Section
                editing={editing}
                schema={section}
                path={[name]}
                inherited={defaultOf(section, schema.default, name)}
                found={new Set(found.map((path) => path.join(".")))}
                readOnly={readOnly}
              />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

interface SectionTitleProps {
  editing: Editing;
  name: string;
  schema: Schema;
}

function SectionTitle({ editing, name, schema }: SectionTitleProps) {
  const text = useText();
  const { title, about } = useWording()([name], schema);
  const set = leaves(valueAt(editing.document, [name])).size;
  const wrong = Object.keys(editing.wrong).filter(
    (path) => path.split(".")[0] === name,
  ).length;
  return (
    <Group justify="space-between" wrap="nowrap" pe="sm">
      <div>
        <Text fw={600}>{title}</Text>
        <Text size="sm" className="dimmed">
          {about}
        </Text>
      </div>
      <Group gap="xs" wrap="nowrap">
        {wrong > 0 && (
          <Badge color="red.9" tt="none" style={{ flexShrink: 0 }}>
            {text("settings.wrong_count", { count: wrong })}
          </Badge>
        )}
        {set > 0 && (
          <Badge variant="outline" tt="none" style={{ flexShrink: 0 }}>
            {text("settings.set_count", { count: set })}
          </Badge>
        )}
      </Group>
    </Group>
  );
}

interface SectionProps {
  editing: Editing;
  schema: Schema;
  path: string[];
  /** What the group's own default says. */
  inherited: Json | undefined;
  /** The settings that the search has found. */
  found: Set<string>;
  readOnly: boolean;
}

/** The settings of a group, groups within it as well. */
export function Section({
  editing,
  schema,
  path,
  inherited,
  found,
  readOnly,
}: SectionProps) {
  const say = useWording();
  const names = Object.entries(schema.properties ?? {});
  return (
    <Stack gap="md">
      {names.map(([name, member]) => {
        const place = [...path, name];
        const props = {
          editing,
          path: place,
          schema: member,
          inherited: defaultOf(member, inherited, name),
          readOnly,
        };
        const below = settingsOf(member, place).map((path) => path.join("."));
        if (!below.some((path) => found.has(path))) return null;
        if (!member.properties) return <Field key={name} {...props} />;
        const { title, about } = say(place, member);
        return (
          <fieldset key={name} className="group">
            <legend>
              <Text fw={600} size="sm" span>
                {title}
              </Text>
            </legend>
            <Text size="sm" className="dimmed" mb="sm">
              {about}
            </Text>
            <Section {...props} found={found} />
          </fieldset>
        );
      })}
    </Stack>
  );
}
