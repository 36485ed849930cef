/** The parts of a WebSocket that are used; browsers, Node and the package `ws` have them. */
export type SocketLike = Pick<
  WebSocket,
  "bufferedAmount" | "close" | "onclose" | "onerror" | "onmessage" | "send"
>;

/** What surrounds the client: time, chance and the network. */
export interface Host {
  /** Milliseconds that never run backwards. */
  now(): number;
  /** Calls back once after so many milliseconds, unless the function it gives is called before. */
  setTimer(delayMs: number, callback: () => void): () => void;
  /** Evenly in [0, 1). */
  random(): number;
  /** Null where there are no sockets: the client then polls. */
  openSocket: ((url: string, protocols: string[]) => SocketLike) | null;
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** Calls back whenever the network is there again; gives what ends that. */
  onOnline(callback: () => void): () => void;
}

/** The host of a browser, or of Node from 22 on; Node 20 has no WebSocket of its own. */
export function browserHost(): Host {
  return {
    now: () => performance.now(),
    setTimer(delayMs, callback) {
      const timer = setTimeout(callback, delayMs);
      return () => {
        clearTimeout(timer);
      };
    },
    random: () => Math.random(),
    openSocket:
      typeof WebSocket === "undefined"
        ? null
        : (url, protocols) => new WebSocket(url, protocols),
    fetch: (url, init) => fetch(url, init),
    onOnline(callback) {
      // Node has neither.
      if (typeof addEventListener === "undefined") return () => undefined;
      addEventListener("online", callback);
      return () => {
        removeEventListener("online", callback);
      };
    },
  };
}
