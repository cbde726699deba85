#!/usr/bin/env python3
"""Every relative link of the documentation leads to a file, and to a heading of it."""
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.M | re.S)


def anchor(heading):
    """The name that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", heading).strip().lower()).replace(" ", "-")


def anchors(page):
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), re.M)}


def links(page):
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text()))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        to = (page.parent / path) if path else page
        need(to.exists(), f"{target} leads nowhere")
        need(not fragment or to.suffix != ".md" or fragment in anchors(to), f"{target}: there is no such heading")


def main():
    suite = Suite("docs.links", __doc__).start()
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    pages = [ROOT / name for name in listed if name and not name.startswith(("tests/", "stdlib/starters/"))]
    for page in pages:
        suite.check(str(page.relative_to(ROOT)), links, page)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
