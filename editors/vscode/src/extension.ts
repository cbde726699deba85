// The extension: starts `svcc lsp`, and adds what the protocol has no word for: previews, the architecture graph, the status bar.
import * as vscode from "vscode";
import { type Executable, LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, State, TransportKind } from "vscode-languageclient/node";
import { Graph } from "./graph";
import { type OwnDocument } from "./protocol";
import { Previews } from "./preview";
import { choosePath, type Found, findServer, NotFound, offerChoice } from "./server";
import { Status } from "./status";
import { provideTasks } from "./tasks";

let client: LanguageClient | undefined;

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("svcc");
}

// Texts that only the server has: where a definition in the prelude leads.
class OwnDocuments implements vscode.TextDocumentContentProvider {
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const document = await client?.sendRequest<OwnDocument>("svcc/document", { uri: uri.toString() }, token);
    return document?.text ?? "";
  }
}

function options(output: vscode.OutputChannel): LanguageClientOptions {
  return {
    documentSelector: [
      { scheme: "file", language: "svc" },
      { scheme: "untitled", language: "svc" },
      { scheme: "svc-std", language: "svc" },
    ],
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: settings(),
    markdown: { isTrusted: false, supportHtml: false },
  };
}

function makeClient(server: Found, output: vscode.OutputChannel, status: Status): LanguageClient {
  const executable: Executable = { command: server.path, args: ["lsp", ...settings().get<string[]>("arguments", [])], transport: TransportKind.stdio };
  const made = new LanguageClient("svcc", "svcc", { run: executable, debug: executable }, options(output));
  made.onDidChangeState(({ newState }) => {
    const about = made.initializeResult?.serverInfo;
    status.setState(newState, `svcc ${about?.version ?? ""} (${server.from}: ${server.path})`);
    void vscode.commands.executeCommand("setContext", "svc.active", newState === State.Running);
  });
  return made;
}

async function start(context: vscode.ExtensionContext, output: vscode.OutputChannel, status: Status): Promise<void> {
  try {
    const server = findServer(settings().get("path", ""), context.extensionPath, process.env["PATH"] ?? "");
    output.appendLine(`starting ${server.path} (${server.from})`);
    client = makeClient(server, output, status);
    await client.start();
  } catch (problem) {
    const words = problem instanceof Error ? problem.message : String(problem);
    output.appendLine(words);
    status.setProblem(words);
    if (problem instanceof NotFound) void offerChoice(words);  // a choice changes the setting, which starts it again
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined);  // one that does not answer any more is ended all the same
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const output = vscode.window.createOutputChannel("svcc");
  const status = new Status();
  const previews = new Previews(() => client, (name) => status.setEnvironment(name));
  const graph = new Graph(() => client, previews, context.extensionUri);
  const restart = async () => {
    await stop();
    await start(context, output, status);
    previews.refresh();
  };
  const command = (name: string, run: (...words: never[]) => unknown) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    output,
    status,
    previews,
    graph,
    vscode.workspace.registerTextDocumentContentProvider("svc-std", new OwnDocuments()),
    vscode.tasks.registerTaskProvider("svcc", { provideTasks, resolveTask: () => undefined }),
    command("svc.previewCloudFormation", () => previews.show("cloudformation")),
    command("svc.previewTerraform", () => previews.show("terraform")),
    command("svc.graph", () => graph.show()),
    command("svc.chooseEnvironment", () => previews.chooseEnvironment()),
    command("svc.build", () => vscode.commands.executeCommand("workbench.action.tasks.runTask", "svcc: build")),
    command("svc.restart", restart),
    command("svc.output", () => output.show(true)),
    command("svc.choosePath", () => choosePath()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("svcc.path") || event.affectsConfiguration("svcc.arguments")) void restart();
    }),
  );
  await start(context, output, status);
}

export async function deactivate(): Promise<void> {
  await stop();
}
