// Builds the site: node build.mjs OUT
import { build } from "esbuild";
import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { bundleWorker } from "../packages/worker.mjs";

const out = resolve(process.argv[2] ?? "../build/playground"); // esbuild would begin at its own folder
const here = new URL("./", import.meta.url).pathname;
const root = new URL("../", import.meta.url).pathname;
await mkdir(out, { recursive: true });

// The examples of one file, and the steps of the tutorial.
const examples = {};
for (const name of ["shop", "marketplace", "media", "existing"]) {
  const files = await readdir(`${root}examples/${name}`);
  const program = files.find((file) => file.endsWith(".svc"));
  examples[name] = await readFile(`${root}examples/${name}/${program}`, "utf8");
}
for (const step of (await readdir(`${root}docs/tutorial/steps`)).sort())
  examples[`tutorial ${step.replace("-", ": ")}`] = await readFile(`${root}docs/tutorial/steps/${step}/main.svc`, "utf8");

const common = { bundle: true, minify: true, target: "es2022", legalComments: "linked", absWorkingDir: here, logLevel: "warning" };
await build({ ...common, entryPoints: ["src/main.js"], outdir: out, format: "esm", splitting: true, define: { EXAMPLES: JSON.stringify(examples) } });
await bundleWorker(build, `${out}/worker.js`);
for (const file of ["index.html", "style.css"]) await cp(`${here}src/${file}`, `${out}/${file}`);
await cp(`${root}packages/npm/wasm/svcc.wasm`, `${out}/svcc.wasm`);
await writeFile(`${out}/.nojekyll`, "");
