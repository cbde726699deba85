#!/usr/bin/env python3
"""The examples: without a finding, in the one format, and with what they promise: the sample app of AWS Copilot in at most 100 lines, feature for feature."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, need  # noqa: E402

EXAMPLES = ROOT / "examples"
COPILOT = EXAMPLES / "copilot"
MOST = 100


def clean(suite):
    done = suite.run("check", "examples", "--fail-on", "note")
    need(done.returncode == 0 and not done.stdout.strip(), f"`svcc check examples` says:\n{done.stdout}{done.stderr}")


def formatted(suite):
    done = suite.run("fmt", "--check", "examples", "stdlib/std")
    need(done.returncode == 0, f"these differ from what `svcc fmt` writes:\n{done.stdout}{done.stderr}")


def lines_of_copilot():
    """All files that say something to svcc, comments among their lines: harder than the count of Copilot's manifests (SPEC.md), which leaves comments out."""
    files = [path for path in COPILOT.rglob("*") if path.suffix in (".svc", ".yaml")]
    counted = sum(1 for path in files for line in path.read_text().splitlines() if line.strip())
    need(0 < counted <= MOST, f"examples/copilot has {counted} non-blank lines, not at most {MOST}")
    long = [line for path in files for line in path.read_text().splitlines() if len(line) > 100]
    need(not long, f"lines of more than 100 columns: {long}")


def table_of_copilot():
    """Each line that README.md shows next to a feature is in the program, and each default that it names is in the documentation."""
    program = (COPILOT / "main.svc").read_text()
    rows = [line.split(" | ") for line in (COPILOT / "README.md").read_text().splitlines() if line.startswith("| ")][2:]
    need(len(rows) > 30, f"only {len(rows)} rows were read")
    for row in rows:
        said = row[1].rstrip(" |")
        quoted = re.findall(r"`([^`]+)`", said)
        need(quoted, f"beside {row[0]} stands no line")
        for words in quoted:
            known = words in program or re.search(rf"\b{re.escape(words)}\b", program)
            documented = re.fullmatch(r"[a-z_]+(\.[a-z_]+)+|std/[a-z]+|/\*", words)
            need(known or documented, f"`{words}` is not in examples/copilot/main.svc")


def documented(suite):
    for words in re.findall(r"`([a-z_]+(?:\.[a-z_]+)+|std/[a-z]+)`", (COPILOT / "README.md").read_text()):
        if words.endswith(".svc"):
            continue
        need(suite.run("explain", words).returncode == 0, f"`svcc explain {words}` knows nothing")


def shapes():
    """A project of several files with a component of its own and three environments; a system of eight services in about 300 lines; a system inside existing resources."""
    store = EXAMPLES / "store"
    need(len(list(store.rglob("*.svc"))) >= 3 and (store / "svc.yaml").exists(), "examples/store is no project of several files")
    need(len(declared_environments(store / "main.svc")) == 3, "examples/store has not three environments")
    need(any(re.search(r"^component ", path.read_text(), re.M) for path in store.rglob("*.svc")), "examples/store declares no component")
    market = (EXAMPLES / "marketplace/main.svc").read_text()
    need(len(re.findall(r"^service ", market, re.M)) == 8 and 270 <= len(market.splitlines()) <= 340, "examples/marketplace is not eight services in about 300 lines")
    guest = (EXAMPLES / "existing/main.svc").read_text()
    for kind in ("network", "cluster", "balancer"):
        need(f"\nexisting {kind} " in guest, f"examples/existing has no existing {kind}")


def main():
    suite = Suite("examples", __doc__.splitlines()[0]).start()
    suite.check("svcc check examples is clean", clean, suite)
    suite.check("svcc fmt changes nothing", formatted, suite)
    suite.check("the app of AWS Copilot in 100 lines", lines_of_copilot)
    suite.check("feature for feature", table_of_copilot)
    suite.check("defaults that README.md names", documented, suite)
    suite.check("what each example shows", shapes)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
