import { useEffect } from "react";
import { create } from "zustand";

import type { Figures } from "../../api/model.ts";
import { LIVE } from "../../api/stats.ts";

/** How many seconds are kept for the chart. */
const KEPT = 120;

interface LiveStore {
  /** Second by second, the newest last. */
  figures: Figures[];
  /** Whether the stream is open. */
  connected: boolean;
}

const useStore = create<LiveStore>(() => ({ figures: [], connected: false }));

/** The live figures while a component that uses them is shown. The browser reconnects by itself. */
export function useLive(): LiveStore {
  useEffect(() => {
    const stream = new EventSource(LIVE);
    stream.addEventListener("open", () => {
      useStore.setState({ connected: true });
    });
    stream.addEventListener("error", () => {
      useStore.setState({ connected: false });
    });
    stream.addEventListener("figures", (event: MessageEvent<string>) => {
      const figures = JSON.parse(event.data) as Figures;
      useStore.setState((store) => ({
        connected: true,
        figures: [...store.figures, figures].slice(-KEPT),
      }));
    });
    return () => {
      stream.close();
      useStore.setState({ connected: false });
    };
  }, []);
  return useStore();
}
