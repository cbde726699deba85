#!/usr/bin/env python3
"""The npm package, packed and installed into a clean prefix: the command on both engines, its API and types, git, the language server, and its cold start."""
import json
import os
import pathlib
import shutil
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Suite, need, run  # noqa: E402
from outside import program  # noqa: E402

PACKAGE = ROOT / "packages/npm"
SLOWEST = 0.3  # seconds, on a machine that does nothing else


class Installed:
    """The package in a folder of its own, without the repository."""

    def __init__(self, suite):
        if not (PACKAGE / "wasm/svcc.wasm").exists():
            raise Beyond("packages/npm/wasm is not built: make wasm")
        npm = program("npm", "Node.js 20")
        packed = suite.work / "packed"
        shutil.rmtree(packed, ignore_errors=True)
        packed.mkdir()
        done = run([PACKAGE / "pack", packed, suite.svcc, "0.2.0"])
        need(done.returncode == 0, done.stderr)
        self.tarball = next(packed.glob("*.tgz"))
        self.prefix = suite.work / "user"
        shutil.rmtree(self.prefix, ignore_errors=True)
        self.prefix.mkdir()
        (self.prefix / "package.json").write_text('{ "private": true }')
        done = run([npm, "install", "--no-audit", "--no-fund", "--offline", self.tarball], cwd=self.prefix)
        need(done.returncode == 0, done.stdout + done.stderr)
        self.folder = self.prefix / "node_modules/svcc"

    def run(self, *words, wasm=True, cwd=None):
        return run([self.prefix / "node_modules/.bin/svcc", *words], cwd=cwd or self.prefix, env={"SVCC_WASM": "1" if wasm else ""})


def first_steps(suite, package):
    """What a newcomer does: init, check, build, diff."""
    for wasm in (True, False):
        folder = suite.work / f"steps-{wasm}/shop"
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(exist_ok=True)
        done = package.run("init", "web", folder, wasm=wasm)
        need(done.returncode == 0, f"init: {done.stdout}{done.stderr}")
        for words in (["check"], ["build", "-o", "out"]):
            done = package.run(*words, cwd=folder, wasm=wasm)
            need(done.returncode == 0, f"{words}: {done.returncode} {done.stdout}{done.stderr}")
        need(list(folder.glob("out/cloudformation/*.yaml")) and list(folder.glob("out/terraform/*/*.tf")), "no output")
        (folder / "main.svc").write_text((folder / "main.svc").read_text().replace("port  = 80", "port  = 81"))
        done = package.run("diff", "out", cwd=folder, wasm=wasm)
        need(done.returncode == 0 and "81" in done.stdout, f"diff: {done.returncode} {done.stdout}{done.stderr}")
    need((suite.work / "steps-True/shop/main.svc").read_text() == (suite.work / "steps-False/shop/main.svc").read_text(), "init differs")


def with_git(suite, package):
    folder = suite.work / "repository"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "main.svc").write_text("app shop {}\n\nqueue orders { retention = 4d }\n")
    who = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-qm", "first"]):
        run(["git", *words], cwd=folder)
    (folder / "main.svc").write_text("app shop {}\n\nqueue orders { retention = 1d }\n")
    both = [package.run("diff", "HEAD", "--program", "main.svc", cwd=folder, wasm=wasm) for wasm in (True, False)]
    need(both[0].returncode == 0 and "retention shortened" in both[0].stdout, both[0].stdout + both[0].stderr)
    need(both[0].stdout == both[1].stdout, "the engines differ")


def standard_input(package):
    done = run(["sh", "-c", "printf 'app   shop {}' | node_modules/.bin/svcc fmt -"], cwd=package.prefix, env={"SVCC_WASM": "1"})
    need(done.stdout == "app shop {}\n", done.stdout + done.stderr)


def api(package):
    tests = [ROOT / "tests/wasm/api.test.mjs", ROOT / "tests/wasm/paths.test.mjs"]
    done = run([program("node", "Node.js 20"), "--test", *tests], env={"SVCC_PACKAGE": str(package.folder)})
    need(done.returncode == 0, done.stdout[-6000:])


def contents(package):
    listed = {str(path.relative_to(package.folder)) for path in package.folder.rglob("*") if path.is_file()}
    for wanted in ("bin/svcc.js", "lib/index.d.ts", "wasm/svcc.wasm", "wasm/svcc.cjs", "native/linux-x64/svcc", "LICENSE", "NOTICES.txt", "README.md"):
        need(wanted in listed, f"{wanted} is missing")
    need(not any("test" in name or "node_modules" in name for name in listed), str(listed))
    need(json.loads((package.folder / "package.json").read_text())["version"], "no version")
    text = (package.folder / "wasm/svcc.cjs").read_bytes() + (package.folder / "wasm/svcc.wasm").read_bytes()
    need(str(ROOT).encode() not in text, "the module holds a path of the machine that built it")


def language_server(suite, package):
    """The tests of the protocol, with the command of the package."""
    command = suite.work / "svcc-wasm"
    command.write_text(f'#!/bin/sh\nSVCC_WASM=1 exec "{package.prefix}/node_modules/.bin/svcc" "$@"\n')
    command.chmod(0o755)
    done = run([sys.executable, ROOT / "tests/lsp/structure.py", "--svcc", command], timeout=300)
    need(done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:])


def cold_start(package):
    for wasm in (True, False):
        times = []
        for _ in range(7):
            begin = time.monotonic()
            need(package.run("--version", wasm=wasm).returncode == 0, "it does not start")
            times.append(time.monotonic() - begin)
        kind = "WebAssembly" if wasm else "native"
        print(f"cold start, {kind}: {min(times):.3f} s at best, {statistics.median(times):.3f} s in the middle")
        # Other work on the machine is no fault of the package: what the processor did counts then.
        busy = os.getloadavg()[0] > 2
        need(min(times) < SLOWEST or busy, f"{kind}: {min(times):.3f} s")


def main():
    suite = Suite("packages.npm", __doc__).start()
    package = []
    if suite.check("installs", lambda: package.append(Installed(suite))):
        suite.check("first steps", first_steps, suite, package[0])
        suite.check("git", with_git, suite, package[0])
        suite.check("standard input", standard_input, package[0])
        suite.check("api", api, package[0])
        suite.check("contents", contents, package[0])
        suite.check("language server", language_server, suite, package[0])
        suite.check("cold start", cold_start, package[0])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
