// Speaks with `svcc lsp` through the library that VS Code's own client is made of: node protocol.mjs MODULES SVCC WORKSPACE RECORD
// Prints `ok NAME` or `FAILED NAME: why` for each step, and writes RECORD, a TypeScript file in which every answer and notification of the server is declared
// with the type that the protocol gives it: tsc then says whether the server keeps to it.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, svcc, workspace, record] = process.argv.slice(2);
const require = createRequire(modules + "/");
const rpc = require("vscode-languageserver-protocol/node");

const uri = (path) => pathToFileURL(`${workspace}/${path}`).toString();
const main = uri("main.svc");
const queues = uri("shared/queues.svc");
const texts = new Map([main, queues].map((name) => [name, fs.readFileSync(new URL(name), "utf8")]));
const versions = new Map();
const recorded = ['import type * as lsp from "vscode-languageserver-protocol";', "type Result<T> = T extends { _: [unknown, infer R, ...unknown[]] | undefined } ? R : never;"];
let patience = 10_000;

const server = spawn(svcc, ["lsp"], { stdio: ["pipe", "pipe", "pipe"], cwd: workspace });
let complaints = "";
server.stderr.on("data", (text) => (complaints += text));
const connection = rpc.createProtocolConnection(new rpc.StreamMessageReader(server.stdout), new rpc.StreamMessageWriter(server.stdin));

function note(type, value) {
  recorded.push(`export const v${recorded.length}: ${type} = ${JSON.stringify(value)};`);
}

// Sends a request of the library, which is `{Name}Request` there, and notes the answer's type.
async function ask(name, params, token) {
  const answer = await connection.sendRequest(rpc[`${name}Request`].type, params, token);
  delete answer?.capabilities?.workspace?.textDocumentContent; // of LSP 3.18, which this library does not know
  note(`Result<typeof lsp.${name}Request.type>`, answer);
  return answer;
}

const published = new Map();
connection.onNotification(rpc.PublishDiagnosticsNotification.type, (params) => {
  published.set(params.uri, params);
  note("lsp.PublishDiagnosticsParams", params);
});
for (const name of ["LogMessage", "ShowMessage"]) connection.onNotification(rpc[`${name}Notification`].type, (params) => note(`lsp.${name}Params`, params));
connection.onRequest(rpc.RegistrationRequest.type, (params) => note("lsp.RegistrationParams", params));
connection.onRequest(rpc.ConfigurationRequest.type, (params) => {
  note("lsp.ConfigurationParams", params);
  return params.items.map(() => ({}));
});
connection.onRequest(rpc.WorkDoneProgressCreateRequest.type, (params) => note("lsp.WorkDoneProgressCreateParams", params));
for (const name of ["SemanticTokensRefresh", "InlayHintRefresh", "CodeLensRefresh", "DiagnosticRefresh"]) connection.onRequest(rpc[`${name}Request`].type, () => null);
connection.onUnhandledNotification(() => undefined);
connection.listen();

// ---- Documents

const place = (name, words, offset = 0) => {
  const at = texts.get(name).indexOf(words);
  if (at < 0) throw new Error(`there is no ${words} in ${name}`);
  const before = texts.get(name).slice(0, at + offset).split("\n");
  return { line: before.length - 1, character: before.at(-1).length };
};
const document = (name) => ({ textDocument: { uri: name } });
const at = (name, words, offset) => ({ ...document(name), position: place(name, words, offset) });

function open(name) {
  versions.set(name, 1);
  return connection.sendNotification(rpc.DidOpenTextDocumentNotification.type, { textDocument: { uri: name, languageId: "svc", version: 1, text: texts.get(name) } });
}

function change(name, old, text) {
  const range = { start: place(name, old), end: place(name, old, old.length) };
  texts.set(name, texts.get(name).replace(old, () => text));
  versions.set(name, versions.get(name) + 1);
  return connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, { textDocument: { uri: name, version: versions.get(name) }, contentChanges: [{ range, text }] });
}

// The edits of a document or a workspace, applied as an editor does: from the end to the beginning.
function applied(name, edits) {
  const lines = texts.get(name).split("\n");
  const offset = ({ line, character }) => lines.slice(0, line).reduce((sum, l) => sum + l.length + 1, 0) + character;
  return [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start)).reduce((text, edit) => text.slice(0, offset(edit.range.start)) + edit.newText + text.slice(offset(edit.range.end)), texts.get(name));
}

