#!/usr/bin/env python3
"""The language server over real pipes: lifecycle, frames, documents, diagnostics, and everything that a client may do wrong."""
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "support"), str(pathlib.Path(__file__).parent)]
from client import Client, RpcError, position, uri_of, wait_until  # noqa: E402
from harness import ROOT, Failed, Suite, need, same  # noqa: E402

SHOP = (ROOT / "examples/shop/shop.svc").read_text()
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
NOT_INITIALIZED, CANCELLED = -32002, -32800


def folder(suite, name, files):
    root = suite.work / name
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def fails(code, function, *args, **named):
    try:
        result = function(*args, **named)
    except RpcError as error:
        need(error.code == code, f"error {error.code} instead of {code}: {error}")
        return error
    raise Failed(f"an error {code} was expected, not {result}")


def codes(diagnostics):
    return [d.get("code") for d in diagnostics]


# ---- Lifecycle

def lifecycle(suite):
    with Client(suite.svcc, start=False) as client:
        fails(NOT_INITIALIZED, client.request, "textDocument/hover", {})
        client.notify("textDocument/didOpen", {"textDocument": {"uri": "file:///x.svc", "version": 1, "text": "app"}})  # dropped
        result = client.request("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        need(result["serverInfo"]["name"] == "svcc", result)
        need(result["capabilities"]["positionEncoding"] == "utf-16", "UTF-16 is what counts where nothing else was offered")
        fails(INVALID_REQUEST, client.request, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        client.notify("initialized", {})
        fails(METHOD_NOT_FOUND, client.request, "textDocument/nonsense", {})
        client.notify("$/whatever", {})
        need(client.request("shutdown", None) is None, "shutdown gives null")
        fails(INVALID_REQUEST, client.request, "textDocument/hover", {})
        client.notify("exit", None)
        need(client.process.wait(30) == 0, "the exit status after shutdown is 0")


def exit_without_shutdown(suite):
    with Client(suite.svcc) as client:
        client.notify("exit", None)
        need(client.process.wait(30) == 1, "the exit status without shutdown is 1")
    with Client(suite.svcc) as client:
        client.process.stdin.close()
        need(client.process.wait(30) == 1, "the exit status of a stream that ends is 1")
    with Client(suite.svcc, start=False) as client:
        client.notify("exit", None)
        need(client.process.wait(30) == 1, "exit before initialize ends the server")


def dead_client(suite):
    """A client that dies without closing the pipe (another process holds it) takes the server along."""
    victim = subprocess.Popen(["sleep", "600"])
    with Client(suite.svcc, start=False) as client:
        client.request("initialize", {"processId": victim.pid, "rootUri": None, "capabilities": {}})
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        need(client.process.wait(30) == 1, "the server ends when its client is gone")


# ---- Frames

def garbage(suite):
    """After any bytes, the server answers with an error and reads on."""
    request = json.dumps({"jsonrpc": "2.0", "id": 77, "method": "textDocument/nonsense", "params": {}}).encode()
    good = b"Content-Length: %d\r\n\r\n%s" % (len(request), request)
    broken = {
        "no header": b"hello\r\n\r\n",
        "a length that is no number": b"Content-Length: ten\r\n\r\n",
        "a negative length": b"Content-Length: -5\r\n\r\n",
        "a huge length": b"Content-Length: 99999999999999999999999\r\n\r\n",
        "a length of 10 GB": b"Content-Length: 10000000000\r\n\r\n",
        "two lengths": b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
        "an endless header": b"X-Header: " + b"y" * 10000,
        "a header that stops": b"Content-Len",
        "no JSON": b"Content-Length: 3\r\n\r\n{{{",
        "a length that is too short": b"Content-Length: 10\r\n\r\n" + request,
        "a length that is too long": b"Content-Length: %d\r\n\r\n%s" % (len(request) + 20, request),
        "zero bytes": b"\0" * 5000,
        "not UTF-8": b"Content-Length: 13\r\n\r\n{\"id\":\"\xff\xfe\"}  ",
        "nested": b"Content-Length: 200000\r\n\r\n" + b"[" * 200000,
    }
    for name, message in (("params", b'{"jsonrpc":"2.0","method":"x","params":%s}'), ("an id", b'{"id":%s,"method":"x"}'), ("a message", b"%s"),
                          ("settings", b'{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":%s}}')):
        content = message % (b"[" * 1_000_000 + b"]" * 1_000_000)
        broken[f"{name} of a million brackets"] = b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
    for name, data in broken.items():
        with Client(suite.svcc) as client:
            client.send_bytes(data + good + good)
            need(client.answer(77)["error"]["code"] == METHOD_NOT_FOUND, f"{name}: the message behind it was not answered")
            need(None in client.answers or any(m is None for m in client.answers), f"{name}: no fault was reported")
            need(client.answers[None]["error"]["code"] in (PARSE_ERROR, INVALID_REQUEST), f"{name}: {client.answers[None]}")
            need(client.stop() == 0, f"{name}: the server did not live on")


def odd_headers(suite):
    """These are not mistakes: other headers, any case, line ends without \\r, bytes that come one at a time."""
    request = json.dumps({"jsonrpc": "2.0", "id": 5, "method": "shutdown"}).encode()
    for head in (b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n", b"content-length:%d\r\n\r\n", b"CONTENT-LENGTH:   %d\n\n"):
        with Client(suite.svcc) as client:
            for byte in (head % len(request)) + request:
                client.send_bytes(bytes([byte]))
            need(client.answer(5)["result"] is None, head)
            need(None not in client.answers, f"{head}: {client.answers.get(None)}")


def odd_messages(suite):
    with Client(suite.svcc) as client:
        for message in ([], "text", 5, {}, {"id": [1]}, {"id": {"a": 1}, "method": "shutdown"}, {"method": 5}, {"id": 1.5, "method": "shutdown"},
                        [{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]):
            client.send(message)
            response = client.answer(None)
            need(response["error"]["code"] == INVALID_REQUEST, f"{message}: {response}")
        client.send({"jsonrpc": "2.0", "id": 987654, "result": None})  # an answer without a request
        client.send({"jsonrpc": "2.0", "id": "a text", "method": "textDocument/nonsense"})
        need(client.answer("a text")["error"]["code"] == METHOD_NOT_FOUND, "ids may be texts")
        for params in (None, [], {}, {"textDocument": None}, {"textDocument": {"uri": 5}}, "text"):
            fails(INVALID_PARAMS, client.request, "textDocument/documentSymbol", params)
        for notification in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave", "workspace/didChangeWatchedFiles",
                             "workspace/didChangeWorkspaceFolders", "workspace/didChangeConfiguration", "$/setTrace", "workspace/didRenameFiles"):
            for params in (None, [], {}, {"textDocument": 5}, {"changes": 5}, {"event": {"added": [5]}}, {"textDocument": {"uri": "file:///nowhere.svc"}, "contentChanges": [{}]}):
                client.notify(notification, params)
        need(client.stop() == 0, "the server lives on")


# ---- Documents

def sync(suite):
    """Incremental changes in each encoding give the text that the client has."""
    line = 'app x { tags = { a = "ä€𝄞" } } // 𝄞𝄞 ä\n'
    units = {"utf-8": lambda s: len(s.encode()), "utf-16": lambda s: len(s.encode("utf-16-le")) // 2, "utf-32": len}
    for encoding, count in units.items():
        with Client(suite.svcc, root=suite.work, encoding=encoding) as client:
            need(client.initialized["capabilities"]["positionEncoding"] == encoding, client.initialized)
            client.open("sync.svc", line + "\r\n" + line)

            def place(row, text):
                return {"line": row, "character": count(text)}
            before = line[:line.index("𝄞")]
            client.change("sync.svc", {"range": {"start": place(0, before), "end": place(0, before + "𝄞")}, "text": "ö"})
            client.change("sync.svc", {"range": {"start": place(2, "app "), "end": place(2, "app x")}, "text": "y"},
                          {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 2, "character": 999999}}, "text": "app é {}"})
            symbols = client.request("textDocument/documentSymbol", {"textDocument": client.document("sync.svc")})
            need([s["name"] for s in symbols] == ["x", "é"] or "é" not in [s["name"] for s in symbols], symbols)
            text = line.replace("𝄞", "ö", 1) + "app é {}"
            edits = client.request("textDocument/formatting", {"textDocument": client.document("sync.svc"), "options": {}})
            need(edits is not None, "formatting gives edits")
            client.change("sync.svc", {"range": {"start": {"line": 0, "character": 0}, "end": {"line": 999999, "character": 0}}, "text": "app z {}"})
            symbols = client.request("textDocument/documentSymbol", {"textDocument": client.document("sync.svc")})
            same("z", " ".join(s["name"] for s in symbols), f"symbols after {encoding} changes of {text}")
            need(symbols[0]["range"]["end"] == {"line": 0, "character": 8}, symbols)


def carriage_returns(suite):
    """A lone `\\r` ends a line, as the protocol has it: client and server stay in step, and so does `svcc check`."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("cr.svc", "\r")
        client.change("cr.svc", {"range": {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 0}}, "text": "app a {}\r"})
        client.change("cr.svc", {"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "text": "// remark\rqueue q { x = 1 }"})
        text = "\rapp a {}\r// remark\rqueue q { x = 1 }"
        client.texts[client.uri("cr.svc")] = text
        client.settle()
        found = client.published[client.uri("cr.svc")]["diagnostics"]
        need([(d["code"], d["range"]["start"]) for d in found] == [("SVC3001", {"line": 3, "character": 10})], found)
        (suite.work / "cr.svc").write_bytes(text.encode())
        done = suite.run("check", "--format", "short", suite.work / "cr.svc")
        need("cr.svc:4:11: error" in done.stdout, done.stdout)
        symbols = client.request("textDocument/documentSymbol", {"textDocument": client.document("cr.svc")})
        need([s["range"]["start"]["line"] for s in symbols] == [1, 3], symbols)
        tokens = client.request("textDocument/semanticTokens/full", {"textDocument": client.document("cr.svc")})["data"]
        need(tokens[:2] == [1, 0] and sum(tokens[::5]) == 3, tokens)


def clamped(suite):
    """Positions beyond lines and files, and in the middle of a code point, mean the nearest place; ranges may be the wrong way round."""
    with Client(suite.svcc, root=suite.work, encoding="utf-16") as client:
        client.open("clamp.svc", "app a {}\n")
        client.change("clamp.svc", {"range": {"start": {"line": 0, "character": 5}, "end": {"line": 0, "character": 4}}, "text": "bb"})
        client.change("clamp.svc", {"range": {"start": {"line": 99, "character": 99}, "end": {"line": 99, "character": 99}}, "text": "/* 𝄞 */"})
        client.change("clamp.svc", {"range": {"start": {"line": 1, "character": 4}, "end": {"line": 1, "character": 5}}, "text": "𝄞"})
        symbols = client.request("textDocument/documentSymbol", {"textDocument": client.document("clamp.svc")})
        same("bb", symbols[0]["name"], "name")
        for far in ({"line": 1e300, "character": 0}, {"line": 0, "character": 1e300}, {"line": 2**64, "character": 2**64}):  # too large for any integer
            ranges = client.request("textDocument/selectionRange", {"textDocument": client.document("clamp.svc"), "positions": [far]})
            need(ranges[0]["range"]["end"]["line"] in (0, 1), ranges)
        for bad in ({"line": -1, "character": 0}, {"line": "1", "character": 0}, {"line": 0}, None):
            fails(INVALID_PARAMS, client.request, "textDocument/selectionRange", {"textDocument": client.document("clamp.svc"), "positions": [bad]})


def lone_surrogate(suite):
    """JavaScript can send half a character; it must not cost the whole change."""
    with Client(suite.svcc, root=suite.work, encoding="utf-16") as client:
        client.open("half.svc", "app a {}\n")
        content = (b'{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"%s","version":2},"contentChanges":[{"range":{"start":{"line":0,"character":4},'
                   b'"end":{"line":0,"character":5}},"text":"b /* \\ud834 \\\\ud834 \\ud834\\udd1e */"}]}}') % client.uri("half.svc").encode()
        client.send_bytes(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        symbols = client.request("textDocument/documentSymbol", {"textDocument": client.document("half.svc")})
        same("b", symbols[0]["name"], "name")
        need(None not in client.answers, client.answers.get(None))


def unknown_files(suite):
    """Every request about a document is answered, be it never opened, closed, gone from the disk, or nothing that could be a document."""
    root = folder(suite, "unknown", {"there.svc": "app there {}\n", "gone.svc": "app gone {}\n", "folder.svc/x": ""})
    with Client(suite.svcc, root=root) as client:
        client.open("closed.svc", "app closed {}\n")
        client.diagnostics("closed.svc")
        client.close("closed.svc")
        client.open("gone.svc", "app gone {}\n")
        client.diagnostics("gone.svc")
        (root / "gone.svc").unlink()
        client.close("gone.svc")
        names = ["there.svc", "closed.svc", "gone.svc", "never.svc", "folder.svc", "untitled:Untitled-1", "git:/there.svc?ref", "svc-std:/prelude/nothing.svc", "svc-std:/std/web.svc",
                 "svc-std:/prelude/service.svc", "file:///dev/zero", "file://host", "", ":", "file:///%00/%zz.svc"]
        sync_methods = set(requests_of(client))
        for name in names:
            for method, params in sync_methods_of(client, name):
                try:
                    client.request(method, params)
                except RpcError as error:
                    need(error.code in (INVALID_PARAMS, -32803), f"{method} of {name}: {error}")
        need(len(sync_methods) > 8, sync_methods)
        need(client.request("textDocument/documentSymbol", {"textDocument": client.document("there.svc")})[0]["name"] == "there", "a file that is not open is read from the disk")
        need(client.request("textDocument/documentSymbol", {"textDocument": client.document("svc-std:/prelude/service.svc")}), "the prelude has symbols")
        need(client.stop() == 0, "the server lives on")


def requests_of(client):
    return [method for method, _ in sync_methods_of(client, "x.svc")]


def sync_methods_of(client, name):
    """Every request about a document that the server announced, with fitting parameters."""
    able = client.initialized["capabilities"]
    document = {"textDocument": client.document(name) if name not in ("", ":") else {"uri": name}}
    place = {**document, "position": {"line": 0, "character": 4}}
    whole = {**document, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}}
    table = [
        ("documentSymbolProvider", "textDocument/documentSymbol", document),
        ("foldingRangeProvider", "textDocument/foldingRange", document),
        ("selectionRangeProvider", "textDocument/selectionRange", {**document, "positions": [{"line": 0, "character": 3}]}),
        ("documentLinkProvider", "textDocument/documentLink", document),
        ("documentFormattingProvider", "textDocument/formatting", {**document, "options": {}}),
        ("documentRangeFormattingProvider", "textDocument/rangeFormatting", {**whole, "options": {}}),
        ("documentRangeFormattingProvider", "textDocument/rangesFormatting", {**document, "ranges": [whole["range"]], "options": {}}),
        ("documentOnTypeFormattingProvider", "textDocument/onTypeFormatting", {**place, "ch": "}", "options": {}}),
        ("semanticTokensProvider", "textDocument/semanticTokens/full", document),
        ("semanticTokensProvider", "textDocument/semanticTokens/full/delta", {**document, "previousResultId": "1"}),
        ("semanticTokensProvider", "textDocument/semanticTokens/range", whole),
        ("completionProvider", "textDocument/completion", place),
        ("hoverProvider", "textDocument/hover", place),
        ("signatureHelpProvider", "textDocument/signatureHelp", place),
        ("definitionProvider", "textDocument/definition", place),
        ("declarationProvider", "textDocument/declaration", place),
        ("typeDefinitionProvider", "textDocument/typeDefinition", place),
        ("implementationProvider", "textDocument/implementation", place),
        ("referencesProvider", "textDocument/references", {**place, "context": {"includeDeclaration": True}}),
        ("documentHighlightProvider", "textDocument/documentHighlight", place),
        ("renameProvider", "textDocument/rename", {**place, "newName": "other"}),
        ("renameProvider", "textDocument/prepareRename", place),
        ("codeActionProvider", "textDocument/codeAction", {**whole, "context": {"diagnostics": []}}),
        ("codeLensProvider", "textDocument/codeLens", document),
        ("inlayHintProvider", "textDocument/inlayHint", whole),
        ("callHierarchyProvider", "textDocument/prepareCallHierarchy", place),
    ]
    return [("textDocument/diagnostic", document)] + [(method, params) for ability, method, params in table if able.get(ability)]


# ---- Programs

NETWORK = 'network main { cidr = 10.0.0.0/16 }\n'
MAIN = 'import "shared/network.svc"\napp two {}\ncluster c in main {}\n'


def imports(suite):
    """An imported file is checked within its programs; a change in it shows in them; a file that no program reads is a program of its own."""
    root = folder(suite, "imports", {"main.svc": MAIN, "shared/network.svc": NETWORK, "other.svc": "app other {}\nqueue q { retries = 0 }\n"})
    with Client(suite.svcc, root=root) as client:
        client.open("shared/network.svc", NETWORK)
        need(client.diagnostics("shared/network.svc") == [], "a part of a program needs no app")
        client.open("main.svc", MAIN)
        need(client.diagnostics("main.svc") == [], client.published)
        client.settle()
        need(codes(client.published[client.uri("other.svc")]["diagnostics"]), "the whole workspace is checked, not just what is open")
        client.replace("shared/network.svc", 8, 12, "mine")
        wait_until(lambda: client.published[client.uri("main.svc")]["diagnostics"], client)
        need(codes(client.published[client.uri("main.svc")]["diagnostics"]) == ["SVC1001"], client.published)
        client.close("shared/network.svc")  # the disk counts again
        wait_until(lambda: not client.published[client.uri("main.svc")]["diagnostics"], client)
        # No file imports it any more: a program of its own, which has no app.
        client.open("shared/network.svc", NETWORK)
        client.rewrite("main.svc", "app two {}\n")
        wait_until(lambda: codes(client.published.get(client.uri("shared/network.svc"), {}).get("diagnostics", [])) == ["SVC3008"], client)


def disk(suite):
    """Files that come, change and go on the disk, with and without the client's word on it."""
    root = folder(suite, "disk", {"main.svc": MAIN})
    with Client(suite.svcc, root=root) as client:
        client.open("main.svc", MAIN)
        need("SVC0018" in codes(client.diagnostics("main.svc")), "the import cannot be read yet")
        (root / "shared").mkdir(exist_ok=True)
        (root / "shared/network.svc").write_text(NETWORK)
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("shared/network.svc"), "type": 1}]})
        wait_until(lambda: not client.published[client.uri("main.svc")]["diagnostics"], client)
        (root / "shared/network.svc").unlink()
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("shared/network.svc"), "type": 3}]})
        wait_until(lambda: "SVC0018" in codes(client.published[client.uri("main.svc")]["diagnostics"]), client)
        # A buffer that has no file yet.
        client.open("shared/network.svc", NETWORK)
        wait_until(lambda: not client.published[client.uri("main.svc")]["diagnostics"], client)


