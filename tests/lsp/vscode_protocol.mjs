// Talks to `svcc lsp` with the library that VS Code itself uses, and holds every answer against its types.
//
//   node vscode_protocol.mjs MODULES SVCC FOLDER      FOLDER holds the project; prints a line for each request, and `ok` at the end
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import assert from "node:assert/strict";

const [modules, svcc, folder] = process.argv.slice(2);
const lsp = createRequire(modules + "/node_modules/")("vscode-languageserver-protocol/node");
const { CancellationTokenSource } = lsp;

const server = spawn(svcc, ["lsp", "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const connection = lsp.createProtocolConnection(new lsp.StreamMessageReader(server.stdout), new lsp.StreamMessageWriter(server.stdin));
const uri = (name) => "file://" + folder + "/" + name;
const log = [];
let refreshes = 0;
connection.onNotification(lsp.LogMessageNotification.type, (m) => log.push(m.message));
connection.onRequest(lsp.RegistrationRequest.type, () => {});
connection.onRequest(lsp.ConfigurationRequest.type, (p) => p.items.map(() => null));
connection.onRequest(lsp.DiagnosticRefreshRequest.type, () => { refreshes += 1; });
connection.onRequest(lsp.WorkDoneProgressCreateRequest.type, () => {});
connection.onError((e) => { throw e; });
connection.listen();

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true, applyEdit: true, workspaceFolders: true, diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  textDocument: {
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: false },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"], resolveSupport: { properties: ["documentation"] } } },
    hover: { contentFormat: ["markdown", "plaintext"] },
    definition: { linkSupport: true }, documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } }, dataSupport: true, resolveSupport: { properties: ["edit"] } },
    rename: { prepareSupport: true }, foldingRange: { lineFoldingOnly: true },
  },
};
const initialized = await connection.sendRequest(lsp.InitializeRequest.type, {
  processId: process.pid, rootUri: uri(""), workspaceFolders: [{ uri: "file://" + folder, name: "test" }], capabilities,
});
const able = initialized.capabilities;
await connection.sendNotification(lsp.InitializedNotification.type, {});

const texts = {};
const versions = {};
const open = async (name) => {
  texts[name] = readFileSync(folder + "/" + name, "utf8");
  versions[name] = 1;
  await connection.sendNotification(lsp.DidOpenTextDocumentNotification.type, { textDocument: { uri: uri(name), languageId: "svc", version: 1, text: texts[name] } });
};
const position = (name, needle, more = 0) => {
  const offset = texts[name].indexOf(needle) + more;
  assert(offset >= more, needle);
  const before = texts[name].slice(0, offset);
  return { line: before.split("\n").length - 1, character: offset - (before.lastIndexOf("\n") + 1) };
};
const replace = async (name, from, to) => {
  const start = position(name, from);
  const end = position(name, from, from.length);
  texts[name] = texts[name].replace(from, to);
  versions[name] += 1;
  await connection.sendNotification(lsp.DidChangeTextDocumentNotification.type, { textDocument: { uri: uri(name), version: versions[name] }, contentChanges: [{ range: { start, end }, text: to }] });
};
const document = (name) => ({ textDocument: { uri: uri(name) } });
const at = (name, needle, more = 0) => ({ ...document(name), position: position(name, needle, more) });
const all = (list, is) => { for (const one of list) assert(is(one), JSON.stringify(one)); return list; };
const ask = async (type, params) => {
  const begin = process.hrtime.bigint();
  const result = await connection.sendRequest(type, params);
  console.log(type.method, Number(process.hrtime.bigint() - begin) / 1e6, "ms");
  return result;
};

await open("main.svc");
await open("shared/base.svc");
const M = "main.svc";
const B = "shared/base.svc";

const pulled = await ask(lsp.DocumentDiagnosticRequest.type, document(M));
assert.deepEqual(pulled.items, []);
await replace(M, "in main", "in mian");
const broken = await ask(lsp.DocumentDiagnosticRequest.type, { ...document(M), previousResultId: pulled.resultId });
all(broken.items, lsp.Diagnostic.is);
assert.equal(broken.items[0].code, "SVC1001");
const whole = await ask(lsp.WorkspaceDiagnosticRequest.type, { previousResultIds: [] });
assert(whole.items.some((item) => item.uri === uri(M) && item.items.length === 1));
await replace(M, "in mian", "in main");

all(await ask(lsp.DocumentSymbolRequest.type, document(M)), lsp.DocumentSymbol.is);
all(await ask(lsp.FoldingRangeRequest.type, document(M)), lsp.FoldingRange.is);
all(await ask(lsp.SelectionRangeRequest.type, { ...document(M), positions: [position(M, "memory"), position(M, "orders")] }), lsp.SelectionRange.is);
all(await ask(lsp.DocumentLinkRequest.type, document(M)), lsp.DocumentLink.is);
all(await ask(lsp.DocumentFormattingRequest.type, { ...document(M), options: { tabSize: 2, insertSpaces: true } }), lsp.TextEdit.is);
const tokens = await ask(lsp.SemanticTokensRequest.type, document(M));
assert(lsp.SemanticTokens.is(tokens));
await replace(M, "retries = 5", "retries = 3");
const delta = await ask(lsp.SemanticTokensDeltaRequest.type, { ...document(M), previousResultId: tokens.resultId });
assert(Array.isArray(delta.edits));

