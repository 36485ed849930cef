import {
  Center,
  Group,
  Paper,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from "@mantine/core";
import { IconWaveSine } from "@tabler/icons-react";

import { LanguageMenu } from "../../frame/language_menu.tsx";
import { SchemeButton } from "../../frame/scheme_button.tsx";
import { useSession } from "../../session/store.ts";
import { useText } from "../../text/index.ts";
import { CodeStep } from "./code_step.tsx";
import { EnrolmentStep } from "./enrolment_step.tsx";
import { PasswordStep } from "./password_step.tsx";

/** Signing in: password, then a code, or the enrolment of an authenticator the first time. */
export default function SignIn() {
  const text = useText();
  const state = useSession((store) => store.session?.state);
  return (
    <Center mih="100dvh" p="md">
      <title>{`${text("sign_in")} · Listen Stream`}</title>
      <Stack w="100%" maw={420} gap="lg" component="main">
        <Group justify="space-between">
          <Group gap="sm">
            <ThemeIcon size={40} radius="md" aria-hidden>
              <IconWaveSine />
            </ThemeIcon>
            <div>
              <Title order={1} size="h3">
                Listen Stream
              </Title>
              <Text size="sm" className="dimmed">
                {text("panel")}
              </Text>
            </div>
          </Group>
          <Group gap={4}>
            <LanguageMenu />
            <SchemeButton />
          </Group>
        </Group>
        <Paper className="card" p="xl" shadow="xs">
          {state === "totp_required" ? (
            <CodeStep />
          ) : state === "enrolment_required" ? (
            <EnrolmentStep />
          ) : (
            <PasswordStep />
          )}
        </Paper>
      </Stack>
    </Center>
  );
}
