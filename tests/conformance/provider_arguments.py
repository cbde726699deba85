#!/usr/bin/env python3
"""Every argument that svcc writes, against provider 6.25.0 as its bindings in @cdktf/provider-aws 21.22.1 (npm) describe it: it exists, is a block or an
argument as written, and what is required is there. Modules of every example, case, corrected program and port of a public system.

The provider itself cannot be had here in that version; conformance.terraform_static validates with 5.100 what that knows."""
import json
import re
import sys

from tools import HERE, need, node_modules, run
from harness import ROOT, Suite, declared_environments, example_programs, golden_programs, module_of

BINDINGS = (6, 25, 0)  # the provider that the bindings describe
META = {"lifecycle", "depends_on", "provider", "count", "for_each"}
HEAD = re.compile(r'(resource|data) "(\w+)" "(\w+)" \{$')


# Blocks that the provider also takes as a list of objects, as `raw terraform` writes them:
# https://developer.hashicorp.com/terraform/language/attr-as-blocks
AS_LISTS = {("aws_security_group", "ingress"), ("aws_security_group", "egress")}


def blocks_of(text):
    """The resources of a file as svcc prints it: (type, name, body), where a body is a list of (argument, body of a block or None)."""
    lines, at, found = text.splitlines(), 0, []

    def skip_value(line, at):
        """The line after a value that may go on: a heredoc, or brackets that stay open."""
        if here := re.search(r"<<-?(\w+)$", line):
            while lines[at].strip() != here.group(1):
                at += 1
            return at + 1
        if line.rstrip()[-1] in "{[(":
            indent = len(line) - len(line.lstrip())
            while len(lines[at]) - len(lines[at].lstrip()) > indent or not lines[at].strip():
                # A heredoc within it may hold lines that begin at the left.
                at = skip_value(lines[at], at + 1) if re.search(r"<<-?\w+$", lines[at]) else at + 1
            return at + 1
        return at

    def body(at):
        members = []
        while lines[at].strip() != "}":
            line = lines[at]
            at += 1
            if block := re.match(r"\s*(\w+) \{$", line):
                inner, at = body(at)
                members.append((block.group(1), inner))
            elif argument := re.match(r"\s*(\w+)\s*= ", line):
                members.append((argument.group(1), None))
                at = skip_value(line, at)
        return members, at + 1

    while at < len(lines):
        head = HEAD.match(lines[at])
        at += 1
        if head:
            members, at = body(at)
            found.append((("data." if head.group(1) == "data" else "") + head.group(2), head.group(3), members))
    return found


def compare(members, known, where, wrong, later=frozenset()):
    written = {name for name, _ in members}
    for name, inner in members:
        if (name in META and where.count(".") <= 2) or name in later:
            continue
        argument = known.get(name)
        if argument is None:
            wrong.append(f"{where}: there is no `{name}`")
        elif inner is None and (where.split(".")[0], name) in AS_LISTS:
            continue
        elif (inner is not None) != argument["block"]:
            wrong.append(f"{where}: `{name}` is {'a block' if argument['block'] else 'an argument'}")
        elif inner is not None:
            if "of" in argument:
                compare(inner, argument["of"], f"{where}.{name}", wrong, later)
    for name, argument in known.items():
        if argument["required"] and name not in written:
            wrong.append(f"{where}: `{name}` is required")
    for name in {name for name, inner in members if inner is not None}:
        most = known.get(name, {}).get("nesting")
        if most == "struct" and sum(1 for other, _ in members if other == name) > 1:
            wrong.append(f"{where}: only one `{name}` may be written")


def later_arguments():
    """The arguments that the provider has only since a version after that of the bindings (templates/schema/terraform/later)."""
    names = set()

    def visit(members):
        for name, member in members.items():
            if tuple(map(int, member.get("since", "0").split("."))) > BINDINGS:
                names.add(name)
            visit(member.get("members") or (member.get("items") or {}).get("members") or {})

    for path in sorted((ROOT / "templates/schema/terraform/later").glob("*.json")):
        visit(json.loads(path.read_text())["members"])
    return names


def modules(suite):
    """The text of every module, with what it is called in messages."""
    for program in example_programs() + golden_programs() + sorted((ROOT / "tests/systems").glob("*/main.svc")):
        for environment in declared_environments(program):
            out = suite.work / "provider-arguments" / re.sub(r"\W+", "-", f"{program}-{environment}")
            words = ["build", program.name, "--target", "terraform", "-o", out] + (["--env", environment] if environment else [])
            if suite.run(*words, cwd=program.parent).returncode != 0:
                continue  # a program that only one target takes, or that shows errors
            for path in sorted(module_of(out).glob("*.tf")):
                yield f"{program.parent.name}{environment and ' ' + environment}", path.read_text()


def arguments(suite):
    node, folder = node_modules(suite.work)
    resources = [(title, *block) for title, text in modules(suite) for block in blocks_of(text)]
    types = sorted({kind for _, kind, _, _ in resources})
    need(len(types) > 70 and len(resources) > 3000, f"only {len(resources)} resources of {len(types)} types were read")
    done = run([node, HERE / "provider_arguments.mjs", folder, *types], timeout=200)
    need(done.returncode == 0, done.stderr[-3000:])
    known, wrong, later = json.loads(done.stdout), [], later_arguments()
    for title, kind, name, members in resources:
        if known[kind] is None:
            wrong.append(f"{kind}: the provider has no such type")
        else:
            problems = []
            compare(members, known[kind], f"{kind}.{name}", problems, later)
            wrong += [f"{title}: {problem}" for problem in problems]
    need(not wrong, "\n".join(sorted(set(wrong))[:40]))
    print(f"provider_arguments: {len(resources)} resources of {len(types)} types fit provider 6.25.0")


def self_test():
    """What the comparison finds in resources that are wrong."""
    known = {"name": {"block": False, "nesting": "simple", "required": True}, "rule": {"block": True, "nesting": "list", "required": False, "of": {}}}
    text = 'resource "aws_x" "y" {\n  nmae = "a"\n  rule = {\n    b = 1\n  }\n}\n'
    wrong = []
    compare(blocks_of(text)[0][2], known, "aws_x.y", wrong)
    need(sorted(wrong) == ["aws_x.y: `name` is required", "aws_x.y: `rule` is a block", "aws_x.y: there is no `nmae`"], wrong)


def main():
    suite = Suite("provider_arguments", __doc__.splitlines()[0]).start()
    suite.check("self test", self_test)
    suite.check("arguments", arguments, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
