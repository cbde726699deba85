#!/usr/bin/env python3
"""The npm package, packed and installed into a clean prefix: the command on both engines, its API and types, git, the language server, and its cold start."""
import itertools
import json
import pathlib
import resource
import shutil
import statistics
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Suite, need, run, version  # noqa: E402
from outside import program  # noqa: E402

PACKAGE = ROOT / "packages/npm"
SLOWEST = 0.3    # seconds of the processor …
AGAINST_NODE = 5  # … or so many times what `node` alone takes: on a busy machine every process takes longer, also of the processor


class Installed:
    """The package in a folder of its own, without the repository."""

    def __init__(self, suite):
        if not (PACKAGE / "wasm/svcc.wasm").exists():
            raise Beyond("packages/npm/wasm is not built: make wasm")
        npm = program("npm", "Node.js 20")
        packed = suite.work / "packed"
        shutil.rmtree(packed, ignore_errors=True)
        packed.mkdir()
        done = run([PACKAGE / "pack", packed, suite.svcc, version()])
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
        # Node reads extra certificates (of a proxy) at each start, 40 ms that are not the package's.
        return run([self.prefix / "node_modules/.bin/svcc", *words], cwd=cwd or self.prefix, env={"SVCC_WASM": "1" if wasm else "", "NODE_EXTRA_CA_CERTS": ""})


def first_steps(suite, package):
    """What a newcomer does: init, check, build, diff; then a mistake, and words that mean nothing."""
    for wasm in (True, False):
        begin = time.monotonic()
        folder = suite.work / f"steps-{wasm}/my-shop"
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(exist_ok=True)
        done = package.run("init", "web", folder, wasm=wasm)
        need(done.returncode == 0, f"init: {done.stdout}{done.stderr}")
        for words in (["check"], ["build", "-o", "out"]):
            done = package.run(*words, cwd=folder, wasm=wasm)
            need(done.returncode == 0, f"{words}: {done.returncode} {done.stdout}{done.stderr}")
        need(list(folder.glob("out/cloudformation/*.yaml")) and list(folder.glob("out/terraform/*/*.tf")), "no output")
        done = package.run("diff", "out", cwd=folder, wasm=wasm)
        need(done.stdout == "Nothing changes.\n", f"a program differs from what was built of it: {done.stdout}{done.stderr}")
        (folder / "main.svc").write_text((folder / "main.svc").read_text().replace("port  = 80", "port  = 81"))
        done = package.run("diff", "out", cwd=folder, wasm=wasm)
        need(done.returncode == 0 and "ContainerPort: 80 -> 81" in done.stdout and "  service web " in done.stdout and "  network main" not in done.stdout,
             f"diff: {done.returncode} {done.stdout}{done.stderr}")
        print(f"init, check, build and diff of a newcomer, {'WebAssembly' if wasm else 'native'}: {time.monotonic() - begin:.1f} s")
        mistakes(package, folder, wasm)
    need((suite.work / "steps-True/my-shop/main.svc").read_text() == (suite.work / "steps-False/my-shop/main.svc").read_text(), "init differs")


def mistakes(package, folder, wasm):
    """Each ends with its status and one sentence, never with a stack trace of Node."""
    right = (folder / "main.svc").read_text()
    (folder / "main.svc").write_text(right.replace("memory = 512MiB", "memory = 8GiB"))
    for words, status, said in ((["check"], 1, "SVC4003"), (["build", "-o", "other"], 1, "SVC4003"), (["build", "--nonsense"], 2, "--nonsense"),
                                (["check", "nowhere.svc"], 2, "nowhere.svc"), (["init", "nonsense"], 2, "nonsense"), (["diff", "nowhere"], 2, "nowhere")):
        done = package.run(*words, cwd=folder, wasm=wasm)
        need(done.returncode == status and said in done.stdout + done.stderr, f"{words}: {done.returncode} {done.stdout}{done.stderr}")
        need("    at " not in done.stderr and "node:" not in done.stderr, f"{words}: {done.stderr}")
    need(not (folder / "other").exists(), "a program with errors was built")
    (folder / "main.svc").write_text(right)


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
    for wanted in ("bin/svcc.js", "lib/index.d.ts", "lib/worker.js", "wasm/svcc.wasm", "wasm/svcc.cjs", "native/linux-x64/svcc", "LICENSE", "NOTICES.txt", "README.md"):
        need(wanted in listed, f"{wanted} is missing")
    need(not any("test" in name or "node_modules" in name for name in listed), str(listed))
    need(json.loads((package.folder / "package.json").read_text())["version"], "no version")
    text = (package.folder / "wasm/svcc.cjs").read_bytes() + (package.folder / "wasm/svcc.wasm").read_bytes()
    need(str(ROOT).encode() not in text, "the module holds a path of the machine that built it")
    # The command lets V8 validate only what runs.
    done = run([program("node", "Node.js 20"), "-p", "WebAssembly.validate(require('fs').readFileSync(process.argv[1]))", package.folder / "wasm/svcc.wasm"])
    need(done.stdout == "true\n", f"the module is not valid: {done.stdout}{done.stderr}")


def language_server(suite, package):
    """The tests of the protocol, with the command of the package."""
    command = suite.work / "svcc-wasm"
    command.write_text(f'#!/bin/sh\nSVCC_WASM=1 exec "{package.prefix}/node_modules/.bin/svcc" "$@"\n')
    command.chmod(0o755)
    done = run([sys.executable, ROOT / "tests/lsp/structure.py", "--svcc", command], timeout=300)
    need(done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:])


def processor():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cold_start(suite, package):
    """A command is there at once. Other work on the machine is no fault of the package: the time of the processor counts."""
    (suite.work / "start").mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "examples/shop/shop.svc", suite.work / "start/main.svc")
    for wasm, words in itertools.product((True, False), (["--version"], ["check", "main.svc"])):
        clock, work, alone = [], [], []
        for _ in range(7):
            before = processor()
            run([program("node", "Node.js 20"), "-e", "0"])
            alone.append(processor() - before)
            begin, before = time.monotonic(), processor()
            done = package.run(*words, wasm=wasm, cwd=suite.work / "start")
            need(done.returncode == 0, f"it does not start: {done.stderr}")
            clock.append(time.monotonic() - begin)
            work.append(processor() - before)
        name = f"{'WebAssembly' if wasm else 'native'}, {words[0]}"
        print(f"cold start, {name}: {min(clock):.3f} s at best, {statistics.median(clock):.3f} s in the middle; of the processor {min(work):.3f} s (node alone {min(alone):.3f} s)")
        need(min(work) < max(SLOWEST, AGAINST_NODE * min(alone)), f"{name}: {min(work):.3f} s of the processor, node alone {min(alone):.3f} s")


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
        suite.check("cold start", cold_start, suite, package[0])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
