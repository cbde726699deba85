#!/usr/bin/env python3
"""The tree-sitter grammar: a real tree-sitter makes a parser of it, which reads every program that svcc can read, and every query names nodes that there are.

The command that people use fetches a binary; the last npm packages that hold the sources are compiled here instead, once for each build folder.
"""
import concurrent.futures
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Failed, Suite, need, run  # noqa: E402
from outside import node_modules, program  # noqa: E402
from tokens import programs  # noqa: E402

HERE = pathlib.Path(__file__).parent / "tree-sitter"
GRAMMAR = ROOT / "editors/tree-sitter-svc/grammar.js"
QUERIES = ["tree-sitter-svc/queries", "helix/queries/svc", "zed/languages/svc"]


def good(command, **options):
    done = run(command, timeout=300, **options)
    if done.returncode != 0:
        raise Failed(f"{' '.join(map(str, command))[:300]}:\n{done.stderr[-3000:]}")
    return done.stdout


def generator(suite, modules):
    """The program that makes parsers, compiled of tree-sitter-cli's sources."""
    vendor = modules / "node_modules/tree-sitter-cli/vendor/tree-sitter"
    made = suite.work / "generate"
    if made.exists():
        return made
    compiler = program("g++", "Debian: g++")
    objects = suite.work / "objects"
    objects.mkdir(parents=True, exist_ok=True)
    includes = [f"-I{vendor}/{folder}" for folder in ("include", "src", "externals/json-parser", "externals/utf8proc")]
    # Compiled in two heaps, each in one go: the 36 files read the same headers. rule.cc specializes templates that the others use.
    code = sorted(vendor.glob("src/**/*.cc"), key=lambda path: (path.name != "rule.cc", path))
    for half in (0, 1):
        (objects / f"half{half}.cc").write_text("".join(f'#include "{path}"\n' for path in code[half::2]))
    sources = [objects / "half0.cc", objects / "half1.cc", HERE / "generate.cc", vendor / "externals/json-parser/json.c", vendor / "externals/utf8proc/utf8proc.c"]

    def compile_one(source):
        out = objects / (source.name + ".o")
        language = ["-x", "c", "-std=gnu11"] if source.suffix == ".c" else ["-std=c++14", "-include", "cstdint", "-include", "limits", "-include", "functional"]
        good([compiler, *language, "-O0", "-w", *includes, "-c", source, "-o", out])
        return out

    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        good([compiler, *pool.map(compile_one, sources), "-o", made])
    return made


def parser(suite):
    """The program that parses with the grammar."""
    node, modules = node_modules(suite.work / "node", HERE)
    made = good([node, HERE / "grammar_json.cjs", modules, GRAMMAR])
    source = suite.work / "parser.c"
    source.write_text(good([generator(suite, modules)], stdin=made))
    runtime = modules / "node_modules/tree-sitter/vendor/tree-sitter"
    includes = [f"-I{runtime}/{folder}" for folder in ("include", "src", "externals/utf8proc")]
    out = suite.work / "parse"
    good([program("gcc", "Debian: gcc"), "-O0", "-w", "-std=gnu99", *includes, HERE / "parse.c", source, runtime / "src/runtime/runtime.c", "-o", out])
    return out, json.loads(made)


def readable(suite):
    """The programs without a syntax error: those that svcc formats without a complaint that names them."""
    paths = [path for path, _ in programs()]
    done = suite.run("fmt", "--check", *paths)
    need(done.returncode in (0, 1), done.stderr)
    broken = {pathlib.Path(path) for path in re.findall(r"^ *--> (.*?):\d+:\d+$", done.stderr, re.M)}
    # `output "x" {}` is a head that only the analysis refuses (SVC3018): formatting has no complaint.
    return [path for path in paths if path not in broken and path.parent.name != "SVC3018"]


def parses(suite):
    command, suite.grammar = parser(suite)
    *wrong, count = good([command, *readable(suite)]).splitlines()
    need(not wrong, "\n".join(wrong[:40]))
    need(int(count.split()[1]) > 300, count)
    # It can fail: a program with a mistake.
    broken = suite.work / "broken.svc"
    broken.write_text("app x { a = }\n")
    need(len(good([command, broken]).splitlines()) > 1, "a broken program is read without a complaint")


def texts_of(rule, found):
    """Every literal and alias in a rule of the grammar's JSON."""
    if isinstance(rule, dict):
        if rule.get("type") == "STRING":
            found.add(rule["value"])
        if rule.get("type") == "ALIAS":
            found.add(rule["value"])
        for value in rule.values():
            texts_of(value, found)
    elif isinstance(rule, list):
        for value in rule:
            texts_of(value, found)
    return found


def queries(suite):
    need(hasattr(suite, "grammar"), "the grammar was not made")
    literals = texts_of(suite.grammar["rules"], set())
    nodes = {name for name in suite.grammar["rules"] if not name.startswith("_")} | literals | {"_"}
    wrong = []
    for file in [file for folder in QUERIES for file in sorted((ROOT / "editors" / folder).glob("*.scm"))]:
        text = re.sub(r";[^\n]*", "", file.read_text())
        bare = re.sub(r'"[^"]*"', "", text)
        need(bare.count("(") == bare.count(")") and bare.count("[") == bare.count("]"), f"{file}: brackets")
        text = re.sub(r"\(#[^()]*\)", "", text)
        wrong += [f"{file.relative_to(ROOT)}: there is no node ({name})" for name in re.findall(r"\((\w+)", text) if name not in nodes]
        wrong += [f"{file.relative_to(ROOT)}: there is no token \"{name}\"" for name in re.findall(r'"([^"]+)"', text) if name not in literals]
    need(not wrong, "\n".join(wrong))


def main():
    suite = Suite("tree_sitter", __doc__.splitlines()[0]).start()
    suite.check("parses", parses, suite)
    suite.check("queries", queries, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
