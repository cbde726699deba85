#!/usr/bin/env python3
"""Deploys the module of every example to a moto server: plan, apply, a second plan without changes, then reads through the AWS API (facts.py) and holds
what was deployed against the CloudFormation template (parity.py).

Of each example the environment with the most resources that this machine's provider can read: the others differ from it in numbers, and are looked at by
terraform_static.py and cfn_lint.py. With --all every environment is deployed, and every difference that parity_explained.txt explains has to exist.

moto accepts much that AWS would refuse and starts nothing: this proves that the module is whole and stable, not that a deployment succeeds.
"""
import json
import pathlib
import sys

from tools import HERE, Moto, Terraform, need
from harness import Suite, account_of, compile_examples, name_of, region_of, run
import parity


def show(terraform, module, env, *words):
    return json.loads(terraform.good(module, "show", "-json", *words, env=env).stdout)


def in_two_steps(module):
    return 'variable "running"' in (module / "variables.tf").read_text()


def first_step(suite, terraform, name, module, moto):
    """docs/first-deployment.md: everything is created, and nothing wants a task."""
    if not in_two_steps(module):
        return
    terraform.good(module, "apply", "-no-color", "-auto-approve", "-parallelism=40", "-var", "running=false", env=moto.env, timeout=540)
    state = show(terraform, module, moto.env)["values"]["root_module"]["resources"]

    def held():
        for one in state:
            values = one["values"]
            if one["type"] == "aws_ecs_service":
                constraints = [c["expression"] for c in values["placement_constraints"]]
                need(values["desired_count"] == 0 or "attribute:held exists" in constraints, f"{one['address']} wants {values['desired_count']} tasks")
            if one["type"] == "aws_appautoscaling_target":
                need(values["min_capacity"] == values["max_capacity"] == 0, f"{one['address']} can scale")
            if one["type"] == "aws_scheduler_schedule":
                need(values["state"] == "DISABLED", f"{one['address']} is on")
            if one["type"] == "aws_pipes_pipe":
                need(values["desired_state"] == "STOPPED", f"{one['address']} is on")
    suite.check(f"{name}: the first step holds services and jobs", held)


def second_step(suite, terraform, name, module, moto):
    """Of first.plan, after the first step."""
    if not in_two_steps(module):
        return
    changes = [(one["address"], one["change"]["actions"]) for one in show(terraform, module, moto.env, "first.plan")["resource_changes"]]

    def in_place():
        others = [one for one in changes if one[1] not in (["no-op"], ["update"], ["read"])]
        need(not others, f"the second step does more than to update: {others}")
        need(any(actions == ["update"] for _, actions in changes), "the second step changes nothing")
    suite.check(f"{name}: the second step replaces nothing", in_place)


def deploy(suite, terraform, explained, program, environment, template, module):
    name = f"{name_of(program)} {environment}".strip()
    variables = json.loads((HERE / "variables.json").read_text()).get(name_of(program), {})
    (module / "conformance.auto.tfvars.json").write_text(json.dumps(variables))
    account, region = account_of(program, environment), region_of(program, environment)
    with Moto(account, region, module, module.parent / "moto.log") as moto:
        seeded = run([moto.python, HERE / "seed.py", module], env=moto.env)
        need(seeded.returncode == 0, f"seed.py:\n{seeded.stderr[-3000:]}")

        terraform.init(module)
        first_step(suite, terraform, name, module, moto)
        terraform.good(module, "plan", "-no-color", "-out=first.plan", env=moto.env)
        second_step(suite, terraform, name, module, moto)
        planned = show(terraform, module, moto.env, "first.plan")
        # Most of the time goes into waits of a fixed length in the provider, so everything that can waits at the same time.
        terraform.good(module, "apply", "-no-color", "-parallelism=40", "first.plan", env=moto.env, timeout=540)
        state = show(terraform, module, moto.env)
        again = terraform.good(module, "plan", "-no-color", "-detailed-exitcode", env=moto.env, statuses=(0, 2))

        def no_changes():
            told = "\n".join(line for line in again.stdout.splitlines() if "Refreshing state..." not in line)
            need(again.returncode == 0, f"a second plan wants changes:\n{told[:8000]}")

        def read_back():
            done = run([moto.python, HERE / "facts.py", name_of(program), environment], env=moto.env)
            need(done.returncode == 0, f"{done.stdout}{done.stderr[-3000:]}")

        def same_in_both():
            parity.compare(template, planned, state, region, account, explained)

        def nothing_to_review():
            """`svcc diff` of what was planned, and of what is deployed, against the same program."""
            for what, shown in (("plan", planned), ("state", state)):
                path = module.parent / f"{what}.json"
                path.write_text(json.dumps(shown))
                told = suite.run("diff", path, program, "--target", "terraform", *(["--env", environment] if environment else []), "--exit-code")
                need(told.returncode == 0, f"svcc diff finds changes in its own {what}:\n{told.stdout[:4000]}{told.stderr}")
        suite.check(f"{name}: a second plan changes nothing", no_changes)
        suite.check(f"{name}: svcc diff of the state finds nothing", nothing_to_review)
        suite.check(f"{name}: facts read through the AWS API", read_back)
        suite.check(f"{name}: both targets hold the same", same_in_both)
    print(f"{name}: {len(planned['resource_changes'])} Terraform resources applied")


def fullest(terraform, programs):
    """The environment to deploy of each example, and before it those with more resources that the provider is too old for: they are reported as skipped."""
    chosen, done = [], set()
    for one in sorted(programs, key=lambda one: -sum(path.read_text().count('\nresource "') for path in one[3].glob("*.tf"))):
        if one[0] not in done:
            chosen.append(one)
            if not terraform.needs_more(one[3]):
                done.add(one[0])
    return chosen


def main():
    suite = Suite("deploy", __doc__.split("\n\n")[0])
    suite.parser.add_argument("--all", action="store_true", help="deploy every environment, not only the fullest of each example")
    suite.start()
    found = []

    def prepare():
        found.append(Terraform(suite.work))
        found.extend(compile_examples(suite, suite.work / "deploy"))
    if suite.args.only or suite.check("tools and examples", prepare):
        if suite.args.only:
            prepare()
        terraform, *programs = found
        programs = [one for one in (programs if suite.args.all else fullest(terraform, programs)) if suite.args.only in f"{name_of(one[0])} {one[1]}"]
        explained = parity.Explained()
        suite.check_all([(f"{name_of(program)} {environment}: apply", deploy, suite, terraform, explained, program, environment, template, module)
                         for program, environment, template, module in programs], at_once=6)  # most of a deployment's time goes into the provider's waits
        if not suite.failed and suite.args.all and not suite.args.only:
            suite.check("every explained difference exists", lambda: need(not explained.unused(), "\n".join(explained.unused())))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
