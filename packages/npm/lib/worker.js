// The compiler in a Web Worker: the language server, and commands on files in memory.
//
// In:  { start: { module, files } }   first, once. `module`: the bytes of svcc.wasm, or its URL. `files`: what is there, by absolute path
//      { lsp }                        a message of the language client, as JSON text
//      { files }                      what has changed; null for what is gone
//      { id, words, folder, files }   runs a command in a folder, with more files that only it sees
// Out: { lsp }                        a message of the server
//      { id, result } or { id, problem }   of a command: status, output, errors, and the files that it changed, null for those that it removed
import * as svcc from "./index.js";
import { remove, text, write } from "./memory.js";
import { startServer } from "./server.js";

let disk = {};
let ready;

function start({ module, files = {} }) {
  svcc.setModule(typeof module === "string" ? fetch(module) : module);
  disk = { ...files };
  ready = startServer({
    send: (lsp) => self.postMessage({ lsp }),
    prepare: ({ FS }) => change(FS, disk),
  });
}

function change(FS, files) {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) remove(FS, path);
    else write(FS, path, content);
  }
}

async function changed(files) {
  const { svcc: server } = await ready;
  for (const [path, content] of Object.entries(files)) {
    if (content !== null) disk[path] = content;
    else disk = Object.fromEntries(Object.entries(disk).filter(([other]) => other !== path && !other.startsWith(`${path}/`)));
  }
  change(server.FS, files);
}

async function run({ words, folder, files = {} }) {
  const given = { ...disk, ...files };
  const result = await svcc.command(given, words, { folder });
  if (!folder) return result;
  const before = Object.fromEntries(Object.entries(given)
    .filter(([path]) => path.startsWith(`${folder}/`))
    .map(([path, content]) => [path.slice(folder.length + 1), text(content)]));
  const gone = Object.keys(before).filter((name) => !(name in result.files)).map((name) => [name, null]);
  const made = Object.entries(result.files).filter(([name, content]) => before[name] !== content);
  return { ...result, files: Object.fromEntries([...made, ...gone]) };
}

self.addEventListener("message", async ({ data }) => {
  if (data.start) return start(data.start);
  if (data.lsp !== undefined) return (await ready).post(data.lsp);
  if (data.id === undefined) return changed(data.files);
  try {
    self.postMessage({ id: data.id, result: await run(data) });
  } catch (problem) {
    self.postMessage({ id: data.id, problem: String(problem) });
  }
});
