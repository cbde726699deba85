#!/usr/bin/env python3
"""`svcc check --fix` and `--write-baseline`: what they change, what they leave alone, and what they say."""
import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run, same  # noqa: E402

# A typo, a number as text, a separator of another language: each has one answer. The range has several.
WRONG = """app shop {}

queue orders { retentoin = 4d; visibility = "60s" }

network main { cidr = 10.0.0.5/16 }
"""
RIGHT = """app shop {}

queue orders { retention = 4d, visibility = 60s }

network main { cidr = 10.0.0.0/16 }
"""
WARNS = (ROOT / "tests/diagnostics/SVC4407/main.svc").read_text()  # nothing scales the service


def folder_of(suite, name, **files):
    folder = suite.work / name
    folder.mkdir()
    for path, text in files.items():
        target = folder / path.replace("__", "/").replace("_svc", ".svc").replace("_yaml", ".yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return folder


def certain(suite, folder, *paths):
    """The certain fixes that `check` still offers, and all codes."""
    report = json.loads(suite.run("check", "--format", "json", *paths, cwd=folder).stdout)["diagnostics"]
    return [d for d in report if d.get("fix", {}).get("certain")], sorted(d["code"] for d in report if d["severity"] == "error")


def fixes(suite):
    folder = folder_of(suite, "fixes", a_svc=WRONG)
    dry = suite.run("check", "--fix", "--dry-run", "a.svc", cwd=folder)
    need(dry.returncode == 1 and "would fix 4 mistakes in 1 file" in dry.stderr, f"{dry.returncode} {dry.stderr}")
    need("+queue orders { retention = 4d, visibility = 60s }" in dry.stdout and "--- a/a.svc" in dry.stdout, dry.stdout)
    same(WRONG, (folder / "a.svc").read_text(), "a dry run changes nothing")
    done = suite.run("check", "--fix", "a.svc", cwd=folder)
    need(done.returncode == 0 and "svcc: fixed 4 mistakes in 1 file" in done.stderr, f"{done.returncode} {done.stderr}")
    same(RIGHT, (folder / "a.svc").read_text(), "the file")
    again = suite.run("check", "--fix", "a.svc", cwd=folder)
    need(again.returncode == 0 and "fixed" not in again.stderr, again.stderr)
    same(RIGHT, (folder / "a.svc").read_text(), "the file after another run")


def form(suite):
    """A formatted file stays formatted; of another, only the mistakes change: blanks, comments and line ends stay."""
    loose = "app   shop { }\r\n\r\n\r\nqueue orders {retentoin   =   4d}   // kept\r\n"
    folder = folder_of(suite, "form", a_svc=loose, b_svc="app b {}\n\nqueue q {\n  retentoin = 4d  // days\n  delay     = 5s\n}\n")
    done = suite.run("check", "--fix", "a.svc", "b.svc", cwd=folder)
    need(done.returncode == 0 and "fixed 2 mistakes in 2 files" in done.stderr, done.stderr)
    same(loose.replace("retentoin", "retention"), (folder / "a.svc").read_bytes().decode(), "a.svc")
    need(suite.run("fmt", "--check", "b.svc", cwd=folder).returncode == 0, (folder / "b.svc").read_text())


def library_import(suite):
    """The import of a library component comes behind the other imports, else behind a byte-order mark; once, however many use it."""
    rest = 'app shop {}\n\nnetwork main {}\n\ncluster web in main {}\n\nbalancer edge in main { plain_http = true }\n'
    uses = "".join(f'\nweb_service {name} in web {{ edge = edge, image = "nginx:1.27", path = "/{name}/*" }}\n' for name in ("a", "b"))
    folder = folder_of(suite, "library", mark_svc="\ufeff" + rest + uses, behind_svc='// The shop.\nimport "std/worker"\n\n' + rest + uses)
    for name, head in (("mark", '\ufeffimport "std/web"\napp shop {}\n'), ("behind", '// The shop.\nimport "std/worker"\nimport "std/web"\n\napp shop {}\n')):
        suite.run("check", "--fix", f"{name}.svc", cwd=folder)
        text = (folder / f"{name}.svc").read_bytes().decode()
        need(text.startswith(head) and text.count("import \"std/web\"") == 1, text)
        fixable, codes = certain(suite, folder, f"{name}.svc")
        need("SVC0007" not in codes and "SVC1006" not in codes and not fixable, f"{codes} {fixable}")


def left_alone(suite):
    """Mistakes with several fixes, mistakes of one environment, the standard library, standard input."""
    clash = (ROOT / "tests/diagnostics/SVC4902/main.svc").read_text()
    folder = folder_of(suite, "left", a_svc=clash)
    done = suite.run("check", "--fix", "a.svc", cwd=folder)
    need(done.returncode == 1 and "SVC4902" in done.stderr and "fixed" not in done.stderr, done.stderr)
    same(clash, (folder / "a.svc").read_text(), "the file")
    done = run([suite.svcc, "check", "--fix", "-"], cwd=folder, stdin=WRONG)
    need(done.returncode == 2 and "--fix changes files, not standard input" in done.stderr, done.stderr)
    for words in (("--fix", "--env", "prod"), ("--fix", "--diff", "main"), ("--dry-run",)):
        done = suite.run("check", *words, "a.svc", cwd=folder)
        need(done.returncode == 2 and words[0] in done.stderr, f"{words}: {done.returncode} {done.stderr}")


def several_files(suite):
    """A file that two programs import is mended once, through its link, and keeps its mode; a protected file stops all."""
    part = "queue shared { retentoin = 4d }\n"
    folder = folder_of(suite, "several", one_svc='app one {}\nimport "lib/part.svc"\n', two_svc='app two {}\nimport "lib/part.svc"\n', real__part_svc=part)
    (folder / "lib").mkdir()
    (folder / "lib/part.svc").symlink_to("../real/part.svc")
    (folder / "real/part.svc").chmod(0o640)
    done = suite.run("check", "--fix", "one.svc", "two.svc", cwd=folder)
    need(done.returncode == 0 and "fixed 1 mistake in 1 file" in done.stderr, f"{done.returncode} {done.stderr}")
    same("queue shared { retention = 4d }\n", (folder / "real/part.svc").read_text(), "the file behind the link")
    need((folder / "lib/part.svc").is_symlink() and (folder / "real/part.svc").stat().st_mode & 0o777 == 0o640, "link or mode was lost")
    (folder / "real/part.svc").write_text(part)
    (folder / "real/part.svc").chmod(0o440)
    done = suite.run("check", "--fix", "one.svc", cwd=folder)
    need(done.returncode == 2 and "write-protected" in done.stderr, f"{done.returncode} {done.stderr}")
    same(part, (folder / "real/part.svc").read_text(), "the protected file")


def components(suite):
    """A mistake in the body of a component that is used twice, in a loop and in an overlay, is mended once."""
    text = """app shop {}

environment test {
  queue plain { retention = "2d" }
}
environment prod {}

queue plain {}

component jobs {
  queue inner { retentoin = 4d }
}
jobs a {}
jobs b {}
for n in ["x", "y"] {
  queue "q_${n}" { delay = "5s" }
}
"""
    folder = folder_of(suite, "components", a_svc=text)
    done = suite.run("check", "--fix", "a.svc", cwd=folder)
    after = (folder / "a.svc").read_text()
    need("retention = 2d" in after and "inner { retention = 4d }" in after and "delay = 5s" in after, f"{done.stderr}\n{after}")
    need(done.returncode == 0 and "fixed 3 mistakes in 1 file" in done.stderr, done.stderr)


def cases(suite):
    """Over all cases of diagnostics: nothing certain is left, a second run finds nothing to do, and no fix brings a new error."""
    changed = 0
    for case in sorted((ROOT / "tests/diagnostics").iterdir()):
        if not (case / "main.svc").exists():
            continue
        before, codes = certain(suite, case, "main.svc")
        if not before:
            continue
        folder = suite.work / "cases" / case.name
        shutil.copytree(case, folder)
        suite.run("check", "--fix", "main.svc", cwd=folder)
        left, then = certain(suite, folder, "main.svc")
        need(not left, f"{case.name}: left {[(d['code'], d['fix']['title']) for d in left]}")
        fresh = [code for code in then if code not in codes]
        if fresh and all(d["severity"] == "error" and int(d["code"][3:]) < 4000 for d in before):
            fresh = [code for code in fresh if int(code[3:]) < 4000]  # what was unreadable is checked now
        need(not fresh, f"{case.name}: brought {fresh}")
        texts = {p: p.read_bytes() for p in folder.rglob("*.svc")}
        suite.run("check", "--fix", "main.svc", cwd=folder)
        need(all(p.read_bytes() == text for p, text in texts.items()), f"{case.name}: a second run changed it again")
        changed += 1
    need(changed > 40, f"only {changed} cases have a certain fix")


def baseline(suite):
    """It is written once, holds warnings and notes, hides them in check and build, and only shrinks."""
    folder = folder_of(suite, "baseline", svc_yaml="name: x\nmain: infra/a.svc\nbaseline: known.json\n", infra__a_svc=WARNS)
    done = suite.run("check", "--fail-on", "warning", cwd=folder)
    need(done.returncode == 1 and "SVC4407" in done.stderr, "a baseline that is not there yet holds nothing: " + done.stderr)
    done = suite.run("check", "--write-baseline", "known.json", "--fail-on", "note", cwd=folder)
    need(done.returncode == 0 and "SVC4407" not in done.stderr and "known.json: " in done.stderr, f"{done.returncode} {done.stderr}")
    known = json.loads((folder / "known.json").read_text())
    need({f["code"] for f in known["findings"]} >= {"SVC4407"} and all(f["path"] == "infra/a.svc" for f in known["findings"]), str(known))
    for place in (folder, folder / "infra"):
        done = suite.run("check", "--fail-on", "note", cwd=place)
        need(done.returncode == 0 and "SVC4407" not in done.stderr, f"{place.name}: {done.stderr}")
    # A new one is reported, an error always is, and neither goes into the file.
    more = WARNS + '\nlet spare = 1\n'
    (folder / "infra/a.svc").write_text("// moved down\n\n" + more)
    done = suite.run("check", "--write-baseline", "known.json", "--fail-on", "note", cwd=folder)
    need(done.returncode == 1 and "spare" in done.stderr and "SVC4407" not in done.stderr, f"{done.returncode} {done.stderr}")
    same(known["findings"], json.loads((folder / "known.json").read_text())["findings"], "the baseline")
    (folder / "infra/a.svc").write_text("app x {}\n")
    done = suite.run("check", "--write-baseline", "known.json", cwd=folder)
    need(f"known.json: 0 findings, {len(known['findings'])} fewer" in done.stderr, done.stderr)
    (folder / "infra/a.svc").write_text(WARNS)
    done = suite.run("check", "--write-baseline", "known.json", "--fail-on", "warning", cwd=folder)
    need(done.returncode == 1 and "SVC4407" in done.stderr, "it grew again: " + done.stderr)
    (folder / "known.json").write_text("[]")
    done = suite.run("check", cwd=folder)
    need(done.returncode == 2 and "known.json is not a baseline: write one with" in done.stderr, f"{done.returncode} {done.stderr}")


def main():
    suite = Suite("fix", __doc__).start()
    for check in (fixes, form, library_import, left_alone, several_files, components, cases, baseline):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