def projects(suite):
    """svc.yaml lists the programs and sets the levels of lints; a mistake in it is shown in it."""
    root = folder(suite, "projects", {"svc.yaml": "name: p\nmain: main.svc\n", "main.svc": "app p {}\nqueue q {}\n", "stray.svc": "queue stray {}\n"})
    with Client(suite.svcc, root=root) as client:
        client.settle()
        need(client.uri("stray.svc") not in client.published, "a file that the project does not name is no program while it is not open")
        client.open("svc.yaml", "name: p\nmain: main.svc\n")
        client.rewrite("svc.yaml", "name: p\nmian: main.svc\n")
        wait_until(lambda: client.published.get(client.uri("svc.yaml"), {}).get("diagnostics"), client)
        found = client.published[client.uri("svc.yaml")]["diagnostics"][0]
        need(found["range"]["start"]["line"] == 1 and "did you mean `main`" in found["message"], found)
        client.rewrite("svc.yaml", "name: p\nmain: main.svc\n")
        wait_until(lambda: not client.published[client.uri("svc.yaml")]["diagnostics"], client)
        client.open("stray.svc", "queue stray {}\n")
        need(codes(client.diagnostics("stray.svc")) == ["SVC3008"], client.published)


def folders(suite):
    """Several roots, which come and go."""
    one = folder(suite, "one", {"a.svc": "queue a {}\n"})
    two = folder(suite, "two", {"b.svc": "queue b {}\n"})
    with Client(suite.svcc, root=one) as client:
        client.settle()
        need(codes(client.published[uri_of(one / "a.svc")]["diagnostics"]) == ["SVC3008"], client.published)
        client.notify("workspace/didChangeWorkspaceFolders", {"event": {"added": [{"uri": uri_of(two), "name": "two"}], "removed": [{"uri": uri_of(one), "name": "one"}]}})
        wait_until(lambda: codes(client.published.get(uri_of(two / "b.svc"), {}).get("diagnostics", [])) == ["SVC3008"] and not client.published[uri_of(one / "a.svc")]["diagnostics"], client)


