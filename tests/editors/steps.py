"""Steps of a client that another program drives: it prints `ok NAME` or `FAILED NAME: why`, and each line becomes a check."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Failed  # noqa: E402

WORDS = ("ok ", "FAILED ")


def steps_in(text):
    return [line for line in text.splitlines() if line.startswith(WORDS)]


def judge(line):
    if not line.startswith("ok "):
        raise Failed(line)


def check_steps(suite, name, drive):
    """Runs `drive`, which gives such lines, and then each line as a check of its own."""
    lines = []
    if suite.check(name, lambda: lines.extend(drive())):
        for line in lines:
            suite.check(line.split(" ", 1)[1].split(":")[0], judge, line)
