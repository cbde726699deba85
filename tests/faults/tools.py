#!/usr/bin/env python3
"""What other tools find of the corpus of faults: cfn-lint, cloudformation-validate and terraform validate, on what svcc writes when its own checks are off.

Each fault in its plain form, and its corrected twin, are built with `svcc build --unchecked`. A tool has found a fault if it says something of the faulty
output that it does not say of the twin's, warnings included. What svcc cannot write without its checks (a value out of its range, a decision of the plan)
is counted apart. All of the faults take half an hour; --sample takes some."""
import collections
import importlib.util
import json
import pathlib
import random
import sys

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))
from corpus import programs  # noqa: E402
from harness import Beyond, Suite, run  # noqa: E402
from svcc_check import write_table  # noqa: E402

sys.path.insert(0, str(HERE.parent / "conformance"))
spec = importlib.util.spec_from_file_location("conformance_tools", HERE.parent / "conformance" / "tools.py")
tools = importlib.util.module_from_spec(spec)
spec.loader.exec_module(tools)

SERIOUS = {"WARN", "ERROR", "FATAL"}


def build(suite, program):
    """The folders of both sides, faulty and corrected; None if svcc cannot write the faulty one."""
    folders = {}
    for side, text in (("bad", program.bad), ("good", program.good)):
        folder = suite.work / "faults" / program.name / side
        folder.mkdir(parents=True)
        (folder / "main.svc").write_text(text)
        done = suite.run("build", "main.svc", "-e", "prod", "-t", "all", "-o", "out", "-q", "--unchecked", cwd=folder)
        if done.returncode != 0:
            return None
        folders[side] = folder / "out"
    return folders


def template_of(folder):
    return str(next((folder / "cloudformation").glob("*.yaml")))


def side_of(path):
    """The program and the side of a file below faults/."""
    parts = pathlib.Path(path).parts
    at = len(parts) - 1 - parts[::-1].index("faults")
    return parts[at + 1], parts[at + 2]


def cfn_lint(templates):
    """A set of findings for each template."""
    found = collections.defaultdict(set)
    for begin in range(0, len(templates), 40):
        done = run([tools.program("cfn-lint", "pip install cfn-lint"), "--format", "json", "--non-zero-exit-code", "none", *templates[begin:begin + 40]], timeout=1200)
        for match in json.loads(done.stdout or "[]"):
            if match["Level"] != "Informational":
                found[side_of(match["Filename"])].add((match["Rule"]["Id"], match["Message"]))
    return found


def cloudformation_validate(suite, templates):
    node, folder = tools.node_modules(suite.work)
    found = collections.defaultdict(set)
    for begin in range(0, len(templates), 100):
        done = run([node, tools.HERE / "cloudformation_validate.mjs", folder, "eu-west-1", *templates[begin:begin + 100]], timeout=1200)
        for finding in map(json.loads, done.stdout.splitlines()):
            if finding["severity"] in SERIOUS:
                found[side_of(finding["path"])].add((finding["ruleId"], finding["message"]))
    return found


def terraform_finds(terraform, folders):
    """Whether `terraform validate` refuses the faulty module, and not the corrected one."""
    for side, folder in folders.items():
        module = next(path for path in (folder / "terraform").iterdir() if path.is_dir())
        try:
            terraform.init(module)
        except Beyond:
            return None
        report = json.loads(terraform.run(module, "validate", "-json", "-no-color").stdout)
        if (side == "bad") == bool(report["valid"] and not report["warning_count"]):
            return False
    return True


def table(chosen, built, found):
    names = ["svcc", "cfn-lint", "cloudformation-validate", "terraform validate"]
    rows = ["| subject | faults | built | " + " | ".join(names) + " |", "| --- |" + " --- |" * (len(names) + 2)]
    total = collections.Counter()
    for subject in sorted({program.case.subject for program in chosen}) + ["*all*"]:
        own = [program for program in chosen if subject in (program.case.subject, "*all*")]
        made = [program for program in own if built[program.name]]
        cells = [len(own), len(made)] + [sum(program.name in found[name] for program in own) for name in names]
        rows.append(f"| {subject} | " + " | ".join(map(str, cells)) + " |")
        total.update(own=len(own))
    return rows


def main():
    suite = Suite("fault_tools", __doc__)
    suite.parser.add_argument("--sample", type=int, help="how many faults (default: all)")
    suite.parser.add_argument("--seed", type=int, default=13, help="which sample")
    suite.parser.add_argument("--write", type=pathlib.Path, help="the page that has the table")
    suite.start()
    every = [p for p in programs() if p.face == "plain" and suite.args.only in p.name]
    missed = {line.split(" | ")[0] for line in (HERE / "missed.txt").read_text().splitlines()}
    chosen = random.Random(suite.args.seed).sample(every, min(suite.args.sample, len(every))) if suite.args.sample else every
    built = {program.name: build(suite, program) for program in chosen}
    templates = [template_of(folder) for folders in built.values() if folders for folder in folders.values()]
    terraform = tools.Terraform(suite.work)
    found = {"svcc": {p.name for p in chosen if not {p.name, p.name.rsplit(".", 1)[0]} & missed}, "terraform validate": set()}
    for name, says in (("cfn-lint", cfn_lint(templates)), ("cloudformation-validate", cloudformation_validate(suite, templates))):
        found[name] = {p.name for p in chosen if built[p.name] and says[p.name, "bad"] - says[p.name, "good"]}
    for program in chosen:
        if built[program.name] and terraform_finds(terraform, built[program.name]):
            found["terraform validate"].add(program.name)
    rows = table(chosen, built, found)
    print("\n".join(rows))
    if suite.args.write:
        write_table(suite.args.write, "tools", rows)


main()
