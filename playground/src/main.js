// The page: the editor on the left, what the program becomes on the right.
import { EditorView, basicSetup } from "codemirror";
import { indentWithTab } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, keymap } from "@codemirror/view";
import {
  LSPClient, findReferencesKeymap, formatDocument, formatKeymap, hoverTooltips, jumpToDefinitionKeymap,
  renameKeymap, serverCompletion, signatureHelp,
} from "@codemirror/lsp-client";
import { tags } from "@lezer/highlight";
import { Compiler } from "./compiler.js";
import { diagnosticsOf } from "./diagnostics.js";
import { svc } from "./language.js";
import { packed, unpacked } from "./share.js";

const FILE = "main.svc";
const URI = `file:///${FILE}`;
const PAUSE = 150;  // milliseconds without a key before the result is made again
const at = (id) => document.getElementById(id);
const state = { target: "cloudformation", environment: "", document: "", view: "output", before: null, preview: null };
const compiler = new Compiler();
let editor;
let output;

// ---- The editors

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "light-dark(#8a2be2, #c9a2ff)" },
  { tag: tags.controlKeyword, color: "light-dark(#a3157a, #ff9ed8)" },
  { tag: tags.string, color: "light-dark(#0b6e3b, #8fd6a4)" },
  { tag: tags.number, color: "light-dark(#a24300, #ffb87a)" },
  { tag: tags.bool, color: "light-dark(#a24300, #ffb87a)" },
  { tag: tags.propertyName, color: "light-dark(#1a56b8, #8ab8ff)" },
  { tag: tags.comment, color: "light-dark(#66707c, #8b96a3)", fontStyle: "italic" },
  { tag: tags.docComment, color: "light-dark(#466b52, #9dbfa6)", fontStyle: "italic" },
]);
const frame = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--back)" },
  ".cm-gutters": { backgroundColor: "var(--bar)", color: "var(--soft)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "light-dark(#0000000a, #ffffff0c)" },
  ".cm-tooltip": { backgroundColor: "var(--bar)", color: "var(--text)", border: "1px solid var(--line)", maxWidth: "620px" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--back)" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
});

const setSteps = StateEffect.define();
const steps = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setSteps)) {
        const lines = effect.value.filter((line) => line < transaction.state.doc.lines);
        return Decoration.set(lines.map((line) => Decoration.line({ class: "cm-step" }).range(transaction.state.doc.line(line + 1).from)), true);
      }
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const client = new LSPClient({
  rootUri: "file:///",
  initializationOptions: { diagnostics: { mode: "push" } },
  timeout: 20000,
  extensions: [serverCompletion(), hoverTooltips(), signatureHelp(), diagnosticsOf(() => editor, showProblems),
    { notificationHandlers: { "svcc/previewChanged": previewChanged } },
    keymap.of([...formatKeymap, ...renameKeymap, ...jumpToDefinitionKeymap, ...findReferencesKeymap])],
});

const sync = EditorView.updateListener.of((update) => {
  if (update.docChanged) {
    nameExample();
    client.sync();
    refreshSoon();
  } else if (update.selectionSet && state.view === "output") follow();
});

function makeEditor(text) {
  editor = new EditorView({
    doc: text,
    parent: at("editor"),
    extensions: [
      basicSetup, keymap.of([indentWithTab]), svc, syntaxHighlighting(style), frame, client.plugin(URI, "svc"), sync,
      EditorState.tabSize.of(2), EditorView.contentAttributes.of({ "aria-label": "The program" }),
    ],
  });
}

// ---- What the program becomes

function argument(more = {}) {
  return { uri: URI, target: state.target, ...(state.environment && { environment: state.environment }), ...more };
}

const run = (command, more) => client.request("workspace/executeCommand", { command, arguments: [argument(more)] });
const files = () => ({ [FILE]: editor.state.doc.toString() });

let timer;
let turn = 0;
function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, PAUSE);
}

const views = { output: showOutput, graph: showGraph, cost: showCost, diff: showDiff };
async function refresh() {
  const mine = ++turn;
  at("document").hidden = state.view !== "output" || at("document").options.length < 2;
  at("keep").hidden = state.view !== "diff";
  try {
    await environments();
    if (mine === turn) await views[state.view](() => mine === turn);
  } catch (problem) {
    at("document").hidden = true;
    if (mine === turn) showText(`This cannot be shown: ${problem.message}`);
  }
}

