#!/usr/bin/env python3
"""The VS Code extension: it type-checks, bundles and packages to exactly the files that it needs; the files in its manifest exist; its snippets are programs that
svcc can read; it finds the server where it says, and previews lead to the right lines."""
import json
import os
import pathlib
import re
import shutil
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "lsp"))
from harness import ROOT, Skip, Suite, need, run  # noqa: E402
from client import Client  # noqa: E402
from outside import node_modules, program  # noqa: E402

HERE = pathlib.Path(__file__).parent
SOURCE = ROOT / "editors/vscode"
# Exactly the files of the package: no source, no dependency that is not bundled.
PACKAGED = {
    "dist/browser.js", "dist/extension.js", "images/icon.png", "language-configuration.json", "package.json", "readme.md", "snippets/svc.json",
    *(f"walkthrough/{name}.md" for name in ("write", "check", "output", "architecture", "review", "ask")), "syntaxes/svc.tmLanguage.json", "syntaxes/markdown.tmLanguage.json",
}


def manifest():
    return json.loads((SOURCE / "package.json").read_text())


def copy(suite):
    """The extension's sources next to the installed packages, so that nothing is written into the repository."""
    node, modules = node_modules(suite.work.parent / "vscode", SOURCE)
    folder = suite.work / "extension"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    (folder / "node_modules").symlink_to(modules / "node_modules")
    return node, folder


def packages(suite):
    _, folder = copy(suite)
    done = run([program("npm", "Node.js 20"), "run", "--silent", "package"], cwd=folder, timeout=200)
    need(done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:])
    made = list(folder.glob("*.vsix"))
    need(len(made) == 1, f"made {made}")
    with zipfile.ZipFile(made[0]) as package:
        names = {name.removeprefix("extension/") for name in package.namelist() if name.startswith("extension/")}
        need(names == PACKAGED, f"packaged without {PACKAGED - names}, with {names - PACKAGED}")
        need(len(package.read("extension/readme.md")) > 1000, "the readme is empty")
        need(package.read("extension/images/icon.png")[:8] == b"\x89PNG\r\n\x1a\n", "the icon is no PNG")
    need(made[0].stat().st_size < 3_000_000, f"the package has {made[0].stat().st_size} bytes")


def consistent():
    """What the manifest names exists: files, commands, settings."""
    spec = manifest()
    steps = [step for walkthrough in spec["contributes"]["walkthroughs"] for step in walkthrough["steps"]]
    files = [spec["icon"]] + [step["media"]["markdown"] for step in steps] + [entry[key] for sort, key in (("grammars", "path"), ("snippets", "path"), ("languages", "configuration")) for entry in spec["contributes"][sort]]
    need(all((SOURCE / file).exists() for file in files), f"missing of {files}")
    code = "\n".join(path.read_text() for path in sorted((SOURCE / "src").glob("*.ts")))
    declared = {entry["command"] for entry in spec["contributes"]["commands"]}
    registered = set(re.findall(r'command\("(svc\.\w+)"', code))
    need(declared == registered, f"declared only: {declared - registered}; registered only: {registered - declared}")
    used = {entry["command"] for menu in spec["contributes"]["menus"].values() for entry in menu} | {entry["command"] for entry in spec["contributes"]["keybindings"]}
    need(used <= declared, f"menus use {used - declared}")
    linked = set(re.findall(r"command:(svc\.\w+)", json.dumps(steps)))
    need(linked and linked <= declared, f"the walkthrough uses {linked - declared}")
    settings = {name.removeprefix("svcc.") for name in spec["contributes"]["configuration"]["properties"]}
    read = set(re.findall(r'(?<!globalState)(?<!"workbench"\))\.get(?:<[^>]*>)?\("([\w.]+)"', code)) | set(re.findall(r'affectsConfiguration\("svcc\.([\w.]+)"', code))
    need(read <= settings, f"the code reads {read - settings}")
    readme = (SOURCE / "README.md").read_text()
    need(all(f"svcc.{name.split('.')[0]}" in readme for name in settings), "the README does not list every setting")


def configured(suite):
    """Every pattern of the language configuration and the problem matcher compiles and matches its examples."""
    node, _ = node_modules(suite.work.parent / "vscode", SOURCE)
    done = run([node, HERE / "vscode_configuration.mjs", SOURCE])
    need(done.returncode == 0, done.stdout + done.stderr)


def snippet(suite, name, body):
    """A snippet with its placeholders' own texts is a text without mistakes of syntax."""
    text = "\n".join(body if isinstance(body, list) else [body])
    text = re.sub(r"^\s*\$0\n", "", text, flags=re.M)  # a line for the cursor only
    known = dict(re.findall(r"\$\{(\d+):([^{}|]*)\}", text))
    for _ in range(3):
        text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\|\}", r"\1", text)
        text = re.sub(r"\$\{(\d+):([^{}]*)\}", r"\2", text)
        text = re.sub(r"\$\{(\d+)\}|\$(\d+)", lambda found: known.get(found.group(1) or found.group(2), ""), text)
    file = suite.work / "snippet.svc"
    file.write_text(("service x in y {\n  task {\n    " + text + "\n  }\n}\n") if name == "Permission" else text + "\n")
    done = suite.run("fmt", "--check", "--diff", file)
    need(done.returncode == 0, f"{name}:\n{text}\n{done.stdout}{done.stderr}")
    done = suite.run("check", "--format", "short", file)
    need(not re.search(r"\[SVC0(?!013)\d+\]", done.stdout), f"{name}:\n{text}\n{done.stdout}")


