#!/usr/bin/env python3
"""`svcc lsp` through vscode-languageserver-protocol, the library of VS Code's own client: each step of protocol.mjs is a check, and so is that the TypeScript compiler
finds every answer and notification of the server to be of the type that the protocol gives it."""
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Failed, Suite, need, run  # noqa: E402
from outside import node_modules  # noqa: E402
from steps import check_steps, steps_in  # noqa: E402

HERE = pathlib.Path(__file__).parent


def drive(suite, record):
    node, modules = node_modules(suite.args.work.resolve().parent / "vscode", ROOT / "editors/vscode")
    workspace = suite.work / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(HERE / "workspace", workspace)
    record.unlink(missing_ok=True)
    done = run([node, HERE / "protocol.mjs", modules, suite.svcc, workspace, record], timeout=240)
    lines = steps_in(done.stdout)
    wanted = (HERE / "protocol.mjs").read_text().count("\nawait step(") + 3  # one of them is in a loop over three requests
    need(len(lines) == wanted and record.exists(), f"{len(lines)} of {wanted} steps; the client ended early:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return lines



def typed(suite, record):
    """tsc, with the protocol's own declarations."""
    node, modules = node_modules(suite.args.work.resolve().parent / "vscode", ROOT / "editors/vscode")
    folder = modules / "recorded"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(record, folder / "recorded.ts")
    done = run([node, modules / "node_modules/typescript/bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "--target", "ES2022", "--module", "Node16",
                "--moduleResolution", "Node16", "--types", "node", folder / "recorded.ts"], cwd=modules)
    need(len(record.read_text().splitlines()) > 20, "hardly anything was recorded")
    if done.returncode != 0:
        lines = record.read_text().splitlines()
        said = []
        for row in done.stdout.splitlines():
            said.append(row)
            if found := re.search(r"recorded\.ts\((\d+),", row):
                said.append("    " + lines[int(found.group(1)) - 1][:300])
        raise Failed("\n".join(said[:40]))


def main():
    suite = Suite("protocol", __doc__)
    suite.parser.set_defaults(work=ROOT / "build/dev/editors/protocol")
    suite.start()
    record = suite.work / "recorded.ts"
    check_steps(suite, "runs", lambda: drive(suite, record))
    if record.exists():
        suite.check("every answer has the protocol's type", typed, suite, record)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
