import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import { stepUp } from "../api/session.ts";
import { CodeInput } from "../parts/code_input.tsx";
import { useAction } from "../parts/use_action.ts";
import { useText } from "../text/index.ts";
import { useStepUp } from "./step_up.ts";

/** Asks for the current code before a dangerous call is repeated. */
export function StepUpDialog() {
  const text = useText();
  const settle = useStepUp((store) => store.settle);
  return (
    <Modal
      opened={settle !== null}
      onClose={() => settle?.(false)}
      title={text("step_up.title")}
      closeButtonProps={{ "aria-label": text("close") }}
      centered
    >
      {settle && <Question settle={settle} />}
    </Modal>
  );
}

function Question({ settle }: { settle: (confirmed: boolean) => void }) {
  const text = useText();
  const [code, setCode] = useState("");
  const { run, busy, problem } = useAction(async () => {
    await stepUp(code);
    settle(true);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{text("step_up.why")}</Text>
        <CodeInput value={code} onChange={setCode} problem={problem} />
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              settle(false);
            }}
          >
            {text("cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={code.length !== 6}>
            {text("confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