def settings(suite):
    """Only open files are checked if the settings say so; a client that is asked for its settings is heard."""
    root = folder(suite, "settings", {"a.svc": "queue a {}\n", "b.svc": "app b {}\n"})
    with Client(suite.svcc, root=root, options={"diagnostics": {"workspace": False}}) as client:
        client.open("b.svc", "app b {}\n")
        client.diagnostics("b.svc")
        client.settle()
        need(client.uri("a.svc") not in client.published, "the other file is not checked")
        client.notify("workspace/didChangeConfiguration", {"settings": {"svcc": {"diagnostics": {"workspace": True}}}})
        wait_until(lambda: client.uri("a.svc") in client.published, client)


def environments(suite):
    """Each environment is checked, and a mistake in one of them says which."""
    text = 'app e {}\nenvironment test { region = "eu-west-1" }\nenvironment prod { region = "eu-west-1" }\nassert environment.name == "test" else "not here"\n'
    with Client(suite.svcc, root=suite.work) as client:
        client.open("environments.svc", text)
        found = client.diagnostics("environments.svc")
        need(len(found) == 1 and "(in environment prod)" in found[0]["message"] and found[0]["data"]["environment"] == "prod", found)


def related_and_links(suite):
    """Related places, the page of the code, the fix in the data."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("related.svc", "app r {}\nqueue a {}\nqueue a {}\n")
        found = client.diagnostics("related.svc")
        need(codes(found) == ["SVC1002"], found)
        need(found[0]["relatedInformation"][0]["location"] == {"uri": client.uri("related.svc"), "range": {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 7}}}, found)
        page = client.request("svcc/document", {"uri": found[0]["codeDescription"]["href"]})
        need("SVC1002" in page["text"], page)
        client.rewrite("related.svc", "app r {}\nlet unused = 1\n")
        client.settle()
        need([(d["code"], d.get("tags")) for d in client.published[client.uri("related.svc")]["diagnostics"]] == [("SVC9001", [1])], "what nothing uses is marked so")
        client.rewrite("related.svc", "app r {}\nqueue a { retentoin = 4d }\n")
        fix = client.diagnostics("related.svc")[0]["data"]["fix"]
        need(fix["edits"][0]["newText"] == "retention", fix)


# ---- Pulled diagnostics

PULL = {"textDocument": {"diagnostic": {"dynamicRegistration": False}}, "workspace": {"diagnostics": {"refreshSupport": True}}}


def pulled(suite):
    root = folder(suite, "pulled", {"main.svc": MAIN, "shared/network.svc": NETWORK, "bad.svc": "queue bad {}\n"})
    with Client(suite.svcc, root=root, capabilities=PULL) as client:
        need(client.initialized["capabilities"]["diagnosticProvider"]["workspaceDiagnostics"], client.initialized)
        client.open("main.svc", MAIN.replace("in main", "in mian"))
        document = {"textDocument": client.document("main.svc")}
        first = client.request("textDocument/diagnostic", document)
        need(first["kind"] == "full" and codes(first["items"]) == ["SVC1001"], first)
        again = client.request("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})
        need(again == {"kind": "unchanged", "resultId": first["resultId"]}, again)
        client.rewrite("main.svc", MAIN)
        need(client.request("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})["items"] == [], "the mistake is gone")
        everything = client.request("workspace/diagnostic", {"previousResultIds": []})["items"]
        by_uri = {item["uri"]: item for item in everything}
        need(codes(by_uri[client.uri("bad.svc")]["items"]) == ["SVC3008"] and by_uri[client.uri("bad.svc")]["version"] is None, everything)
        need(by_uri[client.uri("main.svc")]["version"] == 2, everything)
        known = [{"uri": item["uri"], "value": item["resultId"]} for item in everything]
        later = client.request("workspace/diagnostic", {"previousResultIds": known})["items"]
        need(all(item["kind"] == "unchanged" for item in later), later)
        client.settle()
        client.request("workspace/diagnostic", {"previousResultIds": known})  # the results of the last request are known now
        client.asked.clear()
        client.settle()
        need(not client.published, "a client that asks is not told unasked")
        need(not client.asked, f"nothing has changed, so nothing is asked: {client.asked}")
        (root / "shared/network.svc").write_text(NETWORK.replace("main", "mine"))
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": client.uri("shared/network.svc"), "type": 2}]})
        wait_until(lambda: any(m["method"] == "workspace/diagnostic/refresh" for m in client.asked), client)
        need(codes(client.request("textDocument/diagnostic", document)["items"]) == ["SVC1001"], "the change of the other file shows")


# ---- Order

def cancelled(suite):
    """A request that was given up while it waited is answered as cancelled, and nothing else is."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("cancel.svc", SHOP)
        with client.at_once():
            waiting = [client.ask("textDocument/semanticTokens/full", {"textDocument": client.document("cancel.svc")}) for _ in range(200)]
            for identity in waiting[1::2]:
                client.notify("$/cancelRequest", {"id": identity})
            client.notify("$/cancelRequest", {"id": 999999})
            client.notify("$/cancelRequest", {"id": "nothing"})
            client.notify("$/cancelRequest", {})
        answers = [client.answer(identity) for identity in waiting]
        errors = {answer["error"]["code"] for answer in answers if "error" in answer}
        need(errors <= {CANCELLED}, f"{errors}")
        need(all("result" in answer for answer in answers[0::2]), "what was not cancelled is answered")
        need(errors, "a cancellation overtakes what waits")
        client.notify("$/cancelRequest", {"id": waiting[0]})  # too late
        need(client.stop() == 0, "the server lives on")


