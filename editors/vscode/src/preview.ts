// What a program becomes, beside it, as it is typed; the cursor in one marks the lines in the other.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { type Architecture, type Preview, reason, run, type Step, type Target } from "./protocol";

const scheme = "svcc-preview";
const extensions: Record<Target, string> = { cloudformation: "yaml", terraform: "tf" };
const pause = 120; // milliseconds without a key before a preview is made anew

interface Subject {
  source: vscode.Uri;
  target: Target;
}

// A URI that says which program and target it is of. The path is what the tab shows.
function uriOf({ source, target }: Subject): vscode.Uri {
  const name = source.path.replace(/^.*\//, "").replace(/\.svc$/, "");
  return vscode.Uri.from({ scheme, path: `/${target}/${name}.${extensions[target]}`, query: source.toString() });
}

function subjectOf(uri: vscode.Uri): Subject | undefined {
  const target = uri.path.split("/")[1];
  if (uri.scheme !== scheme || (target !== "cloudformation" && target !== "terraform")) return undefined;
  return { source: vscode.Uri.parse(uri.query, true), target };
}

/** What is shown: the documents of a target as one text, with the steps in its lines. */
interface Shown {
  text: string;
  steps: Step[];
  environments: string[];
}

// Terraform has several files: each begins with a line that says which it is.
export function joined({ documents, environments }: Preview): Shown {
  let text = "";
  let line = 0;
  const steps: Step[] = [];
  for (const document of documents ?? []) {
    const head = (documents ?? []).length > 1 ? `${line > 0 ? "\n" : ""}# ==> ${document.path}\n\n` : "";
    line += head.split("\n").length - 1;
    const down = (place: { line: number; character: number }) => ({ ...place, line: place.line + line });
    steps.push(...document.steps.map((step) => ({ ...step, range: { start: down(step.range.start), end: down(step.range.end) } })));
    text += head + document.text;
    line += document.text.split("\n").length - 1;
  }
  return { text, steps, environments };
}

// A comment that both YAML and HCL understand.
function asComment(text: string): string {
  return text.split("\n").map((line) => `# ${line}\n`).join("");
}

export class Previews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly made = new Map<string, Shown>();
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
    const subject = subjectOf(uri);
    const client = this.client();
    if (!subject || !client) return asComment("The language server does not run.");
    const environment = this.environment(subject.source);
    let answer: Preview | null;
    try {
      answer = await run<Preview | null>(client, "svcc.preview", { uri: subject.source.toString(), environment, target: subject.target }, token);
    } catch (problem) {
      return asComment(reason(problem));
    }
    if (!answer) return asComment("This file is not part of a program.");
    const before = this.made.get(uri.toString());
    // A program with errors becomes nothing: what it was before stays to be looked at, with the reason above it.
    if (!answer.documents) {
      const reason = asComment(`The program has errors${environment ? ` in environment ${environment}` : ""}: ${before ? "this is what it was before." : "there is nothing to show yet."}`);
      if (before) this.made.set(uri.toString(), { ...before, steps: [] });
      return reason + (before?.text ?? "");
    }
    const shown = joined(answer);
    this.made.set(uri.toString(), shown);
    return shown.text;
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
    const client = this.client();
    const asked = client && source ? await run<Architecture>(client, "svcc.graph", { uri: source.toString(), environment: "" }).catch(() => undefined) : undefined;
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
      const ranges = deciding(preview.steps, uri, at).map(({ range }) => new vscode.Range(range.start.line, 0, range.end.line, Number.MAX_SAFE_INTEGER));
      editor.setDecorations(this.mark, ranges);
      if (ranges[0]) editor.revealRange(ranges[0], vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  // The place in the program that decided the line of the cursor in the preview: the innermost that knows it.
  private markSource(editor: vscode.TextEditor): void {
    const preview = this.made.get(editor.document.uri.toString());
    const line = editor.selection.active.line;
    const around = preview?.steps.filter(({ range }) => range.start.line <= line && line <= range.end.line) ?? [];
    const found = around.sort((a, b) => extent(a.range) - extent(b.range))[0]?.source;
    if (!found) return;
    const source = vscode.window.visibleTextEditors.find((other) => other.document.uri.toString() === vscode.Uri.parse(found.uri, true).toString());
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

// Orders ranges by how much they hold.
function extent({ start, end }: Step["range"]): number {
  return (end.line - start.line) * 100_000 + (end.character - start.character);
}

// Of the places of the program that hold the cursor, the narrowest, and all that it decided; else what its line decided.
export function deciding(steps: Step[], uri: string, at: vscode.Position): Step[] {
  const of = steps.filter(({ source }) => vscode.Uri.parse(source.uri, true).toString() === uri);
  const holds = ({ source: { range } }: Step) =>
    !at.isBefore(new vscode.Position(range.start.line, range.start.character)) && !at.isAfter(new vscode.Position(range.end.line, range.end.character));
  const inside = of.filter(holds);
  const here = inside.length > 0 ? inside : of.filter(({ source: { range } }) => range.start.line === at.line);
  const least = Math.min(...here.map(({ source }) => extent(source.range)));
  return here.filter(({ source }) => extent(source.range) === least);
}
