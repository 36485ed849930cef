// What workerd loads. The Rust crate's exports come as they are: a JavaScript `Proxy` before the
// entrypoint, as the usual build tool generates it, costs more than all the rest of a cached answer.
import { DurableObject } from "cloudflare:workers";
import * as wasm from "../build/bindings/index.js";

const state = wasm.__worker_init_state();
/** The most that `sync.max_frame_bytes` can be. */
const LONGEST_FRAME = 65536;

/** A panic leaves the instance unusable; the next request gets a new one. */
function noticePanic(error) {
  if (error instanceof WebAssembly.RuntimeError) {
    console.error("panic", error);
    state.criticalError = true;
  }
}

addEventListener("error", (event) => noticePanic(event.error));

function startOver() {
  wasm.__wbg_reset_state();
  state.criticalError = false;
  state.instanceId++;
}

export default {
  fetch(request, env, context) {
    if (state.criticalError) startOver();
    try {
      return wasm.fetch(request, env, context);
    } catch (error) {
      noticePanic(error);
      throw error;
    }
  },

  scheduled(event, env, context) {
    if (state.criticalError) startOver();
    return wasm.scheduled(env, context);
  },
};

/**
 * A user's hub. Its Rust half is made when it is first needed, and again after a panic of whatever
 * shares the instance: what it has to know is in its storage and carried by its sockets.
 */
export class SyncHub extends DurableObject {
  #half;
  #madeIn;

  #call(method, ...values) {
    if (state.criticalError) startOver();
    try {
      if (this.#madeIn !== state.instanceId) {
        if (this.#half !== undefined) this.#closeAll();
        this.#half = new wasm.SyncHub(this.ctx, this.env);
        this.#madeIn = state.instanceId;
      }
      return this.#half[method](...values);
    } catch (error) {
      noticePanic(error);
      throw error;
    }
  }

  fetch(request) {
    const connection = decodeURIComponent(request.headers.get("x-listen-connection"));
    return new Response(null, { status: 101, webSocket: this.#call("connect", connection) });
  }

  publish(events) {
    return this.#call("publish", events);
  }

  read(wanted) {
    return this.#call("read", wanted);
  }

  webSocketMessage(socket, message) {
    // The runtime takes 32 MiB, and what was once copied into the instance's memory stays with it. No
    // setting allows as much as is left of it, and no UTF-8 is shorter.
    const text = typeof message === "string" ? message.slice(0, LONGEST_FRAME + 1) : undefined;
    this.#call("receive", this.#tag(socket), text);
  }

  /** The runtime does not answer the goodbye of a listener whose object may sleep. */
  webSocketClose(socket, code, reason) {
    this.#call("closed", this.#tag(socket));
    // 1005 and 1006 say that no code came; nobody may send them.
    socket.close(code === 1005 || code === 1006 ? 1000 : code, reason);
  }

  webSocketError(socket) {
    this.#call("closed", this.#tag(socket));
  }

  alarm() {
    return this.#call("alarm");
  }

  /** What sockets were to be sent when the panic came is not known; they come back and resume. */
  #closeAll() {
    for (const socket of this.ctx.getWebSockets()) socket.close(4001, "starting anew");
  }

  #tag(socket) {
    return this.ctx.getTags(socket)[0];
  }
}
