#!/usr/bin/env python3
"""`svcc ask`: reachability against an independent walk over the emitted template, rights against its policies, releases against the two examples that the rules of ECS are taught with."""
import json
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, example_programs, need  # noqa: E402

MARKET = "examples/marketplace/main.svc"
IMAGE = 'container app { image = "public.ecr.aws/nginx/nginx:1.27" }'


def ask(suite, *words, status=0):
    done = suite.run("ask", *words)
    need(done.returncode == status, f"svcc ask {' '.join(map(str, words))} gave {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
    return done.stdout if status < 2 else done.stderr


def answers(suite, *words):
    done = suite.run("ask", *words, "--format", "json")
    need(done.returncode < 2, done.stderr)
    return json.loads(done.stdout)["answers"]


# ---- Another witness: the template

class Walk:
    """Security groups as AWS judges them: both sides have to allow it; a group without outbound rules may send everywhere."""

    def __init__(self, template):
        self.template = template
        self.owner = {name: one.get("Metadata", {}).get("svcc", {}).get("block", "") for name, one in template.items()}
        self.rules = []
        for name, one in template.items():
            p, type_ = one.get("Properties", {}), one["Type"]
            if type_ == "AWS::EC2::SecurityGroup":
                self.rules += [(name, False, rule) for rule in p.get("SecurityGroupEgress", [])] + [(name, True, rule) for rule in p.get("SecurityGroupIngress", [])]
            if type_ in ("AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress"):
                group = self.target(p["GroupId"])
                if group:
                    self.rules.append((group, type_.endswith("Ingress"), p))

    def target(self, value):
        found = re.findall(r'"(?:Ref|Fn::GetAtt)": (?:\[)?"(\w+)', json.dumps(value))
        return next((name for name in found if name in self.template), None)

    def groups(self, block):
        found = set()
        for name, one in self.template.items():
            # A build project carries the text of another block's task definition.
            if self.owner[name] == block and not one["Type"].startswith(("AWS::EC2::SecurityGroup", "AWS::CodeBuild")):
                text = json.dumps(one.get("Properties", {}))
                for other in re.findall(r'"(?:Ref|Fn::GetAtt)": (?:\[)?"(\w+)', text) + re.findall(r"\$\{(\w+)", text):
                    if self.template.get(other, {}).get("Type") == "AWS::EC2::SecurityGroup":
                        found.add(other)
        return found

    @staticmethod
    def ports(rule):
        return (0, 65535) if str(rule["IpProtocol"]) == "-1" or "FromPort" not in rule else (int(rule["FromPort"]), int(rule["ToPort"]))

    def may_send(self, group, to, port):
        out = [rule for name, inbound, rule in self.rules if name == group and not inbound]
        return not out or any((self.target(rule.get("DestinationSecurityGroupId")) == to or rule.get("CidrIp") == "0.0.0.0/0") and self.ports(rule)[0] <= port <= self.ports(rule)[1]
                              for rule in out)

    def pairs(self):
        """(from, to, port) that a rule of the receiver names and the sender may use."""
        found = set()
        for group, inbound, rule in self.rules:
            peer = self.target(rule.get("SourceSecurityGroupId"))
            if not inbound or not peer:
                continue
            first, last = self.ports(rule)
            if first == last and self.may_send(peer, group, first):
                for block in set(self.owner.values()):
                    if group in self.groups(block) and self.owner[peer] != block:
                        found.add((self.owner[peer], block, f"{rule['IpProtocol']} {first}"))
        return found


def dotted(block):
    return block.replace(" ", ".")


def reachability(suite, program, environment):
    words = ["--env", environment] if environment else []
    made = suite.run("build", program, *words, "--target", "cloudformation", "--format", "json", "-o", "-")
    need(made.returncode == 0, made.stderr)
    walk = Walk(json.loads(made.stdout)["Resources"])
    wanted = walk.pairs()
    has, out, blocks = set(), set(), sorted({block for block in walk.owner.values() if block and walk.groups(block)})
    for block in blocks:
        answer = answers(suite, "reach", dotted(block), "-p", program, *words)[0]["answer"]
        out |= {(way["from"], way["to"], way["traffic"]) for way in answer["out"] if " " in way["to"] and way["open"]}
        for way in answer["into"]:
            if " " in way["from"] and way["open"]:
                has.add((way["from"], way["to"], way["traffic"]))
            for step in way["steps"]:
                need(step["line"] or not step["text"], f"`{step['text']}` names no line")
    single = {one for one in has if re.fullmatch(r"\w+ \d+", one[2])}
    need(single == wanted, f"{program} {environment}: said and not in the template: {sorted(single - wanted)}; not said: {sorted(wanted - single)}")
    single = {one for one in out if re.fullmatch(r"\w+ \d+", one[2])}
    need(single == wanted, f"{program} {environment}, out of blocks: said and not in the template: {sorted(single - wanted)}; not said: {sorted(wanted - single)}")
    ports = sorted({traffic for _, _, traffic in wanted})
    for from_ in blocks[:6]:
        for to in blocks[:6]:
            for traffic in ports[:3]:
                if from_ == to or not traffic.startswith("tcp "):
                    continue
                said = suite.run("ask", "reach", dotted(from_), f"{dotted(to)}:{traffic[4:]}", "-p", program, *words)
                need((said.returncode == 0) == ((from_, to, traffic) in wanted), f"{from_} -> {to} {traffic}: {said.stdout}{said.stderr}")


def internet(suite):
    need(ask(suite, "reach", "internet", "edge:443", "-p", MARKET, "--env", "prod").startswith("yes\n"), "the public balancer is closed")
    need("no rule of service payments" in ask(suite, "reach", "internet", "payments:8443", "-p", MARKET, "--env", "prod", status=1), "it says something else")
    program = suite.work / "inside.svc"
    text = 'app inside { region = "eu-west-1" }\nnetwork main {}\nbalancer lb in main {\n  internal = true\n  sources  = ["0.0.0.0/0"]\n  listener http 80 {}\n}\n'
    program.write_text(text)
    if suite.run("check", program).returncode == 0:
        need("it has no public address" in ask(suite, "reach", "internet", "lb:80", "-p", program, status=1), "an internal balancer is open")
    need("the endpoint of network main for dynamodb" in ask(suite, "reach", "catalogue", "articles", "-p", MARKET, "--env", "prod"), "the endpoint is not named")


def rights(suite):
    told = answers(suite, "role", "mailer.task", "-p", MARKET, "--env", "prod")[0]["answer"]["rights"]
    lines = (ROOT / MARKET).read_text().splitlines()
    need({right["action"] for right in told} >= {"sqs:ReceiveMessage", "sqs:DeleteMessage"}, told)
    for right in told:
        line = lines[int(right["line"].rsplit(":", 1)[1]) - 1]
        need("allow" in line, f"{right['action']} is granted by `{line.strip()}`")
    execution = answers(suite, "role", "mailer.execution", "-p", MARKET, "--env", "prod")[0]["answer"]["rights"]
    need(any(right["action"].startswith("ecr:") for right in execution) and not any(right["action"].startswith("sqs:") for right in execution), execution)
    need(ask(suite, "can", "cart", "write", "carts", "-p", MARKET, "--env", "prod").startswith("yes"), "cart may write its carts")
    need("nothing allows service cart" in ask(suite, "can", "cart", "write", "articles", "-p", MARKET, "--env", "prod", status=1), "cart may not write articles")
    ask(suite, "can", "cart", "dynamodb:DeleteTable", "carts", "-p", MARKET, "--env", "prod", status=1)


def denied(suite):
    program = suite.work / "denied.svc"
    program.write_text(f'app d {{ region = "eu-west-1" }}\nnetwork main {{}}\ncluster c in main {{}}\nqueue orders {{}}\nservice api in c {{\n  task {{\n    cpu = 256\n    memory = 512MiB\n    {IMAGE}\n'
                       '    allow send on orders\n    deny "sqs:SendMessage" on orders\n  }\n}\n')
    if suite.run("check", program).returncode == 0:
        need("sqs:SendMessage is denied" in ask(suite, "can", "api", "send", "orders", "-p", program, status=1), "a denial does not count first")


# ---- Releases

def program_of(suite, name, service):
    path = suite.work / f"{name}.svc"
    path.write_text(f'app s {{ region = "eu-west-1" }}\nnetwork main {{}}\ncluster c in main {{}}\nservice api in c {{\n  count = 4\n  task {{ cpu = 256, memory = 512MiB, {IMAGE} }}\n  {service}\n}}\n')
    done = suite.run("check", path)
    need(done.returncode == 0, done.stderr)
    return path


def told(suite, path, *words):
    answer = answers(suite, "deploy", "api", "-p", path, *words)[0]["answer"]
    return answer, [(s["old"], s["starting"], s["healthy"]) for s in answer["steps"]]


def half_at_a_time(suite):
    """Min 50 %, max 100 %, four tasks: two stop, two new ones start, the other two stop, two start."""
    answer, steps = told(suite, program_of(suite, "half", "deploy rolling { min = 50%, max = 100% }\n  rebalance = false"))
    need(steps == [(4, 0, 0), (2, 0, 0), (2, 0, 0), (2, 2, 0), (2, 0, 2), (0, 0, 2), (0, 0, 2), (0, 2, 2), (0, 0, 4), (0, 0, 4)], steps)
    need((answer["least"], answer["most"], answer["stuck"]) == (2, 4, None), answer)


def half_more(suite):
    """Min 100 %, max 150 %, four tasks: two start (six), two stop (four), two start (six), two stop; four are left."""
    answer, steps = told(suite, program_of(suite, "more", "deploy rolling { min = 100%, max = 150% }"))
    need(steps == [(4, 0, 0), (4, 2, 0), (4, 0, 2), (2, 0, 2), (2, 0, 2), (2, 2, 2), (2, 0, 4), (0, 0, 4), (0, 0, 4), (0, 0, 4)], steps)
    need((answer["least"], answer["most"]) == (4, 6), answer)
    late = told(suite, suite.work / "more.svc", "--start", "600")[0]["steps"][-1]["at"]
    need(late - answer["steps"][-1]["at"] == 2 * 540, "the time of a start does not count twice")


def strategies(suite):
    answer = answers(suite, "deploy", "storefront", "-p", MARKET, "--env", "prod")[0]["answer"]
    need([s["traffic"] for s in answer["steps"]][3:5] == [5, 100] and answer["most"] == 2 * answer["least"], answer)


def environments(suite):
    """Answers of several lines stand below their environments, so that tables keep their columns; answers that are alike are told once."""
    done = suite.run("ask", "deploy", "worker", "-p", ROOT / "examples/shop/shop.svc")
    tables = [part.splitlines() for part in re.split(r"^(?:test|prod):\n", done.stdout, flags=re.M)]
    need(tables[0] == [] and len(tables) == 3, done.stdout)
    for table in tables[1:]:
        ends = [line.index(word) + len(word) for line, word in ((table[0], "time"), (table[1], "0:00:00"))]
        need(ends[0] == ends[1], done.stdout)
    need(suite.run("ask", "reach", "api", "-p", ROOT / "examples/shop/shop.svc").stdout.startswith("Into service api:"), "what is alike is told twice")


def patched(suite):
    """What a patch sets is what is released."""
    patch = "patch cloudformation service { DesiredCount = 6, DeploymentConfiguration { MinimumHealthyPercent = 50, MaximumPercent = 100 } }"
    answer, steps = told(suite, program_of(suite, "patched", f"{patch}\n  rebalance = false"))
    need(steps[0] == (6, 0, 0) and (answer["least"], answer["most"]) == (3, 6), answer)


def codedeploy(suite):
    """CodeDeploy shifts the traffic as its configuration is called."""
    path = suite.work / "codedeploy.svc"
    for traffic, parts, minutes in (("canary_10_percent_15_minutes", [10, 100], 15), ("linear_10_percent_every_3_minutes", list(range(10, 101, 10)), 27), ("all_at_once", [100], 0)):
        path.write_text(f'app s {{ region = "eu-west-1" }}\nnetwork main {{}}\ncluster c in main {{}}\nbalancer edge in main {{}}\nservice api in c {{\n  count = 4\n  task {{ cpu = 256, memory = 512MiB, {IMAGE[:-2]}, port = 80 }} }}\n'
                        f'  route edge {{ path = "/*" }}\n  deploy blue_green {{ controller = codedeploy, traffic = {traffic} }}\n}}\n')
        answer, _ = told(suite, path)
        shifts = [s for s in answer["steps"] if "of the traffic" in s["what"]]
        need([s["traffic"] for s in shifts] == parts and shifts[-1]["at"] - shifts[0]["at"] == 60 * minutes, f"{traffic}: {shifts}")


def raw_ranges(suite):
    """Every range that a rule of `raw` names, and subnets of `raw`."""
    path = suite.work / "ranges.svc"
    path.write_text(f'''app s {{ region = "eu-west-1" }}
network main {{ cidr = 10.0.0.0/16 }}
cluster c in main {{}}
service api in c {{ task {{ cpu = 256, memory = 512MiB, {IMAGE} }} }}
raw terraform "aws_subnet" far {{ vpc_id = main.id, cidr_block = "10.0.200.0/24" }}
raw terraform "aws_subnet" further {{ vpc_id = main.id, cidr_block = "10.0.201.0/24" }}
raw terraform "aws_db_subnet_group" group {{ subnet_ids = [far.id, further.id] }}
raw terraform "aws_security_group" wall {{ description = "x", vpc_id = main.id, ingress {{ protocol = "tcp", from_port = 5432, to_port = 5432, cidr_blocks = ["192.168.0.0/16", "10.0.0.0/16"] }} }}
raw terraform "aws_db_instance" db {{ instance_class = "db.t4g.micro", vpc_security_group_ids = [wall.id], db_subnet_group_name = group.name }}
''')
    into = answers(suite, "reach", "db", "-p", path)[0]["answer"]["into"]
    need([way["from"] for way in into] == ["192.168.0.0/16", "10.0.0.0/16"], into)
    done = suite.run("ask", "reach", "api", "db:5432", "-p", path)
    need(done.returncode == 0 and "raw db lets 10.0.0.0/16 in" in done.stdout, done.stdout)


def no_room(suite):
    """Two instances that hold two tasks each: 100/150 finds no room for a fifth, 50/100 does."""
    path = suite.work / "room.svc"
    text = (f'app s {{ region = "eu-west-1" }}\nnetwork main {{}}\ncluster c in main {{\n  capacity ec2 nodes {{ instance = "t3.medium", size = 2, weight = 1 }}\n}}\nservice api in c {{\n  count = 4\n'
            f'  task {{ network_mode = bridge, memory = 1500MiB, {IMAGE} }}\n  deploy rolling {{ min = MIN, max = MAX }}\n  rebalance = false\n}}\n')
    for least, most, stuck in (("100%", "150%", True), ("50%", "100%", False)):
        path.write_text(text.replace("MIN", least).replace("MAX", most))
        done = suite.run("ask", "deploy", "api", "-p", path, "--format", "json")
        if done.returncode == 2:  # a check refuses it before anybody could deploy it
            need(stuck and "error[" in suite.run("check", path).stderr, done.stderr)
            continue
        need((json.loads(done.stdout)["answers"][0]["answer"]["stuck"] is not None) == stuck, done.stdout)


def wrong_words(suite):
    for words, said in ((("reach", "stroefront"), "did you mean `storefront`?"), (("deploy", "cort"), "there is no service `cort`"), (("reach", "cart", "checkout:http"), "`http` is no port"),
                        (("can", "cart", "eat", "carts"), "table carts has no verb `eat`; there is"), (("can", "cart"), "three words"), (("reach",), "one or two"),
                        (("sing",), "is not")):
        need(said in ask(suite, *words, "-p", MARKET, "--env", "prod", status=2), f"{words} is not answered by {said}")


def main():
    suite = Suite("ask", __doc__).start()
    for program in example_programs():
        for environment in declared_environments(program):
            suite.check(f"{program.relative_to(ROOT)} {environment}", reachability, suite, program, environment)
    for check in (internet, rights, denied, half_at_a_time, half_more, strategies, environments, patched, codedeploy, raw_ranges, no_room, wrong_words):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
