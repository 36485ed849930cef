import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import type { Plugin } from "vite";

/** What all scripts may weigh together, in bytes of gzip. */
const SCRIPT_BUDGET = 350 * 1024;

/** Below this a compressed file saves no packet. */
const WORTH_IT = 1024;

/**
 * Lays `name.br` and `name.gz` beside each file with a hashed name; the origin embeds and sends them
 * as they are. Fails the build when the scripts outgrow their budget.
 */
export function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle(options, bundle) {
      let scripts = 0;
      for (const name of Object.keys(bundle).filter((name) =>
        /\.(js|css|svg)$/.test(name),
      )) {
        const path = join(options.dir ?? "dist", name);
        const content = readFileSync(path);
        const gzip = gzipSync(content, { level: 9 });
        if (name.endsWith(".js")) scripts += gzip.length;
        if (content.length < WORTH_IT) continue;
        writeFileSync(`${path}.gz`, gzip);
        const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params }));
      }
      const kibibytes = (scripts / 1024).toFixed(1);
      if (scripts > SCRIPT_BUDGET) {
        this.error(
          `the scripts are ${kibibytes} KiB of gzip, more than ${SCRIPT_BUDGET / 1024}`,
        );
      }
      this.info(`${kibibytes} KiB of scripts in gzip`);
    },
  };
}
