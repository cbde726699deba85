#!/usr/bin/env node
// Measures for which arguments the Terraform AWS provider replaces a resource, and writes templates/change/terraform.txt.
//
// The provider's schema does not say it, so the provider itself is asked, by the protocol that Terraform speaks with it: for every argument
// of every resource type in templates/schema/terraform, PlanResourceChange gets a state in which the argument has one value and a
// configuration in which it has another. What it answers under `requires_replace` replaces. Nothing is deployed, and nothing leaves this machine.
//
//   cd $(mktemp -d) && npm install @grpc/grpc-js @grpc/proto-loader @msgpack/msgpack
//   NODE_PATH=$PWD/node_modules node …/scripts/probe-replacement.mjs PROVIDER [TYPE…]
//
// PROVIDER is the executable (terraform-provider-aws_v5.100.0_x5). Values are found by trial: where ValidateResourceTypeConfig refuses one, its message
// says what it would take (`one of […]`, a range, an ARN, JSON). An argument for which no two values are found is listed under `unknown=`.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(path.join(process.env.NODE_PATH ?? process.cwd(), '..', 'x.js'));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const { encode } = require('@msgpack/msgpack');

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SCHEMAS = path.join(ROOT, 'templates/schema/terraform');
const RESULT = path.join(ROOT, 'templates/change/terraform.txt');
const DEPTH = 5;
const TRIES = 40;

// What is used of https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.proto: the numbers of its fields.
const PROTO = `syntax = "proto3"; package tfplugin5;
message DynamicValue { bytes msgpack = 1; bytes json = 2; }
message Diagnostic { int32 severity = 1; string summary = 2; string detail = 3; AttributePath attribute = 4; }
message AttributePath { message Step { oneof selector { string attribute_name = 1; string element_key_string = 2; int64 element_key_int = 3; } } repeated Step steps = 1; }
message Schema {
  message Attribute { string name = 1; bytes type = 2; bool required = 4; bool optional = 5; bool computed = 6; bool deprecated = 9; }
  message NestedBlock { string type_name = 1; Block block = 2; int32 nesting = 3; int64 min_items = 4; int64 max_items = 5; }
  message Block { int64 version = 1; repeated Attribute attributes = 2; repeated NestedBlock block_types = 3; }
  int64 version = 1; Block block = 2;
}
message GetProviderSchema { message Request {} message Response { Schema provider = 1; map<string, Schema> resource_schemas = 2; } }
message Validate { message Request { string type_name = 1; DynamicValue config = 2; } message Response { repeated Diagnostic diagnostics = 1; } }
message Configure { message Request { string terraform_version = 1; DynamicValue config = 2; } message Response { repeated Diagnostic diagnostics = 1; } }
message Plan {
  message Request { string type_name = 1; DynamicValue prior_state = 2; DynamicValue proposed_new_state = 3; DynamicValue config = 4; bytes prior_private = 5; }
  message Response { DynamicValue planned_state = 1; repeated AttributePath requires_replace = 2; repeated Diagnostic diagnostics = 4; }
}
service Provider {
  rpc GetSchema(GetProviderSchema.Request) returns (GetProviderSchema.Response);
  rpc Configure(Configure.Request) returns (Configure.Response);
  rpc ValidateResourceTypeConfig(Validate.Request) returns (Validate.Response);
  rpc PlanResourceChange(Plan.Request) returns (Plan.Response);
}`;

// ---- The provider ----

