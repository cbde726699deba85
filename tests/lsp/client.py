"""A small client of `svcc lsp` for tests: a real process over real pipes, and nothing between the test and the protocol.

    with Client(svcc, root=folder) as client:
        client.open("main.svc", text)
        client.diagnostics("main.svc")           # the list that was published for the text as it is now
        client.request("textDocument/hover", …)  # the result; an error raises RpcError
"""
import contextlib
import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Failed  # noqa: E402

SILENCE = 20  # seconds; a server that says nothing for so long hangs, on any machine


class RpcError(Failed):
    def __init__(self, error):
        super().__init__(f"{error.get('code')}: {error.get('message')}")
        self.code, self.data = error.get("code"), error.get("data")


class Gone(Failed):
    """The server has ended, or says nothing any more."""


def uri_of(path):
    return "file://" + urllib.parse.quote(str(path), safe="/-._~")


# What a modern editor says that it can do.
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-8", "utf-16"]},
    "workspace": {"workspaceFolders": True, "configuration": False, "applyEdit": True,
                  "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create", "rename", "delete"]},
                  "didChangeWatchedFiles": {"dynamicRegistration": False}},
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True, "dataSupport": True, "tagSupport": {"valueSet": [1, 2]}},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"], "resolveSupport": {"properties": ["documentation"]}}},
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}},
        "rename": {"prepareSupport": True},
    },
}


def merged(base, more):
    result = dict(base)
    for key, value in more.items():
        result[key] = merged(result[key], value) if isinstance(value, dict) and isinstance(result.get(key), dict) else value
    return result


