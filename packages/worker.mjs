// Bundles packages/npm/lib/worker.js for browsers, as one classic script:
//
//   node worker.mjs OUT        in a folder whose node_modules has esbuild
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("npm/lib/worker.js", import.meta.url));

/** `build` is that of esbuild. */
export const bundleWorker = (build, out) => build({
  entryPoints: [entry], outfile: resolve(out), bundle: true, minify: true, format: "iife", target: "es2022", legalComments: "linked", logLevel: "warning",
  external: ["fs", "path", "crypto", "node:fs/promises"],  // in branches that only Node takes
  define: { "import.meta.url": "self.location.href" },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleWorker(createRequire(`${process.cwd()}/`)("esbuild").build, process.argv[2]);