def overtaken(suite):
    """Of many changes at once, the diagnostics of the last one come; not one list for each."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("fast.svc", SHOP)
        client.diagnostics("fast.svc")
        lists = 0
        end = len(SHOP.encode())
        with client.at_once():
            for _ in range(300):
                client.replace("fast.svc", end, end, "x")
        while client.published[client.uri("fast.svc")]["version"] != client.versions[client.uri("fast.svc")]:
            message = client.take()
            lists += message.get("method") == "textDocument/publishDiagnostics"
        need(lists < 300, f"{lists} lists for 300 changes that came at once")


def delta(suite):
    """The deltas of semantic tokens, applied one after the other, give the full result."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("delta.svc", SHOP)
        document = {"textDocument": client.document("delta.svc")}
        whole = client.request("textDocument/semanticTokens/full", document)
        data, identity = whole["data"], whole["resultId"]
        text = SHOP.encode()
        for at, end, new in ((0, 0, "// x\n"), (300, 320, ""), (100, 100, "queue zz { retries = 3 }\n"), (0, 5, ""), (len(text) // 2, len(text) // 2 + 7, "\n\n")):
            client.replace("delta.svc", at, end, new)
            change = client.request("textDocument/semanticTokens/full/delta", {**document, "previousResultId": identity})
            identity = change["resultId"]
            for edit in change["edits"]:
                data[edit["start"]:edit["start"] + edit["deleteCount"]] = edit["data"]
            need(data == client.request("textDocument/semanticTokens/full", document)["data"], "the tokens differ")
            identity = str(int(identity) + 1)
        need("data" in client.request("textDocument/semanticTokens/full/delta", {**document, "previousResultId": "unknown"}), "an unknown id gets everything")


def formatting(suite):
    """The edits of formatting give the output of `svcc fmt`; formatting a part changes nothing outside it."""
    messy = SHOP.replace("  zones = 2\n", "      zones=2\n\n\n\n").replace("queue orders {", "queue   orders   {").replace("\n", "\r\n", 3)
    for text in (messy, SHOP, messy + "service broken {\n", "\ufeff" + messy, "app é{tags={a=\"𝄞\"}}"):
        with Client(suite.svcc, root=suite.work) as client:
            client.open("format.svc", text)
            edits = client.request("textDocument/formatting", {"textDocument": client.document("format.svc"), "options": {}})
            (suite.work / "formatted.svc").write_bytes(text.encode())
            suite.run("fmt", suite.work / "formatted.svc")
            same((suite.work / "formatted.svc").read_bytes().decode(), apply(text, edits), "formatted text")
    with Client(suite.svcc, root=suite.work) as client:
        client.open("part.svc", messy)
        row = messy[:messy.index("queue   orders")].count("\n")
        edits = client.request("textDocument/rangeFormatting", {"textDocument": client.document("part.svc"), "range": {"start": {"line": row, "character": 0}, "end": {"line": row, "character": 3}}, "options": {}})
        need(edits and all(e["range"]["start"]["line"] == row for e in edits), edits)
        client.open("type.svc", "app a {\n  tags = {\n\n")
        edits = client.request("textDocument/onTypeFormatting", {**client.at("type.svc", 2, 0), "ch": "\n", "options": {}})
        need(edits == [{"range": {"start": {"line": 2, "character": 0}, "end": {"line": 2, "character": 0}}, "newText": "    "}], edits)
        client.open("close.svc", "app a {}\n\nqueue q {\nretries=3\nretention  =  4d}\n")
        edits = client.request("textDocument/onTypeFormatting", {**client.at("close.svc", 4, 17), "ch": "}", "options": {}})
        same("app a {}\n\nqueue q {\n  retries   = 3\n  retention = 4d\n}\n", apply(client.texts[client.uri("close.svc")], edits), "closed block")


def apply(text, edits):
    """Puts edits (UTF-8 positions) into a text."""
    data = text.encode()
    lines = data.split(b"\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def offset(place):
        return starts[place["line"]] + place["character"]
    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        data = data[:offset(edit["range"]["start"])] + edit["newText"].encode() + data[offset(edit["range"]["end"]):]
    return data.decode()


def own_documents(suite):
    with Client(suite.svcc) as client:
        need("kind service" in client.request("svcc/document", {"uri": "svc-std:/prelude/service.svc"})["text"], "the prelude can be read")
        need("component web_service" in client.request("workspace/textDocumentContent", {"uri": "svc-std:/std/web.svc"})["text"], "the standard library can be read")
        for uri in ("svc-std:/prelude/none.svc", "file:///etc/passwd", "svc-std:/../../etc/passwd", "svc-std:/reference/SVC9999.md", ""):
            fails(INVALID_PARAMS, client.request, "svcc/document", {"uri": uri})


def untitled(suite):
    """A document without a file is a program that can import the standard library only."""
    with Client(suite.svcc) as client:
        client.open("untitled:Untitled-1", 'import "std/web"\nimport "x.svc"\napp u {}\n')
        need(codes(client.diagnostics("untitled:Untitled-1")) == ["SVC0018"], client.published)


def progress(suite):
    """A workspace of many programs shows how far it is, and ends with it; the one that is read before the client has answered needs no progress."""
    for count in (30, 300, 3000):
        root = folder(suite, "many", {f"p{n}/main.svc": f"app p{n} {{}}\n" for n in range(count)})
        with Client(suite.svcc, root=root, capabilities={"window": {"workDoneProgress": True}}) as client:
            fails(METHOD_NOT_FOUND, client.request, "textDocument/nonsense", None)  # behind `initialized`, so that a progress that is asked for is allowed now
            client.settle()
            kinds = lambda: [m["params"]["value"]["kind"] for m in client.notes if m["method"] == "$/progress"]  # noqa: E731
            if kinds():
                wait_until(lambda: kinds()[-1] == "end", client)
        shutil.rmtree(root)
        if kinds():
            return need(kinds()[0] == "begin" and kinds().count("end") == 1, kinds())
    need(False, "no progress was shown while 3,000 programs were read")


def registers(suite):
    """A client that lets itself be asked is asked to watch files."""
    with Client(suite.svcc, root=suite.work, capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}, "configuration": True}}) as client:
        wait_until(lambda: len(client.asked) >= 2, client)
        methods = {m["method"] for m in client.asked}
        need(methods >= {"client/registerCapability", "workspace/configuration"}, methods)


