// Compiles programs with WebAssembly in one process: node same.mjs JOBS.json, a list of
// {program, out}. Prints one JSON line for each: the exit status and what was printed.
import { readFileSync } from "node:fs";
import { mountDisk } from "../../packages/npm/lib/disk.js";
import { call, instantiate } from "../../packages/npm/lib/module.js";

for (const { words } of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const printed = { 1: [], 2: [] };
  const svcc = await instantiate({ write: (descriptor, bytes) => printed[descriptor].push(Buffer.from(bytes)), variables: { NO_COLOR: "1" } });
  mountDisk(svcc, words);
  const status = call(svcc, words);
  process.stdout.write(`${JSON.stringify({ status, output: Buffer.concat(printed[1]).toString(), errors: Buffer.concat(printed[2]).toString() })}\n`);
}
