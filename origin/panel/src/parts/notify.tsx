import { notifications } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";

import type { Problem } from "../api/problem.ts";
import { Say, type TextKey } from "../text/index.ts";
import { Refusal } from "./refusal.tsx";

/** Tells in passing that something is done. */
export function notify(done: TextKey) {
  notifications.show({
    message: <Say text={done} />,
    color: "teal",
    icon: <IconCheck size={18} />,
  });
}

/** Tells in passing that something went wrong. */
export function notifyProblem(problem: Problem) {
  const icon = <IconAlertTriangle size={18} />;
  notifications.show({
    message: <Refusal problem={problem} />,
    color: "red",
    icon,
    autoClose: 8000,
  });
}
