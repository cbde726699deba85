#!/usr/bin/env python3
"""Every class of consequence of `svcc diff`: an edit that has it and a near one that has not, in a component, in an overlay and in `raw`; taking the edit back; and the
report in every format (golden files in tests/diff/classes).

Each entry below is a block with the two edits as (old text, new text). The same block is written once in a component and once at the top, where only an environment edits it."""
import json
import os
import pathlib
import re
import sys
from dataclasses import dataclass, field

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run, same  # noqa: E402

GOLDEN = pathlib.Path(__file__).parent / "classes"
HEAD = """app d { region = "eu-west-1" }
network main {}
cluster c in main {}
environment test {}
"""
TASK = 'task {{ cpu = 0.25vcpu, memory = 512MiB, {allow}container app {{ image = "public.ecr.aws/nginx/nginx:1.27", port = 80{more} }} }}'


def service(name="{n}", inside="", allow="", more=""):
    return f"service {name} in c {{\n  {inside}\n  {TASK.format(allow=allow, more=more)}\n}}\n"


@dataclass
class Form:
    """A text with the edit that has the consequence, and the near one that has not."""
    text: str
    edit: tuple
    near: tuple

    def __getitem__(self, which):
        if which == "before":
            return self.text
        old, new = getattr(self, which)
        need(old in self.text, f"{old!r} is not in {self.text!r}")
        return self.text.replace(old, new)


@dataclass
class Class:
    block: Form             # `{n}`: its name
    overlay: Form           # of the block called `laid`, in the environment prod
    raw: Form = None
    raw_block: str = ""     # what the report calls it
    extra: str = ""         # what they need
    reverse: str = "none"   # the class of taking the edit back
    kind: str = "service"
    also: set = field(default_factory=set)   # other classes that the edit has

    def program(self, which):
        raw = self.raw[which] if self.raw else ""
        name = lambda text, n: text.replace("{n}", n).replace("{d}", str(len(n) - 3))  # noqa: E731
        body = "".join(f"  {line}\n" for line in name(self.block[which], "inner").splitlines())
        inside = "".join(f"  {line}\n" for line in name(self.overlay[which], "laid").splitlines())
        return f"{HEAD}{self.extra}component part {{\n{body}}}\npart p {{}}\n{name(self.block['before'], 'laid')}environment prod {{\n{inside}}}\n{raw}"

    def blocks(self):
        """The blocks that have the consequence."""
        return {f"{self.kind} p.inner", f"{self.kind} laid"} | ({self.raw_block} if self.raw else set())


def raw(type_, name, body):
    return f'raw cloudformation "{type_}" {name} {{ {body} }}\n'



def policy(action):
    return raw("AWS::IAM::RolePolicy", "granted", f'RoleName = "somebody", PolicyName = "p", PolicyDocument = {{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = {action}, Resource = ["*"] }}] }}')


