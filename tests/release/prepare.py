#!/usr/bin/env python3
"""scripts/prepare-release, on copies of the files that it writes: the version, the CHANGELOG, and what release.yml asks of a tag."""
import pathlib
import runpy
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run, version  # noqa: E402

SCRIPT = "scripts/prepare-release"
PLACES = runpy.run_path(str(ROOT / SCRIPT))["PLACES"]
CHANGELOG = """# Changelog

## [Unreleased]

### Added

- New one.

### Fixed

- Mended one,
  in two lines.

## [{0}] - 2000-01-01

The first one.

### Changed

- Old change.

### Added

- Old one.
"""


class Copy:
    """The files of a release, and a CHANGELOG with entries that are not released."""

    def __init__(self, suite, name):
        self.folder = suite.work / name
        shutil.rmtree(self.folder, ignore_errors=True)
        for file in (SCRIPT, *PLACES):
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.folder / file)
        (self.folder / "CHANGELOG.md").write_text(CHANGELOG.format(version()))
        self.record(version())
        run(["git", "init", "-q"], cwd=self.folder)

    def record(self, release):
        (self.folder / "tests/release").mkdir(parents=True, exist_ok=True)
        (self.folder / "tests/release/outputs.txt").write_text(f"{release}\n")

    def run(self, *words):
        return run([self.folder / SCRIPT, *words], cwd=self.folder)

    def changelog(self):
        return (self.folder / "CHANGELOG.md").read_text()


def never_released(suite):
    """The same version again: its section takes the entries, once."""
    copy = Copy(suite, "same")
    done = copy.run("--check", f"v{version()}")
    need(done.returncode == 1 and "entries under [Unreleased]" in done.stderr, done.stderr)
    done = copy.run(version())
    need(done.returncode == 0, done.stderr)
    text = copy.changelog()
    need(text.startswith(f"# Changelog\n\n## [Unreleased]\n\n## [{version()}] - 2") and "2000-01-01" not in text, text)
    need(text.split("\n\n", 3)[3] == "The first one.\n\n### Added\n\n- New one.\n- Old one.\n\n### Changed\n\n- Old change.\n\n### Fixed\n\n- Mended one,\n  in two lines.\n", text)
    need(copy.run("--check", f"v{version()}").returncode == 0, "the version is not ready")
    copy.run(version())
    need(copy.changelog() == text, f"a second run changes the CHANGELOG:\n{copy.changelog()}")


def next_version(suite):
    """Another version: every place has it, the old section stays, and the tag needs the record of its outputs."""
    copy = Copy(suite, "next")
    need(copy.run("7.8.9").returncode == 0, "refused")
    text = copy.changelog()
    need(f"\n\n## [{version()}] - 2000-01-01\n\nThe first one.\n\n### Changed" in text and text.index("## [7.8.9] - 2") < text.index("New one") < text.index("2000-01-01"), text)
    left = [name for name in PLACES if name != "editors/vscode/package-lock.json" and version() in (copy.folder / name).read_text()]
    need(not left, f"{left} still have {version()}")
    done = copy.run("--check", "v7.8.9")
    need(done.returncode == 1 and done.stderr.count("\n  ") == 1 and "outputs.txt" in done.stderr, done.stderr)
    copy.record("7.8.9")
    need(copy.run("--check", "v7.8.9").returncode == 0, "the version is not ready")
    done = copy.run("--check", f"v{version()}")
    need(done.returncode == 1 and all(f"{name} says 7.8.9" in done.stderr for name in PLACES), done.stderr)


def refused(suite):
    """A version with a tag, and words that are no version."""
    copy = Copy(suite, "refused")
    run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "--allow-empty", "-m", "one"], cwd=copy.folder)
    run(["git", "tag", f"v{version()}"], cwd=copy.folder)
    before = copy.changelog()
    done = copy.run(version())
    need(done.returncode == 1 and "is released" in done.stderr and copy.changelog() == before, done.stderr)
    for words in ((), ("0.3",), ("--check",), ("--check", "v1.0.0-rc1"), ("1.0.0", "1.0.1")):
        done = copy.run(*words)
        need(done.returncode == 1 and "prepare-release 0.3.0" in done.stderr and copy.changelog() == before, f"{words}: {done.stdout}{done.stderr}")


def main():
    suite = Suite("release.prepare", __doc__).start()
    for check in (never_released, next_version, refused):
        suite.check(check.__name__, check, suite)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
