"""The words that editors/emacs/svc-mode.el colours."""


def strings(words):
    lines, line = [], "  '("
    for word in sorted(words):
        if len(line) + len(word) > 110:
            lines.append(line.rstrip())
            line = "    "
        line += f'"{word}" '
    return "\n".join([*lines, line.rstrip() + ")"])


def words(language):
    lists = [
        ("svc-words-functions", language.functions, "Functions of the language."),
        ("svc-words-scalars", language.scalars, "Types that are no kinds."),
        ("svc-words-kinds", set(language.kinds) | set(language.blocks), "Kinds and the blocks in them."),
        ("svc-words-symbols", language.symbols, "What a field that takes one of several words may be."),
    ]
    out = ';;; svc-words.el --- The words of the svc language -*- lexical-binding: t; -*-\n\n;;; Commentary:\n\n;; Written by editors/generate from the compiler\'s own tables.\n\n;;; Code:\n\n'
    out += "(defconst svc-words-keywords\n  '(" + "\n    ".join(f'("{word}" . {needs.lower()})' for word, needs in sorted(language.keywords.items())) + ')\n  "Keywords, and what must follow each for it to be one.")\n\n'
    for name, group, text in lists:
        out += f'(defconst {name}\n{strings(group)}\n  "{text}")\n\n'
    return out + "(provide 'svc-words)\n;;; svc-words.el ends here\n"
