#!/usr/bin/env python3
"""Source maps and `svcc trace`: every resource and property of both targets leads to a line of the program; other tools' output is annotated."""
import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, example_programs, name_of, need, run, same  # noqa: E402

SHOP = ROOT / "examples/shop/shop.svc"
SOURCE = SHOP.read_text().splitlines()
PLACE = re.compile(r"^(\S+?):(\d+):(\d+)", re.M)


def line_of(words):
    """The number of the first line of the shop that holds the words."""
    return next(i for i, line in enumerate(SOURCE, 1) if words in line)


# Address -> words of the line that decides it.
ADDRESSES = {
    ("cloudformation/shop-prod.yaml", "MainVpc.CidrBlock"): "cidr  = 10.0.0.0/16",
    ("cloudformation/shop-prod.yaml", "ApiService"): "service api",
    ("cloudformation/shop-prod.yaml", "Resources/ApiTaskDefinition/Properties/ContainerDefinitions/0/Image"): "images.tag(\"api-${image_tag}\")",
    ("cloudformation/shop-prod.yaml", "ApiTaskDefinition.Cpu"): "cpu    = 0.5vcpu",
    ("cloudformation/shop-prod.yaml", "OrdersQueue.Tags"): "queue orders",
    ("cloudformation/shop-prod.yaml", "ImageTag"): "param image_tag",
    ("cloudformation/shop-prod.yaml", "Outputs.Url"): "output url",
    ("maps/cloudformation/shop-prod.json", "MainVpc"): "network main",
    ("terraform/shop-prod", "aws_vpc.main.cidr_block"): "cidr  = 10.0.0.0/16",
    ("terraform/shop-prod/services.tf", "aws_ecs_service.api.desired_count"): "count = prod",
    ("terraform/shop-prod/services.tf", 'module.shop["x"].aws_ecs_service.api.load_balancer[0].container_port'): None,
    ("terraform/shop-prod", "module.shop.aws_ecs_service.api.load_balancer[0].container_port"): "route edge",
    ("terraform", "aws_ecs_task_definition.api.container_definitions[0].image"): "images.tag(\"api-${image_tag}\")",
    ("terraform/shop-prod", "data.aws_route53_zone.example"): "existing zone example",
    ("terraform/shop-prod", "var.image_tag"): "param image_tag",
    ("terraform/shop-prod", "output.url"): "output url",
}


def address(suite, out, where, name, words):
    done = suite.run("trace", out / where, name)
    if words is None:
        return need(done.returncode in (0, 1), done.stderr)
    need(done.returncode == 0, f"exit status {done.returncode}: {done.stderr}")
    file, line, column = PLACE.search(done.stdout).groups()
    need(file == "shop.svc" and int(line) == line_of(words), f"it leads to line {line}, not {line_of(words)}:\n{done.stdout}")
    need(f"| {SOURCE[int(line) - 1]}" in done.stdout and int(column) <= len(SOURCE[int(line) - 1]), done.stdout)


def unknown(suite, out):
    for where, name, status, message in (("cloudformation/shop-prod.yaml", "ApiServcie", 1, "did you mean `ApiService`?"),
                                         ("cloudformation/shop-prod.yaml", "MainVpc.CidrBlok", 1, "did you mean `MainVpc.CidrBlock`?"),
                                         ("terraform/shop-prod", "aws_vpc.mian", 1, "did you mean `aws_vpc.main`?"),
                                         ("nowhere", "x", 2, "no such file"),
                                         ("other.yaml", "x", 2, "there is no source map next to it")):
        done = suite.run("trace", out / where, name)
        need(done.returncode == status and message in done.stderr and not done.stdout, f"{name}: {done.returncode}: {done.stderr}")
    for words in (["trace", out], ["trace"], ["trace", "--stdin", out, "x"]):
        need(suite.run(*words).returncode == 2, f"{words} can run")


