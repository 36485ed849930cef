import { NavLink as Entry, Stack } from "@mantine/core";
import { NavLink, useLocation } from "react-router";

import { useSession } from "../session/store.ts";
import { useText } from "../text/index.ts";
import { PAGES } from "./pages.ts";

/** The pages that the administrator may see. */
export function Navigation() {
  const text = useText();
  const { pathname } = useLocation();
  const permissions = useSession((store) => store.session?.permissions);
  return (
    <Stack gap={2}>
      {PAGES.filter(({ permission }) => permissions?.includes(permission)).map(
        ({ path, title, icon: Icon }) => (
          <Entry
            key={path}
            component={NavLink}
            to={path}
            label={text(title)}
            leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
            active={path === "/" ? pathname === "/" : pathname.startsWith(path)}
            style={{ borderRadius: "var(--mantine-radius-md)" }}
          />
        ),
      )}
    </Stack>
  );
}