def trace(suite):
    with Client(suite.svcc) as client:
        client.notify("$/setTrace", {"value": "verbose"})
        client.notify("textDocument/didOpen", {"textDocument": {"uri": "untitled:t", "version": 1, "text": "app t {}"}})
        wait_until(lambda: any(m["method"] == "$/logTrace" and "verbose" in m["params"] for m in client.notes), client)


def closed_output(suite):
    """A client that reads no more ends the server, which does not hang on its pipe."""
    server = subprocess.Popen([str(suite.svcc), "lsp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    server.stdout.close()
    content = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}).encode()
    server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
    server.stdin.flush()
    need(server.wait(30) == 1, "the server ends")
    server.stdin.close()


def commands(suite):
    """Compiling the text in the editor, to a folder or to texts, and the architecture as a graph."""
    root = folder(suite, "commands", {"shop.svc": SHOP})
    with Client(suite.svcc, root=root) as client:
        client.open("shop.svc", SHOP.replace("app shop", "app changed"))

        def execute(command, **argument):
            return client.request("workspace/executeCommand", {"command": command, "arguments": [{"uri": client.uri("shop.svc"), **argument}]})
        texts = execute("svcc.compile", environment="prod", target="cloudformation")
        need(texts["folder"] is None and len(texts["files"]) == 1 and "changed" in texts["files"][0]["text"], texts)
        written = execute("svcc.compile", output="out")
        need(all(pathlib.Path(f["uri"].removeprefix("file://")).exists() for f in written["files"]) and len(written["files"]) > 4, written)
        done = suite.run("build", root / "shop.svc", "-o", suite.work / "expected")
        need(done.returncode == 0, done.stderr)
        graph = execute("svcc.graph", environment="test")
        names = [node["name"] for node in graph["nodes"]]
        need({"api", "worker", "orders"} <= set(names) and graph["mermaid"].startswith("flowchart") and graph["environments"] == ["test", "prod"], graph)
        grants = [(names[e["from"]], names[e["to"]]) for e in graph["edges"] if e["kind"] == "allow"]
        need(("api", "orders") in grants, graph["edges"])
        drawn = graph["picture"]["pictures"][0]
        places = dict(zip((node["title"] for node in drawn["nodes"]), graph["locations"]))
        lines = SHOP.replace("app shop", "app changed").splitlines()
        need("page" not in graph and "service api" in lines[places["service api"]["range"]["start"]["line"]], places)
        page = execute("svcc.graph", environment="test", page=True)["page"]
        need(page.startswith("<!DOCTYPE html>") and page.count("<script>") == 1 and "service api" in page, page[:200])
        fails(INVALID_PARAMS, execute, "svcc.none")
        fails(INVALID_PARAMS, execute, "svcc.compile", target="pulumi")
        fails(-32803, client.request, "workspace/executeCommand", {"command": "svcc.compile", "arguments": [{"uri": "file:///nowhere.svc"}]})
        client.replace("shop.svc", 0, 0, "broken")
        need("error" in str(fails(-32803, execute, "svcc.compile")), "a program with errors is not compiled")
        need("picture" not in execute("svcc.graph"), "a program with errors has a picture")


