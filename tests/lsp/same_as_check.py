#!/usr/bin/env python3
"""After any sequence of edits, the server's diagnostics are those of a fresh `svcc check --format json` of the same text.

The broken programs are those of tests/robustness/recovery.py, made by edits in a document that stays open; and a program of several files is edited at random
for a while, without ever being put right.
"""
import json
import os
import pathlib
import random
import re
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / folder) for folder in ("support", "robustness", "coverage", "bench")] + [str(pathlib.Path(__file__).parent)]
from client import Client, uri_of  # noqa: E402
from edits import Typist  # noqa: E402
from harness import ROOT, Suite, need, run, same  # noqa: E402
from recovery import EDITS, edited, sources, tokens_of  # noqa: E402

SEVERITY = {"error": 1, "warning": 2, "note": 3}


def checked(suite, path):
    """{uri: [(range in code points, severity, code, message)]} of a fresh check of a program."""
    done = run([suite.svcc, "check", path, "--format", "json"])
    need(done.returncode in (0, 1), f"exit status {done.returncode}: {done.stderr}")
    found = {}
    for d in json.loads(done.stdout)["diagnostics"]:
        message = d["message"] + (f" (in environment {d['environment']})" if d.get("environment") else "") + (f"\n{d['help']}" if d.get("help") else "")
        place = d
        need("file" in d, f"a diagnostic without a place: {d}")
        if d["file"].startswith("std/"):  # shown at the instance
            place = next((r for r in d.get("related", []) if not r["file"].startswith("std/")), d)
        row = (place["line"] - 1, place["column"] - 1, place["endLine"] - 1, place["endColumn"] - 1, SEVERITY[d["severity"]], d["code"], message)
        rows = found.setdefault(uri_of(place["file"]) if place["file"].startswith("/") else "svc-std:/" + place["file"], [])
        if row not in rows:
            rows.append(row)
    return {uri: sorted(rows) for uri, rows in found.items()}


def served(client):
    found = {}
    for uri, params in client.published.items():
        rows = []
        for d in params["diagnostics"]:
            start, end = d["range"]["start"], d["range"]["end"]
            rows.append((start["line"], start["character"], end["line"], end["character"], d["severity"], d["code"], d["message"]))
        if rows:
            found[uri] = sorted(rows)
    return found


def compare(suite, client, main, what):
    client.settle()
    for uri, text in client.texts.items():
        pathlib.Path(uri.removeprefix("file://")).write_bytes(text.encode())
    same(json.dumps(checked(suite, main), indent=1, sort_keys=True), json.dumps(served(client), indent=1, sort_keys=True), f"diagnostics {what}")


def mutations(each):
    """[(text, name, edit)] as recovery.py makes them."""
    chance = random.Random(20240502)
    texts = [(path, path.read_text()) for path in sources()]
    for sort in EDITS:
        for number in range(each):
            path, text = texts[number % len(texts)]
            tokens = tokens_of(text)
            index = chance.randrange(len(tokens) - 1)
            yield path, text, f"after `{tokens[index].group()[:30]}` {sort} in {path.name}", edited(text, tokens, sort, index)[0]


def difference(before, after):
    """The bytes that change: (begin, end, text)."""
    a, b = before.encode(), after.encode()
    head = len(os.path.commonprefix([a, b]))
    while head and (head < len(a) and a[head] & 0xC0 == 0x80 or head < len(b) and b[head] & 0xC0 == 0x80):
        head -= 1
    tail = len(os.path.commonprefix([a[head:][::-1], b[head:][::-1]]))
    while tail and a[len(a) - tail] & 0xC0 == 0x80:
        tail -= 1
    return head, len(a) - tail, b[head:len(b) - tail].decode()


def broken_programs(suite):
    work = suite.work / "broken"
    work.mkdir()
    with Client(suite.svcc, root=work, encoding="utf-32", options={"diagnostics": {"workspace": False}}) as client:
        opened = {}
        for path, text, name, broken in mutations(suite.args.each):
            main = work / (path.parent.name + "_" + path.name)
            if main not in opened:
                opened[main] = text
                for other in list(opened):
                    if client.uri(other) in client.texts and other != main:
                        close(client, other)
                client.open(main, text)
            elif client.uri(main) not in client.texts:
                for other in list(opened):
                    if client.uri(other) in client.texts:
                        close(client, other)
                client.open(main, text)
            replace(client, main, broken)
            compare(suite, client, main, name)
            replace(client, main, text)
        compare(suite, client, main, "after everything was put right")


