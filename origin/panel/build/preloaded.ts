import type { Plugin } from "vite";

/**
 * Has the browser ask for a module, and for what it imports, together with the first script, which
 * itself asks for it only when it runs.
 */
export function preloaded(module: string): Plugin {
  let base = "/";
  return {
    name: "preloaded",
    apply: "build",
    configResolved(config) {
      base = config.base;
    },
    transformIndexHtml: {
      order: "post",
      handler(html, { bundle = {} }) {
        const names = new Set<string>();
        const add = (name: string) => {
          const chunk = bundle[name];
          if (chunk?.type !== "chunk" || names.has(name)) return;
          names.add(name);
          chunk.imports.forEach(add);
        };
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === "chunk" && chunk.facadeModuleId?.endsWith(module))
            add(chunk.fileName);
        }
        if (names.size === 0)
          this.error(`${module} is not a script of its own`);
        return [...names]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: "link",
            attrs: {
              rel: "modulepreload",
              crossorigin: true,
              href: base + name,
            },
            injectTo: "head" as const,
          }));
      },
    },
  };
}
