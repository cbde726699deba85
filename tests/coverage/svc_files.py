"""Just enough reading of .svc text, independent of the compiler, to tell which fields a prelude declares and which a program uses."""
import re

TOKEN = re.compile(r'''(?P<skip>[ \t\r]+|//[^\n]*|/\*.*?\*/)|(?P<newline>\n)|(?P<text>""".*?"""|"(?:\\.|\$\{[^}]*\}|[^"\\])*")'''
                   r'''|(?P<word>[A-Za-z_]\w*)|(?P<number>[0-9][\w.:/%]*)|(?P<sign>\.\.|==|[=!<>]=|&&|\|\||.)''', re.S)
MODIFIERS = {"existing", "remove"}


def tokens(text):
    for match in TOKEN.finditer(text):
        if match.lastgroup != "skip":
            yield match.lastgroup, match.group()


def statements(text):
    """Walks a file and yields (event, words): ("open", header words), ("close", None), ("field", [name]). Braces of object literals are skipped."""
    header, objects, previous = [], 0, None
    for kind, token in tokens(text):
        if token == "{" and kind == "sign":
            if objects or not header or previous in ("=", "(", "[", ",", "?", ":", "+"):
                objects += 1
            else:
                yield "open", header
            header = []
        elif token == "}" and kind == "sign":
            if objects:
                objects -= 1
            else:
                yield "close", None
            header = []
        elif not objects and token == "=" and len(header) == 1:
            yield "field", header
            header = [None]  # the rest of the statement is its value
        elif kind == "newline" or (token == "," and not objects):
            header = []
        elif not objects:
            header.append(token if kind in ("word", "number", "text") else None)
        if kind != "newline":
            previous = token


# ---- The prelude ------------------------------------------------------------------------------------------------------------------------

KIND = re.compile(r"^(existing )?kind (\w+)")
BLOCK = re.compile(r"^\s*blocks? (\w+)((?:\s+\w+(?:\s*:\s*[^{]+?)?)*)\s*\{")
FIELD = re.compile(r"^\s*(\w+)\s*:\s*\S")
MEMBER = re.compile(r"^\s*(attribute|method|verb)\b")


def logical_lines(text):
    """The lines of a prelude file, without comments and the insides of strings; a declaration that the formatter broke over several lines is one."""
    whole = []
    for line in text.splitlines():
        code = re.sub(r"//.*", "", re.sub(r'"(?:\\.|[^"\\])*"', '""', line))
        before = whole[-1] if whole else ""
        options = (FIELD.match(before) or MEMBER.match(before)) and not BLOCK.match(before) and before.count("{") > before.count("}")
        if code.lstrip().startswith("|") or options:
            whole[-1] += " " + code.strip()
        elif code.strip():
            whole.append(code)
    return whole


def declared(text):
    """{path: flag} of every field that a prelude file declares: `service.route.health.path`, `service.scale cpu.target`, `existing zone.name`. The flag is
    "primary", "inline" or nothing. Blocks are among them; `allow` lines are members of their own, not fields."""
    found, stack = {}, []
    for code in logical_lines(text):
        kind, block, field = KIND.match(code), BLOCK.match(code), FIELD.match(code)
        if kind:
            stack = [("existing " if kind.group(1) else "") + kind.group(2)]
        elif block:
            labels = block.group(2).split(":")[0].split()
            fixed = labels[:1] if labels and (":" not in block.group(2) or len(labels) > 1) else []
            stack.append(" ".join([block.group(1), *fixed]))
            if block.group(1) != "allow":
                found[".".join(stack)] = ""
        elif field and stack and not MEMBER.match(code):
            flag = re.search(r"\b(primary|inline) += true", code)
            found[".".join([*stack, field.group(1)])] = flag.group(1) if flag else ""
        braces = code.count("{") - code.count("}")
        if braces < 0:
            del stack[braces:]
        elif braces == 0 and (block or kind):
            stack.pop()
    return found


# ---- Programs ---------------------------------------------------------------------------------------------------------------------------


def used(text, known):
    """The declared paths (of `known`) that a program uses."""
    found, stack = set(), []  # the paths of the open blocks
    blocks = set(known) | {path.rsplit(".", 1)[0] for path in known}

    def note(path):
        if path in known:
            found.add(path)
        # `health = "/healthz"` is health { path = "/healthz" }
        found.update(other for other, flag in known.items() if flag == "primary" and other.rsplit(".", 1)[0] == path)

    def enter(words):
        """The path of the block with this header."""
        existing = "existing " if words[0] == "existing" else ""
        words = words[1:] if words[0] in MODIFIERS else words
        if not words or words[0] in ("if", "else", "for", "component"):
            return stack[-1] if stack else ""
        if words[0] == "environment":
            return ""
        path = f"{stack[-1]}.{words[0]}" if stack and stack[-1] else existing + words[0]
        if len(words) > 1 and f"{path} {words[1]}" in blocks:
            path = f"{path} {words[1]}"
        note(path)
        return words[0] if known.get(path) == "inline" else path

    for event, words in statements(text):
        if event == "open":
            words = [word for word in words if word]
            stack.append(enter(words) if words else "")
        elif event == "field":
            # An environment sets fields of the app.
            note(f"{stack[-1] or 'app'}.{words[0]}" if stack else words[0])
        elif stack:
            stack.pop()
    return found
