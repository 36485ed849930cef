import { Badge } from "@mantine/core";

import { getOverview } from "../../api/stats.ts";
import { Page } from "../../parts/page.tsx";
import { Shown } from "../../parts/states.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useText } from "../../text/index.ts";
import { History } from "./history.tsx";
import { LiveCharts } from "./live_charts.tsx";
import { useLive } from "./live.ts";
import { Today } from "./today.tsx";

const REFRESH_MS = 15_000;

/** What goes on right now, and how it has been. */
export default function Overview() {
  const text = useText();
  const live = useLive();
  const overview = useResource("overview", getOverview, REFRESH_MS);
  return (
    <Page
      title={text("overview")}
      about={text("overview.about")}
      actions={
        <Badge
          variant="dot"
          color={live.connected ? "teal" : "gray"}
          tt="none"
          size="lg"
          fw={500}
        >
          {text(live.connected ? "live" : "live.not")}
        </Badge>
      }
    >
      <LiveCharts figures={live.figures} />
      <Shown of={overview}>
        {(data) => <Today overview={data} live={live.figures.at(-1)} />}
      </Shown>
      <History />
    </Page>
  );
}
