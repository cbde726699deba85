#!/usr/bin/env python3
"""Vim, headless: the generated syntax file says of every token what the compiler says, and the indent file indents every formatted program as `svcc fmt` does."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need, run, same  # noqa: E402
from tokens import with_tokens  # noqa: E402

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


def broad(path):
    """Not the hundreds of small programs of the checks, whose tokens are like any others: Vim takes its time. Nor a line of thousands of columns, which Vim
    looks at from its beginning for each of them."""
    if max(map(len, path.read_text().splitlines()), default=0) > 1000:
        return False
    return "diagnostics" not in path.parts or path.parent.name.startswith(("SVC0", "SVC1")) and path.name == "main.svc"


def syntax(suite):
    command = editor()
    report = suite.work / "syntax.txt"
    report.unlink(missing_ok=True)
    jobs = []
    for number, (path, _, tokens) in enumerate(with_tokens(suite, broad)):
        file = suite.work / f"{number}.tokens"
        file.write_text(tokens)
        jobs.append([str(path), str(file)])
    start = script(suite, "syntax.vim", [f"let g:jobs = json_decode({json.dumps(json.dumps(jobs))!s})", f"let g:report = '{report}'", f"source {HERE}/syntax.vim"])
    run([*command, "-S", start], timeout=240)
    need(report.exists(), "Vim wrote no report")
    *wrong, count = report.read_text().splitlines()
    need(not wrong and count.startswith("compared"), f"{len(wrong)} tokens differ:\n" + "\n".join([*wrong[:60], count]))
    need(int(count.split()[1]) > 10000, f"only {count}")


def indented(suite):
    """Every formatted program, its indentation taken away and given back with `gg=G`."""
    command = editor()
    flat, files = suite.work / "flat", []
    shutil.rmtree(flat, ignore_errors=True)
    flat.mkdir()
    for path in sorted((ROOT / "stdlib").rglob("*.svc")) + sorted((ROOT / "examples").rglob("*.svc")):
        text = path.read_text()
        if '"""' in text or "/*" in text:
            continue  # their inside is the user's
        file = flat / f"{path.parent.name}-{path.name}"
        file.write_text("".join(line.lstrip(" ") for line in text.splitlines(True)))
        files.append((path, file))
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