# The name of a class; of its further entries, the name and what they are about.
CLASSES = {
    "data_lost": Class(Form(raw("AWS::SQS::Queue", "{n}", 'QueueName = "old-{n}", DelaySeconds = 0'), ('"old-', '"new-'), ("DelaySeconds = 0", "DelaySeconds = 5")),
                       Form(raw("AWS::SQS::Queue", "{n}", 'QueueName = "old-{n}", DelaySeconds = 0'), ('"old-', '"new-'), ("DelaySeconds = 0", "DelaySeconds = 5")),
                       Form(raw("AWS::DynamoDB::Table", "alone", 'TableName = "a", TableClass = "STANDARD"'), ('"a"', '"b"'), ('"STANDARD"', '"STANDARD_INFREQUENT_ACCESS"')), "raw alone", reverse="data_lost", kind="raw"),
    "refused": Class(Form('table {n} {\n  key = "id"\n  sort = "at"\n}\n', ('"at"', '"starts_at"'), ('"at"', '"at"\n  expires = "gone_at"')),
                     Form('table {n} { sort = "at" }\n', ('"at"', '"starts_at"'), ('"at"', '"at"\n  expires = "gone_at"')),
                     Form(raw("AWS::ECR::Repository", "images", 'RepositoryName = "a", ImageTagMutability = "MUTABLE"'), ('"a"', '"b"'), ('"MUTABLE"', '"IMMUTABLE"')), "raw images", reverse="refused", kind="table"),
    "interruption": Class(Form(service(inside="count = 2"), ("count = 2", "count = 0"), ("count = 2", "count = 3")),
                          Form("service {n} { count = 2 }\n", ("count = 2", "count = 0"), ("count = 2", "count = 3")),
                          Form(raw("AWS::EC2::NatGateway", "way", 'SubnetId = "subnet-1", ConnectivityType = "private", MaxDrainDurationSeconds = 350'), ("subnet-1", "subnet-2"), ("350", "360")),
                          "raw way", reverse="interruption"),
    # A removed service. The near edit removes a parameter that nothing uses.
    "interruption of removed services": Class(Form(service() + 'parameter {n}_left { value = "1" }\n', (service(), ""), ('parameter {n}_left { value = "1" }\n', "")),
                                              Form("service {n} { count = 1 }\n", ("service {n} { count = 1 }\n", "remove service {n} {}\n"), ("count = 1", "count = 2")),
                                              Form(raw("AWS::ECS::Service", "old", 'TaskDefinition = "a:1", DesiredCount = 1') + raw("AWS::SSM::Parameter", "left", 'Type = "String", Value = "1"'),
                                                   (raw("AWS::ECS::Service", "old", 'TaskDefinition = "a:1", DesiredCount = 1'), ""), (raw("AWS::SSM::Parameter", "left", 'Type = "String", Value = "1"'), "")),
                                              "raw old"),
    "interruption of removed balancers": Class(Form("balancer {n} in main { listener http 80 {} }\n" + 'parameter {n}_left { value = "1" }\n', ("balancer {n} in main { listener http 80 {} }\n", ""), ('parameter {n}_left { value = "1" }\n', "")),
                                               Form("balancer {n} {}\n", ("balancer {n} {}", "remove balancer {n} {}"), ("balancer {n} {}", "balancer {n} { idle_timeout = 2min }")),
                                               Form(raw("AWS::EC2::NatGateway", "way", 'SubnetId = "subnet-1", ConnectivityType = "private"') + raw("AWS::EC2::VPCEndpoint", "logs", 'VpcId = "vpc-1", ServiceName = "com.amazonaws.eu-west-1.logs", VpcEndpointType = "Interface"'),
                                                    (raw("AWS::EC2::VPCEndpoint", "logs", 'VpcId = "vpc-1", ServiceName = "com.amazonaws.eu-west-1.logs", VpcEndpointType = "Interface"'), ""), ('ConnectivityType = "private"', 'ConnectivityType = "private", MaxDrainDurationSeconds = 360')),
                                               "raw logs", kind="balancer"),
    "interruption of removed ways": Class(Form("network {n} { nat = per_zone, endpoints = [logs] }\n", ("nat = per_zone, endpoints = [logs]", "nat = single"), ("nat = per_zone, endpoints = [logs]", "nat = per_zone, endpoints = [logs, sqs]")),
                                          Form("network {n} { endpoints = [logs, sqs] }\n", ("endpoints = [logs, sqs]", "endpoints = [logs]"), ("endpoints = [logs, sqs]", "endpoints = [logs, sqs, sns]")),
                                          Form(raw("AWS::ECS::Cluster", "tools", 'ClusterName = "tools"') + raw("AWS::EC2::NatGateway", "way", 'SubnetId = "subnet-1", ConnectivityType = "private"'),
                                               (raw("AWS::ECS::Cluster", "tools", 'ClusterName = "tools"') + raw("AWS::EC2::NatGateway", "way", 'SubnetId = "subnet-1", ConnectivityType = "private"'), ""),
                                               ('ConnectivityType = "private"', 'ConnectivityType = "private", MaxDrainDurationSeconds = 360')), "raw way", kind="network"),
    "traffic_reset": Class(Form(service(inside='route edge { path = "/{n}/*", priority = 1{d} }\n  deploy blue_green {}'), ("priority = 1", "priority = 2"), ("blue_green {}", "blue_green { bake = 4min }")),
                           Form('service {n} { route edge { priority = 13 } }\n', ("priority = 13", "priority = 23"), ("priority = 13 }", "priority = 13 }\n  deploy blue_green { bake = 4min }")),
                           extra="balancer edge in main { listener http 80 {} }\n", reverse="traffic_reset"),
    "traffic_reset of a new rule": Class(Form(service(inside='route edge { path = "/old/{n}/*" }\n  deploy blue_green {}'), ("/old/", "/new/"), ("blue_green {}", "blue_green { bake = 4min }")),
                                         Form('service {n} { deploy blue_green { bake = 5min } }\n', ("deploy blue_green { bake = 5min }", 'route edge { path = "/further/*" }\n  deploy blue_green { bake = 5min }'), ("5min", "6min")),
                                         extra="balancer edge in main { listener http 80 {} }\n", reverse="traffic_reset"),
    "permission_widened": Class(Form(service(allow="allow receive on orders, "), ("allow receive", "allow [send, receive]"), ("allow receive on orders, ", "allow receive on orders, allow receive on orders, ")),
                                Form("service {n} { task { allow read on carts } }\n", ("allow read", "allow [read, write]"), ("allow read", "allow [read]")),
                                Form(policy('["sqs:ListQueues"]'), ('["sqs:ListQueues"]', '["sqs:ListQueues", "sns:ListTopics"]'), ('["sqs:ListQueues"]', '"sqs:ListQueues"')), "raw granted",
                                extra='queue orders {}\ntable carts { key = "id" }\n', reverse="permission_narrowed"),
    "network_opened": Class(Form('balancer {n} in main { sources = [10.0.0.0/9], listener http 80 {} }\n', ('10.0.0.0/9', '10.0.0.0/8'), ('10.0.0.0/9', '10.0.0.0/10, 10.64.0.0/10')),
                            Form('balancer {n} { sources = [10.0.0.0/9] }\n', ('10.0.0.0/9', '10.0.0.0/8'), ('10.0.0.0/9', '10.0.0.0/10, 10.64.0.0/10')),
                            Form(raw("AWS::EC2::SecurityGroupIngress", "door", 'GroupId = "sg-1", IpProtocol = "tcp", FromPort = 22, ToPort = 22, CidrIp = "10.0.0.0/8", Description = "a"'), ("10.0.0.0/8", "0.0.0.0/0"), ('"a"', '"b"')),
                            "", reverse="network_closed", kind="balancer"),
    "secret_readable": Class(Form(service(more=", env = { A = \"1\" }"), ('env = { A = "1" }', 'env = { A = "1" }, secrets = { KEY = token }'), ('A = "1"', 'A = "1", B = "2"')),
                             Form('service {n} { task { container app { env = { A = "1" } } } }\n', ('env = { A = "1" }', 'secrets = { KEY = token }'), ('A = "1"', 'A = "1", B = "2"')),
                             Form(policy('["sqs:ListQueues"]'), ('["sqs:ListQueues"]', '["sqs:ListQueues", "secretsmanager:GetSecretValue"]'), ('["sqs:ListQueues"]', '["sqs:ListQueues", "secretsmanager:ListSecrets"]')),
                             "raw granted", extra="secret token {}\n", reverse="permission_narrowed"),
    "protection_removed": Class(Form('table {n} { key = "id", recovery = true }\n', ("recovery = true", "recovery = false"), ("recovery = true", 'recovery = true, expires = "gone_at"')),
                                Form("table {n} { recovery = true }\n", ("recovery = true", "recovery = false"), ("recovery = true", 'expires = "gone_at"')),
                                Form(raw("AWS::S3::Bucket", "files", 'VersioningConfiguration = { Status = "Enabled" }, ObjectLockEnabled = false'), ('"Enabled"', '"Suspended"'), ('"Enabled" }', '"Enabled" }, MetricsConfigurations = [{ Id = "all" }]')),
                                "raw files", kind="table"),
    "retention_shortened": Class(Form("queue {n} { retention = 4d }\n", ("4d", "1d"), ("4d", "7d")),
                                 Form("queue {n} { retention = 4d }\n", ("4d", "1d"), ("4d", "7d")),
                                 Form(raw("AWS::Logs::LogGroup", "lines", "RetentionInDays = 30"), ("30", "7"), ("30", "60")), "raw lines", kind="queue"),
    "deployment_longer": Class(Form(service(inside='route edge { path = "/{n}/*" }\n  deploy blue_green { bake = 5min }'), ("5min", "10min"), ("5min", "4min")),
                               Form("service {n} { deploy blue_green { bake = 5min } }\n", ("5min", "10min"), ("5min", "4min")),
                               Form(raw("AWS::ElasticLoadBalancingV2::TargetGroup", "late", 'Port = 80, Protocol = "HTTP", VpcId = "vpc-1", TargetGroupAttributes = [{ Key = "deregistration_delay.timeout_seconds", Value = "30" }]'), ('"30"', '"60"'), ('"30"', '"20"')),
                                    "raw late", extra="balancer edge in main { listener http 80 {} }\n"),
    "cost_up": Class(Form(service(inside="count = 2"), ("count = 2", "count = 3"), ("nginx:1.27", "nginx:1.28")),
                     Form("service {n} { count = 2 }\n", ("count = 2", "count = 3"), ("count = 2", "count = 2, task { container app { port = 80 } }")), reverse="cost_down"),
}

