"""Holds an emitted CloudFormation template against the Terraform module that was emitted with it, and deployed: resources, edges and values.

The template is read from its file and evaluated with the values that Terraform's state has for the references: `!GetAtt OrdersQueue.Arn` is then the ARN
of the deployed queue. Of the module, what its configuration says (terraform show -json of the plan) is looked up in the state. So both sides are plain
values, an edge to a wrong resource is a wrong value, and nothing of svcc's own graph is involved; templates/*.yaml says only which type is which.

Values are compared as texts, each with the last word of its property: first those whose words are the same (`MinCapacity`, `min_capacity`), then what is
left by value alone (`QueueName`, `name`). What remains must be listed in parity_explained.txt.

What neither side writes has the default of CloudFormation or AWS on one side, and of the provider on the other. defaults.txt holds those that differ, each with its
page: they must be written. For the defaults that CloudFormation's schemas name, the value in Terraform's state must be the same.
"""
import base64
import binascii
import collections
import json
import pathlib
import re

import template as cfn
import yaml
from harness import ROOT, Failed, need

# The same words in the two vocabularies.
SAME = {"true": "enabled", "false": "disabled"}
SECRET_SUFFIX = re.compile(r"(:secret:[\w/+=.@-]+?)-[A-Za-z0-9]{6}(?=$|[:*\"-])")


def plain(text):
    return re.sub(r"[^a-z0-9]", "", text.lower())


def pascal(name):
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


# ---- templates/*.yaml -------------------------------------------------------------------------------------------------------------------


class Kind:
    """One templates/*.yaml: which types are one resource, and how each side calls its attributes."""

    def __init__(self, path):
        page = yaml.safe_load(path.read_text())
        self.name = path.stem
        self.suffix = page.get("suffix", "")
        self.cloudformation, self.terraform = page.get("cloudformation") or {}, page.get("terraform") or {}
        self.cfn_type, self.tf_type = self.cloudformation.get("type"), self.terraform.get("type")
        self.data, self.parameter = self.terraform.get("data"), self.cloudformation.get("parameter")
        self.companions = {c["type"] for c in (self.terraform.get("companions") or {}).values()}
        self.cfn_companions = {c["type"]: name for name, c in (self.cloudformation.get("companions") or {}).items()}

    def logical_id(self, name):
        name = pascal(name)
        return name if name.endswith(self.suffix) else name + self.suffix

    def terraform_attributes(self, written):
        """The Terraform attributes for a CloudFormation one: written `Arn`, or None for a Ref."""
        found = []
        for attribute, form in (self.cloudformation.get("attributes") or {}).items():
            for one in form if isinstance(form, list) else [form]:
                if one.removesuffix("[*]") == (written or "Ref"):  # `[*]`: it is a list
                    forms = (self.terraform.get("attributes") or {}).get(attribute, [])
                    found += [one.removesuffix("[*]") for one in (forms if isinstance(forms, list) else [forms])]
        return found


def kinds():
    """All of them. What CloudFormation says in a property of another kind (`elsewhere: property of kind`) is a companion of that one."""
    found = {kind.name: kind for kind in map(Kind, sorted((ROOT / "templates").glob("*.yaml")))}
    for kind in found.values():
        if "elsewhere" in kind.cloudformation:
            found[kind.cloudformation["elsewhere"].split()[-1]].companions.add(kind.tf_type)
    return list(found.values())


# ---- Terraform --------------------------------------------------------------------------------------------------------------------------


def configured(expressions, prefix=()):
    """The paths that the module itself writes, without positions in lists."""
    for key, value in expressions.items():
        if isinstance(value, dict) and ("constant_value" in value or "references" in value or not value):
            yield (*prefix, key)
        else:
            for block in value if isinstance(value, list) else [value]:
                yield from configured(block, (*prefix, key))


def leaves(value, path=()):
    """(path without positions, scalar) of everything in a value; texts that are JSON or YAML structures are opened."""
    if isinstance(value, dict) and value.keys() == {"Key", "Value"}:  # an entry of a map that CloudFormation writes as a list
        yield from leaves(value["Value"], (*path, str(value["Key"])))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, str(key)))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, path)
    elif isinstance(value, str) and (opened := structure(value)) is not None:
        yield from leaves(opened, path)
    elif value is not None and value != "":
        yield path, scalar(value)


