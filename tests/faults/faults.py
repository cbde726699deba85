#!/usr/bin/env python3
"""A fault alone inside a complete system, and its corrected twin: `svcc check` must report the fault at its line, and nothing in the twin.

Every face of every case of tests/faults/*.faults (corpus.py describes their form): FOUND, WRONG-LINE or MISSED of the faulty program, SILENT or FALSE ALARM
of the twin. missed.txt lists the faults that are not found yet, with the reason. A listed fault that is found fails, too, so the list only shrinks.
`make test` takes a sample, which changes with --seed; `make faults` takes all."""
import collections
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from corpus import HERE, programs  # noqa: E402
from harness import ROOT, Suite, need  # noqa: E402
from svcc_check import said_of, write_table  # noqa: E402


def expected_misses():
    """`NAME | REASON`; a name is that of a case or of one of its faces. The reason may begin with FALSE ALARM."""
    lines = [line for line in (HERE / "missed.txt").read_text().splitlines() if line.strip() and not line.startswith("#")]
    return dict(line.split(" | ", 1) for line in lines)


def places(diagnostic):
    """The first and last lines that a diagnostic points at."""
    yield diagnostic["line"], diagnostic["endLine"]
    for related in diagnostic.get("related", []):
        if related["file"] == diagnostic["file"]:
            yield related["line"], related["endLine"]


def verdict(program, said):
    """FOUND, WRONG-LINE, TOO-WEAK or MISSED, with the actual messages."""
    case = program.case
    mine = [d for d in said if d["code"] in case.codes or "NEW" in case.codes and d["severity"] == case.severity]
    near = [d for d in mine if any(first <= line <= last for first, last in places(d) for line in program.lines)]
    if any(d["severity"] == case.severity for d in near):
        return "FOUND"
    return "TOO-WEAK" if near else "WRONG-LINE" if mine else "MISSED"


def shown(said):
    return "\n".join(f"  {d['line']}: {d['severity']} {d['code']} {d['message']}" for d in said) or "  nothing"


def judge(program, bad, good, excused, count):
    what = verdict(program, bad)
    count[program.case.subject][what] += 1
    alarms = [d for d in good if d["severity"] != "note"]
    count[program.case.subject]["FALSE ALARM" if alarms else "SILENT"] += 1
    wanted = f"{program.case.severity} {'|'.join(program.case.codes)} at line {' or '.join(map(str, program.lines))} ({program.case.where})"
    reason = excused.get(program.name) or excused.get(program.name.rsplit(".", 1)[0])
    if reason and reason.startswith("FALSE ALARM"):
        need(alarms, "no false alarm any more: take it out of missed.txt")
        return
    need(not alarms, f"FALSE ALARM in the corrected program:\n{shown(alarms)}\n{program.good}")
    if reason and what == "MISSED":
        return
    need(not reason, f"{what}, though missed.txt lists it: take it out of there")
    need(what == "FOUND", f"{what}: wanted {wanted}, said was\n{shown(bad)}\n{program.bad}")


def check_codes(chosen):
    """Each check of the compiler has a case, or a reason in missed.txt."""
    text = "".join(path.read_text() for path in sorted((ROOT / "compiler/diagnostics/codes").glob("*.def")))
    codes = {f"SVC{number}" for number in re.findall(r"^SVC_DIAGNOSTIC\((4\d{3}),", text, re.M)}
    covered = {code for program in chosen for code in program.case.codes} | set(expected_misses())
    need(codes <= covered, f"no case for {', '.join(sorted(codes - covered))}: write one, or say in missed.txt why not")


def table(chosen, count):
    """A row for each file of cases."""
    rows = ["| subject | faults | programs | found | missed | false alarms |", "| --- | --- | --- | --- | --- | --- |"]
    total = collections.Counter()
    for subject in sorted({program.case.subject for program in chosen}):
        own = [program for program in chosen if program.case.subject == subject]
        figures = count[subject]
        missed = len(own) - figures["FOUND"]
        row = {"faults": len({p.case.where for p in own}), "programs": len(own), "found": figures["FOUND"], "missed": missed, "alarms": figures["FALSE ALARM"]}
        total.update(row)
        rows.append(f"| {subject} | " + " | ".join(map(str, row.values())) + " |")
    return [*rows, "| *all* | " + " | ".join(str(total[k]) for k in ("faults", "programs", "found", "missed", "alarms")) + " |"]


def main():
    suite = Suite("faults", __doc__)
    suite.parser.add_argument("--all", action="store_true", help="every program, not a sample")
    suite.parser.add_argument("--seed", type=int, default=13, help="which sample")
    suite.parser.add_argument("--sample", type=int, default=160, help="how many programs of it")
    suite.parser.add_argument("--write", type=pathlib.Path, help="the page that has the table")
    suite.start()
    every = [program for program in programs() if suite.args.only in program.name]
    chosen = every if suite.args.all else random.Random(suite.args.seed).sample(every, min(suite.args.sample, len(every)))
    if suite.args.all and not suite.args.only:
        suite.check("every check has a case", check_codes, every)
    said = said_of(suite, {f"{p.name}.{side}": text for p in chosen for side, text in (("bad", p.bad), ("good", p.good))})
    count = collections.defaultdict(collections.Counter)
    excused = expected_misses()
    for program in chosen:
        suite.check(program.name, judge, program, said[f"{program.name}.bad"], said[f"{program.name}.good"], excused, count)
    rows = table(chosen, count)
    print("\n".join(rows))
    if suite.args.write:
        write_table(suite.args.write, "faults", rows)
    sys.exit(suite.finish())


main()
