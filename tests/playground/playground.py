#!/usr/bin/env python3
"""The playground in headless Chromium: it compiles, completes, fixes, shares, and asks no other server. Screenshots are in the work folder."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Failed, Suite, need, run  # noqa: E402
from outside import node_modules, program  # noqa: E402

HERE = pathlib.Path(__file__).parent
SITE = ROOT / "build/playground"


def main():
    suite = Suite("playground", __doc__).start()
    results = []

    def browse():
        if not (SITE / "svcc.wasm").exists():
            raise Beyond("build/playground is not built: make playground")
        chromium = program("chromium", "Debian: chromium")
        node, modules = node_modules(suite.work / "modules", HERE)
        for name in ("playground.mjs", "served.mjs"):
            shutil.copyfile(HERE / name, modules / name)
        done = run([node, modules / "playground.mjs", SITE, suite.work], env={"CHROMIUM": chromium}, timeout=400)
        results.extend(json.loads(line) for line in done.stdout.split("\n") if line)
        need(done.returncode == 0 and results, done.stderr[-3000:])

    def judged(result):
        if "note" in result:
            print(f"{result['name']}: {result['note']}")
        if "problem" in result:
            raise Failed(result["problem"])

    suite.check("browser", browse)
    for result in results:
        suite.check(result["name"], judged, result)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
