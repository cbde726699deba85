#!/usr/bin/env python3
"""Adds up a ctest JUnit file to the closing line `N passed, N failed, N skipped`.

A script that counts its own checks says so in its last line (see harness.py), Catch2 in its; any other test counts as one.
"""
import re
import sys
import xml.etree.ElementTree

OWN = re.compile(r"^\w+: (\d+) passed, (\d+) failed, (\d+) skipped$", re.M)
CATCH_GOOD = re.compile(r"All tests passed \(.* in (\d+) test cases?\)")
CATCH_BAD = re.compile(r"test cases: *(\d+)(?: \| *(\d+) passed)?(?: \| *(\d+) failed)?")


def counts(case):
    output = case.findtext("system-out") or ""
    good = case.get("status") == "run"
    skipped = case.find("skipped") is not None or case.get("status") in ("notrun", "disabled")
    if own := OWN.findall(output):
        passed, failed, missing = (int(n) for n in own[-1])
    elif found := CATCH_GOOD.search(output):
        passed, failed, missing = int(found.group(1)), 0, 0
    elif found := CATCH_BAD.search(output):
        passed, failed, missing = int(found.group(2) or 0), int(found.group(3) or 0), 0
    else:
        passed, failed, missing = (0, 0, 1) if skipped else (1, 0, 0) if good else (0, 1, 0)
    if not good and not skipped and failed == 0:
        failed = 1  # it died after its checks
    return passed, failed, missing


def main():
    try:
        suite = xml.etree.ElementTree.parse(sys.argv[1]).getroot()
    except (OSError, xml.etree.ElementTree.ParseError) as problem:
        print(f"no test results: {problem}", file=sys.stderr)
        return 1
    totals = [0, 0, 0]
    for case in suite.iter("testcase"):
        totals = [total + count for total, count in zip(totals, counts(case))]
        output = case.findtext("system-out") or ""
        for line in output.splitlines():
            if line.startswith("SKIPPED "):
                print(line)
    print("{} passed, {} failed, {} skipped".format(*totals))
    return 0 if totals[1] == 0 and totals[0] > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
