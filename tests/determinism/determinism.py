#!/usr/bin/env python3
"""The same program gives the same bytes, wherever and however often it is compiled; its declarations in another order give the same resources."""
import pathlib
import random
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conformance"))
import template as cfn  # noqa: E402
from harness import Suite, declared_environments, example_programs, name_of, need, same  # noqa: E402

ORDERS = 5


def build(suite, program, out, cwd, file=None):
    done = suite.run("build", file or program.name, "--target", "all", "-o", out, cwd=cwd)
    need(done.returncode == 0, f"svcc build gave {done.returncode}:\n{done.stdout}{done.stderr}")
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def same_bytes(suite, program, work):
    first = build(suite, program, work / "one", program.parent)
    again = build(suite, program, work / "two", program.parent)
    need(first and first == again, "two runs gave different files: " + ", ".join(n for n in first if first[n] != again.get(n)))


def apart(suite, program, work):
    """Without --env, every environment is compiled, into files of its own."""
    build(suite, program, work / "all", program.parent)
    wanted = len(declared_environments(program))
    for place, name in (("cloudformation", "*.yaml"), ("terraform", "*/versions.tf")):
        found = [str(path.relative_to(work)) for path in (work / "all" / place).glob(name)]
        need(len(found) == wanted, f"{wanted} environments gave {found}")


def same_elsewhere(suite, program, work):
    """Another copy of the project, under another path, started from its own folder: no path of this machine may reach the output."""
    copy = work / "some where" / "else"
    shutil.copytree(program.parent, copy)
    here = build(suite, program, work / "here", program.parent)
    there = build(suite, copy / program.name, work / "there", copy)
    need(here == there, "another folder gave other files: " + ", ".join(n for n in here if here[n] != there.get(n)))


def same_under_any_locale(suite, program, work):
    plain = build(suite, program, work / "plain", program.parent)
    for name, value in (("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Tokyo")):
        done = suite.run("build", program.name, "--target", "all", "-o", work / name, cwd=program.parent, env={name: value})
        need(done.returncode == 0, done.stderr)
        other = {str(p.relative_to(work / name)): p.read_bytes() for p in sorted((work / name).rglob("*")) if p.is_file()}
        need(plain == other, f"{name}={value} changed the output")


# ---- Declarations in another order --------------------------------------------------------------------------------------------------------


def items(text):
    """The top-level declarations of a formatted program, each with the comments above it: a line that begins in column 1 opens one."""
    found, pending, depth = [], [], 0
    for line in text.splitlines(True):
        if depth == 0 and line.strip() and not line.startswith(("//", "/*", " ", "}")):
            found.append("".join(pending) + line)
            pending = []
        elif depth == 0 and (line.startswith("//") or not line.strip()):
            pending.append(line if line.strip() else "")
        else:
            found[-1] += line
        code = re.sub(r'"(?:\\.|[^"\\])*"', "", re.sub(r"//.*", "", line))
        depth += sum(code.count(b) for b in "{[(") - sum(code.count(b) for b in "}])")
    return found


def resources_of(files, name):
    """Everything in a template that does not say from which line it came."""
    template = cfn.read(pathlib.Path(files) / "cloudformation" / name)
    for resource in template["Resources"].values():
        resource.pop("Metadata", None)
        if isinstance(resource.get("DependsOn"), list):
            resource["DependsOn"].sort()
    return {key: template.get(key) for key in ("Parameters", "Resources", "Outputs")}


def as_text(value, depth=0):
    """A value as lines, keys sorted, so that a difference can be read."""
    if isinstance(value, dict):
        return "".join(f"{'  ' * depth}{key}:\n{as_text(value[key], depth + 1)}" for key in sorted(value, key=str))
    if isinstance(value, list):
        return "".join(f"{'  ' * depth}-\n{as_text(item, depth + 1)}" for item in value)
    return f"{'  ' * depth}{value!r}\n"


def without_lines(value):
    """Tags and descriptions may name the source line; in another order it is another line."""
    if isinstance(value, dict):
        return {key: without_lines(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_lines(item) for item in value]
    return re.sub(r"(\.svc):\d+(:\d+)?", r"\1", value) if isinstance(value, str) else value


def same_in_any_order(suite, program, work):
    parts = items(program.read_text())
    need(len(parts) > 3, "the program could not be taken apart")
    build(suite, program, work / "ordered", program.parent)
    names = [path.name for path in sorted((work / "ordered/cloudformation").glob("*.yaml"))]
    expected = {name: as_text(without_lines(resources_of(work / "ordered", name))) for name in names}
    for seed in range(ORDERS):
        order = parts[:]
        # A fixed seed: a failure can be looked at again.
        random.Random(seed).shuffle(order)
        folder = work / f"shuffled{seed}"
        shutil.copytree(program.parent, folder)
        (folder / program.name).write_text("\n".join(order))
        build(suite, program, work / f"out{seed}", folder)
        for name in names:
            same(expected[name], as_text(without_lines(resources_of(work / f"out{seed}", name))), f"{name}, declarations in order {seed}")


def main():
    suite = Suite("determinism", __doc__).start()
    for program in example_programs():
        for number, check in enumerate((same_bytes, apart, same_elsewhere, same_under_any_locale, same_in_any_order)):
            work = suite.work / f"{name_of(program)}{number}"
            work.mkdir(parents=True)
            suite.check(f"{name_of(program)}: {check.__name__.replace('_', ' ')}", check, suite, program, work)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
