// The program that an editor is about.
import * as vscode from "vscode";

/** The words that build a folder. A project says where its output goes; for a single program it would be printed. */
export const buildWords = (isProject: boolean) => (isProject ? ["build"] : ["build", "--output", "out"]);

/** Where a command runs: the folder of the project, and the words that name the program where there is no project. */
export interface Place {
  folder: vscode.Uri;
  program: string | undefined;
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** The project of a file, else the file alone. */
export async function placeOf(uri: vscode.Uri): Promise<Place> {
  const own = vscode.Uri.joinPath(uri, "..");
  const top = vscode.workspace.getWorkspaceFolder(uri)?.uri ?? own;
  for (let folder = own; ; folder = vscode.Uri.joinPath(folder, "..")) {
    if (await exists(vscode.Uri.joinPath(folder, "svc.yaml"))) return { folder, program: undefined };
    if (folder.path === top.path || folder.path === "/") return { folder: own, program: uri.path.replace(/^.*\//, "") };
  }
}
