"""The TextMate grammar, for VS Code and other readers.

It reads line by line: a keyword is not recognised if its following word is on the next line; `svcc fmt` never writes that.
The scopes follow the conventions of https://macromates.com/manual/en/language_grammars, which every theme colours.
"""
import json

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
# Neither inside a word nor behind a `.`, where every word is a name; `..` is an operator.
FREE = r"(?<![A-Za-z0-9_])(?<![^.]\.)(?<!^\.)"
GAP = r"(?:\s|/\*.*?\*/)"
# What must follow a word for it to be the keyword, as compiler/syntax/antlr/keywords.cpp has it.
FOLLOWS = {
    "Nothing": r"(?![A-Za-z0-9_])",
    "Word": rf"(?={GAP}+[A-Za-z_])",
    "String": rf"(?={GAP}*\")",
    "Actions": rf"(?={GAP}+[A-Za-z_]|{GAP}*[\"\[])",
    "Condition": rf"(?={GAP}+[A-Za-z0-9_]|{GAP}*(?:[\"\-(\[]|!(?!=)|::))",
    "Brace": rf"(?={GAP}*\{{)",
}
CONTROL = {"if", "else", "for", "in", "on", "when", "as"}
DECLARES = {"let", "param", "output", "component", "environment", "kind", "attribute", "method", "verb"}
LABEL = rf"(?:{NAME}|\"(?:[^\"\\\n]|\\.)*\"|[0-9][A-Za-z0-9_]*)"


def words(group):
    return "|".join(sorted(group, key=lambda w: (-len(w), w)))


def include(*names):
    return [{"include": f"#{name}"} for name in names]


def scope_of(keyword):
    if keyword in CONTROL:
        return f"keyword.control.{keyword}.svc"
    if keyword == "import":
        return "keyword.control.import.svc"
    return f"storage.type.{keyword}.svc" if keyword in DECLARES | {"block", "blocks"} else f"keyword.other.{keyword}.svc"


def keywords(language):
    """One rule a keyword; those that declare take the declared name with them."""
    rules = []
    for word, needs in sorted(language.keywords.items()):
        if word in ("param", "component", "environment", "kind", "block", "blocks", "if"):
            continue  # rules of their own
        if word in DECLARES:
            role = "entity.name.function.svc" if word in ("method", "verb") else "variable.other.declaration.svc"
            rules.append({"match": rf"{FREE}({word})(?={GAP})({GAP}+)({NAME})",
                          "captures": {"1": {"name": scope_of(word)}, "2": {"patterns": include("comments")}, "3": {"name": role}}})
        else:
            rules.append({"match": rf"{FREE}{word}{FOLLOWS[needs]}", "name": scope_of(word)})
    return rules


def declarations():
    """Declarations that go on behind their name."""
    type_end = r"(?==|\{(?!(?:[^{}=\n]*)\})|//|/\*|$)"
    typed = {"begin": ":", "beginCaptures": {"0": {"name": "punctuation.separator.type.svc"}}, "end": type_end, "patterns": include("type")}
    return {
        "param": {"begin": rf"{FREE}(param)({GAP}+)({NAME})(?=\s*:)", "end": type_end, "patterns": [typed],
                  "beginCaptures": {"1": {"name": scope_of("param")}, "2": {"patterns": include("comments")}, "3": {"name": "variable.parameter.svc"}}},
        "field-declaration": {"begin": rf"^\s*({NAME})(?=\s*:(?!:))", "end": type_end, "patterns": [typed],
                              "beginCaptures": {"1": {"name": "variable.other.property.svc"}}},
        "typed-name": {"begin": rf"(?<=\(|,\s)({NAME})(?=:)", "end": r"(?=[{),]|$)", "patterns": [
            {**typed, "begin": r":\s*", "end": r"(?=[{),\s]|$)"}, *include("comments")], "beginCaptures": {"1": {"name": "variable.parameter.svc"}}},
        "component": {"begin": rf"{FREE}(component|kind|environment|blocks?)({GAP}+)({NAME})", "end": r"(?=\{)|$",
                      "beginCaptures": {"1": {"name": "storage.type.svc"}, "2": {"patterns": include("comments")}, "3": {"name": "entity.name.type.svc"}},
                      "patterns": [{"match": rf"{FREE}(?:in|for)(?![A-Za-z0-9_])", "name": "keyword.control.clause.svc"},
                                   {"match": rf"(:)\s*({NAME})(\??)", "captures": {
                                       "1": {"name": "punctuation.separator.type.svc"}, "2": {"name": "support.type.svc"}, "3": {"name": "keyword.operator.optional.svc"}}},
                                   *include("comments", "strings", "numbers"), {"match": r"[:|?]", "name": "keyword.operator.type.svc"},
                                   {"match": NAME, "name": "variable.parameter.svc"}]},
        # `b {` in `if a == b {` is no block: the condition has a rule of its own, up to its body.
        "condition": {"begin": rf"{FREE}if{FOLLOWS['Nothing']}", "end": r"(?=\{)|$", "beginCaptures": {"0": {"name": scope_of("if")}},
                      "patterns": include("expression")},
    }