def documents(template, module):
    """(target, {address: properties}) of both targets, read without svcc."""
    resources, current, inside, part = {}, None, False, None
    for line in template.read_text().splitlines():
        inside = line == "Resources:" if re.match(r"\w", line) else inside
        if inside and (match := re.match(r"  (\w+):$", line)):
            current = resources.setdefault(match.group(1), [])
        elif inside and (match := re.match(r"    (\w+):", line)):
            part = match.group(1)  # Properties; or an attribute of the resource, such as UpdatePolicy
        elif inside and part == "Properties" and (match := re.match(r"      (\w+):", line)):
            current.append(match.group(1))
    blocks = {}
    for path in sorted(module.glob("*.tf")):
        for line in path.read_text().splitlines():
            if match := re.match(r'(resource|data) "(\w+)" "(\w+)"', line):
                name = ("data." if match.group(1) == "data" else "") + f"{match.group(2)}.{match.group(3)}"
                current = [] if match.group(3) in ("current", "available") else blocks.setdefault(name, [])
            elif match := re.match(r"  (\w+)(?: +=| \{)", line):
                if current is not None and match.group(1) not in ("lifecycle", "depends_on"):
                    current.append(match.group(1))
            elif line and not line.startswith((" ", "}")):
                current = None
    return (("cloudformation", resources), ("terraform", blocks))


def lines_of(folder, source):
    """Of a file of the program or of the standard library."""
    path = ROOT / "stdlib" / source if source.startswith("std/") else folder / source
    return path.read_text().splitlines()


def everything(out, document, folder):
    """The map holds every resource and every property of a document; all its places and ways are lines of the program."""
    for target, resources in documents(out / f"cloudformation/{document}.yaml", out / f"terraform/{document}"):
        text = json.loads((out / f"maps/{target}/{document}.json").read_text())
        need(len(resources) > 20, f"only {len(resources)} resources were found in the documents of {target}")
        for name, properties in resources.items():
            places = text["origins"].get(name)
            need(places and "" in places, f"{target}: {name} is not in the map")
            missing = [prop for prop in properties if prop not in places and prop != "name_prefix"]
            need(not missing, f"{target}: {name} has no place for {missing}")
        sources = {index: lines_of(folder, source) for index, source in enumerate(text["sources"])}
        for key, line in text["lines"].items():
            source, number = map(int, key.split(":"))
            need(sources[source][number - 1] == line, f"line {key} is not the program's: {line}")
        places = [place[:3] for paths in text["origins"].values() for place in paths.values()] + [step[1:] for way in text["ways"] for step in way]
        for source, line, column in places:
            need(column <= len(sources[source][line - 1].encode()) + 1, f"{target}: {text['sources'][source]}:{line}:{column} is not in that line")
        ways = [place[3] for paths in text["origins"].values() for place in paths.values() if len(place) > 3]
        need(set(ways) == set(range(len(text["ways"]))), f"{target}: {len(text['ways'])} ways, of which {len(set(ways))} are used")
        for name, paths in text["origins"].items():
            for path, place in paths.items():
                from_component = text["sources"][place[0]].startswith(("std/", "parts/")) and len(place) < 4
                need(not from_component, f"{target}: {name}.{path} is in a component, and nothing says of which instance")


STORE = {  # address in examples/store for prod: the lines that led there, and how, the nearest first
    "CartService": ["service self in place", "made of the component at: web_app cart in main_cluster"],
    "CartTaskDefinition.ContainerDefinitions.0.Image": ["image = image", "with the value of: images.tag(\"cart-${image_tag}\")", "made of the component at: web_app cart in"],
    "CartScalableTarget.MaxCapacity": ["count   = least..most", "with the value of: web_app cart      { least = 3", "in the environment at: environment prod", "with the value of: web_app cart      { least = 3", "made of the component at: web_app cart in"],
    "CartBusyAlarm.Threshold": ["above = 85%", "made of the component at: web_app cart in"],
    "WorkerTaskDefinition.Cpu": ["task { cpu = 1vcpu", "instead of: cpu    = 0.25vcpu", "in the environment at: environment prod"],
    "StoreCertCertificate.DomainName": ["domain = host", "with the value of: let host ="],
    "ImageTag.Default": ["image_tag = \"stable\"", "in the environment at: environment prod"],
    "Outputs.Cart.Value": ["output cart = cart.url", "with the value of: output url = \"https", "with the value of: let host =", "with the value of: path    = \"/cart/*\"", "made of the component at: web_app cart in"],
    "OrdersQueue.VisibilityTimeout": ["visibility = 60s"],
}


