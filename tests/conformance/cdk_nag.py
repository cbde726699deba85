#!/usr/bin/env python3
"""cdk-nag's AWS Solutions rules (npm) over the templates of every example, included in a stack of aws-cdk-lib: nothing beyond allowed.txt."""
import json
import sys

from tools import HERE, need, node_modules, run
from harness import Suite, compile_examples
from findings import Allowed


def nag(suite):
    node, folder = node_modules(suite.work)
    templates = [template for _, _, template, _ in compile_examples(suite, suite.work / "cdk-nag")]
    done = run([node, HERE / "cdk_nag.mjs", folder, *templates], timeout=500, env={"CI": "", "CDK_DISABLE_VERSION_CHECK": "1"})
    need(done.returncode == 0, f"cdk-nag could not run:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    allowed, wrong = Allowed("cdk-nag"), []
    found = [json.loads(line) for line in done.stdout.splitlines()]
    need(found, "cdk-nag finds nothing at all: are its rules still applied?")
    for finding in found:
        rule = finding["rule"].split("[")[0]  # without what an IAM finding names
        if not allowed.covers(rule, finding["where"]):
            wrong.append(f"{finding['path']}: {finding['rule']} {finding['where']} {finding['message']}")
    need(not wrong, "\n".join(wrong))
    need(not allowed.unused(), "\n".join(allowed.unused()))
    print(f"cdk-nag: {len(templates)} templates, {len(found)} findings allowed")


def main():
    suite = Suite("cdk_nag", __doc__).start()
    suite.check("cdk-nag", nag, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
