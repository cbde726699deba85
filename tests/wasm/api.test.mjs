// The package's API, from the package as it is installed: SVCC_PACKAGE is its folder.
import assert from "node:assert/strict";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const { build, check, command, diff, format } = await import(pathToFileURL(path.join(process.env.SVCC_PACKAGE, "lib/index.js")));

const QUEUE = "app shop {}\n\nqueue orders { retention = 4d }\n";
const entry = "main.svc";

test("check reports what is wrong", async () => {
  assert.deepEqual((await check({ "main.svc": QUEUE }, { entry })).diagnostics, []);
  const { diagnostics } = await check({ "main.svc": "app shop {}\nqueue orders { retentoin = 4d }\n" }, { entry });
  assert.equal(diagnostics.length, 1);
  assert.match(diagnostics[0].message, /retentoin/);
});

test("build gives the documents", async () => {
  const built = await build({ "main.svc": QUEUE }, { entry });
  assert.equal(built.ok, true);
  assert.match(built.files["cloudformation/shop.yaml"], /AWS::SQS::Queue/);
  assert.ok(Object.keys(built.files).some((name) => name.startsWith("terraform/shop/")));
  const broken = await build({ "main.svc": "app shop {" }, { entry });
  assert.equal(broken.ok, false);
  assert.deepEqual(broken.files, {});
  assert.ok(broken.diagnostics.diagnostics.length > 0);
});

test("a project's svc.yaml names the program, files import each other", async () => {
  const files = { "svc.yaml": "name: shop\nmain: main.svc\ntargets: terraform\n", "main.svc": 'import "parts/queues.svc"\napp shop {}\n', "parts/queues.svc": "queue orders {}\n" };
  const built = await build(files);
  assert.equal(built.ok, true, JSON.stringify(built.diagnostics));
  assert.ok(Object.keys(built.files).every((name) => !name.startsWith("cloudformation/")));
});

test("keys with backslashes and drive letters, texts with \\r\\n", async () => {
  const windows = { "C:\\shop\\main.svc": 'import "parts/queues.svc"\r\napp shop {}\r\n', "C:\\shop\\parts\\queues.svc": "queue orders { retentoin = 4d }\r\n" };
  const { diagnostics } = await check(windows, { entry: "C:\\shop\\main.svc" });
  assert.equal(diagnostics.length, 1);
  assert.match(diagnostics[0].message, /retentoin/);
  const { diagnostics: relative } = await check({ "a\\main.svc": QUEUE.replaceAll("\n", "\r\n") }, { entry: "a\\main.svc" });
  assert.deepEqual(relative, []);
});

test("diff says what a change does", async () => {
  const after = { "main.svc": QUEUE.replace("4d", "1d") };
  const changes = await diff({ "main.svc": QUEUE }, after, { entry });
  assert.match(JSON.stringify(changes), /retention_shortened/);
  assert.match(await diff({ "main.svc": QUEUE }, after, { entry, format: "markdown" }), /orders/);
});

test("format", async () => {
  assert.equal(await format("app   shop {}"), "app shop {}\n");
  await assert.rejects(format("app shop {"), /SVC/);
});

test("any command", async () => {
  const done = await command({}, ["explain", "queue.retention"]);
  assert.equal(done.status, 0);
  assert.match(done.output, /retention/);
});

test("runs do not see each other", async () => {
  await build({ "main.svc": QUEUE }, { entry });
  const done = await command({}, ["check", "main.svc"]);
  assert.equal(done.status, 2);
});
