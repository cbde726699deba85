#!/usr/bin/env python3
"""Work grows with the input and no faster: instructions of svcc for n, 2n and 4n of everything that a program can repeat.

`callgrind` counts instructions, so the figures are the same on every machine. Of the three counts the differences are compared, which
leaves out what every run costs: from 2n to 4n there may be at most 1.3 times twice as many as from n to 2n. `--smoke` takes a few kinds.
"""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Skip, Suite, need  # noqa: E402

MOST = 1.3
APP = 'app x { region = "eu-west-1" }\n'
WEB = APP + "network main {}\ncluster c in main { capacity fargate {} }\n"
TASK = 'cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27" }'
QUEUE = "queue q {}\n"


def lines(form):
    """`N` in a line means its number."""
    return lambda n: "".join(form.replace("N", str(i)) for i in range(n))


def around(before, form, after=""):
    inner = lines(form)
    return lambda n: before + inner(n) + after


def task(inside, form):
    return around(WEB + "service s in c { task { " + TASK.replace("}", inside + " ", 1), form, "}} }\n")


# Repeated part -> (how many at first, the program with n of them).
KINDS = {
    # Items of a file
    "queues": (200, around(APP, "queue qN {}\n")),
    "queues that nothing receives from": (100, around(WEB + "role r for task { allow send on q0 }\n", 'queue qN {}\nrole rN for task { allow send on qN }\n')),
    "services": (40, around(WEB, "service sN in c { task { " + TASK + " } }\n")),
    "roles with permissions": (1000, around(APP + QUEUE, "role rN for task { allow send on q }\n")),
    "lets": (400, around(APP + QUEUE, "let vN = N\n")),
    "lets that nothing reads": (400, around(APP + QUEUE, "let vN = 1 + N\n")),
    "lets that name others": (200, lambda n: APP + QUEUE + "let v0 = 1\n" + "".join(f"let v{i} = v{i - 1}\n" for i in range(1, n))),
    "params": (1600, around(APP + QUEUE, 'param pN: string = "x"\n')),
    "outputs": (1600, around(APP + QUEUE, "output oN = N\n")),
    "asserts": (200, around(APP + QUEUE, 'assert N >= 0 else "no"\n')),
    "environments": (20, around(APP + QUEUE, "environment eN {}\n")),
    "components": (200, around(APP + QUEUE, "component cN { queue q {} }\n")),
    "instances": (100, around(APP + "component c { queue q {} }\n", "c iN {}\n")),
    "params of a component": (1600, lambda n: APP + "component c {\n" + "".join(f"  param p{i}: int = {i}\n" for i in range(n)) + "  queue q {}\n}\nc i {}\n"),
    "ifs": (200, around(APP, "if N > 1 { queue qN {} }\n")),
    "rounds of a for": (300, lambda n: APP + f'for i in range(1, {n}) {{ queue "q${{i}}" {{}} }}\n'),
    "loops": (100, around(APP, 'for i in 1..2 { queue "qN_${i}" {} }\n')),
    "raw resources": (50, around(APP, 'raw cloudformation "AWS::SNS::Topic" rN { TopicName = "N" }\n')),
    "patches": (50, around(APP, 'queue qN { patch cloudformation queue { KmsMasterKeyId = "x" } }\n')),
    "alarms of one queue": (100, around(APP + QUEUE, "alarm aN { of = q, metric = waiting, above = 1 }\n")),
    # Members of a block
    "entries of env": (350, around(WEB + 'service s in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27", env {\n', 'VN = "N"\n', "} } } }\n")),
    "containers": (400, around(WEB + "service s in c { task { cpu = 0.25vcpu, memory = 512MiB\n", 'container aN { image = "nginx:1.27" }\n', "} }\n")),
    "permissions of a role": (25, around(APP + lines("queue qN {}\n")(10) + "role r for task {\n", 'allow "s3:GetN" on "*"\n', "}\n")),
    "tags": (1000, around('app x { region = "eu-west-1", tags {\n', 'tN = "N"\n', "} }\n" + QUEUE)),
    "tags of an environment": (1000, around(APP + QUEUE + "environment e { tags {\n", 'tN = "N"\n', "} }\n")),
    "lets in a block": (200, around(APP + "queue q {\n", "let vN = N\n", "}\n")),
    "overlays of an environment": (500, lambda n: APP + lines("queue qN {}\n")(n) + "environment e {\n" + lines("queue qN { retention = 2d }\n")(n) + "}\n"),
    "removals of an environment": (500, lambda n: APP + QUEUE + lines("queue qN {}\n")(n) + "environment e {\n" + lines("remove queue qN {}\n")(n) + "}\n"),
    "removals without braces": (500, lambda n: APP + QUEUE + lines("queue qN {}\n")(n) + "environment e {\n" + lines("remove queue qN\n")(n) + "}\n"),
    "values of params": (1000, lambda n: APP + QUEUE + lines("param pN: int = 1\n")(n) + "environment e {\n" + lines("pN = 2\n")(n) + "}\n"),
    "subscriptions of one topic": (50, around(APP + "topic t {}\n", "queue qN { subscribe t {} }\n")),
    "buckets": (500, around(APP, "bucket bN {}\n")),
    "tables": (50, around(APP, 'table tN { key = "id" }\n')),
    "repositories": (500, around(APP, "repository rN {}\n")),
    "networks": (20, around(APP, "network nN { cidr = 10.N.0.0/16 }\n")),
    "clusters": (20, around(APP + "network main {}\n", "cluster cN in main { capacity fargate {} }\n")),
    "balancers": (20, around(APP + "network main {}\n", "balancer bN in main {}\n")),
    "routes of one balancer": (20, around(WEB + "balancer edge in main {}\n", 'service sN in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27", port = 80 } }\n'
                                          'route edge { path = "/pN/*" } }\n')),
    "jobs": (20, around(WEB, "job jN in c { task { " + TASK + " }\n timeout = 1h\n trigger schedule { at = rate(1h) } }\n")),
    "volumes": (20, around(WEB + "service s in c { task { cpu = 1vcpu, memory = 2GiB\n", "volume vN {}\n", 'container app { image = "nginx:1.27" } } }\n')),
    "secrets of a container": (50, around(WEB + 'existing secret db { name = "db" }\nservice s in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27", secrets {\n',
                                          "SN = db\n", "} } } }\n")),
    "steps of scaling": (800, around(WEB + "service s in c { count = 1..3, task { " + TASK + " }\nscale step busy {\n", "step { beyond = 1N, change = 1 }\n",
                                     "} }\nalarm busy { of = s, metric = cpu, above = 50% }\n")),
    "schedules of scaling": (50, around(WEB + "service s in c { count = 1..3, task { " + TASK + " }\n", 'scale schedule sN { at = cron("0 3 1 1 ? 2N"), count = 1..2 }\n', "}\n")),
    "services that one connects to": (20, lambda n: WEB + lines('service sN in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27", port = 80 } } }\n')(n)
                                      + "service z in c { task { " + TASK + " }, connect = [" + ", ".join(f"s{i}" for i in range(n)) + "] }\n"),
    "statements of a policy": (50, around(APP + "repository r {\n", 'statement sN { actions = ["ecr:BatchGetImage"], principals = ["arn:aws:iam::590000000009:role/rN"] }\n', "}\n")),
    "secrets in the text": (300, around(APP + QUEUE + "let v = w\n", 'let aN_token = "hunterN"\n')),
    "labels and clauses of many blocks": (50, around(WEB, "service sN in c { task { " + TASK + " }, count = 1..3 }\n")),
    "clauses": (300, around(APP + "queue a", " in b", " {}\n")),
    "labels": (300, around(APP + "queue a", " aN", " {}\n")),
    # Expressions
    "items of a list": (400, around(APP + QUEUE + "output o = length([", "N, ", "0])\n")),
    "entries of an object": (300, around(APP + QUEUE + "output o = json({ ", "kN = N, ", "z = 0 })\n")),
    "rounds of a comprehension": (400, lambda n: APP + QUEUE + f"output o = json([i for i in range(1, {n})])\n"),
    "objects merged": (1600, around(APP + QUEUE + "output o = json(merge(", "{ kN = N }, ", "{}))\n")),
    "pieces of a text": (300, around(APP + QUEUE + 'output o = "', "${N}x", '"\n')),
    "lines of a text": (300, around(APP + QUEUE + 'output o = """\n', "line N of a text\n", '"""\n')),
    "characters of a text": (20000, lambda n: APP + QUEUE + f'output o = "{"x" * n}"\n'),
    "marks in a heredoc": (1000, lambda n: APP + QUEUE + f'output o = "EOT{"_" * n}\\nb"\n'),
    "arguments": (200, lambda n: APP + QUEUE + f'output o = format("{"{}" * n}"' + ", 1" * n + ")\n"),
    "split and join": (2000, lambda n: APP + QUEUE + f'output o = join("-", split(",", "{"a," * n}"))\n'),
    "replace": (2000, lambda n: APP + QUEUE + f'output o = replace("{"a," * n}", ",", "--")\n'),
    "symbols of a type": (100, lambda n: APP + QUEUE + "param p: " + " | ".join(f"s{i}" for i in range(n)) + " = s0\n"),
    "allowed values": (100, lambda n: APP + QUEUE + "param p: int = 1 { allowed = [" + ", ".join(str(i) for i in range(n)) + "] }\n"),
    "members of a chain": (60, lambda n: APP + QUEUE + "let a = q" + ".a" * n + "\n"),
    # Comments and blanks
    "comments": (500, around(APP + QUEUE, "// a comment\n")),
    "comments on one line": (500, around(APP + "queue q {} ", "/* c */ ", "\n")),
    "allow comments": (300, around(APP, "// svcc: allow SVC9104 because\n", QUEUE)),
    "allow comments that allow": (200, around(APP + QUEUE, "// svcc: allow SVC9001 because\nlet vN = 1 + N\n")),
    "documentation": (300, around(APP, "/// words\n", QUEUE)),
    "blank lines": (2000, around(APP + QUEUE, "\n")),
    # Mistakes
    "unknown names": (2000, around(APP + QUEUE, "let vN = wN\n")),
    "unknown names in one list": (2000, around(APP + QUEUE + "let a = [", "wN, ", "1]\n")),
    "unknown fields": (2000, around(APP + "queue q {\n", "fN = 1\n", "}\n")),
    "unknown fields of an environment": (2000, lambda n: APP + QUEUE + lines("param pN: int = 1\n")(n) + "environment e {\n" + lines("xN = 2\n")(n) + "}\n"),
    "unknown fields on one line": (2000, around(APP + "queue q { ", " xN = 1 ", "}\n")),
    "unknown kinds": (2000, around(APP + QUEUE, "quene aN {}\n")),
    "unknown attributes": (2000, around(APP + QUEUE, "let vN = q.xN\n")),
    "unknown functions": (2000, around(APP + QUEUE, "let vN = fN(1)\n")),
    "repeated names": (2000, around(APP + QUEUE, "let v = 1\n")),
    "repeated fields": (2000, around(APP + "queue q {\n", "retention = 2d\n", "}\n")),
    "wrong types": (2000, around(APP + QUEUE, 'let vN = "a" + 1\n')),
    "blocks without a clause": (2000, around(APP + QUEUE, 'role rN { allow ["s3:GetObject"] on "*" }\n')),
    "patches of nothing": (1000, around(APP, "queue qN { patch cloudformation topic { A = 1 } }\n")),
    "unexpected characters": (2000, around(APP + QUEUE, "`\n")),
    "unexpected words": (2000, around(APP + QUEUE, "let = \n")),
    "unexpected words on one line": (2000, around(APP + QUEUE, "x ")),
    "brackets that close nothing": (2000, around(APP + QUEUE, "}\n")),
}
SMOKE = ("queues", "lets", "entries of env", "items of a list", "allow comments", "unknown names in one list", "unknown fields on one line")
# Known to grow faster, with the reason; a kind that is put right must leave this list.
KNOWN = {
    "environments": "each environment is analysed by itself, and each analysis reads the declarations of all; a program has at most 1,000",
}


