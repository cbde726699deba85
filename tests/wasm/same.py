#!/usr/bin/env python3
"""WebAssembly gives the same bytes as the native binary: over all examples, all golden cases, and all examples of diagnostics."""
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Suite, example_programs, golden_programs, need, run, same  # noqa: E402
from outside import program  # noqa: E402

MODULE = ROOT / "packages/npm/wasm/svcc.wasm"


def jobs():
    """Each command, with a name: documents and dumps of what compiles, messages of what does not."""
    broken = sorted((ROOT / "tests/diagnostics").glob("*/main.svc"))
    compiled = [path.relative_to(ROOT) for path in example_programs() + golden_programs()]
    for path in compiled:
        yield f"build {path}", ["build", str(path)]
    for path in example_programs():
        for words in (["check", "--format", "json"], ["build", "--dump", "graph"], ["fmt", "--stdout"], ["cost"]):
            yield f"{' '.join(words)} {path.relative_to(ROOT)}", [*words, str(path.relative_to(ROOT))]
    pages = (["graph"], ["graph", "--format", "html"], ["graph", "--format", "json", "--resources"], ["cost", "--format", "json"])
    for path in example_programs():
        for words in pages:
            yield f"{' '.join(words)} {path.relative_to(ROOT)}", [*words, str(path.relative_to(ROOT))]
    shop = ["--program", "examples/shop/shop.svc", "--env", "prod"]
    for question in (["reach", "api"], ["reach", "worker", "api:8080"], ["role", "api.all"], ["can", "api", "send", "orders"], ["deploy", "worker"]):
        yield f"ask {' '.join(question)}", ["ask", *question, *shop]
    steps = [f"docs/tutorial/steps/{name}/main.svc" for name in ("3-worker", "4-environments", "5-pipeline")]
    for before, after in zip(steps, steps[1:]):
        for form in ("text", "html", "json"):
            yield f"diff --format {form} {before} {after}", ["diff", "--format", form, before, after]
    for path in broken[::10]:
        yield f"fix {path.relative_to(ROOT)}", ["check", "--fix", "--dry-run", str(path.relative_to(ROOT))]
    for path in broken:
        yield f"check {path.relative_to(ROOT)}", ["check", str(path.relative_to(ROOT))]
    for topic in ("service", "service.route", "SVC4003"):
        yield f"explain {topic}", ["explain", topic]


def compare(suite, words, wasm):
    native = suite.run(*words)
    need(native.returncode == wasm["status"], f"native gives {native.returncode}, WebAssembly {wasm['status']}: {wasm['errors'][:2000]}")
    same(native.stdout, wasm["output"], "output")
    same(native.stderr, wasm["errors"], "messages")


def main():
    suite = Suite("wasm.same", __doc__).start()
    named = list(jobs())
    results = []

    def whole():
        if not MODULE.exists():
            raise Beyond("packages/npm/wasm is not built: make wasm")
        listed = suite.work / "jobs.json"
        listed.write_text(json.dumps([{"words": words} for _, words in named]))
        done = run([program("node", "Node.js 20"), ROOT / "tests/wasm/same.mjs", listed], timeout=600)
        results.extend(json.loads(line) for line in done.stdout.split("\n") if line)
        stopped = [name for name, _ in named][len(results):][:1]
        need(not stopped, f"{len(results)} of {len(named)} commands ended, before {stopped}:\n{done.stderr[-3000:]}")

    if suite.check("all commands end", whole):
        suite.check_all([(name, compare, suite, words, one) for (name, words), one in zip(named, results)])
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
