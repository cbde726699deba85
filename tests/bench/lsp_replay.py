#!/usr/bin/env python3
"""Types a program into `svcc lsp` and measures the waiting times of a person: a real process, real pipes, one keystroke after the other.

  lsp_replay.py --svcc BINARY [--write docs/performance.md]   100,000 edits; the table, printed, and put between the markers of the page
  lsp_replay.py --svcc BINARY --smoke                         a test: a few hundred edits, everything answered, memory bounded, and the last
                                                              diagnostics those of a fresh `svcc check`

The program has 2,000 lines in seven files and three environments. It is typed in character by character, with typing errors that are put right,
pastes, lines deleted and written again; then it is edited at its full size, with renames of one use, blocks cut and put back, and words half typed, so that it
is broken most of the time. Each keystroke is sent when the diagnostics of the one before have come. Two times are taken of each: on the clock,
from before the write to after the read; and of the processor, in all threads of the server together, on which other work of the machine has less influence.
"""
import datetime
import json
import os
import pathlib
import random
import re
import select
import subprocess
import sys
import time

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / folder) for folder in ("support", "lsp")]
from generate import cluster, network, web, worker  # noqa: E402
from harness import ROOT, Suite, need, run  # noqa: E402

BEGIN, END = "<!-- lsp: begin -->", "<!-- lsp: end -->"
EDITS = 100_000
ROUND = 100       # edits between two rounds of requests
MENDED = 300      # edits after which everything is corrected: remaining mistakes would eat up the program
SILENCE = 120     # seconds


def uri_of(path):
    return "file://" + str(path)


# ---- The program

MAIN = '''import "shared/base.svc"
import "std/web"
import "teams/red.svc"
import "teams/green.svc"
import "teams/blue.svc"
import "teams/grey.svc"

/// Everything that the shop runs.
app bench {
  tags = { team = "platform", purpose = "benchmark" }
}

environment test { region = "eu-west-1", account = "111111111111" }
environment stage { region = "eu-west-1", account = "222222222222" }
environment prod {
  region = "eu-west-1"
  account = "333333333333"
  image_tag = "stable"
}

assert length(environment.name) > 0 else "an environment has a name"
output front = "https://${edge0.dns_name}/"
'''
BASE = '''param image_tag: string = "latest"
let prod = environment.name == "prod"
let level = prod ? "info" : "debug"

existing zone example { name = "example.com" }
existing secret db { name = "bench/${environment.name}/db" }
repository images { scan = true, keep = 20 }
'''
TEAMS = ("red", "green", "blue", "grey")


