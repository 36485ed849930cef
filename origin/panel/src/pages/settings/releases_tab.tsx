import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";

import type { Release } from "../../api/model.ts";
import {
  diffRelease,
  listReleases,
  rollBack,
  rollOut,
  withdraw,
} from "../../api/settings.ts";
import { Ask } from "../../parts/ask.tsx";
import { Listed } from "../../parts/rows.tsx";
import { Shown } from "../../parts/states.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useList } from "../../parts/use_list.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useMay } from "../../session/store.ts";
import { useFormat, useName, useText } from "../../text/index.ts";
import { Changes } from "./changes.tsx";
import { Percentage } from "./publish_dialog.tsx";

type Intent = "diff" | "rollback" | "withdraw" | "rollout";

/** All releases, newest first, and the way back to each. */
export function ReleasesTab() {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const may = useMay("settings.write");
  const releases = useList("releases", listReleases);
  const [chosen, setChosen] = useState<{
    release: Release;
    intent: Intent;
  } | null>(null);
  const close = () => {
    setChosen(null);
    releases.reload();
  };
  return (
    <>
      <Listed
        label={text("releases")}
        of={releases}
        none={text("releases.none")}
        keyOf={({ number }) => number}
        columns={[
          {
            title: text("release"),
            cell: ({ number }) => <strong>{`#${number}`}</strong>,
          },
          {
            title: text("state"),
            cell: ({ state }) => <Tag kind="release" name={state} />,
          },
          {
            title: text("kind"),
            cell: ({ kind }) => name("release.kind", kind),
          },
          {
            title: text("rollout.share"),
            cell: ({ rollout_percent }) => `${rollout_percent} %`,
          },
          { title: text("reason"), cell: ({ reason }) => reason },
          { title: text("author"), cell: ({ author }) => author },
          {
            title: text("time"),
            cell: ({ created_at }) => format.time(created_at),
          },
        ]}
        actions={(release) => (
          <Buttons
            release={release}
            may={may}
            choose={(intent) => {
              setChosen({ release, intent });
            }}
          />
        )}
      />
      {chosen && <Dialog {...chosen} onClose={close} />}
    </>
  );
}

interface ButtonsProps {
  release: Release;
  may: boolean;
  choose: (intent: Intent) => void;
}

function Buttons({ release: { number, state }, may, choose }: ButtonsProps) {
  const text = useText();
  const intents: [Intent, boolean][] = [
    ["diff", true],
    ["rollout", may && state === "rolling_out"],
    ["withdraw", may && state === "rolling_out"],
    ["rollback", may && state === "superseded"],
  ];
  return (
    <Group gap={6} justify="flex-end">
      {intents
        .filter(([, possible]) => possible)
        .map(([intent]) => (
          <Button
            key={intent}
            size="compact-sm"
            variant="default"
            aria-label={`${text(`release.${intent}`)} #${number}`}
            onClick={() => {
              choose(intent);
            }}
          >
            {text(`release.${intent}`)}
          </Button>
        ))}
    </Group>
  );
}

interface DialogProps {
  release: Release;
  intent: Intent;
  onClose: () => void;
}

function Dialog({ release, intent, onClose }: DialogProps) {
  const text = useText();
  const { number } = release;
  const [percent, setPercent] = useState(release.rollout_percent);
  if (intent === "diff")
    return <Difference number={number} onClose={onClose} />;
  const asked = {
    title: `${text(`release.${intent}`)} #${number}`,
    done: "done",
    onClose,
  } as const;
  if (intent === "rollout") {
    return (
      <Ask
        {...asked}
        confirm={text("save")}
        act={() => rollOut(number, percent)}
      >
        <Percentage value={percent} onChange={setPercent} />
      </Ask>
    );
  }
  const act = intent === "rollback" ? rollBack : withdraw;
  return (
    <Ask
      {...asked}
      about={text(`release.${intent}.about`)}
      confirm={text(`release.${intent}`)}
      danger
      reason
      act={(reason) => act(number, reason)}
    />
  );
}

function Difference({
  number,
  onClose,
}: {
  number: number;
  onClose: () => void;
}) {
  const text = useText();
  const diff = useResource(`release ${number}`, () => diffRelease(number));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={`${text("release")} #${number}`}
      closeButtonProps={{ "aria-label": text("close") }}
    >
      <Shown of={diff}>{({ items }) => <Changes items={items} />}</Shown>
    </Modal>
  );
}
