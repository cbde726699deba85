#!/usr/bin/env python3
"""The TextMate grammar classifies every token as the compiler does: the prelude, the standard library, the examples, tests/cases and tests/diagnostics,
tokenised with the library that VS Code uses. And what editors/generate writes is up to date."""
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run  # noqa: E402
from outside import node_modules  # noqa: E402
from tokens import with_tokens  # noqa: E402

HERE = pathlib.Path(__file__).parent
GRAMMAR = ROOT / "editors/vscode/syntaxes/svc.tmLanguage.json"

def same_tokens(suite):
    node, modules = node_modules(suite.work / "vscode", ROOT / "editors/vscode")
    files = [{"name": str(path.relative_to(ROOT)), "text": text, "tokens": tokens} for path, text, tokens in with_tokens(suite)]
    need(len(files) > 300, f"only {len(files)} programs found")
    done = run([node, HERE / "textmate.mjs", modules, GRAMMAR], stdin=json.dumps(files), timeout=120)
    need(done.returncode == 0, done.stderr)
    *wrong, count = done.stdout.splitlines()
    need(not wrong, f"{len(wrong)} tokens differ:\n" + "\n".join(wrong[:60]))
    need(int(count.split()[1]) > 20000, f"only {count}")


def up_to_date():
    done = subprocess.run([sys.executable, ROOT / "editors/generate", "--check"], capture_output=True, text=True, check=False)
    need(done.returncode == 0, done.stdout + done.stderr)


def main():
    suite = Suite("textmate", __doc__).start()
    suite.check("generated files", up_to_date)
    suite.check("tokens", same_tokens, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
