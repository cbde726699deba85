#!/usr/bin/env python3
"""Runs the golden cases: programs with the expected output of svcc. SVC_BLESS=1 rewrites the expectation (`make bless`); CI refuses that.

tests/cases/<topic>/<case>/main.svc, with any of the files below. The existing files select the checks: to add one, create it empty and bless.

  ast.txt program.txt graph.txt   the dumps of the phases
  cloudformation.yaml             the template
  terraform/                      the module, file by file
  main.tf                         the module as one text, each file under a line with its name
  readme.md                       how to deploy the template, then the module
  diagnostics.txt                 what `svcc check` says; the other checks are then run only if it holds no error
  formatted.svc                   what `svcc fmt` makes of it
  env.txt                         the environment to compile for, if the program declares any; or `// env: NAME` on the first line

tests/diagnostics/SVCnnnn[_variant]/: one diagnostic, which is also its example in the documentation.

  main.svc        the program that triggers it
  expected.txt    what `svcc check main.svc` says
  fixed.svc       the corrected program, without diagnostics
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from harness import CODE, ROOT, Failed, Suite, declared_environments, module_of, need, same  # noqa: E402

BLESS = os.environ.get("SVC_BLESS") == "1"
DUMPS = ("ast", "program", "graph")


def compare(path, actual):
    if BLESS:
        path.write_text(actual)
    else:
        same(path.read_text(), actual, path.relative_to(ROOT))


def finished(done, statuses, what):
    if done.returncode not in statuses:
        raise Failed(f"{what} gave exit status {done.returncode}, not {' or '.join(map(str, statuses))}:\n{done.stdout}{done.stderr}")
    return done


def environment_of(case):
    if (case / "env.txt").exists():
        return (case / "env.txt").read_text().strip()
    first = re.match(r"// env: (\w+)", (case / "main.svc").read_text())
    return first.group(1) if first else ""


# ---- tests/cases ------------------------------------------------------------------------------------------------------------------------


def run_case(suite, case):
    environment = environment_of(case)
    select = ["--env", environment] if environment else []
    known = [p for p in case.iterdir() if p.name not in ("main.svc", "env.txt") and p.suffix != ".svc" or p.name == "formatted.svc"]
    need(known, "nothing is expected of this case: create one of the files that tests/support/cases.py lists, and bless")

    if (case / "diagnostics.txt").exists():
        done = finished(suite.run("check", "main.svc", cwd=case), (0, 1), "svcc check")
        said = done.stdout + done.stderr
        need((done.returncode == 1) == bool(re.search(r"\berror\b", said)), f"exit status {done.returncode} does not fit what was said:\n{said}")
        compare(case / "diagnostics.txt", said)

    for dump in DUMPS:
        if (case / f"{dump}.txt").exists():
            done = finished(suite.run("build", "main.svc", *select, "--dump", dump, cwd=case), (0,), f"svcc build --dump {dump}")
            compare(case / f"{dump}.txt", done.stdout)

    if (case / "formatted.svc").exists():
        check_format(suite, case)
    if any((case / name).exists() for name in ("cloudformation.yaml", "terraform", "main.tf", "readme.md")):
        if not environment and declared_environments(case / "main.svc") != [""]:
            raise Failed("the program declares environments: say in env.txt which one to compile for")
        check_output(suite, case, select)


def check_format(suite, case):
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "main.svc"
        shutil.copyfile(case / "main.svc", copy)
        finished(suite.run("fmt", copy), (0,), "svcc fmt")
        formatted = copy.read_text()
        finished(suite.run("fmt", copy), (0,), "svcc fmt, again")
        same(formatted, copy.read_text(), "text after a second svcc fmt")
    compare(case / "formatted.svc", formatted)


def check_output(suite, case, select):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        finished(suite.run("build", "main.svc", *select, "--target", "all", "-o", out, cwd=case), (0,), "svcc build")
        templates = sorted((out / "cloudformation").glob("*.yaml"))
        module = module_of(out)
        files = sorted(p for p in module.rglob("*") if p.is_file() and p.suffix != ".md")
        if (case / "readme.md").exists():
            compare(case / "readme.md", "\n".join(p.read_text() for p in [*sorted((out / "deploy").glob("*.md")), *module.glob("*.md")]))
        if (case / "cloudformation.yaml").exists():
            compare(case / "cloudformation.yaml", templates[0].read_text())
        if (case / "main.tf").exists():
            compare(case / "main.tf", "\n".join(f"# ---- {p.relative_to(module)}\n\n{p.read_text()}" for p in files))
        if (case / "terraform").exists():
            if BLESS:
                shutil.rmtree(case / "terraform")
                shutil.copytree(module, case / "terraform", ignore=shutil.ignore_patterns("*.md"))
            expected = {str(p.relative_to(case / "terraform")): p for p in (case / "terraform").rglob("*") if p.is_file()}
            need(set(expected) == {str(p.relative_to(module)) for p in files}, f"the module has other files: {[p.name for p in files]}")
            for path in files:
                compare(expected[str(path.relative_to(module))], path.read_text())


# ---- tests/diagnostics ------------------------------------------------------------------------------------------------------------------


def run_diagnostic(suite, folder):
    code = CODE.match(folder.name)
    need(code, "a folder here is called after its code: SVCnnnn or SVCnnnn_variant")
    done = finished(suite.run("check", "main.svc", cwd=folder), (0, 1), "svcc check main.svc")
    said = done.stdout + done.stderr
    need(code.group() in said, f"svcc check main.svc does not mention {code.group()}, it says:\n{said}")
    expected = folder / "expected.txt"
    if BLESS:
        expected.write_text(said)
    need(expected.exists(), "expected.txt is missing: bless it (make bless)")
    same(expected.read_text(), said, expected.relative_to(ROOT))
    need((folder / "fixed.svc").exists(), "fixed.svc is missing: every diagnostic shows the program that is right")
    done = suite.run("check", "fixed.svc", cwd=folder)
    need(done.returncode == 0 and not done.stdout + done.stderr, f"fixed.svc is not clean (exit status {done.returncode}):\n{done.stdout}{done.stderr}")


def main():
    suite = Suite("cases", __doc__.splitlines()[0]).start()
    if BLESS and os.environ.get("CI"):
        print("SVC_BLESS is refused under CI: golden files are rewritten by people, who read the diff", file=sys.stderr)
        return 2
    cases = sorted(p.parent for p in (ROOT / "tests/cases").glob("*/*/main.svc"))
    diagnostics = sorted(p for p in (ROOT / "tests/diagnostics").glob("*") if p.is_dir())
    suite.check_all([(str(case.relative_to(ROOT)), run_case, suite, case) for case in cases]
                    + [(str(folder.relative_to(ROOT)), run_diagnostic, suite, folder) for folder in diagnostics])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
