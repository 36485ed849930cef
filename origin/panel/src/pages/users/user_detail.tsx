import { Button } from "@mantine/core";
import { useState } from "react";
import { useParams } from "react-router";

import type { UserDetail as Detail } from "../../api/model.ts";
import {
  banUser,
  getUser,
  signOutUser,
  unbanUser,
} from "../../api/operation.ts";
import { Ask } from "../../parts/ask.tsx";
import { Card, Page } from "../../parts/page.tsx";
import { Fact } from "../../parts/fact.tsx";
import { Shown } from "../../parts/states.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useName, useText } from "../../text/index.ts";
import { Devices } from "./devices.tsx";

type Intent = "ban" | "unban" | "sign_out";

/** One listener, and what may be done about them. */
export default function UserDetail() {
  const text = useText();
  const { id = "" } = useParams();
  const user = useResource(id, () => getUser(id));
  const [intent, setIntent] = useState<Intent | null>(null);
  const may = useMay("users.write");
  const choose = (intent: Intent) => () => {
    setIntent(intent);
  };
  const nickname = user.data?.nickname ?? "";
  const banned = user.data?.banned === true;
  return (
    <Page
      title={nickname === "" ? text("user") : nickname}
      about={id}
      actions={
        may &&
        user.data && (
          <>
            <Button variant="default" onClick={choose("sign_out")}>
              {text("user.sign_out")}
            </Button>
            <Button
              {...(banned ? { variant: "default" } : { color: "red.8" })}
              onClick={choose(banned ? "unban" : "ban")}
            >
              {text(banned ? "user.unban" : "user.ban")}
            </Button>
          </>
        )
      }
    >
      <Shown of={user}>
        {(detail) => (
          <>
            <Facts detail={detail} />
            <Devices user={detail} onChange={user.reload} />
          </>
        )}
      </Shown>
      {intent && (
        <Ask
          title={text(`user.${intent}`)}
          about={text(`user.${intent}.about`)}
          confirm={text(`user.${intent}`)}
          danger={intent === "ban"}
          reason={intent === "ban"}
          done="done"
          act={(reason) => ACTS[intent](id, reason)}
          onClose={() => {
            setIntent(null);
            user.reload();
          }}
        />
      )}
    </Page>
  );
}

const ACTS: Record<Intent, (id: string, reason: string) => Promise<unknown>> = {
  ban: banUser,
  unban: unbanUser,
  sign_out: signOutUser,
};

function Facts({ detail }: { detail: Detail }) {
  const text = useText();
  const name = useName();
  const format = useFormat();
  return (
    <div className="grid wide">
      <Card title={text("user.facts")}>
        <dl className="facts">
          <Fact name={text("users.by.phone")}>{detail.phone}</Fact>
          <Fact name={text("users.since")}>
            {format.time(detail.created_at)}
          </Fact>
          <Fact name={text("seen")}>
            {format.relative(detail.last_seen_at)}
          </Fact>
          {detail.deletes_at && (
            <Fact name={text("user.deletes")}>
              {format.time(detail.deletes_at)}
            </Fact>
          )}
          <Fact name={text("sessions")}>
            {format.number(detail.sessions_count)}
          </Fact>
          <Fact name={text("state")}>
            <Tag kind="user" name={detail.banned ? "banned" : "active"} />
          </Fact>
          {detail.ban && <Fact name={text("reason")}>{detail.ban.reason}</Fact>}
        </dl>
      </Card>
      <Card title={text("user.library")}>
        <dl className="facts">
          {Object.entries(detail.counts).map(([kind, count]) => (
            <Fact key={kind} name={name("count", kind)}>
              {format.number(count)}
            </Fact>
          ))}
        </dl>
      </Card>
    </div>
  );
}