def close(client, path):
    client.close(path)
    client.settle()
    uri = client.uri(path)
    del client.texts[uri]
    client.published.pop(uri, None)


def replace(client, path, text):
    """One incremental change, in code points, which is what this client has agreed on."""
    uri = client.uri(path)
    before = client.texts[uri]
    begin, end, new = difference(before, text)
    data = before.encode()
    client.texts[uri] = text

    def place(offset):
        lines = re.split(rb"\r\n|\r(?!\n)|\n", data[:offset] + (b"\n" if data[offset - 1:offset + 1] == b"\r\n" else b""))
        return {"line": len(lines) - 1, "character": len(lines[-1].decode())}
    client.change(path, {"range": {"start": place(begin), "end": place(end)}, "text": new})


def random_edits(suite):
    """A program of three files is edited at random; nothing is put right but by chance."""
    for seed in range(suite.args.first, suite.args.first + suite.args.walks):
        work = suite.work / f"walk{seed}"
        typist = Typist(seed)
        for name, text in typist.texts.items():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_text(text)
        with Client(suite.svcc, root=work, encoding="utf-32") as client:
            for name, text in typist.texts.items():
                client.open(name, text)
            for step in range(suite.args.steps):
                name, text = typist.edit()
                replace(client, name, text)
                if step % 5 == 4:
                    compare(suite, client, work, f"after edit {step} of walk {seed}")  # the folder: a file that is imported no more is a program


class Folder:
    """The program of random_edits() as a person and other tools change it together: files are opened and closed, come and go, and are changed on the disk."""

    CREATED, CHANGED, DELETED = 1, 2, 3  # FileChangeType

    def __init__(self, suite, seed):
        self.root = suite.work / f"folder{seed}"
        self.chance = random.Random(seed)
        self.typist = Typist(seed, services=4)
        for name, text in self.typist.texts.items():
            self._write(name, text)
        self.client = Client(suite.svcc, root=self.root, encoding="utf-32")

    def _write(self, name, text):
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text)

    def names(self):
        return sorted(str(path.relative_to(self.root)) for path in self.root.rglob("*.svc"))

    def is_open(self, name):
        return self.client.uri(name) in self.client.texts

    def open(self, name):
        self.client.open(name, (self.root / name).read_text())

    def close(self, name):
        """The editor saves what it closes."""
        uri = self.client.uri(name)
        (self.root / name).write_text(self.client.texts.pop(uri))
        self.client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
        self.client.close(name)

    def tell(self, *changes):
        self.client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": self.client.uri(name), "type": sort} for name, sort in changes]})

    def step(self):
        """Changes something; gives what."""
        name = self.chance.choice(self.names() or ["main.svc"])
        sort = self.chance.choice(["edit", "edit", "edit", "edit", "open", "close", "disk", "create", "delete", "rename"])
        return getattr(self, "_" + sort)(name) or f"{sort} {name}"

    def _edit(self, name):
        if not (self.root / name).exists():
            return
        if not self.is_open(name):
            self.open(name)
        self.typist.texts.setdefault(name, "")
        text = self.typist._changed(self.client.texts[self.client.uri(name)])
        if self.chance.random() < 0.4:
            text = self.typist.chance.choice(list(self.typist.texts.values()))
        replace(self.client, name, text)

    def _open(self, name):
        if (self.root / name).exists() and not self.is_open(name):
            self.open(name)

    def _close(self, name):
        if self.is_open(name):
            self.close(name)

    def _disk(self, name):
        if not self.is_open(name):
            self._write(name, self.typist.chance.choice(list(self.typist.texts.values())))
            self.tell((name, self.CHANGED))

    def _create(self, _):
        name = self.chance.choice(["main.svc", "shared/base.svc", "shared/jobs.svc", "shared/none.svc", "other.svc"])
        if not (self.root / name).exists():
            self._write(name, self.chance.choice(list(self.typist.texts.values())))
            self.client.notify("workspace/didCreateFiles", {"files": [{"uri": self.client.uri(name)}]})
            self.tell((name, self.CREATED))
        return f"create {name}"

    def _delete(self, name):
        if (self.root / name).exists():
            if self.is_open(name):
                self.close(name)
            (self.root / name).unlink()
            if self.chance.random() < 0.5:
                self.client.notify("workspace/didDeleteFiles", {"files": [{"uri": self.client.uri(name)}]})
            self.tell((name, self.DELETED))

    def _rename(self, name):
        to = self.chance.choice(["main.svc", "shared/base.svc", "shared/none.svc", "shared/jobs.svc", "third.svc"])
        if (self.root / to).exists() or not (self.root / name).exists():
            return None
        was_open = self.is_open(name)
        if was_open:
            self.close(name)
        (self.root / to).parent.mkdir(exist_ok=True)
        (self.root / name).rename(self.root / to)
        if was_open:
            self.open(to)
        self.client.notify("workspace/didRenameFiles", {"files": [{"oldUri": self.client.uri(name), "newUri": self.client.uri(to)}]})
        self.tell((name, self.DELETED), (to, self.CREATED))
        return f"rename {name} {to}"


