// Asks @cloud-copilot/iam-simulate: node rights.mjs FOLDER < questions. Each line of the input is {policies, action, resources}; each line of the output whether
// the action is allowed on one of the resources.
import { createRequire } from "node:module";
import readline from "node:readline";
import { pathToFileURL } from "node:url";

const from = createRequire(`${process.argv[2]}/package.json`);
const { runSimulation } = await import(pathToFileURL(from.resolve("@cloud-copilot/iam-simulate")).href);
const account = "111122223333";

async function allowed({ policies, action, resources }) {
  for (const resource of resources) {
    const answer = await runSimulation({
      identityPolicies: policies.map((policy, i) => ({ name: `p${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      request: { action, principal: `arn:aws:iam::${account}:role/tested`, resource: { resource, accountId: account }, contextVariables: {} },
    }, {});
    if (answer.overallResult === "Allowed") return true;
    if (!["ImplicitlyDenied", "ExplicitlyDenied"].includes(answer.overallResult) && answer.resultType !== "error") throw new Error(JSON.stringify(answer).slice(0, 500));
  }
  return false;
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  if (line.trim()) console.log(JSON.stringify(await allowed(JSON.parse(line))));
}