// The environments that the program declares, in the list of the page. The server knows them, and is asked when the text says that they may be others.
let declared;
async function environments() {
  const now = [...editor.state.doc.toString().matchAll(/\b(app|environment)\s+[\w-]+/g)].join();
  if (now === declared) return;
  await closePreview();  // its document may have another name now
  const graph = await run("svcc.graph").catch(() => null);
  if (!graph) return;
  declared = now;
  const names = graph.environments.filter(Boolean);
  const list = at("environment");
  list.parentElement.hidden = names.length === 0;
  list.replaceChildren(...names.map((name) => new Option(name, name)));
  if (!names.includes(state.environment)) state.environment = names.at(-1) ?? "";
  list.value = state.environment;
}

function showText(text, language) {
  const view = at("view");
  output?.destroy();
  output = null;
  const pre = document.createElement("pre");
  pre.textContent = text;
  if (language) pre.className = language;
  view.replaceChildren(pre);
}

// A preview that is open is kept up to date by the server, in the pauses of typing.
async function showOutput(current) {
  const wanted = [state.target, state.environment, state.document].join();
  if (state.preview?.wanted !== wanted) {
    await closePreview();
    const preview = await run("svcc.preview", { position: cursor(), ...(state.document && { document: state.document }) });
    if (!current()) return;
    state.preview = { ...preview, wanted };
  }
  if (rendered !== state.preview || !at("view").contains(output?.dom)) render(state.preview);
}

async function closePreview() {
  const old = state.preview;
  state.preview = null;
  if (old) await run("svcc.closePreview", { uri: old.uri });
}

function previewChanged(_client, preview) {
  if (preview.uri !== state.preview?.uri) return true;
  state.preview = { ...preview, wanted: state.preview.wanted };
  if (state.view === "output") {
    render(state.preview);
    follow();
  }
  return true;
}

let rendered;
function render(preview) {
  rendered = preview;
  const list = at("document");
  list.replaceChildren(...preview.documents.map((name) => new Option(name, name)));
  list.value = preview.document;
  list.hidden = preview.documents.length < 2;
  if (!output || !at("view").contains(output.dom)) {
    output = new EditorView({
      parent: (at("view").replaceChildren(), at("view")),
      extensions: [basicSetup, EditorState.readOnly.of(true), EditorView.editable.of(false), plain, syntaxHighlighting(style), frame, steps,
        EditorView.contentAttributes.of({ "aria-label": "The output", tabindex: "0" }), EditorView.domEventHandlers({ click: back })],
    });
  }
  const old = output.state.doc.toString();
  if (old !== preview.text) output.dispatch({ changes: { from: 0, to: old.length, insert: preview.text } });
  mark(preview.selection.map((range) => range.start.line));
}

// YAML and HCL alike: names before `:` or `=`, texts, comments.
const plain = StreamLanguage.define({
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^#.*/)) return "comment";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^(resource|data|variable|output|provider|terraform|module|locals)\b/)) return "keyword";
    if (stream.match(/^[\w:.-]+(?=\s*(=|:(\s|$)))/)) return "propertyName";
    if (stream.match(/^-?[0-9]+(\.[0-9]+)?\b/)) return "number";
    if (stream.match(/^[\w!]+/)) return null;
    stream.next();
    return null;
  },
});

function cursor() {
  const line = editor.state.doc.lineAt(editor.state.selection.main.head);
  return { line: line.number - 1, character: editor.state.selection.main.head - line.from };
}

// Each line of the output with the place of the program that decided it.
function origins({ lines }) {
  const found = [];
  for (let i = 0, line = 0; i + 5 < lines.length; i += 6) {
    line += lines[i];
    found.push({ line, start: lines[i + 2], end: lines[i + 4] });
  }
  return found;
}

function mark(lines) {
  if (!output) return;
  const first = Math.min(...lines, output.state.doc.lines - 1);
  const effects = [setSteps.of(lines)];
  if (lines.length) effects.push(EditorView.scrollIntoView(output.state.doc.line(first + 1).from, { y: "center" }));
  output.dispatch({ effects });
}

// The cursor moved: the lines of the output that this line decides.
function follow() {
  if (!state.preview) return;
  const { line } = cursor();
  mark(origins(state.preview.map).filter(({ start, end }) => start <= line && line <= end && end - start < 3).map((one) => one.line));
}

// A click into the output leads to the line of the program.
function back(_event, view) {
  const line = view.state.doc.lineAt(view.state.selection.main.head).number - 1;
  const origin = origins(state.preview.map).findLast((one) => one.line <= line);
  if (!origin || origin.start >= editor.state.doc.lines) return;
  editor.dispatch({ selection: { anchor: editor.state.doc.line(origin.start + 1).from }, scrollIntoView: true });
}

