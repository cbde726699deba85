// What the server answers beyond LSP (docs/lsp.md).
import type { Range } from "vscode-languageclient/node";

/** `svcc/document`: a document that only the server has: the prelude, std, the explanation of a diagnostic. */
export interface OwnDocument {
  text: string;
  languageId: string;
}

export type Target = "cloudformation" | "terraform";

/** A run of lines of an emitted document and the place in the program that decided it. Lines count from 0; `to` is inside. */
export interface Mapping {
  from: number;
  to: number;
  uri: string;
  range: Range;
}

/** What a program becomes, as it stands in the editor. */
export interface Preview {
  text: string;
  languageId: string;
  /** The environment that it is of, and those that the program declares. */
  environment: string;
  environments: string[];
  /** Why there is no text: the program has errors. */
  problem?: string;
  mappings: Mapping[];
}

/** The blocks of a program and what is between them. */
export interface Architecture {
  mermaid: string;
  environment: string;
  nodes: { id: string; uri: string; range: Range }[];
}
