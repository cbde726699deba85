#!/usr/bin/env python3
"""The shape of a document as the server reports it: outline, folds, selections, semantic tokens. SVC_BLESS=1 rewrites the expectation; read the difference."""
import os
import pathlib
import sys

sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "support"), str(pathlib.Path(__file__).parent)]
from client import Client  # noqa: E402
from harness import Suite, same  # noqa: E402

HERE = pathlib.Path(__file__).parent / "structure"
KINDS = {2: "module", 3: "namespace", 4: "package", 5: "class", 6: "method", 7: "property", 8: "field", 11: "interface", 13: "variable", 14: "constant", 17: "boolean", 18: "array",
         19: "object", 20: "key", 23: "struct", 24: "event", 25: "operator"}
MARK = "retries = 9"


def outline(items, depth=0):
    for item in items:
        first, last = item["range"]["start"], item["range"]["end"]
        name = item["selectionRange"]["start"]
        yield f"{'  ' * depth}{item['name']}  ({KINDS[item['kind']]}{', ' + item['detail'] if item.get('detail') else ''})  {first['line'] + 1}-{last['line'] + 1}, name at {name['line'] + 1}:{name['character'] + 1}\n"
        yield from outline(item.get("children", []), depth + 1)


def folds(ranges):
    for one in ranges:
        yield f"{one['startLine'] + 1}-{one['endLine'] + 1}{' ' + one['kind'] if 'kind' in one else ''}\n"


def selections(text, item):
    lines = text.splitlines(True)
    while item:
        start, end = item["range"]["start"], item["range"]["end"]
        if start["line"] == end["line"]:
            yield f"{lines[start['line']].encode()[start['character']:end['character']].decode()}\n"
        else:
            yield f"lines {start['line'] + 1}-{end['line'] + 1}\n"
        item = item.get("parent")


def tokens(text, data, legend):
    lines, line, at = text.encode().split(b"\n"), 0, 0
    last = -1
    for i in range(0, len(data), 5):
        down, right, length, kind, modifiers = data[i:i + 5]
        line, at = line + down, right if down else at + right
        names = [name for bit, name in enumerate(legend["tokenModifiers"]) if modifiers >> bit & 1]
        word = lines[line][at:at + length].decode()
        yield f"{line + 1}:" if line != last else ""
        last = line
        yield f"\t{word}\t{'.'.join([legend['tokenTypes'][kind], *names])}\n"


def shape(suite):
    text = (HERE / "program.svc").read_text()
    with Client(suite.svcc, root=suite.work) as client:
        client.open("program.svc", text)
        document = {"textDocument": client.document("program.svc")}
        found = ["== outline\n", *outline(client.request("textDocument/documentSymbol", document)), "== folds\n", *folds(client.request("textDocument/foldingRange", document))]
        place = client.find("program.svc", MARK, len(MARK))["position"]
        found += [f"== selections at the end of `{MARK}`\n", *selections(text, client.request("textDocument/selectionRange", {**document, "positions": [place]})[0])]
        legend = client.initialized["capabilities"]["semanticTokensProvider"]["legend"]
        found += ["== tokens\n", *tokens(text, client.request("textDocument/semanticTokens/full", document)["data"], legend)]
    expected = HERE / "expected.txt"
    if os.environ.get("SVC_BLESS") == "1":
        expected.write_text("".join(found))
    same(expected.read_text(), "".join(found), "shape")


def main():
    suite = Suite("lsp.structure", __doc__).start()
    suite.check("program.svc", shape, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