class Client:
    """Starts the server. With `root` it is initialized with that folder; without, the test does it by itself."""

    def __init__(self, svcc, root=None, capabilities=None, options=None, start=True, encoding=None):
        self.process = subprocess.Popen([str(svcc), "lsp", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.messages = queue.Queue()
        self.root = pathlib.Path(root) if root else None
        self.next_id = 0
        self.versions, self.texts = {}, {}
        self.published = {}   # uri: the params of the last publishDiagnostics
        self.log = []
        self.asked = []       # requests of the server to us
        self.notes = []       # its other notifications
        self.answers = {}
        self.held = None      # the bytes of `at_once`
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.stderr = []
        threading.Thread(target=lambda: self.stderr.extend(self.process.stderr), daemon=True).start()
        if start:
            wanted = merged(CAPABILITIES, capabilities or {})
            if encoding:
                wanted["general"] = {"positionEncodings": [encoding]}
            folders = [{"uri": uri_of(self.root), "name": self.root.name}] if self.root else None
            self.initialized = self.request("initialize", {"processId": os.getpid(), "rootUri": folders[0]["uri"] if folders else None, "workspaceFolders": folders,
                                                           "capabilities": wanted, "initializationOptions": options})
            self.notify("initialized", {})

    # ---- Bytes
    def _read(self):
        while (message := self._read_message()) is not None:
            self.messages.put(message)
        self.messages.put(None)

    def _read_message(self):
        stream, length = self.process.stdout, None
        while (line := stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return None if length is None else json.loads(stream.read(length))

    def send_bytes(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message):
        content = json.dumps(message).encode()
        data = b"Content-Length: %d\r\n\r\n%s" % (len(content), content)
        if self.held is None:
            self.send_bytes(data)
        else:
            self.held += data

    @contextlib.contextmanager
    def at_once(self):
        """Everything sent within leaves in one write, so the speed of client and server does not decide which message waits."""
        self.held = b""
        yield
        data, self.held = self.held, None
        self.send_bytes(data)

    # ---- Messages
    def take(self, timeout=SILENCE):
        """The next message of the server, sorted in already. None when it is silent."""
        try:
            message = self.messages.get(timeout=timeout)
        except queue.Empty:
            return None
        if message is None:
            self.messages.put(None)
            raise Gone(f"the server ended with status {self.process.wait()}: {b''.join(self.stderr).decode(errors='replace')}")
        if "method" in message and "id" in message:
            self.asked.append(message)
            if message["method"] == "workspace/applyEdit":
                result = {"applied": True}
            elif message["method"] == "workspace/configuration":
                result = [None for _ in message["params"]["items"]]
            else:
                result = None
            self.send({"jsonrpc": "2.0", "id": message["id"], "result": result})
        elif "method" in message:
            params = message["params"]
            if message["method"] == "textDocument/publishDiagnostics":
                self.published[params["uri"]] = params
            elif message["method"] == "window/logMessage":
                self.log.append(params["message"])
            else:
                self.notes.append(message)
        else:
            self.answers[message.get("id")] = message
        return message

    def ask(self, method, params):
        """Sends a request and gives its id."""
        self.next_id += 1
        self.send({"jsonrpc": "2.0", "id": self.next_id, "method": method, "params": params})
        return self.next_id

    def answer(self, identity, timeout=SILENCE):
        """The whole response to a request."""
        while identity not in self.answers:
            if self.take(timeout) is None:
                raise Gone(f"no answer to request {identity} within {timeout} s")
        return self.answers.pop(identity)

    def request(self, method, params, timeout=SILENCE):
        response = self.answer(self.ask(method, params), timeout)
        if "error" in response:
            raise RpcError(response["error"])
        return response["result"]

    def notify(self, method, params):
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    # ---- Documents
    def uri(self, name):
        if ":" in str(name):
            return str(name)
        return uri_of(self.root / name if self.root else name)

    def document(self, name):
        return {"uri": self.uri(name)}

    def at(self, name, line, character, **more):
        return {"textDocument": self.document(name), "position": {"line": line, "character": character}, **more}

    def find(self, name, needle, offset=0, **more):
        """Parameters for the place of a text in an open document (positions in UTF-8)."""
        text = self.texts[self.uri(name)].encode()
        at = text.index(needle.encode()) + offset
        return self.at(name, text.count(b"\n", 0, at), at - (text.rfind(b"\n", 0, at) + 1), **more)

    def open(self, name, text):
        uri = self.uri(name)
        self.versions[uri], self.texts[uri] = 1, text
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "svc", "version": 1, "text": text}})

    def change(self, name, *changes):
        """Changes as LSP has them."""
        uri = self.uri(name)
        self.versions[uri] += 1
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": self.versions[uri]}, "contentChanges": list(changes)})

    def replace(self, name, begin, end, text):
        """Replaces bytes of the document, as one incremental change."""
        uri = self.uri(name)
        before = self.texts[uri].encode()
        self.texts[uri] = (before[:begin] + text.encode() + before[end:]).decode()
        self.change(name, {"range": {"start": position(before, begin), "end": position(before, end)}, "text": text})

    def rewrite(self, name, text):
        self.texts[self.uri(name)] = text
        self.change(name, {"text": text})

    def close(self, name):
        self.notify("textDocument/didClose", {"textDocument": self.document(name)})

    def diagnostics(self, name, timeout=SILENCE):
        """The first diagnostics published for the current version of the document."""
        uri = self.uri(name)
        while self.published.get(uri, {}).get("version") != self.versions.get(uri):
            if self.take(timeout) is None:
                raise Gone(f"nothing was published for {name}")
        return self.published[uri]["diagnostics"]

    def settle(self):
        """Waits until the server has nothing more to do: everything is known of every program."""
        self.request("svcc/settle", None)

    # ---- The end
    def stop(self):
        """A polite end; gives the exit status."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.process.wait(SILENCE)

    def memory(self):
        """Resident memory in KiB."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS")))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.stdin.close()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()


def position(text, offset):
    """The LSP position of a byte offset, in UTF-8."""
    return {"line": text.count(b"\n", 0, offset), "character": offset - (text.rfind(b"\n", 0, offset) + 1)}


def wait_until(condition, client, timeout=SILENCE):
    """Takes messages until the condition holds."""
    end = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > end or client.take(timeout) is None:
            raise Gone("what was waited for did not come")
