// What a program becomes, beside it, as it is typed; the cursor in one marks the lines in the other. The server keeps open previews up to date.
import * as vscode from "vscode";
import type { BaseLanguageClient, Location } from "vscode-languageclient";
import { type Architecture, type Argument, type OwnDocument, type Preview, reason, run, type Step, type Target, unpacked } from "./protocol";

export const previewScheme = "svc-preview";

interface Shown {
  preview: Preview;
  source: vscode.Uri;
  steps: Step[];
}

const parsed = (uri: string) => vscode.Uri.parse(uri, true).toString();
const rangeOf = ({ start, end }: Location["range"]) => new vscode.Range(start.line, start.character, end.line, end.character);

// The text of the editor may be one behind the map, for as long as it takes to ask for it.
const linesOf = ({ document }: vscode.TextEditor, steps: Step[]) => steps.filter(({ line }) => line < document.lineCount).map(({ line }) => document.lineAt(line).range);

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly shown = new Map<string, Shown>();
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.selectionHighlightForeground"),
  });
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly client: () => BaseLanguageClient | undefined,
    private readonly environmentChosen: (name: string) => void,
  ) {
    this.disposables = [
      this.changed,
      this.mark,
      vscode.workspace.registerTextDocumentContentProvider(previewScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.close(uri)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("svcc.environment")) void this.refresh();
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => this.follow(event)),
    ];
    this.environmentChosen(this.environment());
  }

  /** Listens to a server that has just been made. */
  attach(client: BaseLanguageClient): void {
    client.onNotification("svcc/previewChanged", (preview: Preview) => this.update(preview));
  }

  /** The environment that is shown; empty for the one that the server chooses. */
  environment(source?: vscode.Uri): string {
    return vscode.workspace.getConfiguration("svcc", source ?? null).get("environment", "");
  }

  /** Shows what a program becomes, at what a position in it has decided; without both, what the active editor holds. */
  async show(target: Target | undefined, wanted?: { uri: vscode.Uri; position: vscode.Position }): Promise<void> {
    const active = vscode.window.activeTextEditor;
    const place = wanted ?? (active?.document.languageId === "svc" ? { uri: active.document.uri, position: active.selection.active } : undefined);
    const client = this.client();
    if (!place || !client) return;
    try {
      const argument: Argument = { uri: client.code2ProtocolConverter.asUri(place.uri), position: { line: place.position.line, character: place.position.character } };
      if (target) argument.target = target;
      const environment = this.environment(place.uri);
      if (environment !== "") argument.environment = environment;
      await this.open(await run<Preview>(client, "svcc.preview", argument), place.uri, vscode.ViewColumn.Beside);
    } catch (problem) {
      void vscode.window.showErrorMessage(reason(problem));
    }
  }

  private async open(preview: Preview, source: vscode.Uri, column: vscode.ViewColumn): Promise<void> {
    const uri = vscode.Uri.parse(preview.uri, true);
    this.shown.set(uri.toString(), { preview, source, steps: unpacked(preview.map) });
    this.changed.fire(uri);
    let document = await vscode.workspace.openTextDocument(uri);
    if (document.languageId !== preview.languageId && (await vscode.languages.getLanguages()).includes(preview.languageId)) {
      document = await vscode.languages.setTextDocumentLanguage(document, preview.languageId);
    }
    const already = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
    const editor = await vscode.window.showTextDocument(document, { viewColumn: already?.viewColumn ?? column, preserveFocus: true, preview: false });
    this.reveal(editor, preview.selection.map(rangeOf));
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const known = this.shown.get(uri.toString());
    if (known) return known.preview.text;
    // A tab that was open when the window was closed.
    try {
      return (await this.client()?.sendRequest<OwnDocument>("svcc/document", { uri: uri.toString() }, token))?.text ?? "";
    } catch (problem) {
      return `# ${reason(problem)}\n`;
    }
  }

  private update(preview: Preview): void {
    const uri = vscode.Uri.parse(preview.uri, true);
    const known = this.shown.get(uri.toString());
    if (!known) return;
    this.shown.set(uri.toString(), { ...known, preview, steps: unpacked(preview.map) });
    this.changed.fire(uri);
  }

  private async close(uri: vscode.Uri): Promise<void> {
    if (!this.shown.delete(uri.toString())) return;
    const client = this.client();
    if (client) await run(client, "svcc.closePreview", { uri: uri.toString() }).catch(() => undefined); // a server that has ended has no previews
  }

  /** Makes all previews anew: of another environment, or by a server that has just begun. */
  async refresh(): Promise<void> {
    this.environmentChosen(this.environment());
    const client = this.client();
    if (!client) return;
    for (const [uri, { preview, source }] of [...this.shown]) {
      const column = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri)?.viewColumn;
      const argument: Argument = { uri: client.code2ProtocolConverter.asUri(source), target: preview.target, document: preview.document };
      const environment = this.environment(source);
      if (environment !== "") argument.environment = environment;
      const next = await run<Preview>(client, "svcc.preview", argument).catch(() => undefined);
      if (!next) continue;
      if (parsed(next.uri) === uri) this.update(next);
      else if (column !== undefined) await this.open(next, source, column);
    }
  }

  /** Another document of the same target, of which Terraform has several. */
  async chooseDocument(): Promise<void> {
    const known = this.shown.get(vscode.window.activeTextEditor?.document.uri.toString() ?? "") ?? [...this.shown.values()][0];
    const client = this.client();
    if (!known || !client) return;
    const document = await vscode.window.showQuickPick(known.preview.documents, { title: "Document of the preview" });
    if (document === undefined) return;
    const { environment, target } = known.preview;
    await this.open(await run<Preview>(client, "svcc.preview", { uri: client.code2ProtocolConverter.asUri(known.source), environment, target, document }), known.source, vscode.ViewColumn.Beside);
  }

  async chooseEnvironment(): Promise<void> {
    const source = vscode.window.activeTextEditor?.document.uri;
    const client = this.client();
    if (!client || !source) return;
    const graph = await run<Architecture>(client, "svcc.graph", { uri: client.code2ProtocolConverter.asUri(source) }).catch(() => undefined);
    const names = (graph?.environments ?? []).filter((name) => name !== "");
    if (names.length === 0) {
      void vscode.window.showInformationMessage("This program declares no environments.");
      return;
    }
    const chosen = await vscode.window.showQuickPick(names, { title: "Environment of previews and the graph" });
    if (chosen !== undefined) await vscode.workspace.getConfiguration("svcc", source).update("environment", chosen, vscode.ConfigurationTarget.Workspace);
  }

  // ---- Positions in step

  private follow({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor.document.languageId === "svc") this.markPreviews(textEditor);
    else if (textEditor.document.uri.scheme === previewScheme && kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command) this.markSource(textEditor);
  }

  private reveal(editor: vscode.TextEditor, ranges: vscode.Range[]): void {
    editor.setDecorations(this.mark, ranges);
    if (ranges[0]) editor.revealRange(ranges[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  // The lines of each preview that the place of the cursor in the program decided.
  private markPreviews(source: vscode.TextEditor): void {
    const uri = this.client()?.code2ProtocolConverter.asUri(source.document.uri);
    if (uri === undefined) return;
    for (const editor of vscode.window.visibleTextEditors) {
      const known = this.shown.get(editor.document.uri.toString());
      if (known) this.reveal(editor, linesOf(editor, deciding(known.steps, uri, source.selection.active)));
    }
  }

  // The place in the program that decided the line of the cursor in the preview: the narrowest that is known.
  private markSource(editor: vscode.TextEditor): void {
    const line = editor.selection.active.line;
    const around = this.shown.get(editor.document.uri.toString())?.steps.filter((step) => step.line === line) ?? [];
    const found = around.sort((a, b) => extent(a.source.range) - extent(b.source.range))[0]?.source;
    const place = found && this.client()?.protocol2CodeConverter.asUri(found.uri).toString();
    const source = vscode.window.visibleTextEditors.find((other) => other.document.uri.toString() === place);
    if (found && source) this.reveal(source, [rangeOf(found.range)]);
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}

// Orders ranges by how much they hold.
function extent({ start, end }: Location["range"]): number {
  return (end.line - start.line) * 100_000 + (end.character - start.character);
}

/** Of the places of the program that hold the cursor, the narrowest, and all that it decided; else what its line decided. */
export function deciding(steps: Step[], uri: string, at: vscode.Position): Step[] {
  const of = steps.filter(({ source }) => parsed(source.uri) === parsed(uri));
  const holds = ({ source: { range } }: Step) =>
    !at.isBefore(new vscode.Position(range.start.line, range.start.character)) && !at.isAfter(new vscode.Position(range.end.line, range.end.character));
  const inside = of.filter(holds);
  const here = inside.length > 0 ? inside : of.filter(({ source: { range } }) => range.start.line === at.line);
  const least = Math.min(...here.map(({ source }) => extent(source.range)));
  return here.filter(({ source }) => extent(source.range) === least);
}