function editsOf(edit, name) {
  return edit.changes?.[name] ?? edit.documentChanges?.filter((change) => change.textDocument?.uri === name).flatMap((change) => change.edits) ?? [];
}

async function errors(name) {
  const report = await ask("DocumentDiagnostic", { ...document(name), identifier: "svcc" });
  return report.items.filter((d) => d.severity === 1);
}

// ---- Steps

function need(condition, said) {
  if (!condition) throw new Error(typeof said === "string" ? said : JSON.stringify(said));
}

// The documents as they are on the disk, after a step that broke off.
async function restore() {
  for (const [name, version] of versions) {
    texts.set(name, fs.readFileSync(new URL(name), "utf8"));
    versions.set(name, version + 1);
    await connection.sendNotification(rpc.DidChangeTextDocumentNotification.type, { textDocument: { uri: name, version: version + 1 }, contentChanges: [{ text: texts.get(name) }] });
  }
}

// A step of something that the server has to announce; `provider` is the capability's name, or that of a command.
async function step(name, run, provider) {
  if (provider && !can?.[provider] && !can?.executeCommandProvider?.commands.includes(provider)) {
    console.log(`FAILED ${name}: the server announces no ${provider}`);
    return;
  }
  let timer;
  const late = new Promise((_, fail) => (timer = setTimeout(() => fail(new Error(`no answer within ${patience} ms`)), patience)));
  try {
    await Promise.race([run(), late]);
    console.log(`ok ${name}`);
  } catch (problem) {
    await restore().catch(() => undefined);
    console.log(`FAILED ${name}: ${String(problem.message ?? problem).replaceAll("\n", " ").slice(0, 1500)}`);
  } finally {
    clearTimeout(timer);
  }
}

let can;

await step("initialize", async () => {
  const all = { dynamicRegistration: true };
  const answer = await ask("Initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToFileURL(workspace).toString(), name: "workspace" }],
    capabilities: {
      general: { positionEncodings: ["utf-16"] },
      window: { workDoneProgress: true },
      workspace: { configuration: true, workspaceFolders: true, applyEdit: true, workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
        didChangeWatchedFiles: all, diagnostics: { refreshSupport: true }, inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true }, semanticTokens: { refreshSupport: true } },
      textDocument: {
        synchronization: { didSave: true },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown", "plaintext"], resolveSupport: { properties: ["documentation", "detail", "additionalTextEdits"] }, labelDetailsSupport: true, insertReplaceSupport: true, tagSupport: { valueSet: [1] } } },
        hover: { contentFormat: ["markdown", "plaintext"] },
        signatureHelp: { signatureInformation: { documentationFormat: ["markdown"], parameterInformation: { labelOffsetSupport: true }, activeParameterSupport: true } },
        definition: { linkSupport: true }, declaration: { linkSupport: true }, typeDefinition: { linkSupport: true }, implementation: { linkSupport: true },
        documentSymbol: { hierarchicalDocumentSymbolSupport: true },
        codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "refactor.extract", "refactor.inline", "refactor.rewrite", "source", "source.fixAll"] } }, isPreferredSupport: true, dataSupport: true, disabledSupport: true, resolveSupport: { properties: ["edit"] } },
        rename: { prepareSupport: true }, foldingRange: { lineFoldingOnly: false }, publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [1, 2] }, codeDescriptionSupport: true, dataSupport: true },
        semanticTokens: { requests: { range: true, full: { delta: true } }, tokenTypes: [], tokenModifiers: [], formats: ["relative"] }, diagnostic: { dynamicRegistration: false, relatedDocumentSupport: false }, inlayHint: {}, callHierarchy: {},
      },
    },
  });
  can = answer.capabilities;
  need(answer.serverInfo?.name === "svcc" && can.positionEncoding === "utf-16", answer);
  await connection.sendNotification(rpc.InitializedNotification.type, {});
  await open(main);
});

await step("a good program has no errors", async () => need((await errors(main)).length === 0, await errors(main)));

