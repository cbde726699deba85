// The extension under any host: starts `svcc lsp`, and adds what the protocol has no word for: previews, the architecture graph, the status bar.
import * as vscode from "vscode";
import { type BaseLanguageClient, type LanguageClientOptions, type Location, type Position, RevealOutputChannelOn, State } from "vscode-languageclient";
import { Graph } from "./graph";
import { type Host, NotFound } from "./host";
import { Pages } from "./pages";
import { Previews } from "./preview";
import type { Argument, OwnDocument } from "./protocol";
import { Status } from "./status";

let client: BaseLanguageClient | undefined;

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("svcc");
}

// The editor's name of what the server names.
const uriOf = (uri: string) => client?.protocol2CodeConverter.asUri(uri) ?? vscode.Uri.parse(uri, true);

// Texts that only the server has: where a definition in the prelude leads.
class OwnDocuments implements vscode.TextDocumentContentProvider {
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const document = await client?.sendRequest<OwnDocument>("svcc/document", { uri: uri.toString() }, token);
    return document?.text ?? "";
  }
}

// Commands that the server puts on lenses and actions, and that are the client's (docs/lsp.md).

async function showLocations(uri: string, position: Position, locations: Location[]): Promise<void> {
  const made = locations.map(({ uri: of, range: { start, end } }) =>
    new vscode.Location(uriOf(of), new vscode.Range(start.line, start.character, end.line, end.character)));
  const place = new vscode.Position(position.line, position.character);
  await vscode.commands.executeCommand("editor.action.showReferences", uriOf(uri), place, made);
}

// What has just been extracted gets its name from the user. `offset` counts bytes.
async function renameNew({ uri, offset }: { uri: string; offset: number }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(uri));
  const place = document.positionAt(new TextDecoder().decode(new TextEncoder().encode(document.getText()).subarray(0, offset)).length);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(place, place);
  await vscode.commands.executeCommand("editor.action.rename");
}

function options(host: Host, output: vscode.OutputChannel, previews: Previews): LanguageClientOptions {
  return {
    documentSelector: host.documents,
    outputChannel: output,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: settings(),
    markdown: { isTrusted: false, supportHtml: false },
    middleware: {
      // The server gives the document; showing it is the client's part.
      executeCommand: (command, words, next) => {
        const argument = words[0] as Argument | undefined;
        if (command !== "svcc.preview" || !argument?.position) return next(command, words);
        const position = new vscode.Position(argument.position.line, argument.position.character);
        return previews.show(argument.target, { uri: uriOf(argument.uri), position });
      },
    },
  };
}

async function makeClient(host: Host, output: vscode.OutputChannel, status: Status, previews: Previews): Promise<BaseLanguageClient> {
  const { client: made, about: from } = await host.makeClient(options(host, output, previews));
  output.appendLine(`starting ${from}`);
  made.registerFeature({
    fillClientCapabilities: (capabilities) => (capabilities.experimental = { svcc: { rename: true } }),
    initialize: () => undefined,
    getState: () => ({ kind: "static" }),
    clear: () => undefined,
  });
  previews.attach(made);
  made.onDidChangeState(({ newState }) => {
    const about = made.initializeResult?.serverInfo;
    status.setState(newState, `svcc ${about?.version ?? ""} (${from})`);
    void vscode.commands.executeCommand("setContext", "svc.active", newState === State.Running);
  });
  return made;
}

async function start(host: Host, output: vscode.OutputChannel, status: Status, previews: Previews): Promise<void> {
  try {
    client = await makeClient(host, output, status, previews);
    await client.start();
  } catch (problem) {
    const words = problem instanceof Error ? problem.message : String(problem);
    output.appendLine(words);
    status.setProblem(words);
    if (problem instanceof NotFound) void offerChoice(host, words);  // a choice changes the setting, which starts it again
  }
}

// There is no compiler: the user may choose one.
async function offerChoice(host: Host, problem: string): Promise<void> {
  const choose = "Choose svcc…";
  const openSettings = "Open Settings";
  const answer = await vscode.window.showErrorMessage(`${problem}. Without it there are colours, but no checks and no completion.`, choose, openSettings);
  if (answer === openSettings) await vscode.commands.executeCommand("workbench.action.openSettings", "svcc.path");
  if (answer === choose) await host.choosePath();
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  await old?.dispose().catch(() => undefined);  // one that does not answer any more is ended all the same
}

const walkthrough = ({ extension }: vscode.ExtensionContext) => `${extension.id}#begin`;

// The walkthrough opens once, for those who have not turned VS Code's own welcome page off.
async function welcomeOnce(context: vscode.ExtensionContext): Promise<void> {
  if (context.globalState.get("welcomed") || vscode.workspace.getConfiguration("workbench").get("startupEditor") === "none") return;
  await context.globalState.update("welcomed", true);
  await vscode.commands.executeCommand("svc.welcome");
}

// A folder with a program that works, and the program in an editor.
async function newProject(host: Host): Promise<void> {
  const starters = [
    { label: "web", description: "a service behind a load balancer" },
    { label: "worker", description: "a service that takes messages of a queue" },
    { label: "full", description: "both, with a pipeline" },
  ];
  const starter = await vscode.window.showQuickPick(starters, { title: "Begin with" });
  const folder = starter && (await vscode.window.showOpenDialog({ title: "An empty folder for the project", canSelectFiles: false, canSelectFolders: true }))?.[0];
  if (!starter || !folder) return;
  const answer = await host.run(["init", starter.label, "."], folder);
  if (answer.status !== 0) void vscode.window.showErrorMessage(answer.errors.trim());
  else await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, "main.svc"));
}

export async function activate(context: vscode.ExtensionContext, host: Host): Promise<void> {
  const output = vscode.window.createOutputChannel("svcc");
  const status = new Status();
  const previews = new Previews(() => client, (name) => status.setEnvironment(name));
  const graph = new Graph(host, () => client, previews, context.extensionUri);
  const icon = vscode.Uri.joinPath(context.extensionUri, "images", "icon.png");
  const pages = new Pages(host, icon, (source) => previews.environment(source));
  const restart = async () => {
    await stop();
    await start(host, output, status, previews);
    await previews.refresh();
  };
  const command = (name: string, run: (...words: never[]) => unknown) => vscode.commands.registerCommand(name, run);
  context.subscriptions.push(
    output,
    status,
    previews,
    graph,
    pages,
    vscode.workspace.registerTextDocumentContentProvider("svc-std", new OwnDocuments()),
    command("svc.previewCloudFormation", () => previews.show("cloudformation")),
    command("svc.previewTerraform", () => previews.show("terraform")),
    command("svc.graph", () => graph.show()),
    command("svc.diff", () => pages.diff()),
    command("svc.reach", () => pages.reach()),
    command("svc.deployment", () => pages.deployment()),
    command("svc.cost", () => pages.cost()),
    command("svc.init", () => newProject(host)),
    command("svc.welcome", () => vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough(context), false)),
    command("svc.chooseDocument", () => previews.chooseDocument()),
    command("svc.chooseEnvironment", () => previews.chooseEnvironment()),
    command("svc.build", () => host.build()),
    command("svc.restart", restart),
    command("svc.output", () => output.show(true)),
    command("svc.choosePath", () => host.choosePath()),
    vscode.commands.registerCommand("svcc.showLocations", showLocations),
    vscode.commands.registerCommand("svcc.rename", renameNew),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("svcc.path") || event.affectsConfiguration("svcc.arguments")) void restart();
    }),
  );
  await start(host, output, status, previews);
  await welcomeOnce(context);
}

export async function deactivate(): Promise<void> {
  await stop();
}
