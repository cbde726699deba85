#!/usr/bin/env python3
"""Recovery from mistakes: one token of a program is deleted, doubled or swapped with the next; a person wants to see one diagnostic near the edit.

Measured over the examples and the starters with a fixed seed. Fails if the median is not 1, or if a diagnostic is more than three lines from the edit
in more than 5 % of the programs with diagnostics. `--write FILE` puts the figures under their heading in docs/performance.md, `--worst N`
prints the N worst programs.
"""
import concurrent.futures
import json
import pathlib
import random
import re
import statistics
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / folder) for folder in ("support", "coverage")]
from harness import ROOT, Suite, example_programs, need, run  # noqa: E402
from svc_files import TOKEN  # noqa: E402

EDITS = ("deleted", "doubled", "swapped")
EACH = 250  # of each sort of edit
NEAR, SHARE = 3, 95
BEGIN, END = "<!-- recovery: begin -->", "<!-- recovery: end -->"


def sources():
    return example_programs() + sorted((ROOT / "stdlib/starters").glob("*/main.svc"))


def tokens_of(text):
    return [match for match in TOKEN.finditer(text) if match.lastgroup not in ("skip", "newline")]


def edited(text, tokens, sort, index):
    """The edited text and the lines of it that the edit touches."""
    first, second = tokens[index], tokens[index + 1]
    if sort == "deleted":
        result = text[:first.start()] + text[first.end():]
        last = second  # where the hole shows is the token behind it
    elif sort == "doubled":
        result = text[:first.end()] + " " + text[first.start():]
        last = first
    else:
        result = text[:first.start()] + second.group() + text[first.end():second.start()] + first.group() + text[second.end():]
        last = second
    return result, (text.count("\n", 0, first.start()) + 1, text.count("\n", 0, last.end()) + 1)


def programs():
    """[(name, text, lines, folder)] of all edits, alike on every run."""
    chance = random.Random(20240501)
    result = []
    texts = [(path, path.read_text()) for path in sources()]
    for sort in EDITS:
        for number in range(EACH):
            path, text = texts[number % len(texts)]
            tokens = tokens_of(text)
            index = chance.randrange(len(tokens) - 1)
            if sort == "swapped" and tokens[index].group() == tokens[index + 1].group():
                index = max(0, index - 1)
            result.append((f"{path.parent.name}/{path.name}, `{tokens[index].group()[:30]}` {sort}", *edited(text, tokens, sort, index), path.parent))
    return result


def diagnostics_of(suite, text, folder):
    """The diagnostics, without lints: a name that an edit leaves unused may be declared anywhere."""
    done = run([suite.svcc, "check", "-", "--format", "json"], stdin=text, cwd=folder)
    need(done.returncode in (0, 1), f"exit status {done.returncode}: {done.stderr}\n{text}")
    return [d for d in json.loads(done.stdout)["diagnostics"] if not d["code"].startswith("SVC9")]


def distance(line, lines):
    return max(0, lines[0] - line, line - lines[1])


def measure(suite):
    """[(name, lines, diagnostics, the farthest distance)] of the programs with diagnostics, and the number of the others."""
    all_programs = programs()
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        found = list(pool.map(lambda program: diagnostics_of(suite, program[1], program[3]), all_programs))
    rows = []
    for (name, _, lines, _), said in zip(all_programs, found):
        if said:
            rows.append((name, lines, said, max(distance(d["line"], lines) if d["file"] == "-" else NEAR + 1 for d in said)))
    return rows, len(all_programs)


def figures(rows, total):
    counts = sorted(len(row[2]) for row in rows)
    near = sum(row[3] <= NEAR for row in rows)
    return {
        "programs": total,
        "faulty": len(rows),
        "median": statistics.median(counts),
        "one": 100 * counts.count(1) / len(rows),
        "most": counts[-1],
        "near": 100 * near / len(rows),
    }


def write(path, f):
    empty = "# Performance\n\nWritten by `make bench`; tests/bench/bench.py says how it is measured.\n\n<!-- bench: begin -->\n<!-- bench: end -->\n"
    text = path.read_text() if path.exists() else empty
    block = f"""{BEGIN}

## Recovery from mistakes

One token of an example is deleted, doubled or swapped with the next ({f['programs']} programs, {f['faulty']} of which are wrong after that; `tests/robustness/recovery.py`).

| | |
| --- | --- |
| median number of diagnostics | {f['median']:g} |
| programs with exactly one | {f['one']:.1f} % |
| most for one edit | {f['most']} |
| programs whose diagnostics all stand within {NEAR} lines of the edit | {f['near']:.1f} % |

{END}"""
    found = re.search(f"{BEGIN}.*{END}", text, re.S)
    text = text[:found.start()] + block + text[found.end():] if found else text.rstrip("\n") + "\n\n" + block + "\n"
    path.write_text(text)


def check(f):
    need(f["median"] == 1, f"the median number of diagnostics is {f['median']}")
    need(f["near"] >= SHARE, f"only {f['near']:.1f} % of the programs have their diagnostics near the edit")


def main():
    suite = Suite("recovery", __doc__.splitlines()[0])
    suite.parser.add_argument("--write", type=pathlib.Path, help="put the figures into this file")
    suite.parser.add_argument("--worst", type=int, default=0, help="print so many of the worst programs")
    suite.start()
    rows, total = measure(suite)
    f = figures(rows, total)
    print(", ".join(f"{name} {value:g}" for name, value in f.items()))
    for name, lines, said, far in sorted(rows, key=lambda row: (-(row[3] > NEAR), -len(row[2]), -row[3]))[:suite.args.worst]:
        print(f"-- {name}, line {lines}: {len(said)} diagnostics, {far} lines away")
        for d in said[:6]:
            print(f"     {d['line']}: {d['code']} {d['message']}")
    if suite.args.write:
        write(suite.args.write, f)
    suite.check("one diagnostic, near the edit", check, f)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
