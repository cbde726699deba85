// Validates the templates named on the command line with AWS's own validator; prints one line of JSON for each finding.
// Usage: node cloudformation_validate.mjs MODULE_FOLDER REGION TEMPLATE…
import { createRequire } from 'node:module';

const [folder, region, ...templates] = process.argv.slice(2);
const { RegoEngine, TemplateFile } = createRequire(`${folder}/`)('@aws/cloudformation-validate');

const engine = new RegoEngine();
try {
  for (const path of templates) {
    const report = engine.validateStandard(new TemplateFile(path), { pseudoParameterOverrides: { region } });
    for (const finding of report.diagnostics) console.log(JSON.stringify({ path, ...finding }));
  }
} finally {
  engine.free();
}
