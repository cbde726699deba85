"""The words of the language, read from where the compiler has them, so that no editor holds a list of its own.

A table that is not in its place stops the generator: change its path in this file.
"""
import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Language:
    keywords: dict  # word -> what must follow for it to be one: Nothing, Word, String, Actions, Condition, Brace (syntax/antlr/keywords.cpp)
    scalars: list   # types that are no kinds
    functions: list
    units: list     # without %
    kinds: list     # top-level blocks
    blocks: list    # nested blocks
    fields: list
    symbols: list   # what a field of a set of symbols may be, and fixed labels (`capacity ec2`)
    verbs: list
    methods: list


def table(path, pattern, least):
    """Every match of the pattern in a file of the compiler, at least so many."""
    found = re.findall(pattern, (ROOT / path).read_text())
    if len(found) < least:
        raise SystemExit(f"editors/generate: {path} has {len(found)} matches of {pattern}, not {least} or more: its table has moved or changed its form")
    return found


def without_comments(text):
    return re.sub(r'//[^\n]*', '', text)


def prelude():
    """The declarations of stdlib/prelude. They are in the one format (a test of svcc fmt), so that lines tell enough."""
    text = "\n".join(without_comments(path.read_text()) for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")))
    text = re.sub(r"\n +\|", " |", text)  # a type that goes on in the next line
    kinds = re.findall(r"^(?:existing )?kind (\w+)", text, re.M)
    headers = re.findall(r"^ +blocks? (\w+)([^{\n]*)\{", text, re.M)
    labels = [word for _, rest in headers for word in re.findall(r"\b(\w+)\b(?!\s*:)", re.sub(r":\s*\w+\??", ":", rest))]
    fields = re.findall(r"^ +(\w+): ((?:\{[^{}=\n]*\}|[^={\n])+)", text, re.M)
    symbols = [word for _, type in fields if "|" in type for word in re.findall(r'"(\w+)"|\b(\w+)\b', type)]
    return {
        "kinds": kinds,
        "blocks": [name for name, _ in headers],
        "fields": [name for name, _ in fields],
        "symbols": labels + [a or b for a, b in symbols],
        "verbs": re.findall(r"^ +verb (\w+)", text, re.M),
        "methods": re.findall(r"^ +method (\w+)", text, re.M),
    }


def read():
    keywords = dict(table("compiler/syntax/antlr/keywords.cpp", r'\{"(\w+)",\s*P::\w+,\s*Needs::(\w+)\}', 20))
    scalars = table("compiler/sema/types.cpp", r'ScalarRow\{Scalar::\w+,\s*"(\w+)"', 10)
    functions = table("compiler/sema/functions.cpp", r'\bFunction\{"(\w+)"', 15)
    units = [unit for unit in table("compiler/syntax/units.cpp", r'\{"([^"]+)",\s*Unit::\w+\}', 8) if unit != "%"]
    words = {name: sorted(set(found)) for name, found in prelude().items()}
    constants = {word for word in ("true", "false") if keywords.pop(word, None)}
    if len(constants) != 2 or len(words["kinds"]) < 15 or len(words["fields"]) < 100:
        raise SystemExit("editors/generate: the prelude or the keywords are no longer what this script reads")
    words["symbols"] = sorted(set(words["symbols"]) - set(scalars) - set(words["kinds"]) - set(keywords))
    return Language(keywords=keywords, scalars=sorted(scalars), functions=sorted(functions), units=units, **words)
