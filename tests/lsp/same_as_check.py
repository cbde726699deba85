#!/usr/bin/env python3
"""After any sequence of edits, the server's diagnostics are those of a fresh `svcc check --format json` of the same text.

The broken programs are those of tests/robustness/recovery.py, made by edits in a document that stays open; and a program of several files is edited at random
for a while, without ever being put right.
"""
import json
import os
import pathlib
import random
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
        pathlib.Path(uri.removeprefix("file://")).write_text(text)
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
        line_begin = data.rfind(b"\n", 0, offset) + 1
        return {"line": data.count(b"\n", 0, offset), "character": len(data[line_begin:offset].decode())}
    client.change(path, {"range": {"start": place(begin), "end": place(end)}, "text": new})


def random_edits(suite):
    """A program of three files is edited at random; nothing is put right but by chance."""
    for seed in range(suite.args.walks):
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


def main():
    suite = Suite("lsp.same_as_check", __doc__.splitlines()[0])
    suite.parser.add_argument("--each", type=int, default=60, help="broken programs of each sort")
    suite.parser.add_argument("--walks", type=int, default=4)
    suite.parser.add_argument("--steps", type=int, default=150, help="edits of a walk")
    suite.start()
    need(ROOT.exists(), "there is a repository")
    suite.check("broken programs", broken_programs, suite)
    suite.check("random edits", random_edits, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
