#!/usr/bin/env python3
"""How long `svcc diff` takes, compared with `svcc build` of the same program and @aws-cdk/cloudformation-diff (npm) on the same templates.

  diff_bench.py --svcc BINARY [--cdk NODE_MODULES] [--services N]
"""
import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
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
HEAD = 'app large { region = "eu-west-1" }\nnetwork n { zones = 2, nat = single }\ncluster c in n { capacity fargate {} }\n'
CDK = '''const {{ fullDiff }} = require('@aws-cdk/cloudformation-diff'); const fs = require('fs');
const [a, b] = process.argv.slice(2).map((f) => JSON.parse(fs.readFileSync(f)));
console.log(fullDiff(a, b).differenceCount);'''


def program(services, tag):
    return HEAD + "".join(SERVICE.format(n=n, tag=tag if n == 0 else "1.27") for n in range(services))


def timed(command, runs=5, cwd=None):
    best = None
    for _ in range(runs):
        begin = time.perf_counter()
        done = subprocess.run([str(word) for word in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode not in (0, 1):
            sys.exit(done.stderr)
        best = min(best or 1e9, time.perf_counter() - begin)
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--svcc", required=True, type=pathlib.Path)
    parser.add_argument("--cdk", type=pathlib.Path, help="a node_modules folder that holds @aws-cdk/cloudformation-diff")
    parser.add_argument("--services", type=int, default=40)
    arguments = parser.parse_args()
    svcc = arguments.svcc.resolve()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        for name, tag in (("a", "1.27"), ("b", "1.28")):
            (work / f"{name}.svc").write_text(program(arguments.services, tag))
            subprocess.run([svcc, "build", f"{name}.svc", "-t", "cloudformation", "--format", "json", "-o", name, "-q"], cwd=work, check=True)
        runs = 5 if arguments.services < 500 else 2
        print(f"build of {arguments.services} services, both targets: {timed([svcc, 'build', 'b.svc', '-o', 'o', '-q'], runs, work):.3f} s")
        print(f"diff: {timed([svcc, 'diff', 'a.svc', 'b.svc'], runs, work):.3f} s")
        if arguments.cdk:
            (work / "cdk.cjs").write_text(CDK.replace("{{", "{").replace("}}", "}"))
            shutil.copytree(arguments.cdk, work / "node_modules", symlinks=True)
            print(f"@aws-cdk/cloudformation-diff: {timed(['node', 'cdk.cjs', 'a/cloudformation/large.json', 'b/cloudformation/large.json'], runs, work):.3f} s")


if __name__ == "__main__":
    main()
