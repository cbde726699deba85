"""Steps of a client that another program drives: it prints `ok NAME`, `FAILED NAME: why` or `SKIPPED NAME: why`, and each line becomes a check."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Beyond, Failed, Skip  # noqa: E402

WORDS = ("ok ", "FAILED ", "SKIPPED ")


def steps_in(text):
    return [line for line in text.splitlines() if line.startswith(WORDS)]


def need_server(suite):
    """Skips where the compiler under test has no language server."""
    if not re.search(r"^ +lsp\b", suite.run("--help").stdout, re.M):
        raise Skip("this svcc has no `lsp`")


def judge(line):
    if line.startswith("SKIPPED "):
        raise Beyond(line.split(": ", 1)[1])
    if not line.startswith("ok "):
        raise Failed(line)


def check_steps(suite, name, drive):
    """Runs `drive`, which gives such lines, and then each line as a check of its own."""
    lines = []
    if suite.check(name, lambda: lines.extend(drive())):
        for line in lines:
            suite.check(line.split(" ", 1)[1].split(":")[0], judge, line)
