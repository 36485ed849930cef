import { Select, TextInput } from "@mantine/core";
import { useState } from "react";

import { createAdministrator } from "../../api/admins.ts";
import type { Role } from "../../api/model.ts";
import { Ask } from "../../parts/ask.tsx";
import { useName, useText } from "../../text/index.ts";

export const ROLES: Role[] = ["owner", "operator", "auditor"];

interface CreateDialogProps {
  /** Takes the password that is shown this once. */
  onPassword: (password: string) => void;
  onClose: () => void;
}

export function CreateDialog({ onPassword, onClose }: CreateDialogProps) {
  const text = useText();
  const say = useName();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("operator");
  return (
    <Ask
      title={text("administrator.create")}
      about={text("administrator.create.about")}
      confirm={text("create")}
      act={async () => {
        const created = await createAdministrator({
          email: email.trim(),
          name: name.trim(),
          role,
        });
        onPassword(created.initial_password);
      }}
      onClose={onClose}
    >
      <TextInput
        label={text("name")}
        value={name}
        onChange={(event) => {
          setName(event.currentTarget.value);
        }}
        data-autofocus
        required
      />
      <TextInput
        label={text("email")}
        type="email"
        value={email}
        onChange={(event) => {
          setEmail(event.currentTarget.value);
        }}
        required
      />
      <Select
        label={text("role")}
        description={text(`role.${role}.about`)}
        data={ROLES.map((value) => ({ value, label: say("role", value) }))}
        value={role}
        onChange={(chosen) => {
          if (chosen !== null) setRole(chosen);
        }}
        allowDeselect={false}
      />
    </Ask>
  );
}
