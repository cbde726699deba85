// Where the extension looks for svcc: node vscode_discovery.mjs EXTENSION BIN BUNDLED, where BIN holds the programs svcc and other, and BUNDLED/server/svcc is one.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import path from "node:path";

const [extension, bin, bundled] = process.argv.slice(2);
const require = createRequire(extension + "/");
const { outputFiles } = require("esbuild").buildSync({ entryPoints: [`${extension}/src/server.ts`], bundle: true, platform: "node", format: "cjs", external: ["vscode"], write: false });
const module_ = { exports: {} };
new Function("require", "module", "exports", outputFiles[0].text)((name) => (name === "vscode" ? {} : require(name)), module_, module_.exports);
const { findServer, NotFound } = module_.exports;

const search = ["relative", "/nowhere", bin].join(path.delimiter);
assert.deepEqual(findServer("", bundled, search), { path: `${bin}/svcc`, from: "PATH" });
assert.deepEqual(findServer(`${bin}/other`, bundled, search), { path: `${bin}/other`, from: "settings" });
assert.deepEqual(findServer("", bundled, "/nowhere"), { path: `${bundled}/server/svcc`, from: "extension" });
assert.throws(() => findServer("", "/nowhere", "/nowhere"), NotFound);
assert.throws(() => findServer("svcc", bundled, search), /absolute/);
assert.throws(() => findServer(bin, bundled, search), /no program/); // a folder
assert.throws(() => findServer(`${bin}/missing`, bundled, search), /no program/);
