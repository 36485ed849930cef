import { Anchor, TextInput } from "@mantine/core";

import type { Problem } from "../api/problem.ts";
import { useText } from "../text/index.ts";
import { CodeInput } from "./code_input.tsx";
import { useProblemText } from "./problem_text.ts";

interface SecondFactorProps {
  /** Whether it is a recovery code in place of the authenticator's. */
  recovery: boolean;
  value: string;
  onChange: (code: string) => void;
  problem: Problem | null;
}

/** The authenticator's code, or a recovery code in its place. */
export function SecondFactor({ recovery, ...input }: SecondFactorProps) {
  const text = useText();
  const say = useProblemText();
  if (!recovery) return <CodeInput {...input} />;
  const { value, onChange, problem } = input;
  return (
    <TextInput
      label={text("sign_in.recovery")}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      error={problem && say(problem)}
      autoComplete="off"
      size="md"
      data-autofocus
      autoFocus
      required
    />
  );
}

interface SecondFactorSwitchProps {
  recovery: boolean;
  onChange: (recovery: boolean) => void;
}

/** Turns from the one kind of code to the other. */
export function SecondFactorSwitch({
  recovery,
  onChange,
}: SecondFactorSwitchProps) {
  const text = useText();
  return (
    <Anchor
      component="button"
      type="button"
      size="sm"
      onClick={() => {
        onChange(!recovery);
      }}
    >
      {text(recovery ? "sign_in.use_code" : "sign_in.use_recovery")}
    </Anchor>
  );
}
