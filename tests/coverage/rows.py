#!/usr/bin/env python3
"""docs/coverage.md is true: each row has no empty cell, its example has the words that it names, makes the resource types that it names on both targets, and its test is there."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, need  # noqa: E402

PAGE = ROOT / "docs/coverage.md"
COLUMNS = 6


def rows():
    """The rows of the tables up to the last chapter, which is about what is left."""
    for number, line in enumerate(PAGE.read_text().splitlines(), 1):
        if line.startswith("## What real systems"):
            return
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if line.startswith("| ") and cells[0] != "row" and not cells[0].startswith("---"):
            yield number, cells


def plain(text):
    return re.sub(r"\s+", " ", text)


def output(suite, program, cache):
    """What each target writes for a program in all its environments, as {target: text}."""
    if program not in cache:
        texts = {"cloudformation": "", "terraform": ""}
        for place, environment in enumerate(declared_environments(program) or [None]):
            folder = suite.work / f"{program.parent.name}_{place}"
            done = suite.run("build", program, "-o", folder, *(["--env", environment] if environment else []))
            need(done.returncode == 0, f"{program}: {done.stderr}")
            for target in texts:
                texts[target] += "".join(path.read_text() for path in sorted((folder / target).rglob("*")) if path.is_file())
        cache[program] = texts
    return cache[program]


def holds(target, text, kind):
    if target == "cloudformation":
        return re.search(rf"^    Type: {re.escape(kind)}$", text, re.M)
    source, _, name = kind.rpartition("data.")
    return re.search(rf'^{"data" if kind.startswith("data.") else "resource"} "{re.escape(name)}" ', text, re.M)


def check_row(suite, number, cells, cache):
    where = f"docs/coverage.md:{number}"
    need(len(cells) == COLUMNS and all(cells), f"{where}: {len(cells)} cells, or an empty one: {cells}")
    _, written, cloudformation, terraform, example, test = cells
    program = ROOT / example / "main.svc"
    need(program.exists(), f"{where}: there is no {example}/main.svc")
    need((ROOT / test).exists(), f"{where}: there is no {test}")
    words = re.findall(r"`([^`]+)`", written)
    need(words, f"{where}: how it is written stands in `…`")
    for word in words:
        need(plain(word) in plain(program.read_text()), f"{where}: {example} does not say `{word}`")
    if example.startswith("tests/diagnostics"):
        code = pathlib.Path(example).name
        need(code in cloudformation and code in terraform, f"{where}: the answer is {code}")
        return
    for target, cell in (("cloudformation", cloudformation), ("terraform", terraform)):
        for kind in re.findall(r"`([^`]+)`", cell):
            need(holds(target, output(suite, program, cache)[target], kind), f"{where}: {example} makes no {kind}")


def main():
    suite = Suite("coverage rows", __doc__).start()
    cache = {}
    for number, cells in rows():
        suite.check(f"row {number}: {cells[0]}", check_row, suite, number, cells, cache)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
