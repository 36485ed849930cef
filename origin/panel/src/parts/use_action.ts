import { useState } from "react";

import { Problem } from "../api/problem.ts";
import { notify, notifyProblem } from "./notify.tsx";
import type { TextKey } from "../text/index.ts";

interface ActionOptions {
  /** Said once it is done. */
  done?: TextKey;
  /** Whether the caller shows the problem itself; otherwise it is shown as a notice. */
  inline?: boolean;
}

interface Action<Arguments extends unknown[]> {
  /** Never rejects. True when it is done. */
  run: (...given: Arguments) => Promise<boolean>;
  /** While it runs. */
  busy: boolean;
  /** What went wrong with the last run. */
  problem: Problem | null;
}

/** Something that an administrator sets off: one run at a time, and its outcome is always told. */
export function useAction<Arguments extends unknown[]>(
  act: (...given: Arguments) => Promise<unknown>,
  { done, inline = done === undefined }: ActionOptions = {},
): Action<Arguments> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = async (...given: Arguments) => {
    if (busy) return false;
    setBusy(true);
    setProblem(null);
    try {
      await act(...given);
      if (done !== undefined) notify(done);
      return true;
    } catch (thrown) {
      const problem = Problem.from(thrown);
      setProblem(problem);
      if (!inline) notifyProblem(problem);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy, problem };
}
