import { Alert, Button, Modal } from "@mantine/core";
import { IconShieldCheck, IconShieldX } from "@tabler/icons-react";
import { useState } from "react";

import { verifyAudit } from "../../api/audit.ts";
import type { Verification } from "../../api/model.ts";
import { useAction } from "../../parts/use_action.ts";
import { useFormat, useText } from "../../text/index.ts";

/** Reads the whole chain and says whether it is as it was written. */
export function Verify() {
  const text = useText();
  const [found, setFound] = useState<Verification | null>(null);
  const { run, busy } = useAction(
    async () => {
      setFound(await verifyAudit());
    },
    { inline: false },
  );
  return (
    <>
      <Button variant="default" loading={busy} onClick={() => void run()}>
        {text("audit.verify")}
      </Button>
      <Modal
        opened={found !== null}
        onClose={() => {
          setFound(null);
        }}
        title={text("audit.verify")}
        closeButtonProps={{ "aria-label": text("close") }}
        centered
      >
        {found && <Outcome {...found} />}
      </Modal>
    </>
  );
}

function Outcome({ intact, checked, first_broken, reason }: Verification) {
  const text = useText();
  const format = useFormat();
  return (
    <Alert
      variant="outline"
      color={intact ? "teal" : "red"}
      icon={intact ? <IconShieldCheck /> : <IconShieldX />}
      title={text(intact ? "audit.intact" : "audit.broken", {
        number: first_broken ?? "?",
      })}
      role="status"
    >
      {text("audit.checked", { count: format.number(checked) })}
      {reason !== null && <div>{reason}</div>}
    </Alert>
  );
}
