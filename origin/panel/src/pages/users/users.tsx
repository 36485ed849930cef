import { Button, Group, SegmentedControl, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState, type SyntheticEvent } from "react";
import { Link } from "react-router";

import type { User } from "../../api/model.ts";
import { findUsers } from "../../api/operation.ts";
import { Page } from "../../parts/page.tsx";
import { useProblemText } from "../../parts/problem_text.ts";
import { Rows } from "../../parts/rows.tsx";
import { Empty } from "../../parts/states.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useFormat, useText } from "../../text/index.ts";

type By = "phone" | "id" | "nickname";
const BY: By[] = ["phone", "id", "nickname"];

/** Listeners, found by what is known of them. What is sought never gets into an address. */
export default function Users() {
  const text = useText();
  const say = useProblemText();
  const [by, setBy] = useState<By>("phone");
  const [sought, setSought] = useState("");
  const [found, setFound] = useState<User[] | null>(null);
  const { run, busy, problem } = useAction(async () => {
    setFound((await findUsers({ [by]: sought.trim() })).items);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <Page title={text("users")} about={text("users.about")}>
      <form onSubmit={submit} role="search">
        <Group align="flex-end">
          <SegmentedControl
            aria-label={text("users.by")}
            data={BY.map((value) => ({
              value,
              label: text(`users.by.${value}`),
            }))}
            value={by}
            onChange={(chosen) => {
              setBy(chosen);
            }}
          />
          <TextInput
            label={text(`users.by.${by}`)}
            value={sought}
            onChange={(event) => {
              setSought(event.currentTarget.value);
            }}
            error={
              problem && (Object.values(problem.fields)[0] ?? say(problem))
            }
            autoComplete="off"
            style={{ flex: 1, minWidth: "14rem" }}
            required
          />
          <Button
            type="submit"
            loading={busy}
            leftSection={<IconSearch size={16} />}
          >
            {text("search")}
          </Button>
        </Group>
      </form>
      {found === null && <Empty>{text("users.begin")}</Empty>}
      {found?.length === 0 && <Empty>{text("users.none")}</Empty>}
      {found !== null && found.length > 0 && <Found users={found} />}
    </Page>
  );
}

function Found({ users }: { users: User[] }) {
  const text = useText();
  const format = useFormat();
  return (
    <Rows
      label={text("users")}
      items={users}
      keyOf={({ id }) => id}
      columns={[
        {
          title: text("users.by.nickname"),
          cell: ({ nickname }) => nickname || "–",
        },
        { title: text("users.by.phone"), cell: ({ phone }) => phone },
        {
          title: text("users.since"),
          cell: ({ created_at }) => format.time(created_at),
        },
        {
          title: text("state"),
          cell: ({ banned }) => (
            <Tag kind="user" name={banned ? "banned" : "active"} />
          ),
        },
        {
          title: text("seen"),
          cell: ({ last_seen_at }) => format.relative(last_seen_at),
        },
      ]}
      actions={({ id }) => (
        <Button
          component={Link}
          to={`/users/${id}`}
          size="compact-sm"
          variant="default"
        >
          {text("open")}
        </Button>
      )}
    />
  );
}
