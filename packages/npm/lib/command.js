// The command on WebAssembly: the files of the disk, the streams of the process.
import { createRequire } from "node:module";
import v8 from "node:v8";
import { mountDisk, processHost } from "./disk.js";
import { call, instantiate, setFactory } from "./module.js";
import { inwardArguments, outwardText } from "./paths.js";

// An `import` of CommonJS first reads the whole file for the names that it exports: 20 ms.
setFactory(createRequire(import.meta.url)("../wasm/svcc.cjs"));

const WINDOWS = process.platform === "win32";

// V8 writes a message about a flag that it does not know, so flags are set only where they are known.
const KNOWN = { from: 20, to: 24 };  // versions of Node
const node = Number(process.versions.node.split(".")[0]);
const flag = (text) => {
  if (node >= KNOWN.from && node <= KNOWN.to) v8.setFlagsFromString(text);
};
// A command uses a small part of the module. V8 compiles only that part, but validates all of it, which
// is half of the start: let it validate a function when it compiles it. The package's own test checks
// the whole module.
flag("--wasm-lazy-validation");
// A command is over before it gets back what the optimising compiler takes: it is for the hottest
// functions only. (The default is 1,800,000.) `check` of the shop took 0.36 s instead of 0.9 s of the
// processor, of 1,000 services 2.3 s instead of 4.5 s.
const OPTIMISE_LATE = "--wasm-tiering-budget=200000000";

/** Runs svcc with these arguments. Gives the exit status; of a server, when it has ended. */
export async function runCommand(words) {
  const arguments_ = inwardArguments(words, WINDOWS);
  const host = processHost();
  if (WINDOWS) host.write = translated(host.write);
  if (words[0] === "lsp") return serve(arguments_, host);
  flag(OPTIMISE_LATE);
  const svcc = await instantiate(host);
  mountDisk(svcc, arguments_);
  return call(svcc, arguments_);
}

// Paths in messages as Windows writes them. Lines are whole in each piece that is written.
function translated(write) {
  return (descriptor, bytes) =>
    write(descriptor, new TextEncoder().encode(outwardText(new TextDecoder().decode(bytes), true)));
}

async function serve(words, host) {
  const { startServer } = await import("./server.js");
  return new Promise((resolve, reject) => {
    startServer({
      host,
      words,
      prepare: (svcc) => mountDisk(svcc, words),
      send: (text) => host.write(1, Buffer.from(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`)),
      ended: resolve,
    }).then((server) => {
      if (server.status !== undefined) return resolve(server.status);
      process.stdin.on("data", (bytes) => server.receive(bytes));
      process.stdin.on("end", () => resolve(1));
    }, reject);
  });
}
