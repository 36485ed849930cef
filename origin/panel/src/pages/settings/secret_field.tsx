import { Badge, Button, Group, PasswordInput, Text } from "@mantine/core";
import { useState } from "react";

import { dropSecret, putSecret } from "../../api/settings.ts";
import { useAction } from "../../parts/use_action.ts";
import { useFormat, useText } from "../../text/index.ts";
import type { Schema } from "./schema.ts";
import { isObject, isSecret, type Json } from "./tree.ts";
import type { Editing, Write } from "./use_draft.ts";
import { useWording } from "./wording.ts";

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
  const { title, about } = useWording()(path, schema);
  const there = isSecret(value);
  const overtaken = editing.saved.overtaken !== null;
  const setAt =
    isObject(value) && typeof value.set_at === "string" ? value.set_at : null;
  const { run, busy } = useAction(
    async (act: Write) => {
      // What is not saved yet is saved with it: the origin changes the draft that it has.
      const on = editing.dirty ? await editing.save() : editing.saved;
      if (on !== null && (await editing.write(act, on)) !== null)
        setEntered("");
    },
    { inline: false },
  );
  return (
    <div data-setting={name}>
      <Group align="flex-end" gap="xs">
        <PasswordInput
          label={title}
          description={about}
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
              disabled={entered === "" || overtaken}
              loading={busy}
              onClick={() => void run((etag) => putSecret(name, entered, etag))}
            >
              {text("secret.set")}
            </Button>
            <Button
              variant="default"
              disabled={!there || overtaken}
              loading={busy}
              onClick={() => void run((etag) => dropSecret(name, etag))}
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