await step("a mistake is found, with code, place and link", async () => {
  await change(main, "memory = 512MiB", "memory = 9GiB");
  const [found, ...more] = await errors(main);
  need(found?.code === "SVC4003" && more.length === 0, [found, ...more]);
  need(found.range.start.line === place(main, "9GiB").line && found.range.start.character === place(main, "9GiB").character, found.range);
  need(found.source === "svcc" && found.codeDescription?.href, found);
  need(found.relatedInformation?.length > 0, found);
  await change(main, "9GiB", "512MiB");
  need((await errors(main)).length === 0, "it stays");
});

await step("diagnostics of the workspace", async () => {
  const report = await ask("WorkspaceDiagnostic", { identifier: "svcc", previousResultIds: [] });
  need(report.items.some((item) => item.uri === main), report.items.map((item) => item.uri));
});

await step("diagnostics that have not changed are not sent again", async () => {
  const first = await ask("DocumentDiagnostic", { ...document(main), identifier: "svcc" });
  need(first.resultId, "no result id");
  const second = await ask("DocumentDiagnostic", { ...document(main), identifier: "svcc", previousResultId: first.resultId });
  need(second.kind === "unchanged", second);
});

await step("completion", async () => {
  await change(main, "receive on orders", "receive on ");
  const answer = await ask("Completion", at(main, "receive on ", "receive on ".length));
  const items = answer.items ?? answer;
  const item = items.find(({ label }) => label === "orders");
  need(item, items.map(({ label }) => label).slice(0, 20));
  if (can.completionProvider?.resolveProvider) await ask("CompletionResolve", item);
  await change(main, "receive on ", "receive on orders");
});

await step("completion of a missing field", async () => {
  await change(main, "  count = busy", "  \n  count = busy");
  const answer = await ask("Completion", { ...document(main), position: { line: place(main, "  count = busy").line - 1, character: 2 } });
  const labels = (answer.items ?? answer).map(({ label }) => label);
  need(labels.includes("grace") && labels.includes("route") && !labels.includes("cidr"), labels.slice(0, 30));
  await change(main, "  \n  count = busy", "  count = busy");
});

await step("hover", async () => {
  const answer = await ask("Hover", at(main, "cpu    =", 1));
  need(JSON.stringify(answer?.contents ?? null).includes("CPU of the whole task"), answer);
});

await step("signature help", async () => {
  await change(main, "let busy", "let words = join(\",\", [])\nlet busy");
  const answer = await ask("SignatureHelp", at(main, "join(\",\", [])", "join(\",\", ".length));
  need(answer?.signatures?.[0]?.label.startsWith("join(") && (answer.activeParameter ?? answer.signatures[0].activeParameter) === 1, answer);
  await change(main, "let words = join(\",\", [])\nlet busy", "let busy");
});

await step("definition in another file", async () => {
  const answer = [await ask("Definition", at(main, "receive on orders", "receive on ".length))].flat();
  need((answer[0]?.targetUri ?? answer[0]?.uri) === queues, answer);
});

await step("definition in the prelude, and its document", async () => {
  const answer = [await ask("Definition", at(main, "cluster web", 1))].flat();
  const target = answer[0]?.targetUri ?? answer[0]?.uri;
  need(target?.startsWith("svc-std:"), answer);
  const document = await connection.sendRequest("svcc/document", { uri: target });
  need(document.text.includes("kind cluster") && document.languageId === "svc", document.text.slice(0, 100));
});

for (const name of ["Declaration", "TypeDefinition", "Implementation"]) {
  await step(name.toLowerCase(), async () => {
    const answer = await ask(name, at(main, "receive on orders", "receive on ".length));
    need([answer].flat().length > 0 && answer !== null, answer);
  });
}

await step("references across files", async () => {
  const answer = await ask("References", { ...at(queues, "queue orders", "queue ".length), context: { includeDeclaration: true } });
  need(answer?.length === 3 && new Set(answer.map((found) => found.uri)).size === 2, answer);
});

await step("highlight", async () => need((await ask("DocumentHighlight", at(main, "orders.url", 1)))?.length === 2, "not the two places"));

await step("rename across files", async () => {
  const ready = await ask("PrepareRename", at(main, "receive on orders", "receive on ".length));
  need(ready, "it cannot be renamed");
  const edit = await ask("Rename", { ...at(main, "receive on orders", "receive on ".length), newName: "purchases" });
  need(applied(main, editsOf(edit, main)).split("purchases").length === 3, edit);
  need(applied(queues, editsOf(edit, queues)).includes("queue purchases"), edit);
});

