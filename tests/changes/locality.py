#!/usr/bin/env python3
"""An edit changes only the resources that it is about: random edits of every example and case, and the changes in the output of both targets.

  locality.py [--svcc FILE] [--edits N] [--seed N] [--all]

Each edit takes a program that compiles, changes its text, builds both, and compares the resources: source lines and comments do not count. What may differ
follows from the edit:

  nothing      comments, blank lines, the order of blocks, of nested blocks, of the entries of a map; moving a block into a file that is imported
  additions    a new block, a further route, trigger, address or group of subnets: nothing that is there changes, but for what says so below
  the block    removing or renaming a block: only what bears its name, or says it in its properties
  one place    a new environment, or a change of one environment: the others stay the same, byte for byte

An edit and its reverse differ in the same resources, with additions and removals exchanged, so one comparison judges both. Some edits are made of two or three.
The seed is printed; the same seed makes the same edits. An edit does not count if its result does not compile, and neither does one to
which svcc says that a new group of subnets and one that is there choose the same addresses (SVC4905): the program then has to say which keeps them.
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from harness import ROOT, Failed, Suite, example_programs, run  # noqa: E402

# ---- The text of a program ----------------------------------------------------------------------------------------------------------------


class Item:
    """A member of a body: `head` is its text up to `{` or the end; `body` the range between its braces, or None."""

    def __init__(self, begin, end, head, body):
        self.begin, self.end, self.head, self.body = begin, end, head, body

    @property
    def words(self):
        return re.findall(r'"[^"]*"|[\w.-]+', self.head)


def skip_string(text, i):
    """The place after the string that begins at i; `${…}` in it may hold strings of its own."""
    i += 1
    while i < len(text) and text[i] != '"':
        if text[i] == "\\":
            i += 2
        elif text.startswith("${", i):
            depth, i = 1, i + 2
            while i < len(text) and depth:
                if text[i] == '"':
                    i = skip_string(text, i)
                    continue
                depth += {"{": 1, "}": -1}.get(text[i], 0)
                i += 1
        else:
            i += 1
    return i + 1


def items(text, begin=0, end=None):
    """The members between two places, separated by line ends and commas outside of brackets."""
    end = len(text) if end is None else end
    found, start, depth, body, i = [], None, 0, None, begin
    last = begin

    def finish(at):
        nonlocal start, body
        if start is not None:
            head = text[start:body[0] - 1 if body else at]
            found.append(Item(start, at, head.strip(), body))
        start, body = None, None

    open_at = None
    while i < end:
        c = text[i]
        if text.startswith("//", i):
            while i < end and text[i] != "\n":
                i += 1
            continue
        if text.startswith("/*", i):
            i = text.index("*/", i) + 2
            continue
        if c == '"':
            start = i if start is None else start
            if text.startswith('"""', i):
                i = text.index('"""', i + 3) + 3
            else:
                i = skip_string(text, i)
            last = i
            continue
        if c in "{[(":
            if start is None:
                start = i
            if depth == 0 and c == "{":
                open_at = i
            depth += 1
        elif c in "}])":
            depth -= 1
            if depth == 0 and c == "}" and body is None and "=" not in text[start:open_at]:
                body = (open_at + 1, i)
            last = i + 1
            if depth == 0 and body is not None and c == "}":
                finish(i + 1)
                i += 1
                continue
        elif depth == 0 and c in "\n,":
            # A line that ends in an operator goes on; the formatter writes none that begins with one but `?`, `:` and words of a head.
            finish(last) if start is not None else None
        elif not c.isspace() and start is None:
            start = i
        if not c.isspace() and c != ",":
            last = i + 1
        i += 1
    finish(last)
    return found


# Nested blocks whose order means nothing. Not those of a pipeline: its stages follow each other. Not `place`: the first one counts first.
UNORDERED = {"route", "container", "port", "trigger", "subnets", "listener", "volume", "mount", "scale", "subscribe", "index", "access", "secret", "capacity",
             "expose", "env", "allow", "ulimit", "lifecycle"}
MAPS = {"env", "secrets", "tags", "labels"}


