// The site in headless Chromium: node site.mjs SITE SCREENSHOTS.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checker, need, open, serve } from "./served.mjs";

const [site, shots] = process.argv.slice(2);
const server = await serve(site);
const { browser, page, outside, problems } = await open(server.address);
const check = checker(problems);
const until = (act, ...more) => page.waitForFunction(act, { timeout: 60000, polling: 50 }, ...more);

await check("a guide, with its program coloured", async () => {
  await page.setViewport({ width: 1280, height: 860 });
  await page.goto(`${server.address}guides/releases.html`);
  const colours = await page.$$eval(".language-svc span[style]", (all) => new Set(all.map((one) => getComputedStyle(one).color)).size);
  need(colours > 3, `a program has ${colours} colours`);
  await page.screenshot({ path: join(shots, "site.png") });
});

await check("the side bar has the parts", async () => {
  const parts = await page.$$eval(".VPSidebar h2", (all) => all.map((one) => one.innerText));
  for (const wanted of ["Tutorial", "Guides", "Reference", "Explanation"]) need(parts.includes(wanted), parts.join());
});

await check("the search finds a diagnostic and a field", async () => {
  for (const [words, wanted] of [["SVC4003", /SVC4003/], ["visibility", /queue/i]]) {
    await page.goto(`${server.address}index.html`);
    await page.waitForSelector(".VPNavBarSearch button");
    await page.click(".VPNavBarSearch button");
    await page.waitForSelector(".VPLocalSearchBox input");
    await page.type(".VPLocalSearchBox input", words);
    await until(() => document.querySelectorAll(".VPLocalSearchBox .result").length > 0);
    const found = await page.$eval(".VPLocalSearchBox .results", (list) => list.innerText);
    need(wanted.test(found), found.slice(0, 400));
  }
});

await check("dark", async () => {
  await page.goto(`${server.address}tutorial/`);
  await page.click(".VPNavBarAppearance button");
  const dark = (selector) => getComputedStyle(document.querySelector(selector)).backgroundColor.match(/\d+/g).slice(0, 3).every((part) => Number(part) < 64);
  for (const selector of ["body", ".language-svc"]) await until(dark, selector); // colours change slowly
  await page.screenshot({ path: join(shots, "site-dark.png") });
});

if (existsSync(join(site, "playground/svcc.wasm")))
  await check("a program of the tutorial opens in the playground", async () => {
    await page.goto(`${server.address}tutorial/`);
    const to = await page.$eval('a[href*="playground/index.html#p="]', (link) => link.href);
    await page.goto(to);
    await until(() => window.playground);
    const program = await page.evaluate(() => window.playground.editor.state.doc.toString());
    need(/^app guestbook/m.test(program), program);
    await until(() => document.getElementById("status").innerText === "No problems");
  });

await check("asks no other server", () => need(outside.length === 0, outside.join("\n")));
await check("no errors in the console", () => need(problems.length === 0, problems.join("\n")));

await browser.close();
server.end();
