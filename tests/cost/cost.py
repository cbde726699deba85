#!/usr/bin/env python3
"""`svcc cost`: its sums against our own calculation over the emitted template, its formats and files, and its data."""
import json
import math
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, example_programs, need, region_of, run, same  # noqa: E402

PRICES = ROOT / "templates/data/prices"
KEYS, MISSING = (yaml.safe_load((PRICES / "keys.yaml").read_text())[name] for name in ("keys", "missing"))
CHARGES = yaml.safe_load((ROOT / "templates/cost/charges.yaml").read_text())
HOURS = 730
MARKET = "examples/marketplace/main.svc"


def cost(suite, *words, status=0):
    done = suite.run("cost", *words)
    need(done.returncode == status, f"svcc cost {' '.join(map(str, words))} gave {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
    return done.stdout if status == 0 else done.stderr


# ---- A calculation of our own, over the template that is deployed

def running(value, otherwise=None):
    """The value while the parameter Running is true; `otherwise` where the template has none then."""
    if isinstance(value, dict) and "Fn::If" in value:
        value = value["Fn::If"][1]
    return otherwise if value is None or value == {"Ref": "AWS::NoValue"} else value


class Template:
    def __init__(self, text, region):
        self.resources = json.loads(text)["Resources"]
        data = json.loads((PRICES / f"{region}.json").read_text())
        self.usd = {key: one["usd"] for key, one in data["prices"].items()}
        self.ec2 = data["ec2"]["usd_per_hour"]

    def of(self, type_):
        return [(name, one.get("Properties", {})) for name, one in self.resources.items() if one["Type"] == type_]

    def target(self, value):
        """The resource that a value refers to."""
        for name in re.findall(r'"(?:Ref|Fn::GetAtt)": (?:\["|")(\w+)', json.dumps(value)) + re.findall(r"\$\{(\w+)", json.dumps(value)):
            if name in self.resources:
                return name
        return None

    def counts(self, service):
        """The tasks of a service at the desired and at the largest count, once services run (the parameter Running)."""
        count = int(running(self.resources[service]["Properties"].get("DesiredCount"), 1))
        for _, scaling in self.of("AWS::ApplicationAutoScaling::ScalableTarget"):
            if service in re.findall(r"\$\{(\w+)\.Name\}", json.dumps(scaling["ResourceId"])):
                least, most = int(running(scaling["MinCapacity"])), int(running(scaling["MaxCapacity"]))
                for action in scaling.get("ScheduledActions", []):
                    most = max(most, int(action["ScalableTargetAction"].get("MaxCapacity", most)))
                return max(least, min(count, most)), most
        return count, count

    def strategy(self, properties):
        if "CapacityProviderStrategy" in properties:
            return properties["CapacityProviderStrategy"]
        if "LaunchType" in properties:
            return [{"CapacityProvider": properties["LaunchType"], "Weight": 1}]
        for _, one in self.of("AWS::ECS::ClusterCapacityProviderAssociations"):
            if self.target(one["Cluster"]) == self.target(properties["Cluster"]):
                return one.get("DefaultCapacityProviderStrategy", [])
        return []

    def task(self, value):
        """The task definition that a value refers to, or names by its family, as services that CodeDeploy releases do."""
        if isinstance(value, str):
            return next(one for _, one in self.of("AWS::ECS::TaskDefinition") if one["Family"] == value)
        return self.resources[self.target(value)]["Properties"]

    def fargate(self, name, tasks):
        """What the tasks of a service cost an hour on Fargate."""
        properties = self.resources[name]["Properties"]
        task = self.task(properties["TaskDefinition"])
        strategy = self.strategy(properties) or [{"CapacityProvider": "FARGATE", "Weight": 1}]
        bases = sum(int(one.get("Base", 0)) for one in strategy)
        weights = sum(int(one.get("Weight", 0)) for one in strategy)
        total = 0
        for one in strategy:
            if one["CapacityProvider"] not in ("FARGATE", "FARGATE_SPOT"):
                continue
            here = min(int(one.get("Base", 0)), tasks) + (max(0, tasks - bases) * int(one.get("Weight", 0)) / weights if weights else 0)
            key = "fargate" + ("_spot" if one["CapacityProvider"].endswith("SPOT") else "") + ("_arm" if task.get("RuntimePlatform", {}).get("CpuArchitecture") == "ARM64" else "")
            if key + "_vcpu_hour" in self.usd:
                total += here * (int(task["Cpu"]) / 1024 * self.usd[key + "_vcpu_hour"] + int(task["Memory"]) / 1024 * self.usd[key + "_gb_hour"])
            total += here * max(0, int(task.get("EphemeralStorage", {}).get("SizeInGiB", 0)) - 20) * self.usd["fargate_storage_gb_hour"]
        return total

    def month(self):
        """The costs that do not depend on use, without instances."""
        usd = self.usd
        hourly = len(self.of("AWS::EC2::NatGateway")) * usd["nat_hour"] + len(self.of("AWS::EC2::EIP")) * usd["ipv4_hour"]
        for _, one in self.of("AWS::EC2::VPCEndpoint"):
            if one.get("VpcEndpointType") == "Interface":
                hourly += len(one["SubnetIds"]) * usd["endpoint_hour"]
        for _, one in self.of("AWS::ElasticLoadBalancingV2::LoadBalancer"):
            hourly += usd.get("nlb_hour" if one.get("Type") == "network" else "alb_hour", 0)
            if one.get("Scheme") != "internal":
                hourly += len(one["Subnets"]) * usd["ipv4_hour"]
        fixed = sum(len(one.get("Metrics", [0])) * usd["alarm_month"] for _, one in self.of("AWS::CloudWatch::Alarm"))
        fixed += len(self.of("AWS::KMS::Key")) * usd["kms_key_month"] + len(self.of("AWS::SecretsManager::Secret")) * usd.get("secret_month", 0)
        fixed += (len(self.of("AWS::Route53::HostedZone")) + len(self.of("AWS::ServiceDiscovery::PrivateDnsNamespace"))) * usd["zone_month"]
        sums = []
        for which in (0, 1):
            tasks = 0
            for name, one in self.of("AWS::ECS::Service"):
                count = self.counts(name)[which]
                tasks += self.fargate(name, count)
                if one.get("NetworkConfiguration", {}).get("AwsvpcConfiguration", {}).get("AssignPublicIp") == "ENABLED":
                    tasks += count * usd["ipv4_hour"]
            sums.append(fixed + (hourly + tasks) * HOURS)
        return sums


def without_instances(environment, which):
    """What svcc says, without instances and their disks, which are counted by packing."""
    total = 0
    for block in environment["blocks"]:
        for resource in block["resources"]:
            for charge in resource["charges"]:
                if resource["kind"] != "autoscaling_group":
                    total += charge["cost"][which]
    return total


def against_template(suite, program, environment):
    words = ["--env", environment] if environment else []
    made = suite.run("build", program, *words, "--target", "cloudformation", "--format", "json", "-o", "-")
    need(made.returncode == 0, made.stderr)
    region = region_of(program, environment)
    told = json.loads(cost(suite, program, *words, "--region", region, "--format", "json"))["environments"]
    need(len(told) == 1 and told[0]["region"] == region, f"{program} tells of {len(told)} environments")
    desired, largest = Template(made.stdout, region).month()
    for which, wanted in (("desired", desired), ("largest", largest)):
        has = without_instances(told[0], which)
        need(math.isclose(has, wanted, abs_tol=0.25), f"{program} {environment} {which}: svcc says {has:.2f}, the template comes to {wanted:.2f}")
        need(math.isclose(sum(b["cost"][which] for b in told[0]["blocks"]), told[0]["cost"][which], abs_tol=0.5), "the blocks do not come to the sum")


# ---- Formats and files

def formats(suite):
    text = cost(suite, MARKET, "--env", "prod")
    for words in ("market-prod in eu-central-1", "least     desired     largest", "No price:", "Depends on use", "A month has 730 hours."):
        need(words in text, f"the text lacks `{words}`:\n{text}")
    page = cost(suite, MARKET, "--env", "prod", "--resources")
    need(f"NAT gateway: 730 hours x ${json.loads((PRICES / 'eu-central-1.json').read_text())['prices']['nat_hour']['usd']}" in page, page)
    table = cost(suite, MARKET, "--format", "markdown")
    need(table.count("### market-") == len(declared_environments(ROOT / MARKET)) and "| **a month** |" in table, table)
    report = json.loads(cost(suite, MARKET, "--env", "prod", "--format", "json"))
    need(report["version"] == 1 and report["currency"] == "USD" and all(s["date"] for s in report["environments"][0]["sources"]), "a price has no date")
    block = next(b for b in report["environments"][0]["blocks"] if b["block"] == "network main")
    line = (ROOT / MARKET).read_text().splitlines()[block["line"] - 1]
    need(line.startswith("network main"), f"the line of the network is `{line}`")


def usage(suite):
    path = suite.work / "usage.yaml"
    cost(suite, MARKET, "--write-usage", path)
    text = path.read_text()
    need("    nat_gb:  # GB through the NAT gateways\n" in text, text)
    same(cost(suite, MARKET), cost(suite, MARKET, "--usage", path), "an unfilled file changes nothing")
    need("exists already" in cost(suite, MARKET, "--write-usage", path, status=2), "it is written over")
    path.write_text(re.sub(r"^(    \w+:)  #", r"\1 1  #", text, flags=re.M))
    need("Depends on use" not in cost(suite, MARKET, "--usage", path), "amounts that are given are still open")
    path.write_text("blocks:\n  network main: { nat_gb: 100 }\nenvironments:\n  prod:\n    network main: { nat_gb: 900 }\n")
    plain, used = (json.loads(cost(suite, MARKET, "--format", "json", *words))["environments"] for words in ([], ["--usage", path]))
    more = {a["environment"]: round(a["cost"]["desired"] - b["cost"]["desired"], 2) for a, b in zip(used, plain)}
    each = json.loads((PRICES / "eu-central-1.json").read_text())["prices"]["nat_gb"]["usd"]
    for name, difference in more.items():
        need(math.isclose(difference, (900 if name == "prod" else 100) * each, abs_tol=0.02), f"100 GB, in prod 900, cost {more}")
    path.write_text("hours: 365\n")
    halved = json.loads(cost(suite, MARKET, "--env", "prod", "--usage", path, "--format", "json"))["environments"][0]
    need(halved["hours"] == 365, "the hours are not those of the file")


def wrong_files(suite):
    path = suite.work / "wrong.yaml"
    for text, said in (("blocks:\n  network main: { nat_gb: many }\n", "wrong.yaml:2:27: `nat_gb` is a number from 0 on"),
                       ("hour: 3\n", "wrong.yaml:1:1: there is no `hour` here"),
                       ("blocks: [1]\n", "wrong.yaml:1:9: this must be a map of blocks"),
                       ("a: [\n", "wrong.yaml:")):
        path.write_text(text)
        need(said in cost(suite, MARKET, "--usage", path, status=2), f"{text!r} is not answered by {said!r}")
    for text, said in (("blocks:\n  network mian: { nat_gb: 1 }\n", "did you mean `network main`?"),
                       ("blocks:\n  network main: { nat_bg: 1 }\n", "did you mean `nat_gb`?")):
        path.write_text(text)
        need(said in suite.run("cost", MARKET, "--usage", path).stderr, f"{text!r} is not answered by {said!r}")
    for text, said in (("[]x", "it is no file of prices"), ('{"prices": {}}', "of which `region`"), ('{"region": "eu-central-1", "prices": {"nat": 1}}', "there is no price `nat`"),
                       ('{"region": "eu-central-1", "prices": {"nat_hour": -1}}', "no number of US dollars"), ('{"region": "x", "currency": "EUR"}', "in USD, not in EUR")):
        path.write_text(text)
        need(said in cost(suite, MARKET, "--prices", path, status=2), f"{text!r} is not answered by {said!r}")


def own_prices(suite):
    path = suite.work / "own.json"
    path.write_text('{"region": "eu-central-1", "prices": {"nat_hour": 1}}')
    need("NAT gateway: 730 hours x $1\n" in cost(suite, MARKET, "--env", "prod", "--resources", "--prices", path), "a team's price does not count")


def regions(suite):
    path = suite.work / "anywhere.svc"
    path.write_text("app anywhere {}\nnetwork main { nat = single }\n")
    need("--region eu-west-1" in cost(suite, path, status=2), "a program without a region is guessed about")
    need("in eu-west-1" in cost(suite, path, "--region", "eu-west-1"), "--region does not count")
    done = suite.run("cost", path, "--region", "us-iso-east-1")
    need("svcc carries no prices of us-iso-east-1" in done.stderr and "no prices are known of this region" in done.stdout and "$0.00" in done.stdout, done.stdout + done.stderr)


# ---- The data

def complete(_suite):
    kinds = {path.stem for path in (ROOT / "templates").glob("*.yaml")}
    told = set(CHARGES["kinds"]) | set(CHARGES["free"])
    need(kinds == told, f"templates/cost/charges.yaml lacks {sorted(kinds - told)}, and has {sorted(told - kinds)} for nothing")
    need(not set(CHARGES["kinds"]) & set(CHARGES["free"]), "a kind is charged and free")
    for kind, charges in CHARGES["kinds"].items():
        for one in charges:
            need("{" in one["price"] or one["price"] in KEYS, f"{kind}: there is no price `{one['price']}`")
            need(("usage" in one) == ("amount" in one), f"{kind}: `usage` and `amount` go together")
    for path in sorted(PRICES.glob("*.json")):
        data = json.loads(path.read_text())
        need(data["region"] == path.stem and set(data["prices"]) <= set(KEYS), f"{path.name} has a price that keys.yaml does not have")
        used = {one["source"] for one in data["prices"].values()} | ({data["ec2"]["source"]} if data["ec2"]["usd_per_hour"] else set())
        need(used == set(data["sources"]), f"{path.name}: sources and what names them differ: {sorted(used ^ set(data['sources']))}")
        need(all(one["usd"] > 0 for one in data["prices"].values()), f"{path.name} has a price of nothing")


def complete_regions(_suite):
    """Three regions have every price, but for those that keys.yaml lists with the reason."""
    need(set(MISSING) == {"us-east-1", "eu-west-1", "eu-central-1"}, f"the regions that are kept complete: {sorted(MISSING)}")
    for region, reasons in MISSING.items():
        data = json.loads((PRICES / f"{region}.json").read_text())
        lacks, listed = set(KEYS) - set(data["prices"]), {key for keys in reasons.values() for key in keys}
        need(lacks == listed, f"{region} lacks {sorted(lacks - listed)} without a reason, and has {sorted(listed - lacks)}")
        need(all(one["from"] and re.match(r"\d{4}", one["date"]) for one in data["sources"].values()), f"a source of {region} has no date")
        need(len(data["ec2"]["usd_per_hour"]) > 700, f"{region} has few instance types")


def disks(suite):
    """Provisioned performance: what gp3 includes is free, io1 pays for every IOPS, io2 less from 32,000 and 64,000 on."""
    path = suite.work / "disks.svc"
    usd = {key: one["usd"] for key, one in json.loads((PRICES / "eu-west-1.json").read_text())["prices"].items()}
    for disk, wanted in (("type = gp3, iops = 4000, throughput = 225", 1000 * usd["ebs_gp3_iops_month"] + 100 * usd["ebs_gp3_mibps_month"]), ("type = gp3", 0),
                         ("type = io1, iops = 2000", 2000 * usd["ebs_io1_iops_month"]),
                         ("type = io2, iops = 70000", 32000 * (usd["ebs_io2_iops_month"] + usd["ebs_io2_iops_above_32000_month"]) + 6000 * usd["ebs_io2_iops_above_64000_month"])):
        path.write_text('app d { region = "eu-west-1" }\nnetwork main {}\ncluster c in main { capacity fargate {} }\nservice s in c {\n  task {\n    cpu = 0.25vcpu, memory = 512MiB\n'
                        f'    volume data {{ ebs {{ size = 200GiB, {disk} }} }}\n    container app {{ image = "public.ecr.aws/nginx/nginx:1.27", mount "/data" {{ volume = "data" }} }}\n  }}\n}}\n')
        report = json.loads(cost(suite, path, "--format", "json"))["environments"][0]
        charges = [c for b in report["blocks"] for r in b["resources"] for c in r["charges"] if "IOPS" in c["what"] or "throughput" in c["what"]]
        has = sum(c["cost"]["desired"] if isinstance(c["cost"], dict) else c["cost"][0] for c in charges)
        need(math.isclose(has, wanted, abs_tol=0.05), f"`{disk}`: {has:.2f}, not {wanted:.2f}: {charges}")


def fetched(suite):
    """scripts/fetch-prices reads the list as AWS writes it, takes the first step that is paid, and refuses to choose between two."""
    offers = suite.work / "offers"
    offers.mkdir(exist_ok=True)

    def offer(products):
        return {"publicationDate": "2026-11-01T00:00:00Z", "products": {str(n): {"attributes": one[0]} for n, one in enumerate(products)},
                "terms": {"OnDemand": {str(n): {"t": {"priceDimensions": {str(i): {"beginRange": str(i), "pricePerUnit": {"USD": usd}} for i, usd in enumerate(one[1])}}} for n, one in enumerate(products)}}}
    queue = [({"usagetype": "EUC1-Requests-Tier1"}, ["0", "0.0000004"]), ({"usagetype": "EUC1-Requests-FIFO-Tier1"}, ["0.0000005"])]
    machine = {"usagetype": "EUC1-BoxUsage:m9.big", "instanceType": "m9.big", "operatingSystem": "Linux", "tenancy": "Shared", "preInstalledSw": "NA", "capacitystatus": "Used"}
    (offers / "AWSQueueService-eu-central-1.json").write_text(json.dumps(offer(queue)))
    (offers / "AmazonEC2-eu-central-1.json").write_text(json.dumps(offer([(machine, ["1.5"]), ({**machine, "operatingSystem": "Windows"}, ["2.5"]), ({"usagetype": "EUC1-NatGateway-Hours"}, ["0.06"])])))
    script = [sys.executable, ROOT / "scripts/fetch-prices", "eu-central-1", "--offers", offers, "--output", suite.work]
    done = run(script)
    need(done.returncode == 0, done.stdout + done.stderr)
    made = json.loads((suite.work / "eu-central-1.json").read_text())
    need(made["prices"]["sqs_million"] == {"usd": 0.4, "source": "AWSQueueService"} and made["prices"]["nat_hour"]["usd"] == 0.06, made["prices"]["sqs_million"])
    need(made["ec2"]["usd_per_hour"] == {"m9.big": 1.5} and made["prices"]["fargate_vcpu_hour"]["source"] == "ecs", "instances are wrong, or an older price is not kept")
    page = cost(suite, MARKET, "--env", "prod", "--prices", suite.work / "eu-central-1.json", "--resources")
    need("NAT gateway: 730 hours x $0.06\n" in page, "what it writes is not read")
    (offers / "AWSQueueService-eu-central-1.json").write_text(json.dumps(offer([*queue, ({"usagetype": "EUC1-Requests-Tier1"}, ["0.5"])])))
    need("several products fit" in run(script).stderr, "it chooses between two prices")


def free_types(suite):
    """What AWS charges nothing for is not listed as without a price, and a resource of both targets is listed once."""
    known = {}
    for target in ("cloudformation", "terraform"):
        text = (ROOT / f"templates/schema/all/{target}.txt").read_text()
        known[target] = set(re.findall(r"^(AWS::\S+|aws_\w+) ", text, re.M))
    types = [one for page in CHARGES["free_types"].values() for one in page]
    unknown = [one for one in types if one not in known["cloudformation"] | known["terraform"]]
    need(not unknown and len(types) == len(set(types)), f"no types of the providers: {unknown}")
    program = suite.work / "free.svc"
    program.write_text('app s { region = "eu-west-1" }\nnetwork main {}\nraw terraform "aws_iam_policy" p { policy = "{}" }\nraw cloudformation "AWS::RDS::DBSubnetGroup" g { DBSubnetGroupDescription = "x", SubnetIds = main.private }\n'
                       'raw both d {\n  cloudformation "AWS::CloudWatch::Dashboard" { DashboardBody = "{}" }\n  terraform "aws_cloudwatch_dashboard" { dashboard_name = "d", dashboard_body = "{}" }\n}\n')
    said = cost(suite, program)
    need("IAM" not in said and "aws_iam" not in said and "DBSubnetGroup" not in said, said)
    need("AWS::CloudWatch::Dashboard: svcc does not know what it costs: raw d" in said and "aws_cloudwatch_dashboard" not in said, said)
    need("a month, without what has no price" in said, said)


def in_diff(suite):
    before, after = suite.work / "before.svc", suite.work / "after.svc"
    before.write_text('app shop { region = "eu-west-1" }\nnetwork main { nat = single }\n')
    after.write_text(before.read_text().replace("single", "per_zone"))
    usd = {key: one["usd"] for key, one in json.loads((PRICES / "eu-west-1.json").read_text())["prices"].items()}
    more = (usd["nat_hour"] + usd["ipv4_hour"]) * HOURS  # one gateway more, with its address
    said = f"cost up: shop: ${more:.2f} -> ${2 * more:.2f} a month (network main +${more:.2f})"
    text = suite.run("diff", before, after).stdout
    need(said in text, f"the difference is not `{said}`:\n{text}")
    need("cost down" in suite.run("diff", after, before).stdout, "what gets cheaper is not told")
    for limit, status in ((more - 1, 1), (more + 1, 0)):
        need(suite.run("diff", before, after, "--fail-on", f"cost>{limit:.0f}").returncode == status, f"--fail-on cost>{limit:.0f} is not {status}")
    need(suite.run("diff", before, after, "--fail-on", "cost>much").returncode == 2, "a word is taken for a sum")
    report = json.loads(suite.run("diff", before, after, "--format", "json").stdout)
    change = report["environments"][0]["costs"][0]
    need(math.isclose(change["after"]["desired"] - change["before"]["desired"], more, abs_tol=0.02) and "cost_up" in report["consequences"], change)


def main():
    suite = Suite("cost", __doc__).start()
    for program in example_programs():
        for environment in declared_environments(program):
            suite.check(f"{program.relative_to(ROOT)} {environment}", against_template, suite, program, environment)
    for check in (formats, usage, wrong_files, own_prices, regions, complete, complete_regions, disks, fetched, free_types, in_diff):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
