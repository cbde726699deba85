// Tokenises .svc files with the library that VS Code itself uses and compares with the compiler's tokens: node textmate.mjs MODULES GRAMMAR < files.json
// where files.json is [{ name, text, tokens }], `tokens` as `svcc build --dump tokens` prints them. Prints one line for each difference.
import fs from "node:fs";
import { createRequire } from "node:module";

const [modules, grammarPath] = process.argv.slice(2);
const require = createRequire(modules + "/");
const oniguruma = require("vscode-oniguruma");
const textmate = require("vscode-textmate");

// What the scopes of a token of each kind must say. A string's interpolation begins anew: what stands before `meta.embedded` is of the string around it.
const wanted = {
  keyword: (s) => /(^| )(keyword\.(control|other)|storage)\./.test(s) && !s.includes("unit"),
  name: (s) => /(^| )(variable|entity|support)\./.test(s) && !/(^| )(keyword|storage|string|comment|constant|punctuation|invalid)\./.test(s),
  constant: (s) => s.includes("constant.language.boolean"),
  number: (s) => s.includes("constant.numeric.svc"),
  address: (s) => s.includes("constant.numeric.address"),
  string: (s) => /(^| )string\.quoted\./.test(s),
  interpolation: (s) => s.includes("punctuation.section.embedded"),
  comment: (s) => s.includes("comment.") && !s.includes("documentation"),
  doc: (s) => s.includes("comment.line.documentation"),
  mark: (s) => /(^| )(keyword\.operator|punctuation)\./.test(s),
  nothing: (s) => !/(^| )(string|comment|constant|storage|variable|entity|support)\./.test(s.replace(/comment\.block\S*/g, "")),
};

function innermost(scopes) {
  const from = scopes.map((s) => s.startsWith("meta.embedded")).lastIndexOf(true);
  const rest = scopes.slice(from + 1);
  // The `${` itself belongs to the embedded part that it opens.
  return rest.join(" ");
}

// The compiler's kind of every code point of every line: 1-based lines and columns, the end of a token exclusive.
function kindsOf(lines, dump) {
  const kinds = lines.map((line) => new Array([...line].length).fill("nothing"));
  for (const row of dump.split("\n").filter(Boolean)) {
    const [kind, place] = row.split(" ");
    const [l1, c1, l2, c2] = place.split(/[:-]/).map(Number);
    for (let l = l1; l <= l2; l++) {
      const end = l === l2 ? c2 - 1 : kinds[l - 1].length;
      for (let c = l === l1 ? c1 - 1 : 0; c < end; c++) kinds[l - 1][c] = kind;
    }
  }
  return kinds;
}

function compare(grammar, file) {
  const lines = file.text.split("\n").map((line) => line.replace(/\r$/, ""));
  const kinds = kindsOf(lines, file.tokens);
  const found = [];
  let stack = textmate.INITIAL;
  let compared = 0;
  lines.forEach((line, l) => {
    const result = grammar.tokenizeLine(line, stack);
    stack = result.ruleStack;
    for (const token of result.tokens) {
      const scopes = innermost(token.scopes);
      const before = [...line.slice(0, token.startIndex)].length;
      const text = [...line.slice(token.startIndex, token.endIndex)];
      const wrong = text.findIndex((c, i) => !/\s/.test(c) && !wanted[kinds[l][before + i] ?? "nothing"](scopes));
      compared++;
      if (wrong >= 0) {
        const kind = kinds[l][before + wrong] ?? "nothing";
        found.push(`${file.name}:${l + 1}:${before + wrong + 1}: \`${text.slice(wrong).join("").slice(0, 40)}\` is ${kind} to the compiler, ${scopes || "nothing"} to the grammar`);
      }
    }
  });
  return { found, compared };
}

const wasm = fs.readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
const registry = new textmate.Registry({
  onigLib: Promise.resolve({ createOnigScanner: (p) => new oniguruma.OnigScanner(p), createOnigString: (s) => new oniguruma.OnigString(s) }),
  loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(grammarPath, "utf8"), grammarPath),
});
const grammar = await registry.loadGrammar("source.svc");
let compared = 0;
for (const file of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const result = compare(grammar, file);
  compared += result.compared;
  for (const line of result.found) console.log(line);
}
console.log(`compared ${compared}`);
