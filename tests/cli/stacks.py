#!/usr/bin/env python3
"""Programs divided into CloudFormation stacks (docs/guides/stacks.md): what the commands write, read and say. conformance/stacks.py has the large ones."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Suite, need, run  # noqa: E402

try:
    from divided import WEB, System, build, finished, large  # noqa: E402
    import template  # noqa: E402
except ImportError as missing:  # PyYAML
    print(f"SKIPPED stacks: {missing}")
    sys.exit(77)

SERVICES = 6
OWN = "large-prod-service-web2"


def layouts(suite, folder):
    """The same resources in every layout; `single` and `auto` write one template for a small program."""
    divided = build(suite, folder, large(SERVICES)).check()
    for word in ("single", "auto"):
        finished(suite.run("build", "main.svc", "-o", str(folder / word), "--layout", word, cwd=folder), (0,), "svcc build")
        paths = list((folder / word / "cloudformation").iterdir())
        need([p.name for p in paths] == ["large-prod.yaml"], f"--layout {word} writes {paths}")
        need(set(template.read(paths[0])["Resources"]) == set(divided), f"--layout {word} has other resources")


def json_too(suite, folder):
    finished(suite.run("build", "main.svc", "-o", str(folder / "json"), "--format", "json", cwd=folder), (0,), "svcc build")
    yaml, json = folder / "out/cloudformation", folder / "json/cloudformation"
    need({p.stem for p in yaml.iterdir()} == {p.stem for p in json.iterdir()}, "JSON has other stacks")
    for path in yaml.iterdir():
        one, other = template.read(path), template.read(json / f"{path.stem}.json")
        need(set(one["Resources"]) == set(other["Resources"]) and one.get("Outputs") == other.get("Outputs"), f"{path.stem} is another in JSON")


def differences(suite, folder):
    """`svcc diff` reads the stacks of a program as one system."""
    for before, after in (("out", "main.svc"), ("json", "out")):
        sides = [str(folder / side / "cloudformation") if side != "main.svc" else side for side in (before, after)]
        done = finished(suite.run("diff", *sides, cwd=folder), (0, 1), f"svcc diff {before} {after}")
        need("no changes" in done.stdout.lower() or not re.search(r"(replaced|created|deleted|in place)", done.stdout),
             f"svcc diff {before} {after} sees differences:\n{done.stdout[:3000]}")
    for before, after in (("single", "main.svc"), ("out", "single")):
        sides = [str(folder / side / "cloudformation") if side != "main.svc" else side for side in (before, after)]
        done = finished(suite.run("diff", *sides, cwd=folder), (0, 1), f"svcc diff {before} {after}")
        need(re.search(r"refused.* \d+ resources are in another CloudFormation stack", done.stdout) and not re.search(r"(replaced|created|deleted|in place)$", done.stdout, re.M),
             f"svcc diff {before} {after} does not say that resources are in other stacks:\n{done.stdout[:3000]}")
    changed = (folder / "main.svc").read_text().replace("count = 2..5", "count = 3..5", 1)
    (folder / "changed.svc").write_text(changed)
    done = finished(suite.run("diff", str(folder / "out/cloudformation"), "changed.svc", cwd=folder), (0, 1), "svcc diff")
    need("prod: 1 changed in place" in done.stdout and "Web0ScalableTarget" in done.stdout, f"one service changed, and svcc diff says:\n{done.stdout[:3000]}")
    (folder / "changed.svc").unlink()


def traced(suite, folder):
    """A line of a stack leads to its line in the program."""
    path = folder / "out/cloudformation" / f"{OWN}.yaml"
    done = finished(suite.run("trace", str(path), "Web2Service", cwd=folder), (0,), "svcc trace")
    need("service web2 in group" in done.stdout, f"svcc trace says:\n{done.stdout}")
    line = next(i for i, text in enumerate(path.read_text().splitlines(), 1) if "Cpu:" in text)
    done = run([suite.svcc, "trace", str(folder / "out"), "--stdin"], cwd=folder, stdin=f"{path}:{line}:7: E3012 wrong\n")
    need("cpu = 0.5vcpu" in done.stdout, f"svcc trace --stdin says:\n{done.stdout}{done.stderr}")


def adding(suite, folder):
    """A new service adds its stack; the stacks of other services keep every byte but their comments."""
    before = System(folder / "out", "large-prod").bodies()
    text = large(SERVICES) + WEB.format(n=997, edge=0, priority=997, connect="connect = [web1]")
    after = build(suite, folder / "more", text)
    after.check()
    bodies = after.bodies()
    need("large-prod-service-web997" in bodies, "the new service has no stack of its own")
    wrong = [n for n, body in before.items() if body != bodies.get(n) and "-service-" in n and n != "large-prod-service-web1"]
    need(not wrong, f"other services changed: {wrong}")


def leftovers(suite, folder):
    """What an earlier run wrote for a removed service goes; the stacks of other programs stay."""
    other = folder / "out/cloudformation/other-prod-base.yaml"
    other.write_text("# Compiled by svcc: a stack of other-prod\nResources: {}\n")
    build(suite, folder, large(SERVICES - 1))
    need(other.exists(), "a stack of another program is gone")
    other.unlink()
    finished(suite.run("build", "main.svc", "-o", "out", "--layout", "single", cwd=folder), (0,), "svcc build")
    need([p.name for p in (folder / "out/cloudformation").iterdir()] == ["large-prod.yaml"], "stacks of the divided program are left")


def groups(suite, folder):
    """The project's own stacks and number of groups."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.svc").write_text(large(SERVICES))
    (folder / "svc.yaml").write_text("name: large\nmain: main.svc\nlayout: { groups: 1, stacks: { checkout: [service web1, service web2, queue jobs1] } }\n")
    finished(suite.run("build", "-o", "out", "-t", "cloudformation", cwd=folder), (0,), "svcc build")
    system = System(folder / "out", "large-prod")
    system.check()
    need({"Web1Service", "Web2Service", "Jobs1Queue"} <= set(system.templates["large-prod-checkout"]["Resources"]), "the stack has not the blocks of svc.yaml")
    need(not any(re.search(r"-(access|data|alarms)-[2-9]", name) for name in system.names), f"more than one group: {system.names}")


