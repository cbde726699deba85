#!/usr/bin/env node
// On Linux x64 the native binary of this package runs; elsewhere, or where it cannot, WebAssembly.
// SVCC_WASM=1 asks for WebAssembly.
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { fileURLToPath } from "node:url";

function native() {
  if (process.platform !== "linux" || process.arch !== "x64" || process.env.SVCC_WASM) return null;
  const path = fileURLToPath(new URL("../native/linux-x64/svcc", import.meta.url));
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    return null;
  }
}

const words = process.argv.slice(2);
const program = native();
const done = program && spawnSync(program, words, { stdio: "inherit" });
if (done && !done.error) {
  if (done.signal) process.kill(process.pid, done.signal);
  process.exitCode = done.status ?? 1;
} else {
  const { runCommand } = await import("../lib/command.js");
  process.exit(await runCommand(words));
}
