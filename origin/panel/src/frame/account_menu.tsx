import { Avatar, Menu, Text, UnstyledButton } from "@mantine/core";
import { IconLogout, IconUser } from "@tabler/icons-react";
import { Link } from "react-router";

import { endSession } from "../api/session.ts";
import { useAction } from "../parts/use_action.ts";
import { useSession } from "../session/store.ts";
import { useName, useText } from "../text/index.ts";

export function AccountMenu() {
  const text = useText();
  const name = useName();
  const admin = useSession((store) => store.session?.admin);
  const leave = useAction(endSession, { inline: false });
  if (!admin) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <UnstyledButton aria-label={text("account")}>
          <Avatar color="sea" size={34} aria-hidden>
            <IconUser size={20} />
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text size="sm" fw={600} truncate>
            {admin.name}
          </Text>
          <Text size="xs" truncate>
            {admin.email} · {name("role", admin.role)}
          </Text>
        </Menu.Label>
        <Menu.Item
          component={Link}
          to="/account"
          leftSection={<IconUser size={16} />}
        >
          {text("account")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          onClick={() => void leave.run()}
        >
          {text("sign_out")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
