import type { Problem } from "../api/problem.ts";
import { useProblemText } from "./problem_text.ts";

interface RefusalProps {
  problem: Problem;
  /** A field that has its fault told beside it. */
  except?: string;
}

/** Why a call was refused, and what is wrong with each field that the answer names. */
export function Refusal({ problem, except }: RefusalProps) {
  const say = useProblemText();
  return (
    <>
      {say(problem)}
      {Object.entries(problem.fields)
        .filter(([name]) => name !== except)
        .map(([name, reason]) => (
          <div key={name}>
            <code>{name}</code> {reason}
          </div>
        ))}
    </>
  );
}
