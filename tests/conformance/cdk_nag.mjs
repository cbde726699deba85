// What cdk-nag's AWS Solutions rules say of templates. Prints a line of JSON for each finding: { path, rule, level, where, message }.
// Usage: node cdk_nag.mjs FOLDER_OF_NODE_MODULES TEMPLATE…
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [folder, ...templates] = process.argv.slice(2);
const require = createRequire(join(folder, "node_modules/"));
const { App, Aspects, Stack } = require("aws-cdk-lib");
const { CfnInclude } = require("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks } = require("cdk-nag");

for (const path of templates) {
  const outdir = mkdtempSync(join(tmpdir(), "cdk-nag-"));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, "Stack");
  new CfnInclude(stack, "Template", { templateFile: path });
  Aspects.of(app).add(new AwsSolutionsChecks({ verbose: false, reports: false }));
  const stacks = app.synth({ errorOnDuplicateSynth: false }).stacks;
  for (const message of stacks.flatMap((each) => each.messages)) {
    const [, rule, text] = String(message.entry.data).match(/^([\w-]+(?:\[[^\]]*\])?):? ?(.*)/s) ?? [];
    if (!rule) continue;
    console.log(JSON.stringify({ path, rule, level: message.level, where: message.id.split("/").pop(), message: text.split("\n")[0] }));
  }
  rmSync(outdir, { recursive: true, force: true });
}
