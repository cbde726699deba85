#!/usr/bin/env python3
"""How long `svcc diff` against a git revision takes, compared with `svcc build` of the same program, and with @aws-cdk/cloudformation-diff (npm, what `cdk diff` uses) on the same templates;
how much `svcc cost` and `svcc graph` add to a build.

  diff_bench.py --svcc BINARY [--services 40,400,3000] [--write docs/performance.md]

Time on the clock, and of the processor (user and system, of all threads), best of several runs: on a machine that does other work too, the second is the one to compare.
"""
import argparse
import datetime
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import outside  # noqa: E402
from harness import Skip  # noqa: E402

BEGIN, END = "<!-- diff: begin -->", "<!-- diff: end -->"
SERVICE = '''
service s{n} in c {{
  task {{
    cpu    = 0.25vcpu
    memory = 512MiB
    container app {{ image = "nginx:{tag}", port = 8080 }}
  }}
  count = 2
}}
'''
HEAD = '''
app large { region = "eu-west-1" }
network n {
  zones = 2
  nat = single
  subnets public  { access = public, prefix = 24 }
  subnets private { prefix = 18 }
}
cluster c in n { capacity fargate {} }
'''
CDK = '''const { fullDiff } = require('@aws-cdk/cloudformation-diff'); const fs = require('fs');
const path = require('path');
const [before, after] = process.argv.slice(2);
let count = 0;
for (const name of fs.readdirSync(after, { recursive: true }).filter((name) => name.endsWith('.json'))) {
  const read = (folder) => JSON.parse(fs.readFileSync(path.join(folder, name)));
  count += fullDiff(read(before), read(after)).differenceCount;
}
console.log(count);'''


def program(services, tag):
    return HEAD + "".join(SERVICE.format(n=n, tag=tag if n == 0 else "1.27") for n in range(services))


def timed(command, runs, cwd):
    """The best (clock, processor), in seconds."""
    best = (1e9, 1e9)
    for _ in range(runs):
        begin = time.perf_counter()
        child = subprocess.Popen([str(word) for word in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        clock = time.perf_counter() - begin
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(f"{command} failed")
        best = (min(best[0], clock), min(best[1], used.ru_utime + used.ru_stime))
    return best


def git(work, *words):
    subprocess.run(["git", "-c", "user.name=bench", "-c", "user.email=bench@example.com", *words], cwd=work, check=True, stdout=subprocess.DEVNULL)


def measure(svcc, name, texts, node, work, runs):
    """(what, clock, processor) of one program before and after a change."""
    work.mkdir()
    git(work, "init", "-q")
    (work / "main.svc").write_text(texts[0])
    git(work, "add", "-A")
    git(work, "commit", "-qm", "before")
    subprocess.run([svcc, "build", "main.svc", "-t", "cloudformation", "--format", "json", "-o", "../a", "-q"], cwd=work, check=True)
    (work / "main.svc").write_text(texts[1])
    subprocess.run([svcc, "build", "main.svc", "-t", "cloudformation", "--format", "json", "-o", "../b", "-q"], cwd=work, check=True)
    found = {what: timed([svcc, *words], runs, work) for what, words in (
        ("build", ["build", "main.svc", "-o", "../o", "-q"]), ("diff", ["diff", "HEAD"]), ("check", ["check", "main.svc"]), ("cost", ["cost", "main.svc"]), ("graph", ["graph", "main.svc", "--format", "dot"]))}
    folders = [work.parent / side / "cloudformation" for side in ("a", "b")]  # a large program has several stacks
    if node:
        script = node[1] / "cdk.cjs"
        script.write_text(CDK)
        found["cdk"] = timed([node[0], script, *folders], min(runs, 3), work)
    return name, found


def table(rows, date):
    lines = [f"Measured on {date}: a change of one service, against a git revision (`svcc diff HEAD`, both targets). In ms, of the processor (all threads), and on the clock in parentheses.",
             "`svcc cost` and `svcc graph` compile the program too: the last column is what they take more than `svcc check`, as a part of a build.", "",
             "| program | build | diff | diff / build | @aws-cdk/cloudformation-diff, templates alone | cost and graph add |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    cell = lambda one: f"{one[1] * 1000:.0f} ({one[0] * 1000:.0f})"  # noqa: E731
    for name, found in rows:
        more = sum(max(0, found[what][1] - found["check"][1]) for what in ("cost", "graph")) / found["build"][1]
        lines.append(f"| {name} | {cell(found['build'])} | {cell(found['diff'])} | {found['diff'][1] / found['build'][1]:.2f} | {cell(found['cdk']) if 'cdk' in found else ''} | {more * 100:.0f} % |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--svcc", required=True, type=pathlib.Path)
    parser.add_argument("--services", default="40,400,3000")
    parser.add_argument("--write", type=pathlib.Path)
    arguments = parser.parse_args()
    svcc, rows = arguments.svcc.resolve(), []
    try:
        node = outside.node_modules(ROOT / "build/bench/cdk", pathlib.Path(__file__).parent / "cdk")
    except Skip as reason:
        print(f"without @aws-cdk/cloudformation-diff: {reason}", file=sys.stderr)
        node = None
    shop = (ROOT / "examples/shop/shop.svc").read_text()
    programs = [("examples/shop", (shop, shop.replace("memory = 1GiB", "memory = 2GiB")))]
    programs += [(f"{int(n):,} services", (program(int(n), "1.27"), program(int(n), "1.28"))) for n in arguments.services.split(",")]
    for name, texts in programs:
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(svcc, name, texts, node, pathlib.Path(folder) / "work", 3 if "," in name else 10))
    text = table(rows, datetime.date.today())
    print(text)
    if arguments.write:
        page = arguments.write.read_text()
        if BEGIN not in page:
            sys.exit(f"{arguments.write} has no {BEGIN}")
        arguments.write.write_text(page.split(BEGIN)[0] + f"{BEGIN}\n\n{text}\n\n" + END + page.split(END)[1])


if __name__ == "__main__":
    main()
