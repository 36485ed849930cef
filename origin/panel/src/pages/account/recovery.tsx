import { Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";

import { renewRecoveryCodes } from "../../api/session.ts";
import { Card } from "../../parts/page.tsx";
import { RecoveryCodes } from "../../parts/recovery_codes.tsx";
import { useAction } from "../../parts/use_action.ts";
import { useText } from "../../text/index.ts";

/** New recovery codes in place of those before. */
export function Recovery() {
  const text = useText();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { run, busy } = useAction(
    async () => {
      setCodes((await renewRecoveryCodes()).recovery_codes);
    },
    { inline: false },
  );
  const close = () => {
    setCodes(null);
  };
  return (
    <Card title={text("recovery_codes")}>
      <Group justify="space-between">
        <Text size="sm">{text("recovery_codes.renew.about")}</Text>
        <Button variant="default" loading={busy} onClick={() => void run()}>
          {text("recovery_codes.renew")}
        </Button>
      </Group>
      <Modal
        opened={codes !== null}
        onClose={close}
        closeOnClickOutside={false}
        closeButtonProps={{ "aria-label": text("close") }}
        title={text("recovery_codes")}
        centered
      >
        {codes && <RecoveryCodes codes={codes} onKept={close} />}
      </Modal>
    </Card>
  );
}
