import {
  IconAdjustments,
  IconBell,
  IconClock,
  IconGauge,
  IconInbox,
  IconMessage,
  IconPlugConnected,
  IconShieldCheck,
  IconUserShield,
  IconUsers,
  type Icon,
} from "@tabler/icons-react";
import { lazy, type ComponentType } from "react";

import type { Permission } from "../api/model.ts";
import type { TextKey } from "../text/index.ts";

interface PageEntry {
  /** Its address below `/admin`. */
  path: string;
  title: TextKey;
  icon: Icon;
  /** What an administrator must be allowed to, to see it. */
  permission: Permission;
  page: ComponentType;
}

/** The pages of the navigation, each a script of its own. */
export const PAGES: PageEntry[] = [
  {
    path: "/",
    title: "overview",
    icon: IconGauge,
    permission: "stats.read",
    page: lazy(() => import("../pages/overview/overview.tsx")),
  },
  {
    path: "/users",
    title: "users",
    icon: IconUsers,
    permission: "users.read",
    page: lazy(() => import("../pages/users/users.tsx")),
  },
  {
    path: "/sources",
    title: "sources",
    icon: IconPlugConnected,
    permission: "sources.read",
    page: lazy(() => import("../pages/sources/sources.tsx")),
  },
  {
    path: "/settings",
    title: "settings",
    icon: IconAdjustments,
    permission: "settings.read",
    page: lazy(() => import("../pages/settings/settings.tsx")),
  },
  {
    path: "/sms",
    title: "sms",
    icon: IconMessage,
    permission: "sms.read",
    page: lazy(() => import("../pages/sms/sms.tsx")),
  },
  {
    path: "/jobs",
    title: "jobs",
    icon: IconClock,
    permission: "jobs.read",
    page: lazy(() => import("../pages/jobs/jobs.tsx")),
  },
  {
    path: "/outbox",
    title: "outbox",
    icon: IconInbox,
    permission: "outbox.read",
    page: lazy(() => import("../pages/outbox/outbox.tsx")),
  },
  {
    path: "/audit",
    title: "audit",
    icon: IconShieldCheck,
    permission: "audit.read",
    page: lazy(() => import("../pages/audit/audit.tsx")),
  },
  {
    path: "/alerts",
    title: "alerts",
    icon: IconBell,
    permission: "alerts.read",
    page: lazy(() => import("../pages/alerts/alerts.tsx")),
  },
  {
    path: "/administrators",
    title: "administrators",
    icon: IconUserShield,
    permission: "admins.read",
    page: lazy(() => import("../pages/administrators/administrators.tsx")),
  },
];

export const Account = lazy(() => import("../pages/account/account.tsx"));
export const UserDetail = lazy(() => import("../pages/users/user_detail.tsx"));