def blocks(language):
    """`NAME labels clauses {`, and a name in front of `=`."""
    inside = [{"match": rf"{FREE}(?:in|for)(?![A-Za-z0-9_])", "name": "keyword.control.clause.svc"},
              *include("comments", "strings", "numbers"),
              {"match": rf"{FREE}(?:{words(language.symbols)})(?![A-Za-z0-9_])", "name": "support.constant.label.svc"},
              {"match": NAME, "name": "entity.name.label.svc"}, {"match": r"\.", "name": "punctuation.accessor.svc"}]
    known = words(set(language.kinds) | set(language.blocks))
    # `allow read on files when {` is no block `files` with a label.
    header = rf"(?!{GAP}+when(?![A-Za-z0-9_]))(?=(?:{GAP}+{LABEL})*(?:{GAP}+(?:in|for)\s+{NAME}(?:\.{NAME})*)*{GAP}*\{{)"
    header_begin = rf"(?<![A-Za-z0-9_.=:,(\[?])(?<![=:?|&<>+*/%-]\s)"
    rule = {"end": r"(?=\{)|$", "patterns": inside}
    return {
        "block": {"patterns": [
            {"begin": rf"{header_begin}({known})(?![A-Za-z0-9_]){header}", "beginCaptures": {"1": {"name": "entity.name.type.kind.svc"}}, **rule},
            {"begin": rf"{header_begin}({NAME})(?![A-Za-z0-9_]){header}", "beginCaptures": {"1": {"name": "entity.name.type.block.svc"}}, **rule},
        ]},
        "field": {"match": rf"(?<!\.)(?<![A-Za-z0-9_])({NAME})\s*(=)(?!=)",
                  "captures": {"1": {"name": "variable.other.property.svc"}, "2": {"name": "keyword.operator.assignment.svc"}}},
    }


def literals(language):
    hexadecimal = r"[0-9A-Fa-f]+"
    groups = rf"{hexadecimal}(?::{hexadecimal})*"
    units = words(language.units)
    return {
        "numbers": {"patterns": [
            {"match": rf"(?<![A-Za-z0-9_])(?:{hexadecimal}(?::{hexadecimal}){{7}}|(?:{groups})?::(?:{groups})?)(?:/[0-9]+)?", "name": "constant.numeric.address.svc"},
            {"match": r"(?<![A-Za-z0-9_])[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(?:/[0-9]+)?", "name": "constant.numeric.address.svc"},
            {"match": rf"(?<![A-Za-z0-9_])([0-9][0-9_]*(?:\.[0-9][0-9_]*)?)({units})?(?![A-Za-z0-9_])(?:%(?![A-Za-z0-9_(]))?",
             "name": "constant.numeric.svc", "captures": {"2": {"name": "keyword.other.unit.svc"}}},
            {"match": rf"(?<![A-Za-z0-9_])[0-9][0-9_]*(?:\.[0-9][0-9_]*)?({NAME})", "name": "constant.numeric.svc",
             "captures": {"1": {"name": "invalid.illegal.unit.svc"}}},
        ]},
        "comments": {"patterns": [
            {"match": r"///(?!/).*$", "name": "comment.line.documentation.svc"},
            {"match": r"//.*$", "name": "comment.line.double-slash.svc"},
            {"begin": r"/\*", "end": r"\*/", "name": "comment.block.svc"},
        ]},
        "strings": {"patterns": [
            {"begin": '"""', "end": '"""', "name": "string.quoted.triple.svc",
             "patterns": [*include("escape"), {"begin": r"\$\{", "end": r"\}", **embedded(), "patterns": include("braces", "expression")}]},
            {"begin": '"', "end": '"|$', "name": "string.quoted.double.svc",
             "patterns": [*include("escape"), {"begin": r"\$\{", "end": r"\}|$", **embedded(), "patterns": include("braces-in-line", "expression")}]},
        ]},
        "escape": {"patterns": [{"match": r'\\(?:[ntr"\\$]|u\{[0-9A-Fa-f]{1,6}\})', "name": "constant.character.escape.svc"},
                                {"match": r"\\.", "name": "invalid.illegal.escape.svc"}]},
    }


