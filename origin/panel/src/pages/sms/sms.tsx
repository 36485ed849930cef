import { Button, Tabs } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";

import { Page } from "../../parts/page.tsx";
import { useMay } from "../../session/store.ts";
import { useText } from "../../text/index.ts";
import { Deliveries } from "./deliveries.tsx";
import { TestDialog } from "./test_dialog.tsx";
import { Vendors } from "./vendors.tsx";

/** The vendors of messages, and what became of the messages. */
export default function Sms() {
  const text = useText();
  const may = useMay("sms.write");
  const [testing, setTesting] = useState(false);
  return (
    <Page
      title={text("sms")}
      about={text("sms.about")}
      actions={
        may && (
          <Button
            variant="default"
            leftSection={<IconSend size={16} />}
            onClick={() => {
              setTesting(true);
            }}
          >
            {text("sms.test")}
          </Button>
        )
      }
    >
      <Tabs defaultValue="vendors" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="vendors">{text("sms.vendors")}</Tabs.Tab>
          <Tabs.Tab value="deliveries">{text("sms.deliveries")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="vendors">
          <Vendors />
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <Deliveries />
        </Tabs.Panel>
      </Tabs>
      {testing && (
        <TestDialog
          onClose={() => {
            setTesting(false);
          }}
        />
      )}
    </Page>
  );
}
