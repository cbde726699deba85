// The page's side of the worker: a transport for the language client, and commands.
export class Compiler {
  #worker = new Worker("worker.js");
  #handlers = new Set();
  #waiting = new Map();
  #next = 1;

  constructor() {
    this.#worker.postMessage({ start: { module: new URL("svcc.wasm", location.href).href } });
    this.#worker.addEventListener("message", ({ data }) => {
      if (data.lsp !== undefined) {
        for (const handler of this.#handlers) handler(data.lsp);
        return;
      }
      const { resolve, reject } = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if (data.problem) reject(new Error(data.problem));
      else resolve(data.result);
    });
  }

  transport() {
    return {
      send: (text) => this.#worker.postMessage({ lsp: text }),
      subscribe: (handler) => this.#handlers.add(handler),
      unsubscribe: (handler) => this.#handlers.delete(handler),
    };
  }

  /** Runs a command of svcc: {status, output, errors, files}. */
  command(files, words) {
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, files, words });
    });
  }
}
