#!/usr/bin/env python3
"""Comments that speak to svcc (`// svcc: allow …`, `// svcc: accept …`) in the editor: completion, hover, and diagnostics with a fix."""
import pathlib
import re
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "support"), str(pathlib.Path(__file__).parent)]
from client import Client  # noqa: E402
from harness import ROOT, Suite, need  # noqa: E402

CLASSES = re.findall(r"^SVC_CONSEQUENCE\(\w+, (\w+),", (ROOT / "compiler/base/consequences.def").read_text(), re.M)
TEXT = "app shop {{}}\n\n{comment}\nqueue orders {{}}\n"


def items(client, name, comment, offset=None):
    client.rewrite(name, TEXT.format(comment=comment))
    place = client.at(name, 2, len(comment) if offset is None else offset)
    found = client.request("textDocument/completion", place)
    return [one["label"] for one in (found["items"] if isinstance(found, dict) else found or [])]


def completion(client):
    name = "main.svc"
    need(items(client, name, "// svcc: ") == ["allow", "accept"], "the verbs")
    need(items(client, name, "// svcc: acc") == ["allow", "accept"], "a verb that is being typed")
    need(items(client, name, "// svcc: accept ") == CLASSES and CLASSES, "the classes")
    need(items(client, name, "// svcc: accept data_") == CLASSES, "a class that is being typed")
    lints = items(client, name, "// svcc: allow ")
    need("SVC9001" in lints and "SVC4001" not in lints, f"the lints: {lints[:5]}")
    for comment in ("// svcc: accept data_lost because ", "// a comment ", "/* svcc: */", '# svcc: accept '):
        need(not set(items(client, name, comment)) & {*CLASSES, "allow"}, f"something for `{comment}`")


def hover(client):
    name = "main.svc"
    for comment, word, said in (("// svcc: accept data_lost it is empty", "data_lost", "is deleted with what it holds"), ("// svcc: allow SVC9104 it is public", "SVC9104", "the whole internet")):
        client.rewrite(name, TEXT.format(comment=comment))
        found = client.request("textDocument/hover", client.at(name, 2, comment.index(word) + 2))
        need(found and said in found["contents"]["value"], f"`{comment}`: {found}")
        need(not client.request("textDocument/hover", client.at(name, 2, len(comment) - 2)), "the reason means something")


def diagnostics(client):
    name = "main.svc"
    for comment, code in (("// svcc: accept data_lots it is empty", "SVC9320"), ("// svcc: accept data_lost", "SVC9321")):
        client.rewrite(name, TEXT.format(comment=comment))
        client.settle()
        found = {one["code"]: one for one in client.diagnostics(name)}
        need(code in found and found[code]["range"]["start"]["line"] == 2, f"`{comment}`: {sorted(found)}")


def main():
    suite = Suite("lsp.remarks", __doc__).start()
    with Client(suite.svcc, root=suite.work) as client:
        client.open("main.svc", TEXT.format(comment="//"))
        for check in (completion, hover, diagnostics):
            suite.check(check.__name__, check, client)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
