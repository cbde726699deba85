"""Reads what svcc writes, for assertions: types and properties of the resources in a template, and in a Terraform module as svcc prints it."""
import json
import re
import sys

from harness import ROOT

sys.path.insert(0, str(ROOT / "tests/conformance"))
import template  # noqa: E402

OPENING = re.compile(r'^(\w+)((?: "[^"]*")*) \{$')
SETTING = re.compile(r"^(\S+)\s+= (.*)$")


def of_template(path):
    """(type, name, properties) of each resource of a template."""
    for name, resource in template.read(path)["Resources"].items():
        yield resource["Type"], name, {**resource.get("Properties", {}), **{key: value for key, value in resource.items() if key not in ("Type", "Properties")}}


def block_of(lines):
    """The members of one HCL block, its lines consumed: texts of values and members of nested blocks, in lists by name."""
    members = {}
    for line in lines:
        text = line.strip()
        if text == "}":
            break
        if opening := OPENING.match(text):
            members.setdefault(opening[1], []).append(block_of(lines))
        elif setting := SETTING.match(text):
            value, key = setting[2], setting[1].strip('"')
            if here := re.search(r"<<-?(\w+)$", value):
                while next(lines).strip() != here[1]:
                    pass
            while value.count("{") + value.count("[") + value.count("(") > value.count("}") + value.count("]") + value.count(")"):
                value += " " + next(lines).strip()
            members.setdefault(key, []).append(value)
    return members


def of_module(folder):
    """(type, name, members) of each resource of a module."""
    for path in sorted(folder.glob("*.tf")):
        lines = iter(path.read_text().splitlines())
        for line in lines:
            if opening := re.match(r'^resource "([^"]+)" "([^"]+)" \{$', line):
                yield opening[1], opening[2], block_of(lines)


def values_at(tree, path):
    """Every value at a path such as `DeploymentConfiguration.Strategy`; lists are looked through."""
    if isinstance(tree, list):
        for item in tree:
            yield from values_at(item, path)
    elif not path:
        yield tree if isinstance(tree, str) else json.dumps(tree)
    elif isinstance(tree, dict) and path[0] in tree:
        yield from values_at(tree[path[0]], path[1:])
