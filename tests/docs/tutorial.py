#!/usr/bin/env python3
"""The tutorial: each of its steps compiles without a message, its blocks are parts of the steps, its errors are svcc's messages, and what it prints is what svcc prints. README.md, too."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

TUTORIAL = ROOT / "docs/tutorial"
STEPS = sorted(TUTORIAL.glob("steps/*/main.svc"))
BLOCK = re.compile(r"<!-- (.+?) -->\n```(\w*)\n(.*?)```", re.S)


def step(suite, path):
    for words in (["check", "--fail-on", "note"], ["fmt", "--check"]):
        done = suite.run(*words, path)
        need(done.returncode == 0 and not done.stdout + done.stderr, f"{words}: {done.stdout}{done.stderr}")
    done = suite.run("build", path, "-o", suite.work / path.parent.name)
    need(done.returncode == 0, done.stderr)


def blocks(suite, page):
    text = page.read_text()
    found = BLOCK.findall(text)
    need(len(found) == text.count("```svc\n") + text.count("<!-- error:") + text.count("<!-- prints:"), "a block says nothing of where it is from")
    last = STEPS[0]
    for mark, _, content in found:
        if mark.startswith("prints: "):
            (suite.work / "main.svc").write_text(last.read_text())
            done = suite.run(*mark.removeprefix("prints: ").split(), cwd=suite.work)
            need(content in done.stdout, f"{mark}: svcc prints {done.stdout}{done.stderr}")
            continue
        if not mark.startswith("error: "):
            last = page.parent / mark / "main.svc"
            need(content in last.read_text(), f"this is not in {mark}:\n{content}")
            continue
        before, after = mark.removeprefix("error: ").split(" -> ")
        program = last.read_text()
        need(before in program, f"{before} is not in {last}")
        (suite.work / "main.svc").write_text(program.replace(before, after))
        done = suite.run("check", "main.svc", cwd=suite.work)
        need(content.strip() in done.stderr, f"{mark}: svcc says {done.stderr}")


def differences(suite):
    """The tutorial shows the interruption in the words of svcc diff."""
    shown = re.search(r"^  interruption: .*$", (TUTORIAL / "README.md").read_text(), re.M)[0]
    done = suite.run("diff", STEPS[3], STEPS[4])
    need(shown in done.stdout, done.stdout[:1000])


def main():
    suite = Suite("docs.tutorial", __doc__).start()
    for path in STEPS:
        suite.check(path.parent.name, step, suite, path)
    suite.check("blocks", blocks, suite, TUTORIAL / "README.md")
    suite.check("README.md", blocks, suite, ROOT / "README.md")
    suite.check("differences", differences, suite)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
