import {
  AppShell,
  Burger,
  Button,
  Group,
  Text,
  ThemeIcon,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconWaveSine } from "@tabler/icons-react";
import { Suspense, useEffect, useEffectEvent, useRef } from "react";
import { Route, Routes, useLocation } from "react-router";

import type { Permission } from "../api/model.ts";
import { NotFound } from "../pages/not_found.tsx";
import { Loading } from "../parts/states.tsx";
import { useSession } from "../session/store.ts";
import { useText } from "../text/index.ts";
import { AccountMenu } from "./account_menu.tsx";
import { LanguageMenu } from "./language_menu.tsx";
import { Navigation } from "./navigation.tsx";
import { Account, PAGES, UserDetail } from "./pages.ts";
import { SchemeButton } from "./scheme_button.tsx";

/** What is around every page. */
export default function Frame() {
  const text = useText();
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const entered = useEffectEvent(() => {
    close();
    window.scrollTo(0, 0);
  });
  useEffect(() => {
    entered();
  }, [pathname]);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding="lg"
    >
      <Button className="skip" size="xs" onClick={() => main.current?.focus()}>
        {text("skip")}
      </Button>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={text("navigation")}
              aria-expanded={opened}
            />
            <ThemeIcon radius="md" aria-hidden>
              <IconWaveSine size={20} />
            </ThemeIcon>
            <Text fw={600}>Listen Stream</Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            <LanguageMenu />
            <SchemeButton />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar
        p="sm"
        aria-label={text("navigation")}
        data-opened={opened}
      >
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main ref={main} tabIndex={-1} id="main">
        <Suspense fallback={<Loading />} key={pathname}>
          <Pages />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function Pages() {
  const permissions = useSession((store) => store.session?.permissions ?? NONE);
  const allowed = PAGES.filter(({ permission }) =>
    permissions.includes(permission),
  );
  return (
    <Routes>
      {allowed.map(({ path, page: Page }) => (
        <Route key={path} path={path} element={<Page />} />
      ))}
      {permissions.includes("users.read") && (
        <Route path="/users/:id" element={<UserDetail />} />
      )}
      <Route path="/account" element={<Account />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}

const NONE: Permission[] = [];
