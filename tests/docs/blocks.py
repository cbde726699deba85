#!/usr/bin/env python3
"""Every svc block of the documentation compiles, formatted and without a warning; its commands exist; its messages are svcc's.

A block with an `app` is a program. The blocks after it belong to it, one after the other. Comments, which no reader sees, say
how the others are checked, each before a block:
  <!-- around … -->      the program around the blocks that follow; each takes the place of its line `...`
  <!-- program … -->     the program that the next comments speak of, where the page shows none
  <!-- text of PATH -->  the block is that file of the repository
  <!-- file PATH -->     the block is another file of the program, such as a component to import
  <!-- policy -->        the block is a policy: the last program keeps it
  <!-- error: A -> B --> what svcc prints when A becomes B in the last program
  <!-- trace -->         what `svcc trace --stdin` makes of the first line, where the last program was built
"""
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, same  # noqa: E402

# Written by svcc, or checked by tutorial.py.
ELSEWHERE = ("docs/reference/", "docs/tutorial/", "README.md", "tests/", "stdlib/")
PART = re.compile(r"^<!-- (?:(around|program)\n(.*?)|(text of|file|error:|trace|policy) ?(.*?) ?)-->\n|^( *)```(\w*)\n(.*?)^ *```", re.M | re.S)
COMMAND = re.compile(r"(?:^|\| *|&& *|npx )svcc ((?:[a-z]+) .*?)(?:$|\||&&|#|2?>)", re.M)


def pages():
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    return [name for name in listed if not name.startswith(ELSEWHERE) and (ROOT / name).exists()]


def clean(suite, folder):
    """The program of a folder has no errors and no warnings, and is in the one format."""
    for words in (["check", "--fail-on", "warning", "main.svc"], ["fmt", "--check", "main.svc"]):
        done = suite.run(*words, cwd=folder)
        need(done.returncode == 0, f"svcc {words[0]}: {done.stdout}{done.stderr}\n{(folder / 'main.svc').read_text()}")


def placed(context, block):
    """The block in the place of the line `...`, as deep as that."""
    found = re.search(r"^( *)\.\.\.$", context, re.M)
    if not found:
        return context + "\n" + block
    lines = [found[1] + line if line else line for line in block.splitlines()]
    return context[:found.start()] + "\n".join(lines) + context[found.end():]


class Page:
    """A page, read from its beginning."""

    def __init__(self, suite, folder):
        self.suite, self.folder = suite, folder
        self.around = self.program = ""
        self.next = None

    def comment(self, word, text):
        if word == "around":
            self.around = text
        elif word == "program":
            self.program = text
        else:
            self.next = (word, text)

    def block(self, language, text):
        word, mark = self.next or (None, "")
        self.next = None
        if word == "text of":
            same((ROOT / mark).read_text(), text, mark)
        elif word == "file":
            (self.folder / mark).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / mark).write_text(text)
        elif word == "error:":
            self.error(text, *mark.split(" -> "))
        elif word == "trace":
            self.trace(text)
        elif word == "policy":
            self.policy(text)
        elif language == "svc":
            self.compile(text)

    def compile(self, text):
        if re.search(r"^app ", text, re.M):
            self.program, self.around = text, ""
        elif "\n...\n" in re.sub(r"(?m)^ *\.\.\.$", "...", self.around):
            self.program = placed(self.around, text)
        else:
            need(self.program or self.around, f"this block has no program around it:\n{text}")
            self.program = (self.around or self.program) + "\n" + text
            self.around = ""
        (self.folder / "main.svc").write_text(self.program)
        clean(self.suite, self.folder)

    def error(self, text, before, after):
        need(before in self.program, f"{before} is not in the last program")
        (self.folder / "main.svc").write_text(self.program.replace(before, after))
        done = self.suite.run("check", "main.svc", cwd=self.folder)
        need(text.strip() in done.stderr, f"{before} -> {after}: svcc says {done.stderr}")

    def trace(self, text):
        (self.folder / "main.svc").write_text(self.program)
        need(self.suite.run("build", "main.svc", "-o", "out", cwd=self.folder).returncode == 0, "the program does not build")
        done = subprocess.run([self.suite.svcc, "trace", "--stdin", "out"], cwd=self.folder, input=text.splitlines()[0] + "\n", capture_output=True, text=True)
        need(done.stdout.startswith(text.rstrip("\n")), f"svcc trace prints {done.stdout}{done.stderr}")

    def policy(self, text):
        (self.folder / "policy.svc").write_text(text)
        (self.folder / "main.svc").write_text(self.program)
        (self.folder / "svc.yaml").write_text("name: page\nmain: main.svc\npolicies: [policy.svc]\n")
        done = self.suite.run("check", cwd=self.folder)
        (self.folder / "svc.yaml").unlink()
        need(done.returncode == 0, done.stdout + done.stderr)


def blocks(suite, name):
    with tempfile.TemporaryDirectory() as folder:
        page = Page(suite, pathlib.Path(folder))
        for found in PART.finditer((ROOT / name).read_text()):
            if found[1] or found[3]:
                page.comment(found[1] or found[3], found[2] if found[1] else found[4])
            else:
                page.block(found[6], re.sub(rf"(?m)^{found[5]}", "", found[7]))


def options(suite, name, known):
    """Each option of a svcc command that a page shows is in the help of that command."""
    for found in PART.finditer((ROOT / name).read_text()):
        for command in COMMAND.findall(found[7] or "") if found[6] in ("sh", "console", "yaml") else []:
            words = command.replace("\\", "").split()
            if words[0] not in known:
                known[words[0]] = suite.run(words[0], "--help")
            need(known[words[0]].returncode == 0, f"`svcc {words[0]}` is no command")
            for word in words[1:]:
                option = word.split("=")[0]
                need(not option.startswith("--") or option in known[words[0]].stdout, f"`svcc {words[0]}` has no option {option}")


def every_option(suite):
    """docs/cli.md names each command and each of its options."""
    page = (ROOT / "docs/cli.md").read_text()
    help = suite.run("--help").stdout
    for command in re.findall(r"^  (\w+)  ", help.split("Options:")[0], re.M):
        section = re.search(rf"^## {command}$.*?(?=^## |\Z)", page, re.M | re.S)
        need(section and f"`svcc {command}" in page, f"there is no section for svcc {command}")
        of = suite.run(command, "--help").stdout.split("For example:")[0]
        for option in set(re.findall(r"^ +(?:-\w, )? *(--[a-z-]+)", of, re.M)) - {"--help"}:
            need(option in section[0], f"svcc {command} {option} is not described")


def main():
    suite = Suite("docs.blocks", __doc__).start()
    known = {}
    for name in pages():
        suite.check(name, blocks, suite, name)
        suite.check(f"{name}: commands", options, suite, name, known)
    suite.check("every option", every_option, suite)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
