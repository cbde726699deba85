#!/usr/bin/env python3
"""svc.yaml and `svcc init`: found by walking up, located mistakes, several programs, levels of lints, starters that work and overwrite nothing."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

STARTERS = sorted(p.name for p in (ROOT / "stdlib/starters").iterdir())
APP = "app {name} {{}}\n"
# A warning: nothing scales the service.
WARNS = (ROOT / "tests/diagnostics/SVC4407/main.svc").read_text()

# Contents of svc.yaml -> the message.
MISTAKES = {
    "name: x\nmian: main.svc\n": "svc.yaml:2:1: there is no setting `mian`; did you mean `main`?",
    "name: x\nmain: [a]\n": "svc.yaml:2:7: `main` is one text",
    "main: main.svc\n": "svc.yaml:1:1: the project needs a `name`",
    "name: x\n": "svc.yaml:1:1: the project needs a program",
    "name: x\nname: y\n": "svc.yaml:2:1: `name` is set twice",
    "name: x\nmain: ../main.svc\n": "svc.yaml:2:7: `main` is a path inside the project's folder",
    "name: x\nmain: main.svc\noutput: /etc\n": "svc.yaml:3:9: `output` is a path inside",
    "name: x\nmain: main.svc\ntargets: [terraform, cloudfromation]\n": "svc.yaml:3:22: there is no target `cloudfromation`; did you mean `cloudformation`?",
    "name: x\nmain: main.svc\nlints: { SVC1001: off }\n": "svc.yaml:3:10: SVC1001 is an error",
    "name: x\nmain: main.svc\nlints: { SVC9998: off }\n": "svc.yaml:3:10: there is no diagnostic `SVC9998`",
    "name: x\nmain: main.svc\nlints: { SVC4407: loud }\n": "svc.yaml:3:19: there is no level `loud`",
    "name: x\nmain: main.svc\nprograms: { a: a.svc }\n": "svc.yaml:3:13: a project has either `main` or `programs`",
    "name: x\nprograms: { a: a.svc, b: a.svc }\n": "are the same file",
    "name: [\n": "svc.yaml:2:1: this is not YAML",
    "name: \"\\q\\0\"\n": "svc.yaml:1:10: this is not YAML",
    "- a\n": "svc.yaml:1:1: a project is a list of settings",
    "": "svc.yaml: a project is a list of settings",
    "name: x\nmain: missing.svc\n": "svc.yaml:2:7: missing.svc: no such file",
    'name: x\nmain: main.svc\nsvcc: ">= 0.2, < 0.x"\n': "svc.yaml:3:7: `< 0.x` is no condition on a version: write `>= 0.2`",
    "name: x\nsvcc: [1]\n": "svc.yaml:2:7: `svcc` is one text",
}


def project(folder, yaml, **files):
    folder.mkdir(parents=True)
    (folder / "svc.yaml").write_text(yaml)
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_svc", ".svc")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def pinned(suite):
    """A pin is judged before settings that only a later svcc knows."""
    version = suite.run("--version").stdout.split()[1]
    minor = version.rsplit(".", 1)[0]
    for index, (pin, fits) in enumerate({
        ">= 0.1": True, f"= {version}": True, minor: True, f"<= {version}, > 0.0.9": True, f"< {version}": False, "> 99": False, "98": False, ">= 0.1, < 0.1.5": False,
    }.items()):
        setting = "" if fits else "later: yes\n"
        folder = project(suite.work / f"pinned{index}", f'name: x\nmain: main.svc\n{setting}svcc: "{pin}"\n', main_svc=APP.format(name="x"))
        done = suite.run("check", cwd=folder)
        line = 3 if fits else 4
        said = f"svc.yaml:{line}:7: this project needs svcc {pin}, and this is svcc {version}: install a version that fits"
        need(done.returncode == (0 if fits else 2) and (said in done.stderr) != fits, f"{pin}: {done.returncode} {done.stderr}")


def starter(suite, name):
    folder = suite.work / f"My-{name} 1"
    done = suite.run("init", name, folder)
    need(done.returncode == 0 and done.stderr.endswith(f"next: cd '{folder}' && svcc check\n"), f"init: {done.stderr}")
    need(f"name: my_{name}_1" in (folder / "svc.yaml").read_text() and f"app my_{name}_1 " in (folder / "main.svc").read_text(), "it is not called like its folder")
    for words in (["check"], ["fmt", "--check", "--diff", "."], ["check", "--fail-on", "warning"]):
        done = suite.run(*words, cwd=folder)
        need(done.returncode == 0 and not done.stdout + done.stderr, f"{words}: {done.stdout}{done.stderr}")
    (folder / "docs").mkdir()
    done = suite.run("build", cwd=folder / "docs")
    need(done.returncode == 0 and len(re.findall(r"^\S*out/(?:deploy|terraform)/\S*README\.md: (?:how to deploy it|the first time, .*)$", done.stderr, re.M)) == 4, done.stderr)
    for environment in ("test", "prod"):
        need((folder / f"out/cloudformation/my_{name}_1-{environment}.yaml").exists() or (folder / f"out/cloudformation/my-{name}-1-{environment}.yaml").exists(), "no template")
    for path in re.findall(r"`(out/[^`]+)`", (folder / "README.md").read_text()):
        need((folder / path).exists(), f"README.md names {path}, which svcc build does not write")
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    again = suite.run("init", name, folder)
    need(again.returncode == 2 and "exists already; nothing was written" in again.stderr, f"{again.returncode}: {again.stderr}")
    need(before == {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}, "init changed a project that was there")


def one_file_there(suite):
    """A single file that exists keeps init from writing any."""
    folder = suite.work / "partly"
    folder.mkdir()
    (folder / "README.md").write_text("mine")
    done = suite.run("init", "web", folder)
    need(done.returncode == 2 and [p.name for p in folder.iterdir()] == ["README.md"] and (folder / "README.md").read_text() == "mine", done.stderr)


def mistake(suite, number, yaml, message):
    folder = project(suite.work / f"mistake{number}", yaml, main_svc=APP.format(name="x"))
    for command in ("check", "build"):
        done = suite.run(command, cwd=folder)
        need(done.returncode == 2, f"{command}: exit status {done.returncode}, not 2: {done.stderr}")
        need(done.stderr.startswith("svcc: ") and message in done.stderr and done.stderr.count("\n") == 1, f"{command}: {done.stderr}")


def several(suite):
    folder = project(suite.work / "several", "name: all\nprograms:\n  a: a/a.svc\n  b: b/b.svc\ntargets: terraform\noutput: made\n",
                     a__a_svc=APP.format(name="a"), b__b_svc=APP.format(name="b"), b__other_svc="this is no program")
    done = suite.run("check", folder)
    need(done.returncode == 0, f"only the programs count: {done.stderr}")
    done = suite.run("build", cwd=folder)
    need(done.returncode == 0 and sorted(p.name for p in (folder / "made/terraform").iterdir()) == ["a", "b"], f"{done.stderr}")
    need(not (folder / "made/cloudformation").exists(), "a target that svc.yaml does not name was written")
    done = suite.run("build", "b", "-o", "-", "--target", "cloudformation", cwd=folder)
    need(done.returncode == 0 and "Description: b" in done.stdout and "Description: a" not in done.stdout, f"a folder of the project: {done.stdout}{done.stderr}")
    (folder / "b/b.svc").write_text(APP.format(name="a"))
    done = suite.run("build", cwd=folder)
    need(done.returncode == 2 and "would both write" in done.stderr, f"the same app twice: {done.returncode} {done.stderr}")


def repository(suite):
    """A repository without a svc.yaml of its own: the projects below it, and programs outside of projects."""
    root = suite.work / "repository"
    project(root / "shop", "name: shop\nmain: main.svc\n", main_svc=APP.format(name="shop"), part_svc="let a = = 1\n")
    project(root / "billing", "name: billing\nmain: main.svc\n", main_svc="app billing {}\nlet a = missing\n")
    (root / "alone.svc").write_text(APP.format(name="alone"))
    done = suite.run("check", "--format", "short", root)
    need(done.returncode == 1 and done.stdout.count("\n") == 1 and "billing/main.svc:2:9: error" in done.stdout, done.stdout)


def walking_up(suite):
    folder = project(suite.work / "deep", "name: deep\nmain: src/main.svc\n", src__main_svc="app x {}\nlet a = missing\n")
    (folder / "docs/more").mkdir(parents=True)
    done = suite.run("check", "--format", "short", cwd=folder / "docs/more")
    need("../../src/main.svc:2:9: error" in done.stdout, done.stdout)
    done = suite.run("check", "--format", "short", cwd=folder / "src")
    need(done.stdout.startswith("main.svc:2:9: error"), done.stdout)
    done = suite.run("check", folder / "docs")
    need(done.returncode == 2 and "no .svc file" in done.stderr, "a folder that is named holds no program")


def levels(suite):
    for level, status, word in (("off", 0, ""), ("note", 0, "note["), ("warning", 0, "warning["), ("error", 1, "error[")):
        folder = project(suite.work / f"level-{level}", f"name: x\nmain: main.svc\nlints: {{ SVC4407: {level} }}\n", main_svc=WARNS)
        for words in (["check"], ["check", "main.svc"], ["build"]):
            done = suite.run(*words, cwd=folder)
            need(done.returncode == status and word in done.stderr and (word or not done.stderr), f"{level}, {words}: {done.returncode}: {done.stderr}")
        need(level != "error" or not suite.run("build", cwd=folder).stdout, "something was built in spite of an error")


def nothing_there(suite):
    folder = suite.work / "empty"
    folder.mkdir()
    for command in ("check", "build"):
        done = suite.run(command, cwd=folder)
        need(done.returncode == 2 and "no .svc file" in done.stderr, f"{command}: {done.returncode} {done.stderr}")


def main():
    suite = Suite("projects", __doc__).start()
    for name in STARTERS:
        suite.check(f"init {name}", starter, suite, name)
    suite.check("init where a file is", one_file_there, suite)
    for number, (yaml, message) in enumerate(MISTAKES.items()):
        suite.check(f"mistake {message}", mistake, suite, number, yaml, message)
    for check in (pinned, several, repository, walking_up, levels, nothing_there):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
