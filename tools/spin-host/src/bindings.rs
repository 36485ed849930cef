//! What Spin has beside WASI, generated from `wit/`.

#![allow(missing_docs, clippy::all, clippy::pedantic, reason = "generated")]

wasmtime::component::bindgen!({
    path: "wit",
    world: "platform",
    imports: { default: async | store | trappable },
    with: { "spin:key-value/key-value.store": crate::platform::OpenStore },
});
