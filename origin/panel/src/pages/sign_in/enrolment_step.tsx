import { Button, Code, Group, Image, Stack, Text, Title } from "@mantine/core";
import { useState, type SyntheticEvent } from "react";

import type { Session } from "../../api/model.ts";
import { beginEnrolment, confirmEnrolment } from "../../api/session.ts";
import { CodeInput } from "../../parts/code_input.tsx";
import { RecoveryCodes } from "../../parts/recovery_codes.tsx";
import { Shown } from "../../parts/states.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useResource } from "../../parts/use_resource.ts";
import { useSession } from "../../session/store.ts";
import { useText } from "../../text/index.ts";

/** The first sign-in: an authenticator takes the secret, and recovery codes are handed out. */
export function EnrolmentStep() {
  const text = useText();
  const enrolment = useResource("enrolment", beginEnrolment);
  const [code, setCode] = useState("");
  const [done, setDone] = useState<{
    session: Session;
    codes: string[];
  } | null>(null);
  const { run, busy, problem } = useAction(async () => {
    const { recovery_codes, ...session } = await confirmEnrolment(code);
    setDone({ session, codes: recovery_codes });
  });
  if (done) {
    return (
      <RecoveryCodes
        codes={done.codes}
        onKept={() => {
          useSession.getState().take(done.session);
        }}
      />
    );
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">
          {text("enrolment")}
        </Title>
        <Text size="sm" className="dimmed">
          {text("enrolment.about")}
        </Text>
        <Shown of={enrolment}>
          {({ secret, qr_svg }) => (
            <Stack align="center" gap="xs">
              <Image
                src={`data:image/svg+xml;utf8,${encodeURIComponent(qr_svg)}`}
                alt={text("enrolment.qr")}
                w={192}
                h={192}
                bg="white"
                p="xs"
                radius="md"
              />
              <Text size="xs" className="dimmed">
                {text("enrolment.by_hand")}
              </Text>
              <Code data-testid="secret">
                {secret.match(/.{1,4}/g)?.join(" ")}
              </Code>
            </Stack>
          )}
        </Shown>
        <CodeInput value={code} onChange={setCode} problem={problem} />
        <Group grow>
          <Button
            type="submit"
            size="md"
            loading={busy}
            disabled={code.length !== 6}
          >
            {text("confirm")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