def files_come_and_go(suite):
    for seed in range(suite.args.first, suite.args.first + suite.args.walks):
        folder = Folder(suite, seed)
        with folder.client as client:
            done = []
            for step in range(suite.args.steps):
                done.append(folder.step())
                if step % 3 == 2 and folder.names():
                    compare(suite, client, folder.root, f"in folder {seed} after step {step}: {'; '.join(done[-12:])}")


PROJECT = "name: p\nmain: main.svc\n"
PROJECT_PROGRAM = """app shop {}

raw cloudformation "AWS::SNS::Topic" alerts {}

output topic = alerts.TopicArn
let unused = 3
queue jobs {}
let other = 4
"""
SETTINGS = ["", "targets: [cloudformation]\n", "targets: [terraform]\n", "targets: [cloudformation, terraform]\n", "lints: { SVC9001: error }\n", "lints: { SVC9001: off }\n",
            "targets: [cloudformation]\nlints: { SVC9001: note, SVC9005: off }\noutput: out\n", "targets: [cloudformation]\nlints: { SVC9001: error }\n"]


def settings_of_projects(suite):
    """Every setting of svc.yaml counts for both, from the beginning and when it changes: in the editor's buffer or on the disk."""
    for settings in SETTINGS:
        root = suite.work / f"project{SETTINGS.index(settings)}"
        root.mkdir()
        (root / "main.svc").write_text(PROJECT_PROGRAM)
        (root / "svc.yaml").write_text(PROJECT + settings)
        with Client(suite.svcc, root=root, encoding="utf-32") as client:
            client.open("main.svc", PROJECT_PROGRAM)
            compare(suite, client, root, f"with {settings!r}")
            for other in SETTINGS:
                (root / "svc.yaml").write_text(PROJECT + other)
                client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("svc.yaml"), "type": 2}]})
                compare(suite, client, root, f"with {other!r} after {settings!r}")
    need(any(d["code"] == "SVC5016" for d in client.published[client.uri("main.svc")]["diagnostics"]) is False, "the last settings build for CloudFormation alone")


def main():
    suite = Suite("lsp.same_as_check", __doc__.splitlines()[0])
    suite.parser.add_argument("--each", type=int, default=60, help="broken programs of each sort")
    suite.parser.add_argument("--walks", type=int, default=4)
    suite.parser.add_argument("--first", type=int, default=0, help="the seed of the first walk")
    suite.parser.add_argument("--steps", type=int, default=150, help="edits of a walk")
    suite.start()
    need(ROOT.exists(), "there is a repository")
    suite.check("broken programs", broken_programs, suite)
    suite.check("settings of projects", settings_of_projects, suite)
    suite.check("random edits", random_edits, suite)
    suite.check("files come and go", files_come_and_go, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
