import { createElement, lazy, useState, type ComponentType } from "react";

interface Module {
  default: ComponentType;
}

/**
 * A component whose script is loaded when it is wanted. One that was loaded before is there at once:
 * React shows what it had to wait for, however briefly, 300 ms later.
 */
export function late(load: () => Promise<Module>) {
  let loaded: ComponentType | null = null;
  const loading = async (): Promise<Module> => {
    const module = await load();
    loaded = module.default;
    return module;
  };
  const Awaited = lazy(loading);
  function Late() {
    // The same for as long as it is shown.
    const [Component] = useState(() => loaded ?? Awaited);
    return createElement(Component);
  }
  return { load: loading, Late };
}