let mermaid;
let drawn = 0;
async function showGraph(current) {
  const graph = await run("svcc.graph");
  mermaid ??= (await import("mermaid")).default;
  const dark = getComputedStyle(document.documentElement).colorScheme === "dark" || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
  mermaid.initialize({ startOnLoad: false, securityLevel: "strict", theme: dark ? "dark" : "neutral", flowchart: { htmlLabels: false } });
  const { svg } = await mermaid.render(`graph${++drawn}`, graph.mermaid);
  if (!current()) return;
  output?.destroy();
  output = null;
  at("view").innerHTML = svg;  // made by mermaid, which cleans the labels (securityLevel strict)
  at("view").firstElementChild.setAttribute("role", "img");
  at("view").firstElementChild.setAttribute("aria-label", `The architecture: ${graph.nodes.map((node) => `${node.kind} ${node.name}`).join(", ")}`);
}

async function showCost(current) {
  const done = await compiler.command(files(), ["cost", FILE]);
  if (current()) showText(done.output || done.errors);
}

async function showDiff(current) {
  const both = { "before.svc": state.before, "after.svc": editor.state.doc.toString() };
  const done = await compiler.command(both, ["diff", "before.svc", "after.svc", `--target=${state.target}`]);
  if (current()) showText(done.output || done.errors);
}

// ---- The page around them

function showProblems(list) {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of list) counts[severity] = (counts[severity] ?? 0) + 1;
  const words = [[counts.error, "error"], [counts.warning, "warning"], [counts.info, "note"]]
    .filter(([count]) => count)
    .map(([count, word]) => `${count} ${word}${count > 1 ? "s" : ""}`);
  const old = counts.error > 0 && state.view === "output" && state.preview !== null;  // errors have no output
  at("view").classList.toggle("old", old);
  at("status").textContent = words.length ? words.join(", ") + (old ? ". The output is from before the error." : "") : "No problems";
  at("problems").replaceChildren(...list.slice(0, 50).map(problem));
}

function problem(one) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.className = one.severity;
  button.textContent = `${editor.state.doc.lineAt(one.from).number}: ${one.source ?? ""} ${one.message.split("\n")[0]}`;
  button.addEventListener("click", () => {
    editor.dispatch({ selection: { anchor: one.from, head: one.to }, scrollIntoView: true });
    editor.focus();
  });
  item.append(button, ...one.actions.map((action) => {
    const fix = document.createElement("button");
    fix.className = "fix";
    fix.textContent = `Fix: ${action.name}`;
    fix.addEventListener("click", () => action.apply(editor, one.from, one.to));
    return fix;
  }));
  return item;
}

// The list names the example that is open, as long as nothing in it is changed.
function nameExample() {
  const text = editor.state.doc.toString();
  at("example").value = Object.keys(EXAMPLES).find((name) => EXAMPLES[name] === text) ?? "";
}

function load(text) {
  state.before = text;
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
}

function choose(view) {
  state.view = view;
  at("view").classList.remove("old");
  if (view !== "output") closePreview();
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.id === `tab-${view}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  at("view").setAttribute("aria-labelledby", `tab-${view}`);
  refresh();
}

function tabs() {
  const all = [...document.querySelectorAll("[role=tab]")];
  for (const tab of all) {
    tab.addEventListener("click", () => choose(tab.id.replace("tab-", "")));
    tab.addEventListener("keydown", ({ key }) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!move) return;
      const next = all[(all.indexOf(tab) + move + all.length) % all.length];
      next.focus();
      next.click();
    });
  }
}

async function share() {
  history.replaceState(null, "", await packed(editor.state.doc.toString()));
  await navigator.clipboard?.writeText(location.href).catch(() => {});
  at("status").textContent = "The address of this page now holds the program.";
}

function controls() {
  tabs();
  at("example").append(...Object.keys(EXAMPLES).map((name) => new Option(name, name)));
  nameExample();
  at("example").addEventListener("change", ({ target }) => target.value && load(EXAMPLES[target.value]));
  at("environment").addEventListener("change", ({ target }) => ((state.environment = target.value), refresh()));
  at("document").addEventListener("change", ({ target }) => ((state.document = target.value), refresh()));
  for (const button of at("targets").children) {
    button.addEventListener("click", () => {
      state.target = button.dataset.target;
      state.document = "";
      for (const other of at("targets").children) other.setAttribute("aria-pressed", String(other === button));
      refresh();
    });
  }
  at("keep").addEventListener("click", () => ((state.before = editor.state.doc.toString()), refresh()));
  at("share").addEventListener("click", share);
  at("format").addEventListener("click", () => formatDocument(editor));
  at("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    refresh();
  });
}

const shared = await unpacked(location.hash);
state.before = shared ?? EXAMPLES.shop;
makeEditor(state.before);
controls();
client.connect(compiler.transport());
await client.initializing;
refresh();
window.playground = { editor, state };  // for tests
