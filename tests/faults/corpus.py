"""Reads the corpus of faults: systems/*.svc, complete systems with a subject each, and *.faults, the faults in the subject or around it.

A case of a .faults file:

    = error SVC4003 memory-of-cpu      how bad it is, the code that must say it (one of several: SVC4002|SVC4003; NEW: any), a name; `on SYSTEM` above says which system
    - task | memory = 8GiB             an edit of the faulty program
    + task | memory = 2GiB             an edit of its corrected twin
    * service | exec = true            an edit of both
    @ memory = 8GiB                    the expected place of the message: the lines with this text (else the line of the first edit of the faulty program)
    faces plain for                    only these faces; `faces -job` all but this one

An edit is `PLACE | TEXT`, with a ⏎ for a new line: the places `task`, `app` (its container) and `service` put the text into the subject, in place of the line
of the same name if there is one, `-NAME` takes that line away; `top` puts it at the end; `~` is `OLD ⇒ NEW` anywhere.

A face is the same fault written in another way: by `for`, in a component, in a job, in a task of its own, through a `let`, in one environment, in an overlay.
"""
import pathlib
import re

HERE = pathlib.Path(__file__).parent
INDENT = {"service": "  ", "task": "    ", "app": "      "}
VALUE = re.compile(r"(\w+)\s*=\s*([^{}\n]+)$")


class Case:
    """One fault, as its file describes it."""

    def __init__(self, system, subject, severity, codes, name, where):
        self.system, self.subject, self.severity, self.codes, self.name, self.where = system, subject, severity, codes, name, where
        self.edits, self.at, self.faces = [], [], None

    def of(self, *signs):
        return [(place, text) for sign, place, text in self.edits if sign in signs]


class Program:
    """One face of a case: the faulty text, the corrected one, and the lines of the faulty one with the expected message."""

    def __init__(self, case, face, bad, good, lines):
        self.case, self.face, self.bad, self.good, self.lines = case, face, bad, good, lines
        self.name = f"{case.subject}.{case.name}.{face}"


def cases():
    """Every case of every .faults file."""
    found = []
    for path in sorted(HERE.glob("*.faults")):
        system = None
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            sign, rest = line.split(" ", 1)
            if sign == "on":
                system = rest
            elif sign == "=":
                severity, codes, name = rest.split(" ", 2)
                found.append(Case(system, path.stem, severity, codes.split("|"), name, f"{path.name}:{number}"))
            elif sign == "faces":
                found[-1].faces = rest.split()
            elif sign == "@":
                found[-1].at.append(rest)
            else:
                place, text = rest.split(" | ", 1)
                found[-1].edits.append((sign, place, text.replace("⏎", "\n")))
    return found


def put(subject, place, text):
    """The subject with one more line, or with this line in place of the one that sets the same."""
    indent = INDENT[place]
    lines = subject.split("\n")
    key = re.split(r"[={]", text.removeprefix("-"), maxsplit=1)[0].strip()
    body = [] if text.startswith("-") else [indent + part for part in text.split("\n")]
    opening = {"service": "service subject", "task": "  task {", "app": "    container app {"}[place]
    first = next(n for n, line in enumerate(lines) if line.startswith(opening))
    last = next(n for n in range(first + 1, len(lines)) if lines[n] == indent[2:] + "}")
    for n in range(first + 1, last):
        if re.match(re.escape(indent + key) + r"\s*[={]", lines[n]) or lines[n] == indent + key:
            return "\n".join(lines[:n] + body + lines[n + 1:])
    if text.startswith("-"):
        raise ValueError(f"the subject has no `{key}` in its {place}")
    return "\n".join(lines[:last] + body + lines[last:])


def edited(around, subject, edits):
    """The two parts after some edits."""
    for place, text in edits:
        if place == "top":
            around += text + "\n"
        elif place == "~":
            old, new = (part.removeprefix(" ") for part in text.split(" ⇒"))
            if (around + subject).count(old) != 1:
                raise ValueError(f"`{old}` is there {(around + subject).count(old)} times")
            around, subject = around.replace(old, new), subject.replace(old, new)
        else:
            subject = put(subject, place, text)
    return around, subject


def plain(around, subject):
    return around + subject


def looped(around, subject):
    inner = subject.strip().replace("service subject in", 'service "subject_${n}" in').replace("\n", "\n  ")
    return around + 'for n in ["a"] {\n  ' + inner + "\n}\n"


def component(around, subject):
    inner = subject.strip().replace("service subject in web", "service self in place").replace("\n", "\n  ")
    return around + "component part in place: cluster {\n  " + inner + "\n}\npart subject in web {}\n"


