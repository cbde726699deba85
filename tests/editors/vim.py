#!/usr/bin/env python3
"""Vim, headless: the generated syntax file says of every token what the compiler says, and the indent file indents every formatted program as `svcc fmt` does."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need, run, same  # noqa: E402
from tokens import flattened, token_files  # noqa: E402

HERE = pathlib.Path(__file__).parent


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
    run([*command, "-S", start], timeout=240)
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


def main():
    suite = Suite("vim", __doc__).start()
    suite.check("syntax", syntax, suite)
    suite.check("indent", indented, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
