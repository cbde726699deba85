#!/usr/bin/env python3
"""Every "did you mean" of the programs of tests/diagnostics has its fix: an edit that writes what is meant."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

# Of these, no place of the program is meant: svc.yaml names the block.
NO_PLACE = {"SVC5024"}


def suggestions(suite, program):
    """The diagnostics of a program that suggest a word."""
    done = suite.run("check", "--format", "json", program.name, cwd=program.parent)
    found = json.loads(done.stdout)["diagnostics"]
    return [one for one in found if "did you mean" in one.get("help", "") and one["code"] not in NO_PLACE]


def check(suite):
    suggested, without = 0, []
    for folder in sorted((ROOT / "tests/diagnostics").iterdir()):
        expected = folder / "expected.txt"
        if not expected.exists() or "did you mean" not in expected.read_text():
            continue
        for one in suggestions(suite, folder / "main.svc"):
            suggested += 1
            if not one.get("fix", {}).get("edits"):
                without.append(f"{folder.name}: {one['message']}: {one['help']}")
    need(not without, "no fix:\n" + "\n".join(without))
    need(suggested > 50, f"only {suggested} suggestions: is the format of the report another one?")


def main():
    suite = Suite("suggestions", __doc__).start()
    suite.check("each has its fix", check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
