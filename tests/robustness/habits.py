#!/usr/bin/env python3
"""Habits from other tools (CloudFormation, Terraform, CDK, Compose, Copilot, Kubernetes, Bicep) and slips of the keyboard: each gets ONE message, at its line,
that says what to write. tests/robustness/habits.txt holds them: `place | what is written | code | what the help holds`, a `⏎` for each new line, and `fix` in front
of the help where the offered edit must leave a program without that mistake."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Suite, need  # noqa: E402
from fix_edits import applied  # noqa: E402

TABLE = pathlib.Path(__file__).parent / "habits.txt"

# The place of a mistake: the program around it.
TASK = "task {{ cpu = 0.5vcpu, memory = 1GiB, container app {{ image = \"nginx:1.27\", port = 8080 }} }}"
PROGRAM = """app shop {{ region = "eu-west-1" }}
network main {{}}
cluster web in main {{}}
balancer edge in main {{}}
queue jobs {{}}
secret db {{}}
bucket pictures {{}}
"""
PLACES = {
    "file": "{0}\n",
    "top": PROGRAM + "{0}\n",
    "app": PROGRAM.replace('app shop {{ region = "eu-west-1" }}', "app shop {{\n{0}\n}}"),
    "service": PROGRAM + "service api in web {{\n  " + TASK + "\n{0}\n}}\n",
    "only_service": PROGRAM + "service api in web {{\n{0}\n}}\n",
    "task": PROGRAM + "service api in web {{ task {{\n{0}\n  container app {{ image = \"nginx:1.27\" }} }} }}\n",
    "container": PROGRAM + "service api in web {{ task {{ cpu = 0.5vcpu, memory = 1GiB, container app {{\n  image = \"nginx:1.27\"\n{0}\n}} }} }}\n",
    "bare": PROGRAM + "service api in web {{ task {{ cpu = 0.5vcpu, memory = 1GiB, container app {{\n{0}\n}} }} }}\n",
    "route": PROGRAM + "service api in web {{\n  " + TASK + "\n  route edge {{\n{0}\n  }}\n}}\n",
    "network": PROGRAM + "network other {{\n{0}\n}}\n",
    "cluster": PROGRAM + "cluster other in main {{\n{0}\n}}\n",
    "balancer": PROGRAM + "balancer other in main {{\n{0}\n}}\n",
    "queue": PROGRAM + "queue other {{\n{0}\n}}\n",
    "table": PROGRAM + "table other {{ key = \"id\"\n{0}\n}}\n",
    "job": PROGRAM + "job nightly in web {{\n  " + TASK + "\n{0}\n}}\n",
    "alarm": PROGRAM + "alarm busy {{ of = jobs, metric = waiting, above = 10\n{0}\n}}\n",
}


def rows():
    for number, line in enumerate(TABLE.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("//"):
            place, written, code, wanted = (part.strip() for part in line.split(" | ", 3))
            yield number, place, written.replace("⏎", "\n"), code, wanted


def check(suite, path):
    done = suite.run("check", "--format", "json", path)
    need(done.returncode in (0, 1), f"exit status {done.returncode}: {done.stderr}")
    return json.loads(done.stdout)["diagnostics"]


def habit(suite, number, place, written, code, wanted):
    frame = PLACES[place]
    if place not in ("file", "top"):  # as it is in a block
        written = "  " + written.replace("\n", "\n  ")
    text = frame.format(written)
    first = frame.format("\0").split("\0")[0].count("\n") + 1
    path = suite.work / f"habit{number}.svc"
    path.write_text(text)
    found = [d for d in check(suite, path) if d["severity"] == "error"]
    shown = "\n".join(f"{d.get('line')}: {d['code']} {d['message']}; {d.get('help', '')}" for d in found)
    need(len(found) == 1, f"{written!r}: one message is wanted, not {len(found)}:\n{shown}")
    said = found[0]
    offset = 0
    if match := re.fullmatch(r"(SVC\d{4})\+(\d+)", code):
        code, offset = match.group(1), int(match.group(2))
    need(said["code"] == code and said["line"] == first + offset, f"{written!r}: {code} is wanted at line {first + offset}, not\n{shown}")
    must_fix = wanted.startswith("fix ")
    wanted = wanted.removeprefix("fix ")
    need(wanted in said.get("help", "") , f"{written!r}: the help holds no {wanted!r}:\n{shown}")
    if must_fix:
        need("fix" in said, f"{written!r}: no fix is offered:\n{shown}")
        path.write_text(applied(text, said["fix"]))
        left = [d for d in check(suite, path) if d["severity"] == "error"]
        need(not left, f"{written!r}: after the fix\n{path.read_text()}\nthere is still {left[0]['code'] if left else ''} {left[0]['message'] if left else ''}")


def main():
    suite = Suite("habits", __doc__).start()
    suite.check_all([(f"{number}: {place}: {written}", habit, suite, number, place, written, code, wanted) for number, place, written, code, wanted in rows()])
    sys.exit(suite.finish())


main()
