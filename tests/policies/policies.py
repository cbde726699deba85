#!/usr/bin/env python3
"""Policies of an organisation (svc.yaml: policies, exceptions): which line breaks a rule, in a component, an overlay and a default; severities; exceptions and their end; what a policy must not hold."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Suite, need  # noqa: E402

IMAGE = 'container app { image = "public.ecr.aws/nginx/nginx:1.27" }'
PROGRAM = f"""app shop {{
  region = "eu-west-1"
  tags   = {{ team = "web" }}
}}
network main {{}}
cluster c in main {{}}
component worker {{
  param n: int
  service work in c {{
    count = n
    task {{ cpu = 0.25vcpu, memory = 512MiB, {IMAGE} }}
  }}
}}
worker one {{ n = 1 }}
worker two {{ n = 2 }}
service api in c {{
  count = 2..6
  task {{ cpu = 0.25vcpu, memory = 512MiB, {IMAGE} }}
}}
service plain in c {{
  task {{ cpu = 0.25vcpu, memory = 512MiB, {IMAGE} }}
}}
environment test {{ service api {{ count = 1 }} }}
environment prod {{}}
"""


class Project:
    def __init__(self, suite, name, rules, settings="policies: [policies/*.svc]\n", program=PROGRAM):
        self.suite, self.folder = suite, suite.work / name
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "policies").mkdir(parents=True)
        (self.folder / "main.svc").write_text(program)
        for file, text in rules.items():
            (self.folder / "policies" / file).write_text(text)
        (self.folder / "svc.yaml").write_text(f"name: shop\nmain: main.svc\n{settings}")

    def check(self, *words, env=None):
        return self.suite.run("check", *words, cwd=self.folder, env=env)

    def found(self, env=None):
        """(code, line, message) of everything that is reported."""
        done = self.check("--format", "json", env=env)
        report = json.loads(done.stdout)
        return [(d["code"], d["line"], d["message"]) for d in report["diagnostics"]] if "diagnostics" in report else report


RULE = 'let least = 2\nfor s in services {\n  if s.name != "nothing" { assert s.count >= least else "service ${s.name} runs at least two tasks" }\n}\n'


def text(done):
    return done.stdout + done.stderr


def at_the_line(suite):
    program = PROGRAM.replace("count = 2..6", "count = 2")
    project = Project(suite, "lines", {"tasks.svc": RULE}, program=program)
    done = project.check()
    said = text(done)
    need(done.returncode == 1 and said.count("error[SVC2015]") == 3, said)
    for line, words in ((10, "service one-work runs"), (20, "service plain runs"), (23, "service api runs")):
        need(f"main.svc:{line}:" in said and "runs at least two tasks" in said, f"line {line} ({words}) is not named:\n{said}")
    need("the rule" in said and "policies/tasks.svc" in said, said)
    need("two-work" not in said, "what keeps the rule is reported")


def ranges(suite):
    rule = 'for s in services {\n  assert s.name != "api" || s.count.max <= 4 else "service ${s.name} has at most four tasks"\n}\n'
    project = Project(suite, "ranges", {"most.svc": rule}, program=PROGRAM.replace("environment test { service api { count = 1 } }", "environment test {}"))
    said = text(project.check())
    need("main.svc:17:" in said and "at most four tasks" in said, said)


def app_and_registry(suite):
    """`.min` of a plain number, the app's fields, and the registries of images."""
    rules = ('for s in services {\n  assert s.count.min >= 1 else "no task"\n  for c in s.task.container { assert contains(["public.ecr.aws", "repository"], c.registry) else "${c.name} is of ${c.registry}" }\n}\n'
             'assert contains(keys(app.tags), "team") else "a team owns the system"\nassert app.tags.team == "ops" else "ops owns the system"\n')
    program = PROGRAM + 'repository images {}\nservice own in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = images.tag("1") } } }\n' \
        'service hub in c { task { cpu = 0.25vcpu, memory = 512MiB, container web { image = "nginx:1.27" } } }\n'
    said = text(Project(suite, "registry", {"a.svc": rules}, program=program).check())
    need(said.count("error[SVC2015]") == 2 and "web is of docker.io" in said and "ops owns the system" in said and "main.svc:3:12" in said, said)


def severities(suite):
    program = PROGRAM.replace("count = 2..6", "count = 2")
    project = Project(suite, "advice", {"tasks.svc": RULE}, settings="policies:\n  - policies/*.svc: warning\n", program=program)
    done = project.check()
    need(done.returncode == 0 and "warning[SVC9010]" in text(done) and "error" not in text(done).replace("0 errors", ""), text(done))
    need(project.check("--fail-on", "warning").returncode == 1, "advice cannot fail a check")
    allowed = program.replace("service plain in c {", "// svcc: allow SVC9010 it is a batch service\nservice plain in c {")
    (project.folder / "main.svc").write_text(allowed)
    need("service plain runs" not in text(project.check()), "advice cannot be allowed beside its line")


