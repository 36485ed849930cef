import { ActionIcon, Menu, Select } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";

import {
  changeAdministrator,
  endSessions,
  removeAdministrator,
  resetPassword,
  resetTotp,
} from "../../api/admins.ts";
import type { Administrator, Role } from "../../api/model.ts";
import { Ask } from "../../parts/ask.tsx";
import { useName, useText } from "../../text/index.ts";
import { ROLES } from "./create_dialog.tsx";

type Intent =
  "role" | "disable" | "enable" | "sessions" | "totp" | "password" | "remove";

interface ActionsMenuProps {
  admin: Administrator;
  onChange: () => void;
  onPassword: (password: string) => void;
}

/** What may be done about an administrator. */
export function ActionsMenu({ admin, onChange, onPassword }: ActionsMenuProps) {
  const text = useText();
  const say = useName();
  const [intent, setIntent] = useState<Intent | null>(null);
  const [role, setRole] = useState<Role>(admin.role);
  const { id, name } = admin;
  const intents: Intent[] = [
    "role",
    admin.disabled ? "enable" : "disable",
    "sessions",
    "totp",
    "password",
    "remove",
  ];
  const acts: Record<Intent, () => Promise<unknown>> = {
    role: () => changeAdministrator(id, { role }),
    disable: () => changeAdministrator(id, { disabled: true }),
    enable: () => changeAdministrator(id, { disabled: false }),
    sessions: () => endSessions(id),
    totp: () => resetTotp(id),
    password: async () => {
      onPassword((await resetPassword(id)).initial_password);
    },
    remove: () => removeAdministrator(id),
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size="lg"
            aria-label={`${text("actions")}: ${name}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {intents.map((intent) => (
            <Menu.Item
              key={intent}
              onClick={() => {
                setIntent(intent);
              }}
            >
              {text(`administrator.${intent}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {intent && (
        <Ask
          title={`${text(`administrator.${intent}`)}: ${name}`}
          about={text(`administrator.${intent}.about`)}
          confirm={text("confirm")}
          danger={
            intent === "remove" || intent === "disable" || intent === "totp"
          }
          act={acts[intent]}
          onClose={() => {
            setIntent(null);
            onChange();
          }}
        >
          {intent === "role" && (
            <Select
              label={text("role")}
              description={text(`role.${role}.about`)}
              data={ROLES.map((value) => ({
                value,
                label: say("role", value),
              }))}
              value={role}
              onChange={(chosen) => {
                if (chosen !== null) setRole(chosen);
              }}
              allowDeselect={false}
            />
          )}
        </Ask>
      )}
    </>
  );
}
