// The architecture of a program as a picture: the page of `svcc graph` in a webview. A click on a block leads to its line.
import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { Host } from "./host";
import type { Previews } from "./preview";
import { type Architecture, reason, run } from "./protocol";

const pause = 250; // milliseconds without a key before it is drawn anew

export class Graph implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private source: vscode.Uri | undefined;
  private shown: Architecture | undefined;
  private drawn = false; // the page is in the panel
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly host: Host,
    private readonly client: () => BaseLanguageClient | undefined,
    private readonly previews: Previews,
    private readonly root: vscode.Uri,
  ) {
    this.disposables = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.languageId === "svc") this.drawSoon();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration("svcc.environment")) this.drawSoon();
      }),
    ];
  }

  show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== "svc") return;
    this.source = document.uri;
    if (this.panel) {
      this.panel.reveal(undefined, true);
      void this.draw();
      return;
    }
    this.panel = vscode.window.createWebviewPanel("svc.graph", "Architecture", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
      enableScripts: true,
      localResourceRoots: [],
      retainContextWhenHidden: true,
    });
    this.drawn = false;
    this.panel.iconPath = vscode.Uri.joinPath(this.root, "images", "icon.png");
    this.panel.webview.onDidReceiveMessage((message: { open?: number; svg?: string }) => {
      if (message.open !== undefined) void this.open(message.open);
      if (message.svg !== undefined) void this.save(message.svg);
    });
    this.panel.onDidDispose(() => (this.panel = undefined));
    void this.draw();
  }

  private drawSoon(): void {
    if (!this.panel) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), pause);
  }

  // The page comes with the first picture. Later ones are sent to it, so that it keeps its place and its search.
  private async draw(): Promise<void> {
    const client = this.client();
    if (!this.panel || !this.source) return;
    if (!client) return this.tell("The language server does not run.");
    try {
      const environment = this.previews.environment(this.source);
      const argument = { uri: client.code2ProtocolConverter.asUri(this.source), page: !this.drawn, ...(environment !== "" && { environment }) };
      const shown = await run<Architecture>(client, "svcc.graph", argument);
      if (!this.panel) return;
      if (shown.picture === undefined) return this.tell("The program has errors: this is the picture before them.");
      this.shown = shown;
      const title = this.source.path.replace(/^.*\//, "");
      this.panel.title = shown.environment ? `${title}, ${shown.environment}` : title;
      if (shown.page !== undefined) this.panel.webview.html = guarded(shown.page, this.host.nonce());
      else await this.panel.webview.postMessage({ data: shown.picture });
      this.drawn = true;
    } catch (problem) {
      this.tell(reason(problem));
    }
  }

  private tell(problem: string): void {
    if (!this.panel) return;
    if (this.drawn) void this.panel.webview.postMessage({ problem });
    else this.panel.webview.html = note(problem);
  }

  private async open(index: number): Promise<void> {
    const location = this.shown?.locations?.[index];
    const uri = location && this.client()?.protocol2CodeConverter.asUri(location.uri);
    if (!uri) return;
    const { start, end } = location.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(uri, { selection, viewColumn: vscode.ViewColumn.One });
  }

  private async save(svg: string): Promise<void> {
    const folder = this.source && vscode.Uri.joinPath(this.source, "..", "architecture.svg");
    const file = await vscode.window.showSaveDialog({ ...(folder && { defaultUri: folder }), filters: { SVG: ["svg"] } });
    if (file) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(svg));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}

// The page with a policy: no script but its own runs, and nothing is fetched.
export function guarded(page: string, nonce: string): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;
  return page
    .replace("<head>", `<head>\n<meta http-equiv="Content-Security-Policy" content="${policy}">`)
    .replace("<script>", `<script nonce="${nonce}">`);
}

function note(text: string): string {
  const safe = text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'"></head><body><p role="alert">${safe}</p></body></html>`;
}
