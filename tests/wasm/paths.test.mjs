// Paths are data: those of Windows are tested on every machine.
import assert from "node:assert/strict";
import test from "node:test";
import { inward, inwardArguments, outward, outwardText } from "../../packages/npm/lib/paths.js";

test("Windows paths become the compiler's", () => {
  for (const [outside, inside] of [
    ["C:\\shop\\main.svc", "/c:/shop/main.svc"],
    ["c:/shop/main.svc", "/c:/shop/main.svc"],
    ["D:\\", "/d:/"],
    ["C:", "/c:/"],
    ["..\\parts\\a.svc", "../parts/a.svc"],
    ["main.svc", "main.svc"],
    ["C:relative.svc", "C:relative.svc"],
    ["\\\\server\\share\\a.svc", "//server/share/a.svc"],
  ])
    assert.equal(inward(outside, true), inside, outside);
});

test("and back", () => {
  for (const [inside, outside] of [["/c:/shop/main.svc", "C:\\shop\\main.svc"], ["/d:/", "D:\\"], ["/d:", "D:\\"], ["parts/a.svc", "parts\\a.svc"]])
    assert.equal(outward(inside, true), outside, inside);
});

test("elsewhere nothing changes: a backslash may be part of a name", () => {
  for (const path of ["/c:/shop", "a\\b", "C:\\x"]) {
    assert.equal(inward(path, false), path);
    assert.equal(outward(path, false), path);
  }
  assert.deepEqual(inwardArguments(["-o", "a\\b"], false), ["-o", "a\\b"]);
  assert.equal(outwardText("/c:/shop", false), "/c:/shop");
});

test("options keep their names, also with paths in them", () => {
  assert.deepEqual(inwardArguments(["build", "C:\\shop", "--output=D:\\out", "-e", "prod", "--format=json"], true), ["build", "/c:/shop", "--output=/d:/out", "-e", "prod", "--format=json"]);
});

test("messages name places as Windows does", () => {
  assert.equal(outwardText("  --> /c:/shop/main.svc:3:1\nwrote /d:/out/cloudformation", true), "  --> C:/shop/main.svc:3:1\nwrote D:/out/cloudformation");
  assert.equal(outwardText('path = "/api/c:/x"', true), 'path = "/api/c:/x"');
});