def structure(text):
    """What a text holds that is itself a document, or None."""
    if text[:1] in "{[":
        try:
            return json.loads(text)
        except ValueError:
            return None
    if "\n" in text and not text.startswith("#!"):
        try:
            opened = yaml.load(text, cfn.Loader)
        except yaml.YAMLError:
            return None
        return opened if isinstance(opened, (dict, list)) else None
    return None


def scalar(value):
    if isinstance(value, bool):
        return SAME[str(value).lower()]
    if isinstance(value, float) and value == int(value):
        value = int(value)
    text = SECRET_SUFFIX.sub(r"\1", str(value))
    if re.fullmatch(r"-?\d+\.\d+", text):
        text = text.rstrip("0").rstrip(".")
    dynamic = re.fullmatch(r"\{\{resolve:(ssm:.*)\}\}", text)
    if dynamic:  # a dynamic reference in CloudFormation, EC2's own form in Terraform
        text = "resolve:" + dynamic.group(1)
    return SAME.get(text.lower(), text.lower() if text in ("ENABLED", "DISABLED") else text)


class Module:
    def __init__(self, planned, state):
        root = state["values"]["root_module"]
        self.state = {r["address"]: r["values"] for r in root.get("resources", [])}
        self.resources = {}       # address without index -> (type, name, expressions, [values])
        self.data = {}            # (type, name) -> values
        config = planned["configuration"]["root_module"]
        expressions = {r["address"]: r for r in config.get("resources", [])}
        for resource in root.get("resources", []):
            address = re.sub(r"\[.*\]$", "", resource["address"])
            if resource["mode"] == "data":
                self.data[resource["type"], resource["name"]] = resource["values"]
                continue
            entry = self.resources.setdefault(address, (resource["type"], resource["name"], expressions[address], []))
            entry[3].append(resource["values"])
        self.variables = {name: given.get("value") for name, given in planned.get("variables", {}).items()}

    def values(self, address):
        """What the module writes of a resource, as (key, value)."""
        _, _, config, instances = self.resources[address]
        wanted = set(configured(config.get("expressions", {})))
        for values in instances:
            for path, value in leaves({k: v for k, v in values.items() if k not in ("tags", "tags_all", "tag")}):
                if any(path[:len(want)] == want for want in wanted):
                    yield path[-1], value

    def tags(self, address):
        values = self.resources[address][3][0]
        tags = dict(values.get("tags_all") or values.get("tags") or {})
        tags.update({t["key"]: t["value"] for t in values.get("tag") or []})
        return tags


# ---- Comparing --------------------------------------------------------------------------------------------------------------------------


class Explained:
    def __init__(self):
        self.rules, self.used = [], set()
        path = pathlib.Path(__file__).parent / "parity_explained.txt"
        for number, line in enumerate(path.read_text().splitlines(), 1):
            words = line.split(None, 3)
            if words and not line.startswith("#"):
                need(len(words) == 4, f"{path.name}:{number}: wanted `TYPE SIDE KEY REASON`")
                self.rules.append((number, *words[:3]))

    def covers(self, cfn_type, side, key):
        for number, kind, where, word in self.rules:
            if kind in ("*", cfn_type) and where == side and word in ("*", plain(key)):
                self.used.add(number)
                return True
        return False

    def unused(self):
        return [f"parity_explained.txt:{number}: {kind} {side} {key} differs nowhere any more; remove the line"
                for number, kind, side, key in self.rules if number not in self.used]


def decoded(values):
    """User data is base64 on one side or the other; compare what it says."""
    for key, value in values:
        if plain(key) == "userdata":
            try:
                value = base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                pass
        yield key, value


def difference(left, right):
    """The rest of two lists of (key, value) without the equal ones: same word and value first, then same value."""
    for form in (lambda pair: (plain(pair[0]), pair[1]), lambda pair: pair[1]):
        spare = collections.Counter(map(form, right))
        kept = []
        for pair in left:
            if spare[form(pair)] > 0:
                spare[form(pair)] -= 1
            else:
                kept.append(pair)
        gone = collections.Counter(map(form, left))
        rest = []
        for pair in right:
            if gone[form(pair)] > 0:
                gone[form(pair)] -= 1
            else:
                rest.append(pair)
        left, right = kept, rest
    return left, right


