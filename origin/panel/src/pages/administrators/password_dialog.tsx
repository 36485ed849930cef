import {
  Button,
  Code,
  CopyButton,
  Group,
  Modal,
  Stack,
  Text,
} from "@mantine/core";

import { useText } from "../../text/index.ts";

interface PasswordDialogProps {
  password: string;
  onClose: () => void;
}

/** Shows a password this once. */
export function PasswordDialog({ password, onClose }: PasswordDialogProps) {
  const text = useText();
  return (
    <Modal
      opened
      onClose={onClose}
      title={text("password.initial")}
      closeButtonProps={{ "aria-label": text("close") }}
      closeOnClickOutside={false}
      centered
    >
      <Stack>
        <Text size="sm">{text("password.initial.about")}</Text>
        <Code block data-testid="initial-password">
          {password}
        </Code>
        <Group justify="flex-end">
          <CopyButton value={password}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {text(copied ? "copied" : "copy")}
              </Button>
            )}
          </CopyButton>
          <Button onClick={onClose}>{text("done")}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
