import { NumberInput, Slider, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { diffDraft, getDraft, publish } from "../../api/settings.ts";
import { Ask } from "../../parts/ask.tsx";
import { notify } from "../../parts/notify.tsx";
import { Shown } from "../../parts/states.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useText } from "../../text/index.ts";
import { Changes } from "./changes.tsx";
import type { Editing } from "./use_draft.ts";

interface PublishDialogProps {
  editing: Editing;
  onClose: () => void;
}

/** Shows what will change, and asks for the reason and for how many users it is. */
export function PublishDialog({ editing, onClose }: PublishDialogProps) {
  const text = useText();
  const diff = useResource("diff", diffDraft);
  const [percent, setPercent] = useState(100);
  return (
    <Ask
      title={text("publish.title")}
      about={text("publish.about")}
      confirm={text("publish")}
      reason
      wide
      act={async (reason) => {
        const published = await editing.write(async (etag) => {
          await publish(reason, percent, etag);
          return getDraft();
        });
        if (published) notify("publish.done");
      }}
      onClose={onClose}
    >
      <Shown of={diff}>{({ items }) => <Changes items={items} />}</Shown>
      <Percentage value={percent} onChange={setPercent} />
    </Ask>
  );
}

interface PercentageProps {
  value: number;
  onChange: (percent: number) => void;
}

/** For how many users of a hundred a release is. */
export function Percentage({ value, onChange }: PercentageProps) {
  const text = useText();
  return (
    <Stack gap="xs">
      <NumberInput
        label={text("rollout")}
        description={text("rollout.about")}
        min={1}
        max={100}
        suffix=" %"
        value={value}
        onChange={(next) => {
          onChange(Number(next) || 1);
        }}
      />
      <Slider
        min={1}
        max={100}
        value={value}
        onChange={onChange}
        thumbProps={{ "aria-label": text("rollout") }}
        label={null}
      />
      {value < 100 && (
        <Text size="sm" className="dimmed">
          {text("rollout.part", { percent: value })}
        </Text>
      )}
    </Stack>
  );
}