await step("rename to what is no name is refused", async () => {
  const refused = await ask("Rename", { ...at(main, "receive on orders", "receive on ".length), newName: "not a name" }).then(() => false, (error) => error);
  need(refused instanceof rpc.ResponseError, refused);
});

await step("document symbols", async () => {
  const names = (await ask("DocumentSymbol", document(main))).map(({ name }) => name);
  need(names.some((name) => name.includes("worker")) && names.some((name) => name.includes("busy")), names);
});

await step("workspace symbols", async () => need((await ask("WorkspaceSymbol", { query: "orders" })).some(({ location }) => location.uri === queues), "the queue is not found"));

await step("folding", async () => need((await ask("FoldingRange", document(main))).some(({ startLine }) => startLine === place(main, "service worker").line), "the service cannot be folded"));

await step("selection ranges", async () => {
  let [range] = await ask("SelectionRange", { ...document(main), positions: [place(main, "512MiB", 1)] });
  let depth = 0;
  for (; range; range = range.parent) depth++;
  need(depth >= 4, `only ${depth} steps`);
});

await step("semantic tokens, whole and as a difference", async () => {
  const legend = can.semanticTokensProvider.legend;
  const whole = await ask("SemanticTokens", document(main));
  need(whole.data.length % 5 === 0 && whole.data.length > 200, `${whole.data.length} numbers`);
  need(whole.data.every((n, i) => i % 5 !== 3 || n < legend.tokenTypes.length), "a type that the legend does not have");
  await change(main, "/// A small shop", "/// A very small shop");
  const delta = await ask("SemanticTokensDelta", { ...document(main), previousResultId: whole.resultId });
  const patched = [...whole.data];
  for (const { start, deleteCount, data = [] } of [...(delta.edits ?? [])].sort((a, b) => b.start - a.start)) patched.splice(start, deleteCount, ...data);
  const fresh = await ask("SemanticTokens", document(main));
  need(JSON.stringify(delta.data ?? patched) === JSON.stringify(fresh.data), "the difference leads elsewhere");
  await change(main, "/// A very small shop", "/// A small shop");
});

await step("semantic tokens of a range", async () => {
  const range = { start: place(main, "service worker"), end: place(main, "cpu    =") };
  const part = await connection.sendRequest("textDocument/semanticTokens/range", { ...document(main), range });
  note("lsp.SemanticTokens", part);
  need(part.data.length > 0 && part.data[0] >= range.start.line, part);
});

await step("inlay hints", async () => {
  const hints = await ask("InlayHint", { ...document(main), range: { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } } });
  need(hints?.length > 0, "there are none");
}, "inlayHintProvider");

await step("code lenses", async () => need((await ask("CodeLens", document(main)))?.length > 0, "there are none"), "codeLensProvider");

await step("document links", async () => need((await ask("DocumentLink", document(main))).some(({ target }) => target === queues), "the import is no link"));

await step("formatting, whole and of a range", async () => {
  await change(main, "    memory = 512MiB", "  memory=512MiB");
  const options = { tabSize: 2, insertSpaces: true };
  const wanted = texts.get(main).replace("  memory=512MiB", "    memory = 512MiB");
  need(applied(main, await ask("DocumentFormatting", { ...document(main), options })) === wanted, "not what it was");
  const range = { start: place(main, "  memory=512MiB"), end: place(main, "  memory=512MiB", 16) };
  need(applied(main, await ask("DocumentRangeFormatting", { ...document(main), options, range })) === wanted, "not what it was, of a range");
  await change(main, "  memory=512MiB", "    memory = 512MiB");
});

await step("a fix for a diagnostic", async () => {
  await change(main, "allow receive", "allow recieve");
  const found = await errors(main);
  const actions = await ask("CodeAction", { ...document(main), range: found[0].range, context: { diagnostics: found, only: ["quickfix"], triggerKind: 1 } });
  let fix = actions.find((action) => action.kind?.startsWith("quickfix"));
  need(fix, actions);
  if (!fix.edit) fix = await ask("CodeActionResolve", fix);
  need(applied(main, editsOf(fix.edit, main)).includes("allow receive on"), fix);
  await change(main, "allow recieve", "allow receive");
}, "codeActionProvider");

