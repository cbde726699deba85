// Runs the compiler's own commands on the files of the disk, and finds the program that an editor is about.
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { commandOf, findServer } from "./server";

const most = 64 * 1024 * 1024; // bytes of output

export interface Answer {
  status: number;
  output: string;
  errors: string;
}

/** Where a command runs: the folder of the project, and the words that name the program where there is no project. */
export interface Place {
  folder: string;
  program: string | undefined;
}

function run(program: string, words: string[], cwd: string, env: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, maxBuffer: most, env: { ...process.env, NO_COLOR: "1", ...env } }, (problem, output, errors) => {
      if (problem && typeof problem.code !== "number") reject(problem);
      else resolve({ status: problem ? Number(problem.code) : 0, output, errors });
    });
  });
}

/** Runs svcc. Throws where it cannot be started; an error of the program is a status. */
export function svcc(bundled: string, words: string[], cwd: string): Promise<Answer> {
  const command = commandOf(findServer(vscode.workspace.getConfiguration("svcc").get("path", ""), bundled, process.env["PATH"] ?? ""));
  return run(command.program, [...command.words, ...words], cwd, command.env);
}

/** The project of a file, else the file alone. */
export function placeOf(uri: vscode.Uri): Place {
  const own = path.dirname(uri.fsPath);
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? own;
  for (let folder = own; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, "svc.yaml"))) return { folder, program: undefined };
    if (folder === top || folder === path.dirname(folder)) return { folder: own, program: path.basename(uri.fsPath) };
  }
}

/** The branches and tags of the repository, the likely base of a change first; none outside of one. */
export async function revisions(folder: string): Promise<string[]> {
  const format = "--format=%(refname:short)";
  const answer = await run("git", ["for-each-ref", format, "--sort=-creatordate", "refs/heads", "refs/remotes", "refs/tags"], folder).catch(() => undefined);
  if (!answer || answer.status !== 0) return [];
  const names = answer.output.split("\n").filter((name) => name !== "" && !name.endsWith("/HEAD") && name !== "origin");
  const likely = ["origin/main", "main", "origin/master", "master"].filter((name) => names.includes(name));
  return [...likely, "HEAD", ...names.filter((name) => !likely.includes(name))];
}
