#!/usr/bin/env python3
"""Holds every #include of compiler/ against layers.txt, keeps ANTLR inside syntax/antlr and the program that makes the lexer's table, and stops files from growing past 500 lines unseen."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Failed, Suite, need  # noqa: E402

COMPILER = ROOT / "compiler"
HERE = pathlib.Path(__file__).parent
EVERYWHERE = {"base", "source", "diagnostics"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.M)
ANTLR = re.compile(r"^(antlr4-|antlr4/|Svc(Lexer|Parser)|tree/|atn/)")
LONGEST = 500


def lines_of(name):
    for line in (HERE / name).read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split()


def read_layers():
    allowed, leaves = {}, True
    for line in (HERE / "layers.txt").read_text().splitlines():
        leaves = leaves and line != "# ----"
        words = line.split()
        if words and not line.startswith("#"):
            allowed[words[0]] = set(words[1:]) | (set() if leaves else EVERYWHERE)
    return allowed


def layer_of(path, layers):
    """The longest folder of the table that the path (relative to compiler/) is in, or None."""
    folders = [str(parent) for parent in pathlib.PurePosixPath(path).parents]
    return next((folder for folder in folders if folder in layers), None)


def sources():
    return sorted(p for p in COMPILER.rglob("*") if p.suffix in (".h", ".cpp", ".def"))


def check_includes(layers):
    wrong = []
    for path in sources():
        name = str(path.relative_to(COMPILER))
        layer = layer_of(name, layers)
        if layer is None:
            wrong.append(f"{name}: its folder is not in tests/layering/layers.txt")
            continue
        for _, target in INCLUDE.findall(path.read_text()):
            other = layer_of(target, layers)
            if other not in (None, layer) and other not in layers[layer]:
                wrong.append(f"{name} includes {target}: {layer} may not include {other}")
    need(not wrong, "\n".join(wrong))


def check_antlr():
    wrong = []
    for path in sources():
        inside = path.is_relative_to(COMPILER / "syntax/antlr") or path == COMPILER / "generate/lexer.cpp"
        for _, target in INCLUDE.findall(path.read_text()):
            if ANTLR.match(target) and not inside:
                wrong.append(f"{path.relative_to(COMPILER)} includes {target}: ANTLR stays in syntax/antlr/")
            if target.startswith("syntax/antlr/") and not path.is_relative_to(COMPILER / "syntax"):
                wrong.append(f"{path.relative_to(COMPILER)} includes {target}: syntax/antlr/ is private to syntax/")
    need(not wrong, "\n".join(wrong))


def check_cycles(layers):
    """The table itself must not allow a cycle."""
    def visit(layer, path):
        if layer in path:
            raise Failed("layers.txt allows a cycle: " + " -> ".join([*path, layer]))
        for other in layers[layer] - EVERYWHERE:
            visit(other, [*path, layer])
    for layer in layers:
        unknown = layers[layer] - layers.keys()
        need(not unknown, f"layers.txt lets {layer} include {unknown}, which it does not list")
        visit(layer, [])


def check_lengths():
    excused = {words[0]: words[1:] for words in lines_of("long_files.txt")}
    wrong = [f"{name} is excused in long_files.txt without a reason" for name, reason in excused.items() if not reason]
    for path in sources():
        name, length = str(path.relative_to(COMPILER)), len(path.read_text().splitlines())
        if length > LONGEST and name not in excused and path.suffix != ".def":
            wrong.append(f"{name} has {length} lines: split it by meaning, or list it in tests/layering/long_files.txt with the reason")
        if length <= LONGEST and name in excused:
            wrong.append(f"{name} has {length} lines and needs no excuse in long_files.txt any more")
    need(not wrong, "\n".join(wrong))


def check_allocator():
    """The release binary is static and links jemalloc, which no build of the tests does: one call of glibc's own allocator functions and it cannot be linked."""
    wrong = []
    for path in sources():
        unguarded = re.sub(r"#ifndef SVCC_JEMALLOC\n.*?#endif", "", path.read_text(), flags=re.S)
        for call in re.findall(r"\b(?:malloc_trim|mallopt|mallinfo2?|malloc_stats|malloc_info)\s*\(", unguarded):
            wrong.append(f"{path.relative_to(COMPILER)} calls {call[:-1]} outside of `#ifndef SVCC_JEMALLOC`")
    need(not wrong, "\n".join(wrong))


def main():
    suite = Suite("layering", __doc__).start()
    layers = read_layers()
    suite.check("the table has no cycle", check_cycles, layers)
    suite.check("includes", check_includes, layers)
    suite.check("antlr", check_antlr)
    suite.check("lengths", check_lengths)
    suite.check("allocator", check_allocator)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
