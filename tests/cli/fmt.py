#!/usr/bin/env python3
"""`svcc fmt`: the effects of --check, --diff and --stdout, widths, and that the project's own programs are formatted."""
import pathlib
import random
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need, run, same  # noqa: E402

UGLY = "app   shop{}\n\nqueue  orders { retention=4d }\n"
FINE = "app shop {}\n\nqueue orders { retention = 4d }\n"
WIDEST = 100


def flags(suite):
    path = suite.work / "ugly.svc"
    path.write_text(UGLY)
    for words, status, out in ((["--check"], 1, f"{path}\n"), (["--stdout"], 0, FINE), (["--diff"], 0, None), (["--diff", "--check"], 1, None)):
        done = suite.run("fmt", path, *words)
        need(done.returncode == status, f"{words}: exit status {done.returncode}, not {status}")
        need(out is None or done.stdout == out, f"{words}: {done.stdout}")
        need(path.read_text() == UGLY, f"{words} changed the file")
    done = suite.run("fmt", path)
    need(done.returncode == 0 and path.read_text() == FINE, f"fmt wrote {path.read_text()}")
    for words in (["--check"], ["--diff"], ["--check", "--diff"]):
        done = suite.run("fmt", path, *words)
        need(done.returncode == 0 and not done.stdout, f"{words} of what is fine: {done.returncode}, {done.stdout}")
    done = run([suite.svcc, "fmt", "-", "--diff"], stdin=UGLY)
    need("+queue orders { retention = 4d }" in done.stdout and "--- a/standard input" in done.stdout, done.stdout)


def this_folder(suite):
    folder = suite.work / "here"
    folder.mkdir()
    (folder / "ugly.svc").write_text(UGLY)
    done = suite.run("fmt", cwd=folder)
    need(done.returncode == 0 and (folder / "ugly.svc").read_text() == FINE, done.stderr)


def mangled(text, seed):
    """The same program with other blanks at the beginning of lines and around `=`, outside of text blocks."""
    chance = random.Random(seed)
    lines = []
    for line in text.splitlines():
        kind = chance.randrange(4)
        plain = '"' not in line and "//" not in line
        lines.append(re.sub(r" +", "  ", line) if kind == 0 and plain else " " * chance.randrange(5) + line.lstrip() if kind == 1 and plain else line)
    return "\n".join(lines) + "\n"


def diff_applies(suite, program, seed):
    """The real patch turns the file into the output of fmt with the text of --diff."""
    if not shutil.which("patch"):
        raise Skip("no patch")
    folder = suite.work / f"diff{seed}"
    folder.mkdir()
    path = folder / "a.svc"
    path.write_text(mangled(program.read_text(), seed))
    wanted = suite.run("fmt", "--stdout", path).stdout
    diff = suite.run("fmt", "--diff", "a.svc", cwd=folder).stdout
    if path.read_text() != wanted:
        done = subprocess.run(["patch", "-p1", "-s"], cwd=folder, input=diff, text=True, capture_output=True, check=False)
        need(done.returncode == 0, f"patch refuses it:\n{done.stdout}{done.stderr}\n{diff}")
    same(wanted, path.read_text(), "the patched file")


def formatted(suite, folder):
    done = suite.run("fmt", "--check", "--diff", ROOT / folder)
    need(done.returncode == 0, f"not in the one format (svcc fmt {folder}):\n{done.stdout}{done.stderr}")


def narrow(suite, path):
    """No line is too wide but for a comment, a text, or one word."""
    text = suite.run("fmt", "--stdout", path).stdout
    for line in text.splitlines():
        need(len(line) <= WIDEST or "//" in line or '"' in line or "|" in line, f"{len(line)} columns: {line}")


def main():
    suite = Suite("fmt", __doc__.splitlines()[0]).start()
    suite.check("flags", flags, suite)
    suite.check("this folder", this_folder, suite)
    program = ROOT / "examples/shop/shop.svc"
    for seed in range(10):
        suite.check(f"--diff {seed}", diff_applies, suite, program, seed)
    for folder in ("examples", "stdlib"):
        suite.check(f"{folder} is formatted", formatted, suite, folder)
    for path in sorted((ROOT / "stdlib").rglob("*.svc")) + sorted((ROOT / "examples").rglob("*.svc")):
        suite.check(f"width of {path.name}", narrow, suite, path)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
