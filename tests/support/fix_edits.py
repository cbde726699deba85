"""Applies the edits of a diagnostic's fix, as the JSON output has them."""


def applied(text, fix):
    """The text with the edits of a fix; its places count code points."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    edits = sorted(((starts[e["line"] - 1] + e["column"] - 1, starts[e["endLine"] - 1] + e["endColumn"] - 1, e["text"]) for e in fix["edits"]), reverse=True)
    for begin, end, new in edits:
        text = text[:begin] + new + text[end:]
    return text
