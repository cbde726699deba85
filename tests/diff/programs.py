#!/usr/bin/env python3
"""What `svcc diff` says about some 160 everyday edits of three programs that use nearly every kind of block: tests/diff/programs.

edits.json has one edit a line: its name, the program, and what is replaced by what. NAME.txt has, for each edit of a program, the summary, the consequences, and what
happens to each resource, without the lines of the program. Of a new or removed environment only the consequences are kept, and of an added or removed resource one line.
Read a section as a reviewer who knows AWS before you accept it; SVC_BLESS=1 writes the files. What taking an edit back says is compared by its consequences only.
"""
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Failed, Suite, run, same  # noqa: E402

PROGRAMS = pathlib.Path(__file__).parent / "programs"
SOURCE = re.compile(r"\s+([-+=] \S+\.svc:\d+  |given by |instance |over |iteration |environment |https://)")


def edited(edit):
    text = (PROGRAMS / f"{edit['program']}.svc").read_text()
    for old, new in edit["replace"]:
        if old not in text:
            raise Failed(f"{old!r} is not in {edit['program']}.svc")
        text = text.replace(old, new)
    return text


def told(svcc, before, after, work):
    """The report without places: `network ward  clinic.svc:19` -> `network ward`."""
    result = run([svcc, "diff", before, after], cwd=work)
    if result.stderr:
        raise Failed(result.stderr)
    kept, whole = [], False
    for line in result.stdout.splitlines():
        if re.match(r"\S.*: (new, |no longer in the program)", line):
            whole = True
        elif re.match(r"\S", line):
            whole = False
        if not line or SOURCE.match(line) or line.startswith("Rules: "):
            continue
        consequence = re.match(r"(  [a-z]+ ?[a-z]*[:?] |      the same: )", line)
        if whole and line.startswith(" ") and not consequence:
            continue
        kept.append(re.sub(r"^(  [^:]+?)  \S+\.svc:\d+$", r"\1", line))
    return kept


def consequences(lines):
    return [line for line in lines if re.match(r"(\S|  (data lost|refused|interruption|traffic|permission|network (opened|closed)|secret|protection|retention|deployment longer))", line)]


def sections(svcc, program, edits, work):
    text, before = "", work / f"{program}.svc"
    before.write_text((PROGRAMS / f"{program}.svc").read_text())
    for edit in edits:
        after = work / "edited" / f"{program}.svc"
        after.parent.mkdir(exist_ok=True)
        after.write_text(edited(edit))
        text += f"== {edit['name']}\n" + "".join(f"{line}\n" for line in told(svcc, before, after, work))
        text += "-- taken back\n" + "".join(f"{line}\n" for line in consequences(told(svcc, after, before, work))) + "\n"
    return text


def check(svcc, program, edits, work):
    actual = sections(svcc, program, edits, work)
    path = PROGRAMS / f"{program}.txt"
    if os.environ.get("SVC_BLESS"):
        path.write_text(actual)
    same(path.read_text() if path.exists() else "", actual, f"tests/diff/programs/{path.name}")


def main():
    suite = Suite("diff.programs", __doc__)
    suite.start()
    all_edits = json.loads((PROGRAMS / "edits.json").read_text())
    for program in sorted({edit["program"] for edit in all_edits}):
        work = suite.work / program
        work.mkdir(parents=True, exist_ok=True)
        suite.check(program, lambda p=program, w=work: check(suite.svcc, p, [e for e in all_edits if e["program"] == p], w))
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
