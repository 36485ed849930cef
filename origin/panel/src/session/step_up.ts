import { create } from "zustand";

interface StepUpStore {
  /** Ends the question; absent while nothing is asked. */
  settle: ((confirmed: boolean) => void) | null;
}

/** The question for a code that is open, if any. */
export const useStepUp = create<StepUpStore>(() => ({ settle: null }));

let open: Promise<boolean> | null = null;

/** Asks for a code, once for all calls that wait for it. False when the administrator gave up. */
export function askForStepUp(): Promise<boolean> {
  open ??= new Promise((resolve) => {
    const settle = (confirmed: boolean) => {
      open = null;
      useStepUp.setState({ settle: null });
      resolve(confirmed);
    };
    useStepUp.setState({ settle });
  });
  return open;
}
