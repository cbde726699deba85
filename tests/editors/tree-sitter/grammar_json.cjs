// Prints a grammar.js as the JSON that the generator reads: node grammar_json.cjs MODULES GRAMMAR
const Module = require("node:module");
const path = require("node:path");
const [modules, grammar] = process.argv.slice(2);
const resolve = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => (name.endsWith("tree_sitter_cli_binding") ? path.join(__dirname, "binding.cjs") : resolve(name, ...rest));
const dsl = require(path.join(modules, "node_modules/tree-sitter-cli/lib/api/dsl.js"));
Object.assign(globalThis, dsl);
process.stdout.write(JSON.stringify(require(path.resolve(grammar))));
