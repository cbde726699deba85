#!/usr/bin/env python3
"""What `svcc diff` says about every edit of tests/conformance/changes, against the hand-written expectation.

  before.svc after.svc   a program and its edit
  expect.json            `cloudformation`, `terraform`: resources with their `action` (and others that are right, `or`; `follows`: it may be left out);
                         `consequences`, and those that `may` be told, or told `instead`; `no_op`: the diff is empty; `untouched`: words that no
                         changed resource bears; `unchanged`: resources of one target that stay; `only`: the actions that occur at all; `open`: what the compiler does not reach yet (the edit is then tried, and must not pass unnoticed)
edits.json holds more of them, a line each: `program` (a folder, whose before.svc is edited), `replace` (what, by what; `also`: more of that), the rest as above.
`reverse`: the consequences of taking the edit back, which is an edit like any other (git revert). `why`: why the targets differ.

What `svcc diff` prints of an edit, line by line, is in tests/diff/edits (without the pages and the source of the rules); SVC_BLESS=1 writes it.

docs/changes.md has the table of all of them, which --write writes.
"""
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Failed, Suite, run, same  # noqa: E402

EDITS = ROOT / "tests/conformance/changes"
LINES = pathlib.Path(__file__).parent / "edits"


def parts(name):
    name = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    name = re.sub(r"([A-Za-z])([0-9])", r"\1_\2", re.sub(r"([0-9])([A-Za-z])", r"\1_\2", name))
    return [p for p in re.split(r"[^A-Za-z0-9]+", name.lower()) if p]


def bears(name, word):
    have, want = parts(name), parts(word)
    return not want or any(have[i:i + len(want)] == want for i in range(len(have) - len(want) + 1))


def words(address):
    """An address without its type: `aws_lb.mast` bears `mast`, not `lb`."""
    return address.split(".", 1)[-1]


def resources(report, target):
    return [r for e in report["environments"] for b in e["blocks"] for r in b["resources"] if r["target"] == target]


def judge_resources(report, expect, target, wrong):
    changed = resources(report, target)
    for wanted in expect.get(target, []):
        kind, _, word = wanted["resource"].partition(" ")
        hits = [r for r in changed if r["type"] == kind and bears(words(r["address"]), word)]
        actions, right = {r["action"] for r in hits}, {wanted["action"], *wanted.get("or", [])}
        if not actions and (wanted.get("follows") or "none" in right):
            continue
        if not actions & right:
            wrong.append(f"{target}: {wanted['resource']} should {' or '.join(sorted(right))}, not {' or '.join(sorted(actions)) or 'nothing'}")
        orders = {r["order"] for r in hits if r["action"] == "replace"}
        if "order" in wanted and orders and wanted["order"] not in orders:
            wrong.append(f"{target}: {wanted['resource']} should {wanted['order']}, not {' or '.join(sorted(orders))}")
    others = sorted({f"{r['address']} ({r['action']})" for r in changed if r["action"] not in expect["only"]}) if "only" in expect else []
    if others:
        wrong.append(f"{target}: only {' or '.join(expect['only'])}, but {', '.join(others[:3])}")
    for name in expect.get("unchanged", []):
        kind, _, word = name.partition(" ")
        wrong += [f"{target}: {r['address']} should not change" for r in changed if r["type"] == kind and bears(words(r["address"]), word)]
    for word in expect.get("untouched", []):
        # What only follows a replacement keeps its own text.
        hits = [r["address"] for r in changed if bears(words(r["address"]), word) and not r["follows"]]
        if hits and word != "*":
            wrong.append(f"{target}: {word} should not be touched, but {', '.join(hits[:3])} is")


def judge_consequences(report, expect, wrong):
    told = {(target, c["class"]) for e in report["environments"] for c in e["consequences"] for target in c["targets"]}
    classes = {c for _, c in told}
    wanted, allowed = set(expect["consequences"]) - {"none"}, set(expect.get("may", []))
    for kind, others in expect.get("instead", {}).items():
        allowed |= set(others)
        if kind not in classes and set(others) & classes:
            wanted.discard(kind)
    for kind in sorted(wanted - classes):
        wrong.append(f"{kind} is not told")
    for kind in sorted(classes - wanted - allowed):
        wrong.append(f"{kind} is told, but does not happen")
    for target, kinds in expect.get("by_target", {}).items():
        here = {k for t, k in told if t == target}
        missing = {k for k in set(kinds) - here if not here & set(expect.get("instead", {}).get(k, []))}
        if missing:
            wrong.append(f"{target}: {', '.join(sorted(missing))} is not told")


def judge(svcc, expect, before, after):
    done = run([svcc, "diff", before, after, "--format", "json"], cwd=EDITS)
    if done.returncode != 0:
        raise Failed(f"exit status {done.returncode}:\n{done.stderr}")
    report, wrong = json.loads(done.stdout), []
    if expect.get("no_op"):
        if not report["empty"]:
            wrong.append("the diff should be empty:\n" + run([svcc, "diff", before, after], cwd=EDITS).stdout)
        return wrong
    for target in ("cloudformation", "terraform"):
        judge_resources(report, expect, target, wrong)
    judge_consequences(report, expect, wrong)
    return wrong


