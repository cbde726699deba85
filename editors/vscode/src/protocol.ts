// What the server answers beyond LSP: docs/lsp.md.
import { ExecuteCommandRequest, type BaseLanguageClient, type Location, type Position, type Range, ResponseError } from "vscode-languageclient";

/** `svcc/document`: a document that only the server has: the prelude, std, the explanation of a diagnostic, a preview. */
export interface OwnDocument {
  text: string;
  languageId: string;
}

export type Target = "cloudformation" | "terraform";

/** A line of an emitted document and the place in the program that decided it. */
export interface Step {
  line: number;
  source: Location;
}

/** The same as the server sends it: six numbers a line, namely how many lines it is behind the one before, the index of a file, and start and end of the place in it. */
export interface PackedMap {
  files: string[];
  lines: number[];
}

export function unpacked({ files, lines }: PackedMap): Step[] {
  const steps: Step[] = [];
  for (let i = 0, line = 0; i + 5 < lines.length; i += 6) {
    const [behind, file, startLine, startCharacter, endLine, endCharacter] = lines.slice(i, i + 6) as [number, number, number, number, number, number];
    line += behind;
    const range = { start: { line: startLine, character: startCharacter }, end: { line: endLine, character: endCharacter } };
    steps.push({ line, source: { uri: files[file] ?? "", range } });
  }
  return steps;
}

/** `svcc.preview`, and `svcc/previewChanged` for as long as it is open: a document that a program becomes, as it stands in the editor. */
export interface Preview {
  uri: string;
  text: string;
  languageId: string;
  environment: string;
  target: Target;
  /** Its name among the documents of the target. */
  document: string;
  documents: string[];
  /** What the position that was asked for has decided. */
  selection: Range[];
  map: PackedMap;
}

/** `svcc.graph`: the picture of `svcc graph`, and the page that shows it where that is asked for; neither while the program has errors. */
export interface Architecture {
  environment: string;
  environments: string[];
  picture?: unknown;
  /** Of each node of the picture; null: it is declared nowhere. */
  locations?: (Location | null)[];
  page?: string;
}

export interface Argument {
  uri: string;
  position?: Position;
  environment?: string;
  target?: Target;
  document?: string;
}

/** Has the server run one of its own commands. */
export function run<T>(client: BaseLanguageClient, command: string, argument: Argument): Promise<T> {
  return client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] }) as Promise<T>;
}

/** What went wrong with a request, in words for the user. */
export function reason(problem: unknown): string {
  const words = problem instanceof Error ? problem.message : String(problem);
  const unknown = problem instanceof ResponseError && (problem.code === -32601 || words.startsWith("there is no command"));
  return unknown ? "This svcc is older than the extension: it does not know this command." : words;
}
