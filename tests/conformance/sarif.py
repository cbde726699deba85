#!/usr/bin/env python3
"""What `svcc check --format sarif` writes, in the eyes of the format's own validator (@microsoft/sarif-multitool-linux from npm), with GitHub's rules."""
import json
import sys

from tools import ROOT, need, node_modules, run
from harness import Beyond, Skip, Suite

# SARIF2005: svcc has no page of its own on the web that `informationUri` could name.
ALLOWED = {"SARIF2005"}


def validator(suite):
    if sys.platform != "linux":
        raise Beyond("the validator's package is for Linux")
    _, folder = node_modules(suite.work)
    tool = folder / "node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
    if not tool.exists():
        raise Skip("npm installed no sarif-multitool")
    tool.chmod(0o755)
    return tool


def validate(suite):
    """One log of every program that shows a diagnostic: fixes, related places, several files, files that are not UTF-8."""
    tool = validator(suite)
    folder = suite.work / "sarif"
    folder.mkdir(exist_ok=True)
    log, report = folder / "all.sarif", folder / "report.sarif"
    programs = sorted(p.relative_to(ROOT) for p in (ROOT / "tests/diagnostics").glob("SVC*/main.svc"))
    done = suite.run("check", "--format", "sarif", "--fail-on", "never", *programs)
    need(done.returncode == 0, f"exit status {done.returncode}: {done.stderr[:2000]}")
    log.write_text(done.stdout)
    results = json.loads(done.stdout)["runs"][0]["results"]
    need(len({r["ruleId"] for r in results}) > 150 and any("fixes" in r for r in results), f"only {len(results)} results")
    done = run([tool, "validate", log, "--rule-kind", "Sarif;GH", "--output", report, "--log", "ForceOverwrite"], timeout=120)
    need(report.exists(), done.stdout + done.stderr)
    run_ = json.loads(report.read_text(encoding="utf-8-sig"))["runs"][0]
    notes = [n for i in run_.get("invocations", []) for n in i.get("toolExecutionNotifications", []) if n.get("level") == "error"]
    found = [r for r in run_.get("results", []) if r["ruleId"] not in ALLOWED and r.get("level", "warning") in ("warning", "error")]
    lines = [f"{r['ruleId']}: {json.dumps(r['message'])[:300]} {json.dumps(r.get('locations', [])[:1])[:200]}" for r in found[:20]]
    need(not found and not notes, "\n".join(lines) + "\n".join(map(str, notes[:5])))
    print(f"sarif-multitool: {len(results)} results of {len(programs)} programs are valid")


def main():
    suite = Suite("sarif", __doc__).start()
    suite.check("sarif", validate, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
