// What svcc's own commands say about a program, in the editor: the difference to a branch, the cost, and answers to questions.
import * as vscode from "vscode";
import { guarded } from "./graph";
import type { Answer, Host } from "./host";
import { placeOf } from "./place";

const scheme = "svc-answer";
const own = ["untitled", "svc-std"]; // documents that no command can read
const place = /\(([^()\s]+\.svc):(\d+)\)/g; // as `svcc ask` names a line

export class Pages implements vscode.TextDocumentContentProvider, vscode.DocumentLinkProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly answers = new Map<string, { text: string; folder: vscode.Uri }>();
  private readonly panels = new Map<string, vscode.WebviewPanel>();
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly host: Host,
    private readonly icon: vscode.Uri,
    private readonly environment: (source: vscode.Uri) => string,
  ) {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.languages.registerDocumentLinkProvider({ scheme }, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.answers.delete(uri.toString())),
    ];
  }

  /** What a change does to the deployed system, against a revision that the user chooses. */
  async diff(): Promise<void> {
    const source = this.source();
    if (!source) return;
    const { folder, program } = await placeOf(source);
    const base = await this.chooseBase(await this.host.revisions(folder));
    if (!base) return;
    const words = ["diff", base, "--format", "html", ...(program ? ["--program", program] : [])];
    await this.page("diff", `Change against ${base}`, words, folder);
  }

  private async chooseBase(known: string[] | null): Promise<string | undefined> {
    if (!known) return vscode.window.showInputBox({ title: "Compare with a folder that svcc build wrote", value: "out" });
    const other = "Another revision…";
    const base = await vscode.window.showQuickPick([...known, other], { title: "Compare the working tree with" });
    return base === other ? vscode.window.showInputBox({ title: "A revision of git, or a folder that svcc build wrote" }) : base;
  }

  async cost(): Promise<void> {
    const source = this.source();
    if (!source) return;
    const { folder, program } = await placeOf(source);
    const words = ["cost", "--format", "markdown", ...this.inEnvironment(source), ...(program ? [program] : [])];
    let answer = await this.run(words, folder, /--region/);
    if (answer?.status === 1 && answer.errors.includes("--region")) {
      const region = await vscode.window.showInputBox({ title: "The program leaves its region to the deployment. Prices of", value: "eu-west-1" });
      if (!region) return;
      answer = await this.run([...words, "--region", region], folder);
    }
    const uri = this.remember("cost.md", answer, folder);
    if (uri) await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }

  /** Who reaches a block, and whom it reaches; or whether one reaches another. */
  async reach(): Promise<void> {
    const source = this.source();
    const from = source && (await this.chooseBlock(source, "Who can reach this, and whom does it reach?"));
    if (!source || !from) return;
    const all = "Every way in and out";
    const to = await this.chooseBlock(source, `${from} reaches`, [all, "internet"]);
    if (to) await this.ask(source, to === all ? ["reach", from] : ["reach", from, to]);
  }

  /** A release of a service, step by step. */
  async deployment(): Promise<void> {
    const source = this.source();
    const service = source && (await this.chooseBlock(source, "Release of the service", [], /^service$/));
    if (source && service) await this.ask(source, ["deploy", service]);
  }

  // ---- Answers as text

  private async ask(source: vscode.Uri, question: string[]): Promise<void> {
    const { folder, program } = await placeOf(source);
    const words = ["ask", ...question, ...this.inEnvironment(source), ...(program ? ["--program", program] : [])];
    const uri = await this.answer(`${question.join(" ")}.txt`, words, folder);
    if (uri) await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  // An answer of "no" has the status 1 and an output of its own.
  private async answer(name: string, words: string[], folder: vscode.Uri): Promise<vscode.Uri | undefined> {
    return this.remember(name, await this.run(words, folder), folder);
  }

  private remember(name: string, answer: Answer | undefined, folder: vscode.Uri): vscode.Uri | undefined {
    if (!answer || answer.output === "") return undefined;
    const uri = vscode.Uri.from({ scheme, path: `/${name}` });
    this.answers.set(uri.toString(), { text: answer.output, folder });
    this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.answers.get(uri.toString())?.text ?? "";
  }

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const folder = this.answers.get(document.uri.toString())?.folder;
    if (folder === undefined) return [];
    return [...document.getText().matchAll(place)].map(({ index, 0: all, 1: file, 2: line }) => {
      const range = new vscode.Range(document.positionAt(index + 1), document.positionAt(index + all.length - 1));
      return new vscode.DocumentLink(range, vscode.Uri.joinPath(folder, file ?? "").with({ fragment: `L${line}` }));
    });
  }

  // ---- Pages

  // The page of svcc needs nothing from elsewhere, so the view may load nothing.
  private async page(name: string, title: string, words: string[], folder: vscode.Uri): Promise<void> {
    const answer = await this.run(words, folder);
    if (!answer || !answer.output.startsWith("<!")) return;
    let panel = this.panels.get(name);
    if (!panel) {
      panel = vscode.window.createWebviewPanel(`svc.${name}`, title, vscode.ViewColumn.Beside, { enableScripts: true, localResourceRoots: [], retainContextWhenHidden: true, enableFindWidget: true });
      panel.iconPath = this.icon;
      panel.onDidDispose(() => this.panels.delete(name));
      this.panels.set(name, panel);
    }
    panel.title = title;
    panel.webview.html = guarded(answer.output, this.host.nonce());
    panel.reveal(undefined, true);
  }

  // ---- What they share

  private source(): vscode.Uri | undefined {
    const document = vscode.window.activeTextEditor?.document;
    return document?.languageId === "svc" && !own.includes(document.uri.scheme) ? document.uri : undefined;
  }

  private inEnvironment(source: vscode.Uri): string[] {
    const name = this.environment(source);
    return name === "" ? [] : ["--env", name];
  }

  // The commands read files, so what is typed must be there.
  // `expected` are messages that the caller answers.
  private async run(words: string[], folder: vscode.Uri, expected?: RegExp): Promise<Answer | undefined> {
    try {
      await Promise.all(vscode.workspace.textDocuments.filter(({ isDirty, languageId, isUntitled }) => isDirty && !isUntitled && languageId === "svc").map((document) => document.save()));
      const title = `svcc ${words[0]}`;
      const answer = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () => this.host.run(words, folder));
      const failed = answer.output === "" || answer.status > 1;
      if (failed && !expected?.test(answer.errors)) void vscode.window.showErrorMessage(answer.errors.trim().split("\n")[0] ?? `${title} gave ${answer.status}`);
      return answer;
    } catch (problem) {
      void vscode.window.showErrorMessage(problem instanceof Error ? problem.message : String(problem));
      return undefined;
    }
  }

  // The name of a block of the file, the one at the cursor first, or one of `more`. A symbol's detail is its kind.
  private async chooseBlock(source: vscode.Uri, title: string, more: string[] = [], kinds = /./): Promise<string | undefined> {
    const symbols = (await vscode.commands.executeCommand<vscode.DocumentSymbol[]>("vscode.executeDocumentSymbolProvider", source)) ?? [];
    const cursor = vscode.window.activeTextEditor?.selection.active;
    const all = symbols.flatMap((symbol) => [symbol, ...symbol.children]); // those of an `if` and a `for`, too
    const blocks = all.filter(({ kind, detail }) => kind === vscode.SymbolKind.Object && kinds.test(detail));
    const here = blocks.findIndex(({ range }) => cursor !== undefined && range.contains(cursor));
    if (here > 0) blocks.unshift(...blocks.splice(here, 1));
    const items = [...more.map((label) => ({ label })), ...blocks.map(({ name, detail }) => ({ label: name, description: detail }))];
    return (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.label;
  }

  dispose(): void {
    for (const panel of this.panels.values()) panel.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}
