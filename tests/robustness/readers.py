#!/usr/bin/env python3
"""Files that svcc reads next to programs, as an attacker writes them: templates, modules and states for `svcc diff`, amounts and prices for `svcc cost`,
baselines, and JSON in texts. Each is answered in time with a reason that names the file, and nothing that it holds reaches a terminal or a CI log raw."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Suite, need  # noqa: E402

SECONDS = 20  # of processor time, for a build without optimisation
PROGRAM = 'app x { region = "eu-west-1" }\nqueue q {}\n'
TEMPLATE = '{"Metadata":{"svcc":{"app":"x","environment":""}},"Resources":{"Q":{"Type":"AWS::SQS::Queue","Properties":{"QueueName":%s}}}}'
STATE = '{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":%s}}'
MODULE = 'resource "aws_sqs_queue" "q" {\n  name = %s\n}\n'
DEEP = 100_000
NO_YAML, NO_HCL = "cannot be read as YAML or JSON", "cannot be read as the HCL that svcc writes"
NO_VALUES, TOO_DEEP = "holds no values: it is what `terraform show -json` prints that is read", "nests more brackets than svcc reads"


def bomb():
    """A list of a billion words in a kilobyte."""
    lists = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for i in range(1, 9):
        lists += f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n"
    return lists + "Resources: { Q: { Type: A, Properties: { X: *a8 } } }\n"


# File name -> (contents, what the message says; None: it is read, and its values are only texts).
READ_BY_DIFF = {
    "deep.json": (TEMPLATE % ("[" * DEEP + "]" * DEEP), TOO_DEEP),
    "deep.yaml": ("Resources:\n  Q: " + "[" * DEEP + "\n", TOO_DEEP),
    "itself.yaml": ("Resources:\n  Q:\n    Type: A\n    Properties: &a { X: *a }\n", "svcc reads no aliases here"),
    "bomb.yaml": (bomb(), "svcc reads no aliases here"),
    "body.json": ('{"TemplateBody":"Resources: { Q: { Type: A, Properties: &a { X: *a } } }"}', "svcc reads no aliases here"),
    "latin.json": ((TEMPLATE % '"caf\xe9"').encode("latin-1"), "this file is not valid UTF-8"),
    "large.json": (TEMPLATE % ('"' + "x" * (17 << 20) + '"'), "it has more than 16 MiB"),
    "scalar.yaml": ("Resources: { Q: 5 }\n", NO_YAML),
    "parts.yaml": ("Resources: {}\nParameters: { A: 1 }\nOutputs: 3\n", NO_YAML),
    "list.yaml": ("- Resources\n", "is no template of CloudFormation"),
    "stack.yaml": ("Metadata:\n  svcc:\n    app: x\n    stack: y\nResources: 5\n", "is no template of CloudFormation"),
    "itself-stack.yaml": ("Metadata:\n  svcc:\n    app: x\n    stack: y\nResources: { Q: &a { Type: A, Properties: *a } }\n", "svcc reads no aliases here"),
    # Marks that svcc puts in the place of references while it reads a text as JSON.
    "mark.json": (TEMPLATE % '"[\\"\\\\u0001\\"]"', None),
    "mark-number.json": (TEMPLATE % '"[\\"\\\\u000177\\\\u0002\\"]"', None),
    "mark-large.json": (TEMPLATE % '"[\\"\\\\u000199999999999999999999\\\\u0002\\"]"', None),
    "deep-text.json": (TEMPLATE % ('"' + "[" * DEEP + "]" * DEEP + '"'), None),
    "long-names.json": (TEMPLATE % ('{"Fn::Sub":["' + "${A}" * 100_000 + '",{"A":"' + "x" * 100_000 + '"}]}'), None),
    "tags.yaml": ("Resources:\n  Q:\n    Type: A\n    Properties:\n      X: " + '!Join ["",[' * 200 + ",".join(["abc"] * 100_000) + "]]" * 200 + "\n", None),
    "types.state.json": (STATE % '{"resources":[{"mode":1,"address":2,"type":[],"values":[]}]}', NO_VALUES),
    "members.state.json": (STATE % '{"resources":{"a":1},"child_modules":5}', NO_VALUES),
    "deep.state.json": (STATE % ('{"child_modules":[' * DEEP + "]}" * DEEP), TOO_DEEP),
    "deep-value.state.json": (STATE % ('{"resources":[{"address":"a","type":"b","values":{"a":' + "[" * DEEP + "]" * DEEP + "}}]}"), TOO_DEEP),
    "lists.tf": (MODULE % ("[" * DEEP), NO_HCL),
    "objects.tf": (MODULE % ("{ a = " * DEEP), NO_HCL),
    "calls.tf": (MODULE % ("jsonencode(" * DEEP), NO_HCL),
    "blocks.tf": ("a {\n" * DEEP, NO_HCL),
    "bracket.tf": (MODULE % "[ )", NO_HCL),
    "brace.tf": (MODULE % "[ }", NO_HCL),
    "argument.tf": (MODULE % "[ (, ]", NO_HCL),
    **{f"open{i}.tf": ((MODULE % end)[: -len("\n}\n")], NO_HCL) for i, end in enumerate(('"', '"\\', '"${', '"${"\\', "<<-EOT", "<<", "<<-EOT\nabc", "[", "{", "{ a", "jsonencode("))},
}
READ_BY_COST = {
    "bomb.usage.yaml": (bomb(), "svcc reads no aliases here"),
    "itself.usage.yaml": ("blocks: &a { queue q: *a }\n", "svcc reads no aliases here"),
    "deep.usage.yaml": ("blocks: " + "[" * DEEP, "deep.usage.yaml:1:"),
    "words.usage.yaml": ('blocks: { queue q: { "\\e[2J\\n::error::x": many } }\n', "words.usage.yaml:1:"),
    "large.usage.yaml": ("# " + "x" * (17 << 20), "it has more than 16 MiB"),
    "deep.prices.json": ("[" * DEEP + "]" * DEEP, TOO_DEEP),
    "types.prices.json": ('{"region":"eu-west-1","prices":[1]}', "`prices` is a map"),
    "key.prices.json": ('{"region":"eu-west-1","prices":{"\\u001b[2J\\n::error::x":1}}', "there is no price"),
    "number.prices.json": ('{"region":"eu-west-1","ec2":{"usd_per_hour":{"m7i.large":-1}}}', "is no number of US dollars"),
    "latin.prices.json": (b'{"region":"eu-west-1","prices":{"caf\xe9":1}}', "prices"),
}


def answered(suite, folder, words, timeout=120):
    """Runs svcc with little memory; gives its status and output, and fails where it crashed, took long or printed something raw."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    sanitized = "asan" in str(suite.svcc)  # reserves terabytes of addresses
    limit = None if sanitized else lambda: resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    done = subprocess.run([suite.svcc, *words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=timeout, check=False, preexec_fn=limit,
                          env={**os.environ, "NO_COLOR": "1"})
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = (done.stdout + done.stderr).decode(errors="replace")
    need(done.returncode in (0, 1, 2), f"svcc {' '.join(words)} gave {done.returncode}: {said[:500]}")
    need("bug of the compiler" not in said and "Sanitizer" not in said and "not enough memory" not in said, said[:1000])
    seconds = end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime
    need(seconds < (10 if sanitized else 1) * SECONDS, f"svcc {' '.join(words)} took {seconds:.0f} s")
    need(not is_raw(said), f"svcc {' '.join(words)} printed control characters, or the beginning of a command of a CI log: {said[:1000]!r}")
    return done.returncode, said


def is_raw(said):
    return any(ord(c) < 32 and c != "\n" or ord(c) == 127 or c in "\u202e\u2066\u200f\ufffd" for c in said) or said.startswith("::") or "\n::" in said


def check_file(suite, kind, name, contents, reason):
    folder = suite.work / kind / name
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(PROGRAM)
    (folder / name).write_bytes(contents if isinstance(contents, bytes) else contents.encode())
    commands = [["diff", name, "--format", word] for word in ("text", "markdown", "html", "json")]
    if kind == "cost":
        commands = [["cost", "--usage" if "usage" in name else "--prices", name]]
    for words in commands:
        status, said = answered(suite, folder, words)
        if reason is None:
            need(status == 0, f"svcc {' '.join(words)} gave {status}: {said[:500]}")
            continue
        need(status == 2 and said.startswith("svcc: ") and name in said and reason in said and said.count("\n") == 1,
             f"svcc {' '.join(words)} gave {status}, wanted one line with {name} and `{reason}`: {said[:500]}")


# Values of a program, in every command that prints some. A tag, an environment variable, a command, an ARN and an output; none may reach the screen raw.
NASTY = "\\u{1b}]0;t\\u{7}\\u{202e}\\n::error::"
SYSTEM = """app shop { region = "eu-west-1", tags { owner = "NASTYA" } }
param release: string = "NASTYA" { description = "NASTYA" }
network main {}
cluster web in main { capacity fargate {} }
balancer edge in main {}
service api in web {
  task {
    cpu    = 0.25vcpu
    memory = 512MiB
    container app {
      image   = "nginx:1"
      port    = 8080
      command = ["NASTYA"]
      env { A = "NASTYA" }
    }
    allow ["s3:GetObject"] on "arn:aws:s3:::bNASTYA/*" when { StringEquals = { "aws:SourceVpc" = "NASTYA" } }
  }
  route edge {}
}
output all = "NASTYA${release}"
"""


def check_values(suite):
    folder = suite.work / "values"
    folder.mkdir()
    (folder / "main.svc").write_text(SYSTEM.replace("NASTY", NASTY))
    (folder / "other").mkdir()
    (folder / "other/main.svc").write_text(SYSTEM.replace("NASTYA", NASTY + "B"))
    commands = [["diff", "other", "main.svc", "--format", word] for word in ("text", "markdown", "html", "json")]
    commands += [["graph", "main.svc", "--format", word] for word in ("mermaid", "dot", "json", "html")] + [["graph", "main.svc", "--resources"]]
    commands += [["cost", "main.svc", *more] for more in ([], ["--resources"], ["--format", "markdown"], ["--format", "json"])]
    commands += [["ask", *words, "-p", "main.svc"] for words in (["role", "api"], ["reach", "edge", "api"], ["deploy", "api"], ["role", "api", "--format", "json"])]
    commands += [["build", "main.svc", "--dump", word] for word in ("tokens", "ast", "program", "graph")]
    commands += [["build", "main.svc", "-t", target] for target in ("cloudformation", "terraform")]
    commands += [["check", "main.svc", "--format", word] for word in ("text", "short", "json", "sarif", "junit", "github")]
    for words in commands:
        status, said = answered(suite, folder, words)
        need(status == 0, f"svcc {' '.join(words)} gave {status}: {said[:500]}")


def check_json_in_texts(suite):
    """A text of a program that is JSON, for a resource of the target."""
    folder = suite.work / "json"
    folder.mkdir()
    for name, text in (("lists", "[" * DEEP + "]" * DEEP), ("objects", '{\\"Statement\\":' * DEEP + "1" + "}" * DEEP), ("open", "[" * DEEP)):
        (folder / "main.svc").write_text(PROGRAM + "".join(
            f'raw cloudformation "{kind}" r{i} {{ {field} = "{text}" }}\n'
            for i, (kind, field) in enumerate((("AWS::IAM::ManagedPolicy", "PolicyDocument"), ("AWS::Events::Rule", "EventPattern"),
                                               ("AWS::SQS::QueuePolicy", "PolicyDocument"), ("AWS::ECS::TaskDefinition", "ContainerDefinitions")))))
        for words in (["check", "main.svc"], ["build", "main.svc", "-t", "cloudformation", "-o", "out"]):
            status, said = answered(suite, folder, words)
            need(status in (0, 1) and (status == 0 or "main.svc:" in said), f"{name}: {said[:500]}")


def check_maps(suite):
    """Source maps with places that no file has, for `svcc trace`."""
    folder = suite.work / "maps"
    folder.mkdir()
    (folder / "main.svc").write_text(PROGRAM)
    done = suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
    need(done.returncode == 0, done.stderr)
    path = folder / "out/maps/cloudformation/x.json"
    whole = json.loads(path.read_text())
    address = sorted(whole["origins"])[0]
    for name, places in (("column 0", [0, 1, 0]), ("line 0", [0, 0, 1]), ("negative", [0, -1, -1]), ("large", [0, 2**40, 1]), ("fraction", [0, 1.5, 1]), ("source", [99, 1, 1]),
                         ("sources", [-1, 1, 1]), ("way", [0, 1, 1, 99]), ("ways", [0, 1, 1, -1]), ("few", [0]), ("texts", ["0", "1", "1"])):
        path.write_text(json.dumps({**whole, "origins": {address: {"": places}}}))
        status, said = answered(suite, folder, ["trace", "out", address])
        need(status == 2 and "this is not a map that svcc wrote" in said, f"{name}: {status}: {said[:500]}")
    path.write_text('{"version":' + "[" * DEEP + "]" * DEEP + "}")
    status, said = answered(suite, folder, ["trace", "out", address])
    need(status == 2 and "this is not a map that svcc wrote" in said, f"deep: {status}: {said[:500]}")


def check_folders(suite):
    """A folder of output with a link to itself, a fifo and something that nobody may read."""
    folder = suite.work / "folders"
    (folder / "out/cloudformation").mkdir(parents=True)
    (folder / "main.svc").write_text(PROGRAM)
    suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
    (folder / "out/itself").symlink_to(".")
    os.mkfifo(folder / "out/fifo.yaml")
    (folder / "out/nowhere.yaml").symlink_to("nowhere")
    (folder / "out/closed").mkdir(mode=0)
    begin = time.monotonic()
    status, said = answered(suite, folder, ["diff", "out"])
    need(status == 0 and "Nothing changes." in said and time.monotonic() - begin < SECONDS, f"{status}: {said[:500]}")
    (folder / "out/closed").chmod(0o700)
    os.mkfifo(folder / "fifo.json")
    for name, reason in (("fifo.json", "this is not a regular file"), ("nothing.json", "neither a file nor")):
        status, said = answered(suite, folder, ["diff", name])
        need(status == 2 and name in said and reason in said, f"{name}: {status}: {said[:500]}")


def main():
    suite = Suite("readers", __doc__.splitlines()[0]).start()
    suite.check_all([(name, check_file, suite, kind, name, *case) for kind, files in (("diff", READ_BY_DIFF), ("cost", READ_BY_COST)) for name, case in files.items()])
    suite.check("values of a program", check_values, suite)
    suite.check("JSON in texts", check_json_in_texts, suite)
    suite.check("source maps", check_maps, suite)
    suite.check("folders", check_folders, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
