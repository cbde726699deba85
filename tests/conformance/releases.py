#!/usr/bin/env python3
"""Who decides which version runs (docs/blue-green.md): Terraform applies the program releases/fair.svc to a moto server, a release happens, Terraform plans again.

A release is played as CodePipeline and CodeDeploy do it: they register a revision of what runs, with another image, and the service takes it. Then
  - a plan changes nothing;
  - neither after a release that failed, whose revision nothing runs;
  - neither after a person went back to an older revision;
  - a changed variable makes a new revision, which services that ECS deploys take at once, with the tag that always names the released image.
"""
import json
import pathlib
import sys

from tools import HERE, Moto, Terraform, need
from harness import Suite, run

PROGRAM = HERE / "releases/fair.svc"
VALUES = {"connection": "arn:aws:codeconnections:eu-west-1:123456789012:connection/11111111-2222-3333-4444-555555555555"}
ROLLING, CODEDEPLOY = ("apples", "plums"), ("pears",)

# How the API answers what a revision holds, without what ECS adds to it.
ADDED = ["taskDefinitionArn", "revision", "status", "requiresAttributes", "compatibilities", "registeredAt", "registeredBy"]
PLAY = """
import boto3, json, sys
ecs = boto3.client("ecs")
def running(name):
    return ecs.describe_services(cluster="fair-stalls", services=["fair-" + name])["services"][0]["taskDefinition"]
def register(name, image):
    old = ecs.describe_task_definition(taskDefinition=running(name))["taskDefinition"]
    new = {k: v for k, v in old.items() if k not in ADDED}
    new["containerDefinitions"][0]["image"] = new["containerDefinitions"][0]["image"].split(":")[0] + ":" + image
    return ecs.register_task_definition(**new)["taskDefinition"]["taskDefinitionArn"]
def older(name):
    return running(name).rsplit(":", 1)[0] + ":1"
def take(name, definition):
    ecs.update_service(cluster="fair-stalls", service="fair-" + name, taskDefinition=definition)
def shown(name):
    found = ecs.describe_task_definition(taskDefinition=running(name))["taskDefinition"]
    first = found["containerDefinitions"][0]
    return {"revision": found["revision"], "image": first["image"], "env": {e["name"]: e["value"] for e in first.get("environment", [])}}
""".replace("ADDED", repr(ADDED))


class Deployed:
    def __init__(self, suite, terraform, moto, module):
        self.suite, self.terraform, self.moto, self.module = suite, terraform, moto, module

    def build(self, text):
        source = self.module.parent / "fair.svc"
        source.write_text(text)
        done = self.suite.run("build", source, "--target", "terraform", "-o", self.module.parent / "out")
        need(done.returncode == 0, done.stderr)
        built = self.module.parent / "out/terraform/fair"
        self.module.mkdir(exist_ok=True)
        for old in self.module.glob("*.tf"):
            if old.name != "provider_override.tf":
                old.unlink()
        for path in built.glob("*.tf"):
            (self.module / path.name).write_text(path.read_text())
        (self.module / "values.auto.tfvars.json").write_text(json.dumps(VALUES))

    def play(self, code):
        done = run([self.moto.python, "-c", PLAY + code], env=self.moto.env)
        need(done.returncode == 0, done.stderr[-3000:])
        return json.loads(done.stdout) if done.stdout else None

    def apply(self):
        self.terraform.good(self.module, "apply", "-no-color", "-auto-approve", "-parallelism=40", env=self.moto.env, timeout=540)

    def changes(self):
        """Address and actions of what the next apply does."""
        self.terraform.good(self.module, "plan", "-no-color", "-out=next.plan", env=self.moto.env)
        shown = json.loads(self.terraform.good(self.module, "show", "-json", "next.plan", env=self.moto.env).stdout)
        return {one["address"]: one["change"]["actions"] for one in shown.get("resource_changes", []) if one["change"]["actions"] not in (["no-op"], ["read"])}


def nothing(here):
    found = here.changes()
    need(not found, f"the next apply changes {found}")


def edited(here, text):
    """A new variable: what the next apply changes, and what runs after it."""
    before = {name: here.play(f"print(json.dumps(shown({name!r})))") for name in (*ROLLING, *CODEDEPLOY)}
    here.build(text.replace('MODE = "slow"', 'MODE = "fast"'))
    found = here.changes()
    wanted = {f"aws_ecs_task_definition.{name}" for name in (*ROLLING, *CODEDEPLOY)} | {f"aws_ecs_service.{name}" for name in ROLLING}
    # The files of a CodeDeploy release hold the definition.
    need(set(found) - {"aws_codebuild_project.release_pears"} == wanted, f"the apply changes {found}")
    here.apply()
    for name in ROLLING:
        after = here.play(f"print(json.dumps(shown({name!r})))")
        need(after["env"]["MODE"] == "fast" and after["revision"] > before[name]["revision"], f"{name} runs {after}")
        need(after["image"].endswith(f":{name}-latest"), f"{name} does not run the tag of the released image: {after}")
    for name in CODEDEPLOY:
        after = here.play(f"print(json.dumps(shown({name!r})))")
        need(after == before[name], f"{name} is released by CodeDeploy only, but runs {after}")
    nothing(here)


def main():
    suite = Suite("releases", __doc__.split("\n\n")[0]).start()
    text = PROGRAM.read_text()
    found = []
    if not suite.check("tools", lambda: found.append(Terraform(suite.work))):
        return suite.finish()
    folder = suite.work / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    module = folder / "fair"
    with Moto("123456789012", "eu-west-1", module, folder / "moto.log") as moto:
        here = Deployed(suite, found[0], moto, module)
        here.build(text)
        found[0].init(module)
        here.apply()
        suite.check("a plan after the first apply changes nothing", nothing, here)
        here.play('for name in ("apples", "pears"): take(name, register(name, name + "-1a2b3c4"))')
        here.play('take("plums", register("plums", "plums-1a2b3c4").split("/")[1])')  # as people write it: fair-plums:2
        suite.check("a plan after a release changes nothing", nothing, here)
        here.play('register("apples", "apples-bad5eed")')
        suite.check("a plan after a release that failed changes nothing", nothing, here)
        here.play('take("plums", older("plums"))')
        suite.check("a plan after a person went back to an older revision changes nothing", nothing, here)
        suite.check("an edit reaches the services, with the released image", edited, here, text)
        here.play('take("apples", register("apples", "apples-5d6e7f8"))')
        suite.check("a plan after the next release changes nothing", nothing, here)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