class Defaults:
    """defaults.txt, and what CloudFormation's registry schemas say (they are part of cfn-lint)."""

    def __init__(self):
        self.differ = {}  # CloudFormation type -> [(property, what it is without, argument, what it is without)]
        for line in (pathlib.Path(__file__).parent / "defaults.txt").read_text().splitlines():
            if line and not line.startswith("#"):
                kind, written, ours, argument, theirs, _ = line.split()
                self.differ.setdefault(kind, []).append((written, ours, argument, theirs))
        try:
            from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
            self.manager = PROVIDER_SCHEMA_MANAGER
        except ImportError:
            self.manager = None

    def of(self, cfn_type):
        """{property: default} as far as the registry says."""
        if self.manager is None:
            return {}
        properties = self.manager.get_resource_schema("us-east-1", cfn_type).schema.get("properties", {})
        return {name: body["default"] for name, body in properties.items() if isinstance(body, dict) and isinstance(body.get("default"), (bool, int, str))}


def takes_stack_tags(cfn_type):
    """Whether CloudFormation gives the stack's tags to resources of the type (scripts/cut-schemas)."""
    path = ROOT / "templates/schema/cloudformation" / f"{cfn_type.replace('::', '-')}.json"
    return path.exists() and json.loads(path.read_text())["stackTags"]


