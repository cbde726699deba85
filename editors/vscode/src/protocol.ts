// What the server answers beyond LSP (docs/lsp.md).
import { type CancellationToken, type LanguageClient, type Location, type Range, ResponseError } from "vscode-languageclient/node";

/** `svcc/document`: a document that only the server has: the prelude, std, the explanation of a diagnostic. */
export interface OwnDocument {
  text: string;
  languageId: string;
}

export type Target = "cloudformation" | "terraform";

/** A line of an emitted document, or a part of one, and the place in the program that decided it. */
export interface Step {
  range: Range;
  /** `ApiService`, `aws_ecs_service.api`, and the path of the property in it; empty for the resource itself. */
  address: string;
  path: string;
  source: Location;
}

export interface PreviewDocument {
  /** `shop-prod.yaml`, `shop-prod/compute.tf` */
  path: string;
  text: string;
  steps: Step[];
}

/** `svcc.preview`: what a program becomes, as it stands in the editor. Without documents while it has errors. */
export interface Preview {
  /** The environment that it is of, and those that the program declares. */
  environment: string;
  environments: string[];
  documents: PreviewDocument[] | null;
}

/** `svcc.graph`: the blocks of a program and what is between them. In the text of Mermaid, node number 3 is called `n3`. */
export interface Architecture {
  mermaid: string;
  environment: string;
  environments: string[];
  nodes: { kind: string; name: string; location: Location }[];
}

/** Has the server run one of its own commands on a program. */
export function run<T>(client: LanguageClient, command: string, argument: { uri: string; environment: string; target?: Target }, token?: CancellationToken): Promise<T> {
  return client.sendRequest<T>("workspace/executeCommand", { command, arguments: [argument] }, token);
}

/** What went wrong with a request, in words for the user. */
export function reason(problem: unknown): string {
  if (problem instanceof ResponseError && (problem.code === -32601 || problem.message.startsWith("there is no command"))) return "This svcc is older than the extension: it does not know this command.";
  return problem instanceof Error ? problem.message : String(problem);
}
