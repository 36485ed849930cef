import { listJobs } from "../../api/operation.ts";
import { Page } from "../../parts/page.tsx";
import { Listed } from "../../parts/rows.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useResource } from "../../parts/use_resource.ts";
import { useFormat, useName, useText } from "../../text/index.ts";

const REFRESH_MS = 5_000;

/** What the origin does by itself, and how it went last. */
export default function Jobs() {
  const text = useText();
  const name = useName();
  const format = useFormat();
  const jobs = useResource(
    "jobs",
    async () => (await listJobs()).items,
    REFRESH_MS,
  );
  return (
    <Page title={text("jobs")} about={text("jobs.about")}>
      <Listed
        label={text("jobs")}
        of={jobs}
        none={text("jobs.none")}
        keyOf={({ name }) => name}
        columns={[
          { title: text("name"), cell: (job) => name("job", job.name) },
          {
            title: text("state"),
            cell: ({ state }) => <Tag kind="job.state" name={state} />,
          },
          {
            title: text("jobs.last"),
            cell: ({ last_run_at }) => format.relative(last_run_at),
          },
          {
            title: text("duration"),
            cell: ({ duration_ms }) => format.duration(duration_ms),
            figure: true,
          },
          { title: text("error"), cell: ({ error }) => error ?? "–" },
        ]}
      />
    </Page>
  );
}
