// The item in the status bar: whether the server runs, what it is, and the environment of previews.
import * as vscode from "vscode";
import { State } from "vscode-languageclient";

export class Status implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("svc.server", { language: "svc" });
  private readonly environment = vscode.languages.createLanguageStatusItem("svc.environment", { language: "svc" });
  private readonly bar = vscode.window.createStatusBarItem("svc.status", vscode.StatusBarAlignment.Right, 90);

  constructor() {
    this.item.name = this.bar.name = "svcc";
    this.environment.name = "svc environment";
    this.environment.command = { command: "svc.chooseEnvironment", title: "Choose" };
    this.bar.command = "svc.output";
    this.setEnvironment("");
    this.item.command = { command: "svc.restart", title: "Restart" };
  }

  /** `about` is what the server calls itself and where it came from. */
  setState(state: State, about: string): void {
    const words = { [State.Starting]: "$(sync~spin) svcc", [State.Running]: "$(check) svcc", [State.Stopped]: "$(error) svcc" };
    this.item.busy = state === State.Starting;
    this.item.text = state === State.Stopped ? "svcc has stopped" : about;
    this.item.severity = state === State.Stopped ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    this.bar.text = words[state];
    this.bar.tooltip = about;
    this.bar.show();
  }

  /** There is no server, and why. */
  setProblem(problem: string): void {
    this.item.busy = false;
    this.item.text = problem;
    this.item.severity = vscode.LanguageStatusSeverity.Error;
    this.bar.text = "$(warning) svcc";
    this.bar.tooltip = problem;
    this.bar.show();
  }

  setEnvironment(name: string): void {
    this.environment.text = name === "" ? "Previews: the first environment" : `Previews: ${name}`;
  }

  dispose(): void {
    this.item.dispose();
    this.environment.dispose();
    this.bar.dispose();
  }
}
