// Parts of the extension without VS Code: node vscode_sources.mjs EXTENSION BIN BUNDLED, where BIN holds the programs svcc and other, and BUNDLED/server/svcc is one.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
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
  const { outputFiles } = require("esbuild").buildSync({ entryPoints: [`${extension}/src/${name}.ts`], bundle: true, platform: "node", format: "cjs", external: ["vscode", "vscode-languageclient"], write: false });
  const loaded = { exports: {} };
  const stand_in = { vscode, "vscode-languageclient": { ResponseError: class extends Error {} } };
  new Function("require", "module", "exports", outputFiles[0].text)((wanted) => stand_in[wanted] ?? require(wanted), loaded, loaded.exports);
  return loaded.exports;
}

// ---- Which server is started

const { commandOf, findServer, NotFound } = load("server");
const search = ["relative", "/nowhere", bin].join(path.delimiter);
assert.deepEqual(findServer("", bundled, search), { path: `${bin}/svcc`, from: "PATH" });
assert.deepEqual(findServer(`${bin}/other`, bundled, search), { path: `${bin}/other`, from: "settings" });
assert.deepEqual(findServer("", bundled, "/nowhere"), { path: `${bundled}/server/svcc`, from: "extension" });
assert.throws(() => findServer("", "/nowhere", "/nowhere"), NotFound);
// The compiler as WebAssembly, where no binary came with the extension: VS Code's own Node runs it.
const wasm = fs.mkdtempSync(path.join(os.tmpdir(), "svcc-"));
fs.mkdirSync(`${wasm}/server/bin`, { recursive: true });
fs.writeFileSync(`${wasm}/server/bin/svcc.js`, "");
const found = findServer("", wasm, "/nowhere");
assert.deepEqual(found, { path: `${wasm}/server/bin/svcc.js`, from: "extension", script: true });
assert.deepEqual(commandOf(found), { program: process.execPath, words: [found.path], env: { ELECTRON_RUN_AS_NODE: "1" } });
assert.deepEqual(commandOf({ path: "/x/svcc", from: "PATH" }), { program: "/x/svcc", words: [], env: {} });
fs.rmSync(wasm, { recursive: true });
assert.throws(() => findServer("svcc", bundled, search), /absolute/);
assert.throws(() => findServer(bin, bundled, search), /no program/); // a folder
assert.throws(() => findServer(`${bin}/missing`, bundled, search), /no program/);

// ---- What a place in the program has decided

const { deciding } = load("preview");
const span = (line, from, to, last = line) => ({ start: { line, character: from }, end: { line: last, character: to } });
const step = (address, source) => ({ range: span(0, 0, 9), address, path: "", source: { uri: "file:///a.svc", range: source } });
const steps = [step("block", span(4, 0, 1, 9)), step("field", span(5, 2, 12)), step("field too", span(5, 2, 12))];
const decided = (line, character, uri = "file:///a.svc") => deciding(steps, uri, new Position(line, character)).map(({ address }) => address);
assert.deepEqual(decided(5, 4), ["field", "field too"]);
assert.deepEqual(decided(7, 0), ["block"]); // elsewhere in the block
assert.deepEqual(decided(20, 0), []);
assert.deepEqual(decided(5, 4, "file:///b.svc"), []);