# Taking these edits back has them.
REVERSED = ("permission_narrowed", "network_closed", "cost_down")


def diff(suite, before, after, *words):
    done = suite.run("diff", before, after, *words, cwd=suite.work)
    need(done.returncode == 0, f"exit status {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def class_of(name):
    return name.split()[0]


def files(suite, entry):
    name, folder = entry.replace(" ", "_"), suite.work / entry.replace(" ", "_")
    folder.mkdir(exist_ok=True)
    for which in ("before", "edit", "near"):
        (folder / f"{which}.svc").write_text(CLASSES[entry].program(which))
    return [f"{name}/{which}.svc" for which in ("before", "edit", "near")]


def told(suite, before, after, kind):
    """The blocks that have a consequence; of costs, which are told once for the environment, those that are named."""
    report = json.loads(diff(suite, before, after, "--format", "json"))
    consequences = [c for e in report["environments"] for c in e["consequences"]]
    return {c["block"] for c in consequences if c["class"] == kind}, {c["class"] for c in consequences}, report


def has(suite, name):
    before, edit, _ = files(suite, name)
    blocks, _, report = told(suite, before, edit, class_of(name))
    if name.startswith("cost"):
        blocks = {block for e in report["environments"] for cost in e["costs"] for block in cost["blocks"]}
    wanted = CLASSES[name].blocks()
    need(wanted <= blocks, f"{name} is told of {sorted(blocks)}, not of {sorted(wanted - blocks)}:\n{diff(suite, before, edit)}")


def has_not(suite, name):
    before, _, near = files(suite, name)
    blocks, _, _ = told(suite, before, near, class_of(name))
    need(not blocks, f"{name} is told of {sorted(blocks)}, which have not:\n{diff(suite, before, near)}")


def back(suite, name):
    """`git revert`: an edit like any other."""
    before, edit, _ = files(suite, name)
    _, classes, _ = told(suite, edit, before, class_of(name))
    wanted = CLASSES[name].reverse
    need(wanted in classes if wanted != "none" else class_of(name) not in classes, f"taking it back gives {sorted(classes)}, not {wanted}:\n{diff(suite, edit, before)}")


# ---- Formats

def lasting(text):
    """A page without its style and its scripts, which every page shares."""
    return re.sub(r"<(style|script)\b[^>]*>.*?</\1>", r"<\1></\1>", text, flags=re.S)


def formats(suite, name):
    before, edit, _ = files(suite, name)
    for format_, ending in (("text", "txt"), ("markdown", "md"), ("json", "json"), ("html", "html")):
        actual, path = lasting(diff(suite, before, edit, "--format", format_)), GOLDEN / f"{name.replace(' ', '_')}.{ending}"
        if os.environ.get("SVC_BLESS"):
            path.write_text(actual)
        need(path.exists(), f"{path.name} is missing: SVC_BLESS=1 makes it")
        same(path.read_text(), actual, path.name)


def every_class(suite):
    """The guide lists the classes, and each is tested here."""
    guide = (ROOT / "docs/guides/review.md").read_text()
    listed = {one for row in re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \| (?!1 \||`)", guide.split("| class | it means |")[1].split("\n\n")[0], re.M) for one in row if one}
    tested = set(map(class_of, CLASSES)) | set(REVERSED)
    need(listed == tested, f"listed or tested only: {sorted(listed ^ tested)}")
    table = re.findall(r"^SVC_CONSEQUENCE\(\w+, (\w+),", (ROOT / "compiler/base/consequences.def").read_text(), re.M)
    need(set(table) == tested, f"of compiler/base/consequences.def or tested only: {sorted(set(table) ^ tested)}")


def documented(suite):
    """Every member of the JSON is in the guide's table, with what it holds."""
    table = (ROOT / "docs/guides/review.md").read_text().split("| member | what it is |")[1].split("\n\n")[0]
    names = set(re.findall(r"`(\w+)", table)) | {part for name in re.findall(r"`([\w.\[\]…]+)`", table) for part in re.findall(r"\w+", name)}

    def look(value, path):
        if isinstance(value, list):
            for one in value:
                look(one, path)
        elif isinstance(value, dict):
            for key, one in value.items():
                need(path.endswith("costs.blocks") or key in names, f"`{path}.{key}` is not in docs/guides/review.md")
                look(one, f"{path}.{key}")
    for path in sorted(GOLDEN.glob("*.json")):
        report = json.loads(path.read_text())
        look(report, "")
        need(report["version"] == 1 and not report["empty"], path.name)
        for environment in report["environments"]:
            for told in environment["consequences"]:
                need(told["class"] in CLASSES or told["class"] in REVERSED, told)
                need(told["page"].startswith("https://") and told["sentence"] and set(told["targets"]) <= {"cloudformation", "terraform"}, told)


def main():
    suite = Suite("diff.classes", __doc__).start()
    GOLDEN.mkdir(exist_ok=True)
    for name in CLASSES:
        suite.check(f"{name}: the edit has it", has, suite, name)
        suite.check(f"{name}: the near one has not", has_not, suite, name)
        suite.check(f"{name}: taken back", back, suite, name)
        suite.check(f"{name}: formats", formats, suite, name)
    suite.check("every class", every_class, suite)
    suite.check("the JSON is documented", documented, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
