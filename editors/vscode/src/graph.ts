// The architecture of a program as a picture, drawn in a webview by Mermaid; a click on a block leads to its line.
import * as crypto from "node:crypto";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Previews } from "./preview";
import { type Architecture, reason, run } from "./protocol";

const pause = 250; // milliseconds without a key before it is drawn anew

export class Graph implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private source: vscode.Uri | undefined;
  private shown: Architecture | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(
    private readonly client: () => LanguageClient | undefined,
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
    const scripts = vscode.Uri.joinPath(this.root, "dist");
    this.panel = vscode.window.createWebviewPanel("svc.graph", "Architecture", { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }, {
      enableScripts: true,
      localResourceRoots: [scripts],
      retainContextWhenHidden: true,
    });
    this.panel.iconPath = vscode.Uri.joinPath(this.root, "images", "icon.png");
    this.panel.webview.html = page(this.panel.webview, vscode.Uri.joinPath(scripts, "graph.js"));
    this.panel.webview.onDidReceiveMessage((message: { ready?: boolean; open?: string }) => {
      if (message.ready) void this.draw();
      if (message.open !== undefined) void this.open(message.open);
    });
    this.panel.onDidDispose(() => (this.panel = undefined));
  }

  private drawSoon(): void {
    if (!this.panel) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.draw(), pause);
  }

  private async draw(): Promise<void> {
    const client = this.client();
    if (!this.panel || !this.source) return;
    const title = this.source.path.replace(/^.*\//, "");
    if (!client) {
      await this.panel.webview.postMessage({ title, problem: "The language server does not run." });
      return;
    }
    try {
      const environment = this.previews.environment(this.source);
      this.shown = await run<Architecture>(client, "svcc.graph", { uri: this.source.toString(), ...(environment !== "" && { environment }) });
      await this.panel?.webview.postMessage({ title: this.shown.environment ? `${title}, ${this.shown.environment}` : title, text: this.shown.mermaid });
    } catch (problem) {
      await this.panel?.webview.postMessage({ title, problem: reason(problem) });
    }
  }

  private async open(id: string): Promise<void> {
    const location = this.shown?.nodes[Number(id.replace(/^n/, ""))]?.location;
    if (!location) return;
    const { start, end } = location.range;
    const selection = new vscode.Range(start.line, start.character, end.line, end.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(location.uri, true), { selection, viewColumn: vscode.ViewColumn.One });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.panel?.dispose();
    for (const disposable of this.disposables) disposable.dispose();
  }
}

// No script but this one runs, and nothing is fetched. Mermaid writes its colours as styles.
function page(webview: vscode.Webview, script: vscode.Uri): string {
  const nonce = crypto.randomBytes(16).toString("base64url");
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'unsafe-inline'; img-src data:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <style>
    body { display: flex; flex-direction: column; height: 100vh; box-sizing: border-box; padding: 12px 16px; margin: 0; }
    h1 { font-size: 13px; font-weight: 600; margin: 0 0 12px; } #problem { color: var(--vscode-errorForeground); white-space: pre-wrap; }
    #graph { flex: 1; min-height: 0; overflow: auto; } #graph svg { display: block; } #graph .node { cursor: pointer; }
  </style>
</head>
<body>
  <h1 id="title"></h1>
  <div id="problem" role="alert"></div>
  <div id="graph"></div>
  <script nonce="${nonce}" src="${webview.asWebviewUri(script).toString()}"></script>
</body>
</html>`;
}
