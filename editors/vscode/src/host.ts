// What differs between VS Code on a machine (disk.ts) and VS Code in a browser (browser.ts).
import type * as vscode from "vscode";
import type { BaseLanguageClient, DocumentSelector, LanguageClientOptions } from "vscode-languageclient";

/** Why there is no compiler, in words for the user. */
export class NotFound extends Error {}

export interface Answer {
  status: number;
  output: string;
  errors: string;
}

export interface Host {
  /** The documents that are the server's. */
  readonly documents: DocumentSelector;
  /** A client that is not started, and where its compiler comes from. Throws NotFound. */
  makeClient(options: LanguageClientOptions): Promise<{ client: BaseLanguageClient; about: string }>;
  /** Runs svcc in a folder. Throws where it cannot be started; an error of the program is a status. */
  run(words: string[], folder: vscode.Uri): Promise<Answer>;
  /** The branches and tags of the repository, the likely base of a change first; null where there is no git. */
  revisions(folder: vscode.Uri): Promise<string[] | null>;
  /** `svcc build` of the workspace. */
  build(): Promise<unknown>;
  /** Lets the user choose the compiler. Gives whether they did. */
  choosePath(): Promise<boolean>;
  /** 16 random bytes as text. */
  nonce(): string;
}
