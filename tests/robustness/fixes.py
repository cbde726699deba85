#!/usr/bin/env python3
"""Every fix that svcc offers in tests/diagnostics, applied alone: the mistake is gone and no error is
new. `svcc check` runs over all environments, so this holds in each of them."""
import collections
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402
from fix_edits import applied  # noqa: E402

def is_text(path):
    try:
        path.read_text()
    except UnicodeDecodeError:
        return False
    return True


FOLDERS = sorted(path.parent for path in (ROOT / "tests/diagnostics").glob("*/main.svc") if is_text(path))
# What a fix cannot end alone, with the reason.
KNOWN = {
    ("SVC0008_tag", "SVC0008"): "an output takes an attribute of the block, which the fix cannot choose",
    ("SVC1009_kind", "SVC1009"): "what the block sets is of the other kind, too",
    ("SVC4825", "SVC4825"): "the threshold of another metric is another value",
    ("SVC9112", "SVC9112"): "the program shows the param, which a secret does not allow",
}


def check(suite, folder):
    done = suite.run("check", "--format", "json", "main.svc", cwd=folder)
    need(done.returncode in (0, 1), f"exit status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)["diagnostics"]


def errors(found):
    return collections.Counter(d["code"] for d in found if d["severity"] == "error")


def try_fixes(suite, folder):
    work = suite.work / folder.name
    shutil.copytree(folder, work)
    text = (work / "main.svc").read_text()
    before = check(suite, work)
    for number, said in enumerate(before):
        if "fix" not in said or said.get("file") != "main.svc":
            continue
        if any(edit.get("file", "main.svc") != "main.svc" for edit in said["fix"]["edits"]):
            continue
        (work / "main.svc").write_text(applied(text, said["fix"]))
        after = check(suite, work)
        new = errors(after) - errors(before)
        shown = f"{said['line']}: {said['code']} {said['message']}\nfix: {said['fix']['title']}\n"
        need((folder.name, said["code"]) in KNOWN or not new,
             f"{shown}makes new errors: " + "; ".join(
                 f"{d['line']}: {d['code']} {d['message']}" for d in after if d["code"] in new))
        same = [d for d in after if (d["code"], d["message"]) == (said["code"], said["message"])]
        there = [d for d in before if (d["code"], d["message"]) == (said["code"], said["message"])]
        need((folder.name, said["code"]) in KNOWN or len(same) < len(there),
             f"{shown}does not end the mistake (diagnostic {number})")


def main():
    suite = Suite("fixes", __doc__).start()
    suite.check_all([(folder.name, try_fixes, suite, folder) for folder in FOLDERS])
    sys.exit(suite.finish())


main()