class Comparison:
    def __init__(self, template_path, planned, state, region, account, explained):
        self.template = cfn.read(template_path)
        template = pathlib.Path(template_path)
        tags = template.parent.parent / "deploy" / f"{template.stem}.tags.json"
        self.stack_tags = json.loads(tags.read_text())["Tags"] if tags.exists() else {}
        self.module = Module(planned, state)
        self.kinds = kinds()
        self.explained = explained
        self.defaults = Defaults()
        self.wrong = []
        self.pairs = {}           # logical id -> (kind, [addresses: the resource, then its companions])
        self.only_terraform = []
        self.pair()
        zones = next((v["names"] for (kind, _), v in self.module.data.items() if kind == "aws_availability_zones"), [])
        pseudo = {"AWS::Region": region, "AWS::AccountId": account, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}
        self.evaluator = cfn.Evaluator(self.resolve, pseudo, zones)

    def pair(self):
        resources = self.template["Resources"]
        left = dict(self.module.resources)
        for address, (tf_type, name, _, _) in self.module.resources.items():
            for kind in self.kinds:
                logical = kind.logical_id(name)
                if kind.tf_type == tf_type and logical in resources and resources[logical]["Type"] == kind.cfn_type and logical not in self.pairs:
                    self.pairs[logical] = (kind, [address])
                    del left[address]
                    break
        for address, (tf_type, name, _, _) in sorted(left.items()):
            owners = [(len(self.name_of(logical)), logical) for logical, (kind, _) in self.pairs.items()
                      if tf_type in kind.companions and (name == self.name_of(logical) or name.startswith(self.name_of(logical) + "_"))]
            if owners:
                self.pairs[max(owners)[1]][1].append(address)
            else:
                self.only_terraform.append(address)

    def name_of(self, logical):
        return self.module.resources[self.pairs[logical][1][0]][1]

    def resolve(self, logical, attribute):
        if logical in self.template.get("Parameters", {}):
            for name, value in self.module.variables.items():
                if pascal(name) == logical:
                    return value
            for kind in self.kinds:
                for (tf_type, name), values in self.module.data.items():
                    if kind.data == tf_type and kind.parameter and kind.logical_id(name) == logical:
                        return next(values[a] for a in kind.terraform_attributes(None))
            raise cfn.Unresolved(f"the parameter {logical} has no variable or data source beside it")
        if logical not in self.pairs:
            raise cfn.Unresolved(f"{logical} has no Terraform resource beside it")
        kind, addresses = self.pairs[logical]
        for name in kind.terraform_attributes(attribute):
            values = self.module.resources[addresses[0]][3][0]
            if not name.startswith("@") and name in values:
                return values[name]
            parts = re.findall(r"\$\{self\.(\w+)\}", name)  # `${self.arn}:*`
            if parts and all(part in values for part in parts):
                return re.sub(r"\$\{self\.(\w+)\}", lambda found: values[found.group(1)], name)
        raise cfn.Unresolved(f"templates/ do not say what {logical}.{attribute or 'Ref'} is in Terraform")

    def run(self):
        for address in self.only_terraform:
            kind = next((k for k in self.kinds if k.tf_type == self.module.resources[address][0]), None)
            if not self.explained.covers(kind.cfn_type if kind else self.module.resources[address][0], "terraform", "resource"):
                self.wrong.append(f"only Terraform has {address}")
        for logical, resource in self.template["Resources"].items():
            if logical in self.pairs:
                self.compare(logical, resource)
            elif not self.explained.covers(resource["Type"], "cloudformation", "resource"):
                self.wrong.append(f"only CloudFormation has {logical} ({resource['Type']})")
        self.compare_outputs()
        if self.wrong:
            raise Failed("\n".join(self.wrong))

    def compare_defaults(self, logical, resource):
        """What is written on neither side, or on one only."""
        _, addresses = self.pairs[logical]
        state = self.module.resources[addresses[0]][3][0]
        configured_here = {path[0] for path in configured(self.module.resources[addresses[0]][2].get("expressions", {}))}
        written = resource.get("Properties", {})
        for name, ours, argument, theirs in self.defaults.differ.get(resource["Type"], []):
            for side, missing, default in (("cloudformation", name not in written, ours), ("terraform", argument not in configured_here, theirs)):
                if missing and not self.explained.covers(resource["Type"], side, f"default {name}"):
                    self.wrong.append(f"{logical}: {side} leaves out {name if side == 'cloudformation' else argument}, which is {default} there, and otherwise in the other target")
        for name, default in self.defaults.of(resource["Type"]).items():
            here = next((state[key] for key in state if plain(key) == plain(name)), None)
            if name in written or here in (None, "", []) or isinstance(here, (dict, list)):
                continue
            if scalar(here) != scalar(default) and not self.explained.covers(resource["Type"], "terraform", f"default {name}"):
                self.wrong.append(f"{logical}: CloudFormation leaves out {name}, which is {default}; {addresses[0]} has {here}")

    def compare(self, logical, resource):
        self.compare_defaults(logical, resource)
        _, addresses = self.pairs[logical]
        properties = dict(resource.get("Properties", {}))
        tags = next((properties.pop(key) for key in ("Tags", "FileSystemTags", "AccessPointTags") if key in properties), None)
        if "TagSpecifications" in properties:  # the tags of a launch template itself
            tags = properties.pop("TagSpecifications")[0]["Tags"]
        try:
            ours = [(path[-1], value) for path, value in leaves(self.evaluator.value(properties)) if path]
            if isinstance(tags, list):
                tags = {t["Key"]: t["Value"] for t in self.evaluator.value(tags)}
            elif tags is not None:
                tags = self.evaluator.value(tags)
        except cfn.Unresolved as unknown:
            self.wrong.append(f"{logical}: {unknown}")
            return
        theirs = [pair for address in addresses for pair in self.module.values(address)]
        # A companion repeats what it belongs to: its parent's name or id is an edge inside one resource.
        identity = {str(v) for v in (self.module.resources[addresses[0]][3][0].get(k) for k in ("id", "arn", "name", "bucket")) if v}
        ours, theirs = difference(list(decoded(ours)), list(decoded(theirs)))
        for side, rest in (("cloudformation", ours), ("terraform", theirs)):
            for key, value in rest:
                if side == "terraform" and len(addresses) > 1 and value in identity:
                    continue
                if not self.explained.covers(resource["Type"], side, key):
                    self.wrong.append(f"{logical} / {addresses[0]}: only {side} says {key} = {value}")
        if takes_stack_tags(resource["Type"]):
            tags = {**self.stack_tags, **(tags or {})}
        if tags is not None:
            self.compare_tags(logical, resource["Type"], tags, self.module.tags(addresses[0]))

    def compare_tags(self, logical, cfn_type, ours, theirs):
        for side, mine, other in (("cloudformation", ours, theirs), ("terraform", theirs, ours)):
            for key, value in mine.items():
                if str(other.get(key)) != str(value) and not self.explained.covers(cfn_type, side, "tags"):
                    self.wrong.append(f"{logical}: only {side} has the tag {key} = {value}")

    def compare_outputs(self):
        outputs = {plain(name): o["Value"] for name, o in self.template.get("Outputs", {}).items()}
        theirs = {plain(name): value for name, value in self.module_outputs.items()}
        for name in outputs.keys() | theirs.keys():
            try:
                ours = self.evaluator.value(outputs.get(name))
            except cfn.Unresolved as unknown:
                ours = str(unknown)
            if str(ours) != str(theirs.get(name)):
                self.wrong.append(f"the output {name} is {ours} in CloudFormation, {theirs.get(name)} in Terraform")


def compare(template_path, planned, state, region, account, explained):
    """Raises Failed with every difference that parity_explained.txt does not explain."""
    comparison = Comparison(template_path, planned, state, region, account, explained)
    comparison.module_outputs = {name: o.get("value") for name, o in state["values"].get("outputs", {}).items()}
    comparison.run()
