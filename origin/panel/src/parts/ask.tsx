import { Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState, type ReactNode, type SyntheticEvent } from "react";

import { useText } from "../text/index.ts";
import { Refusal } from "./refusal.tsx";
import { useAction } from "./use_action.ts";
import type { TextKey } from "../text/index.ts";

interface AskProps {
  /** The question, which is the dialog's title. */
  title: string;
  /** What will happen. */
  about?: ReactNode;
  /** What the button that does it says. */
  confirm: string;
  /** Whether it takes something away. */
  danger?: boolean;
  /** Whether a reason is asked for, which goes into the audit. */
  reason?: boolean;
  /** Whether it shows more than a few words. */
  wide?: boolean;
  /** Said once it is done. */
  done?: TextKey;
  act: (reason: string) => Promise<unknown>;
  onClose: () => void;
  /** Further fields. */
  children?: ReactNode;
}

/** Asks before something is done that others notice. Exists while it is asked. */
export function Ask(props: AskProps) {
  const {
    title,
    about,
    confirm,
    danger,
    reason,
    wide,
    done,
    act,
    onClose,
    children,
  } = props;
  const text = useText();
  const [why, setWhy] = useState("");
  const { run, busy, problem } = useAction(act, {
    ...(done && { done }),
    inline: true,
  });
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (await run(why.trim())) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={wide ? "xl" : "md"}
      closeButtonProps={{ "aria-label": text("close") }}
      centered
    >
      <form onSubmit={submit}>
        <Stack>
          {about !== undefined && <Text size="sm">{about}</Text>}
          {children}
          {reason && (
            <Textarea
              label={text("reason")}
              description={text("reason.about")}
              value={why}
              onChange={(event) => {
                setWhy(event.currentTarget.value);
              }}
              error={problem?.fields.reason}
              maxLength={500}
              autosize
              minRows={2}
              data-autofocus
              required
            />
          )}
          {problem && (
            <Text
              component="div"
              size="sm"
              c="var(--mantine-color-error)"
              role="alert"
            >
              <Refusal
                problem={problem}
                {...(reason && { except: "reason" })}
              />
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {text("cancel")}
            </Button>
            <Button
              type="submit"
              {...(danger && { color: "red.8" })}
              loading={busy}
              disabled={reason === true && why.trim() === ""}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
