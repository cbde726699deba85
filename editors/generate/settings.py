"""The settings of the server, from the list that the server is made of: tables of documents, and the settings of the VS Code extension."""
import json
import re

from language import ROOT

ROW = re.compile(r'^SVC_(SETTING|CHOICE)\((?:\w+, )?"(\w+)", "(\w+)", ("?\w+"?), "(.*)"\)$', re.M)


def rows():
    """(whether it is a choice of the initialization, name, default, what it does) of each."""
    found = [(sort == "CHOICE", f"{group}.{name}", default.strip('"'), what)
             for sort, group, name, default, what in ROW.findall((ROOT / "compiler/lsp/settings.def").read_text())]
    if len(found) < 10:
        raise SystemExit("editors/generate: compiler/lsp/settings.def has another form")
    return found


def between(text, table):
    begin, end = "<!-- settings of the server -->\n", "<!-- end of settings -->"
    before, rest = text.split(begin)
    return before + begin + table + end + rest.split(end)[1]


def table(prefix=""):
    head = "| setting | default | |\n| --- | --- | --- |\n"
    return head + "".join(f"| `{prefix}{name}` | `{default}` | {what}{' Only as an initialization option.' if choice else ''} |\n" for choice, name, default, what in rows())


def in_document(path, prefix=""):
    return between(path.read_text(), table(prefix))


def in_manifest(path):
    """The lines of package.json that begin with `"svcc.GROUP.`, for the groups of the server; all others stay."""
    groups = {name.split(".")[0] for _, name, _, _ in rows()}
    own = [f'        "svcc.{name}": {{ "type": "boolean", "default": {default}, "markdownDescription": {json.dumps(what)} }},'
           for choice, name, default, what in rows() if not choice]
    lines, written = [], False
    for line in path.read_text().splitlines():
        if re.match(rf'        "svcc\.({"|".join(sorted(groups))})\.', line):
            if not written:
                lines += own
            written = True
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"
