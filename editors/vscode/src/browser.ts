// VS Code in a browser: the compiler is WebAssembly in a worker, and works on a copy of the workspace's files.
import * as vscode from "vscode";
import { type BaseLanguageClient, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/browser";
import * as extension from "./extension";
import { type Answer, type Host, NotFound } from "./host";
import { buildWords, exists } from "./place";

const most = { files: 4_000, bytes: 1_000_000 }; // what is copied: so many files, none larger than that
const left = /^(\..*|node_modules)$/; // folders that no program reads
const ours = /^(untitled|svc-.*)$/; // schemes that the server knows as they are

type Contents = Record<string, Uint8Array | string | null>;
type Result = Answer & { files: Record<string, string | null> };

/** The worker of packages/npm/lib/worker.js. */
class Compiler {
  private readonly waiting = new Map<number, { resolve: (result: Result) => void; reject: (problem: Error) => void }>();
  private last = 0;

  /** `heard` gets the messages of the language server. */
  constructor(
    private readonly worker: Worker,
    private readonly heard: (message: unknown) => void,
  ) {
    worker.onmessage = ({ data }: { data: { lsp?: string; id?: number; result?: Result; problem?: string } }) => {
      if (data.lsp !== undefined) return this.heard(JSON.parse(data.lsp));
      const asked = this.waiting.get(data.id ?? 0);
      this.waiting.delete(data.id ?? 0);
      if (data.result) asked?.resolve(data.result);
      else asked?.reject(new Error(data.problem));
    };
  }

  static async load(root: vscode.Uri, heard: (message: unknown) => void): Promise<Compiler> {
    const read = (...path: string[]) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, ...path));
    const parts = await Promise.all([read("dist", "worker.js"), read("server", "wasm", "svcc.wasm"), filesOf()]).catch((problem: unknown) => {
      throw new NotFound(`This package of the extension has no compiler for browsers (${problem instanceof Error ? problem.message : String(problem)})`);
    });
    const [script, module, files] = parts;
    // A worker of another origin is not allowed; the text of one is.
    const compiler = new Compiler(new Worker(URL.createObjectURL(new Blob([script as BlobPart], { type: "text/javascript" }))), heard);
    compiler.worker.postMessage({ start: { module, files } });
    return compiler;
  }

  send(message: unknown): void {
    this.worker.postMessage({ lsp: JSON.stringify(message) });
  }

  change(files: Contents): void {
    this.worker.postMessage({ files });
  }

  run(words: string[], folder: string, files: Contents): Promise<Result> {
    const id = ++this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, words, folder, files });
    });
  }

  end(): void {
    this.worker.terminate();
    for (const { reject } of this.waiting.values()) reject(new Error("svcc was ended"));
  }
}

// ---- The copy of the workspace

async function contentOf(uri: vscode.Uri): Promise<Uint8Array | null> {
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    return type & vscode.FileType.File && size <= most.bytes ? await vscode.workspace.fs.readFile(uri) : null;
  } catch {
    return null; // it is gone
  }
}

async function listed(folder: vscode.Uri, found: vscode.Uri[]): Promise<void> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  for (const [name, type] of entries) {
    if (found.length >= most.files) return;
    const uri = vscode.Uri.joinPath(folder, name);
    if (type & vscode.FileType.File) found.push(uri);
    else if (type & vscode.FileType.Directory && !left.test(name)) await listed(uri, found);
  }
}

async function filesOf(): Promise<Contents> {
  const found: vscode.Uri[] = [];
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) await listed(uri, found);
  const contents = await Promise.all(found.map(async (uri) => [uri.path, await contentOf(uri)] as const));
  return Object.fromEntries(contents.filter(([, content]) => content));
}

// ---- Names: the server knows files only

const toServer = (uri: vscode.Uri) => (ours.test(uri.scheme) ? uri : vscode.Uri.from({ scheme: "file", path: uri.path })).toString();

