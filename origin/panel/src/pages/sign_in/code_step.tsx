import { Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import {
  confirmCode,
  endSession,
  confirmRecoveryCode,
} from "../../api/session.ts";
import {
  SecondFactor,
  SecondFactorSwitch,
} from "../../parts/second_factor.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useSession } from "../../session/store.ts";
import { useText } from "../../text/index.ts";

/** The authenticator's code, or a recovery code in its place. */
export function CodeStep() {
  const text = useText();
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const confirm = useAction(async () => {
    const session = await (recovery
      ? confirmRecoveryCode(code.trim())
      : confirmCode(code));
    useSession.getState().take(session);
  });
  const back = useAction(endSession, { inline: false });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void confirm.run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">
          {text("sign_in.code")}
        </Title>
        <Text size="sm" className="dimmed">
          {text(recovery ? "sign_in.recovery.about" : "sign_in.code.about")}
        </Text>
        <SecondFactor
          recovery={recovery}
          value={code}
          onChange={setCode}
          problem={confirm.problem}
        />
        <Button
          type="submit"
          size="md"
          loading={confirm.busy}
          disabled={code.length < 6}
        >
          {text("sign_in")}
        </Button>
        <Group justify="space-between">
          <SecondFactorSwitch
            recovery={recovery}
            onChange={(recovery) => {
              setRecovery(recovery);
              setCode("");
            }}
          />
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => void back.run()}
          >
            {text("back")}
          </Anchor>
        </Group>
      </Stack>
    </form>
  );
}