if (able.completionProvider) {
  const completion = await ask(lsp.CompletionRequest.type, at(M, "retries"));
  all(completion.items, (one) => typeof one.label === "string" && lsp.TextEdit.is(one.textEdit));
  const item = completion.items.find((one) => one.label.startsWith("visibility"));
  assert(item, "visibility is offered");
  const resolved = await ask(lsp.CompletionResolveRequest.type, item);
  assert(resolved.documentation.value.length > 10);
}
if (able.hoverProvider) assert(lsp.Hover.is(await ask(lsp.HoverRequest.type, at(M, "retention", 2))));
if (able.signatureHelpProvider) assert((await ask(lsp.SignatureHelpRequest.type, at(M, 'tag("', 4))).signatures.length === 1);
if (able.definitionProvider) {
  const links = await ask(lsp.DefinitionRequest.type, at(M, "in main", 4));
  all(links, lsp.LocationLink.is);
  assert.equal(links[0].targetUri, uri(B));
  const prelude = await ask(lsp.DefinitionRequest.type, at(M, "retention", 2));
  const text = await connection.sendRequest("svcc/document", { uri: prelude[0].targetUri });
  assert(text.text.includes("retention"));
  await ask(lsp.DeclarationRequest.type, at(M, "in main", 4));
  await ask(lsp.TypeDefinitionRequest.type, at(M, "in main", 4));
  await ask(lsp.ImplementationRequest.type, at(M, "in main", 4));
}
if (able.referencesProvider) {
  const places = all(await ask(lsp.ReferencesRequest.type, { ...at(B, "main", 1), context: { includeDeclaration: true } }), lsp.Location.is);
  assert.deepEqual(new Set(places.map((one) => one.uri)), new Set([uri(M), uri(B)]));
}
if (able.documentHighlightProvider) all(await ask(lsp.DocumentHighlightRequest.type, at(M, "orders", 1)), (one) => lsp.Range.is(one.range));
if (able.renameProvider) {
  assert(lsp.Range.is((await ask(lsp.PrepareRenameRequest.type, at(B, "main", 1))).range));
  const edit = await ask(lsp.RenameRequest.type, { ...at(B, "main", 1), newName: "vpc" });
  assert(lsp.WorkspaceEdit.is(edit));
  assert.equal(edit.documentChanges.length, 2);
  await assert.rejects(connection.sendRequest(lsp.RenameRequest.type, { ...at(B, "main", 1), newName: "1 2" }), (e) => e.code === -32803);
}
if (able.workspaceSymbolProvider) all(await ask(lsp.WorkspaceSymbolRequest.type, { query: "ord" }), (one) => typeof one.name === "string" && lsp.Location.is(one.location));
const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
if (able.inlayHintProvider) all(await ask(lsp.InlayHintRequest.type, { ...document(M), range }), lsp.InlayHint.is);
if (able.codeLensProvider) all(await ask(lsp.CodeLensRequest.type, document(M)), lsp.CodeLens.is);
if (able.codeActionProvider) {
  await replace(M, "retention", "retentoin");
  const { items } = await connection.sendRequest(lsp.DocumentDiagnosticRequest.type, document(M));
  const actions = await ask(lsp.CodeActionRequest.type, { ...document(M), range: items[0].range, context: { diagnostics: items } });
  all(actions, lsp.CodeAction.is);
  assert(actions.some((one) => one.kind === "quickfix"), JSON.stringify(actions));
  await replace(M, "retentoin", "retention");
}
if (able.callHierarchyProvider) {
  const items = await ask(lsp.CallHierarchyPrepareRequest.type, at(M, "queue orders", 7));
  const callers = await ask(lsp.CallHierarchyIncomingCallsRequest.type, { item: items[0] });
  assert(callers.some((one) => one.from.name === "api"), JSON.stringify(callers));
  await ask(lsp.CallHierarchyOutgoingCallsRequest.type, { item: callers[0].from });
}
if (able.executeCommandProvider) {
  for (const command of able.executeCommandProvider.commands) assert(command.startsWith("svcc."), command);
}

// What is given up while it waits is answered as cancelled.
const waiting = [];
for (let n = 0; n < 100; n += 1) {
  const source = new CancellationTokenSource();
  waiting.push(connection.sendRequest(lsp.SemanticTokensRequest.type, document(M), source.token).then(() => "answered", (e) => e.code));
  if (n % 2) source.cancel();
}
const ends = new Set(await Promise.all(waiting));
for (const end of ends) assert(end === "answered" || end === lsp.LSPErrorCodes.RequestCancelled, String(end));

assert.deepEqual(log.filter((line) => line.includes("internal error")), []);
await connection.sendRequest(lsp.ShutdownRequest.type);
const ended = new Promise((resolve) => server.on("exit", resolve));
await connection.sendNotification(lsp.ExitNotification.type);
assert.equal(await ended, 0);
console.log("ok");
