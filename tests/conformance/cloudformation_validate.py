#!/usr/bin/env python3
"""@aws/cloudformation-validate from npm, a checker independent of cfn-lint, over the templates of every example: nothing from WARN up beyond allowed.txt."""
import json
import sys

from tools import HERE, need, node_modules, run
from harness import Suite, compile_examples
from findings import Allowed

SERIOUS = {"WARN", "ERROR", "FATAL"}


def findings(work, templates):
    """What cloudformation-validate says of the templates from WARN up: (rule, place in the template, one line). It is installed below `work`."""
    node, folder = node_modules(work)
    done = run([node, HERE / "cloudformation_validate.mjs", folder, "eu-west-1", *templates], timeout=300)
    need(done.returncode == 0, f"cloudformation-validate could not run:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    for finding in map(json.loads, done.stdout.splitlines()):
        where = ".".join(filter(None, (str((finding.get("entity") or {}).get("logicalId") or finding.get("resourceId") or ""), finding.get("propertyPath") or "")))
        if finding["severity"] in SERIOUS:
            yield finding["ruleId"], where, f"{finding['path']}: {finding['severity']} {finding['ruleId']} {finding['message']} [{where}]"


def validate(suite):
    programs = compile_examples(suite, suite.work / "cloudformation-validate")
    templates = [template for _, _, template, _ in programs]
    allowed = Allowed("validate")
    found = list(findings(suite.work, templates))
    wrong = [line for rule, where, line in found if not allowed.covers(rule, where)]
    need(not wrong, "\n".join(wrong))
    need(not allowed.unused(), "\n".join(allowed.unused()))
    print(f"cloudformation-validate: {len(templates)} templates, {len(found)} findings allowed")


def main():
    suite = Suite("cloudformation_validate", __doc__).start()
    suite.check("cloudformation-validate", validate, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