RAW = """\
app shop { region = "eu-west-1" }
environment prod {
  raw cloudformation "AWS::SNS::Topic" alerts { DisplayName = "prod" }
  topic news { patch terraform topic { signature_version = 2 } }
}
component noisy in c: cluster {
  param name: string
  queue jobs { patch cloudformation queue { KmsMasterKeyId = "alias/${name}" } }
  raw cloudformation "AWS::SNS::Topic" extra { TopicName = name }
}
network main {}
cluster work in main { capacity fargate {} }
topic news { patch terraform topic { signature_version = 1 } }
raw cloudformation "AWS::SNS::Topic" alerts { TopicName = "x", DisplayName = "y" }
noisy hugo in work { name = "loud" }
"""
RAW_WAYS = {
    "Alerts.DisplayName": ['DisplayName = "prod"', 'instead of: DisplayName = "y"', "in the environment at: environment prod"],
    "HugoExtra": ["raw cloudformation", "made of the component at: noisy hugo in work"],
    "HugoExtra.TopicName": ["TopicName = name", 'with the value of: name = "loud"', "made of the component at: noisy hugo in work"],
    "HugoJobsQueue.KmsMasterKeyId": ["KmsMasterKeyId =", 'with the value of: name = "loud"', "made of the component at: noisy hugo in work"],
    "aws_sns_topic.news.signature_version": ["signature_version = 2", "instead of: signature_version = 1", "in the environment at: environment prod"],
}


def raw_and_patch(suite):
    folder = suite.work / "raw"
    folder.mkdir()
    (folder / "main.svc").write_text(RAW)
    need(suite.run("build", "main.svc", "-o", "out", cwd=folder).returncode == 0, "it does not build")
    for address, wanted in RAW_WAYS.items():
        way(suite, folder / "out" / ("terraform" if address.startswith("aws_") else "cloudformation"), address, wanted)


def way(suite, out, address, wanted):
    done = suite.run("trace", out, address)
    need(done.returncode == 0, done.stderr)
    said, how = [], ""
    for line in done.stdout.splitlines():
        if match := re.match(r"(?:([a-z ]+) )?(\S+\.svc):(\d+):\d+$", line):
            how = f"{match.group(1)}: " if match.group(1) else ""
        elif match := re.match(r"\d+ \| +(.*)", line):
            said.append(how + match.group(1))
    fits = len(said) == len(wanted) and all(w.partition(": ")[2] in s and s.startswith(w.partition(": ")[0]) if ": " in w else w in s for w, s in zip(wanted, said))
    need(fits, f"{address} came by\n" + "\n".join(said) + "\nnot by\n" + "\n".join(wanted))


def json_in_json_out(suite, out):
    """Answers in JSON get a member "svc"; everything else stays as it was."""
    vpc = {"file": "shop.svc", "line": line_of("cidr  = 10.0.0.0/16"), "column": 11, "text": SOURCE[line_of("cidr  = 10.0.0.0/16") - 1]}
    cfn_lint = [{"Filename": "out/shop-prod.yaml", "Level": "Error", "Location": {"Path": ["Resources", "MainVpc", "Properties", "CidrBlock"], "Start": {"LineNumber": 1}}, "Message": "m"}]
    validate = {"valid": False, "diagnostics": [{"severity": "error", "summary": "s", "address": "aws_vpc.main",
                                                "snippet": {"context": 'resource "aws_vpc" "main"', "code": "  cidr_block = 1", "start_line": 12}}]}
    events = {"StackEvents": [{"LogicalResourceId": "MainVpc", "ResourceStatus": "CREATE_FAILED"}, {"LogicalResourceId": "shop-prod", "ResourceStatus": "ROLLBACK_IN_PROGRESS"}]}
    apply = {"@level": "error", "type": "diagnostic", "diagnostic": {"severity": "error", "address": "aws_vpc.main"}}
    for answer, indent, place in ((cfn_lint, 4, lambda a: a[0]), (validate, 2, lambda a: a["diagnostics"][0]), (events, 4, lambda a: a["StackEvents"][0]), (apply, None, lambda a: a["diagnostic"])):
        text = json.dumps(answer, indent=indent) + "\n"
        done = run([suite.svcc, "trace", "--stdin", out], stdin=text)
        need(done.returncode == 0, done.stderr)
        got = json.loads(done.stdout)
        svc = place(got).pop("svc", None)
        need(svc, f"nothing was added to {text}")
        same(json.dumps(answer), json.dumps(got), "the answer without what was added")
        exact = answer in (cfn_lint, validate)
        need(svc[0] == vpc if exact else svc[0]["text"].startswith("network main"), f"it leads to {svc}")
    broken = "{\n  not JSON, but MainVpc\n}\n"
    done = run([suite.svcc, "trace", "--stdin", out], stdin=broken)
    need("network main" in done.stdout and done.stdout.startswith("{\n"), done.stdout)