async function start(executable) {
  const child = spawn(executable, [], {
    env: { ...process.env, TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2', PLUGIN_PROTOCOL_VERSIONS: '5', AWS_EC2_METADATA_DISABLED: 'true' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const line = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text).split('\n')[0])));
  const address = line.split('|')[3];
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'probe-')), 'tfplugin5.proto');
  fs.writeFileSync(file, PROTO);
  const { tfplugin5 } = grpc.loadPackageDefinition(loader.loadSync(file, { keepCase: true, longs: Number, defaults: true }));
  const client = new tfplugin5.Provider(`unix:${address}`, grpc.credentials.createInsecure(), { 'grpc.max_receive_message_length': 256 << 20 });
  const call = (name, request) => new Promise((resolve, reject) => {
    client[name](request, { deadline: Date.now() + 120000 }, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
  return { child, call };
}

const dynamic = (value) => ({ msgpack: Buffer.from(encode(value)) });

// ---- Values ----

const TEXTS = ['probe#', 'arn:aws:iam::123456789012:role/probe-#', '{"a":"#"}', '10.#.0.0/16', '10.0.0.#', '#', 'https://probe#.example.com', '/probe#', '2001:db8:#::/64', 'us-east-1a',
  '12345678901#', 'arn:aws:ecs:us-east-1:123456789012:cluster/probe#', 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/p/#0a', 'PT#M',
  '[{"name":"c#","image":"i","essential":true}]', 'rate(# minutes)', 'probe#.fifo', 'alias/probe#', '202#-01-01T00:00:00Z', 'arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:0a:autoScalingGroupName/#',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:#","Resource":"*"}]}', 'probe#@example.com'];
const FIXED = {
  'aws_subnet.cidr_block': ['10.0.1.0/24', '10.0.2.0/24'], 'aws_lb.load_balancer_type': ['application', 'network'], 'aws_lb_target_group.protocol': ['HTTP', 'HTTPS'],
  'aws_lb_target_group.target_type': ['ip', 'instance'], 'aws_route53_record.type': ['A', 'AAAA'], 'aws_lb_listener.protocol': ['HTTP', 'HTTPS'],
  'aws_vpc.cidr_block': ['10.0.0.0/16', '10.1.0.0/16'], 'aws_lb_target_group.protocol_version': ['HTTP1', 'HTTP2'],
  'aws_lb_listener.default_action.type': ['forward', 'redirect'], 'aws_lb_listener_rule.action.type': ['forward', 'redirect'], 'aws_dynamodb_table.billing_mode': ['PAY_PER_REQUEST', 'PROVISIONED'],
  'aws_dynamodb_table.hash_key': ['k1', 'k2'], 'aws_dynamodb_table.range_key': ['k3', 'k4'],
};
// What has to agree with the rest of the body.
const AGREE = {
  aws_dynamodb_table: (body) => { body.attribute = [body.hash_key, body.range_key].filter(Boolean).map((name) => ({ name, type: 'S' })); },
};
// Arguments that a resource needs, although the schema calls each of them optional.
const NEEDED = {
  aws_lb_target_group: ['port', 'protocol', 'vpc_id', 'target_type'], aws_vpc: ['cidr_block'], aws_subnet: ['cidr_block'], aws_lb: ['subnets', 'load_balancer_type'], aws_lb_listener: ['port', 'protocol', 'default_action.target_group_arn'],
  aws_vpc_security_group_ingress_rule: ['cidr_ipv4', 'from_port', 'to_port'], aws_vpc_security_group_egress_rule: ['cidr_ipv4', 'from_port', 'to_port'],
  aws_dynamodb_table: ['hash_key', 'attribute', 'billing_mode'], aws_lb_listener_rule: ['action.target_group_arn', 'condition', 'condition.path_pattern', 'condition.path_pattern.values'],
  aws_ecs_service: ['cluster', 'task_definition'], aws_route53_record: ['ttl', 'records'],
};

class Choice {
  constructor(kind, fixed) {
    this.kind = kind;
    this.seen = new Set();
    this.list = kind === 'number' ? [[1, 2], [10, 20], [60, 120], [300, 600], [1024, 2048]] : kind === 'bool' ? [[true, false]]
      : TEXTS.map((t) => [t.replaceAll('#', '1'), t.replaceAll('#', '2')]);
    if (fixed) this.list.unshift(fixed);
  }
  get pair() { return this.list[0]; }
  refused(message) {
    this.list.shift();
    const words = message.match(/one of:?\s*\[([^\]]*)\]/);
    if (words) {
      const quoted = [...words[1].matchAll(/"([^"]*)"/g)].map((m) => m[1]);
      this.offer((quoted.length ? quoted : words[1].split(/[\s,]+/)).filter(Boolean));
    }
    const range = message.match(/range \((-?\d+) - (-?\d+)\)/) ?? message.match(/between (-?\d+) and (-?\d+)/);
    if (range) this.offer([range[1], range[2]]);
    const least = message.match(/at least \(?(-?\d+)/);
    if (least && this.kind === 'number') this.offer([Number(least[1]), Number(least[1]) + 1]);
    return this.list.length > 0;
  }
  offer(found) {
    const values = this.kind === 'number' ? found.map(Number) : found;
    const pair = [values[0], values[1] ?? values[0]];
    if (this.seen.has(String(pair))) return;
    this.seen.add(String(pair));
    this.list.unshift(pair);
  }
}

const typeOf = (attribute) => JSON.parse(Buffer.from(attribute.type).toString());
const writable = (attribute) => attribute.required || attribute.optional;

class Type {
  constructor(name, schema, provider) {
    Object.assign(this, { name, block: schema.block, provider, choices: new Map(), base: new Set(NEEDED[name] ?? []) });
  }

  paths(block = this.block, above = '', depth = 0) {
    const found = [];
    for (const a of block.attributes ?? []) {
      if (writable(a) && !a.deprecated && !(above === '' && ['id', 'tags_all'].includes(a.name))) found.push(above + a.name);
    }
    for (const b of block.block_types ?? []) {
      if (b.type_name === 'timeouts') continue;
      found.push(`${above}${b.type_name}[]`);
      if (depth < DEPTH) found.push(...this.paths(b.block, `${above}${b.type_name}.`, depth + 1));
    }
    return found;
  }

  value(type, where, second) {
    if (Array.isArray(type)) {
      const [kind, of] = type;
      if (kind === 'map') return { Probe: this.value(of, where, second) };
      if (kind === 'object') return Object.fromEntries(Object.entries(of).map(([n, t]) => [n, this.value(t, `${where}.${n}`, second)]));
      return [this.value(of, where, second)];
    }
    if (!this.choices.has(where)) this.choices.set(where, new Choice(type, FIXED[`${this.name}.${where}`]));
    return this.choices.get(where).pair?.[second ? 1 : 0] ?? null;
  }

  // The resource with what is required, and the probed argument with its first or second value (a probed block: without it, with it).
  body(probe, second, needed, block = this.block, above = '') {
    const out = {};
    for (const a of block.attributes ?? []) {
      const where = above + a.name;
      const wanted = where === probe || a.required || needed.has(where);
      out[a.name] = wanted && writable(a) ? this.value(typeOf(a), where, where === probe && second) : null;
    }
    for (const b of block.block_types ?? []) {
      const where = above + b.type_name;
      const wanted = probe === `${where}[]` ? second || b.min_items > 0 : probe.startsWith(`${where}.`) || b.min_items > 0 || needed.has(where);
      const inner = wanted ? this.body(probe, second, needed, b.block, `${where}.`) : null;
      const single = b.nesting === 1 || b.nesting === 5;
      out[b.type_name] = single ? inner : b.nesting === 4 ? (inner ? { Probe: inner } : {}) : inner ? Array(Math.max(1, b.min_items)).fill(inner) : [];
    }
    return out;
  }

  whole(probe, second, needed) {
    const body = this.body(probe, second, needed);
    AGREE[this.name]?.(body);
    return body;
  }

  async validate(body) {
    const answer = await this.provider.call('ValidateResourceTypeConfig', { type_name: this.name, config: dynamic(body) });
    return answer.diagnostics.filter((d) => d.severity === 1);
  }

  // Finds values that the provider accepts; gives what is needed beside the argument, or nothing.
  async settle(probe) {
    const needed = new Set(this.base);
    const top = probe.replace('[]', '').split('.')[0];
    for (let i = 0; i < TRIES; ++i) {
      const errors = [...await this.validate(this.whole(probe, false, needed)), ...await this.validate(this.whole(probe, true, needed))];
      if (!errors.length) return needed;
      const { summary, detail, attribute } = errors[0];
      if (process.env.PROBE_DEBUG) console.error(this.name, probe, summary, detail);
      const message = `${summary} ${detail}`;
      const where = (attribute?.steps ?? []).map((s) => s.attribute_name).filter(Boolean).join('.');
      const named = [...message.matchAll(/[`",[]([a-z_0-9.]+)(?=[`",\]])/g)].map((m) => m[1].replace(/\.\d+/g, ''));
      if (/onflict|annot be specified|only one of/i.test(message)) {
        const other = named.find((n) => needed.has(n) && n !== probe && n.split('.')[0] !== top);
        if (!other) return null;
        needed.delete(other);
      } else if (/must be specified|must be configured|all of|required/i.test(message) && named.some((n) => !needed.has(n) && n !== probe && n !== where)) {
        needed.add(named.find((n) => !needed.has(n) && n !== probe && n !== where));
      } else if (this.choices.has(where)) {
        if (!this.choices.get(where).refused(message)) return null;
      } else {
        const inside = [...this.choices.keys()].find((k) => k.startsWith(where) && message.includes(k.split('.').at(-1)));
        if (!inside || !this.choices.get(inside).refused(message)) return null;
      }
    }
    return null;
  }

  // Whether the argument replaces; null: not known.
  async ask(probe) {
    const needed = await this.settle(probe);
    if (!needed) return null;
    const config = this.whole(probe, true, needed);
    const prior = { ...this.whole(probe, false, needed), id: 'probe' };
    if (JSON.stringify({ ...config, id: 'probe' }) === JSON.stringify(prior)) return null;
    const proposed = { ...config, id: 'probe' };
    const answer = await this.provider.call('PlanResourceChange', { type_name: this.name, prior_state: dynamic(prior), proposed_new_state: dynamic(proposed), config: dynamic(config), prior_private: Buffer.alloc(0) });
    if (answer.diagnostics.some((d) => d.severity === 1)) {
      if (process.env.PROBE_DEBUG) console.error(this.name, probe, answer.diagnostics[0].summary, answer.diagnostics[0].detail);
      return null;
    }
    const own = probe.replace('[]', '');
    return answer.requires_replace.map((p) => p.steps.map((s) => s.attribute_name).filter(Boolean).join('.'))
      .some((p) => p === own || p.startsWith(`${own}.`) && probe.endsWith('[]') || own.startsWith(`${p}.`));
  }
}

async function configure(provider) {
  const { provider: schema, resource_schemas: all } = await provider.call('GetSchema', {});
  const body = Object.fromEntries(schema.block.attributes.map((a) => [a.name, null]));
  for (const b of schema.block.block_types) body[b.type_name] = [];
  Object.assign(body, { region: 'us-east-1', access_key: 'a', secret_key: 'b', skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: 'true', skip_region_validation: true });
  const answer = await provider.call('Configure', { terraform_version: '1.5.7', config: dynamic(body) });
  for (const d of answer.diagnostics) console.error(d.summary, d.detail);
  return all;
}

async function main() {
  const [executable, ...only] = process.argv.slice(2);
  let provider = await start(executable);
  const schemas = await configure(provider);
  const names = fs.readdirSync(SCHEMAS).filter((f) => f.startsWith('aws_')).map((f) => f.replace('.json', '')).filter((n) => !only.length || only.includes(n)).sort();
  const version = executable.match(/_v([\d.]+)/)?.[1] ?? '?';
  const lines = [`# terraform-provider-aws ${version}`];
  const counts = { new: 0, place: 0, unknown: 0 };
  for (const name of names) {
    const type = new Type(name, schemas[name], provider);
    const found = { new: [], place: [], unknown: [] };
    for (const probe of type.paths()) {
      const answer = await type.ask(probe).catch(() => null);
      if (provider.child.exitCode !== null || provider.child.signalCode !== null) {  // it crashed: this probe is not known, the next ones are
        console.error(`${name}.${probe}: the provider ended`);
        provider = type.provider = await start(executable);
        await configure(provider);
      }
      found[answer === null ? 'unknown' : answer ? 'new' : 'place'].push(probe.replace('[]', ''));
    }
    const replaced = new Set(found.new);
    const unknown = [...new Set(found.unknown)].filter((p) => !replaced.has(p) && !found.place.includes(p));
    counts.new += replaced.size; counts.place += found.place.length; counts.unknown += unknown.length;
    lines.push([name, ...(replaced.size ? [`new=${[...replaced].sort().join(',')}`] : []), ...(unknown.length ? [`unknown=${unknown.sort().join(',')}`] : [])].join(' '));
    console.error(name, found.new.length, found.place.length, unknown.length);
  }
  if (!only.length) fs.writeFileSync(RESULT, `${lines.join('\n')}\n`);
  else console.log(lines.join('\n'));
  console.error(counts);
  provider.child.kill();
  process.exit(0);
}

await main();
