#!/usr/bin/env python3
"""Mutations: a small change of meaning in an example or a case, made by program, and the answer of `svcc check`.

mutants.py makes them, class by class. For each class, a person has studied what AWS does: the codes that find it, and the circumstances in which the
changed program is as good as the old one (EQUIVALENT) or another program that AWS accepts (LEGAL), each with the reason. Any other silence is MISSED and fails
here, unless missed.txt has the class with a reason. `make test` takes a sample, `make faults` all; --write puts the table into docs/checks.md."""
import collections
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, example_programs, need  # noqa: E402
from mutants import CLASSES, mutants_of  # noqa: E402
from svcc_check import said_of, write_table  # noqa: E402

HERE = pathlib.Path(__file__).parent


def bases():
    """The programs of one file: examples and cases that have no errors."""
    cases = sorted((ROOT / "tests/cases").glob("*/*/main.svc"))
    for path in [*example_programs(), *cases]:
        text = path.read_text()
        if not re.search(r'^import "(?!std/)', text, re.M):
            yield str(path.relative_to(ROOT)), text


def key(diagnostic):
    """The identity of a message: its code and its text, at any place."""
    return diagnostic["code"], re.sub(r"\d+", "0", diagnostic["message"])


def judge(mutant, said, before, missed, count):
    new = [d for d in said if key(d) not in {key(b) for b in before}]
    codes = {d["code"] for d in new}
    need("CRASH" not in codes, f"svcc died of\n{mutant.text}")
    kind = mutant.kind
    if codes and not codes & kind.codes and all(re.match("SVC(0|30)", code) for code in codes):
        count[kind.name]["no program"] += 1  # the change does not fit there
        return
    if codes:
        wrong = codes - kind.codes
        count[kind.name]["found"] += 1
        need(codes & kind.codes, f"found by {', '.join(sorted(wrong))}, which mutants.py does not have for this class: look at it, and add it\n{mutant.shown()}")
        return
    reason = kind.excuse(mutant)
    if reason:
        count[kind.name][reason[0]] += 1
        count[kind.name, reason[0]][reason[1]] += 1
        return
    count[kind.name]["missed"] += 1
    need(kind.name in missed, f"MISSED: nothing is said of {mutant.where}\n{mutant.shown()}")


def table(count):
    rows = ["| change | mutants | found | equivalent | legal | missed | reasons |", "| --- | --- | --- | --- | --- | --- | --- |"]
    total = collections.Counter()
    for kind in CLASSES:
        own = count[kind.name]
        own.pop("no program", None)
        total.update(own)
        reasons = "; ".join(sorted({text for what in ("equivalent", "legal") for text in count[kind.name, what]}))
        rows.append(f"| {kind.what} | {sum(own.values())} | {own['found']} | {own['equivalent']} | {own['legal']} | {own['missed']} | {reasons} |")
    rows.append(f"| *all* | {sum(total.values())} | {total['found']} | {total['equivalent']} | {total['legal']} | {total['missed']} | |")
    return rows



def main():
    suite = Suite("mutations", __doc__)
    suite.parser.add_argument("--all", action="store_true", help="every mutant, not a sample")
    suite.parser.add_argument("--seed", type=int, default=13, help="which sample")
    suite.parser.add_argument("--sample", type=int, default=120, help="how many mutants of it")
    suite.parser.add_argument("--write", type=pathlib.Path, help="where the table belongs")
    suite.start()
    programs = dict(bases())
    before = said_of(suite, programs)
    sound = {name: text for name, text in programs.items() if not any(d["severity"] == "error" for d in before[name])}
    every = [m for name, text in sound.items() for m in mutants_of(name, text) if suite.args.only in m.where]
    chosen = every if suite.args.all or suite.args.only else random.Random(suite.args.seed).sample(every, min(suite.args.sample, len(every)))
    said = said_of(suite, {m.where: m.text for m in chosen})
    missed = {line.split(" | ")[0] for line in (HERE / "missed.txt").read_text().splitlines()}
    count = collections.defaultdict(collections.Counter)
    for mutant in chosen:
        suite.check(mutant.where, judge, mutant, said[mutant.where], before[mutant.program], missed, count)
    rows = table(count)
    print("\n".join(rows))
    if suite.args.write:
        write_table(suite.args.write, "mutations", rows)
    if suite.args.all and not suite.args.only:
        found = sorted(kind.name for kind in CLASSES if kind.name in missed and not count[kind.name]["missed"])
        suite.check("missed.txt only shrinks", need, not found, f"nothing of {', '.join(found)} is missed any more: take it out of missed.txt")
    suite.check("at least 1,000 mutants" if not suite.args.only else "", need, suite.args.only or len(every) >= 1000, f"there are only {len(every)}")
    sys.exit(suite.finish())


main()
