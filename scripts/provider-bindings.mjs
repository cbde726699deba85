// What a later version of the AWS provider knows, as its bindings @cdktf/provider-aws (npm) describe it. Prints JSON: the provider's version, and of each
// resource type its members, in the words of templates/schema/README.md. Usage: node provider-bindings.mjs FOLDER_OF_THE_PACKAGE
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const package_folder = process.argv[2];
const SIMPLE = {
  String: { type: "string" },
  Number: { type: "number" },
  Boolean: { type: "boolean" },
  Any: { type: "any" },
  List: { type: "array", items: { type: "string" } },
  NumberList: { type: "array", items: { type: "number" } },
  StringMap: { type: "map", items: { type: "string" } },
  NumberMap: { type: "map", items: { type: "number" } },
  BooleanMap: { type: "map", items: { type: "boolean" } },
  AnyMap: { type: "map", items: { type: "any" } },
};

function texts(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("\n");
}

// The arguments without `?` of `export interface SqsQueueConfig …`, by interface. The comment above each names it as Terraform does.
function required(declarations) {
  const found = {};
  for (const [, name, body] of declarations.matchAll(/export interface (\w+)[^{]*\{([\s\S]*?)\n\}/g)) {
    found[name] = new Set();
    for (const [, argument, optional] of body.matchAll(/#(\w+)\}[\s\S]*?\*\/\s*readonly \w+(\??):/g)) if (!optional) found[name].add(argument);
  }
  return found;
}

// `name: { value: …, isBlock: …, type: "…", … }` of the function that writes a structure.
function written(body) {
  const found = {};
  for (const [, name, block, nesting] of body.matchAll(/^\s+(\w+): \{\n\s+value: [^\n]+\n\s+isBlock: (true|false),\n\s+type: "(\w+)"/gm))
    found[name] = { block: block === "true", nesting };
  return found;
}

// Of each class what it reads: plain attributes, and structures with the class of theirs.
function classes(code) {
  const found = {};
  for (const [, name, body] of code.matchAll(/^class (\w+) extends [^{]+\{\n([\s\S]*?)\n\}/gm)) {
    const members = {};
    for (const [, kind, attribute] of body.matchAll(/this\.get(\w*)Attribute\('(\w+)'\)/g)) members[attribute] = { simple: SIMPLE[kind] ?? { type: "any" } };
    for (const [, of, attribute] of body.matchAll(/= new ([\w.]+)\(this, "(\w+)"/g)) members[attribute] = { of };
    found[name] = members;
  }
  return found;
}

function read(folder) {
  const code = texts(folder, ".js");
  const type = code.match(/terraformResourceType: '(\w+)'/)?.[1];
  if (!type) return null;
  const needed = required(texts(folder, ".d.ts"));
  const structures = {};
  for (const [, lower, body] of code.matchAll(/function (\w+)ToHclTerraform\(struct\) \{([\s\S]*?)\n\}/g))
    structures[lower[0].toUpperCase() + lower.slice(1)] = written(body);
  const whole = written(code.match(/synthesizeHclAttributes\(\) \{([\s\S]*?)\n    \}/)?.[1] ?? "");
  const known = classes(code);
  const root = Object.keys(known).find((name) => code.includes(`class ${name} extends cdktf.TerraformResource`));

  function structure(name, seen) {
    const own = name.replace(/OutputReference$/, "");
    const plain = known[`${own}OutputReference`] ? own : own.replace(/(List|Set|Map)$/, "");
    if (seen.includes(plain)) return {};
    return fill(known[`${plain}OutputReference`] ?? {}, structures[plain] ?? {}, needed[plain], [...seen, plain]);
  }

  function fill(reads, writes, must, seen) {
    const members = {};
    for (const name of new Set([...Object.keys(writes), ...Object.keys(reads)])) {
      const at = reads[name] ?? {};
      const how = writes[name];
      let member = at.simple ?? { type: "any" };
      if (at.of?.startsWith("cdktf.")) {
        member = SIMPLE[at.of.slice(6)] ?? { type: "map", items: { type: "string" } };
      } else if (at.of) {
        const body = { type: "object", members: structure(at.of, seen) };
        const many = how ? how.nesting !== "struct" : /List$|Set$|Map$/.test(at.of);
        if (how?.block) member = { ...body, block: many ? "list" : "single", ...(must?.has(name) ? { min: 1 } : {}) };
        else member = many ? { type: how?.nesting === "map" ? "map" : "array", items: body } : body;
      }
      members[name] = { ...member, ...(how ? (must?.has(name) ? { required: true } : { optional: true }) : { computed: true }) };
    }
    return members;
  }

  const config = Object.keys(needed).find((name) => name.endsWith("Config") && !structures[name]);
  const types = fill(known[root] ?? {}, whole, needed[config], []);
  return { type, version: code.match(/providerVersion: '([0-9.]+)'/)?.[1], members: types };
}

const found = {};
let version = "";
for (const name of readdirSync(join(package_folder, "lib"))) {
  if (name.startsWith("data-aws-") || name === "provider" || name.includes(".")) continue;
  const one = read(join(package_folder, "lib", name));
  if (!one) continue;
  found[one.type] = one.members;
  version = one.version ?? version;
}
console.log(JSON.stringify({ version, types: found }));
