import { Badge, Button, Group, PasswordInput, Text } from "@mantine/core";
import { useState } from "react";

import { dropSecret, putSecret, type TaggedDraft } from "../../api/settings.ts";
import { useAction } from "../../parts/use_action.ts";
import { useFormat, useText } from "../../text/index.ts";
import type { Schema } from "./schema.ts";
import { isObject, isSecret, type Json } from "./tree.ts";
import type { Editing } from "./use_draft.ts";

interface SecretFieldProps {
  editing: Editing;
  path: string[];
  schema: Schema;
  value: Json | undefined;
  readOnly: boolean;
}

/** A secret, which goes to the origin at once and never comes back. */
export function SecretField({
  editing,
  path,
  schema,
  value,
  readOnly,
}: SecretFieldProps) {
  const text = useText();
  const format = useFormat();
  const [entered, setEntered] = useState("");
  const name = path.join(".");
  const there = isSecret(value);
  const setAt =
    isObject(value) && typeof value.set_at === "string" ? value.set_at : null;
  const { run, busy } = useAction(
    async (act: () => Promise<TaggedDraft>) => {
      // What is not saved yet is saved with it: the origin changes the draft that it has.
      if (editing.dirty && (await editing.save()) === null) return;
      const draft = await act();
      setEntered("");
      editing.adopt(draft);
    },
    { inline: false },
  );
  return (
    <div data-setting={name}>
      <Group align="flex-end" gap="xs">
        <PasswordInput
          label={schema.title ?? path.at(-1)}
          description={schema.description}
          error={editing.wrong[name]}
          placeholder={there ? "••••••••" : ""}
          value={entered}
          onChange={(event) => {
            setEntered(event.currentTarget.value);
          }}
          autoComplete="off"
          disabled={readOnly}
          visibilityToggleButtonProps={{ "aria-label": text("password.show") }}
          style={{ flex: 1, minWidth: "12rem" }}
        />
        {!readOnly && (
          <>
            <Button
              variant="light"
              disabled={entered === ""}
              loading={busy}
              onClick={() => void run(() => putSecret(name, entered))}
            >
              {text("secret.set")}
            </Button>
            <Button
              variant="default"
              disabled={!there}
              loading={busy}
              onClick={() => void run(() => dropSecret(name))}
            >
              {text("secret.clear")}
            </Button>
          </>
        )}
      </Group>
      <Text size="xs" className="dimmed" mt={4} component="div">
        <Badge
          size="sm"
          variant="dot"
          color={there ? "teal" : "gray"}
          tt="none"
          me="xs"
        >
          {text(there ? "secret.there" : "secret.absent")}
        </Badge>
        {setAt !== null && format.relative(setAt)}
      </Text>
    </div>
  );
}
