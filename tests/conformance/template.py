"""Reads a CloudFormation template with short tags, and works out its values where everything that it refers to is known."""
import base64
import re

import yaml


class Loader(yaml.SafeLoader):
    """Short tags in their long form. Dates stay texts: 2012-10-17 is a version here."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"] for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}


def short_tag(loader, suffix, node):
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


Loader.add_multi_constructor("!", short_tag)


def read(path):
    return yaml.load(path.read_text(), Loader)  # noqa: S506: a safe loader of ours


class Unresolved(Exception):
    pass


class Evaluator:
    """Works out intrinsic functions. `resolve(logical id, attribute or None)` gives the value of a Ref or GetAtt."""

    def __init__(self, resolve, pseudo, zones):
        self.resolve, self.pseudo, self.zones = resolve, pseudo, zones

    def reference(self, name, attribute=None):
        return self.pseudo[name] if name in self.pseudo else self.resolve(name, attribute)

    @staticmethod
    def chosen(tree):
        """The first of a choice: templates are read as they are deployed by default (docs/first-deployment.md)."""
        return tree["Fn::If"][1] if isinstance(tree, dict) and "Fn::If" in tree else tree

    def value(self, tree):
        tree = self.chosen(tree)
        if isinstance(tree, list):
            return [self.value(item) for item in tree if self.chosen(item) != {"Ref": "AWS::NoValue"}]
        if not isinstance(tree, dict):
            return tree
        if len(tree) == 1:
            (function, argument), = tree.items()
            if function == "Ref":
                return self.reference(argument)
            if function.startswith("Fn::"):
                return getattr(self, function[4:].lower())(argument)
        return {key: self.value(item) for key, item in tree.items() if self.chosen(item) != {"Ref": "AWS::NoValue"}}

    def getatt(self, argument):
        return self.reference(argument[0], argument[1])

    def sub(self, argument):
        text, names = argument if isinstance(argument, list) else (argument, {})

        def fill(match):
            name = match.group(1)
            if name.startswith("!"):
                return "${" + name[1:] + "}"
            value = self.value(names[name]) if name in names else self.reference(*name.split(".", 1))
            return str(value)
        return re.sub(r"\$\{([^}]+)\}", fill, text)

    def join(self, argument):
        return argument[0].join(str(item) for item in self.value(argument[1]))

    def split(self, argument):
        return self.value(argument[1]).split(argument[0])

    def select(self, argument):
        return self.value(argument[1])[int(self.value(argument[0]))]

    def getazs(self, _):
        return self.zones

    def base64(self, argument):
        return base64.b64encode(str(self.value(argument)).encode()).decode()

    def __getattr__(self, name):
        raise Unresolved(f"Fn::{name} is not known to tests/conformance/template.py")