await step("call hierarchy over a connection", async () => {
  const text = 'service front in web {\n  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "public.ecr.aws/nginx/nginx:1.27" } }\n  connect = [worker]\n}\n';
  await change(main, "service worker in web {", text + "service worker in web {");
  const [item] = await ask("CallHierarchyPrepare", at(main, "service worker", "service ".length));
  const calls = await ask("CallHierarchyIncomingCalls", { item });
  need(calls.some(({ from }) => from.name.includes("front")), calls);
  const back = await ask("CallHierarchyOutgoingCalls", { item: calls.find(({ from }) => from.name.includes("front")).from });
  need(back.some(({ to }) => to.name.includes("worker")), back);
  await change(main, text, "");
}, "callHierarchyProvider");

const command = (name, argument) => ask("ExecuteCommand", { command: name, arguments: [argument] });

await step("the graph", async () => {
  const graph = await command("svcc.graph", { uri: main });
  need(graph.mermaid.startsWith("flowchart") || graph.mermaid.startsWith("graph"), graph.mermaid);
  const worker = graph.nodes.findIndex(({ name }) => name === "worker");
  need(graph.nodes[worker]?.location.uri === main && graph.mermaid.includes(`n${worker}`), graph.nodes);
  need(graph.environments.join() === "test,prod", graph.environments);
}, "svcc.graph");

await step("a preview, with positions both ways, that follows what is typed", async () => {
  const changed = new Promise((done) => connection.onNotification("svcc/previewChanged", done));
  const preview = await command("svcc.preview", { uri: main, position: place(main, "target = 60%", 10), environment: "prod", target: "cloudformation" });
  const lines = preview.text.split("\n");
  need(preview.environment === "prod" && preview.text.includes("AWS::ECS::Service") && preview.uri.startsWith("svc-preview:"), preview.text.slice(0, 300));
  need(preview.selection.some(({ start }) => lines[start.line].includes("TargetValue: 60")), preview.selection.map(({ start }) => lines[start.line]));
  const line = lines.findIndex((words) => words.includes("TargetValue: 60"));
  const { files, lines: packed } = preview.map;
  let row = 0;
  const decided = new Map();
  for (let i = 0; i < packed.length; i += 6) decided.set((row += packed[i]), { uri: files[packed[i + 1]], line: packed[i + 2] });
  need(decided.get(line)?.uri === main && decided.get(line).line === place(main, "target = 60%").line, decided.get(line));
  await change(main, "target = 60%", "target = 70%");
  const next = await changed;
  need(next.uri === preview.uri && next.text.includes("TargetValue: 70"), next.text?.slice(0, 300));
  await change(main, "target = 70%", "target = 60%");
  await command("svcc.closePreview", { uri: preview.uri });
}, "svcc.preview");

await step("a cancelled request is answered", async () => {
  const source = new rpc.CancellationTokenSource();
  const asked = ask("WorkspaceDiagnostic", { identifier: "svcc", previousResultIds: [] }, source.token).then(() => "answered", (error) => error.code);
  source.cancel();
  const said = await asked;
  need(said === "answered" || said === rpc.LSPErrorCodes.RequestCancelled || said === rpc.LSPErrorCodes.ServerCancelled, String(said));
});

await step("requests about files that are not there are answered", async () => {
  const answer = await ask("Hover", { textDocument: { uri: uri("nowhere.svc") }, position: { line: 3, character: 3 } }).catch((error) => error);
  need(answer === null || answer instanceof rpc.ResponseError, answer);
  await connection.sendNotification(rpc.DidCloseTextDocumentNotification.type, document(main));
  need(Array.isArray(await ask("FoldingRange", document(main))), "a closed file is not answered");
  await open(main);
});

await step("a place outside of the text is answered", async () => {
  await ask("Hover", { ...document(main), position: { line: 100_000, character: 100_000 } });
});

await step("an unknown request is refused as the protocol says", async () => {
  const code = await connection.sendRequest("svcc/nothing", {}).then(() => 0, (error) => error.code);
  need(code === rpc.ErrorCodes.MethodNotFound, String(code));
});

await step("shutdown and exit", async () => {
  await connection.sendRequest(rpc.ShutdownRequest.type);
  const ended = new Promise((done) => server.once("exit", done));
  await connection.sendNotification(rpc.ExitNotification.type);
  need((await ended) === 0, "the exit status is not 0");
  need(complaints === "", complaints.slice(0, 500));
});

fs.writeFileSync(record, recorded.join("\n") + "\n");
server.kill();
process.exit(0);
