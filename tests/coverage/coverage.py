#!/usr/bin/env python3
"""Fails for parts without a test: a diagnostic without a folder, a template without a resource, a field of the prelude that no program uses.

Programs are those of tests/cases, tests/diagnostics (the corrected ones) and examples/; exempt.txt names what is left out, with the reason.
"""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, declared_environments, example_programs, golden_programs, need  # noqa: E402
from svc_files import BLOCK, FIELD, KIND, MEMBER, declared, used  # noqa: E402

HERE = pathlib.Path(__file__).parent


class Exempt:
    def __init__(self):
        self.lines = {}
        for number, line in enumerate((HERE / "exempt.txt").read_text().splitlines(), 1):
            words = re.match(r"(\w+) ((?:existing )?\S+(?: \w+\.\S+)?) (.+)", line)
            if line.strip() and not line.startswith("#"):
                need(words, f"exempt.txt:{number}: wanted `diagnostic|template|field NAME REASON`")
                self.lines.setdefault(words.group(1), {})[words.group(2)] = number

    def judge(self, what, wanted, shown):
        excused = set(self.lines.get(what, {}))
        missing = sorted(set(wanted) - set(shown) - excused)
        stale = sorted(name for name in excused if name in shown or name not in wanted)
        need(not missing, f"no program under tests/ or examples/ shows the {what}: " + ", ".join(missing))
        need(not stale, f"exempt.txt excuses what is shown, or is no longer there: {', '.join(stale)}")


def check_diagnostics(exempt):
    text = "".join(path.read_text() for path in sorted((ROOT / "compiler/diagnostics/codes").glob("*.def")))
    codes = [f"SVC{int(number):04d}" for number in re.findall(r"^SVC_DIAGNOSTIC\((\d+),", text, re.M)]
    need(len(codes) == len(set(codes)), "diagnostics/codes give a number twice")
    folders = {path.name[:7] for path in (ROOT / "tests/diagnostics").glob("SVC*") if path.is_dir()}
    need(folders <= set(codes), f"tests/diagnostics shows codes that diagnostics/codes do not have: {sorted(folders - set(codes))}")
    exempt.judge("diagnostic", codes, folders)


def check_templates(suite, exempt):
    kinds = [path.stem for path in (ROOT / "templates").glob("*.yaml")]
    shown = set()
    for program in [*example_programs(), *golden_programs()]:
        for environment in declared_environments(program):
            done = suite.run("build", program, "--dump", "graph", *(["--env", environment] if environment else []))
            shown |= set(re.findall(r"^(\w+) \w", done.stdout, re.M)) & set(kinds)
    exempt.judge("template", kinds, shown)


def check_fields(exempt):
    known = {}
    for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")):
        known.update(declared(path.read_text()))
    shown = set()
    for program in [*example_programs(), *golden_programs()]:
        shown |= used(program.read_text(), known)
    exempt.judge("field", known, shown)


def check_documentation():
    """Every declaration of the prelude has a documentation comment: `svcc explain`, hover and docs/reference show it."""
    bare = []
    for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")):
        before = ""
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if any(form.match(line) for form in (KIND, BLOCK, FIELD, MEMBER)) and not before.lstrip().startswith("///"):
                bare.append(f"{path.name}:{number}: {line.strip()}")
            before = line
    need(not bare, "without documentation:\n" + "\n".join(bare))


COMPONENT = re.compile(r"((?:^///.*\n)+)component (\w+)(.*\n(?:.*\n)*?)(?=^}$)", re.M)


def unindented(text):
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def check_components():
    """Every component of the standard library is documented, params and all, with an example from examples/, which the conformance tests give to the
    real tools."""
    examples = "\n".join(unindented(path.read_text()) for path in (ROOT / "examples").rglob("*.svc"))
    for path in sorted((ROOT / "stdlib/std").glob("*.svc")):
        text = path.read_text()
        found = COMPONENT.findall(text)
        need(len(found) == len(re.findall(r"^component ", text, re.M)), f"{path.name}: a component has no documentation")
        for doc, name, body in found:
            shown = re.search(r"^/// ```svc\n(.*?)^/// ```$", doc, re.M | re.S)
            need(shown, f"{path.name}: the documentation of {name} has no example between ```svc and ```")
            example = unindented(shown.group(1).replace("///", ""))
            need(example.startswith(name + " "), f"{path.name}: the example of {name} shows something else")
            need(example in examples, f"{path.name}: the documented example of {name} is not in examples/, so nothing tries it")
            before = None
            for line in body.splitlines():
                named = re.match(r"\s+(param|output) (\w+)", line)
                need(not named or (before or "").lstrip().startswith("///"), f"{path.name}: `{named and named.group(2)}` of {name} is not documented")
                before = line


def main():
    suite = Suite("coverage", __doc__).start()
    exempt = Exempt()
    suite.check("diagnostics", check_diagnostics, exempt)
    suite.check("templates", check_templates, suite, exempt)
    suite.check("prelude fields", check_fields, exempt)
    suite.check("documentation of the prelude", check_documentation)
    suite.check("standard library", check_components)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
