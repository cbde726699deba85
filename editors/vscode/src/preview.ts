// What a program becomes, beside it, as it is typed; the cursor in one marks the lines in the other.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Mapping, Preview, Target } from "./protocol";

const scheme = "svcc-preview";
const extensions: Record<Target, string> = { cloudformation: "yaml", terraform: "tf" };
const pause = 120; // milliseconds without a key before a preview is made anew

interface Shown {
  source: vscode.Uri;
  target: Target;
}

// A URI that says which program and target it is of. The path is what the tab shows.
function uriOf({ source, target }: Shown): vscode.Uri {
  const name = source.path.replace(/^.*\//, "").replace(/\.svc$/, "");
  return vscode.Uri.from({ scheme, path: `/${target}/${name}.${extensions[target]}`, query: source.toString() });
}

function shownBy(uri: vscode.Uri): Shown | undefined {
  const target = uri.path.split("/")[1];
  if (uri.scheme !== scheme || (target !== "cloudformation" && target !== "terraform")) return undefined;
  return { source: vscode.Uri.parse(uri.query, true), target };
}

// A comment that both YAML and HCL understand.
function asComment(text: string): string {
  return text.split("\n").map((line) => `# ${line}\n`).join("");
}

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly made = new Map<string, Preview>();
  private readonly mark = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.selectionHighlightForeground"),
  });
  private readonly disposables: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly client: () => LanguageClient | undefined,
    private readonly environmentChosen: (name: string) => void,
  ) {
    this.disposables = [
      this.changed,
      this.mark,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "svc") this.refreshSoon();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.made.delete(uri.toString())),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("svcc.environment")) this.refresh();
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => this.follow(event)),
    ];
    this.environmentChosen(this.environment());
  }

  /** The environment that is shown; empty for the program's first. */
  environment(source?: vscode.Uri): string {
    return vscode.workspace.getConfiguration("svcc", source ?? null).get("environment", "");
  }

  async show(target: Target): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== "svc") return;
    const document = await vscode.workspace.openTextDocument(uriOf({ source: editor.document.uri, target }));
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: false });
    this.markPreviews(editor);
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const shown = shownBy(uri);
    const client = this.client();
    if (!shown || !client) return asComment("the language server does not run");
    const answer = await client.sendRequest<Preview>(
      "svcc/preview",
      { textDocument: { uri: shown.source.toString() }, target: shown.target, environment: this.environment(shown.source) },
      token,
    );
    const before = this.made.get(uri.toString());
    // A program with errors becomes nothing: what it was before stays to be looked at, with the reason above it.
    if (answer.problem !== undefined) return asComment(answer.problem) + (before?.text ?? "");
    this.made.set(uri.toString(), answer);
    return answer.text;
  }

  /** Makes all previews anew. */
  refresh(): void {
    this.environmentChosen(this.environment());
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.scheme === scheme) this.changed.fire(document.uri);
    }
  }

  private refreshSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), pause);
  }

  async chooseEnvironment(): Promise<void> {
    const source = vscode.window.activeTextEditor?.document.uri;
    const known = [...this.made.values()].flatMap((preview) => preview.environments);
    const asked = await this.client()?.sendRequest<Preview>("svcc/preview", { textDocument: { uri: source?.toString() }, target: "cloudformation", environment: "" });
    const names = [...new Set([...(asked?.environments ?? []), ...known])].filter((name) => name !== "");
    if (names.length === 0) {
      void vscode.window.showInformationMessage("This program declares no environments.");
      return;
    }
    const chosen = await vscode.window.showQuickPick(names, { title: "Environment of previews and the graph" });
    if (chosen !== undefined) await vscode.workspace.getConfiguration("svcc", source ?? null).update("environment", chosen, vscode.ConfigurationTarget.Workspace);
  }

  // ---- Positions in step

  private follow({ textEditor, kind }: vscode.TextEditorSelectionChangeEvent): void {
    if (textEditor.document.languageId === "svc") this.markPreviews(textEditor);
    else if (textEditor.document.uri.scheme === scheme && kind !== undefined && kind !== vscode.TextEditorSelectionChangeKind.Command) this.markSource(textEditor);
  }

  // The lines of each preview that the place of the cursor in the program decided.
  private markPreviews(source: vscode.TextEditor): void {
    const uri = source.document.uri.toString();
    const at = source.selection.active;
    for (const editor of vscode.window.visibleTextEditors) {
      const preview = this.made.get(editor.document.uri.toString());
      if (!preview) continue;
      const lines = deciding(preview.mappings, uri, at);
      const ranges = lines.map(({ from, to }) => new vscode.Range(from, 0, to, Number.MAX_SAFE_INTEGER));
      editor.setDecorations(this.mark, ranges);
      if (ranges[0]) editor.revealRange(ranges[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  // The place in the program that decided the line of the cursor in the preview: the innermost that knows it.
  private markSource(editor: vscode.TextEditor): void {
    const preview = this.made.get(editor.document.uri.toString());
    const line = editor.selection.active.line;
    const around = preview?.mappings.filter(({ from, to }) => from <= line && line <= to) ?? [];
    const found = around.sort((a, b) => a.to - a.from - (b.to - b.from))[0];
    if (!found) return;
    const source = vscode.window.visibleTextEditors.find((other) => other.document.uri.toString() === found.uri);
    const { start, end } = found.range;
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    source?.setDecorations(this.mark, [range]);
    source?.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }
}

// Of the places of the program around the cursor, the narrowest, and all that it decided.
function deciding(mappings: Mapping[], uri: string, at: vscode.Position): Mapping[] {
  const here = mappings.filter(({ uri: of, range }) => of === uri && range.start.line <= at.line && at.line <= range.end.line);
  const size = ({ range }: Mapping) => (range.end.line - range.start.line) * 10_000 + (range.end.character - range.start.character);
  const least = Math.min(...here.map(size));
  return here.filter((mapping) => size(mapping) === least);
}