def forms_of_cfn_lint(suite, out):
    lines = (out / "cloudformation/shop-prod.yaml").read_text().splitlines()
    cidr = next(i for i, line in enumerate(lines, 1) if "CidrBlock: 10.0.0.0/16" in line)
    parseable = "".join(f"out/cloudformation/shop-prod.yaml:{cidr}:7:{cidr}:15:E300{n}:something\n" for n in range(3))
    pretty = f"out/cloudformation/shop-prod.yaml\n{cidr}:7:               E3002     something\n{cidr}:7:               E3003     else\n\n{cidr}:7: of nothing\n"
    unknown = "E3002 Property Resources/MainVpc/Properties/CidrBlok is unexpected\n"
    for text, wanted in ((parseable, 3), (pretty, 2), (unknown, 1)):
        done = run([suite.svcc, "trace", "--stdin", out], stdin=text)
        said = re.findall(r"^    --> shop\.svc:(\d+):", done.stdout, re.M)
        line = line_of("network main") if text == unknown else line_of("cidr  = 10.0.0.0/16")
        need(said == [str(line)] * wanted, f"{said} for\n{text}")


def annotated(suite, out):
    lines = (out / "cloudformation/shop-prod.yaml").read_text().splitlines()
    cidr = next(i for i, line in enumerate(lines, 1) if "CidrBlock: 10.0.0.0/16" in line)
    text = "\n".join([
        "E3012 Property Resources/ApiTaskDefinition/Properties/Cpu should be of type integer",
        f"out/cloudformation/shop-prod.yaml:{cidr}:7",
        "",
        "\N{BOX DRAWINGS LIGHT VERTICAL} Error: creating ECS Service (api)",
        "\N{BOX DRAWINGS LIGHT VERTICAL}   with aws_ecs_service.api,",
        '\N{BOX DRAWINGS LIGHT VERTICAL}   on services.tf line 12, in resource "aws_ecs_service" "api":',
        "\N{BOX DRAWINGS LIGHT VERTICAL}   12:   desired_count = 2",
        "",
        "CREATE_FAILED\tAWS::SQS::Queue\tOrdersQueue\tResource handler returned message",
        "nothing that is known",
    ]) + "\n"
    done = run([suite.svcc, "trace", "--stdin", out], stdin=text)
    need(done.returncode == 0, done.stderr)
    same(text, "".join(line for line in done.stdout.splitlines(True) if not line.startswith("    -->")), "output without the annotations")
    said = [int(number) for number in re.findall(r"^    --> shop\.svc:(\d+):", done.stdout, re.M)]
    wanted = [line_of(words) for words in ("cpu    = 0.5vcpu", "cidr  = 10.0.0.0/16", "service api", "count = prod", "queue orders")]
    need(said == wanted, f"annotated with lines {said}, not {wanted}:\n{done.stdout}")


def lines_of_template(suite, out, extension):
    """A resource that a tool names by its line is traced to the block that the template names: in a comment above it, in JSON in its Metadata."""
    template = out / f"cloudformation/shop-prod.{extension}"
    lines = template.read_text().splitlines()
    wanted = {}
    for number, line in enumerate(lines, 1):
        if match := re.match(r"  # shop\.svc:(\d+)", line):
            wanted[number + 1] = int(match.group(1))
        elif match := re.search(r'"source": "shop\.svc:(\d+)', line):
            wanted[number] = int(match.group(1))  # the line of the Metadata itself has no place but the block's
    text = "".join(f"shop-prod.{extension}:{number}:1\n\n" for number in wanted)
    done = run([suite.svcc, "trace", "--stdin", out], stdin=text)
    said = [int(number) for number in re.findall(r"^    --> shop\.svc:(\d+):", done.stdout, re.M)]
    need(said == list(wanted.values()) and len(said) > (10 if extension == "yaml" else 60), f"{len(said)} lines, {len(wanted)} wanted: {list(zip(said, wanted.values()))[:10]}")


