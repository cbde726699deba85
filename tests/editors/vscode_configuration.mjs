// The patterns of editors/vscode: node vscode_configuration.mjs FOLDER. Throws where one does not match what it should.
import assert from "node:assert/strict";
import fs from "node:fs";

const folder = process.argv[2];
const read = (name) => JSON.parse(fs.readFileSync(`${folder}/${name}`, "utf8"));
const configuration = read("language-configuration.json");

const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
for (const line of ["app x {", "  tags = [", "  env { // why", "f("]) assert.match(line, new RegExp(increaseIndentPattern), line);
for (const line of ["// {", "app x {}", "  /// {", "x = 1"]) assert.doesNotMatch(line, new RegExp(increaseIndentPattern), line);
for (const line of ["}", "  ]", "  })"]) assert.match(line, new RegExp(decreaseIndentPattern), line);

// The first rule that fits a line decides what Enter does.
const rule = (before, after = "") => configuration.onEnterRules.find((r) => new RegExp(r.beforeText).test(before) && (!r.afterText || new RegExp(r.afterText).test(after)));
assert.equal(rule("  /// What it is.").action.appendText, "/// ");
assert.equal(rule("  ///").action.removeText, 4);
assert.equal(rule("  // A comment."), undefined);
assert.equal(rule("  //// A line."), undefined);
assert.equal(rule("app x {", "}").action.indent, "indentOutdent");

const word = new RegExp(configuration.wordPattern, "g");
assert.deepEqual("main_cluster.arn = 512MiB".match(word), ["main_cluster", "arn", "512MiB"]);
assert.match("  // region: network", new RegExp(configuration.folding.markers.start));
assert.match("// endregion", new RegExp(configuration.folding.markers.end));

const { regexp } = read("package.json").contributes.problemMatchers[0].pattern;
assert.deepEqual("infra/shop.svc:42:14: error[SVC4003]: 0.5vcpu goes".match(new RegExp(regexp))?.slice(1), ["infra/shop.svc", "42", "14", "error", "SVC4003", "0.5vcpu goes"]);
