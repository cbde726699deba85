#!/usr/bin/env python3
"""What the real provider plans for the edits of changes/, against the expectation written by hand and against what `svcc diff` says.

Each base program is applied once to a moto server. Every edit of it is then planned against that state:
  - the actions are those of the expectation (tests/diff/changes.py describes it);
  - every resource has the action that `svcc diff` gives it, and is replaced because of the arguments that it names;
  - what `svcc diff` calls refused because of `prevent_destroy` makes the plan fail.
First deployments: the base programs are applied with `running=false`, so planning them with `running=true` is step two, for services that ECS and CodeDeploy deploy.

`make test` plans every fifth edit of one base, `make changes` (--all) every edit, and each taken back: the edited program is applied, then the base is planned.
"""
import json
import pathlib
import re
import shutil
import sys

from tools import HERE, Moto, Terraform, need
from harness import ROOT, Failed, Suite, run

sys.path.insert(0, str(ROOT / "tests/diff"))
import changes  # noqa: E402

# Edits that moto cannot apply, so that they cannot be taken back there.
UNAPPLIED = {"filesystem-throughput": "moto has no UpdateFileSystem"}
ACTIONS = {("create",): "add", ("delete",): "remove", ("update",): "update", ("delete", "create"): "replace", ("create", "delete"): "replace"}
RESOURCE = re.compile(r'^resource "(\w+)" "(\w+)" \{\n(.*?)^\}', re.S | re.M)


def edits():
    """(name, base program, edited text, expectation) of every edit that a provider of this machine can plan."""
    found = []
    for folder in sorted(p for p in changes.EDITS.iterdir() if (p / "expect.json").exists()):
        found.append((folder.name, folder.name, (folder / "after.svc").read_text(), json.loads((folder / "expect.json").read_text())))
    for expect in json.loads((changes.EDITS / "edits.json").read_text()):
        found.append((expect["name"], expect["program"], changes.edited_text(expect), expect))
    return found


def planned_actions(plan):
    """{address: (action, order, arguments that replace it)}"""
    found = {}
    for one in plan.get("resource_changes", []):
        if one["mode"] != "managed":
            continue
        actions = tuple(one["change"]["actions"])
        if one.get("previous_address") and actions in (("no-op",), ("update",)):
            found[one["address"]] = ("move", None, set())
        elif actions in ACTIONS:
            order = {("delete", "create"): "delete first", ("create", "delete"): "create first"}.get(actions)
            found[one["address"]] = (ACTIONS[actions], order, {path[0] for path in one["change"].get("replace_paths", [])})
    return found