def too_large(suite, folder):
    """What no division makes smaller: the limit, the stack and its count, at the last block of the stack."""
    folder.mkdir(parents=True, exist_ok=True)
    head = 'app x { region = "eu-west-1" }\n'
    params = "".join(f'param p{n}: string = "x"\n' for n in range(201))
    for name, program, reason in (
            ("outputs", head + "queue q {}\n" + "".join(f"output o{n} = q.url\n" for n in range(201)), "200 outputs in one stack, and `x-data-"),
            ("parameters", head + params + 'secret q { generate {} }\nparameter q2 { value = "' + "".join(f"${{p{n}}}" for n in range(201)) + '" }\n',
             "200 parameters in one stack, and `x-data-"),
            ("bytes", head + 'raw cloudformation "AWS::SSM::Parameter" q { Type = "String", Value = "' + "x" * 1_100_000 + '" }\n', "1000000 bytes in one stack, and `x-shared` has 1")):
        (folder / "main.svc").write_text(program)
        done = suite.run("build", "main.svc", "-t", "cloudformation", "--layout", "split", cwd=folder)
        need(done.returncode == 1 and done.stderr.count("error[") == 1, f"{name}: exit status {done.returncode}:\n{done.stderr[:2000]}")
        need("error[SVC5019]" in done.stderr and reason in done.stderr and "main.svc:" in done.stderr, f"{name}: wanted `{reason}`:\n{done.stderr[:2000]}")
    # Without a layout the program is divided because it is too long; what is left of it in one stack still is.
    for name, line in (("resource", 'raw cloudformation "AWS::SSM::Parameter" q { Type = "String", Value = "%s" }'), ("output", 'queue q {}\noutput o = "%s"')):
        (folder / "main.svc").write_text(head + line % ("x" * 1_100_000) + "\n")
        done = suite.run("build", "main.svc", "-t", "cloudformation", "-o", folder / "out", cwd=folder)
        need(done.returncode == 1 and done.stderr.count("error[SVC5019]") == 1 and "1000000 bytes in one stack" in done.stderr,
             f"{name} without a layout: exit status {done.returncode}:\n{done.stderr[:2000]}")
        need(not (folder / "out").exists(), f"{name}: a template that CloudFormation refuses was written")


def script(folder):
    """The script asks the AWS CLI for every stack, with the parameters that it has, in order; in the reverse order with --users-first."""
    tools = folder / "tools"
    tools.mkdir(exist_ok=True)
    (tools / "aws").write_text('#!/bin/sh\nprintf "%s\\n" "$*" >> "$LOG"\n')
    (tools / "aws").chmod(0o755)
    system = System(folder / "out", "large-prod")
    for words, wanted in (([], system.names), (["--users-first"], None)):
        log = folder / "calls.txt"
        log.unlink(missing_ok=True)
        env = {"PATH": f"{tools}:/usr/bin:/bin", "LOG": str(log), "IMAGE_TAG": "a b", "PARALLEL": "1", "TEMPLATES": "bucket"}
        done = run(["sh", system.script, *words], env=env)
        need(done.returncode == 0, f"the script failed:\n{done.stdout}{done.stderr}")
        calls = log.read_text().splitlines()
        names = [re.search(r"--stack-name (\S+)", call).group(1) for call in calls]
        need(sorted(names) == sorted(system.names) and (wanted is None or names == wanted), f"the script deploys {names}")
        if wanted is None:
            need(names.index(OWN) < names.index("large-prod-base"), "--users-first begins with what others use")
        for name, call in zip(names, calls):
            has = "ImageTag" in system.templates[name].get("Parameters", {})
            need(has == ("ImageTag=a b" in call) and "Running" not in call and "svc:app=large" in call, f"{name}: {call}")


def main():
    suite = Suite("stacks", __doc__.splitlines()[0]).start()
    work = suite.work / "stacks_cli"
    suite.check("the same resources in every layout", layouts, suite, work / "small")
    suite.check("JSON", json_too, suite, work / "small")
    suite.check("svcc diff", differences, suite, work / "small")
    suite.check("svcc trace", traced, suite, work / "small")
    suite.check("the script", script, work / "small")
    suite.check("a new service", adding, suite, work / "small")
    suite.check("what an earlier run left", leftovers, suite, work / "small")
    suite.check("stacks that are too large", too_large, suite, work / "too_large")
    suite.check("the project's own stacks", groups, suite, work / "groups")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
