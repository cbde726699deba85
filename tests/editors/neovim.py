#!/usr/bin/env python3
"""Neovim, headless, with its own LSP client and editors/neovim: opens a project of two files, types, reads diagnostics, completes, hovers, follows definitions into
another file and the prelude, renames across files, formats, applies a fix. Each step of neovim.lua is a check."""
import os
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run  # noqa: E402
from outside import program  # noqa: E402
from steps import check_steps  # noqa: E402

HERE = pathlib.Path(__file__).parent


def drive(suite, report):
    """Runs neovim.lua and gives its lines."""
    nvim = program("nvim", "Debian: neovim")
    workspace = suite.work / "workspace"
    shutil.rmtree(workspace, ignore_errors=True)
    shutil.copytree(HERE / "workspace", workspace)
    home = suite.work / "home"
    home.mkdir(exist_ok=True)
    env = {"SVC_REPOSITORY": str(ROOT), "SVCC": str(suite.svcc), "SVC_WORKSPACE": str(workspace.resolve()), "SVC_REPORT": str(report), "HOME": str(home),
           "XDG_STATE_HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home), "NVIM_LOG_FILE": os.devnull}
    report.unlink(missing_ok=True)
    done = run([nvim, "--clean", "--headless", "-c", f"luafile {HERE}/neovim.lua", "-c", "cquit"], cwd=workspace, env=env, timeout=180)
    need(report.exists(), f"Neovim wrote no report:\n{done.stdout}{done.stderr}")
    lines, wanted = report.read_text().splitlines(), (HERE / "neovim.lua").read_text().count('\nstep("')
    need(len(lines) == wanted, f"{len(lines)} of {wanted} steps:\n" + "\n".join(lines))
    return lines



def main():
    suite = Suite("neovim", __doc__).start()
    check_steps(suite, "runs", lambda: drive(suite, suite.work / "report.txt"))
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
