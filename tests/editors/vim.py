#!/usr/bin/env python3
"""Vim, headless: the generated syntax file classifies every token as the compiler does, and the indent file indents every formatted program as `svcc fmt` does. In a
terminal: ALE, a client of the language server in Vim script, shows mistakes, leads to definitions, completes, renames across files."""
import json
import os
import pathlib
import pty
import shutil
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need, run, same  # noqa: E402
from outside import program  # noqa: E402
from steps import check_steps, steps_in  # noqa: E402
from tokens import flattened, token_files  # noqa: E402

HERE = pathlib.Path(__file__).parent
ALE = pathlib.Path("/usr/share/vim-ale")  # where Debian's package is


def editor():
    """Vim with syntax and eval (Debian's vim-tiny has neither), else Neovim, which reads the same files."""
    vim = shutil.which("vim")
    if vim and "+syntax" in run([vim, "--version"]).stdout:
        return [vim, "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-X"]
    neovim = shutil.which("nvim")
    if neovim:
        return [neovim, "-u", "NONE", "-i", "NONE", "-n", "--headless"]
    raise Skip("no vim with syntax files and no nvim (Debian: vim, neovim)")


def script(suite, name, lines):
    path = suite.work / name
    path.write_text("\n".join(["set nocompatible encoding=utf-8 nomore", f"set runtimepath^={ROOT}/editors/vim", "filetype plugin indent on", "syntax on", "set synmaxcol=0", *lines, ""]))
    return path


def syntax(suite):
    command = editor()
    report = suite.work / "syntax.txt"
    report.unlink(missing_ok=True)
    jobs = [[str(path), str(tokens)] for path, tokens in token_files(suite)]
    start = script(suite, "syntax.vim", [f"let g:jobs = json_decode({json.dumps(json.dumps(jobs))!s})", f"let g:report = '{report}'", f"source {HERE}/syntax.vim"])
    run([*command, "-S", start], timeout=500)
    need(report.exists(), "Vim wrote no report")
    *wrong, count = report.read_text().splitlines()
    need(not wrong and count.startswith("compared"), f"{len(wrong)} tokens differ:\n" + "\n".join([*wrong[:60], count]))
    need(int(count.split()[1]) > 10000, f"only {count}")


def indented(suite):
    """Every formatted program, its indentation taken away and given back with `gg=G`."""
    command = editor()
    files = flattened(suite.work / "vim")
    lines = [f"edit {file} | silent normal! gg=G\nwrite! | bwipeout!" for _, file in files]
    run([*command, "-S", script(suite, "indent.vim", [*lines, "qall!"])], timeout=120)
    for path, file in files:
        same(path.read_text(), file.read_text(), path.name)


def in_terminal(command, seconds):
    """Runs a command behind a pseudo-terminal; its screen is ignored."""
    parent, child = pty.openpty()
    process = subprocess.Popen(list(map(str, command)), stdin=child, stdout=child, stderr=child, env={**os.environ, "TERM": "xterm"}, start_new_session=True)
    os.close(child)
    late = threading.Timer(seconds, process.kill)
    late.start()
    try:
        while os.read(parent, 65536):
            pass
    except OSError:
        pass  # the terminal's other side is closed
    process.wait()
    late.cancel()
    os.close(parent)


def ale(suite):
    """Vim itself, in Insert mode, with ALE. Gives the lines of ale.vim."""
    vim = program("vim", "Debian: vim")
    if not ALE.is_dir():
        raise Skip("no ALE (Debian: vim-ale)")
    workspace, report = suite.work / "workspace", suite.work / "ale.txt"
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(HERE / "workspace", workspace)
    report.unlink(missing_ok=True)
    start = script(suite, "ale.vim", ["set hidden", f"set runtimepath+={ALE}", f"let g:ale_svc_svcc_executable = '{suite.svcc}'", "let g:ale_lint_delay = 0",
                                      f"let g:workspace = '{workspace.resolve()}'", f"let g:report = '{report}'", "runtime plugin/ale.vim", f"source {HERE}/ale.vim"])
    in_terminal([vim, "-N", "-u", "NONE", "-i", "NONE", "-n", "-X", "-S", start], 150)
    need(report.exists(), "Vim wrote no report")
    lines, wanted = steps_in(report.read_text()), (HERE / "ale.vim").read_text().count("['ALE ")
    need(len(lines) == wanted, f"{len(lines)} of {wanted} steps")
    return lines


def main():
    suite = Suite("vim", __doc__.splitlines()[0]).start()
    suite.check("syntax", syntax, suite)
    suite.check("indent", indented, suite)
    check_steps(suite, "ALE runs", lambda: ale(suite))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
