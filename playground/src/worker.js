// The compiler in a worker: the language server, and commands on files in memory.
import * as svcc from "../../packages/npm/lib/index.js";
import { startServer } from "../../packages/npm/lib/server.js";

svcc.setModule(fetch(new URL("svcc.wasm", self.location.href)));

const ready = startServer({ send: (text) => self.postMessage({ lsp: text }) });

self.addEventListener("message", async ({ data }) => {
  if (data.lsp !== undefined) return (await ready).post(data.lsp);
  try {
    self.postMessage({ id: data.id, result: await svcc.command(data.files, data.words) });
  } catch (problem) {
    self.postMessage({ id: data.id, problem: String(problem) });
  }
});
