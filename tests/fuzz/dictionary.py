#!/usr/bin/env python3
"""tests/fuzz/svc.dict is one that libFuzzer reads: it knows no escapes but \\\\, \\" and \\xAB, and stops at any other (https://llvm.org/docs/LibFuzzer.html#dictionaries).
Every target has the empty input among its seeds, which libFuzzer runs first, and scripts/fuzz names every target."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

HERE = pathlib.Path(__file__).parent
ENTRY = re.compile(r'(\w+(@\d+)?=)?"([^"\\]|\\\\|\\"|\\x[0-9a-fA-F]{2})+"')


def check_dictionary():
    for number, line in enumerate((HERE / "svc.dict").read_text().splitlines(), 1):
        need(not line or line.startswith("#") or ENTRY.fullmatch(line), f"svc.dict:{number}: libFuzzer cannot read this line: {line}")


def check_targets():
    named = set(re.search(r"targets=\(([a-z ]+)\)", (ROOT / "scripts/fuzz").read_text()).group(1).split())
    known = set(re.findall(r"^// (\w+): ", (HERE / "targets.h").read_text(), re.M))
    need(named == known, f"scripts/fuzz has {sorted(named)}, targets.h describes {sorted(known)}")
    for target in known:
        need((HERE / "seeds" / target / "empty").read_bytes() == b"", f"seeds/{target}/empty is missing")


def main():
    suite = Suite("fuzz dictionary", __doc__.splitlines()[0]).start()
    suite.check("dictionary", check_dictionary)
    suite.check("targets", check_targets)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
