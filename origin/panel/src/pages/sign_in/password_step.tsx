import {
  Alert,
  Button,
  PasswordInput,
  Stack,
  TextInput,
  Title,
} from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useState, type SyntheticEvent } from "react";

import { beginSession } from "../../api/session.ts";
import { useProblemText } from "../../parts/problem_text.ts";
import { useAction } from "../../parts/use_action.ts";
import { useText } from "../../text/index.ts";

export function PasswordStep() {
  const text = useText();
  const say = useProblemText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, problem } = useAction(() =>
    beginSession(email.trim(), password),
  );
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">
          {text("sign_in")}
        </Title>
        {problem && (
          <Alert color="red" variant="outline" icon={<IconLock />} role="alert">
            {say(problem)}
          </Alert>
        )}
        <TextInput
          label={text("email")}
          type="email"
          autoComplete="username"
          size="md"
          value={email}
          onChange={(event) => {
            setEmail(event.currentTarget.value);
          }}
          autoFocus
          required
        />
        <PasswordInput
          label={text("password")}
          autoComplete="current-password"
          size="md"
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
          visibilityToggleButtonProps={{ "aria-label": text("password.show") }}
          required
        />
        <Button type="submit" size="md" loading={busy}>
          {text("continue")}
        </Button>
      </Stack>
    </form>
  );
}