class Base:
    """A program that is deployed to a moto server, and modules of its edits."""

    def __init__(self, suite, terraform, name, work):
        self.suite, self.terraform, self.name, self.work = suite, terraform, name, work
        self.source = changes.EDITS / name / "before.svc"
        self.module = self.build(self.source.read_text(), "base")
        self.moto = Moto("123456789012", self.region(), self.module, work / "moto.log")

    def region(self):
        return re.search(r'region\s*=\s*"([\w-]+)"', self.source.read_text()).group(1)

    def build(self, text, name):
        source = self.work / f"{name}.svc"
        source.write_text(text)
        done = self.suite.run("build", source, "--target", "terraform", "-o", self.work / name)
        need(done.returncode == 0, done.stderr)
        return next((self.work / name / "terraform").iterdir())

    def start(self):
        seeded = run([self.moto.python, HERE / "seed.py", self.module], env=self.moto.env)
        need(seeded.returncode == 0, seeded.stderr[-3000:])
        self.terraform.init(self.module)
        first = 'variable "running"' in (self.module / "variables.tf").read_text() if (self.module / "variables.tf").exists() else False
        if first:
            self.apply(self.module, "-var", "running=false")
            changed = planned_actions(self.plan(self.module))
            others = {address: one for address, one in changed.items() if one[0] != "update"}
            need(changed and not others, f"step two of a first deployment does more than to update: {others}")
        self.apply(self.module)

    def apply(self, module, *words):
        self.terraform.good(module, "apply", "-no-color", "-auto-approve", "-parallelism=40", *words, env=self.moto.env, timeout=540)

    def plan(self, module, refused=None):
        """The plan as JSON. If it fails because of `prevent_destroy`, the addresses go to `refused`, and it is made without.

        Nothing but the test changes what is deployed, so the state need not be read again."""
        words = ("plan", "-no-color", "-refresh=false", "-out=next.plan")
        done = self.terraform.run(module, *words, env=self.moto.env)
        if done.returncode != 0 and refused is not None:
            refused.update(re.findall(r"Resource (\S+) has\s+lifecycle\.prevent_destroy set", " ".join(done.stderr.replace("│", " ").split())))
            need(refused, f"terraform plan failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
            self.unprotect(module)
            done = self.terraform.run(module, *words, env=self.moto.env)
        need(done.returncode == 0, f"terraform plan failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
        return json.loads(self.terraform.good(module, "show", "-json", "next.plan", env=self.moto.env).stdout)

    @staticmethod
    def unprotect(module):
        text = "\n".join(path.read_text() for path in sorted(module.glob("*.tf")))
        guarded = [(kind, name) for kind, name, body in RESOURCE.findall(text) if "prevent_destroy = true" in body]
        (module / "unprotect_override.tf").write_text("\n".join(f'resource "{kind}" "{name}" {{\n  lifecycle {{\n    prevent_destroy = false\n  }}\n}}\n' for kind, name in guarded))

    def edited(self, text, name):
        """The module of an edit, with the state of the base."""
        module = self.build(text, name)
        for part in (".terraform.lock.hcl", "provider_override.tf", "terraform.tfstate"):
            shutil.copy(self.module / part, module / part)
        if not (module / ".terraform").exists():
            (module / ".terraform").symlink_to(self.module / ".terraform")
        return module


def told(suite, before, after):
    """What `svcc diff` says of each Terraform resource."""
    done = suite.run("diff", before, after, "--format", "json")
    need(done.returncode == 0, done.stderr)
    return {r["address"]: r for r in changes.resources(json.loads(done.stdout), "terraform")}


def compare(suite, base, expect, before, after, plan, refused):
    found, said, wrong = planned_actions(plan), told(suite, before, after), []
    if expect.get("no_op"):
        need(not found, f"the plan should be empty, but has {found}")
        return
    for wanted in expect.get("terraform", []):
        kind, _, word = wanted["resource"].partition(" ")
        hits = {one[0] for address, one in found.items() if address.startswith(kind + ".") and changes.bears(changes.words(address), word)}
        right = {wanted["action"], *wanted.get("or", [])}
        if not hits & right and not (not hits and (wanted.get("follows") or "none" in right)):
            wrong.append(f"{wanted['resource']} should {' or '.join(sorted(right))}, not {' or '.join(sorted(hits)) or 'nothing'}")
    guarded = {address for address, r in said.items() if any("prevent_destroy" in why for why in r["refused"])}
    # Terraform stops at the first resource that it may not destroy, so nothing else of the edit happens.
    if bool(guarded) != bool(refused) or not refused <= guarded:
        wrong.append(f"refused by prevent_destroy: {sorted(refused)} in the plan, {sorted(guarded)} in svcc diff")
    for address in [] if refused else sorted({*found, *said}):
        mine = said.get(address)
        if address not in found:
            # What follows another resource may turn out to be unchanged.
            if not mine["follows"] and not mine["tags_only"]:
                wrong.append(f"svcc diff says that {address} is {mine['action']}d, the plan does not")
        elif mine is None:
            if not expect.get("tags_only"):  # the provider's default_tags are on each resource
                wrong.append(f"the plan has {address} {found[address][0]}, svcc diff does not")
        elif mine["action"] != found[address][0] and not mine["follows"]:
            wrong.append(f"{address}: the plan says {found[address][0]}, svcc diff {mine['action']}")
        elif mine["action"] == found[address][0] == "replace":
            _, order, because = found[address]
            named = {re.split(r"[.\[]", p["path"])[0] for p in mine["properties"] if p["replaces"]}
            if mine["order"] != order:
                wrong.append(f"{address}: the plan says {order}, svcc diff {mine['order']}")
            if because and not named & because:
                wrong.append(f"{address}: the plan replaces it because of {', '.join(sorted(because))}, svcc diff because of {', '.join(sorted(named))}")
    if wrong:
        raise Failed("\n".join(wrong))


def forth(suite, base, name, text, expect):
    refused = set()
    module = base.edited(text, name)
    plan = base.plan(module, refused)
    compare(suite, base, expect, base.source, base.work / f"{name}.svc", plan, refused)


def back(suite, base, name, text, expect):
    """Applies the edit, plans the base, and applies it again, so that the next edit starts from the same state."""
    module = base.edited(text, name)
    base.unprotect(module)
    base.apply(module)
    (base.module / "terraform.tfstate").write_bytes((module / "terraform.tfstate").read_bytes())
    refused = set()
    try:
        plan = base.plan(base.module, refused)
        compare(suite, base, changes.reversed_edit(expect), base.work / f"{name}.svc", base.source, plan, refused)
    finally:
        base.apply(base.module)
        (base.module / "unprotect_override.tf").unlink(missing_ok=True)


def one_base(suite, terraform, name, chosen):
    work = suite.work / name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    base = Base(suite, terraform, name, work)
    if why := terraform.needs_more(base.module):
        print(f"SKIPPED {name}: {why}")
        return
    with base.moto:
        if not suite.check(f"{name}: deployed in two steps", base.start):
            return
        for edit, text, expect in chosen:
            try:
                beyond = terraform.needs_more(base.build(text, edit))
            except Failed as wrong:
                suite.check(edit, lambda wrong=wrong: need(False, str(wrong)))
                continue
            if beyond:
                print(f"SKIPPED {edit}: {beyond}")
                continue
            suite.check(edit, forth, suite, base, edit, text, expect)
        for edit, text, expect in chosen if suite.args.reverse else []:
            if edit in UNAPPLIED:
                print(f"SKIPPED {edit} reversed: {UNAPPLIED[edit]}")
            elif "reverse" in expect and "refused" not in expect["consequences"] and not terraform.needs_more(base.build(text, edit)):
                suite.check(edit + " reversed", back, suite, base, edit, text, expect)


def main():
    suite = Suite("changes.terraform", __doc__.split("\n\n")[0])
    suite.parser.add_argument("--all", action="store_true", help="every edit, not a sample")
    suite.parser.add_argument("--reverse", action="store_true", help="also apply each edit and plan it back")
    suite.parser.add_argument("--base", default="", help="only the edits of this program")
    suite.start()
    found = []
    if not suite.check("tools", lambda: found.append(Terraform(suite.work))):
        return suite.finish()
    bases = {}
    for name, program, text, expect in edits():
        if suite.args.base in ("", program):
            bases.setdefault(program, []).append((name, text, expect))
    if not suite.args.all and not suite.args.base:
        bases = {"market": bases["market"][::5]}
    suite.args.only = ""
    for program, chosen in bases.items():
        one_base(suite, found[0], program, chosen)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
