/** Texts by path, relative to the project: `{ "main.svc": "app shop {}" }`. Backslashes are fine. */
export type Files = Record<string, string | Uint8Array>;

export interface Options {
  /** This environment only; by default each. */
  env?: string;
  /** The program, if `files` has no svc.yaml that names one. */
  entry?: string;
  /** Runs git for commands that compare revisions; without it there are none. */
  run?(words: string[]): { status: number; output: Uint8Array } | null;
}

export interface BuildOptions extends Options {
  target?: "cloudformation" | "terraform" | "all";
  /** How CloudFormation is written. */
  format?: "yaml" | "json";
}

export interface DiffOptions extends Options {
  target?: "cloudformation" | "terraform";
  format?: "json" | "text" | "markdown" | "html";
}

/** The JSON of `svcc check --format json`, which docs/ci.md describes. */
export interface Report {
  diagnostics: Diagnostic[];
  [key: string]: unknown;
}

export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "note";
  message: string;
  [key: string]: unknown;
}

export interface Built {
  ok: boolean;
  /** The documents by their path below the output folder; empty if there are errors. */
  files: Record<string, string>;
  diagnostics: Report;
}

/** Checks the programs in `files` in every environment. */
export function check(files: Files, options?: Options): Promise<Report>;
/** Compiles to CloudFormation and Terraform. */
export function build(files: Files, options?: BuildOptions): Promise<Built>;
/** What deploying `after` over `before` does. JSON by default, else a text. */
export function diff(before: Files, after: Files, options?: DiffOptions & { format?: "json" }): Promise<unknown>;
export function diff(before: Files, after: Files, options: DiffOptions): Promise<string>;
/** A program's text in the one format. Throws an Error if it cannot be read. */
export function format(text: string): Promise<string>;
/** Any command of svcc on files in memory. With `folder`, the absolute path of the folder where it runs, `files` has absolute paths, too. */
export function command(
  files: Files,
  words: string[],
  options?: Options & { folder?: string },
): Promise<{ status: number; output: string; errors: string; files: Record<string, string> }>;
/** In browsers, once before all others: the module, such as `fetch("svcc.wasm")`. */
export function setModule(
  source: Response | BufferSource | WebAssembly.Module | Promise<Response | BufferSource | WebAssembly.Module>,
): Promise<WebAssembly.Module>;
