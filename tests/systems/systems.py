#!/usr/bin/env python3
"""Ports of fifteen public systems: each is formatted, has no error, warning or note (what is right as it is has its reason in the program), makes the resources that expected.txt counts with the properties that
properties.txt names, and is accepted by cfn-lint, cloudformation-validate and terraform with the AWS provider. docs/explanation/real-systems.md has its figures.

Each folder holds main.svc and
- expected.txt: how many resources of each type each environment has (SVC_BLESS=1 writes it again),
- properties.txt: `TYPE PATH = VALUE` lines that some resource of the type must fulfil, after a line `[prod]` in that environment only.

Without names, `make test`'s sample runs; --all runs every system.
"""
import collections
import os
import re
import sys
import pathlib

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import CODE, ROOT, Suite, declared_environments, module_of, need, same  # noqa: E402

import read  # noqa: E402  (makes tests/conformance importable)
import cfn_lint  # noqa: E402
import cloudformation_validate  # noqa: E402
from findings import Allowed  # noqa: E402
from terraform_static import check_module  # noqa: E402
from tools import Terraform  # noqa: E402

HERE = pathlib.Path(__file__).parent
PAGE = ROOT / "docs/explanation/real-systems.md"
SAMPLE = ["cdk-sqs-bluegreen", "cloudposse-web", "refarch"]
LINES, ESCAPES = 2, 4  # columns of the page's table
ESCAPE = re.compile(r"^\s*(raw|patch) (cloudformation|terraform|both) ", re.M)


class System:
    """One port with its documents, by environment."""

    def __init__(self, folder):
        self.name, self.folder, self.program = folder.name, folder, folder / "main.svc"
        self.documents = {}

    def compile(self, suite):
        done = suite.run("fmt", "--check", self.program)
        need(done.returncode == 0, f"svcc fmt would change {self.name}:\n{done.stdout}{done.stderr}")
        checked = suite.run("check", self.program)
        said = checked.stdout + checked.stderr
        need(checked.returncode == 0 and not CODE.search(said), f"svcc check {self.name}:\n{said}")
        for environment in declared_environments(self.program):
            out = suite.work / "systems" / self.name / (environment or "default")
            done = suite.run("build", self.program.relative_to(ROOT), "--target", "all", "-o", out, *(["--env", environment] if environment else []))
            need(done.returncode == 0, f"svcc build {self.name} {environment}:\n{done.stdout}{done.stderr}")
            self.documents[environment] = (next((out / "cloudformation").glob("*.yaml")), module_of(out))

    def resources(self, environment):
        path, module = self.documents[environment]
        return [*read.of_template(path), *read.of_module(module)]


def check_counts(system):
    """The number of resources of each type in each environment, as expected.txt has it."""
    counts = {environment: collections.Counter(kind for kind, _, _ in system.resources(environment)) for environment in system.documents}
    kinds = sorted(set().union(*counts.values()))
    lines = ["# type: its resources" + "".join(f" {environment}" for environment in counts)]
    lines += [" ".join([kind, *(str(found[kind]) for found in counts.values())]) for kind in kinds]
    text, path = "\n".join(lines) + "\n", system.folder / "expected.txt"
    if os.environ.get("SVC_BLESS") == "1":
        path.write_text(text)
    need(path.exists(), f"{system.name} has no expected.txt; SVC_BLESS=1 writes it")
    same(path.read_text(), text, path.relative_to(ROOT))


def properties(system):
    """(environment or None, type, path, value) of each line of properties.txt."""
    environment = None
    for number, line in enumerate((system.folder / "properties.txt").read_text().splitlines(), 1):
        if header := re.match(r"^\[(\w+)\]$", line):
            environment = header[1]
        elif line and not line.startswith("#"):
            found = re.match(r"^(\S+) (\S+) = (.+)$", line)
            need(found, f"{system.name}/properties.txt:{number}: wanted `TYPE PATH = VALUE`")
            yield environment, *found.groups()


