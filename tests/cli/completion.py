#!/usr/bin/env python3
"""Completion in the real shells: the words that bash, zsh and fish offer at a place of the command line; and the help that people see first."""
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import termios
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Skip, Suite, need, run, same  # noqa: E402

# The command line so far -> words that must be offered, and words that must not.
PLACES = {
    "svcc ": (["check", "build", "fmt", "explain", "completion"], ["complete", "a.svc"]),
    "svcc check --format ": (["text", "sarif", "github", "junit"], ["yaml", "a.svc"]),
    "svcc build --format ": (["yaml", "json"], ["sarif"]),
    "svcc check --ma": (["--max-warnings"], ["--format"]),
    "svcc build a.svc --env ": (["blue", "green"], ["a.svc"]),
    "svcc build a.svc --env gr": (["green"], ["blue"]),
    "svcc check --format=": (["text", "sarif", "github", "junit"], ["yaml", "a.svc"]),
    "svcc check --format=git": (["github", "gitlab"], ["junit"]),
    "svcc build a.svc --env=gr": (["green"], ["blue"]),
    "svcc check ": (["a.svc", "lib/"], ["notes.txt"]),
    "svcc completion ": (["bash", "zsh", "fish"], ["a.svc"]),
    "svcc explain service.route.hea": (["service.route.health", "service.route.headers"], ["service.route.path"]),
}


def shell(name):
    found = shutil.which(name)
    if not found:
        raise Skip(f"no {name}")
    return found


class Terminal:
    """An interactive shell behind a pseudo-terminal; `prepare` ends with printing READY."""

    def __init__(self, command, env, folder, prepare):
        self.parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
        self.process = subprocess.Popen(command, cwd=folder, env=env, stdin=child, stdout=child, stderr=child, start_new_session=True)
        os.close(child)
        os.write(self.parent, prepare.encode() + b"\n")
        self.read(30, lambda text: "READY" in text and "\x1b[?2004h" in text[text.index("READY"):])  # the line editor is there again

    def read(self, seconds, done=lambda text: False):
        text, end = "", time.monotonic() + seconds
        while time.monotonic() < end and not done(text):
            if select.select([self.parent], [], [], 0.05)[0]:
                text += os.read(self.parent, 65536).decode(errors="replace")
        return text

    def offers(self, line, keys, wanted):
        """What it shows after the keys have followed the line: the words of the list, or the rest of the only one that fits."""
        head, _, last = line.rpartition(" ")
        shown = lambda text: offered(text.replace(head, " "))
        os.write(self.parent, b"\x15" + line.encode() + keys)
        text = self.read(10, lambda text: not missing(wanted, shown(text)))
        return shown(text + self.read(0.2))

    def end(self):
        self.process.kill()
        self.process.wait()
        os.close(self.parent)


def interactive(suite, folder, command, prepare, keys):
    terminal = Terminal(command, suite.env, folder, prepare)
    try:
        for line, (wanted, _) in PLACES.items():
            yield line, terminal.offers(line, keys, wanted)
    finally:
        terminal.end()


def bash(suite, folder):
    """A second tab lists the fitting words."""
    prepare = ("PS1=; source <(svcc completion bash); bind 'set completion-query-items 0'; bind 'set page-completions off'; bind 'set enable-bracketed-paste on'; "
               "printf 'REA''DY\\n'")
    return interactive(suite, folder, [shell("bash"), "--norc", "--noprofile", "-i"], prepare, b"\t\t\t")


def zsh(suite, folder):
    """Control-D lists the fitting words."""
    prepare = "PROMPT=; autoload -U compinit; compinit -u -D; source <(svcc completion zsh); LISTMAX=10000; print REA''DY"
    return interactive(suite, folder, [shell("zsh"), "-f", "-i"], prepare, b"\x04")


def fish(suite, folder):
    """It has a command that prints its offers."""
    for line in PLACES:
        done = run([shell("fish"), "--no-config", "-c", f"svcc completion fish | source; complete -C '{line}'"], cwd=folder, env=suite.env)
        yield line, offered("\n".join(row.split("\t")[0] for row in done.stdout.splitlines()))  # without the descriptions