def lines(svcc, name, before, after):
    """Exactly these lines, and no more: noise is a fault, too."""
    text = run([svcc, "diff", before, after], cwd=EDITS).stdout
    text = text.replace(f"{EDITS}/", "").replace(f"{after.parent}/", "")
    actual = "".join(line + "\n" for line in text.splitlines() if not line.lstrip().startswith("https://") and not line.startswith("Rules: "))
    path = LINES / f"{name}.txt"
    if os.environ.get("SVC_BLESS"):
        LINES.mkdir(exist_ok=True)
        path.write_text(actual)
    same(path.read_text() if path.exists() else "", actual, f"tests/diff/edits/{path.name}")


def check(svcc, expect, before, after):
    wrong = judge(svcc, expect, before, after)
    if wrong and "open" not in expect:
        raise Failed("\n".join(wrong))
    if not wrong and "open" in expect:
        raise Failed(f"it is as expected now: take `open` ({expect['open']}) out of the expectation")


OPPOSITE = {"add": "remove", "remove": "add"}


def reversed_edit(expect):
    """What taking an edit back does: what was added is removed, what changed changes back."""
    def back(entry):
        return {**entry, "action": OPPOSITE.get(entry["action"], entry["action"]), "or": [OPPOSITE.get(a, a) for a in entry.get("or", [])]}
    return {**expect, **{t: [back(e) for e in expect.get(t, [])] for t in ("cloudformation", "terraform")}, "consequences": expect["reverse"], "by_target": {}}


def edited_text(expect):
    """The program of a line of edits.json after the edit."""
    text = (EDITS / expect["program"] / "before.svc").read_text()
    for old, new in [expect["replace"], *expect.get("also", [])]:
        if old not in text:
            raise Failed(f"{old!r} is not in {expect['program']}/before.svc")
        text = text.replace(old, new) if [old, new] != expect["replace"] else text.replace(old, new, 1)
    return text


def written(expect, work):
    """It, alone in its folder."""
    path = work / f"{expect['name']}.svc"
    path.write_text(edited_text(expect))
    return path


def edit(svcc, expect, work, back):
    before, after = EDITS / expect["program"] / "before.svc", written(expect, work)
    check(svcc, reversed_edit(expect), after, before) if back else check(svcc, expect, before, after)


# ---- Step two of a first deployment, in CloudFormation ----


def create_only():
    """{type: properties that a change of replaces the resource, or may}"""
    found = {}
    for line in (ROOT / "templates/change/cloudformation.txt").read_text().splitlines():
        kind, *facts = line.split()
        found[kind] = {path for fact in facts if fact.startswith(("new=", "maybe=")) for path in fact.split("=")[1].split(",")}
    return found


