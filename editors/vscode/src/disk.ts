// VS Code on a machine: the compiler is a program, its files are those of the disk.
import { execFile } from "node:child_process";
import * as crypto from "node:crypto";
import * as vscode from "vscode";
import { type BaseLanguageClient, type Executable, LanguageClient, type LanguageClientOptions, TransportKind } from "vscode-languageclient/node";
import * as extension from "./extension";
import type { Answer, Host } from "./host";
import { choosePath, commandOf, type Found, findServer } from "./server";
import { provideTasks } from "./tasks";

const most = 64 * 1024 * 1024; // bytes of output

function run(program: string, words: string[], cwd: string, env: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    execFile(program, words, { cwd, maxBuffer: most, env: { ...process.env, NO_COLOR: "1", ...env } }, (problem, output, errors) => {
      if (problem && typeof problem.code !== "number") reject(problem);
      else resolve({ status: problem ? Number(problem.code) : 0, output, errors });
    });
  });
}

class Disk implements Host {
  readonly documents = ["file", "untitled", "svc-std"].map((scheme) => ({ scheme, language: "svc" }));

  constructor(private readonly bundled: string) {}

  found(): Found {
    return findServer(vscode.workspace.getConfiguration("svcc").get("path", ""), this.bundled, process.env["PATH"] ?? "");
  }

  async makeClient(options: LanguageClientOptions): Promise<{ client: BaseLanguageClient; about: string }> {
    const server = this.found();
    const { program, words, env } = commandOf(server);
    const executable: Executable = {
      command: program,
      args: [...words, "lsp", ...vscode.workspace.getConfiguration("svcc").get<string[]>("arguments", [])],
      transport: TransportKind.stdio,
      options: { env: { ...process.env, ...env } },
    };
    const client = new LanguageClient("svcc", "svcc", { run: executable, debug: executable }, options);
    return { client, about: `${server.from}: ${server.path}` };
  }

  run(words: string[], folder: vscode.Uri): Promise<Answer> {
    const command = commandOf(this.found());
    return run(command.program, [...command.words, ...words], folder.fsPath, command.env);
  }

  async revisions(folder: vscode.Uri): Promise<string[]> {
    const format = "--format=%(refname:short)";
    const answer = await run("git", ["for-each-ref", format, "--sort=-creatordate", "refs/heads", "refs/remotes", "refs/tags"], folder.fsPath).catch(() => undefined);
    if (!answer || answer.status !== 0) return [];
    const names = answer.output.split("\n").filter((name) => name !== "" && !name.endsWith("/HEAD") && name !== "origin");
    const likely = ["origin/main", "main", "origin/master", "master"].filter((name) => names.includes(name));
    return [...likely, "HEAD", ...names.filter((name) => !likely.includes(name))];
  }

  async build(): Promise<void> {
    await vscode.commands.executeCommand("workbench.action.tasks.runTask", "svcc: build");
  }

  choosePath(): Promise<boolean> {
    return choosePath();
  }

  nonce(): string {
    return crypto.randomBytes(16).toString("base64url");
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const tasks = { provideTasks: () => provideTasks(context.extensionPath), resolveTask: () => undefined };
  context.subscriptions.push(vscode.tasks.registerTaskProvider("svcc", tasks));
  await extension.activate(context, new Disk(context.extensionPath));
}

export const deactivate = extension.deactivate;