def offered(output):
    """The words of an output; of `--format=json` the value, too."""
    words = set(re.split(r"\s+", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r|\x07", " ", output)))
    return words | {word.split("=", 1)[1] for word in words if "=" in word}


def missing(wanted, words):
    """What should have been offered and was not; a shell may show a folder without its slash."""
    return [w for w in wanted if w not in words and not (w.endswith("/") and w[:-1] in words)]


def completes(suite, complete):
    """Every place of the table."""
    folder = suite.work / complete.__name__
    (folder / "lib").mkdir(parents=True)
    (folder / "a.svc").write_text("app a {}\n\nenvironment blue {}\n\nenvironment green {}\n")
    (folder / "notes.txt").write_text("")
    for line, words in complete(suite, folder):
        wanted, unwanted = PLACES[line]
        absent = missing(wanted, words)
        extra = [w for w in unwanted if w in words]
        need(not absent and not extra, f"{line!r}: missing {absent}, unwanted {extra}\n{sorted(words)}")


def scripts_parse(suite):
    for name, check in (("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "--no-execute"])):
        text = suite.run("completion", name).stdout
        path = suite.work / f"script.{name}"
        path.write_text(text)
        shell(name)
        done = run([*check, path])
        need(done.returncode == 0 and not done.stderr, f"{name}: {done.stderr}")
    if shutil.which("shellcheck"):
        done = run(["shellcheck", "-s", "bash", "-e", "SC2207", suite.work / "script.bash"])
        need(done.returncode == 0, done.stdout)


def first_help(suite):
    text = suite.run("--help").stdout
    need(re.search(r"Start with:\n  check .*\n  build .*\n  diff .*\n  fmt ", text), text)
    need("complete " not in text and "svcc COMMAND --help" in text, text)
    need(suite.run().returncode == 2, "no command at all is a success")
    same(text, suite.run("help").stdout, "svcc help")


def every_help(suite):
    """Each command's page keeps within 80 columns and shows an example; `svcc help COMMAND` is the same."""
    for name in re.findall(r"^  (\w+)  ", suite.run("--help").stdout.split("Options:")[0], re.M):
        page = suite.run(name, "--help").stdout
        same(page, suite.run("help", name).stdout, f"svcc help {name}")
        need(max(map(len, page.splitlines())) <= 80, page)
        need(f"Usage: svcc {name}" in page and (name == "lsp" or f"For example:\n  " in page), page)
        need(name in ("lsp", "completion") or "\nExit status: 0 " in page, f"{name} --help is silent about its exit status")


def wrong_words(suite):
    """A word that fits nowhere: exit status 2, and one line with the fitting words."""
    for words, said in (("chekc", "svcc: there is no command `chekc`; did you mean `check`?"),
                        ("check --fromat json", "svcc check: there is no option `--fromat`; did you mean `--format`?"),
                        ("check --format=yaml", "svcc check: --format: `yaml` is not `text`, `short`, `json`, `sarif`, `github`, `gitlab` or `junit`; `svcc check --help` says more"),
                        ("check --format jsn", "svcc check: --format: `jsn` is not known; did you mean `json`?"),
                        ("check --max-warnings -1", "svcc check: --max-warnings: `-1` is not a whole number such as 0 or 20; `svcc check --help` says more"),
                        ("init", "svcc init: starter is missing (web, worker or full); `svcc init --help` says more"),
                        ("check --env", "svcc check: --env needs a NAME; `svcc check --help` says more"),
                        ("validate", "svcc: there is no command `validate`; `svcc check` does that"),
                        ("deploy", "svcc: there is no command `deploy`; `svcc build -o out` writes the commands that do it to out/deploy"),
                        ("shop.svc", "svcc: a command comes first, such as `svcc check shop.svc` or `svcc build shop.svc`"),
                        ("init web a b", "svcc init: `b` is one word too many; `svcc init --help` says what there is"),
                        ("help nowhere", "svcc: there is no command `nowhere`; `svcc --help` lists them"),
                        ("--colour", "svcc: there is no option `--colour`; `svcc --help` says what there is")):
        done = suite.run(*words.split())
        need(done.returncode == 2 and done.stderr == said + "\n" and not done.stdout, f"{words}: {done.returncode} {done.stderr}{done.stdout}")


def main():
    suite = Suite("completion", __doc__).start()
    bin_ = suite.work / "bin"
    bin_.mkdir()
    (bin_ / "svcc").symlink_to(suite.svcc)
    suite.env = {"PATH": f"{bin_}:{os.environ['PATH']}", "HOME": str(suite.work), "TERM": "xterm"}
    for complete in (bash, fish, zsh):
        suite.check(complete.__name__, completes, suite, complete)
    suite.check("scripts", scripts_parse, suite)
    for check in (first_help, every_help, wrong_words):
        suite.check(check.__name__.replace("_", " "), check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
