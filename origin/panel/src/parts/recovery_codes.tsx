import {
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { useState } from "react";

import { useText } from "../text/index.ts";
import { download } from "./download.ts";

interface RecoveryCodesProps {
  codes: string[];
  /** Goes on once the administrator says to have them. */
  onKept: () => void;
}

/** Codes that are shown this once. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const text = useText();
  const [kept, setKept] = useState(false);
  const lines = codes.join("\n");
  return (
    <Stack>
      <Title order={2} size="h4">
        {text("recovery_codes")}
      </Title>
      <Text size="sm" className="dimmed">
        {text("recovery_codes.about")}
      </Text>
      <SimpleGrid cols={2} spacing="xs" data-testid="recovery-codes">
        {codes.map((code) => (
          <Code key={code} ta="center" fz="sm">
            {code}
          </Code>
        ))}
      </SimpleGrid>
      <Group>
        <CopyButton value={lines}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              size="xs"
              leftSection={
                copied ? <IconCheck size={16} /> : <IconCopy size={16} />
              }
              onClick={copy}
            >
              {text(copied ? "copied" : "copy")}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDownload size={16} />}
          onClick={() => {
            download(
              "listen-stream-recovery-codes.txt",
              new Blob([lines], { type: "text/plain" }),
            );
          }}
        >
          {text("download")}
        </Button>
      </Group>
      <Checkbox
        label={text("recovery_codes.kept")}
        checked={kept}
        onChange={(event) => {
          setKept(event.currentTarget.checked);
        }}
      />
      <Button disabled={!kept} onClick={onKept}>
        {text("continue")}
      </Button>
    </Stack>
  );
}