def check_properties(system):
    """Some resource of the type has the value at the path, in each environment that the line is about."""
    wrong, asserted = [], list(properties(system))
    need(asserted, f"{system.name}/properties.txt asserts nothing")
    for environment in system.documents:
        resources = system.resources(environment)
        for only, kind, path, value in asserted:
            found = [text for known, _, tree in resources if known == kind for text in read.values_at(tree, path.split("."))]
            if only in (None, environment) and value not in found:
                wrong.append(f"{environment or system.name}: no {kind} has {path} = {value}; there {'are ' + ', '.join(sorted(set(found))) if found else 'is no such property'}")
    need(not wrong, "\n".join(wrong))


def row_of(system, page):
    """The cells of the page's row of this system."""
    rows = [line for line in page.splitlines() if f"tests/systems/{system.name}/main.svc)" in line]
    need(len(rows) == 1, f"{PAGE.relative_to(ROOT)} has {len(rows)} rows for tests/systems/{system.name}")
    return rows[0], rows[0].strip("| ").split(" | ")


def check_row(system):
    """The page's row of this system has its lines and its number of raw and patch blocks. SVC_BLESS=1 writes both."""
    text, page = system.program.read_text(), PAGE.read_text()
    source = re.search(r"^/// Source: ", text, re.M)
    need(source and re.search(r"^/// (Raw|Patched)", text, re.M), f"{system.name} does not say `Source:` and what is raw or patched")
    row, cells = row_of(system, page)
    cells[LINES] = re.sub(r"→ \d+$", f"→ {len(text.splitlines())}", cells[LINES])
    cells[ESCAPES] = str(len(ESCAPE.findall(text)))
    wanted = f"| {' | '.join(cells)} |"
    if os.environ.get("SVC_BLESS") == "1":
        PAGE.write_text(page.replace(row, wanted))
    need(wanted in PAGE.read_text(), f"{PAGE.relative_to(ROOT)} should say:\n{wanted}")


def check_template(tool, found):
    allowed = Allowed(tool, HERE / "allowed.txt")
    wrong = [line for rule, where, line in found if not allowed.covers(rule, where)]
    need(not wrong, "\n".join(wrong))


def check_tools(suite, systems):
    templates = [path for system in systems for path, _ in system.documents.values()]
    suite.check("cfn-lint", lambda: check_template("cfn-lint", cfn_lint.findings(templates)))
    suite.check("cloudformation-validate", lambda: check_template("validate", cloudformation_validate.findings(suite.work, templates)))
    terraform = []
    if suite.check("terraform", lambda: terraform.append(Terraform(suite.work))):
        # One after the other: the provider takes 300 MB each time.
        for system in systems:
            for environment, (_, module) in system.documents.items():
                suite.check(f"terraform {system.name} {environment}", check_module, terraform[0], module)


def main():
    suite = Suite("systems", __doc__)
    suite.parser.add_argument("--all", action="store_true", help="every system instead of a sample")
    suite.parser.add_argument("--no-tools", action="store_true", help="without cfn-lint, cloudformation-validate and terraform")
    suite.parser.add_argument("names", nargs="*", help="systems instead of the sample")
    suite.start()
    folders = sorted(path.parent for path in HERE.glob("*/main.svc"))
    names = [folder.name for folder in folders] if suite.args.all else suite.args.names or SAMPLE
    systems = []
    for system in [System(folder) for folder in folders if folder.name in names]:
        if suite.check(f"{system.name}: compiles", system.compile, suite):
            systems.append(system)
            suite.check(f"{system.name}: counts", check_counts, system)
            suite.check(f"{system.name}: properties", check_properties, system)
            suite.check(f"{system.name}: page", check_row, system)
    need(len(systems) == len(names) or suite.failed, f"there is no system of some of these names: {names}")
    if systems and not suite.args.no_tools:
        check_tools(suite, systems)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
