import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";

import { changePassword } from "../../api/session.ts";
import { Card } from "../../parts/page.tsx";
import { useProblemText } from "../../parts/problem_text.ts";
import { useAction } from "../../parts/use_action.ts";
import { useText } from "../../text/index.ts";

export function Password() {
  const text = useText();
  const say = useProblemText();
  const form = useForm({
    initialValues: { current: "", chosen: "", repeated: "" },
    validate: {
      repeated: (value, { chosen }) =>
        value === chosen ? null : text("password.differs"),
    },
  });
  const { run, busy, problem } = useAction(changePassword, {
    done: "done",
    inline: true,
  });
  const submit = form.onSubmit(async ({ current, chosen }) => {
    if (await run(current, chosen)) form.reset();
  });
  const visibilityToggleButtonProps = { "aria-label": text("password.show") };
  const wrong = problem && !problem.fields.new_password ? say(problem) : null;
  return (
    <Card title={text("password.change")}>
      <form onSubmit={submit}>
        <Stack maw={420}>
          <PasswordInput
            label={text("password.current")}
            autoComplete="current-password"
            {...form.getInputProps("current")}
            error={wrong}
            visibilityToggleButtonProps={visibilityToggleButtonProps}
            required
          />
          <PasswordInput
            label={text("password.new")}
            description={text("password.new.about")}
            autoComplete="new-password"
            minLength={12}
            {...form.getInputProps("chosen")}
            error={problem?.fields.new_password}
            visibilityToggleButtonProps={visibilityToggleButtonProps}
            required
          />
          <PasswordInput
            label={text("password.repeat")}
            autoComplete="new-password"
            {...form.getInputProps("repeated")}
            visibilityToggleButtonProps={visibilityToggleButtonProps}
            required
          />
          <Group justify="flex-end">
            <Button type="submit" loading={busy}>
              {text("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
