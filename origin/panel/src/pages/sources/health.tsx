import type { Source } from "../../api/model.ts";
import { Fact } from "../../parts/fact.tsx";
import { Tag } from "../../parts/tag.tsx";
import { useFormat, useText } from "../../text/index.ts";

/** How a source does, as the edges see it. */
export function Health({ source }: { source: Source }) {
  const text = useText();
  const format = useFormat();
  const { credential } = source;
  return (
    <dl className="facts">
      <Fact name={text("breaker")}>
        <Tag kind="breaker" name={source.breaker} />
      </Fact>
      <Fact name={text("success_rate")}>
        {format.percent(source.success_rate)}
      </Fact>
      <Fact name={text("latency.p50")}>{format.duration(source.p50_ms)}</Fact>
      <Fact name={text("latency.p95")}>{format.duration(source.p95_ms)}</Fact>
      <Fact name={text("credential")}>
        <Tag
          kind="credential"
          name={credential.set ? credential.state : "absent"}
        />
      </Fact>
    </dl>
  );
}