function fromServer(name: string): vscode.Uri {
  const uri = vscode.Uri.parse(name, true);
  if (uri.scheme !== "file") return uri;
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri);
  const around = folders.find(({ path }) => uri.path.startsWith(path)) ?? folders[0] ?? vscode.window.activeTextEditor?.document.uri;
  return around?.with({ path: uri.path }) ?? uri;
}

// What the client takes for a worker. Its messages hold functions, which no real port can send: JSON leaves them out.
class Port {
  onmessage: ((event: { data: unknown }) => void) | undefined;
  send: (message: unknown) => void = () => undefined;
  postMessage = (message: unknown) => this.send(message);
  addEventListener = () => undefined;
}

class Browser implements Host, vscode.Disposable {
  readonly documents = [{ language: "svc" }];
  private compiler: Compiler | undefined;
  private readonly watcher = vscode.workspace.createFileSystemWatcher("**/*");

  constructor(private readonly root: vscode.Uri) {
    const changed = (uri: vscode.Uri) => void this.changed(uri);
    this.watcher.onDidCreate(changed);
    this.watcher.onDidChange(changed);
    this.watcher.onDidDelete(changed);
  }

  private async changed(uri: vscode.Uri): Promise<void> {
    if (!uri.path.split("/").some((part) => left.test(part))) this.compiler?.change({ [uri.path]: await contentOf(uri) });
  }

  async makeClient(options: LanguageClientOptions): Promise<{ client: BaseLanguageClient; about: string }> {
    this.compiler?.end();
    const port = new Port();
    const compiler = await Compiler.load(this.root, (message) => port.onmessage?.({ data: message }));
    port.send = (message) => compiler.send(message);
    this.compiler = compiler;
    const workspace: NonNullable<LanguageClientOptions["middleware"]>["workspace"] = {
      // The server looks when it is told, so the copy comes first.
      didChangeWatchedFile: async (event, next) => {
        await this.changed(fromServer(event.uri));
        await next(event);
      },
    };
    const more = { uriConverters: { code2Protocol: toServer, protocol2Code: fromServer }, middleware: { ...options.middleware, workspace } };
    return { client: new LanguageClient("svcc", "svcc", { ...options, ...more }, port as unknown as Worker), about: "WebAssembly of the extension" };
  }

  /** What the command wrote below `folder` is written there, too. */
  async run(words: string[], folder: vscode.Uri): Promise<Answer> {
    if (!this.compiler) throw new Error("svcc does not run");
    const open = vscode.workspace.textDocuments.filter(({ languageId, uri }) => languageId === "svc" && !ours.test(uri.scheme));
    const result = await this.compiler.run(words, folder.path, Object.fromEntries(open.map((document) => [document.uri.path, document.getText()])));
    const written: Contents = {};
    for (const [name, text] of Object.entries(result.files)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (text === null) await vscode.workspace.fs.delete(uri);
      else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
      written[uri.path] = text;
    }
    this.compiler?.change(written); // the next command may read them, and the watcher tells of them late or, where it is excluded, never
    return result;
  }

  async revisions(): Promise<null> {
    return null;
  }

  async build(): Promise<void> {
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const { status, output, errors } = await this.run(buildWords(await exists(vscode.Uri.joinPath(uri, "svc.yaml"))), uri);
      const said = (output + errors).trim();
      if (status === 0) void vscode.window.showInformationMessage(said.split("\n")[0] || "svcc build has written its files");
      else void vscode.window.showErrorMessage(said.split("\n")[0] ?? "svcc build failed");
    }
  }

  async choosePath(): Promise<boolean> {
    void vscode.window.showInformationMessage("In a browser the compiler of the extension runs; there is no other.");
    return false;
  }

  nonce(): string {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  dispose(): void {
    this.watcher.dispose();
    this.compiler?.end();
  }
}

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const host = new Browser(context.extensionUri);
  context.subscriptions.push(host);
  await extension.activate(context, host);
}

export const deactivate = extension.deactivate;
