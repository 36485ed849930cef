import { Tabs } from "@mantine/core";

import { Page } from "../../parts/page.tsx";
import { useText } from "../../text/index.ts";
import { Events } from "./events.tsx";
import { Rules } from "./rules.tsx";
import { WebhookForm } from "./webhook_form.tsx";

/** What wants attention, when something does, and who else is told. */
export default function Alerts() {
  const text = useText();
  return (
    <Page title={text("alerts")} about={text("alerts.about")}>
      <Tabs defaultValue="open" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="open">{text("alerts.open")}</Tabs.Tab>
          <Tabs.Tab value="acknowledged">
            {text("alerts.acknowledged")}
          </Tabs.Tab>
          <Tabs.Tab value="rules">{text("alerts.rules")}</Tabs.Tab>
          <Tabs.Tab value="webhook">{text("webhook")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="open">
          <Events state="open" />
        </Tabs.Panel>
        <Tabs.Panel value="acknowledged">
          <Events state="acknowledged" />
        </Tabs.Panel>
        <Tabs.Panel value="rules">
          <Rules />
        </Tabs.Panel>
        <Tabs.Panel value="webhook">
          <WebhookForm />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