def hints(suite):
    """Inlay hints and lenses; each can be switched off."""
    with Client(suite.svcc, root=suite.work) as client:
        client.open("hints.svc", SHOP)
        client.settle()
        whole = {"textDocument": client.document("hints.svc"), "range": {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}}
        every = client.request("textDocument/inlayHint", whole)
        need(len(every) > 5, every)
        lenses = client.request("textDocument/codeLens", {"textDocument": client.document("hints.svc")})
        need(any(lens["command"]["command"] == "svcc.showLocations" for lens in lenses), lenses)
        client.notify("workspace/didChangeConfiguration", {"settings": {"svcc": {"inlayHints": {"defaults": False}, "codeLens": {"enabled": False}}}})
        fewer = client.request("textDocument/inlayHint", whole)
        need(len(fewer) < len(every), "without defaults there are fewer")
        need(client.request("textDocument/codeLens", {"textDocument": client.document("hints.svc")}) is None, "no lenses")
        client.notify("workspace/didChangeConfiguration", {"settings": {"svcc": {"inlayHints": {"enabled": False}}}})
        need(client.request("textDocument/inlayHint", whole) is None, "no hints")


def costs(suite):
    """What a block costs in a month: in a lens and in hover, by environment, in an instance of a component; an edit changes it; it can be switched off."""
    text = ('app c { region = "eu-west-1" }\nnetwork main { nat = single }\nenvironment test {}\nenvironment prod { network main { nat = per_zone } }\n'
            'component way { network inner { nat = single } }\nway one {}\nqueue free {}\n')
    root = folder(suite, "costs", {"costs.svc": text})
    with Client(suite.svcc, root=root) as client:
        client.open("costs.svc", text)

        def lenses():
            client.settle()
            found = client.request("textDocument/codeLens", {"textDocument": client.document("costs.svc")}) or []
            return {lens["range"]["start"]["line"]: lens["command"]["title"] for lens in found if "a month" in lens["command"]["title"]}
        shown = lenses()
        prices = json.loads((ROOT / "templates/data/prices/eu-west-1.json").read_text())["prices"]
        one = f"${730 * (prices['nat_hour']['usd'] + prices['ipv4_hour']['usd']):.2f}"
        need(re.fullmatch(rf"a month: test {re.escape(one)}, prod \$\d+\.\d\d", shown[1]), shown)
        need(shown[5] == f"{one} a month" and 6 not in shown, shown)
        hover = client.request("textDocument/hover", client.find("costs.svc", "main", 1))["contents"]["value"]
        need(f"- test: {one}" in hover and "- prod: $" in hover and "NAT gateway data: $" in hover, hover)
        hover = client.request("textDocument/hover", client.find("costs.svc", "free", 1))["contents"]["value"]
        need("Costs by use: " in hover and "requests: $0.4 per million requests" in hover, hover)
        client.replace("costs.svc", text.index("single"), text.index("single") + 6, "none")
        need("test $0.00, prod" in lenses()[1], lenses())
        client.notify("workspace/didChangeConfiguration", {"settings": {"svcc": {"codeLens": {"cost": False}}}})
        need(not lenses(), "the cost cannot be switched off")


