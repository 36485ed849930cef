import { TextInput } from "@mantine/core";

import type { Problem } from "../api/problem.ts";
import { useText } from "../text/index.ts";
import { useProblemText } from "./problem_text.ts";

interface CodeInputProps {
  value: string;
  onChange: (code: string) => void;
  problem: Problem | null;
}

/** Six digits of the authenticator. One field, so that it is pasted, filled in and read aloud whole. */
export function CodeInput({ value, onChange, problem }: CodeInputProps) {
  const text = useText();
  const say = useProblemText();
  return (
    <TextInput
      label={text("code")}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value.replace(/\D/g, "").slice(0, 6));
      }}
      error={problem && say(problem)}
      inputMode="numeric"
      autoComplete="one-time-code"
      placeholder="000000"
      size="md"
      styles={{
        input: { letterSpacing: "0.4em", fontVariantNumeric: "tabular-nums" },
      }}
      data-autofocus
      autoFocus
      required
    />
  );
}
