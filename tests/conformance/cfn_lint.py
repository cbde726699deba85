#!/usr/bin/env python3
"""cfn-lint, run once over the templates of every example in every environment: no errors and no warnings beyond allowed.txt."""
import json
import sys

from tools import need, program, run
from harness import Suite, compile_examples
from findings import Allowed


def lint(suite):
    command = program("cfn-lint", "pip install cfn-lint")
    programs = compile_examples(suite, suite.work / "cfn-lint")
    templates = [template for _, _, template, _ in programs]
    done = run([command, "--format", "json", "--non-zero-exit-code", "none", *templates], timeout=500)
    try:
        found = json.loads(done.stdout or "[]")
    except ValueError:
        found = None
    need(done.returncode == 0 and found is not None, f"cfn-lint could not run:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    allowed, wrong = Allowed("cfn-lint"), []
    for match in found:
        place = match["Location"]
        where = ".".join(str(word) for word in (place.get("Path") or [])[1:])
        if match["Level"] != "Informational" and not allowed.covers(match["Rule"]["Id"], where):
            wrong.append(f"{match['Filename']}:{place['Start']['LineNumber']}: {match['Rule']['Id']} {match['Message']} [{where}]")
    need(not wrong, "\n".join(wrong))
    need(not allowed.unused(), "\n".join(allowed.unused()))
    print(f"cfn-lint: {len(templates)} templates, no errors, no warnings, {len(found)} findings allowed or informational")


def main():
    suite = Suite("cfn_lint", __doc__).start()
    suite.check("cfn-lint", lint, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
