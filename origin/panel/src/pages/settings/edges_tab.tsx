import { Text } from "@mantine/core";

import { listEdges } from "../../api/settings.ts";
import { Listed } from "../../parts/rows.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useText } from "../../text/index.ts";

/** How often the edges are asked for. */
const REFRESH_MS = 2_000;

/** Which edge runs which release. */
export function EdgesTab() {
  const text = useText();
  const format = useFormat();
  const edges = useResource(
    "edges",
    async () => (await listEdges()).items,
    REFRESH_MS,
  );
  return (
    <Listed
      label={text("edges")}
      of={edges}
      none={text("edges.none")}
      keyOf={({ edge_instance }) => edge_instance}
      columns={[
        {
          title: text("edge"),
          cell: ({ edge_instance }) => <code>{edge_instance}</code>,
        },
        { title: text("kind"), cell: ({ edge_kind }) => edge_kind },
        { title: text("release"), cell: ({ release }) => `#${release}` },
        {
          title: text("release.rollout"),
          cell: ({ rollout_release }) =>
            rollout_release == null ? "–" : `#${rollout_release}`,
        },
        {
          title: text("edges.problem"),
          cell: ({ problem }) =>
            problem == null ? (
              "–"
            ) : (
              <Text size="sm" c="var(--mantine-color-error)">
                {problem}
              </Text>
            ),
        },
        {
          title: text("seen"),
          cell: ({ seen_at }) => format.relative(seen_at),
        },
      ]}
    />
  );
}
