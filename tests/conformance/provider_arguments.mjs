// What the provider's own bindings (@cdktf/provider-aws) say of resource types: prints JSON, for each type its arguments by name with
//   { block, nesting: simple | set | list | map, required, of: { … } }
// Usage: node provider_arguments.mjs FOLDER_OF_NODE_MODULES TYPE… (data sources as data.TYPE)
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, ...types] = process.argv.slice(2);

function texts(directory, ending) {
  return readdirSync(directory, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(directory, name), "utf8"))
    .join("\n");
}

// `readonly kmsKeyId?: string;` of `export interface SqsQueueConfig …`: by interface, the required ones as terraform writes them.
function required(declarations) {
  const found = {};
  for (const [, name, body] of declarations.matchAll(/export interface (\w+)[^{]*\{([\s\S]*?)\n\}/g)) {
    found[name] = new Set();
    // The comment above names the argument: `…docs/resources/sqs_queue#kms_key_id SqsQueue#kms_key_id}`.
    for (const [, argument, optional] of body.matchAll(/#(\w+)\}[\s\S]*?\*\/\s*readonly \w+(\??):/g)) {
      if (!optional) found[name].add(argument);
    }
  }
  return found;
}

// `name: { value: …, isBlock: …, type: "…", storageClassType: "…" }` of each structure's function.
function members(body) {
  const found = {};
  for (const [, name, isBlock, nesting, storage] of body.matchAll(
    /^\s+(\w+): \{\n\s+value: [^\n]+\n\s+isBlock: (true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)"/gm,
  ))
    found[name] = { block: isBlock === "true", nesting, storage };
  return found;
}

function read(type) {
  const data = type.startsWith("data.");
  const name = type.replace(/^data\./, "").replace(/^aws_/, "").replaceAll("_", "-");
  const directory = join(folder, "node_modules/@cdktf/provider-aws/lib", data ? `data-aws-${name}` : name);
  if (!existsSync(directory)) return null;
  const code = texts(directory, ".js");
  const needed = required(texts(directory, ".d.ts"));
  const structures = {};
  for (const [, lower, body] of code.matchAll(/function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)\n\}/g))
    structures[lower[0].toUpperCase() + lower.slice(1)] = members(body);
  const whole = code.match(/synthesizeHclAttributes\(\) \{([\s\S]*?)\n    \}/)?.[1] ?? "";
  const config = Object.keys(needed).find((each) => each.endsWith("Config") && declares(each));
  function declares(each) {
    return !structures[each];
  }
  function fill(found, owner, seen) {
    const out = {};
    for (const [argument, { block, nesting, storage }] of Object.entries(found)) {
      const inner = [storage, storage.replace(/(List|Set|Map)$/, "")].find((each) => structures[each]);
      out[argument] = { block, nesting, required: needed[owner]?.has(argument) ?? false };
      if (inner && !seen.includes(inner)) out[argument].of = fill(structures[inner], inner, [...seen, inner]);
    }
    return out;
  }
  return fill(members(whole), config, []);
}

console.log(JSON.stringify(Object.fromEntries(types.map((type) => [type, read(type)]))));
