import { Tabs } from "@mantine/core";
import { useSearchParams } from "react-router";

import { Page } from "../../parts/page.tsx";
import { useText } from "../../text/index.ts";
import { DraftTab } from "./draft_tab.tsx";
import { EdgesTab } from "./edges_tab.tsx";
import { ExchangeTab } from "./exchange_tab.tsx";
import { ReleasesTab } from "./releases_tab.tsx";

/** The configuration centre. */
export default function Settings() {
  const text = useText();
  const [query, setQuery] = useSearchParams();
  return (
    <Page title={text("settings")} about={text("settings.about")}>
      <Tabs
        value={query.get("tab") ?? "draft"}
        onChange={(tab) => {
          setQuery(tab === null || tab === "draft" ? {} : { tab });
        }}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="draft">{text("draft")}</Tabs.Tab>
          <Tabs.Tab value="releases">{text("releases")}</Tabs.Tab>
          <Tabs.Tab value="edges">{text("edges")}</Tabs.Tab>
          <Tabs.Tab value="exchange">{text("exchange")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="draft">
          <DraftTab />
        </Tabs.Panel>
        <Tabs.Panel value="releases">
          <ReleasesTab />
        </Tabs.Panel>
        <Tabs.Panel value="edges">
          <EdgesTab />
        </Tabs.Panel>
        <Tabs.Panel value="exchange">
          <ExchangeTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