def snippets(suite):
    for name, entry in json.loads((SOURCE / "snippets/svc.json").read_text()).items():
        snippet(suite, name, entry["body"])


def sources(suite):
    node, folder = copy(suite)
    bin_folder = suite.work / "bin"
    bin_folder.mkdir(exist_ok=True)
    for name in ("svcc", "other"):
        (bin_folder / name).write_text("#!/bin/sh\n")
        os.chmod(bin_folder / name, 0o755)
    bundled = suite.work / "bundled/server"
    bundled.mkdir(parents=True, exist_ok=True)
    shutil.copy(bin_folder / "svcc", bundled / "svcc")
    done = run([node, HERE / "vscode_sources.mjs", folder, bin_folder, bundled.parent])
    need(done.returncode == 0, done.stdout + done.stderr)


def lockfile():
    """No lock file names the registry that it was made with."""
    for path in [SOURCE / "package-lock.json", HERE / "tree-sitter/package-lock.json"]:
        need('"resolved"' not in path.read_text(), f"{path} has `resolved`: npm install with the .npmrc beside it")


# What VS Code gives a web view, and what a person does there.
DRIVE = """<script nonce="{nonce}">
window.told = [];
window.acquireVsCodeApi = () => ({{ postMessage: (message) => window.told.push(message) }});
addEventListener("error", (e) => (document.body.dataset.error = e.message));
addEventListener("securitypolicyviolation", (e) => (document.body.dataset.refused = e.violatedDirective + " " + e.blockedURI));
</script>"""
AFTER = """<script nonce="{nonce}">
const wait = setInterval(() => {{
  if (document.body.dataset.ready !== "true") return;
  clearInterval(wait);
  const nodes = [...document.querySelectorAll("#graph svg .node")];
  document.body.dataset.nodes = nodes.length;
  const node = nodes.find((n) => n.querySelectorAll("text")[1].textContent === "checkout");
  node.dispatchEvent(new PointerEvent("pointerdown", {{ bubbles: true }}));
  node.dispatchEvent(new PointerEvent("pointerup", {{ bubbles: true }}));
  document.body.dataset.opened = window.told.find((m) => m.open !== undefined)?.open;
  document.body.dataset.ink = getComputedStyle(document.documentElement).getPropertyValue("--paper").trim();
  delete document.body.dataset.ready;
  window.postMessage({{ data: {{ pictures: [{{ app: "a", environment: "", frames: [], nodes: [{{ title: "queue later", parts: [], frame: null }}], edges: [] }}] }} }}, "*");
  const again = setInterval(() => {{
    if (document.body.dataset.ready !== "true") return;
    clearInterval(again);
    document.body.dataset.later = document.querySelector("#graph svg").textContent.includes("later");
    window.postMessage({{ problem: "a sentence" }}, "*");
    setTimeout(() => {{ document.body.dataset.done = document.getElementById("problem").textContent; }}, 100);
  }}, 20);
}}, 50);
</script>"""


def picture(suite):
    """The page of `svcc graph` under the policy that the extension gives it: it is drawn, a click names the block, a later picture takes its place."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise Skip("there is no Chromium")
    root = ROOT / "examples/marketplace"
    with Client(suite.svcc, root=root) as client:
        client.open("main.svc", (root / "main.svc").read_text())
        shown = client.request("workspace/executeCommand", {"command": "svcc.graph", "arguments": [{"uri": client.uri("main.svc"), "environment": "prod", "page": True}]})
    policy = re.search(r"const policy = `(.*)`;", (SOURCE / "src/graph.ts").read_text()).group(1)
    need("default-src 'none'" in policy and "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0], policy)
    nonce = "tested"
    page = shown["page"].replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{policy.replace("${nonce}", nonce)}">', 1).replace("<script>", f'<script nonce="{nonce}">', 1)
    page = page.replace("<body>", '<body class="vscode-dark">' + DRIVE.format(nonce=nonce), 1).replace("</body>", AFTER.format(nonce=nonce) + "</body>")
    path = suite.work / "view.html"
    path.write_text(page)
    done = run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1200,800", f"--user-data-dir={suite.work}/chromium", "--virtual-time-budget=20000", "--dump-dom", path.as_uri()],
               timeout=180)
    has = dict(re.findall(r'data-(\w+)="([^"]*)"', re.search(r"<body[^>]*>", done.stdout).group(0)))
    need("error" not in has and "refused" not in has and has.get("done") == "a sentence", f"{has}\n{done.stderr[-500:]}")
    nodes = shown["picture"]["pictures"][0]["nodes"]
    need(has["nodes"] == str(len(nodes)) and nodes[int(has["opened"])]["title"] == "service checkout", has)
    line = shown["locations"][int(has["opened"])]["range"]["start"]["line"]
    need((root / "main.svc").read_text().splitlines()[line].startswith("service checkout"), f"a click leads to line {line + 1}")
    need(has["later"] == "true" and has["ink"] == "#0d1117", has)


def main():
    suite = Suite("vscode", __doc__.splitlines()[0]).start()
    suite.check("lock files", lockfile)
    suite.check("manifest", consistent)
    suite.check("language configuration", configured, suite)
    suite.check("snippets", snippets, suite)
    suite.check("sources", sources, suite)
    suite.check("package", packages, suite)
    suite.check("picture", picture, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
