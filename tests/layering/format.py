#!/usr/bin/env python3
"""`make fmt` would change nothing: clang-format 14 has formatted the C++, `svcc fmt` the .svc files."""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Skip, Suite, need  # noqa: E402


def clang_format():
    """The formatter that decides; other versions break lines elsewhere."""
    for name in ("clang-format-14", "clang-format"):
        try:
            version = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        if re.search(r"version 14\.", version):
            return name
        raise Beyond(f"{name} is not version 14: {version.strip()}")
    raise Skip("clang-format is not installed (scripts/install-dependencies lint)")


def check_cpp():
    files = sorted(str(p) for folder in ("compiler", "tests/unit") for p in (ROOT / folder).rglob("*") if p.suffix in (".h", ".cpp"))
    run = subprocess.run([clang_format(), "--dry-run", "-Werror", *files], cwd=ROOT, capture_output=True, text=True)
    first = "\n".join(line for line in run.stderr.splitlines() if "error:" in line)
    need(run.returncode == 0, f"run `make fmt`:\n{first[:4000]}")


def check_svc(svcc):
    files = sorted(str(p) for folder in ("stdlib", "examples") for p in (ROOT / folder).rglob("*.svc"))
    run = subprocess.run([svcc, "fmt", "--check", *files], cwd=ROOT, capture_output=True, text=True)
    need(run.returncode == 0, f"run `make fmt`:\n{run.stdout[:4000]}{run.stderr[:2000]}")


def main():
    suite = Suite("format", __doc__)
    suite.start()
    suite.check("cpp", check_cpp)
    suite.check("svc", check_svc, suite.svcc)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