def instructions(suite, folder, words):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", suite.svcc, *words], cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", timeout=900, check=False)
    need(done.returncode in (0, 1), f"svcc {' '.join(words)} gave {done.returncode}:\n{done.stderr[-2000:]}")
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def check_growth(suite, name, words, figures):
    first, program = KINDS[name]
    folder = suite.work / f"{words[0]}-{name.replace(' ', '-')}"
    folder.mkdir()
    counts = []
    for times in (1, 2, 4):
        (folder / "main.svc").write_text(program(first * times))
        counts.append(instructions(suite, folder, words))
    growth = (counts[2] - counts[1]) / max(1, 2 * (counts[1] - counts[0]))
    figures.append((growth, words[0], name, counts))
    if name in KNOWN:
        need(growth > MOST or words[0] == "fmt", f"this no longer grows faster than its input ({growth:.2f}): take it out of KNOWN")
        return
    need(growth <= MOST, f"{growth:.2f} times linear: {first}, {2 * first}, {4 * first} take {', '.join(f'{count:,}' for count in counts)} instructions")


def main():
    suite = Suite("growth", __doc__)
    suite.parser.add_argument("--smoke", action="store_true", help="a few kinds only, and only `check`")
    suite.start()
    figures = []
    if shutil.which("valgrind") is None:
        suite.check("valgrind", lambda: (_ for _ in ()).throw(Skip("valgrind is not installed")))
        return suite.finish()
    commands = [["check", "main.svc"]] if suite.args.smoke else [["check", "main.svc"], ["build", "main.svc", "-q", "-o", "out"], ["fmt", "--check", "main.svc"]]
    suite.check_all([(f"{words[0]}: {name}", check_growth, suite, name, words, figures) for words in commands for name in (SMOKE if suite.args.smoke else KINDS)])
    for growth, command, name, counts in sorted(figures, reverse=True)[:5]:
        print(f"{growth:5.2f} {command} {name}: {', '.join(f'{count:,}' for count in counts)}")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
