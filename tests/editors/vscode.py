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
from harness import ROOT, Suite, need, run  # noqa: E402
from outside import node_modules, program  # noqa: E402

HERE = pathlib.Path(__file__).parent
SOURCE = ROOT / "editors/vscode"
# Exactly the files of the package: no source, no dependency that is not bundled.
PACKAGED = {
    "dist/extension.js", "dist/graph.js", "images/icon.png", "language-configuration.json", "package.json", "readme.md", "snippets/svc.json",
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


def main():
    suite = Suite("vscode", __doc__.splitlines()[0]).start()
    suite.check("lock files", lockfile)
    suite.check("manifest", consistent)
    suite.check("language configuration", configured, suite)
    suite.check("snippets", snippets, suite)
    suite.check("sources", sources, suite)
    suite.check("package", packages, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
