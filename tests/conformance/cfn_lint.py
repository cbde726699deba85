#!/usr/bin/env python3
"""cfn-lint, run once over the templates of every example in every environment: no errors and no warnings beyond allowed.txt."""
import json
import sys

from tools import need, program, run
from harness import Suite, compile_examples
from findings import Allowed


def findings(templates):
    """What cfn-lint says of the templates beyond information: (rule, place in the template, one line)."""
    command = program("cfn-lint", "pip install cfn-lint")
    done = run([command, "--format", "json", "--non-zero-exit-code", "none", *templates], timeout=500)
    try:
        found = json.loads(done.stdout or "[]")
    except ValueError:
        found = None
    need(done.returncode == 0 and found is not None, f"cfn-lint could not run:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    for match in found:
        place = match["Location"]
        where = ".".join(str(word) for word in (place.get("Path") or [])[1:])
        if match["Level"] != "Informational":
            yield match["Rule"]["Id"], where, f"{match['Filename']}:{place['Start']['LineNumber']}: {match['Rule']['Id']} {match['Message']} [{where}]"


def lint(suite):
    programs = compile_examples(suite, suite.work / "cfn-lint")
    templates = [template for _, _, template, _ in programs]
    allowed = Allowed("cfn-lint")
    found = list(findings(templates))
    wrong = [line for rule, where, line in found if not allowed.covers(rule, where)]
    need(not wrong, "\n".join(wrong))
    need(not allowed.unused(), "\n".join(allowed.unused()))
    print(f"cfn-lint: {len(templates)} templates, no errors, no warnings, {len(found)} findings allowed")


def main():
    suite = Suite("cfn_lint", __doc__).start()
    suite.check("cfn-lint", lint, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
