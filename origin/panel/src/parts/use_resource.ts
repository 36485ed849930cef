import { useEffect, useEffectEvent, useState } from "react";

import { Problem } from "../api/problem.ts";

/** What is known of something that is asked for. */
export interface Resource<Answer> {
  /** The last answer; stays while it is asked for again. */
  data: Answer | undefined;
  problem: Problem | null;
  reload: () => void;
}

interface Known<Answer> {
  key: string;
  data?: Answer;
  problem: Problem | null;
}

/**
 * Asks when the component appears, whenever `key` changes, and on `reload`. Answers that come too late
 * are dropped.
 */
export function useResource<Answer>(
  key: string,
  load: () => Promise<Answer>,
  refreshMs?: number,
): Resource<Answer> {
  const [known, setKnown] = useState<Known<Answer>>({ key, problem: null });
  const [version, setVersion] = useState(0);
  const begin = useEffectEvent(load);
  useEffect(() => {
    let wanted = true;
    begin().then(
      (data) => {
        if (wanted) setKnown({ key, data, problem: null });
      },
      (thrown: unknown) => {
        if (!wanted) return;
        const problem = Problem.from(thrown);
        setKnown((before) =>
          before.key === key ? { ...before, problem } : { key, problem },
        );
      },
    );
    return () => {
      wanted = false;
    };
  }, [key, version]);
  useEffect(() => {
    if (refreshMs === undefined) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible")
        setVersion((before) => before + 1);
    }, refreshMs);
    return () => {
      clearInterval(timer);
    };
  }, [refreshMs]);
  const current = known.key === key ? known : { problem: null };
  return {
    data: "data" in current ? current.data : undefined,
    problem: current.problem,
    reload: () => {
      setVersion((before) => before + 1);
    },
  };
}
