// What workerd loads. The Rust crate's exports come as they are: a JavaScript `Proxy` before the
// entrypoint, as the usual build tool generates it, costs more than all the rest of a cached answer.
import * as wasm from "../build/bindings/index.js";

const state = wasm.__worker_init_state();

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