def embedded():
    mark = {"0": {"name": "punctuation.section.embedded.svc"}}
    return {"name": "meta.embedded.line.svc", "beginCaptures": mark, "endCaptures": mark}


def braces(end):
    return {"begin": r"\{", "end": end, "patterns": include("braces" if end == r"\}" else "braces-in-line", "expression"),
            "beginCaptures": {"0": {"name": "punctuation.section.braces.svc"}}, "endCaptures": {"0": {"name": "punctuation.section.braces.svc"}}}


def expression(language):
    operators = r"\|\||&&|==|!=|<=|>=|\.\.|[<>+\-*/%!=?:|]"
    return {
        "expression": {"patterns": include("comments", "strings", "numbers", "constants", "keywords", "call", "member", "field", "names", "operators")},
        "constants": {"match": rf"{FREE}(?:true|false)(?![A-Za-z0-9_])", "name": "constant.language.boolean.svc"},
        "call": {"patterns": [
            {"match": rf"{FREE}(?:{words(language.functions)})(?=\s*\()", "name": "support.function.svc"},
            {"match": rf"{NAME}(?=\s*\()", "name": "entity.name.function.call.svc"},
        ]},
        "member": {"match": rf"(?<!\.)(\.)\s*({NAME})", "captures": {"1": {"name": "punctuation.accessor.svc"}, "2": {"name": "variable.other.member.svc"}}},
        "names": {"patterns": [
            {"match": rf"{FREE}(?:environment|app|aws)(?=\.{NAME})", "name": "variable.language.svc"},
            {"match": rf"{FREE}(?:{words(language.verbs)})(?=[^\n]*\son\s)", "name": "support.function.verb.svc"},
            {"match": rf"{FREE}(?:{words(language.symbols)})(?![A-Za-z0-9_.(])", "name": "support.constant.symbol.svc"},
            {"match": NAME, "name": "variable.other.readwrite.svc"},
        ]},
        "operators": {"patterns": [{"match": operators, "name": "keyword.operator.svc"}, {"match": r"[{}\[\](),.]", "name": "punctuation.svc"}]},
        "braces": braces(r"\}"),
        "braces-in-line": braces(r"\}|$"),
        "type": {"patterns": [
            *include("comments", "strings"),
            {"match": rf"(?<![A-Za-z0-9_])(?:{words(language.scalars)})(?![A-Za-z0-9_])", "name": "support.type.primitive.svc"},
            {"match": rf"(?<![A-Za-z0-9_])(?:{words(language.kinds)})(?![A-Za-z0-9_])", "name": "support.type.kind.svc"},
            {"match": NAME, "name": "support.constant.symbol.svc"}, *include("operators"),
        ]},
    }


def grammar(language):
    repository = {**literals(language), **expression(language), **blocks(language), **declarations(), "keywords": {"patterns": keywords(language)}}
    order = include("comments", "strings", "numbers", "constants", "param", "component", "condition", "field-declaration", "keywords", "block", "typed-name", "call", "member", "field",
                    "names", "operators")
    result = {
        "information_for_contributors": ["Written by editors/generate from the compiler's own tables; change those, or editors/generate/textmate.py."],
        "name": "svc", "scopeName": "source.svc", "fileTypes": ["svc"], "patterns": order, "repository": dict(sorted(repository.items())),
    }
    return json.dumps(result, indent=2) + "\n"
