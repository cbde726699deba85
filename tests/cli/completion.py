#!/usr/bin/env python3
"""Completion in the shells themselves: what bash, zsh and fish offer at a place of the command line; and the help that people see first."""
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
from harness import Skip, Suite, need, run  # noqa: E402

# The command line so far -> words that must be offered, and words that must not.
PLACES = {
    "svcc ": (["check", "build", "fmt", "explain", "completion"], ["complete", "a.svc"]),
    "svcc check --format ": (["text", "sarif", "github", "junit"], ["yaml", "a.svc"]),
    "svcc build --format ": (["yaml", "json"], ["sarif"]),
    "svcc check --ma": (["--max-warnings"], ["--format"]),
    "svcc build a.svc --env ": (["blue", "green"], ["a.svc"]),
    "svcc build a.svc --env gr": (["green"], ["blue"]),
    "svcc check ": (["a.svc", "lib/"], ["notes.txt"]),
    "svcc completion ": (["bash", "zsh", "fish"], ["a.svc"]),
    "svcc explain service.route.hea": (["service.route.health", "service.route.headers"], ["service.route.path"]),
}


def shell(name):
    found = shutil.which(name)
    if not found:
        raise Skip(f"no {name}")
    return found


def bash(suite, folder, line):
    words = line.split(" ")
    script = f"""source <(svcc completion bash)
COMP_WORDS=({' '.join(f"'{w}'" for w in words)}); COMP_CWORD={len(words) - 1}
_svcc; printf '%s\\n' "${{COMPREPLY[@]}}" """
    return run([shell("bash"), "--norc", "-c", script], cwd=folder, env=suite.env)


def fish(suite, folder, line):
    return run([shell("fish"), "--no-config", "-c", f"svcc completion fish | source; complete -C '{line}'"], cwd=folder, env=suite.env)


def zsh(suite, folder, line):
    """A real interactive zsh behind a pseudo-terminal; Control-D lists what it would offer."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 300, 0, 0))
    process = subprocess.Popen([shell("zsh"), "-f", "-i"], cwd=folder, env=suite.env, stdin=child, stdout=child, stderr=child, start_new_session=True)
    os.close(child)

    def read(seconds, done=lambda text: False):
        text, end = "", time.monotonic() + seconds
        while time.monotonic() < end and not done(text):
            if select.select([parent], [], [], 0.1)[0]:
                text += os.read(parent, 65536).decode(errors="replace")
        return text

    try:
        os.write(parent, b"PROMPT=; autoload -U compinit; compinit -u -D; source <(svcc completion zsh); LISTMAX=10000; print REA''DY\n")
        read(30, lambda text: "READY" in text and "\x1b[?2004h" in text[text.index("READY"):])  # the line editor is there again
        os.write(parent, line.encode() + b"\x04")
        text = read(20, lambda text: not missing(PLACES[line][0], offered(text))) + read(0.3)
    finally:
        process.kill()
        process.wait()
        os.close(parent)
    return subprocess.CompletedProcess([], 0, text.replace(line.rstrip(), ""), "")


def offered(output):
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", " ", output)
    return set(re.split(r"\s+", plain))


def missing(wanted, words):
    """What should have been offered and was not; a shell may show a folder without its slash."""
    return [w for w in wanted if w not in words and not (w.endswith("/") and w[:-1] in words)]


def completes(suite, complete):
    folder = suite.work / complete.__name__
    (folder / "lib").mkdir(parents=True)
    (folder / "a.svc").write_text("app a {}\n\nenvironment blue {}\n\nenvironment green {}\n")
    (folder / "notes.txt").write_text("")
    for line, (wanted, unwanted) in PLACES.items():
        done = complete(suite, folder, line)
        words = offered(done.stdout)
        absent = missing(wanted, words)
        extra = [w for w in unwanted if w in words]
        need(not absent and not extra, f"{line!r}: missing {absent}, unwanted {extra}\n{done.stdout[-1500:]}{done.stderr[-500:]}")


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
    need(re.search(r"Start with:\n  check .*\n  build .*\n  fmt ", text), text)
    need("complete " not in text and "svcc COMMAND --help" in text, text)
    need(suite.run().returncode == 2, "no command at all is a success")


def main():
    suite = Suite("completion", __doc__).start()
    bin_ = suite.work / "bin"
    bin_.mkdir()
    (bin_ / "svcc").symlink_to(suite.svcc)
    suite.env = {"PATH": f"{bin_}:{os.environ['PATH']}", "HOME": str(suite.work), "TERM": "xterm"}
    for complete in (bash, fish, zsh):
        suite.check(complete.__name__, completes, suite, complete)
    suite.check("scripts", scripts_parse, suite)
    suite.check("help", first_help, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
