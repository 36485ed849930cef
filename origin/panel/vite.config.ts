import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

import { compressed } from "./build/compressed.ts";
import { preloaded } from "./build/preloaded.ts";

export default defineConfig({
  base: "/admin/",
  plugins: [react(), preloaded("/src/app.tsx"), compressed()],
  build: {
    target: "es2022",
    // A `data:` URL for a script or style is against the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/admin/api": "http://127.0.0.1:8001" } },
});
