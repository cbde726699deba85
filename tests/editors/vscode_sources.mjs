// Parts of the extension without VS Code: node vscode_sources.mjs EXTENSION BIN BUNDLED, where BIN holds the programs svcc and other, and BUNDLED/server/svcc is one.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const [extension, bin, bundled] = process.argv.slice(2);
const require = createRequire(extension + "/");

class Position {
  constructor(line, character) {
    Object.assign(this, { line, character });
  }
  isBefore(other) {
    return this.line < other.line || (this.line === other.line && this.character < other.character);
  }
  isAfter(other) {
    return other.isBefore(this);
  }
}
const vscode = { Position, Uri: { parse: (text) => text }, EventEmitter: class {} };

function load(name) {
  const { outputFiles } = require("esbuild").buildSync({ entryPoints: [`${extension}/src/${name}.ts`], bundle: true, platform: "node", format: "cjs", external: ["vscode", "vscode-languageclient/node"], write: false });
  const loaded = { exports: {} };
  const stand_in = { vscode, "vscode-languageclient/node": { ResponseError: class extends Error {} } };
  new Function("require", "module", "exports", outputFiles[0].text)((wanted) => stand_in[wanted] ?? require(wanted), loaded, loaded.exports);
  return loaded.exports;
}

// ---- Which server is started

const { findServer, NotFound } = load("server");
const search = ["relative", "/nowhere", bin].join(path.delimiter);
assert.deepEqual(findServer("", bundled, search), { path: `${bin}/svcc`, from: "PATH" });
assert.deepEqual(findServer(`${bin}/other`, bundled, search), { path: `${bin}/other`, from: "settings" });
assert.deepEqual(findServer("", bundled, "/nowhere"), { path: `${bundled}/server/svcc`, from: "extension" });
assert.throws(() => findServer("", "/nowhere", "/nowhere"), NotFound);
assert.throws(() => findServer("svcc", bundled, search), /absolute/);
assert.throws(() => findServer(bin, bundled, search), /no program/); // a folder
assert.throws(() => findServer(`${bin}/missing`, bundled, search), /no program/);

// ---- Documents as one text, and the lines that a place decided

const { joined, deciding } = load("preview");
const span = (line, from, to, last = line) => ({ start: { line, character: from }, end: { line: last, character: to } });
const step = (line, address, source) => ({ range: span(line, 0, 9), address, path: "", source: { uri: "file:///a.svc", range: source } });
const block = span(4, 0, 1, 9);
const field = span(5, 2, 12);
const documents = [
  { path: "one.tf", text: "a {\n  b\n}\n", steps: [step(0, "a", block), step(1, "a", field)] },
  { path: "two.tf", text: "c\n", steps: [step(0, "c", field)] },
];
const shown = joined({ environment: "prod", environments: ["prod"], documents });
const lines = shown.text.split("\n");
assert.deepEqual(lines.filter((line) => line.startsWith("#")), ["# ==> one.tf", "# ==> two.tf"]);
assert.deepEqual(shown.steps.map(({ range }) => lines[range.start.line]), ["a {", "  b", "c"]);
assert.equal(joined({ environment: "", environments: [], documents: [documents[0]] }).text, documents[0].text); // alone, it needs no heading

const decided = (line, character) => deciding(shown.steps, "file:///a.svc", new Position(line, character)).map(({ range }) => lines[range.start.line]);
assert.deepEqual(decided(5, 4), ["  b", "c"]); // the field, in both documents
assert.deepEqual(decided(7, 0), ["a {"]); // elsewhere in the block: what the block decided
assert.deepEqual(decided(20, 0), []);
assert.deepEqual(deciding(shown.steps, "file:///b.svc", new Position(5, 4)), []);
