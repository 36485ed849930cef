import { Badge, Button } from "@mantine/core";

import { endOneSession, listSessions } from "../../api/admins.ts";
import { Card } from "../../parts/page.tsx";
import { Listed } from "../../parts/rows.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useText } from "../../text/index.ts";

/** Where the administrator is signed in. */
export function Sessions({ id }: { id: string }) {
  const text = useText();
  const format = useFormat();
  const sessions = useResource(id, async () => (await listSessions(id)).items);
  const end = useAction(
    async (session: string) => {
      await endOneSession(id, session);
      sessions.reload();
    },
    { done: "done", inline: false },
  );
  return (
    <Card title={text("sessions")}>
      <Listed
        label={text("sessions")}
        of={sessions}
        none="–"
        keyOf={({ id }) => id}
        columns={[
          {
            title: text("session.browser"),
            cell: ({ user_agent }) => browserOf(user_agent),
          },
          {
            title: text("session.address"),
            cell: ({ address_masked }) => address_masked,
          },
          {
            title: text("session.since"),
            cell: ({ created_at }) => format.time(created_at),
          },
          {
            title: text("seen"),
            cell: ({ last_seen_at }) => format.relative(last_seen_at),
          },
        ]}
        actions={(session) =>
          session.current ? (
            <Badge variant="light" tt="none">
              {text("session.current")}
            </Badge>
          ) : (
            <Button
              size="compact-sm"
              variant="default"
              loading={end.busy}
              onClick={() => void end.run(session.id)}
            >
              {text("session.end")}
            </Button>
          )
        }
      />
    </Card>
  );
}

/** What a person would call it: `Firefox`, `Chrome`; else the beginning of what it says itself. */
function browserOf(agent: string | null): string {
  const name = /(Edg|OPR|Firefox|HeadlessChrome|Chrome|Safari)\/[\d.]+/.exec(
    agent ?? "",
  )?.[1];
  return name ?? agent?.slice(0, 40) ?? "–";
}