def program_files(services):
    """{name: text}: services of several teams, which import their common parts."""
    files = {"main.svc": MAIN, "shared/base.svc": BASE + "".join(network(n) for n in range((services + 99) // 100))}
    for t, team in enumerate(TEAMS):
        text = 'import "../shared/base.svc"\n' + ('import "red.svc"\n' if team != "red" else "")
        for n in range(services):
            if n % 10 == 0 and (team == "red"):
                text += cluster(n // 10, n // 100)
            if n % len(TEAMS) == t:
                text += web(n) if n % 3 else worker(n)
        files[f"teams/{team}.svc"] = text
    return files


# ---- The connection: nothing between the clock and the pipe but bytes

class Server:
    def __init__(self, svcc, root):
        self.process = subprocess.Popen([str(svcc), "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.out, self.into = self.process.stdout.fileno(), self.process.stdin.fileno()
        self.clock = (~self.process.pid << 3) | 2  # the clock of another process's processor time (Linux: CPUCLOCK_SCHED of its pid)
        self.buffer, self.next_id = b"", 0
        self.arrived = 0.0
        self.lists = {}  # uri: (version, diagnostics)
        self.once = {}   # requests that are sent once: name → (milliseconds on the clock, of the processor)
        self.able = self.first("initialize", {"processId": os.getpid(), "rootUri": uri_of(root), "workspaceFolders": [{"uri": uri_of(root), "name": "bench"}], "capabilities": {
            "general": {"positionEncodings": ["utf-16"]},
            "textDocument": {"publishDiagnostics": {"relatedInformation": True, "versionSupport": True}, "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
                             "completion": {"completionItem": {"snippetSupport": True, "resolveSupport": {"properties": ["documentation"]}}}}}})["capabilities"]
        self.notify("initialized", {})

    def send(self, message):
        content = json.dumps(message).encode()
        data = b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
        while data:
            data = data[os.write(self.into, data):]

    def next(self):
        """The next message; the clock is read as soon as its last byte is there."""
        while True:
            head = self.buffer.find(b"\r\n\r\n")
            if head >= 0:
                length = int(self.buffer[16:head])
                end = head + 4 + length
                if len(self.buffer) >= end:
                    content, self.buffer = self.buffer[head + 4:end], self.buffer[end:]
                    return json.loads(content)
            ready, _, _ = select.select([self.out], [], [], SILENCE)
            need(ready, "the server says nothing any more")
            data = os.read(self.out, 1 << 20)
            self.arrived = time.perf_counter()
            need(data, f"the server has ended with status {self.process.poll()}")
            self.buffer += data

    def take(self):
        message = self.next()
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self.lists[params["uri"]] = (params.get("version"), params["diagnostics"])
        elif "method" in message and "id" in message:
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def notify(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method, params):
        """The response and the milliseconds that it took, on the clock and of the processor."""
        self.next_id += 1
        cpu, begin = self.cpu(), time.perf_counter()
        self.send({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params})
        while True:
            message = self.take()
            if message.get("id") == self.next_id and "method" not in message:
                wall = self.arrived - begin
                return message, 1000 * wall, self.cpu() - cpu

    def request(self, method, params):
        message, _, _ = self.ask(method, params)
        need("error" not in message, f"{method}: {message.get('error')}")
        return message["result"]

    def first(self, method, params):
        message, wall, cpu = self.ask(method, params)
        need("error" not in message, f"{method}: {message.get('error')}")
        self.once[method] = (wall, cpu)
        return message["result"]

    def cpu(self):
        """Milliseconds of the processor that the server has used, in all its threads."""
        return 1000 * time.clock_gettime(self.clock)

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def stop(self):
        self.first("shutdown", None)
        self.notify("exit", None)
        need(self.process.wait(SILENCE) == 0, "the server ended badly")


class Editor:
    """The documents as a person sees them: a cursor, and edits that are sent as they are made."""

    def __init__(self, server, root, files):
        self.server, self.root = server, root
        self.lines = {name: [""] for name in files}  # ASCII only, so that columns are bytes and UTF-16 alike
        self.versions = dict.fromkeys(files, 1)
        self.edits = 0
        self.wall, self.cpu = [], []
        for name in files:
            server.notify("textDocument/didOpen", {"textDocument": {"uri": self.uri(name), "languageId": "svc", "version": 1, "text": ""}})
        for name in files:
            while server.lists.get(self.uri(name), (None,))[0] != 1:
                server.take()

    def uri(self, name):
        return uri_of(self.root / name)

    def text(self, name):
        return "\n".join(self.lines[name])

    def replace(self, name, start, end, text, wait=True):
        """One edit, and the wait for its diagnostics."""
        lines = self.lines[name]
        (l1, c1), (l2, c2) = start, end
        new = (lines[l1][:c1] + text + lines[l2][c2:]).split("\n")
        self.lines[name][l1:l2 + 1] = new
        self.versions[name] += 1
        uri, version = self.uri(name), self.versions[name]
        server = self.server
        cpu, begin = server.cpu(), time.perf_counter()
        server.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": version}, "contentChanges": [
            {"range": {"start": {"line": l1, "character": c1}, "end": {"line": l2, "character": c2}}, "text": text}]})
        if not wait:
            return None
        while server.lists.get(uri, (None,))[0] != version:
            server.take()
        self.wall.append(1000 * (server.arrived - begin))
        self.cpu.append(server.cpu() - cpu)
        self.edits += 1
        return l1 + len(new) - 1, (c1 if len(new) == 1 else 0) + len(new[-1] if len(new) > 1 else text)

    def become(self, files):
        """All of the texts at once; nothing that anybody waits for."""
        for name, text in files.items():
            if self.text(name) != text:
                self.replace(name, (0, 0), (len(self.lines[name]) - 1, len(self.lines[name][-1])), text, wait=False)
        for name in files:
            while self.server.lists.get(self.uri(name), (None,))[0] != self.versions[name]:
                self.server.take()

    def type(self, name, at, text):
        """Character by character. Gives where the cursor is then."""
        for character in text:
            at = self.replace(name, at, at, character)
        return at

    def back(self, name, at, count):
        for _ in range(count):
            line, column = at
            before = (line, column - 1) if column else (line - 1, len(self.lines[name][line - 1]))
            self.replace(name, before, at, "")
            at = before
        return at


# ---- What a person does

class Person:
    def __init__(self, editor, files, seed, limit, on_round):
        self.editor, self.files, self.limit, self.on_round = editor, files, limit, on_round
        self.chance = random.Random(seed)
        self.next_round = ROUND

    def done(self):
        if self.editor.edits >= self.next_round:
            self.next_round = self.editor.edits + ROUND
            self.on_round(self)
        return self.editor.edits >= self.limit

    def type_in(self):
        """The whole program, file after file, the main one first (its imports are empty then)."""
        for name, text in self.files.items():
            at, rest = (0, 0), text
            while rest and not self.done():
                luck = self.chance.random()
                if luck < 0.01 and "\n" in rest[:-1]:  # a block is pasted
                    count = min(self.chance.randrange(2, 12), rest.count("\n"))
                    piece = "\n".join(rest.split("\n")[:count]) + "\n"
                    at = self.editor.replace(name, at, at, piece)
                    rest = rest[len(piece):]
                    continue
                if luck < 0.03:  # a typing error, seen at once
                    wrong = self.chance.choice("qwertz{\"=x")
                    at = self.editor.back(name, self.editor.type(name, at, wrong), 1)
                elif luck < 0.032 and at[1] > 3:  # the line is deleted and written again
                    line = self.editor.lines[name][at[0]][:at[1]]
                    self.editor.replace(name, (at[0], 0), at, "")
                    at = self.editor.type(name, (at[0], 0), line)
                at = self.editor.replace(name, at, at, rest[0])
                rest = rest[1:]

    def edit(self):
        """Changes here and there, until there were enough. Most of them are put right, and all after a while, as by an older version that is fetched again."""
        mended = self.editor.edits
        while not self.done():
            if self.editor.edits - mended > MENDED:
                mended = self.editor.edits
                self.editor.become(self.files)
            self.chance.choice([self.word, self.word, self.line, self.cut, self.field, self.rename])()

    def somewhere(self):
        name = self.chance.choice(list(self.files))
        lines = self.editor.lines[name]
        return name, self.chance.randrange(len(lines))

    def word(self):
        """A word is deleted letter by letter and written again, or another in its place."""
        name, row = self.somewhere()
        words = list(re.finditer(r"[\w.]+", self.editor.lines[name][row]))
        if not words:
            return
        word = self.chance.choice(words)
        at = self.editor.back(name, (row, word.end()), word.end() - word.start())
        self.editor.type(name, at, word.group() if self.chance.random() < 0.8 else self.chance.choice(["true", "0", "db", "level", "images"]))

    def line(self):
        """A line is deleted, and mostly written again."""
        name, row = self.somewhere()
        text = self.editor.lines[name][row]
        self.editor.replace(name, (row, 0), (row, len(text)), "")
        if self.chance.random() < 0.9:
            self.editor.type(name, (row, 0), text)

    def cut(self):
        """Some lines are cut, and mostly pasted again."""
        name, row = self.somewhere()
        last = min(row + self.chance.randrange(1, 12), len(self.editor.lines[name]) - 1)
        piece = "\n".join(self.editor.lines[name][row:last]) + "\n"
        if last == row:
            return
        self.editor.replace(name, (row, 0), (last, 0), "")
        self.editor.replace(name, (row, 0), (row, 0), piece if self.chance.random() < 0.95 else piece.upper())

    def field(self):
        """A block is written and taken away again."""
        name, row = self.somewhere()
        at = self.editor.type(name, (row, 0), f"queue extra{self.chance.randrange(99)} {{ retries = {self.chance.randrange(9)} }}\n")
        if self.chance.random() < 0.95:
            self.editor.replace(name, (row, 0), at, "")

    def rename(self):
        """One use of a name gets another letter, and loses it again."""
        name, row = self.somewhere()
        found = re.search(r"\b(jobs\d+|group\d+|edge\d+|level|images)\b", self.editor.lines[name][row])
        if found:
            at = self.editor.type(name, (row, found.end()), "x")
            self.editor.back(name, at, 1)


# ---- Requests

REFUSED = -32803  # RequestFailed: what cannot be done here, with the reason


class Requests:
    """Every request that the server answers, once, at a likely place of a user."""

    def __init__(self, server, editor, person, times):
        self.server, self.editor, self.times = server, editor, times
        self.chance = person.chance
        self.name, self.row = person.somewhere()
        self.uri = editor.uri(self.name)
        self.document = {"textDocument": {"uri": self.uri}}
        self.place = {**self.document, "position": {"line": self.row, "character": self.chance.randrange(len(self.line()) + 1)}}
        self.part = {**self.document, "range": {"start": {"line": max(0, self.row - 25), "character": 0}, "end": {"line": self.row + 25, "character": 0}}}

    def line(self):
        return self.editor.lines[self.name][self.row]

    def ask(self, method, params, label=None):
        """Right behind a keystroke, as it is in an editor: the program has to be read and checked first, and nothing that was known of it can be used again."""
        end = (self.row, len(self.line()))
        self.editor.replace(self.name, end, end, " ", wait=False)
        response, wall, cpu = self.server.ask(method, params)
        self.editor.replace(self.name, end, (end[0], end[1] + 1), "")
        refused = "error" in response
        need(not refused or response["error"]["code"] == REFUSED, f"{method}: {response}")
        if not refused or method == "textDocument/rename":  # a refused one was tried
            self.times.setdefault(label or method, []).append((wall, cpu))
        return response.get("result")

    def run(self):
        self.at_a_place()
        self.of_a_document()
        self.calls()
        self.commands()
        _, wall, cpu = self.server.ask("svcc/nothing", {})  # what it costs to ask at all
        self.times.setdefault("(a request that does not exist)", []).append((wall, cpu))

    def at_a_place(self):
        items = (self.ask("textDocument/completion", self.place) or {}).get("items")
        if items:
            self.ask("completionItem/resolve", self.chance.choice(items))
        for word in ("hover", "signatureHelp", "definition", "declaration", "typeDefinition", "implementation", "documentHighlight", "prepareRename"):
            self.ask("textDocument/" + word, self.place)
        self.ask("textDocument/references", {**self.place, "context": {"includeDeclaration": True}})
        self.ask("textDocument/selectionRange", {**self.document, "positions": [self.place["position"]]})
        self.ask("textDocument/onTypeFormatting", {**self.place, "ch": "\n", "options": {"tabSize": 2, "insertSpaces": True}})
        name = self.named(r"\b(jobs\d+|group\d+|edge\d+|level|images|web\d+)\b")
        if name:
            self.ask("textDocument/rename", {**name, "newName": f"renamed{self.chance.randrange(1000)}"})

    def named(self, pattern):
        """A place in the document with such a name."""
        found = [(row, match.start()) for row, line in enumerate(self.editor.lines[self.name]) for match in re.finditer(pattern, line)]
        if not found:
            return None
        row, column = self.chance.choice(found)
        return {**self.document, "position": {"line": row, "character": column}}

    def of_a_document(self):
        tokens = self.ask("textDocument/semanticTokens/full", self.document)
        self.ask("textDocument/semanticTokens/full/delta", {**self.document, "previousResultId": (tokens or {}).get("resultId", "")})
        self.ask("textDocument/semanticTokens/range", self.part)
        for word in ("documentSymbol", "foldingRange", "documentLink", "codeLens"):
            self.ask("textDocument/" + word, self.document)
        self.ask("textDocument/inlayHint", self.part)
        self.ask("textDocument/codeAction", {**self.part, "context": {"diagnostics": []}})
        options = {"options": {"tabSize": 2, "insertSpaces": True}}
        self.ask("textDocument/formatting", {**self.document, **options})
        self.ask("textDocument/rangeFormatting", {**self.part, **options})
        self.ask("textDocument/rangesFormatting", {**self.document, "ranges": [self.part["range"]], **options})
        self.ask("textDocument/diagnostic", self.document)
        self.ask("workspace/diagnostic", {"previousResultIds": []})
        self.ask("workspace/symbol", {"query": "web1"})
        self.ask("workspace/textDocumentContent", {"uri": "svc-std:/prelude/service.svc"})
        self.ask("svcc/document", {"uri": "svc-std:/prelude/service.svc"})

    def calls(self):
        place = self.named(r"\b(web\d+|jobs\d+|edge\d+)\b")
        for item in (place and self.ask("textDocument/prepareCallHierarchy", place) or [])[:1]:
            self.ask("callHierarchy/incomingCalls", {"item": item})
            self.ask("callHierarchy/outgoingCalls", {"item": item})

    def command(self, name, argument):
        return self.ask("workspace/executeCommand", {"command": name, "arguments": [argument]}, f"`workspace/executeCommand` {name}")

    def commands(self):
        self.command("svcc.graph", {"uri": self.uri})
        preview = self.command("svcc.preview", {"uri": self.uri, "environment": "prod", "position": self.place["position"]})
        if preview:
            self.command("svcc.closePreview", {"uri": preview["uri"]})
        self.command("svcc.compile", {"uri": self.uri, "environment": "prod", "target": "cloudformation"})


def share(values, part):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def row(name, wall, cpu):
    cells = [f"{share(wall, p):.2f}" for p in (0.5, 0.95, 0.99)] + [f"{max(wall):.1f}"] + [f"{share(cpu, p):.2f}" for p in (0.5, 0.99)]
    return f"| {name} | {' | '.join(cells)} | {len(wall):,} |"


class Replay:
    def __init__(self, suite, services, limit):
        self.root = suite.work / "replay"
        self.files = program_files(services)
        for name in self.files:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            (self.root / name).write_text("")
        self.server = Server(suite.svcc, self.root)
        self.limit, self.svcc = limit, suite.svcc
        self.rounds = max(10, limit // 500)
        self.times, self.settled, self.memory = {}, [], []

    def on_round(self, person):
        self.memory.append((person.editor.edits, self.server.memory()))
        if self.full_size:
            Requests(self.server, person.editor, person, self.times).run()

    def run(self):
        editor = self.editor = Editor(self.server, self.root, self.files)
        self.full_size = False
        person = self.person = Person(editor, self.files, 7, self.limit * 7 // 10, self.on_round)
        person.type_in()
        editor.become(self.files)  # what there was no time to type is pasted
        self.typed = len(editor.wall)
        self.full_size = True
        person.limit = self.limit
        person.edit()
        self.server.request("svcc/settle", None)
        self.final = self.last()
        self.settle()
        self.memory.append((editor.edits, self.server.memory()))
        return self

    def settle(self):
        """Puts everything right, and measures how long it takes until everything is known of a sound program after a keystroke."""
        editor = self.editor
        editor.become(self.files)
        need(not any(d["severity"] == 1 for _, found in self.server.lists.values() for d in found), "the program is not sound")
        for n in range(20):
            name = list(self.files)[n % len(self.files)]
            row = len(editor.lines[name]) - 1
            editor.replace(name, (row, 0), (row, 0), "/", wait=False)
            editor.replace(name, (row, 1), (row, 1), "/", wait=False)
            _, wall, cpu = self.server.ask("svcc/settle", None)
            self.settled.append((wall, cpu))
            editor.replace(name, (row, 0), (row, 2), "")
        for _ in range(self.rounds):  # while it is sound there is more to be answered
            Requests(self.server, editor, self.person, self.times).run()

    def last(self):
        """The server's last diagnostics, and those of a fresh check of the same texts."""
        for name in self.files:
            (self.root / name).write_text(self.editor.text(name))
        done = run([self.svcc, "check", self.root, "--format", "json"])
        fresh = sorted((d["file"], d["line"] - 1, d["column"] - 1, d["code"]) for d in json.loads(done.stdout)["diagnostics"])
        served = sorted((uri.removeprefix("file://"), d["range"]["start"]["line"], d["range"]["start"]["character"], d["code"])
                        for uri, (_, diagnostics) in self.server.lists.items() for d in diagnostics)
        return sorted(set(fresh)), sorted(set(served))


def page(replay):
    editor = replay.editor
    lines = sum(text.count("\n") for text in replay.files.values())
    processor = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text()).group(1)
    load = os.getloadavg()[1]
    rows = [row("keystroke → diagnostics, at full size", editor.wall[replay.typed:], editor.cpu[replay.typed:]),
            row("keystroke → diagnostics, while it is typed in", editor.wall[:replay.typed], editor.cpu[:replay.typed]),
            row("keystroke → everything known (`svcc/settle`)", [w for w, _ in replay.settled], [c for _, c in replay.settled])]
    rows += [row(f"`{name}`" if "(" not in name and "`" not in name else name, [w for w, _ in values], [c for _, c in values]) for name, values in replay.times.items()]
    rows += [row(f"`{name}`", [wall], [cpu]) for name, (wall, cpu) in replay.server.once.items()]
    at_full = [memory for edits, memory in replay.memory if edits >= replay.typed] or [replay.memory[-1][1]]
    tenths = [next((memory for edits, memory in replay.memory if edits >= editor.edits * n // 10), replay.memory[-1][1]) for n in range(1, 11)]
    return f"""## The language server

Measured on {datetime.date.today()} with {os.cpu_count()} cores ({processor.strip()}), {load:.1f} processes on average wanting one of them: `tests/bench/lsp_replay.py` types a program of {lines:,} lines in
{len(replay.files)} files and 3 environments into a real process, {editor.edits:,} edits one after the other, each sent when the diagnostics of the one before have come. All in ms: on the clock, and of the
processor in all threads of the server together (environments are analysed side by side). Each request is sent right behind a keystroke, so that its time holds that of
reading and checking the program anew. What was refused (a command, while the program has errors) is not counted.

| | p50 | p95 | p99 | max | processor p50 | p99 | times |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{chr(10).join(rows)}

The first diagnostics are all but what the schemas of the targets refuse; that is looked at when nobody has typed for
150 ms, and the third line is the time until it is known as well (without those 150 ms).

Memory: {at_full[0]:.0f} MiB when the program was typed in, {at_full[-1]:.0f} MiB after {editor.edits:,} edits, {max(m for _, m in replay.memory):.0f} MiB at most;
after each tenth of the edits {", ".join(f"{memory:.0f}" for memory in tenths)} MiB.
"""


def write(path, text):
    old = path.read_text()
    block = f"{BEGIN}\n\n{text}\n{END}"
    found = re.search(f"{BEGIN}.*{END}", old, re.S)
    path.write_text(old[:found.start()] + block + old[found.end():] if found else old.rstrip("\n") + "\n\n" + block + "\n")


def smoke(suite):
    def works():
        replay = Replay(suite, services=8, limit=1500)
        replay.run()
        fresh, served = replay.final
        need(fresh == served, f"the server says {served}\na fresh check says {fresh}")
        early = max(m for edits, m in replay.memory if edits <= replay.typed + 100)
        need(replay.memory[-1][1] < 2 * early + 64, f"memory grew from {early:.0f} to {replay.memory[-1][1]:.0f} MiB")
        replay.server.stop()
        text = page(replay)
        print(text)
        for method in ("textDocument/rename", "callHierarchy/incomingCalls", "svcc.preview", "svcc.compile", "completionItem/resolve", "initialize", "shutdown"):
            need(method in text, f"{method} was not measured")
    suite.check("a program is typed in", works)
    return suite.finish()


def main():
    suite = Suite("lsp_replay", __doc__.splitlines()[0])
    suite.parser.add_argument("--smoke", action="store_true")
    suite.parser.add_argument("--write", type=pathlib.Path)
    suite.parser.add_argument("--edits", type=int, default=EDITS)
    suite.start()
    if suite.args.smoke:
        return smoke(suite)
    replay = Replay(suite, services=124, limit=suite.args.edits).run()
    fresh, served = replay.final
    need(fresh == served, f"the server says {served}\na fresh check says {fresh}")
    replay.server.stop()
    text = page(replay)
    print(text)
    if suite.args.write:
        write(suite.args.write, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