class Program:
    """The files of a program: {path relative to its folder: text}."""

    def __init__(self, main, files):
        self.main, self.files = main, files

    def text(self):
        return self.files[self.main]

    def edited(self, text, file=None):
        return Program(self.main, {**self.files, file or self.main: text})

    def top(self):
        return items(self.text())


def replaced(text, pairs):
    """The text with each range (begin, end) replaced."""
    for (begin, end), new in sorted(pairs, reverse=True):
        text = text[:begin] + new + text[end:]
    return text


def permuted(text, members, rng):
    """The members in another order, each in the place of another."""
    order = list(members)
    for _ in range(5):
        rng.shuffle(order)
        if [m.begin for m in order] != [m.begin for m in members]:
            break
    return replaced(text, [((place.begin, place.end), text[taken.begin:taken.end]) for place, taken in zip(members, order)])


# ---- The output ---------------------------------------------------------------------------------------------------------------------------


def strip(value):
    """A resource without the parts that only name its source."""
    if isinstance(value, dict):
        kept = {k: strip(v) for k, v in value.items() if k != "Metadata"}
        meta = {k: v for k, v in (value.get("Metadata") or {}).items() if k != "svcc"} if isinstance(value.get("Metadata"), dict) else None
        return {**kept, **({"Metadata": strip(meta)} if meta else {})}
    return [strip(v) for v in value] if isinstance(value, list) else value


def cloudformation(text):
    template, out = json.loads(text), {}
    for name, resource in template.get("Resources", {}).items():
        out[f"{resource['Type']} {name}"] = json.dumps(strip(resource), sort_keys=True)
    for section in ("Parameters", "Outputs", "Conditions", "Mappings", "Rules", "Transform"):
        for name, value in (template.get(section) or {}).items():
            out[f"{section} {name}"] = json.dumps(strip(value), sort_keys=True)
    return out


def terraform(folder):
    """The top-level blocks of all files, without comments and blank lines."""
    out = {}
    for path in sorted(folder.rglob("*.tf")):
        head, body, here = None, [], None
        for line in path.read_text().split("\n"):
            if head is None:
                found = re.match(r'^(\w+)((?:\s+"[^"]*")*)\s*\{(.*)$', line)
                if not found:
                    continue
                head, body = (found[1], re.findall(r'"([^"]*)"', found[2])), [found[3]]
                if not found[3].rstrip().endswith("}"):
                    continue
            elif here is None and line.startswith("}"):
                pass
            else:
                if here is not None:
                    body.append(line)
                    here = None if line.strip() == here else here
                    continue
                opened = re.search(r"<<-?\s*(\w+)\s*$", line)
                here = opened[1] if opened else None
                if line.strip() and not re.match(r"^\s*(#|//)", line):
                    body.append(re.sub(r"\s+", " ", line.strip()))
                continue
            kind, labels = head
            name = ".".join(labels) if kind == "resource" else kind + " " + ".".join(labels)
            if kind == "moved":  # it has no name: its place among the others means nothing
                name += " ".join(body)
            while name in out:
                name += "'"
            out[name], head = "\n".join(b for b in body if b.strip()), None
    return out


class Builder:
    def __init__(self, svcc, work):
        self.svcc, self.work, self.count = svcc, work, 0

    def build(self, program, folder):
        """{environment: {address: text}} of both targets, or None where it does not compile."""
        self.count += 1
        with tempfile.TemporaryDirectory(dir=self.work) as work:
            work = pathlib.Path(work)
            for extra in folder.rglob("*"):
                if extra.is_file() and extra.suffix != ".svc" and "expected" not in extra.parts and extra.stat().st_size < 100_000 and \
                        extra.suffix not in (".tf", ".yaml", ".txt", ".json"):
                    target = work / extra.relative_to(folder)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(extra.read_bytes())
            for name, text in program.files.items():
                (work / name).parent.mkdir(parents=True, exist_ok=True)
                (work / name).write_text(text)
            done = run([self.svcc, "build", program.main, "--target", "all", "--format", "json", "-o", "out"], cwd=work)
            if done.returncode == 70:
                raise Failed("a bug of the compiler:\n" + done.stderr[:2000])
            if done.returncode or "SVC4905" in done.stderr + done.stdout:
                self.said = done.stderr + done.stdout
                return None
            app = re.search(r"^app\s+([\w-]+)", program.text(), re.M)
            found = {}
            for file in sorted(f for f in (work / "out/cloudformation").glob("*.json") if not f.name.endswith(".tags.json")):
                environment = file.stem[len(app[1]):] if app else file.stem
                folder_of = work / "out/terraform" / file.stem
                if not folder_of.is_dir():
                    folder_of = work / "out/terraform"
                found[environment] = {**cloudformation(file.read_text()), **terraform(folder_of)}
            return found


