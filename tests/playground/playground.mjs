// The playground in headless Chromium: node playground.mjs SITE SCREENSHOTS. Prints a JSON line for
// each check: {name, problem?, note?}.
import { join } from "node:path";
import { checker, need, open, serve } from "./served.mjs";

const [site, shots] = process.argv.slice(2);
const server = await serve(site, "/some/path/");  // under a path of its own, as on any web server
const { address } = server;
const { browser, page, outside, problems } = await open(address);
const check = checker(problems);
const text = (selector) => page.$eval(selector, (element) => element.innerText);
const until = (act, ...more) => page.waitForFunction(act, { timeout: 60000, polling: 20 }, ...more);
const set = (program) => page.evaluate((given) => {
  const { editor } = window.playground;
  editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: given } });
}, program);
const program = () => page.evaluate(() => window.playground.editor.state.doc.toString());

await check("paints", async () => {
  await page.goto(address);
  await page.waitForSelector(".cm-content");
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0);
  return `first contentful paint after ${Math.round(paint)} ms`;
});

await check("compiles the example", async () => {
  await until(() => document.querySelector("#view .cm-content")?.innerText.includes("AWSTemplateFormatVersion"));
  await until(() => document.getElementById("status").innerText === "No problems");
  need((await page.$eval("#example", (list) => list.value)) === "shop", "the list does not name the example that is open");
  await page.screenshot({ path: join(shots, "playground.png") });
});

await check("switches the target and the environment", async () => {
  await page.click('[data-target="terraform"]');
  await until(() => /terraform|resource|provider/.test(document.querySelector("#view .cm-content")?.innerText ?? ""));
  const names = await page.$$eval("#environment option", (all) => all.map((one) => one.value));
  need(names.join() === "test,prod", names.join());
  await page.click('[data-target="cloudformation"]');
  await until(() => document.querySelector("#view .cm-content")?.innerText.includes("AWSTemplateFormatVersion"));
});

await check("shows problems, and fixes them", async () => {
  await set('app shop {}\n\nqueue orders { retentoin = 4d }\n');
  need((await page.$eval("#example", (list) => list.value)) === "", "a changed program has the name of an example");
  await until(() => /1 error/.test(document.getElementById("status").innerText));
  await page.waitForSelector(".cm-lintRange-error");
  need(await page.$("#view.old"), "an output from before the error looks like the output of the program");
  await page.screenshot({ path: join(shots, "playground-problem.png") });
  await page.evaluate(() => [...document.querySelectorAll("#problems button")].find((one) => one.innerText.includes("Fix")).click());
  await until(() => document.getElementById("status").innerText === "No problems");
  need((await program()).includes("retention = 4d"), await program());
  need(!(await page.$("#view.old")), "the output of a good program looks old");
});

await check("completes while typing", async () => {
  await set("app shop {}\n\nqueue orders { }\n");
  await page.evaluate(() => {
    const { editor } = window.playground;
    editor.focus();
    editor.dispatch({ selection: { anchor: editor.state.doc.toString().indexOf("{ }") + 2 } });
  });
  await page.keyboard.type("rete");
  await page.waitForSelector(".cm-tooltip-autocomplete");
  need((await text(".cm-tooltip-autocomplete")).includes("retention"), await text(".cm-tooltip-autocomplete"));
  await page.screenshot({ path: join(shots, "playground-completion.png") });
  await page.keyboard.press("Escape");
});

await check("cost, diff and graph", async () => {
  await page.select("#example", "tutorial 3: worker");
  await page.click("#tab-cost");
  await until(() => /month/i.test(document.getElementById("view").innerText));
  await page.screenshot({ path: join(shots, "playground-cost.png") });
  await page.click("#tab-diff");
  await until(() => /Nothing changes/.test(document.getElementById("view").innerText));
  await set((await program()).replace("retention = 4d", "retention = 1d"));
  await until(() => /retention shortened/.test(document.getElementById("view").innerText));
  await page.click("#tab-graph");
  await until(() => document.querySelector("#view svg .node"));
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  await page.click("#theme");
  await page.click("#theme");
  await until(() => document.querySelector("#view svg .node"));
  await page.screenshot({ path: join(shots, "playground-graph-dark.png") });
});

await check("shares by the fragment", async () => {
  await set("app shared {}\n\nqueue orders {}\n");
  await page.click("#share");
  await until(() => location.hash.startsWith("#p="));
  const link = page.url();
  const other = await browser.newPage();
  await other.goto(link);
  await other.waitForFunction(() => window.playground, { timeout: 60000 });
  const opened = await other.evaluate(() => window.playground.editor.state.doc.toString());
  await other.close();
  need(opened === "app shared {}\n\nqueue orders {}\n", opened);
  need(!server.asked.some((path) => path.includes("p=")), "the program was sent to the server");
});

await check("diagnostics follow keystrokes quickly", async () => {
  await page.click("#tab-output");
  await page.select("#example", "marketplace");
  await until(() => document.getElementById("status").innerText === "No problems");
  const times = await page.evaluate(async () => {
    const { editor } = window.playground;
    const times = [];
    const status = document.getElementById("status");
    for (let i = 0; i < 8; i++) {
      const at = editor.state.doc.toString().indexOf("staging");
      const begin = performance.now();
      const broken = i % 2 === 0;
      const wanted = broken ? (text) => /error/.test(text) : (text) => text === "No problems";
      const place = editor.state.doc.toString().indexOf("retries");
      editor.dispatch({ changes: broken ? { from: place, insert: "q" } : { from: place - 1, to: place } });
      while (!wanted(status.innerText)) await new Promise((resolve) => setTimeout(resolve, 1));
      times.push(performance.now() - begin);
    }
    return times;
  });
  times.sort((a, b) => a - b);
  return `keystroke to diagnostics, marketplace: ${Math.round(times[0])} ms at best, ${Math.round(times[times.length >> 1])} ms in the middle`;
});

await check("keyboard and names for screen readers", async () => {
  await page.focus("#tab-output");
  await page.keyboard.press("ArrowRight");
  need((await page.$eval("[role=tab][aria-selected=true]", (tab) => tab.id)) === "tab-graph", "the arrow keys do not move between the views");
  const nameless = await page.$$eval("button, select, [role=tabpanel], [role=textbox]", (all) =>
    all.filter((one) => !(one.innerText || one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.closest("label"))).map((one) => one.outerHTML.slice(0, 120)));
  need(nameless.length === 0, nameless.join("\n"));
});

await check("asks no other server", () => need(outside.length === 0, outside.join("\n")));
await check("no errors in the console", () => need(problems.length === 0, problems.join("\n")));

await browser.close();
server.end();
