import { PasswordInput } from "@mantine/core";
import { useState } from "react";

import type { Source } from "../../api/model.ts";
import { setCredential } from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { useName, useText } from "../../text/index.ts";

interface CredentialDialogProps {
  source: Source;
  onClose: () => void;
}

/** Takes a new session at a source; it is sealed there and never shown again. */
export function CredentialDialog({ source, onClose }: CredentialDialogProps) {
  const text = useText();
  const name = useName();
  const [value, setValue] = useState("");
  return (
    <Ask
      title={`${text("credential.set")}: ${name("source", source.source)}`}
      about={text("credential.about")}
      confirm={text("save")}
      reason
      done="done"
      act={(reason) => setCredential(source.source, value, reason)}
      onClose={onClose}
    >
      <PasswordInput
        label={text("credential.value")}
        value={value}
        onChange={(event) => {
          setValue(event.currentTarget.value);
        }}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": text("password.show") }}
        required
      />
    </Ask>
  );
}
