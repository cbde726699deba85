// The disk of the machine, as the compiler's files: for Node.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import tty from "node:tty";
import { inward, outward } from "./paths.js";

const WINDOWS = process.platform === "win32";

// On Windows, a folder for each drive that the working folder and the arguments name; elsewhere one
// for each folder of the root.
function roots(words) {
  if (!WINDOWS) {
    const own = new Set(["dev", "proc"]);  // the compiler has its own /dev and /proc
    return fs.readdirSync("/").filter((name) => !own.has(name)).map((name) => `/${name}`);
  }
  const drives = new Set();
  for (const word of [process.cwd(), ...words]) {
    const drive = /^\/([a-z]):/.exec(inward(word.replace(/^--[a-z-]+=/, ""), true));
    if (drive) drives.add(`/${drive[1]}:`);
  }
  return [...drives];
}

/** Puts the disk under the compiler's root and enters the working folder. */
export function mountDisk(svcc, words = []) {
  const { FS, NODEFS } = svcc;
  // Links are followed by their own text; NODEFS would make absolute ones relative to its mount.
  NODEFS.node_ops.readlink = (node) => {
    try {
      return inward(fs.readlinkSync(NODEFS.realPath(node)), WINDOWS);
    } catch (error) {
      throw error.code ? new FS.ErrnoError(NODEFS.convertNodeCode(error)) : error;
    }
  };
  for (const root of roots(words)) {
    const place = outward(root, WINDOWS);
    const status = fs.lstatSync(place, { throwIfNoEntry: false });
    if (status?.isSymbolicLink()) link(FS, fs.readlinkSync(place), root);
    else if (status?.isDirectory()) mount(FS, NODEFS, place, root);
  }
  FS.chdir(inward(process.cwd(), WINDOWS));
}

function link(FS, to, root) {
  if (!FS.analyzePath(root).exists) FS.symlink(to, root);
}

function mount(FS, NODEFS, place, root) {
  if (!FS.analyzePath(root).exists) FS.mkdir(root);
  FS.mount(NODEFS, { root: place }, root);
}

/** The host of a run in a terminal. */
export function processHost() {
  return {
    variables: { ...process.env, ...(WINDOWS ? { PWD: inward(process.cwd(), true) } : {}) },
    terminal: (descriptor) => tty.isatty(descriptor),
    write: (descriptor, bytes) => writeAll(descriptor, bytes),
    read: (length) => readSome(length),
    run: runProgram,
  };
}

function writeAll(descriptor, bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(descriptor, bytes, at);
    } catch (error) {
      if (error.code === "EPIPE") process.exit(2);
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

function readSome(length) {
  const bytes = new Uint8Array(length);
  for (;;) {
    try {
      return bytes.subarray(0, fs.readSync(0, bytes));
    } catch (error) {
      if (error.code === "EOF") return bytes.subarray(0, 0);  // Windows, at the end of a pipe
      if (error.code !== "EAGAIN") throw error;
    }
  }
}

/** Runs a program without a shell. Its paths come from the compiler. */
export function runProgram(words) {
  const [program, ...rest] = WINDOWS ? words.map((word) => (word.startsWith("/") ? outward(word, true) : word)) : words;
  const done = spawnSync(program, rest, { stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 30, windowsHide: true });
  if (done.error) return null;
  return { status: done.status ?? 128, output: WINDOWS ? forward(done.stdout) : done.stdout };
}

// git for Windows names folders as `C:/shop`.
function forward(output) {
  const text = output.toString("latin1");
  return /^[A-Za-z]:\//.test(text) ? Buffer.from(inward(text, true), "latin1") : output;
}
