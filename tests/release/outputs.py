#!/usr/bin/env python3
"""What the last release wrote for each example, resource by resource: what this svcc writes otherwise, CHANGELOG.md names.

An update of svcc is an edit of every deployed system (docs/versions.md). `outputs.txt` has the version of the last release and a line for each
resource: example, document, address, type, hash. `programs` are the examples as they were then. A difference is explained by a line of CHANGELOG.md
under "Unreleased" that begins with "Deployed systems" and names the type: `AWS::ECS::Service`, `aws_ecs_service`; other parts of a document are
`Parameters`, `Outputs`, `variable`, `output` and so on.

At a release: change the version and the CHANGELOG, then run this with SVC_BLESS=1. While a version has its tag, its record cannot be changed.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, need, version  # noqa: E402

HERE = pathlib.Path(__file__).parent
PROGRAMS = HERE / "programs"
RECORD = HERE / "outputs.txt"
BLOCK = re.compile(r'^(\w+)(?: "([^"]+)")?(?: "([^"]+)")? \{$(.*?)^\}$', re.M | re.S)


def short(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def of_template(path):
    """(address, type, hash) of everything in a template, without the places in the program."""
    document = json.loads(path.read_text())
    for section, members in document.items():
        if not isinstance(members, dict):
            continue
        for name, member in members.items():
            if section == "Resources":
                member.get("Metadata", {}).pop("svcc", None)
            yield name, member["Type"] if section == "Resources" else section, short(json.dumps(member, sort_keys=True))


def of_module(folder):
    for path in sorted(folder.glob("*.tf")):
        for word, first, second, body in BLOCK.findall(path.read_text()):
            lines = [line for line in body.splitlines() if not line.lstrip().startswith("#")]
            yield ".".join(part for part in (word, first, second) if part), first if word == "resource" else word, short("\n".join(lines))


def written(suite):
    """Every line of the record, as this svcc writes it."""
    lines = []
    for main in sorted(PROGRAMS.glob("*/*.svc")):
        if not re.search(r"^app ", main.read_text(), re.M):
            continue
        for environment in declared_environments(main):
            out = suite.work / main.parent.name / (environment or "default")
            done = suite.run("build", main, "--target", "all", "--format", "json", "-o", out, *(["--env", environment] if environment else []))
            need(done.returncode == 0, done.stderr)
            for document in [*sorted((out / "cloudformation").glob("*.json")), *sorted((out / "terraform").iterdir())]:
                parts = of_module(document) if document.is_dir() else of_template(document)
                target = "terraform" if document.is_dir() else "cloudformation"
                lines += sorted(" ".join((main.parent.name, f"{target}/{document.stem}", *part)) for part in parts)
    return lines


def explained():
    """The types that the lines "Deployed systems" of the next release name."""
    unreleased = (ROOT / "CHANGELOG.md").read_text().split("\n## ")[1]
    need(unreleased.startswith("[Unreleased]"), "CHANGELOG.md has no section Unreleased")
    entries = re.split(r"\n(?=- )", unreleased)
    return {name for entry in entries if entry.startswith("- Deployed systems") for name in re.findall(r"`([\w:]+)`", entry)}


def differences(suite):
    release, *before = RECORD.read_text().splitlines()
    after = written(suite)
    need(len(after) > 1000, f"only {len(after)} resources were found")
    changed = {" ".join(line.split(" ")[:-1]) for line in set(before) ^ set(after)}
    missing = sorted(line for line in changed if line.split(" ")[3] not in explained())
    need(not missing, f"release {release} wrote these otherwise, and no line \"Deployed systems\" of CHANGELOG.md names their types "
         f"(while version {version()} has no tag, SVC_BLESS=1 records it anew):\n" + "\n".join(missing[:50]))


def of_this_release():
    """The record is of the version of the sources, or of the one before."""
    release = RECORD.read_text().split("\n")[0]
    versions = re.findall(r"^## \[(\d[^\]]*)\]", (ROOT / "CHANGELOG.md").read_text(), re.M)
    need(release in versions[:2] and version() in versions[:1], f"the record is of {release}, the CHANGELOG has {versions[:2]}, the sources {version()}")


def bless(suite):
    tags = subprocess.run(["git", "tag", "--list", f"v{version()}"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    need(not tags.strip(), f"version {version()} has its tag: its record stays")
    shutil.rmtree(PROGRAMS, ignore_errors=True)
    listed = subprocess.run(["git", "ls-files", "examples"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    for name in listed:
        if name.endswith((".svc", ".yaml")):
            to = PROGRAMS / pathlib.Path(name).relative_to("examples")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, to)
    RECORD.write_text("\n".join([version(), *written(suite)]) + "\n")


def main():
    suite = Suite("release.outputs", __doc__.splitlines()[0]).start()
    if os.environ.get("SVC_BLESS"):
        suite.check("bless", bless, suite)
    suite.check("differences", differences, suite)
    suite.check("of this release", of_this_release)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
