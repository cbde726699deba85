// The API of the package: programs as texts in memory, on WebAssembly, in Node and in browsers.
import { read, write } from "./memory.js";
import { call, instantiate, setModule } from "./module.js";
import { inward } from "./paths.js";

export { setModule };

const ROOT = "/project";

async function run(files, words, options = {}) {
  const printed = { 1: [], 2: [] };
  const svcc = await instantiate({
    write: (descriptor, bytes) => printed[descriptor].push(bytes),
    run: options.run,
    variables: { NO_COLOR: "1" },
  });
  svcc.FS.mkdirTree(ROOT);
  for (const [name, text] of Object.entries(files)) write(svcc.FS, place(name), text);
  const folder = options.folder ?? ROOT;
  svcc.FS.mkdirTree(folder);
  svcc.FS.chdir(folder);
  const status = call(svcc, words);
  const text = (pieces) => pieces.map((bytes) => new TextDecoder().decode(bytes)).join("");
  return { svcc, status, output: text(printed[1]), errors: text(printed[2]) };
}

// A key of `files` is a path of the caller: with backslashes and a drive letter if it comes from
// Windows.
function place(name) {
  const windows = /^[A-Za-z]:[\\/]|\\/.test(name);
  const path = inward(name, windows);
  return path.startsWith("/") ? path : `${ROOT}/${path}`;
}

function given(options, names) {
  return names.filter((name) => options[name] !== undefined).map((name) => `--${name}=${options[name]}`);
}

function failed(done) {
  const error = new Error(done.errors.trim() || `svcc ended with status ${done.status}`);
  error.status = done.status;
  return error;
}

async function diagnosticsOf(files, options) {
  const done = await run(files, ["check", "--format=json", ...given(options, ["env"]), ...entry(options)], options);
  if (done.status > 1) throw failed(done);
  return JSON.parse(done.output);
}

const entry = (options) => (options.entry ? [place(options.entry).replace(`${ROOT}/`, "")] : []);

/** Checks the programs in `files`. */
export async function check(files, options = {}) {
  return diagnosticsOf(files, options);
}

/** Compiles. `files` of the result is empty if a program has errors. */
export async function build(files, options = {}) {
  const words = ["build", "--output=out", "--quiet", ...given(options, ["env", "target", "format"]), ...entry(options)];
  const done = await run(files, words, options);
  if (done.status > 1) throw failed(done);
  return { ok: done.status === 0, files: read(done.svcc.FS, `${ROOT}/out`), diagnostics: await diagnosticsOf(files, options) };
}

/** What a change does to what is deployed: `before` and `after` are files of two versions. */
export async function diff(before, after, options = {}) {
  const both = {};
  for (const [side, files] of [["before", before], ["after", after]])
    for (const [name, text] of Object.entries(files)) both[`${side}/${name.replaceAll("\\", "/")}`] = text;
  const entryOf = (side) => (options.entry ? `${side}/${options.entry.replaceAll("\\", "/")}` : side);
  const words = ["diff", ...given({ format: "json", ...options }, ["env", "target", "format"]), entryOf("before"), entryOf("after")];
  const done = await run(both, words, options);
  if (done.status > 1 || (done.status === 1 && !done.output)) throw failed(done);
  return (options.format ?? "json") === "json" ? JSON.parse(done.output) : done.output;
}

/** The text in the one format. Throws if it cannot be read as a program. */
export async function format(text) {
  const done = await run({ "text.svc": text }, ["fmt", "--stdout", "text.svc"]);
  if (done.status !== 0) throw failed(done);
  return done.output;
}

/** Runs a command of svcc on files in memory: its exit status, what it printed, the files after it. */
export async function command(files, words, options = {}) {
  const done = await run(files, words, options);
  return { status: done.status, output: done.output, errors: done.errors, files: read(done.svcc.FS, options.folder ?? ROOT) };
}
