#!/usr/bin/env python3
"""@aws/cloudformation-validate from npm, a checker independent of cfn-lint, over the templates of every example: nothing from WARN up beyond allowed.txt."""
import json
import sys

from tools import HERE, need, node_modules, run
from harness import Suite, compile_examples
from findings import Allowed

SERIOUS = {"WARN", "ERROR", "FATAL"}


def validate(suite):
    node, folder = node_modules(suite.work)
    programs = compile_examples(suite, suite.work / "cloudformation-validate")
    templates = [template for _, _, template, _ in programs]
    done = run([node, HERE / "cloudformation_validate.mjs", folder, "eu-west-1", *templates], timeout=300)
    need(done.returncode == 0, f"cloudformation-validate could not run:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    allowed, wrong = Allowed("validate"), []
    found = [json.loads(line) for line in done.stdout.splitlines()]
    for finding in found:
        where = ".".join(filter(None, (str((finding.get("entity") or {}).get("logicalId") or finding.get("resourceId") or ""), finding.get("propertyPath") or "")))
        if finding["severity"] in SERIOUS and not allowed.covers(finding["ruleId"], where):
            wrong.append(f"{finding['path']}: {finding['severity']} {finding['ruleId']} {finding['message']} [{where}]")
    need(not wrong, "\n".join(wrong))
    need(not allowed.unused(), "\n".join(allowed.unused()))
    print(f"cloudformation-validate: {len(templates)} templates, {len(found)} findings allowed or informational")


def main():
    suite = Suite("cloudformation_validate", __doc__).start()
    suite.check("cloudformation-validate", validate, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
