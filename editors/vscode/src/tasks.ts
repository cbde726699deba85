// `svcc check` and `svcc build` as tasks, whose output fills the problems view.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { buildWords } from "./place";
import { commandOf, findServer } from "./server";

/** One task of each sort for every folder of the workspace; none without a compiler. */
export function provideTasks(bundled: string): vscode.Task[] {
  let command: ReturnType<typeof commandOf>;
  try {
    command = commandOf(findServer(vscode.workspace.getConfiguration("svcc").get("path", ""), bundled, process.env["PATH"] ?? ""));
  } catch {
    return [];
  }
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
    const words = { check: ["check", "--format", "short"], build: buildWords(fs.existsSync(path.join(folder.uri.fsPath, "svc.yaml"))) };
    return Object.entries(words).map(([name, arguments_]) => {
      const run = new vscode.ProcessExecution(command.program, [...command.words, ...arguments_], { cwd: folder.uri.fsPath, env: command.env });
      const task = new vscode.Task({ type: "svcc", command: name }, folder, name, "svcc", run, "$svcc");
      if (name === "build") task.group = vscode.TaskGroup.Build;
      return task;
    });
  });
}
