// The language server under an event loop: messages go in as they arrive, the server works in steps
// between them.
import { call, instantiate } from "./module.js";

/**
 * Starts a server. `send(text)` gets each message of the server, JSON without a header.
 * `prepare(svcc)` may fill the file system before it starts. `ended(status)` is called at the end.
 * Gives `receive(bytes)` for a stream with headers and `post(text)` for one message.
 */
export async function startServer({ send, prepare, ended, host = {}, words = ["lsp"] }) {
  const svcc = await instantiate({ ...host, send });
  prepare?.(svcc);
  const status = call(svcc, words);
  if (!svcc._svcc_serving()) return { status };
  const loop = new Loop(svcc, ended);
  return {
    svcc,
    receive: (bytes) => loop.receive(bytes),
    post: (text) => loop.receive(framed(text)),
  };
}

function framed(text) {
  const content = new TextEncoder().encode(text);
  const head = new TextEncoder().encode(`Content-Length: ${content.length}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + content.length);
  bytes.set(head);
  bytes.set(content, head.length);
  return bytes;
}

// Runs something after the messages that wait. A browser's timers would wait 4 ms when one follows another, and the server's steps take one.
function afterMessages(run) {
  if (typeof setImmediate === "function") return () => setImmediate(run);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = run;
  return () => port2.postMessage(null);
}

class Loop {
  #svcc;
  #ended;
  #timer = null;
  #soon;
  #planned = false; // a step comes soon
  #over = false;

  constructor(svcc, ended) {
    this.#svcc = svcc;
    this.#ended = ended;
    this.#soon = afterMessages(() => this.#step());
    this.#plan(0);
  }

  receive(bytes) {
    if (this.#over) return;
    const place = this.#svcc._malloc(bytes.length || 1);
    this.#svcc.HEAPU8.set(bytes, place);
    this.#svcc._svcc_feed(place, bytes.length);
    this.#svcc._free(place);
    this.#plan(0);
  }

  #plan(wait) {
    clearTimeout(this.#timer);
    if (wait > 0) this.#timer = setTimeout(() => this.#step(), wait);
    else if (!this.#planned) this.#soon();
    this.#planned ||= wait <= 0;
  }

  #step() {
    this.#planned = false;
    if (this.#over) return;
    const next = this.#svcc._svcc_step();
    if (next >= 0) return this.#plan(next);
    this.#over = true;
    this.#ended?.(-1 - next);
  }
}