def held(value, path=()):
    """The paths that the parameter `Running` decides."""
    if isinstance(value, dict) and (value.get("Fn::If") or [None])[0] == "IsRunning":
        yield ".".join(path)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from held(item, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from held(item, path)


def same_order(svcc, work):
    """A removed block stands behind those of the program after, wherever the two programs are."""
    removed = next(e for e in json.loads((EDITS / "edits.json").read_text()) if e["name"] == "service-removed")
    first, last = work / "a", work / "z"
    for folder in (first, last):
        folder.mkdir()
        written(removed, folder)
        (folder / "before.svc").write_text((EDITS / removed["program"] / "before.svc").read_text())
    for before, after in ((first, last), (last, first)):
        report = json.loads(run([svcc, "diff", before / "before.svc", after / "service-removed.svc", "--format", "json"]).stdout)
        order = [block["block"] for block in report["environments"][0]["blocks"]]
        if order[-1] != "service stoker" or len(order) < 2:
            raise Failed(f"service stoker is removed, so it should be the last of {', '.join(order)}, with the program before in {before.name}/")


def second_step(svcc, program, work):
    """What changes when `Running` becomes true: nothing that replaces a resource, and of a service that CodeDeploy releases only what ECS lets change."""
    done = run([svcc, "build", program, "--target", "cloudformation", "--format", "json", "-o", work])
    if done.returncode != 0:
        raise Failed(done.stderr)
    replaced, controllers = create_only(), set()
    for path in sorted((work / "cloudformation").glob("*.json")):
        for name, resource in json.loads(path.read_text())["Resources"].items():
            properties = resource.get("Properties", {})
            paths = list(held(properties))
            wrong = [p for p in paths if any(p == one or p.startswith(one + ".") for one in replaced.get(resource["Type"], ()))]
            controller = properties.get("DeploymentController", {}).get("Type")
            if resource["Type"] == "AWS::ECS::Service" and paths:
                controllers.add(properties.get("DeploymentConfiguration", {}).get("Strategy", controller))
            if controller == "CODE_DEPLOY":
                wrong += [p for p in paths if p not in ("DesiredCount", "PlacementConstraints")]
            if wrong:
                raise Failed(f"{name}: `Running` changes {', '.join(wrong)}")
    if not controllers:
        raise Failed("no service is held")


# ---- The table of docs/changes.md ----

PAGE = ROOT / "docs/changes.md"
BEGIN, END = "<!-- Made by tests/diff/changes.py --write -->\n", "<!-- End of the table -->\n"
SERVICES = {"appautoscaling", "cloudwatch", "codedeploy", "dynamodb", "ecr", "ecs", "efs", "iam", "kms", "lb", "route53", "s3", "scheduler", "secretsmanager", "sfn", "sns", "sqs", "ssm"}
VERBS = {"add": "adds", "remove": "removes", "update": "changes", "replace": "replaces"}
TITLES = {"data_lost": "data is lost", "refused": "refused", "interruption": "an interruption", "traffic_reset": "traffic goes to the blue target group"}


def noun(kind):
    """`listener rule` of `AWS::ElasticLoadBalancingV2::ListenerRule` and of `aws_lb_listener_rule`."""
    if kind.startswith("AWS::"):
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", kind.split("::")[-1]).lower()
    words = kind.removeprefix("aws_").split("_")
    return " ".join(words[1:] if words[0] in SERVICES and len(words) > 1 else words) if kind != "aws_lb" else "load balancer"


def happens(expect, target):
    if expect.get("no_op"):
        return "nothing"
    done = {}
    for one in expect.get(target, []):
        if not one.get("follows") and "none" not in one.get("or", []):
            nouns = done.setdefault(VERBS[one["action"]], [])
            if noun(one["resource"].split()[0]) not in nouns:
                nouns.append(noun(one["resource"].split()[0]))
    text = "; ".join(f"{verb} {', '.join(nouns)}" for verb, nouns in done.items())
    if not text:
        text = "`moved` blocks" if "move" in expect.get("only", []) and target == "terraform" else "nothing"
    grave = [TITLES[c] for c in expect["consequences"] if c in TITLES]
    here = expect.get("by_target", {}).get(target)
    if here is not None:
        grave = [TITLES[c] for c in here if c in TITLES]
    return text + (f". **{', '.join(grave).capitalize()}**" if grave else "")


def table(expectations):
    lines = ["| edit | CloudFormation | Terraform |", "| --- | --- | --- |"]
    for expect in expectations:
        why = f" {expect['why']}" if "why" in expect else ""
        page = f" ([AWS]({expect['source']}))" if expect.get("source", "").startswith("https://") else ""
        lines.append(f"| {expect['what'].rstrip('.')}{page}.{why} | {happens(expect, 'cloudformation')} | {happens(expect, 'terraform')} |")
    return "\n".join(lines) + "\n"


def written_page():
    folders = [json.loads((folder / "expect.json").read_text()) for folder in sorted(EDITS.iterdir()) if (folder / "expect.json").exists()]
    lines = json.loads((EDITS / "edits.json").read_text())
    before, rest = PAGE.read_text().split(BEGIN)
    return before + BEGIN + table(lines + folders) + END + rest.split(END)[1]


def check_page():
    same(written_page(), PAGE.read_text(), "docs/changes.md (tests/diff/changes.py --write)")


def every_file():
    wanted = {expect["name"] for expect in json.loads((EDITS / "edits.json").read_text())} | {p.parent.name for p in EDITS.glob("*/expect.json")}
    there = {p.stem for p in LINES.glob("*.txt")}
    if wanted != there:
        raise Failed(f"listed or written only: {sorted(wanted ^ there)}")


def main():
    suite = Suite("diff.changes", __doc__)
    suite.parser.add_argument("--write", action="store_true", help="write the table of docs/changes.md")
    suite.start()
    if suite.args.write:
        PAGE.write_text(written_page())
    suite.check("docs/changes.md has the table", check_page)
    suite.check("tests/diff/edits has a file for every edit", every_file)
    suite.check("removed blocks stand last", same_order, suite.svcc, suite.work)
    for folder in sorted(p for p in EDITS.iterdir() if (p / "before.svc").exists()):
        if "repository " in (folder / "before.svc").read_text():
            suite.check(f"{folder.name}: step two of a first deployment", second_step, suite.svcc, folder / "before.svc", suite.work / folder.name)
    for folder in sorted(p for p in EDITS.iterdir() if (p / "expect.json").exists()):
        expect = json.loads((folder / "expect.json").read_text())
        suite.check(folder.name, check, suite.svcc, expect, folder / "before.svc", folder / "after.svc")
        suite.check(f"{folder.name}, line by line", lines, suite.svcc, folder.name, folder / "before.svc", folder / "after.svc")
        if "reverse" in expect:
            suite.check(folder.name + " reversed", check, suite.svcc, reversed_edit(expect), folder / "after.svc", folder / "before.svc")
    for expect in json.loads((EDITS / "edits.json").read_text()):
        suite.check(expect["name"], edit, suite.svcc, expect, suite.work, False)
        suite.check(f"{expect['name']}, line by line", lines, suite.svcc, expect["name"], EDITS / expect["program"] / "before.svc", written(expect, suite.work))
        if "reverse" in expect:
            suite.check(expect["name"] + " reversed", edit, suite.svcc, expect, suite.work, True)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
