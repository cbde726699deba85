// The WebAssembly module: compiled once, instantiated for each run, so that no run sees another's
// files or memory.
let compiled;
let factory;

/** Takes the function of wasm/svcc.cjs from a caller that has loaded it in a cheaper way. */
export function setFactory(given) {
  factory = given;
}

async function fromModule() {
  return (await import("../wasm/svcc.cjs")).default;
}

/** Sets what is compiled: bytes, a Response or a promise of one. Browsers call it with a fetch. */
export function setModule(source) {
  compiled = Promise.resolve(source).then((given) => {
    if (given instanceof WebAssembly.Module) return given;
    // Node loads its whole HTTP client where `Response` is named first: bytes do not need it.
    const bytes = ArrayBuffer.isView(given) || given instanceof ArrayBuffer;
    if (bytes || typeof Response === "undefined" || !(given instanceof Response)) return WebAssembly.compile(given);
    return WebAssembly.compileStreaming(given);
  });
  return compiled;
}

async function fromPackage() {
  const { readFile } = await import(/* @vite-ignore */ "node:fs/promises");
  return readFile(new URL("../wasm/svcc.wasm", import.meta.url));
}

/**
 * A fresh instance of the compiler.
 * `host.write(descriptor, bytes)` gets what it prints; `host.read(length)` gives standard input;
 * `host.terminal(descriptor)` says whether that is a terminal; `host.variables` is its environment;
 * `host.run(words)` runs git: {status, output} or null; `host.send(text)` gets the messages of the
 * language server.
 */
export async function instantiate(host = {}) {
  const module = await (compiled ?? setModule(fromPackage()));
  factory ??= await fromModule();
  const svcc = await factory({
    noInitialRun: true,
    thisProgram: "svcc",
    send: (text) => host.send?.(text),
    quit: (_status, ending) => {
      throw ending;
    },
    instantiateWasm: (imports, done) => {
      WebAssembly.instantiate(module, imports).then(done);
      return {};
    },
    preRun: [(instance) => Object.assign(instance.ENV, host.variables)],
  });
  svcc.run = (words) => host.run?.(words) ?? null;  // now: emscripten's own `run` has done its work
  for (const descriptor of [0, 1, 2]) connect(svcc, descriptor, host);
  return svcc;
}

// Whole pieces of bytes instead of emscripten's single characters.
function connect(svcc, descriptor, host) {
  const stream = svcc.FS.streams[descriptor];
  stream.tty = host.terminal?.(descriptor) ? {} : undefined;
  stream.stream_ops = {
    ...stream.stream_ops,
    fsync: () => 0,
    read: (_stream, buffer, offset, length) => {
      const bytes = host.read?.(length) ?? new Uint8Array(0);
      buffer.set(bytes, offset);
      return bytes.length;
    },
    write: (_stream, buffer, offset, length) => {
      host.write?.(descriptor, new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length).slice());
      return length;
    },
  };
}

/** Runs a command of svcc and gives its exit status. */
export function call(svcc, words) {
  const status = svcc.callMain([...words]);
  return typeof status === "number" ? status : 0;
}