def own_task(around, subject):
    body = re.search(r"\n  task \{(.*?\n)  \}", subject, re.S)
    task = re.sub(r"\n  ", "\n", body.group(1)).rstrip(" ")
    return around + "task subject_task {" + task + "}\n" + subject.replace(body.group(0), "\n  task = subject_task")


def job(around, subject):
    body = re.search(r"\n  task \{.*?\n  \}", subject, re.S).group(0)
    return around + "job subject in web {" + body + "\n  timeout = 1h\n}\n"


SHAPES = {"plain": plain, "for": looped, "component": component, "task": own_task, "job": job}


def lines_with(text, wanted):
    """The numbers of the lines that hold a text, ignoring spaces."""
    return [n for n, line in enumerate(text.split("\n"), 1) if " ".join(wanted.split()) in " ".join(line.split())]


def first_edit(case):
    """The place and the text of the edit that makes the fault."""
    place, text = case.of("-")[0]
    return place, (text.split(" ⇒")[1].strip() if place == "~" else text)


def sought(case):
    """The texts of the lines that the message may point at."""
    return case.at or [first_edit(case)[1].split("\n")[0]]


def shaped(case, around, subject):
    """The faces that write the whole subject in a different form."""
    wrong = edited(around, subject, case.of("*", "-"))
    right = edited(around, subject, case.of("*", "+"))
    places = {place for place, _ in case.of("-", "*", "+")}
    elsewhere = re.search(r"\bsubject\b", wrong[0] + right[0])
    for face, shape in SHAPES.items():
        if face in ("for", "component", "job") and elsewhere or not places & set(INDENT) and face != "plain":
            continue
        if face == "job" and "service" in places or face == "task" and not places & {"task", "app"}:
            continue
        bad = shape(*wrong)
        lines = [n for text in sought(case) for n in lines_with(bad, text)]
        if face == "job" and not lines:  # a job has no routes
            continue
        yield face, bad, shape(*right), lines


def of_value(case, around, subject):
    """The faces of a fault that is one value: through a `let`, in one environment, in an overlay."""
    place, text = first_edit(case)
    field = VALUE.fullmatch(text)
    if not field or place == "top" or case.at:
        return
    key, value = field.groups()
    old = dict(case.of("+", "*")).get(place, "") if place != "~" else case.of("-")[0][1].split(" ⇒")[0]
    right = VALUE.fullmatch(old) if (VALUE.fullmatch(old) or [""])[0].startswith(key) else re.search(rf"\n\s*({key})\s*= ([^\n]+)", subject)
    others = [edit for edit in case.of("*", "-") if edit != case.of("-")[0]]
    twin = plain(*edited(around, subject, case.of("*", "+")))

    def with_value(new):
        changed = (place, (old + " ⇒ " if place == "~" else "") + f"{key} = {new}")
        return plain(*edited(around, subject, others + [changed]))

    bad = with_value("wrong").replace("\n\n", f"\n\nlet wrong = {value}\n", 1)
    yield "let", bad, twin, lines_with(bad, f"let wrong = {value}") + lines_with(bad, f"{key} = wrong")
    if right and value not in ("true", "false") and "environment prod {" in around and len(others) == len(case.of("*")):
        bad = with_value(f'environment.name == "prod" ? {value} : {right.group(2).strip()}')
        yield "environment", bad, twin, lines_with(bad, f"{key} = environment.name")
    if place in INDENT and len(others) == len(case.of("*")):
        inner = {"service": text, "task": f"task {{ {text} }}", "app": f"task {{ container app {{ {text} }} }}"}[place]
        bad = re.sub(r"environment prod \{(.*)\}", lambda m: f"environment prod {{\n {m.group(1)}\n  service subject {{ {inner} }}\n}}", twin, count=1)
        yield "overlay", bad, twin, lines_with(bad, f"service subject {{ {inner} }}") + lines_with(bad, right.group(0).strip() if right else "\0")


def wanted(case, face):
    if not case.faces:
        return True
    without = [f[1:] for f in case.faces if f.startswith("-")]
    return face not in without if without else face in case.faces


def programs():
    """Every face of every case."""
    for case in cases():
        around, subject = (HERE / "systems" / f"{case.system}.svc").read_text().split("//// subject\n")
        try:
            for face, bad, good, lines in [*shaped(case, around, subject), *of_value(case, around, subject)]:
                if wanted(case, face):
                    yield Program(case, face, bad, good, lines)
        except (ValueError, AttributeError) as wrong:
            raise ValueError(f"{case.where}: {wrong}") from wrong
