import { Button, Group } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";

import { listAdministrators } from "../../api/admins.ts";
import type { Administrator } from "../../api/model.ts";
import { Page } from "../../parts/page.tsx";
import { Listed } from "../../parts/rows.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useList } from "../../parts/use_list.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useText } from "../../text/index.ts";
import { ActionsMenu } from "./actions_menu.tsx";
import { CreateDialog } from "./create_dialog.tsx";
import { PasswordDialog } from "./password_dialog.tsx";

/** Who may use this panel, and as what. */
export default function Administrators() {
  const text = useText();
  const format = useFormat();
  const may = useMay("admins.write");
  const admins = useList("administrators", listAdministrators);
  const [creating, setCreating] = useState(false);
  const [password, setPassword] = useState<string | null>(null);
  return (
    <Page
      title={text("administrators")}
      about={text("administrators.about")}
      actions={
        may && (
          <Button
            leftSection={<IconPlus size={16} />}
            onClick={() => {
              setCreating(true);
            }}
          >
            {text("administrator.create")}
          </Button>
        )
      }
    >
      <Listed
        label={text("administrators")}
        of={admins}
        none="–"
        keyOf={({ id }) => id}
        columns={[
          { title: text("name"), cell: ({ name }) => <strong>{name}</strong> },
          { title: text("email"), cell: ({ email }) => email },
          {
            title: text("role"),
            cell: ({ role }) => <Tag kind="role" name={role} />,
          },
          { title: text("state"), cell: (admin) => <State admin={admin} /> },
          {
            title: text("seen"),
            cell: ({ last_signed_in_at }) => format.relative(last_signed_in_at),
          },
        ]}
        {...(may && {
          actions: (admin: Administrator) => (
            <ActionsMenu
              admin={admin}
              onChange={admins.reload}
              onPassword={setPassword}
            />
          ),
        })}
      />
      {creating && (
        <CreateDialog
          onPassword={setPassword}
          onClose={() => {
            setCreating(false);
            admins.reload();
          }}
        />
      )}
      {password !== null && (
        <PasswordDialog
          password={password}
          onClose={() => {
            setPassword(null);
          }}
        />
      )}
    </Page>
  );
}

function State({ admin }: { admin: Administrator }) {
  return (
    <Group gap={6} justify="flex-end" style={{ display: "inline-flex" }}>
      <Tag kind="admin" name={admin.disabled ? "disabled" : "active"} />
      {!admin.totp_enrolled && <Tag kind="admin" name="not_enrolled" />}
    </Group>
  );
}
