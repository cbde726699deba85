// The extension in a real VS Code, as a person uses it: node drive.mjs MODULES URL FOLDER PROGRAM PICTURES,  with Debian's chromium.
// With SVCC_WEB=1 the extension is the one for browsers: it has no git. SVCC_PATIENCE: seconds for each thing to appear.
// Prints `ok NAME` or `FAILED NAME: why` for each step and writes a picture of each into PICTURES.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const web = process.env.SVCC_WEB === "1";
const [modules, url, folder, program, pictures] = process.argv.slice(2);
const { chromium } = createRequire(modules + "/")("playwright-core");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-proxy-server"],
});
const page = await browser.newPage({ viewport: { width: 1180, height: 720 } });
page.setDefaultTimeout(Number(process.env.SVCC_PATIENCE) * 1000);

const editor = (n = 0) => page.locator(".editor-group-container").nth(n).locator(".monaco-editor").first();
const pause = (ms) => page.waitForTimeout(ms);

function need(condition, said) {
  if (!condition) throw new Error(said);
}

async function step(name, run) {
  const began = Date.now();
  try {
    await run();
    console.log(`ok ${name}`);
    console.error(`${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`); // steps that wait for nothing are seen
  } catch (problem) {
    console.log(`FAILED ${name}: ${String(problem.message ?? problem).replaceAll("\n", " ").slice(0, 600)}`);
    await page.screenshot({ path: `${pictures}/${name}.png` });
    for (let i = 0; i < 2; i++) await page.keyboard.press("Escape"); // a dialog of the step
    if (name === "start") process.exit(1); // nothing else can go well
    return;
  }
  await page.screenshot({ path: `${pictures}/${name}.png` });
}