def differences(before, after):
    """[(environment, address, add | remove | change, both texts)]"""
    found = []
    for environment in sorted(set(before) & set(after)):
        a, b = before[environment], after[environment]
        for key in sorted(set(a) | set(b)):
            if a.get(key) != b.get(key):
                what = "add" if key not in a else "remove" if key not in b else "change"
                found.append((environment, key, what, f"{a.get(key, '')}\n{b.get(key, '')}"))
    return found


def bears(text, name):
    """Whether an address or text holds the name, however the target writes it."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    return plain in re.sub(r"[^a-z0-9]", "", text.lower())


# ---- The edits ----------------------------------------------------------------------------------------------------------------------------
# Each gives (what it did, the edited program, a function that says what is wrong with one difference, or None), or None if it does not apply.


def nothing(difference):
    environment, key, what, _ = difference
    return f"{what} {key} in {environment or '-'}"


def only_additions(difference):
    return None if difference[2] == "add" else nothing(difference)


def held_alike(texts):
    """Both texts are the same while services run: services are held (`Running`, `running`) as long as an image or secret of the program may be missing."""
    texts = re.sub(r'"DesiredCount": \{"Fn::If": \["IsRunning", \{"Ref": "AWS::NoValue"\}, 0\]\}(, )?', "", texts)
    texts = re.sub(r'\{"Fn::If": \["IsRunning", ([^][{}]+), [^][{}]+\]\}', r"\1", texts)
    lines = re.sub(r"var\.running \? (\S+) : \S+", r"\1", texts).split("\n")
    return lines[:len(lines) // 2] == lines[len(lines) // 2:]


def about(*names, allowed=()):
    """Only resources with one of the names, in their address or their text."""

    def judge(difference):
        _, key, what, text = difference
        if any(bears(key, n) or bears(text, n) for n in names):
            return None
        if what != "change" and re.search(r"_[a-z2-9]{6}(_\w+)?$", key):  # named after a hash of what bears the name
            return None
        # What was there for the removed block alone goes, or closes, with it.
        if "remove" in allowed and re.match(r"AWS::EC2::SecurityGroup |aws_vpc_security_group_egress_rule|AWS::ECS::ClusterCapacityProviderAssociations|"
                                            r"aws_ecs_cluster_capacity_providers|AWS::S3::Bucket |aws_s3_bucket_notification|AWS::KMS::Key |aws_kms_key\.", key):
            return None
        # Bottlerocket lets privileged containers run as long as there are any.
        if "remove" in allowed and (re.match(r"AWS::EC2::LaunchTemplate |aws_launch_template\.", key) or held_alike(text)):
            return None
        # The names of a cluster's services need a namespace as long as there are any, and services are held as long as there are any.
        if what in allowed and re.match(r"AWS::ServiceDiscovery::\w+Namespace |aws_service_discovery_\w+_namespace\.|Conditions IsRunning|variable running", key):
            return None
        if what in allowed and re.match(r"data |Parameters |variable |AWS::EC2::SecurityGroupIngress|aws_vpc_security_group_ingress_rule|AWS::ElasticLoadBalancingV2::Listener |aws_lb_listener\.", key):
            return None
        return nothing(difference)

    return judge


def comment(rng, program):
    top = program.top()
    at = rng.choice(top).begin
    line = program.text().rfind("\n", 0, at) + 1
    while program.text()[:line].split("\n")[-2:-1] and program.text()[:line].split("\n")[-2].startswith("///"):  # what documents it stays with it
        line = program.text().rfind("\n", 0, line - 1) + 1
    return "a comment and blank lines", program.edited(program.text()[:line] + "\n\n// Nothing that counts.\n\n" + program.text()[line:]), nothing


def declared(item):
    """A block that declares something under a name: not app, param, let, import, environment …"""
    words = item.words
    return item.body is not None and len(words) >= 2 and words[0] not in (
        "app", "param", "let", "import", "environment", "component", "if", "for", "output", "fn", "tags", "patch", "check")


def reorder_top(rng, program):
    blocks = [i for i in program.top() if declared(i)]
    if len(blocks) < 2:
        return None
    return "top-level blocks in another order", program.edited(permuted(program.text(), blocks, rng)), nothing


def bodies(text, begin=0, end=None, path=()):
    """Every body of braces with the words of the heads around it."""
    for item in items(text, begin, end):
        if item.body is not None:
            yield path + (item.words,), item
            yield from bodies(text, *item.body, path + (item.words,))


def reorder_nested(rng, program):
    text, choices = program.text(), []
    for path, item in bodies(text):
        if path[0][:1] in (["pipeline"], ["component"]) or any(p[:1] in (["patch"], ["raw"]) for p in path):
            continue
        blocks = [i for i in items(text, *item.body) if i.body is not None and i.words and i.words[0] in UNORDERED]
        if len(blocks) > 1:
            choices.append((path, blocks))
    if not choices:
        return None
    path, blocks = rng.choice(choices)
    return f"nested blocks of `{' '.join(path[-1])}` in another order", program.edited(permuted(text, blocks, rng)), nothing


def reorder_map(rng, program):
    text, choices = program.text(), []
    for path, item in bodies(text):
        for member in items(text, *item.body):
            if member.words and member.words[0] in MAPS and "{" in text[member.begin:member.end]:
                begin = text.index("{", member.begin) + 1
                entries = items(text, begin, text.rindex("}", begin, member.end))
                if len(entries) > 1 and all(re.match(r'[\w"-]+\s*=', text[e.begin:e.end]) for e in entries):
                    choices.append((path, member, entries))
    if not choices:
        return None
    path, member, entries = rng.choice(choices)
    return f"entries of `{member.words[0]}` of `{' '.join(path[-1])}` in another order", program.edited(permuted(text, entries, rng)), nothing


def reorder_allow(rng, program):
    text, choices = program.text(), []
    for path, item in bodies(text):
        lines = [i for i in items(text, *item.body) if i.words[:1] == ["allow"] and i.body is None]
        if len(lines) > 1:
            choices.append((path, lines))
    if not choices:
        return None
    path, lines = rng.choice(choices)
    return f"`allow` lines of `{' '.join(path[-1])}` in another order", program.edited(permuted(text, lines, rng)), nothing


def move_to_file(rng, program):
    text = program.text()
    blocks = [i for i in program.top() if declared(i)]
    if not blocks or "moved.svc" in program.files:
        return None
    block = rng.choice(blocks)
    moved = text[block.begin:block.end]
    rest = 'import "moved.svc"\n' + text[:block.begin] + text[block.end:]
    return f"`{block.head}` moved into an imported file", Program(program.main, {**program.files, program.main: rest, "moved.svc": moved + "\n"}), nothing


NEW = {
    "queue": "queue NAME {}",
    "topic": "topic NAME {}",
    "bucket": "bucket NAME {}",
    "table": 'table NAME { key = "id" }',
    "secret": "secret NAME {}",
    "repository": "repository NAME {}",
    "key": "key NAME {}",
    "parameter": 'parameter NAME { value = "x" }',
}
SERVICE = """service NAME in CLUSTER {
  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "public.ecr.aws/nginx/nginx:1.27", port = 8080 } }
  ROUTE
}"""


def new_name(rng, program):
    while True:
        name = rng.choice(("zeta", "alpha", "mid")) + rng.choice(("", "_x", "_q")) + str(rng.randrange(100))
        if not any(bears(t, name) for t in program.files.values()):
            return name


def insert_top(rng, program, block):
    """Anywhere between the top-level blocks."""
    text, top = program.text(), program.top()
    blocks = [i for i in top if declared(i)] or top
    at = rng.choice([text.rfind("\n", 0, i.begin) + 1 for i in blocks] + [len(text)])
    # Not between a block and its documentation.
    while at > 0 and re.match(r"\s*//", text[text.rfind("\n", 0, at - 1) + 1:at]):
        at = text.rfind("\n", 0, at - 1) + 1
    return program.edited(text[:at] + block + "\n\n" + text[at:])


def add_block(rng, program):
    kind, name = rng.choice(sorted(NEW)), new_name(rng, program)
    return f"a new {kind} `{name}`", insert_top(rng, program, NEW[kind].replace("NAME", name)), only_additions


def add_service(rng, program):
    clusters = [i.words[1] for i in program.top() if i.words[:1] == ["cluster"] and i.body is not None]
    balancers = [i.words[1] for i in program.top() if i.words[:1] == ["balancer"] and "network {" not in i.head and "type" not in program.text()[i.begin:i.end]]
    if not clusters:
        return None
    name = new_name(rng, program)
    route = ""
    if balancers and rng.random() < 0.8:
        path = rng.choice((f"/{name[:5]}/*", f"/{name}", f"/x/{name}/*", f"/{name[:4]}*"))
        route = f'route {rng.choice(balancers)} {{ path = "{path}" }}'
    block = SERVICE.replace("NAME", name).replace("CLUSTER", rng.choice(clusters)).replace("ROUTE", route)
    # The first route of a balancer opens its group, which was closed.
    opens = r"AWS::EC2::SecurityGroup |aws_vpc_security_group_egress_rule"
    return f"a new service `{name}` ({route})", insert_top(rng, program, block), lambda d: None if d[2] == "add" or re.match(opens, d[1]) else nothing(d)


def add_component(rng, program):
    name = new_name(rng, program)
    block = f'component {name}_pair {{\n  param depth: int = 3 {{ static = true }}\n  queue self {{}}\n  topic news {{}}\n}}\n\n{name}_pair {name} {{}}'
    return f"a component and an instance `{name}`", insert_top(rng, program, block), only_additions


def add_first(rng, program, kind, nested, line, allowed):
    """A nested block written above the first of its sort."""
    text, choices = program.text(), []
    for path, item in bodies(text):
        if path[-1][:1] != [kind] or len(path) > 1:
            continue
        for member in items(text, *item.body):
            if member.words[:len(nested)] == nested:
                choices.append((path, member))
                break
    if not choices:
        return None
    path, member = rng.choice(choices)
    new = line(member, text)
    if new is None:
        return None
    return f"`{new}` above the first of `{' '.join(path[-1][:2])}`", program.edited(text[:member.begin] + new + "\n  " + text[member.begin:]), allowed(path[-1][1])


def add_route(rng, program):
    def line(member, text):
        extra = re.search(r"health\s*=\s*\"[^\"]*\"", text[member.begin:member.end])
        return f'route {member.words[1]} {{ path = "/zz{rng.randrange(100)}/*"{", " + extra[0] if extra else ""} }}'

    # The service waits for the new rule.
    def allowed(name):
        return lambda d: None if d[2] == "add" or (d[2] == "change" and re.match(r"(AWS::ECS::Service|aws_ecs_service)\b", d[1])) else nothing(d)

    return add_first(rng, program, "service", ["route"], line, allowed)


def add_trigger(rng, program):
    return add_first(rng, program, "job", ["trigger", "schedule"], lambda *_: f'trigger schedule {{ at = cron("{rng.randrange(60)} 3 ? * SUN *") }}', lambda name: only_additions)


def add_subnets(rng, program):
    name = new_name(rng, program)

    # A gateway endpoint and the like list every table or subnet.
    def allowed(_):
        return lambda d: None if d[2] == "add" or re.match(r"(AWS::EC2::VPCEndpoint|aws_vpc_endpoint)\b", d[1]) or d[1].startswith("Outputs") else nothing(d)

    return add_first(rng, program, "network", ["subnets"], lambda *_: f"subnets {name} {{ access = isolated }}", allowed)


def add_email(rng, program):
    text, address = program.text(), f"new{rng.randrange(1000)}@example.com"
    found = list(re.finditer(r"emails\s*=\s*\[", text))
    if not found:
        return None
    at = rng.choice(found).end()
    return f"the address {address} first", program.edited(text[:at] + f'"{address}", ' + text[at:]), only_additions


def remove_block(rng, program):
    text = program.text()
    blocks = [i for i in program.top() if declared(i) and i.words[0] in ("service", "queue", "topic", "bucket", "table", "secret", "repository", "job", "alarm", "record",
                                                                         "role", "parameter", "key", "pipeline")]
    if not blocks:
        return None
    block = rng.choice(blocks)
    name = block.words[1]
    if any(re.search(rf"\b{name}\b", t[:block.begin] + t[block.end:] if f == program.main else t) for f, t in program.files.items()):
        return None
    body = text[block.begin:block.end]
    former = re.findall(r"\w+", " ".join(re.findall(r"\bwas\s*=\s*(\[[^]]*\]|\w+)", body)))
    # The deployment decides again which image runs in the services that the pipeline released.
    released = re.findall(r"\bdeploy (?!stack\b)(\w+)", body) if block.words[0] == "pipeline" else []
    # A port of a task that services share has a name as long as others call one of them by it.
    released += re.findall(r"\btask\s*=\s*(\w+)", body) if re.search(r"\bexpose\b", body) else []
    return f"`{block.head}` removed", program.edited(text[:block.begin] + text[block.end:]), about(name, *former, *released, allowed=("remove",))


def rename_block(rng, program):
    text = program.text()
    blocks = [i for i in program.top() if declared(i) and re.fullmatch(r"[a-z_]\w*", i.words[1] or "")]
    if not blocks:
        return None
    old = rng.choice(blocks).words[1]
    new = new_name(rng, program)
    files = {f: re.sub(rf"(?<![\w./-]){old}(?![\w-])", new, t) for f, t in program.files.items()}
    return f"`{old}` renamed to `{new}`", Program(program.main, files), about(old, new)


def renamed_text(text, pattern, new):
    """A name that is replaced, but not in comments: documentation is what a parameter is described with."""
    return "".join(line if line.lstrip().startswith("//") else re.sub(pattern, new, line) for line in text.splitlines(keepends=True))


def rename_with_was(rng, program):
    """CloudFormation does not differ, and Terraform in addresses only."""
    text = program.text()
    blocks = [i for i in program.top() if declared(i) and re.fullmatch(r"[a-z]\w*", i.words[1] or "")]
    if not blocks:
        return None
    block = rng.choice(blocks)
    if re.search(r"\bwas\b", text):  # it has a history already
        return None
    old, new = block.words[1], new_name(rng, program)
    everything = "\n".join(program.files.values())
    if re.search(rf'\w+ {old}\b(?! in\b)[^\n]*\{{[^\n]*\n(?:.*\n)*?.*\b\w+ {old}\s*[{{=]', everything) or re.search(rf'"[^"\n]*\b{old}\b[^"\n]*"', everything):
        return None
    if re.search(rf"///[^\n]*\b{old}\b", everything):  # documentation is part of the output
        return None
    at = block.body[0]
    files = {**program.files, program.main: text[:at] + f" was = {old}\n" + text[at:]}
    files = {f: renamed_text(t, rf"(?<![\w./-])(?<!was = ){old}(?![\w-])", new) for f, t in files.items()}

    def judge(difference):
        _, key, what, _ = difference
        if key.startswith("Outputs"):  # an output of the same name is renamed with it
            return None
        terraform_side = not re.match(r"AWS::|Parameters|Outputs|Conditions", key)
        return None if terraform_side and (key.startswith("moved") or bears(difference[3] + key, new) or bears(key, old) or re.search(r"_[a-z2-9]{6}$", key)) else nothing(difference)

    return f"`{old}` renamed to `{new}` with `was`", Program(program.main, files), judge


def add_environment(rng, program):
    if not re.search(r"^\s*environment\s", program.text(), re.M):
        return None
    name = new_name(rng, program)
    return f"a new environment `{name}`", program.edited(program.text() + f"\nenvironment {name} {{}}\n"), nothing


def change_environment(rng, program):
    """A tag for one environment: the others do not differ."""
    text = program.text()
    environments = [i for i in program.top() if i.words[:1] == ["environment"] and i.body is not None]
    if len(environments) < 2:
        return None
    chosen = rng.choice(environments)
    at = chosen.body[0]
    new = f'\n  queue {new_name(rng, program)} {{}}\n'
    return f"a queue in environment `{chosen.words[1]}` alone", program.edited(text[:at] + new + text[at:]), \
        lambda d: None if d[0].strip("-") == chosen.words[1].replace("_", "-") and d[2] == "add" else nothing(d)


def change_count(rng, program):
    text, choices = program.text(), []
    for path, item in bodies(text):
        if path[0][:1] == ["service"] and len(path) == 1:
            for member in items(text, *item.body):
                if re.match(r"count\s*=\s*\d+$", text[member.begin:member.end]):
                    choices.append((path[0][1], member))
    if not choices:
        return None
    name, member = rng.choice(choices)
    return f"another count of `{name}`", program.edited(text[:member.begin] + f"count = {rng.randrange(3, 9)}" + text[member.end:]), about(name)


SILENT = (comment, reorder_top, reorder_nested, reorder_map, reorder_allow, move_to_file)
CHANGING = (add_block, add_service, add_component, add_route, add_trigger, add_subnets, add_email, remove_block, rename_block, rename_with_was, add_environment, change_environment,
            change_count)


def composed(rng, program):
    """One edit that changes something after one or two that change nothing."""
    steps, current = [], program
    for edit in rng.sample(SILENT, rng.choice((1, 2))):
        made = edit(rng, current)
        if made:
            steps.append(made[0])
            current = made[1]
    made = rng.choice(CHANGING)(rng, current)
    if not made or not steps:
        return None
    return "; ".join([*steps, made[0]]), made[1], made[2]


EDITS = SILENT * 2 + CHANGING * 2 + (composed,) * 8


# ---- The test -----------------------------------------------------------------------------------------------------------------------------


def programs():
    found = list(example_programs())
    found += sorted(ROOT.glob("tests/cases/*/*/main.svc"))
    # It has as many outputs as a stack can have, so that any other one takes the place of the last that nobody asked for.
    found.remove(ROOT / "tests/cases/diagnostics/divided/main.svc")
    return [pathlib.Path(p) for p in found]


def load(path):
    """The program with the files of its folder that it may import."""
    folder = path.parent
    files = {str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*.svc")) if p.name not in ("formatted.svc", "fixed.svc")}
    return folder, Program(path.name, files)


def main():
    suite = Suite("locality", __doc__)
    suite.parser.add_argument("--edits", type=int, default=200, help="how many edits that compile (default 200)")
    suite.parser.add_argument("--seed", type=int, default=None, help="default: another one each time")
    suite.parser.add_argument("--show", type=int, default=8, help="how many failures are shown in full")
    suite.start()
    seed = suite.args.seed if suite.args.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    rng = random.Random(seed)
    builder = Builder(suite.svcc, suite.work)
    known = {}
    for path in programs():
        if suite.args.only in str(path):
            folder, program = load(path)
            known[path] = (folder, program, None)
    if not known:
        sys.exit("no program has such a name")
    shown, kinds = 0, {}

    def one(path, edit):
        nonlocal shown
        folder, program, before = known[path]
        if before is None:
            before = builder.build(program, folder)
            known[path] = (folder, program, before if before is not None else False)
        if not before:
            return None
        try:
            made = edit(rng, program)
        except (ValueError, IndexError):
            return None
        if made is None or made[1].files == program.files:
            return None
        what, edited, judge = made
        after = builder.build(edited, folder)
        if after is None:
            return None
        wrong = [w for w in map(judge, differences(before, after)) if w]
        if edit in SILENT and set(before) != set(after):
            wrong.append("other environments")
        if wrong:
            name = f"{path.relative_to(ROOT)}: {what}"
            suite.failed.append(name)
            kinds[edit.__name__] = kinds.get(edit.__name__, 0) + 1
            if shown < suite.args.show:
                shown += 1
                print(f"FAILED {name}\n  " + "\n  ".join(wrong[:8]), flush=True)
        else:
            suite.passed.append(what)
        return True

    paths, tries = list(known), 0
    while len(suite.passed) + len(suite.failed) < suite.args.edits and tries < 40 * suite.args.edits:
        tries += 1
        try:
            one(rng.choice(paths), rng.choice(EDITS))
        except Failed as found:
            suite.failed.append(str(found))
            print(f"FAILED {found}", flush=True)
    if kinds:
        print("failed by the last edit: " + ", ".join(f"{k} {n}" for k, n in sorted(kinds.items())), flush=True)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
