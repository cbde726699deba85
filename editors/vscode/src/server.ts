// Which svcc is started: the one that the settings name, else the one on the PATH, else the one that came with the extension.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { NotFound } from "./host";

export interface Found {
  path: string;
  from: "settings" | "PATH" | "extension";
  /** A script for Node, which VS Code's own Node runs: the compiler as WebAssembly. */
  script?: true;
}

export { NotFound };

const executable = process.platform === "win32" ? "svcc.exe" : "svcc";

function runs(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Throws NotFound. `bundled` is the folder of the extension, `search` the PATH. */
export function findServer(configured: string, bundled: string, search: string): Found {
  if (configured !== "") {
    if (!path.isAbsolute(configured)) throw new NotFound(`svcc.path must be an absolute path, not "${configured}"`);
    if (!runs(configured)) throw new NotFound(`svcc.path names ${configured}, which is no program`);
    return { path: configured, from: "settings" };
  }
  for (const folder of search.split(path.delimiter).filter(path.isAbsolute)) {
    const file = path.join(folder, executable);
    if (runs(file)) return { path: file, from: "PATH" };
  }
  const own = path.join(bundled, "server", executable);
  if (runs(own)) return { path: own, from: "extension" };
  const script = path.join(bundled, "server", "bin", "svcc.js");
  if (fs.existsSync(script)) return { path: script, from: "extension", script: true };
  throw new NotFound("svcc is not on the PATH");
}

/** The program and the first arguments that run it, with the variables that it needs. */
export function commandOf(found: Found): { program: string; words: string[]; env: Record<string, string> } {
  if (!found.script) return { program: found.path, words: [], env: {} };
  return { program: process.execPath, words: [found.path], env: { ELECTRON_RUN_AS_NODE: "1" } };
}

/** Asks for the compiler and writes it into the user's settings. */
export async function choosePath(): Promise<boolean> {
  const chosen = await vscode.window.showOpenDialog({ title: "The svcc program", canSelectMany: false });
  if (!chosen?.[0]) return false;
  await vscode.workspace.getConfiguration("svcc").update("path", chosen[0].fsPath, vscode.ConfigurationTarget.Global);
  return true;
}
