"""A person who types, in the same way on every run: a program of three files and three environments, and one edit after the other."""
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "bench"))
from generate import program  # noqa: E402

MAIN = '''import "shared/base.svc"
import "shared/jobs.svc"
import "std/web"

app shop {{ tags = {{ team = "café" }} }}
environment test {{ region = "eu-west-1", account = "111111111111" }}
environment stage {{ region = "eu-west-1", account = "222222222222" }}
environment prod {{
  region = "eu-west-1"
  account = "333333333333"
  network main {{ nat = per_zone }}
}}

let prod = environment.name == "prod"  // 𝄞
web_service front in group0 {{ image = "nginx:1", edge = edge0, path = "/front/*", count = prod ? 3..10 : 1 }}
'''
BASE = '''/// The address space.
network main { cidr = 10.99.0.0/16, zones = 2 }
param verbosity: string = "info" { allowed = ["info", "debug"] }
queue orders { retention = 4d, visibility = 60s, retries = 5 }
'''
JOBS = '''import "base.svc"

cluster batch in main { capacity fargate {} }
topic alerts {}
bucket files { versions = true }
'''
PIECES = ["{", "}", '"', " ", "\n", "\r", "\r\n", "=", ",", "x", "é", "//", "${", "[", "]", "queue", " in main", "prod ? 1 : 2", "retries = 3", "orders.url", "512MiB", "/*", "*/", '"""', "(", ")", "..", "network",
          "queue extra { retries = 3 }\n", "patch cloudformation queue { DelaySeconds = 5 }", 'import "shared/none.svc"\n', "environment dev { }\n"]


def files(services=6):
    """{name: text} of the program; `services` blocks in the main file."""
    body = "".join(program(services)).split("\n", 2)[2]  # without its own app and environment
    return {"main.svc": MAIN.format() + body, "shared/base.svc": BASE, "shared/jobs.svc": JOBS}


class Typist:
    """Edits the files at random: insertions, deletions of characters, words and lines, pastes from elsewhere, renames of one occurrence, undo."""

    def __init__(self, seed, services=6):
        self.chance = random.Random(seed)
        self.texts = files(services)
        self.undo = []

    def edit(self):
        """Changes one file; gives its name and new text."""
        name = self.chance.choice(list(self.texts) + ["main.svc"])
        before = self.texts[name]
        if self.undo and self.chance.random() < 0.35:
            name, text = self.undo.pop()
        else:
            text = self._changed(before)
            self.undo.append((name, before))
        self.texts[name] = text
        return name, text

    def _changed(self, text):
        chance = self.chance
        at = chance.randrange(len(text) + 1)
        sort = chance.randrange(6)
        if sort == 0:
            return text[:at] + chance.choice(PIECES) + text[at:]
        if sort == 1:
            return text[:at] + text[at + chance.randrange(1, 4):]
        lines = text.splitlines(True)
        if not lines:
            return chance.choice(PIECES)
        row = chance.randrange(len(lines))
        if sort == 2:
            del lines[row:row + chance.randrange(1, 3)]
        elif sort == 3:
            lines.insert(chance.randrange(len(lines) + 1), lines[row])
        elif sort == 4:
            other = self.texts[chance.choice(list(self.texts))].splitlines(True) or [""]
            first = chance.randrange(len(other))
            lines[row:row] = other[first:first + chance.randrange(1, 6)]
        else:
            words = lines[row].split(" ")
            words[chance.randrange(len(words))] = chance.choice(["main", "orders", "prod", "yes", "true", "7", '"a"', "service"])
            lines[row] = " ".join(words)
        return "".join(lines)
