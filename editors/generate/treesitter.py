"""The queries of tree-sitter: what Neovim, Emacs and Zed call things, and what Helix calls them.

They also differ in which of two patterns counts: the last one, and with Helix the first one.
"""

COMMON, HELIX = 0, 1
NAMES = {
    "comment": ("comment", "comment.line"), "doc": ("comment.documentation", "comment.block.documentation"), "string": ("string", "string"),
    "escape": ("string.escape", "constant.character.escape"), "embedded": ("punctuation.special", "punctuation.special"), "number": ("number", "constant.numeric"),
    "boolean": ("boolean", "constant.builtin.boolean"), "keyword": ("keyword", "keyword"), "control": ("keyword", "keyword.control"),
    "import": ("keyword", "keyword.control.import"), "kind": ("type", "type"), "builtin_type": ("type.builtin", "type.builtin"), "symbol": ("constant", "constant"),
    "property": ("property", "variable.other.member"), "variable": ("variable", "variable"), "parameter": ("variable.parameter", "variable.parameter"),
    "function": ("function", "function"), "builtin_function": ("function.builtin", "function.builtin"), "builtin_variable": ("variable.special", "variable.builtin"),
    "operator": ("operator", "operator"), "bracket": ("punctuation.bracket", "punctuation.bracket"), "delimiter": ("punctuation.delimiter", "punctuation.delimiter"),
    "label": ("label", "label"),
}
CONTROL = ["if", "else", "for", "in", "on", "when", "as"]
HEAD = "; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.\n\n"


def any_of(words):
    return " ".join(f'"{word}"' for word in sorted(words))


def patterns(language):
    """(pattern with `@` at the capture, its name), the more general ones first."""
    declared = sorted(set(language.keywords) - set(CONTROL) - {"import"})
    found = [
        ("(name) @", "variable"), ("(label (name) @)", "label"), ("(reference (name) @)", "variable"), ("(property) @", "property"),
        ("(kind) @", "kind"), ("(type_name) @", "kind"), (f'((type_name) @ (#any-of? @ {any_of(language.scalars)}))', "builtin_type"),
        (f'((name) @ (#any-of? @ {any_of(language.symbols)}))', "symbol"),
        (f'((label (name) @) (#any-of? @ {any_of(language.symbols)}))', "symbol"),
        ("(member (name) @ (#any-of? @ \"environment\" \"app\" \"aws\"))", "builtin_variable"),
        ("(call (name) @)", "function"), ("(call (member (property) @))", "function"),
        (f'(call (name) @ (#any-of? @ {any_of(language.functions)}))', "builtin_function"),
        ("(method (name) @)", "function"), ("(verb (name) @)", "function"), ("(method_param (name) @)", "parameter"),
        ("(component (name) @)", "kind"), ("(kind_declaration (name) @)", "kind"), ("(environment (name) @)", "label"),
        ("(number) @", "number"), ("(address) @", "number"), ("[(true) (false)] @", "boolean"),
        ("(string) @", "string"), ("(escape) @", "escape"), ('(interpolation "${" @ "}" @)', "embedded"),
        (f'[{any_of(declared)}] @', "keyword"), ('"import" @', "import"), (f'[{any_of(CONTROL)}] @', "control"),
        ('["||" "&&" "==" "!=" "<" "<=" ">" ">=" ".." "+" "-" "*" "/" "%" "!" "=" "?" "|"] @', "operator"),
        ('["{" "}" "[" "]" "(" ")"] @', "bracket"), ('["," ":" "."] @', "delimiter"),
        ("(comment) @", "comment"), ("(doc_comment) @", "doc"),
    ]
    return found


def highlights(language, dialect):
    rows = [pattern.replace("@", "@" + NAMES[name][dialect]) for pattern, name in patterns(language)]
    if dialect == HELIX:
        rows.reverse()
    return HEAD + "\n".join(rows) + "\n"


FOLDS = HEAD + "[(body) (object) (list) (comment)] @fold\n"
INJECTIONS = HEAD + '([(comment) (doc_comment)] @injection.content (#set! injection.language "comment"))\n'
BRACKETS = HEAD + '("{" @open "}" @close)\n("[" @open "]" @close)\n("(" @open ")" @close)\n'
TEXT_OBJECTS = HEAD + "(block (body) @class.inside) @class.around\n(field) @parameter.around\n(entry) @parameter.around\n[(comment) (doc_comment)]+ @comment.around\n"
OUTLINE = HEAD + """(block (kind) @context (label (name) @name)) @item
(existing "existing" @context (block (kind) @context (label (name) @name))) @item
(component "component" @context (name) @name) @item
(environment "environment" @context (name) @name) @item
(let "let" @context (name) @name) @item
(param "param" @context (name) @name) @item
(output "output" @context (name) @name) @item
"""
INDENTS = {
    COMMON: HEAD + "[(body) (object) (list) (arguments)] @indent.begin\n[\"}\" \"]\" \")\"] @indent.branch @indent.end\n[(comment) (string)] @indent.ignore\n",
    HELIX: HEAD + "[(body) (object) (list) (arguments)] @indent\n[\"}\" \"]\" \")\"] @outdent\n",
}
ZED_INDENTS = HEAD + '(_ "{" "}" @end) @indent\n(_ "[" "]" @end) @indent\n(_ "(" ")" @end) @indent\n'


def files(language):
    """The written files, by path below editors/."""
    common, helix = "tree-sitter-svc/queries", "helix/queries/svc"
    zed = "zed/languages/svc"
    return {
        f"{common}/highlights.scm": highlights(language, COMMON), f"{common}/folds.scm": FOLDS, f"{common}/injections.scm": INJECTIONS,
        f"{common}/indents.scm": INDENTS[COMMON],
        f"{helix}/highlights.scm": highlights(language, HELIX), f"{helix}/indents.scm": INDENTS[HELIX], f"{helix}/injections.scm": INJECTIONS,
        f"{helix}/textobjects.scm": TEXT_OBJECTS,
        f"{zed}/highlights.scm": highlights(language, COMMON), f"{zed}/brackets.scm": BRACKETS, f"{zed}/outline.scm": OUTLINE, f"{zed}/indents.scm": ZED_INDENTS,
        f"{zed}/injections.scm": INJECTIONS,
    }
