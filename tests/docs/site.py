#!/usr/bin/env python3
"""The site of `make docs`: every link leads somewhere; in Chromium, the search finds, programs are coloured, and they open in the playground. Screenshots are in the work folder."""
import json
import pathlib
import re
import shutil
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Failed, Suite, need, run  # noqa: E402
from outside import node_modules, program  # noqa: E402

SITE = ROOT / "build/site"
ANCHOR = re.compile(r'\bid="([^"]+)"')
TARGET = re.compile(r'\b(?:href|src)="([^"]+)"')


def there():
    if not (SITE / "index.html").exists():
        raise Beyond("build/site is not built: make docs")


def anchors(page, known={}):  # noqa: B006 (a page is read once)
    if page not in known:
        known[page] = set(ANCHOR.findall(page.read_text()))
    return known[page]


def leads(page, target):
    """The file of a link of the site; its heading is there, too."""
    path, _, fragment = target.partition("#")
    to = page if not path else SITE / path.lstrip("/") if path.startswith("/") else page.parent / path
    to = to / "index.html" if to.is_dir() else to if to.suffix else to.with_name(to.name + ".html")
    if "/playground/" in target and not (ROOT / "build/playground").exists():
        return True
    return to.exists() and (not fragment or to.suffix != ".html" or "/playground/" in target or urllib.parse.unquote(fragment) in anchors(to))


def links():
    broken = []
    for page in sorted(SITE.rglob("*.html")):
        if SITE / "playground" in page.parents:
            continue
        targets = {target for target in TARGET.findall(page.read_text()) if not re.match(r"[a-z]+:|//", target)}
        broken += [f"{page.relative_to(SITE)}: {target}" for target in sorted(targets) if not leads(page, target.replace("&amp;", "&"))]
    need(not broken, "\n".join(broken[:40]))


def main():
    suite = Suite("docs.site", __doc__).start()
    results = []

    def browse():
        chromium = program("chromium", "Debian: chromium")
        here = ROOT / "tests/playground"
        node, modules = node_modules(suite.work / "modules", here)
        for name, source in (("site.mjs", ROOT / "tests/docs"), ("served.mjs", here)):
            shutil.copyfile(source / name, modules / name)
        done = run([node, modules / "site.mjs", SITE, suite.work], env={"CHROMIUM": chromium}, timeout=400)
        results.extend(json.loads(line) for line in done.stdout.split("\n") if line)
        need(done.returncode == 0 and results, done.stderr[-3000:])

    def judged(result):
        if "problem" in result:
            raise Failed(result["problem"])

    if suite.check("built", there) and suite.passed:
        suite.check("links", links)
        suite.check("browser", browse)
        for result in results:
            suite.check(result["name"], judged, result)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
