#!/usr/bin/env python3
"""Emacs, in batch: svc-mode compiles without a warning, colours every token by the compiler's classification, indents every formatted program as `svcc fmt`
does, formats a buffer, and tells Eglot how to start the server."""
import glob
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need, run, same  # noqa: E402
from outside import program  # noqa: E402
from steps import check_steps, steps_in  # noqa: E402
from tokens import flattened, token_files  # noqa: E402

HERE = pathlib.Path(__file__).parent
ELPA = "/usr/share/emacs/site-lisp/elpa/*"  # where Debian's packages for Emacs are, elpa-eglot among them
MODE = ROOT / "editors/emacs"


def emacs(*words, timeout=120, **env):
    command = [program("emacs", "Debian: emacs-nox"), "-Q", "--batch", "-L", MODE, *words]
    return run(command, env={**env, "HOME": os.devnull}, timeout=timeout)


def compiles(suite):
    folder = suite.work / "compiled"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(MODE, folder)
    done = run([program("emacs", "Debian: emacs-nox"), "-Q", "--batch", "-L", folder, "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile",
                folder / "svc-words.el", folder / "svc-mode.el"])
    need(done.returncode == 0, done.stderr)


def colours(suite):
    jobs = suite.work / "emacs.jobs"
    jobs.write_text("".join(f"{path}\t{tokens}\n" for path, tokens in token_files(suite)))
    done = emacs("-l", HERE / "svc-mode-test.el", "-f", "svc-test-colours", jobs)
    need(done.returncode == 0, done.stderr[-3000:])
    *wrong, count = done.stdout.splitlines()
    need(not wrong, f"{len(wrong)} tokens differ:\n" + "\n".join(wrong[:60]))
    need(int(count.split()[1]) > 5000, f"only {count}")


def indented(suite):
    files = flattened(suite.work / "emacs")
    done = emacs("-l", HERE / "svc-mode-test.el", "-f", "svc-test-indent", *[file for _, file in files])
    need(done.returncode == 0, done.stderr[-3000:])
    for path, file in files:
        same(path.read_text(), file.read_text(), path.name)


def formatted(suite):
    ugly = suite.work / "ugly.svc"
    ugly.write_text("app   shop{}\nqueue q{retention=4d}\n")
    done = emacs("-l", "svc-mode", "--eval", f'(setq svc-command "{suite.svcc}")', ugly, "-f", "svc-format-buffer", "-f", "save-buffer")
    need(done.returncode == 0, done.stderr)
    same("app shop {}\nqueue q { retention = 4d }\n", ugly.read_text(), "ugly.svc")


def with_eglot():
    """The options that let Emacs find Eglot; skips if it is not installed."""
    folders = [word for folder in sorted(glob.glob(ELPA)) for word in ("-L", folder)]
    if emacs(*folders, "--eval", "(require 'eglot)").returncode != 0:
        raise Skip("no Eglot (Emacs 29, or Debian: elpa-eglot)")
    return folders


def eglot(suite):
    done = emacs("-l", HERE / "svc-mode-test.el", "--eval", "(setq svc-command \"/bin/svcc\")", *with_eglot(), "-f", "svc-test-eglot")
    same('("/bin/svcc" "lsp")', done.stdout, "the command of Eglot")


def client(suite):
    """Eglot, where it is, speaks with the server. Gives the lines of eglot-test.el."""
    folders = with_eglot()
    workspace = suite.work / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(HERE / "workspace", workspace)
    done = emacs(*folders, "-l", HERE / "eglot-test.el", "-f", "svc-eglot-test", suite.svcc, workspace.resolve(), timeout=150)
    lines = steps_in(done.stdout)
    wanted = (HERE / "eglot-test.el").read_text().count("(svc-eglot-step \"")
    need(len(lines) == wanted, f"{len(lines)} of {wanted} steps:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return lines



def main():
    suite = Suite("emacs", __doc__).start()
    for name, check in (("byte-compiles", compiles), ("colours", colours), ("indent", indented), ("format", formatted), ("eglot", eglot)):
        suite.check(name, check, suite)
    check_steps(suite, "Eglot runs", lambda: client(suite))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