def exceptions(suite):
    program = PROGRAM.replace("count = 2..6", "count = 2")
    settings = "policies: [policies/*.svc]\nexceptions:\n  - { block: service plain, rule: two tasks, reason: it is moved to a job, until: 2027-03-31 }\n"
    project = Project(suite, "exceptions", {"tasks.svc": RULE}, settings, program)
    before, after = {"SOURCE_DATE_EPOCH": "1800000000"}, {"SOURCE_DATE_EPOCH": "1900000000"}  # January 2027, March 2030
    need("service plain runs" not in text(project.check(env=before)), "an exception does not count")
    said = text(project.check(env=after))
    need("service plain runs" in said and "its exception ended on 2027-03-31: it is moved to a job" in said, said)
    for wrong, message in (("{ block: service plain, rule: x }", "an exception needs a `reason`"), ("{ block: service plain, rule: x, reason: y, until: soon }", "`until` is a day"),
                           ("{ blok: x }", "did you mean `block`?")):
        (project.folder / "svc.yaml").write_text(f"name: shop\nmain: main.svc\nexceptions: [{wrong}]\n")
        done = project.check()
        need(done.returncode == 2 and message in text(done), text(done))


def wrong_policies(suite):
    project = Project(suite, "wrong", {"a.svc": "queue mine {}\n"})
    need("a policy holds `let`, `for`, `if` and `assert`" in text(project.check()), text(project.check()))
    project = Project(suite, "unknown", {"a.svc": 'for s in services { assert s.cuont == 1 else "x" }\n'})
    said = text(project.check())
    need("policies/a.svc:1:" in said and "cuont" in said, said)
    project = Project(suite, "missing", {}, settings="policies: [nothing/*.svc]\n")
    done = project.check()
    need(done.returncode == 2 and "its policy nothing/*.svc cannot be read" in text(done), text(done))
    project = Project(suite, "outside", {}, settings="policies: [../x.svc]\n")
    need("inside the project's folder" in text(project.check()), text(project.check()))


def other_rules(suite):
    """Tags, regions, images and open ports: what companies ask for first."""
    rules = {"company.svc": 'assert app.name != "" else "an app has a name"\n'
             'for s in services {\n  for t in [s.task] {\n    for box in t.container {\n      assert split("/", box.image)[0] == "public.ecr.aws" else "images come from our registry"\n    }\n  }\n}\n'
             'assert environment.region == "eu-west-1" || environment.region == "eu-central-1" else "systems are in Europe"\n'}
    project = Project(suite, "company", rules)
    done = project.check()
    need(done.returncode == 0, text(done))
    (project.folder / "main.svc").write_text(PROGRAM.replace('image = "public.ecr.aws/nginx/nginx:1.27" } }\n}\nservice plain', 'image = "docker.io/nginx:1.27" } }\n}\nservice plain'))
    said = text(project.check())
    need("images come from our registry" in said and "main.svc:18:" in said, said)


def costs(suite):
    """Budgets as rules: of an environment, of a block, in an `if`; with exceptions; where no price is known."""
    program = PROGRAM.replace("network main {}", "network main { nat = single }").replace("environment prod {}", "environment prod { network main { nat = per_zone } }")
    rules = {"cost.svc": 'assert cost(environment) < 120 else "${environment.name} costs ${cost(environment)} dollars a month"\n'
             'for n in networks {\n  if cost(environment) > 100 { assert cost(n) <= 40 else "network ${n.name} costs at most 40" }\n}\n'}
    project = Project(suite, "costs", rules, program=program)
    told = {d["environment"]: d["cost"]["desired"] for d in json.loads(suite.run("cost", "main.svc", "--format", "json", cwd=project.folder).stdout)["environments"]}
    said = text(project.check())
    need(f"prod costs {told['prod']:g} dollars a month" in said and "main.svc:1:1" in said and "test costs" not in said and told["test"] < 120 < told["prod"], f"{told}\n{said}")
    need("network main costs at most 40" in said and "main.svc:5:" in said, said)
    cheap = Project(suite, "cheap", rules, program=PROGRAM)
    need(cheap.check().returncode == 0, text(cheap.check()))
    settings = "policies: [policies/*.svc]\nexceptions:\n  - { block: app shop, rule: dollars a month, reason: it is a trial }\n"
    need("dollars" not in text(Project(suite, "trial", rules, settings, program).check()), "an exception does not count")
    unknown = Project(suite, "nowhere", rules, program=program.replace("eu-west-1", "us-gov-west-1"))
    need("the cost is not known, because svcc carries no prices of us-gov-west-1" in text(unknown.check()), text(unknown.check()))
    wrong = Project(suite, "unit", {"cost.svc": 'assert cost(environment) < "much" else "x"\n'})
    need("policies/cost.svc:1:" in text(wrong.check()) and wrong.check().returncode == 1, "a wrong comparison is not reported")
    wrong = Project(suite, "argument", {"cost.svc": 'assert cost(12) < 3 else "x"\n'})
    need("`environment` or a block" in text(wrong.check()), text(wrong.check()))


def in_diff(suite):
    project = Project(suite, "diff", {"tasks.svc": RULE})
    done = suite.run("diff", "main.svc", "main.svc", cwd=project.folder)
    need(done.returncode == 1 and "SVC2015" in done.stderr, "what is proposed has to keep the rules")


def main():
    suite = Suite("policies", __doc__).start()
    for check in (at_the_line, ranges, app_and_registry, severities, exceptions, wrong_policies, other_rules, costs, in_diff):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
