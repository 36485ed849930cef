import type { Problem } from "../api/problem.ts";
import { has, useFormat, useText } from "../text/index.ts";

/** Words for a problem in the administrator's language; the origin's own where there are none. */
export function useProblemText(): (problem: Problem) => string {
  const text = useText();
  const format = useFormat();
  return (problem) => {
    const key = `problem.${problem.code}`;
    if (!has(key)) return problem.detail || problem.code;
    return text(key, {
      wait: format.duration((problem.retryAfter ?? 0) * 1000),
    });
  };
}
