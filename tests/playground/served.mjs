// A folder on a web server of this machine, a headless Chromium, and checks that print a JSON line each: {name, problem?, note?}.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import puppeteer from "puppeteer-core";

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };

/** Serves `site` under `prefix`. Gives its address, what was asked for, and an end. */
export async function serve(site, prefix = "/") {
  const asked = [];
  const server = createServer(async (request, response) => {
    let path = decodeURIComponent(new URL(request.url, "http://localhost").pathname).replace(prefix, "");
    asked.push(path);
    if (path === "" || path.endsWith("/")) path += "index.html";
    const found = await readFile(join(site, path)).catch(() => readFile(join(site, `${path}.html`))).catch(() => null);
    if (found) response.writeHead(200, { "Content-Type": types[extname(path) || ".html"] ?? "application/octet-stream" }).end(found);
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}${prefix}`, asked, end: () => server.close() };
}

/** A page, with the addresses elsewhere that it asked and the errors of its console. */
export async function open(address) {
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox", "--disable-gpu"] });
  const page = await browser.newPage();
  await page.setViewport({ width: 1400, height: 860 });
  const outside = [];
  const problems = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(address) && !/^(data|blob):/.test(request.url())) outside.push(request.url());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  return { browser, page, outside, problems };
}

export const checker = (problems) => async (name, act) => {
  try {
    const note = await act();
    console.log(JSON.stringify({ name, ...(typeof note === "string" && { note }) }));
  } catch (error) {
    console.log(JSON.stringify({ name, problem: `${error.message}\n${problems.splice(0).join("\n")}` }));
  }
};

export function need(condition, message) {
  if (!condition) throw new Error(message);
}
