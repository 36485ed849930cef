import { Button, Group, Modal, Stack, Text } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import { stepUp } from "../api/session.ts";
import { SecondFactor, SecondFactorSwitch } from "../parts/second_factor.tsx";
import { useAction } from "../parts/use_action.ts";
import { useText } from "../text/index.ts";
import { useStepUp } from "./step_up.ts";

/** Asks for the current code, or a recovery code, before a dangerous call is repeated. */
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
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const { run, busy, problem } = useAction(async () => {
    await stepUp(code.trim());
    settle(true);
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">
          {text(recovery ? "step_up.recovery" : "step_up.why")}
        </Text>
        <SecondFactor
          recovery={recovery}
          value={code}
          onChange={setCode}
          problem={problem}
        />
        <div>
          <SecondFactorSwitch
            recovery={recovery}
            onChange={(recovery) => {
              setRecovery(recovery);
              setCode("");
            }}
          />
        </div>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              settle(false);
            }}
          >
            {text("cancel")}
          </Button>
          <Button type="submit" loading={busy} disabled={code.length < 6}>
            {text("confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
