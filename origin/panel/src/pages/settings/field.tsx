import {
  ActionIcon,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Switch,
  TagsInput,
  Text,
  TextInput,
  Tooltip,
} from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";

import { useName, useText } from "../../text/index.ts";
import { choices, kindOf, type Schema } from "./schema.ts";
import { SecretField } from "./secret_field.tsx";
import { valueAt, withValue, type Json } from "./tree.ts";
import type { Editing } from "./use_draft.ts";
import { useWording } from "./wording.ts";

interface FieldProps {
  editing: Editing;
  path: string[];
  schema: Schema;
  /** What holds while the document says nothing. */
  inherited: Json | undefined;
  readOnly: boolean;
}

/** One setting: its value, or its default, and the way back to that. */
export function Field(props: FieldProps) {
  const { editing, path, schema, inherited, readOnly } = props;
  const text = useText();
  const value = valueAt(editing.document, path);
  if (kindOf(schema) === "secret")
    return <SecretField {...props} value={value} />;
  const set = (next: Json | undefined) => {
    editing.edit(withValue(editing.document, path, next));
  };
  return (
    <Group
      align="flex-start"
      wrap="nowrap"
      gap="xs"
      data-setting={path.join(".")}
    >
      <div style={{ flex: 1, minWidth: 0 }}>
        <Input {...props} value={value} set={set} />
        <Text size="xs" className="dimmed" mt={4}>
          {value === undefined
            ? text("settings.default")
            : text("settings.default_is", {
                value: JSON.stringify(inherited ?? null),
              })}
          <Range schema={schema} />
        </Text>
      </div>
      {!readOnly && (
        <Tooltip label={text("settings.reset")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={26}
            aria-label={`${text("settings.reset")}: ${path.join(".")}`}
            disabled={value === undefined}
            onClick={() => {
              set(undefined);
            }}
          >
            <IconArrowBackUp size={18} />
          </ActionIcon>
        </Tooltip>
      )}
    </Group>
  );
}

function Range({ schema: { minimum, maximum } }: { schema: Schema }) {
  if (minimum === undefined || maximum === undefined) return null;
  return ` · ${minimum}–${maximum}`;
}

interface InputProps extends FieldProps {
  value: Json | undefined;
  set: (value: Json) => void;
}

function Input({
  editing,
  path,
  schema,
  inherited,
  readOnly,
  value = inherited,
  set,
}: InputProps) {
  const name = useName();
  const { title, about } = useWording()(path, schema);
  const unit = schema["x-unit"];
  const common = {
    label: title,
    description: about,
    error: editing.wrong[path.join(".")],
    disabled: readOnly,
  };
  const strings = Array.isArray(value) ? value.map(String) : [];
  const range = {
    ...(schema.minimum !== undefined && { min: schema.minimum }),
    ...(schema.maximum !== undefined && { max: schema.maximum }),
  };
  switch (kindOf(schema)) {
    case "switch":
      return (
        <Switch
          {...common}
          checked={value === true}
          onChange={(event) => {
            set(event.currentTarget.checked);
          }}
        />
      );
    case "number":
      return (
        <NumberInput
          {...common}
          {...range}
          clampBehavior="none"
          allowDecimal={schema.type !== "integer"}
          step={schema.type === "integer" ? 1 : 0.05}
          thousandSeparator=" "
          suffix={unit === undefined ? "" : ` ${name("unit", unit)}`}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => {
            if (typeof next === "number") set(next);
          }}
        />
      );
    case "choice":
      return (
        <Select
          {...common}
          data={choices(schema)}
          value={typeof value === "string" ? value : null}
          onChange={(next) => {
            if (next !== null) set(next);
          }}
          allowDeselect={false}
        />
      );
    case "choices":
      return (
        <MultiSelect
          {...common}
          data={choices(schema.items ?? {})}
          value={strings}
          onChange={set}
        />
      );
    case "list":
      return <TagsInput {...common} value={strings} onChange={set} />;
    default:
      return (
        <TextInput
          {...common}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => {
            set(event.currentTarget.value);
          }}
        />
      );
  }
}