def secrets(suite):
    folder = suite.work / "secrets"
    folder.mkdir()
    (folder / "main.svc").write_text('app x {}\nparam password: string = "hunter2" { secret = true }\nparam plain: string = "a"\noutput o = plain\n')
    done = suite.run("build", "main.svc", "-o", "out", cwd=folder)
    if done.returncode == 0:  # a secret may be refused a default, which is as good
        for path in (folder / "out").rglob("*"):
            need(path.is_dir() or "hunter2" not in path.read_text(), f"the secret stands in {path}")
        need("main.svc:2:" in suite.run("trace", folder / "out", "var.password").stdout, "its place is known")


def moved(suite, out):
    """The same program elsewhere gives the same map; without -o there is none."""
    folder = suite.work / "elsewhere/deep"
    folder.mkdir(parents=True)
    shutil.copy(SHOP, folder)
    for words, cwd in ((["build", "shop.svc", "-o", "made"], folder), (["build", folder / "shop.svc", "-o", folder / "made2"], ROOT)):
        need(suite.run(*words, "--env", "prod", cwd=cwd).returncode == 0, "it does not build")
    for target in ("cloudformation", "terraform"):
        maps = {(base / f"maps/{target}/shop-prod.json").read_text() for base in (out, folder / "made", folder / "made2")}
        need(len(maps) == 1, f"the maps of {target} differ")


def deep_json(suite, out):
    """JSON that nests too deeply is repeated unchanged, with a message; the text around it is annotated."""
    count = 1_000_000
    for deep, place in (('{"diagnostics":' + "[" * count + "]" * count + "}", "2:515"), ("[\n" * count + "]" * count, "502:1"), ("{\n" + "[" * count, "3:500")):
        text = f"ApiService\n{deep}\nApiService\n"
        done = run([suite.svcc, "trace", "--stdin", out / "cloudformation"], stdin=text)
        need(done.returncode == 2 and done.stderr.splitlines()[0] == f"svcc: standard input:{place}: brackets nest more than 500 deep here, so this is not read as JSON", f"{done.returncode}: {done.stderr[:300]}")
        need([line for line in done.stdout.splitlines() if not line.startswith("    ")] == text.splitlines(), "it is repeated")


def main():
    suite = Suite("trace", __doc__).start()
    out = suite.work / "out"
    suite.check("build", lambda: need(suite.run("build", "examples/shop/shop.svc", "--env", "prod", "-o", out).returncode == 0, "it does not build"))
    (out / "other.yaml").write_text("")
    for (where, name), words in ADDRESSES.items():
        suite.check(f"{where} {name}", address, suite, out, where, name, words)
    suite.check("unknown", unknown, suite, out)
    every = suite.work / "every"
    for program in example_programs():
        made = every / name_of(program)
        if suite.check(f"build {name_of(program)}", lambda: need(suite.run("build", program, "-o", made).returncode == 0, "it does not build")):
            for template in sorted((made / "cloudformation").glob("*.yaml")):
                suite.check(f"every resource and property of {template.stem}", everything, made, template.stem, program.parent)
    for name, wanted in STORE.items():
        suite.check(f"way of {name}", way, suite, every / "store/cloudformation/store-prod.yaml", name, wanted)
    suite.check("raw and patch", raw_and_patch, suite)
    suite.check("--stdin, JSON", json_in_json_out, suite, out)
    suite.check("--stdin, the forms of cfn-lint", forms_of_cfn_lint, suite, out)
    suite.check("--stdin, JSON that nests too deeply", deep_json, suite, out)
    suite.check("--stdin", annotated, suite, out)
    suite.check("lines of YAML", lines_of_template, suite, out, "yaml")
    suite.run("build", "examples/shop/shop.svc", "--env", "prod", "--target", "cloudformation", "--format", "json", "-o", suite.work / "json")
    suite.check("lines of JSON", lines_of_template, suite, suite.work / "json", "json")
    suite.check("secrets", secrets, suite)
    suite.check("moved", moved, suite, out)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