def names(suite):
    """Completion, hover, definition, references, rename and the hierarchy, over two files of two programs."""
    shared = "network main { cidr = 10.0.0.0/16 }\nqueue jobs {}\n"
    one = 'import "shared.svc"\napp one {}\ncluster c in main { capacity fargate {} }\n'
    two = one.replace("one", "two").replace("cluster c", "cluster d")
    root = folder(suite, "names", {"one.svc": one, "two.svc": two, "shared.svc": shared})
    with Client(suite.svcc, root=root) as client:
        for name, text in (("one.svc", one), ("shared.svc", shared)):
            client.open(name, text)
        places = client.request("textDocument/references", client.find("shared.svc", "main", 1, context={"includeDeclaration": True}))
        need({p["uri"] for p in places} == {client.uri(n) for n in ("one.svc", "two.svc", "shared.svc")}, places)
        edit = client.request("textDocument/rename", client.find("one.svc", "main", 1, newName="vpc"))
        by_uri = {c["textDocument"]["uri"]: c for c in edit["documentChanges"]}
        need(len(by_uri) == 3 and by_uri[client.uri("one.svc")]["textDocument"]["version"] == 1 and by_uri[client.uri("two.svc")]["textDocument"]["version"] is None, edit)
        need(client.request("textDocument/prepareRename", client.find("one.svc", "main", 1))["placeholder"] == "main", "the name")
        fails(-32803, client.request, "textDocument/rename", client.find("one.svc", "main", 1, newName="jobs"))
        fails(-32803, client.request, "textDocument/prepareRename", client.find("one.svc", "cluster", 1))
        need(client.request("textDocument/definition", client.find("one.svc", "main", 1))[0]["uri"] == client.uri("shared.svc"), "the declaration is in the other file")
        need(client.request("textDocument/definition", client.find("shared.svc", "cidr", 1))[0]["uri"] == "svc-std:/prelude/network.svc", "the field is in the prelude")
        need("VPC" in client.request("textDocument/hover", client.find("shared.svc", "cidr", 1))["contents"]["value"], "the documentation")
        client.replace("shared.svc", len(shared) - 2, len(shared) - 2, " ret")
        items = client.request("textDocument/completion", client.find("shared.svc", "ret", 3))["items"]
        item = next(i for i in items if i["label"] == "retention")
        need("documentation" not in item and client.request("completionItem/resolve", item)["documentation"]["value"], item)
        need(client.request("completionItem/resolve", {"label": "old", "data": {"list": -1, "item": 0}}) == {"label": "old", "data": {"list": -1, "item": 0}}, "of an older list")
        need([s["name"] for s in client.request("workspace/symbol", {"query": "jobs"})][:1] == ["jobs"], "symbols")


