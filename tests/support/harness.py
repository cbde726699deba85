"""What the test scripts share: running svcc, counting results, finding the programs and their environments, finding outside tools.

A script makes a Suite, runs checks in it, and ends with `sys.exit(suite.finish())`. Its last line is `name: N passed, N failed, N skipped`, its exit status
0, 1, or 77 (ctest's SKIP_RETURN_CODE) where nothing ran because a tool is missing. Under SVCC_REQUIRE_TOOLS=1, as in CI, a missing tool is a failure.
"""
import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = re.compile(r"SVC\d{4}")


def version():
    """The version of the sources."""
    return re.search(r"^project\(svcc VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text(), re.M)[1]


class Skip(Exception):
    """A check that cannot run here, with the reason."""


class Beyond(Skip):
    """A check that none of our machines can run, so not even CI fails for it."""


class Failed(AssertionError):
    """A check that found a fault, with its description."""


def need(condition, message):
    if not condition:
        raise Failed(message)


def same(expected, actual, name):
    """Fails with a readable difference unless the texts are equal."""
    if expected != actual:
        lines = difflib.unified_diff(expected.splitlines(True), actual.splitlines(True), f"expected {name}", f"actual {name}")
        raise Failed("".join(line if line.endswith("\n") else line + "\n" for line in list(lines)[:200]))


class Suite:
    def __init__(self, name, description):
        self.name = name
        self.passed, self.failed, self.skipped = [], [], []
        parser = argparse.ArgumentParser(description=description)
        parser.add_argument("--svcc", type=pathlib.Path, default=ROOT / "build/dev/svcc", help="the compiler under test")
        parser.add_argument("--work", type=pathlib.Path, help="where results may stay (default: a folder that is removed)")
        parser.add_argument("--only", default="", help="run only the checks whose name contains this")
        self.parser = parser

    def start(self):
        self.args = self.parser.parse_args()
        self.svcc = self.args.svcc.resolve()
        if self.args.work:
            self.work = self.args.work.resolve()
            self.work.mkdir(parents=True, exist_ok=True)
        else:
            self._folder = tempfile.TemporaryDirectory()
            self.work = pathlib.Path(self._folder.name)
        return self

    def run(self, *words, cwd=ROOT, env=None, timeout=120):
        """Runs svcc and gives the finished process, its output as text."""
        return run([self.svcc, *words], cwd=cwd, env=env, timeout=timeout)

    def check(self, name, function, *args):
        """Runs one check and notes how it went. Gives whether it passed."""
        if self.args.only not in name:
            return True
        try:
            function(*args)
        except Skip as reason:
            required = os.environ.get("SVCC_REQUIRE_TOOLS") == "1" and not isinstance(reason, Beyond)
            where = self.failed if required else self.skipped
            where.append(name)
            print(f"SKIPPED {name}: {reason}" + (" (required by SVCC_REQUIRE_TOOLS=1)" if where is self.failed else ""), flush=True)
            return False
        except Failed as found:
            self.failed.append(name)
            print(f"FAILED {name}\n{found}", flush=True)
            return False
        except subprocess.TimeoutExpired as late:
            self.failed.append(name)
            print(f"FAILED {name}\nno answer within {late.timeout} s: {' '.join(map(str, late.cmd))}", flush=True)
            return False
        self.passed.append(name)
        return True

    def check_all(self, checks, at_once=2):
        """Runs many (name, function, args…), two at a time: they are processes of their own that wait for each other's cores only."""
        with concurrent.futures.ThreadPoolExecutor(max_workers=at_once) as pool:
            for done in [pool.submit(self.check, *check) for check in checks]:
                done.result()

    def finish(self):
        print(f"{self.name}: {len(self.passed)} passed, {len(self.failed)} failed, {len(self.skipped)} skipped", flush=True)
        if self.failed:
            return 1
        return 77 if self.skipped and not self.passed else 0


def run(command, cwd=ROOT, env=None, timeout=120, stdin=None):
    """Runs a command, its output as text with bytes that are no UTF-8 replaced. Colours are off."""
    full = {**os.environ, "NO_COLOR": "1", **(env or {})}
    return subprocess.run([str(word) for word in command], cwd=cwd, env=full, timeout=timeout, input=stdin, stdin=None if stdin else subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)


def declared_environments(program):
    """The environments that a program declares, in order; [""] for one that declares none."""
    found = re.findall(r"^\s*environment\s+(\w+)\s*\{", pathlib.Path(program).read_text(), re.M)
    return found or [""]


def setting_of(program, environment, pattern):
    """What an environment, or else the program, sets; None if neither does."""
    text = pathlib.Path(program).read_text()
    block = re.search(rf'environment\s+{re.escape(environment)}\s*\{{(.*?)\}}', text, re.S) if environment else None
    found = (block and re.search(pattern, block.group(1))) or re.search(pattern, re.sub(r"environment\s+\w+\s*\{.*?\}", "", text, flags=re.S))
    return found.group(1) if found else None


def account_of(program, environment):
    """The account number that an environment sets, or moto's usual one."""
    return setting_of(program, environment, r'account\s*=\s*"(\d{12})"') or "123456789012"


def region_of(program, environment):
    """The region that a program sets, or the one that the tests take."""
    return setting_of(program, environment, r'region\s*=\s*"([\w-]+)"') or "eu-west-1"


def example_programs():
    """Every program under examples/: a folder's <folder>.svc or main.svc, or a .svc file of its own."""
    programs = []
    for entry in sorted((ROOT / "examples").iterdir()):
        if entry.is_dir():
            main = next((p for p in (entry / f"{entry.name}.svc", entry / "main.svc") if p.exists()), None)
            if main:
                programs.append(main)
        elif entry.suffix == ".svc":
            programs.append(entry)
    return programs


def name_of(program):
    """What an example is called: its folder where its file is main.svc, else its file."""
    return program.parent.name if program.stem == "main" else program.stem


def golden_programs():
    """The programs of tests/cases and the corrected ones of tests/diagnostics: all must compile but those with a diagnostics.txt of errors."""
    return sorted((ROOT / "tests/cases").glob("*/*/main.svc")) + sorted((ROOT / "tests/diagnostics").glob("*/fixed.svc"))


def module_of(out):
    """The Terraform module below an output folder that holds one environment."""
    return next((out / "terraform").rglob("versions.tf")).parent


def compile_examples(suite, where):
    """Compiles every example for every environment and target below `where`. Gives (program, environment, template path, module path) of each."""
    shutil.rmtree(where, ignore_errors=True)  # an earlier run's Terraform state must not be taken for this one's
    results = []
    for program in example_programs():
        for environment in declared_environments(program):
            out = where / name_of(program) / (environment or "default")
            words = ["build", program.relative_to(ROOT), "--target", "all", "-o", out] + (["--env", environment] if environment else [])
            done = suite.run(*words)
            if done.returncode != 0:
                raise Failed(f"svcc {' '.join(map(str, words))} gave {done.returncode}:\n{done.stdout}{done.stderr}")
            template = next((out / "cloudformation").glob("*.yaml"))
            module = module_of(out)
            results.append((program, environment, template, module))
    need(results, "there is no example to compile")
    return results
