#!/usr/bin/env python3
"""Programs that are larger than one CloudFormation stack (docs/guides/stacks.md): a hundred and twenty services, and every example with `--layout split`.

Every stack keeps the limits, every import has its export in an earlier stack of the printed order, a new service changes its own stack alone, cfn-lint and
cloudformation-validate accept each template, and moto creates the stacks in the printed order.
"""
import json
import sys

from tools import HERE, need, node_modules, program, python_with, run
from harness import ROOT, Suite
from divided import WEB, System, build, finished, large
from findings import Allowed
import template

SERVICES = 120

def holds_together(systems):
    for system in systems.values():
        system.check()
    one = systems["large"]
    print(f"{sum(len(t['Resources']) for t in one.templates.values()):,} resources in {len(one.names)} stacks, "
          f"the largest has {max(len(t['Resources']) for t in one.templates.values())}")


def same_as_single(suite):
    """Divided or not, a program is the same resources."""
    folder = suite.work / "stacks" / "small"
    divided = build(suite, folder, large(12), "--layout", "split")
    finished(suite.run("build", "main.svc", "-o", str(folder / "one"), "--layout", "single", cwd=folder), (0,), "svcc build")
    single = template.read(folder / "one" / "cloudformation" / "large-prod.yaml")
    need(set(single["Resources"]) == set(divided.check()), "the stacks together have other resources than the single one")


def too_large(suite):
    folder = suite.work / "stacks" / "large"
    done = suite.run("build", "main.svc", "-o", str(folder / "one"), "--layout", "single", cwd=folder)
    need(done.returncode == 1 and "SVC5019" in done.stderr, f"--layout single accepts a program of {SERVICES} services:\n{done.stderr[-2000:]}")
    count = sum(len(one["Resources"]) for one in System(folder / "out", "large-prod").templates.values())
    need(f"has {count}" in done.stderr, f"--layout single does not say that there are {count} resources:\n{done.stderr[:2000]}")


def one_more(suite, before):
    """A new service, its queue and its alarm: their own stacks change, and those that export what they use. Nothing moves."""
    text = large(SERVICES)
    extra = WEB.format(n=997, edge=0, priority=997, connect="connect = [web1]")
    after = build(suite, suite.work / "stacks" / "more", text + extra)
    old, new = before.bodies(), after.bodies()
    places = {i: name for name, one in before.templates.items() for i in one["Resources"]}
    moved = [i for name, one in after.templates.items() for i in one["Resources"] if places.get(i, name) != name]
    need(not moved, f"resources moved to another stack: {moved[:5]}")
    changed = {name for name in new if new[name] != old.get(name)}
    own = {name for name, one in after.templates.items() if any("997" in i for i in one["Resources"])}
    need("large-prod-service-web997" in own and len(own) <= 4, f"the new service is in {own}")
    for name in changed - own:
        same = before.templates[name]["Resources"] == after.templates[name]["Resources"]
        need(same, f"{name} changed, and it is not about the new service")
    need(set(old) <= set(new), f"stacks are gone: {set(old) - set(new)}")
    need(old.keys() | own == new.keys(), f"other stacks are new: {new.keys() - old.keys() - own}")


def lint(suite, systems):
    command = program("cfn-lint", "pip install cfn-lint")
    paths = chosen(systems)
    done = run([command, "--format", "json", "--non-zero-exit-code", "none", *paths], timeout=500)
    found = json.loads(done.stdout or "[]")
    need(done.returncode == 0, f"cfn-lint could not run:\n{done.stderr[-3000:]}")
    allowed = Allowed("cfn-lint")
    wrong = [f"{m['Filename']}:{m['Location']['Start']['LineNumber']}: {m['Rule']['Id']} {m['Message']}" for m in found
             if m["Level"] != "Informational" and not allowed.covers(m["Rule"]["Id"], ".".join(str(w) for w in (m["Location"].get("Path") or [])[1:]))]
    need(not wrong, "\n".join(wrong[:40]))
    print(f"cfn-lint: {len(paths)} templates")


def validate(suite, systems):
    node, folder = node_modules(suite.work)
    paths = chosen(systems)
    done = run([node, HERE / "cloudformation_validate.mjs", folder, "eu-west-1", *paths], timeout=300)
    need(done.returncode == 0, f"cloudformation-validate could not run:\n{done.stderr[-3000:]}")
    allowed = Allowed("validate")
    wrong = []
    for finding in map(json.loads, done.stdout.splitlines()):
        where = ".".join(filter(None, (str((finding.get("entity") or {}).get("logicalId") or finding.get("resourceId") or ""), finding.get("propertyPath") or "")))
        if finding["severity"] in {"WARN", "ERROR", "FATAL"} and not allowed.covers(finding["ruleId"], where):
            wrong.append(f"{finding['path']}: {finding['severity']} {finding['ruleId']} {finding['message']} [{where}]")
    need(not wrong, "\n".join(wrong[:40]))
    print(f"cloudformation-validate: {len(paths)} templates")


def chosen(systems):
    """Every stack of the examples and, of the large program, every one that is not like the others: the first services and all that services share."""
    paths = []
    for name, system in systems.items():
        own = [p for p in system.paths if "-service-" in p.name]
        paths += [p for p in system.paths if p not in own] + (own[:12] if name == "large" else own)
    return paths


def deployed(system):
    """moto creates every stack in the order of the script, with the exports of those before it."""
    env = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "MOTO_ACCOUNT_ID": "222222222222"}
    done = run([python_with("moto", "boto3", "yaml"), "-W", "ignore", HERE / "create_stacks.py", system.folder, *system.names], env=env, timeout=500)
    need(done.returncode == 0, f"moto:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    print(done.stdout.strip().splitlines()[-1])


def divided_examples(suite):
    found = {}
    for main in sorted((ROOT / "examples").glob("*/*.svc")):
        folder = suite.work / "stacks" / "examples" / main.parent.name
        done = suite.run("build", str(main), "-o", str(folder), "-t", "cloudformation", "--layout", "split")
        if "SVC3008" in done.stderr:
            continue  # a part of a program
        finished(done, (0,), f"svcc build {main} --layout split")
        for script in (folder / "deploy").glob("*.sh"):
            found[script.stem] = System(folder, script.stem)
    need(len(found) >= 6, f"only {sorted(found)} are divided")
    return found


def main():
    suite = Suite("stacks", __doc__.split("\n\n")[0]).start()
    systems = {}

    def prepare():
        systems["large"] = build(suite, suite.work / "stacks" / "large", large(SERVICES))
        systems.update(divided_examples(suite))
    if suite.check("svcc divides the programs", prepare):
        suite.check("stacks refer to earlier ones", holds_together, systems)
        suite.check("divided or not, the resources are the same", same_as_single, suite)
        suite.check("--layout single refuses", too_large, suite)
        suite.check("a new service moves nothing", one_more, suite, systems["large"])
        suite.check("moto creates the stacks in order", deployed, systems["large"])
        suite.check("cfn-lint", lint, suite, systems)
        suite.check("cloudformation-validate", validate, suite, systems)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