async function command(name) {
  await page.keyboard.press("F1");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`>${name}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await pause(400);
  await page.keyboard.press("Enter");
}

// Where a text first stands in the program on the disk, behind `after`: its line and column, counted from 1. The steps leave the lines above it as they are.
const source = readFileSync(`${folder}/${program}`, "utf8");
function at(text, after = "") {
  const begin = source.indexOf(text, source.indexOf(after));
  need(begin >= 0 && source.includes(after), `${program} has no ${after} … ${text}`);
  const before = source.slice(0, begin).split("\n");
  return [before.length, before.at(-1).length + 1];
}

// Puts the cursor on a line and column, counted from 1.
async function go([line, column]) {
  await page.keyboard.press("Control+g");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await pause(500);
}

async function openFile(name) {
  await page.keyboard.press("Control+p");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(name);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await pause(800);
  await page.keyboard.press("Enter");
  await editor().locator(".view-line").first().waitFor();
}

// The program in the only group of editors: what an earlier step showed next to it is gone.
async function alone() {
  await page.keyboard.press("Control+1");
  if ((await page.locator(".editor-group-container").count()) > 1) await command("View: Close Editors in Other Groups");
  await go([1, 1]);
}

// A page of svcc in a webview: a frame in a frame.
async function pageWith(selector) {
  for (let i = 0; i < 4 * Number(process.env.SVCC_PATIENCE); i++) {
    await pause(250);
    for (const frame of page.frames()) {
      const found = await frame.locator(selector).count().catch(() => 0);
      if (found > 0) return { frame, found };
    }
  }
  throw new Error(`no page has ${selector}`);
}

const lines = () => editor().locator(".view-lines").innerText();
const problems = () => page.locator(".statusbar-item[id='status.problems']").innerText();

await page.goto(`${url}/?folder=${encodeURIComponent(folder)}`, { waitUntil: "domcontentloaded" });
await page.locator(".monaco-workbench").waitFor({ timeout: 2000 * Number(process.env.SVCC_PATIENCE) });
await pause(3000);
await page.keyboard.press("Control+b"); // no side bar: the pictures are about the editor

// ---- The steps

await step("start", async () => {
  await openFile(program);
  await page.locator(".statusbar-item", { hasText: "svcc" }).first().waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll(".statusbar-item")].some((item) => item.querySelector(".codicon-check") && item.textContent.includes("svcc")));
  const item = page.locator(".statusbar-item", { hasText: "svcc" }).first();
  const said = `${await item.getAttribute("aria-label")} ${await item.locator("a").first().getAttribute("aria-label")}`;
  need(said.includes("WebAssembly") === web, said);
  await pause(2500);
});

await step("diagnostics", async () => {
  await go(at("1GiB", "service api"));
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("9GiB");
  await editor().locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Control+Shift+m");
  await page.locator(".markers-panel .monaco-list-row", { hasText: "SVC4003" }).first().waitFor();
  await pause(600);
});

await step("fix", async () => {
  await command("View: Toggle Problems");
  await go(at("1GiB", "service api"));
  const menu = page.locator(".action-widget, .context-view .monaco-list").first();
  for (let i = 0; i < 4 && !(await menu.isVisible()); i++) { // a busy editor forgets the key
    await page.keyboard.press("Control+.");
    await menu.waitFor({ timeout: 250 * Number(process.env.SVCC_PATIENCE) }).catch(() => undefined);
  }
  await menu.waitFor();
  await pause(800);
});

await step("fixed", async () => {
  await page.keyboard.press("Escape");
  await go(at("1GiB", "service api"));
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("1GiB");
  await editor().locator(".squiggly-error").first().waitFor({ state: "detached" });
});

await step("hover", async () => {
  await go(at("count", "service api"));
  await command("Show or Focus Hover");
  const hover = page.locator(".monaco-hover:visible").first();
  await hover.waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll(".monaco-hover")].some((h) => h.textContent.length > 40 && !h.textContent.includes("Loading")));
  const said = await hover.innerText();
  need(said.includes("prod: 2..20") && said.includes("MinCapacity"), said);
  await pause(500);
});

await step("completion", async () => {
  await page.keyboard.press("Escape");
  await go(at("scale cpu", "service api"));
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row").first().waitFor();
  await pause(1500);
  const offered = await page.locator(".suggest-widget").innerText();
  need(offered.includes("grace"), offered);
  if (!(await page.locator(".suggest-details-container:visible").count())) await page.keyboard.press("Control+Space"); // the documentation beside it
  await pause(1500);
});

await step("undone", async () => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+z");
  need((await editor().locator(".squiggly-error").count()) === 0, "one undo does not lead back to a good program");
  need(!(await page.locator(".suggest-widget.visible").count()), "the list is still there");
});

await step("preview", async () => {
  await go(at("target", "scale cpu"));
  await command("svc: Show CloudFormation Beside");
  const beside = editor(1).locator(".view-lines");
  await beside.waitFor();
  await page.waitForFunction(() => [...document.querySelectorAll(".editor-group-container")][1]?.querySelector(".view-lines")?.textContent.includes("AWS::"));
  await pause(2000);
  need((await editor(1).locator(".view-lines").innerText()).includes("TargetValue"), "the lines that the cursor decided are not shown");
});

await step("graph", async () => {
  await alone();
  await command("svc: Show Architecture");
  const { frame, found } = await pageWith("svg g[tabindex], svg .node");
  need(found > 5, `${found} blocks are drawn`);
  await frame.locator("#fit").click();
  await pause(800);
});

async function choose(words) {
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  await input.fill(words);
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: words }).first();
  await row.waitFor();
  await pause(400);
  await row.click();
}

if (web) {
  await step("build", async () => {
    await alone();
    await command("svc: Build");
    await page.locator(".notification-toast", { hasText: "out/" }).first().waitFor();
  });
}

await step("diff", async () => {
  await alone();
  await go(at("1GiB", "service api"));
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("2GiB");
  await command("svc: Show Change Against a Branch");
  if (web) {
    await page.locator(".quick-input-widget", { hasText: "Compare with a folder" }).waitFor(); // the palette's own field looks the same
    await page.keyboard.press("Enter"); // the folder that it offers
  } else await choose("main");
  const { frame } = await pageWith("text=ApiTaskDefinition");
  const said = await frame.locator("body").innerText();
  need(web || said.includes("cost up"), "the page says nothing of the cost"); // a folder of output has none
  await pause(800);
});

await step("reach", async () => {
  await alone();
  await command("svc: Who Can Reach This?");
  await choose("api");
  await choose("Every way in and out");
  await page.waitForFunction(() => [...document.querySelectorAll(".view-lines")].some((lines) => /balancer.edge.*service.api.*tcp.8080/s.test(lines.textContent)));
  await page.locator(".detected-link").first().waitFor();
  await pause(800);
});

await step("release", async () => {
  await alone();
  await command("svc: Simulate a Release");
  await choose("worker");
  await page.waitForFunction(() => [...document.querySelectorAll(".view-lines")].some((lines) => /new.tasks?.start/.test(lines.textContent)));
  await pause(800);
});

await step("walkthrough", async () => {
  await command("svc: Get Started");
  await page.locator(".gettingStartedContainer", { hasText: "Review a change" }).first().waitFor();
  await pause(1500);
});

await browser.close();