def late(suite):
    """A finding of the second step stays in its place while the user types elsewhere, and goes with its text."""
    text = "app a {}\nqueue q {\n  patch cloudformation queue { DelaySecond = 5 }\n}\n"
    with Client(suite.svcc, root=suite.work) as client:
        client.open("late.svc", text)
        client.settle()
        uri = client.uri("late.svc")
        need(codes(client.published[uri]["diagnostics"]) == ["SVC5011"], client.published)
        client.replace("late.svc", 0, 0, "// a line more\n")
        found = client.diagnostics("late.svc")
        need(codes(found) == ["SVC5011"] and found[0]["range"]["start"]["line"] == 3, found)
        at = client.texts[uri].index("DelaySecond") + len("DelaySecond")
        client.replace("late.svc", at, at, "s")
        need(client.diagnostics("late.svc") == [], "its text has changed")
        client.settle()
        need(client.published[uri]["diagnostics"] == [], "and it is right now")


def actions(suite):
    """Fixes of every diagnostic at a place, all of a file at once, and rewrites; only those kinds that were asked for."""
    text = "app a {}\nqueue q { retentoin = 4d }\nqueue r { visibilty = 60s }\n"
    with Client(suite.svcc, root=suite.work) as client:
        client.open("actions.svc", text)
        found = client.diagnostics("actions.svc")
        asked = {"textDocument": client.document("actions.svc"), "range": found[0]["range"], "context": {"diagnostics": found}}
        fixes = [a for a in client.request("textDocument/codeAction", asked) if a["kind"] == "quickfix"]
        need(fixes and fixes[0]["diagnostics"][0]["code"] == found[0]["code"], fixes)
        edits = fixes[0]["edit"]["documentChanges"][0]["edits"]
        need("retention" in apply(text, edits), edits)
        every = client.request("textDocument/codeAction", {**asked, "context": {"diagnostics": [], "only": ["source.fixAll"]}})
        need([a["kind"] for a in every] == ["source.fixAll.svcc"], every)
        mended = apply(text, every[0]["edit"]["documentChanges"][0]["edits"])
        need("retention = 4d" in mended and "visibility = 60s" in mended, mended)
        none = client.request("textDocument/codeAction", {**asked, "context": {"diagnostics": found, "only": ["source.organizeImports"]}})
        need(none == [], none)


def preview(suite):
    """The preview follows the program: from a place to lines of the template and back, updated after every change."""
    root = folder(suite, "preview", {"shop.svc": SHOP})
    with Client(suite.svcc, root=root) as client:
        client.open("shop.svc", SHOP)
        place = client.find("shop.svc", "retention", 2)["position"]

        def show(**more):
            return client.request("workspace/executeCommand", {"command": "svcc.preview", "arguments": [{"uri": client.uri("shop.svc"), "position": place, "environment": "prod", **more}]})
        shown = show()
        lines = shown["text"].splitlines()
        need(any("MessageRetentionPeriod" in lines[r["start"]["line"]] for r in shown["selection"]), shown["selection"])
        numbers, row, back = shown["map"]["lines"], 0, {}
        for i in range(0, len(numbers), 6):
            row += numbers[i]
            back[row] = (shown["map"]["files"][numbers[i + 1]], numbers[i + 2])
        at = next(n for n, line in enumerate(lines) if "MessageRetentionPeriod" in line)
        need(back[at] == (client.uri("shop.svc"), place["line"]), back[at])
        need(client.request("svcc/document", {"uri": shown["uri"]})["text"] == shown["text"], "the preview is a document")
        at = client.texts[client.uri("shop.svc")].encode().index(b"retention = 4d") + len(b"retention = ")
        client.replace("shop.svc", at, at + 2, "5d")
        wait_until(lambda: any(m["method"] == "svcc/previewChanged" and "432000" in m["params"]["text"] for m in client.notes), client)
        terraform = show(target="terraform")
        need(terraform["document"].endswith(".tf") and "aws_sqs_queue" in terraform["text"], terraform["document"])
        client.request("workspace/executeCommand", {"command": "svcc.closePreview", "arguments": [{"uri": shown["uri"]}]})
        fails(INVALID_PARAMS, client.request, "svcc/document", {"uri": shown["uri"]})
        client.replace("shop.svc", 0, 0, "broken")
        need("errors" in str(fails(-32803, show)), "while there are errors there is nothing to show")


CHECKS = [late, actions, preview, commands, hints, costs, names, lifecycle, exit_without_shutdown, dead_client, garbage, odd_headers, odd_messages, sync, carriage_returns, clamped, lone_surrogate, unknown_files, imports, disk, projects, folders, settings,
          environments, related_and_links, pulled, cancelled, overtaken, delta, formatting, own_documents, untitled, progress, registers, trace, closed_output]


def main():
    suite = Suite("lsp.protocol", __doc__).start()
    for check in CHECKS:
        suite.check(check.__name__.replace("_", " "), check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
