// `svcc check` and `svcc build` as tasks, whose output fills the problems view.
import * as vscode from "vscode";
import { findServer } from "./server";

/** One task of each sort for every folder of the workspace; none without a compiler. */
export function provideTasks(): vscode.Task[] {
  let program: string;
  try {
    program = findServer(vscode.workspace.getConfiguration("svcc").get("path", ""), "", process.env["PATH"] ?? "").path;
  } catch {
    return [];
  }
  const words = { check: ["check", "--format", "short"], build: ["build"] };
  return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) =>
    Object.entries(words).map(([name, arguments_]) => {
      const run = new vscode.ProcessExecution(program, arguments_, { cwd: folder.uri.fsPath });
      const task = new vscode.Task({ type: "svcc", command: name }, folder, name, "svcc", run, "$svcc");
      if (name === "build") task.group = vscode.TaskGroup.Build;
      return task;
    }),
  );
}
