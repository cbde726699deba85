#!/usr/bin/env python3
"""`svcc check`: its formats, its reasons to fail, and --diff against a git revision or a saved report."""
import fcntl
import json
import os
import pathlib
import pty
import re
import shutil
import struct
import subprocess
import sys
import termios
import time
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run, same  # noqa: E402

# An error with a related line and a help, and one without.
WRONG = "app shop {}\n\nnetwork main { cidr = 10.0.0.0/33 }\n\ncluster web in mian {}\n"
# A warning: nothing scales the service.
WARNS = (ROOT / "tests/diagnostics/SVC4407/main.svc").read_text()


def wrong(suite, name):
    folder = suite.work / name
    folder.mkdir()
    (folder / "a.svc").write_text(WRONG)
    (folder / "fine.svc").write_text("app fine {}\n")
    return folder


def import_without_ending(suite):
    """The file is not read: one mistake, at the import, whatever is wrong in that file."""
    folder = suite.work / "ending"
    (folder / "teams").mkdir(parents=True)
    (folder / "main.svc").write_text('import "teams/red"\n\napp shop {}\n')
    (folder / "teams/red.svc").write_text("".join(f"queue q{n} {{ retries == 1 }}\n" for n in range(9)))
    done = suite.run("check", "--format", "json", "main.svc", cwd=folder)
    found = json.loads(done.stdout)["diagnostics"]
    need(done.returncode == 1 and [d["code"] for d in found] == ["SVC0018"], done.stdout)
    same('did you mean "teams/red.svc"?', found[0]["help"], "the help")
    suite.run("check", "--fix", "main.svc", cwd=folder)
    need('import "teams/red.svc"' in (folder / "main.svc").read_text(), "the fix is not made")


def github(suite):
    folder = wrong(suite, "gh,ub: 100%")
    done = suite.run("check", "--format", "github", ".", cwd=folder)
    same("::error file=a.svc,line=3,endLine=3,col=23,endColumn=34,title=SVC0012::`10.0.0.0/33` is not an address range: its prefix is longer than /32%0Aan address range is written `10.0.0.0/16`, an address `10.0.0.9`\n"
         "::error file=a.svc,line=5,endLine=5,col=16,endColumn=20,title=SVC1001::unknown name `mian`%0Adid you mean `main`?\n", done.stdout, "annotations")
    need(done.returncode == 1 and not done.stderr, f"{done.returncode} {done.stderr}")
    done = suite.run("check", "--format", "github", folder / "a.svc", cwd="/")
    need(re.search(r"file=[^,:]*gh%2Cub%3A 100%25/a\.svc,line=3", done.stdout), done.stdout)


def printed(suite):
    """The text of a program cannot command a terminal or a CI service, in any format."""
    folder = suite.work / "printed"
    folder.mkdir()
    (folder / "a.svc").write_text('app x { region = "eu-west-1" }\nlet a = "x\\n::add-mask::y\\n::error title=pwn::text" + 1\n'
                                  'let b = "\\u{1b}]0;title\\u{7}\\u{1b}[2J" + 1\nlet c = "\\u{202e}abc" + 1\nlet d = "\uffff\ufffe" + 1\nqueue q {}\n')
    for form in ("text", "short", "json", "sarif", "github", "gitlab", "junit"):
        done = suite.run("check", "--format", form, "a.svc", cwd=folder)
        said = done.stdout + done.stderr
        need(done.returncode == 1 and "SVC2002" in said, f"{form}: {said}")
        bad = [c for c in said if (ord(c) < 32 and c != "\n") or ord(c) in (0x7F, 0xFFFE, 0xFFFF) or 0x202A <= ord(c) <= 0x202E]
        need(not bad, f"{form} prints {bad[:5]!r}")
        commands = [line for line in said.splitlines() if line.startswith("::")]
        need(len(commands) == (4 if form == "github" else 0), f"{form}: {commands}")
        if form == "short":
            need(len(said.splitlines()) == 4, said)
        if form == "junit":
            ET.fromstring(done.stdout)


def origins(suite):
    """The instance, the iteration and the overlay that lead to a mistake are named, each with its role."""
    for case, kind in (("SVC4003_instance", "instance"), ("SVC4003_iteration", "iteration"), ("SVC4304_overlay", "overlay")):
        path = ROOT / "tests/diagnostics" / case / "main.svc"
        found = json.loads(suite.run("check", "--format", "json", path).stdout)["diagnostics"][0]
        need(found["related"][0].get("kind") == kind, f"{case}: {found['related']}")
        need("fix" not in found, f"{case}: a fix is offered in a line that other instances read")
    path = ROOT / "tests/diagnostics/SVC4003_environment/main.svc"
    found = json.loads(suite.run("check", "--format", "json", path).stdout)["diagnostics"][0]
    need(found["environment"] == "dev" and "fix" not in found, str(found))


def junit(suite):
    folder = wrong(suite, "junit")
    done = suite.run("check", "--format", "junit", ".", cwd=folder)
    root = ET.fromstring(done.stdout)
    need((root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "3", "2"), done.stdout)
    suites = {s.get("name"): s for s in root}
    need(sorted(suites) == ["a.svc", "fine.svc"], str(suites))
    failure = suites["a.svc"][1].find("failure")
    need(failure.get("message") == "unknown name `mian`" and "help: did you mean `main`?" in failure.text and "\n" in failure.text, done.stdout)
    need(suites["fine.svc"][0].find("failure") is None, "the file without faults failed")
    (folder / "a.svc").write_text(WARNS)
    for level, failures in (("error", "0"), ("warning", "1")):
        root = ET.fromstring(suite.run("check", "--format", "junit", "--fail-on", level, "a.svc", cwd=folder).stdout)
        need(root.get("failures") == failures, f"{level}: {root.attrib}")
    (folder / "a.svc").write_bytes(b'app a {}\n\noutput a = "caf\xe9 \x01 ]]> <x>"\n')
    ET.fromstring(suite.run("check", "--format", "junit", "a.svc", cwd=folder).stdout)


def gitlab(suite):
    folder = wrong(suite, "gitlab")
    found = json.loads(suite.run("check", "--format", "gitlab", "./a.svc", cwd=folder).stdout)  # GitLab wants no `./`
    need([(f["check_name"], f["severity"], f["location"]) for f in found] == [
        ("SVC0012", "major", {"path": "a.svc", "lines": {"begin": 3, "end": 3}}), ("SVC1001", "major", {"path": "a.svc", "lines": {"begin": 5, "end": 5}})], str(found))
    need(all(f["description"] and f["fingerprint"] for f in found) and found[0]["fingerprint"] != found[1]["fingerprint"], str(found))


def sarif(suite):
    folder = wrong(suite, "sarif")
    done = suite.run("check", "--format", "sarif", ".", cwd=folder)
    log = json.loads(done.stdout)
    need(log["version"] == "2.1.0" and len(log["runs"]) == 1, "not one log")
    driver = log["runs"][0]["tool"]["driver"]
    need([r["id"] for r in driver["rules"]] == ["SVC0012", "SVC1001"] and all(r["help"]["markdown"] for r in driver["rules"]), str(driver)[:500])
    one, two = log["runs"][0]["results"]
    need(two["ruleIndex"] == 1 and two["level"] == "error" and two["message"]["text"] == "unknown name `mian`\ndid you mean `main`?", str(two))
    need(two["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 16, "endLine": 5, "endColumn": 20}, str(two))
    need(two["relatedLocations"][0]["message"]["text"] == "`main` is declared here", str(two))
    need(two["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a.svc", "uriBaseId": "SRCROOT"}, str(two))
    prints = [r["partialFingerprints"] for r in (one, two)]
    need(all(re.fullmatch(r"[0-9a-f]{16}:1", p["primaryLocationLineHash"]) for p in prints) and prints[0] != prints[1], str(prints))


def short(suite):
    """A line each, on standard output: for grep, reviewdog and Vim."""
    folder = wrong(suite, "short")
    done = suite.run("check", "--format", "short", ".", cwd=folder)
    same("a.svc:3:23: error: `10.0.0.0/33` is not an address range: its prefix is longer than /32 [SVC0012]\n"
         "a.svc:5:16: error: unknown name `mian` [SVC1001]\n", done.stdout, "lines")
    need(done.returncode == 1 and not done.stderr, done.stderr)
    for words, shown in (([], "a.svc"), (["."], "a.svc"), (["./."], "a.svc"), (["./a.svc"], "./a.svc"), ([folder], f"{folder}/a.svc")):  # what is found by itself has no `./`; what was named stays as it was
        done = suite.run("check", "--format", "short", *words, cwd=folder)
        need(done.stdout.startswith(f"{shown}:3:23: "), f"{words}: {done.stdout}")
        done = suite.run("check", "--format", "json", *words, cwd=folder)
        need(json.loads(done.stdout)["diagnostics"][0]["file"] == str(shown), done.stdout[:400])


def paths(suite):
    """Reports name files from the root of the repository, wherever in it the check runs and however the command line names them."""
    root = wrong(suite, "paths")
    (root / "infra").mkdir()
    (root / "a.svc").rename(root / "infra/a.svc")
    git(root, "init", "-q")
    outside = {"GITHUB_WORKSPACE": "", "CI_PROJECT_DIR": ""}
    seen = set()
    for cwd, path in ((root, "infra"), (root, "./infra/a.svc"), (root / "infra", "."), (root / "infra", "a.svc"), (root / "infra", root / "infra/a.svc"), ("/", root / "infra/a.svc")):
        where = root if cwd == "/" else pathlib.Path()
        done = suite.run("check", "--format", "github", path, cwd=cwd, env=outside)
        need(done.stdout.startswith(f"::error file={where / 'infra/a.svc'},line=3,"), f"{cwd} {path}: {done.stdout}")
        found = json.loads(suite.run("check", "--format", "gitlab", path, cwd=cwd, env=outside).stdout)
        need(found[0]["location"]["path"] == str(where / "infra/a.svc"), f"{cwd} {path}: {found}")
        if cwd != "/":
            seen.add(found[0]["fingerprint"])
        log = json.loads(suite.run("check", "--format", "sarif", path, cwd=cwd, env=outside).stdout)
        uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        need(uri == ("infra/a.svc" if cwd != "/" else f"file://{root}/infra/a.svc"), f"{cwd} {path}: {uri}")
    need(len(seen) == 1, f"fingerprints {seen}")
    # A service that checked out without git says where.
    for name in outside:
        folder = suite.work / f"tarball_{name}"
        shutil.copytree(root / "infra", folder / "infra")
        done = suite.run("check", "--format", "github", ".", cwd=folder / "infra", env={**outside, name: str(folder)})
        need(done.stdout.startswith("::error file=infra/a.svc,"), done.stdout)


def shared_file(suite):
    """A mistake in a file that several programs import is reported once."""
    folder = suite.work / "shared"
    (folder / "lib").mkdir(parents=True)
    (folder / "lib/net.svc").write_text("network shared { cidr = 10.0.0.0/33 }\n")
    for name in "ab":
        (folder / f"{name}.svc").write_text(f'import "lib/net.svc"\n\napp {name} {{}}\n\ncluster x in shared {{}}\n')
    found = json.loads(suite.run("check", "--format", "json", cwd=folder).stdout)["diagnostics"]
    need([(d["code"], d["file"]) for d in found] == [("SVC0012", "lib/net.svc")], str(found))


def prints(suite, folder, text):
    (folder / "a.svc").write_text(text)
    found = json.loads(suite.run("check", "--format", "json", "a.svc", cwd=folder).stdout)["diagnostics"]
    return [d["fingerprint"] for d in found]


def fingerprints(suite):
    """They survive moved lines and other blanks, and tell similar findings apart."""
    folder = wrong(suite, "prints")
    before = prints(suite, folder, WRONG)
    need(len(set(before)) == 2, str(before))
    same(before, prints(suite, folder, "// new\n\n" + WRONG.replace("cluster web in mian {}", "\n   cluster  web   in mian {   }")), "fingerprints")
    twice = prints(suite, folder, "app shop {}\n\nnetwork a {\n  cidr = 10.0.0.0/33\n}\n\nnetwork b {\n  cidr = 10.0.0.0/33\n}\n")
    need(len(set(twice)) == 2 and [p.split(":")[1] for p in twice] == ["1", "2"], str(twice))
    both = prints(suite, folder, "app shop {}\n\nnetwork main {}\n\ncluster web in mian {} cluster other in mein {}\n")
    need(len(both) == 2 and both[0].split(":")[0] != both[1].split(":")[0], f"two on one line: {both}")


def fail_on(suite):
    folder = wrong(suite, "fail")
    (folder / "w.svc").write_text(WARNS)
    for words, status in ((["w.svc"], 0), (["w.svc", "--fail-on", "warning"], 1), (["w.svc", "--fail-on", "note"], 1), (["w.svc", "--max-warnings", "1"], 0),
                          (["w.svc", "--max-warnings", "0"], 1), (["a.svc", "--fail-on", "never"], 0), (["a.svc", "--max-warnings", "-1"], 2), (["a.svc"], 1)):
        done = suite.run("check", *words, cwd=folder)
        need(done.returncode == status, f"{words}: exit status {done.returncode}, not {status}\n{done.stderr}")
    done = suite.run("check", "w.svc", "--max-warnings", "0", "--fail-on", "never", cwd=folder)
    need(done.returncode == 1 and "1 warning more than --max-warnings allows" in done.stderr, done.stderr)


def git(folder, *words):
    done = run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main", *words], cwd=folder)
    need(done.returncode == 0, f"git {words}: {done.stderr}")
    return done.stdout.strip()


def diff_revision(suite):
    """Only findings of the change; with new and deleted files, imports and folders; from any folder."""
    folder = wrong(suite, "diff")
    (folder / "lib").mkdir()
    (folder / "lib/net.svc").write_text("network shared { cidr = 10.0.0.0/33 }\n")
    (folder / "b.svc").write_text('import "lib/net.svc"\n\napp b {}\n\ncluster x in shared {}\n')
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    need(suite.run("check", ".", cwd=folder).returncode == 1, "the faults are not there")
    done = suite.run("check", "--diff", "HEAD", ".", cwd=folder)
    need(done.returncode == 0 and not done.stderr, f"unchanged, and yet: {done.stderr}")
    (folder / "a.svc").write_text("// moved\n" + WRONG + "\nqueue q { retention = 60% }\n")
    (folder / "lib/net.svc").rename(folder / "net.svc")
    (folder / "lib").rmdir()
    (folder / "b.svc").write_text('import "net.svc"\n\napp b {}\n\ncluster x in shared {}\n')
    (folder / "new.svc").write_text("app new { nmae = 1 }\n")
    for cwd, paths in ((folder, ["."]), (folder.parent, [folder]), (folder, [folder / "a.svc", folder / "b.svc", folder / "new.svc"])):
        done = suite.run("check", "--format", "short", "--diff", "main", *paths, cwd=cwd)
        codes = re.findall(r"(\w+\.svc):\d+:\d+: .*\[(SVC\d+)\]", done.stdout)
        need(done.returncode == 1 and sorted(codes) == [("a.svc", "SVC2001"), ("new.svc", "SVC3001")], f"{cwd} {paths}: {done.stdout}{done.stderr}")


def short_of(suite, folder, *words, env=None):
    """What `svcc check --format short` says, as (file, code)."""
    done = suite.run("check", "--format", "short", *words, cwd=folder, env=env)
    need(done.returncode in (0, 1), done.stderr)
    return re.findall(r"^(?:[^:\n]*/)?([^/:\n]+\.svc):\d+:\d+: .*\[(SVC\d+)\]$", done.stdout, re.M)


def diff_renames(suite):
    """A finding moves with its file, and with the lines that move to another; one that is copied is new."""
    folder = wrong(suite, "renames")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    (folder / "base.json").write_text(suite.run("check", "--format", "json", "--fail-on", "never", cwd=folder).stdout)
    (folder / "sub").mkdir()
    (folder / "a.svc").rename(folder / "sub/renamed.svc")
    for base in ("HEAD", "base.json"):
        need(short_of(suite, folder, "--diff", base) == [], f"{base}: a renamed file has new findings")
        need(short_of(suite, folder / "sub", "--diff", base if base == "HEAD" else folder / base, "renamed.svc") == [], f"{base}: a renamed file has new findings, from its folder")
    (folder / "fine.svc").write_text(WRONG)
    (folder / "sub/renamed.svc").write_text("app shop {}\n")
    for base in ("HEAD", "base.json"):
        need(short_of(suite, folder, "--diff", base) == [], f"{base}: lines that moved to another file are new")
    (folder / "copy.svc").write_text(WRONG)
    for base in ("HEAD", "base.json"):
        found = short_of(suite, folder, "--diff", base)
        need(len(found) == 2, f"{base}: a copy has no new findings: {found}")


def diff_renames_in_project(suite):
    """A file that was renamed is judged by the settings of its project then, too: for its one target, at its levels."""
    folder = suite.work / "renames_in_project"
    (folder / "lib").mkdir(parents=True)
    raw = 'raw cloudformation "AWS::SNS::Topic" alerts {}\noutput topic = alerts.TopicArn\n'
    (folder / "svc.yaml").write_text("name: r\nmain: main.svc\ntargets: [cloudformation]\n")
    (folder / "main.svc").write_text(f'import "lib/q.svc"\napp r {{}}\nlet unused = 3\n{raw}output n = length(names)\n')
    (folder / "lib/q.svc").write_text('let names = ["a"]\nlet also = 4\n')
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    need(short_of(suite, folder, "svc.yaml".replace("svc.yaml", ".")) == [("main.svc", "SVC9001"), ("q.svc", "SVC9001")], "there is something to find")
    (folder / "main.svc").rename(folder / "shop.svc")
    (folder / "svc.yaml").write_text("name: r\nmain: shop.svc\ntargets: [cloudformation]\n")
    need(short_of(suite, folder, "--diff", "main") == [], "the main file was renamed")
    need(short_of(suite, folder, "--diff", "main", "shop.svc") == [], "the main file was renamed and is named")
    (folder / "lib/q.svc").rename(folder / "lib/r.svc")
    (folder / "shop.svc").write_text((folder / "shop.svc").read_text().replace("lib/q.svc", "lib/r.svc"))
    need(short_of(suite, folder, "--diff", "main") == [], "an imported file was renamed")
    (folder / "sub").mkdir()
    for name in ("svc.yaml", "shop.svc", "lib"):
        (folder / name).rename(folder / "sub" / name)
    need(short_of(suite, folder, "--diff", "main") == [], "the project was moved")
    (folder / "sub/lib/r.svc").write_text('let names = ["a"]\nlet also = 4\nlet fresh = 5\n')
    need(short_of(suite, folder, "--diff", "main") == [("r.svc", "SVC9001")], "what is new is said")


def diff_places(suite):
    """In worktrees and hooks; a branch that is called like a folder."""
    folder = wrong(suite, "places")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "one")
    git(folder, "branch", "lib")
    (folder / "lib").mkdir()
    need(short_of(suite, folder, "--diff", "lib") == [], "a folder is taken for a baseline")
    (folder / ".git/hooks/pre-commit").write_text(f'#!/bin/sh\ncd lib && "{suite.svcc.resolve()}" check --format short --diff HEAD .. >"{folder}/said"\n')
    (folder / ".git/hooks/pre-commit").chmod(0o755)
    (folder / "new.svc").write_text("app new { nmae = 1 }\n")
    git(folder, "add", "new.svc")
    run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qam", "two"], cwd=folder)
    need((folder / "said").read_text().splitlines() == ["../new.svc:1:11: error: app `new` has no field `nmae` [SVC3001]"], (folder / "said").read_text())
    tree = suite.work / "worktree"
    git(folder, "worktree", "add", "-q", tree)
    need(short_of(suite, tree, "--diff", "main") == [], "a worktree differs")
    (tree / "a.svc").write_text(WRONG + "\nqueue q { retention = 60% }\n")
    need(short_of(suite, tree, "--diff", "main") == [("a.svc", "SVC2001")], "a worktree")


def diff_report(suite):
    folder = wrong(suite, "saved")
    for form in ("json", "sarif"):
        (folder / "base").write_text(suite.run("check", "--format", form, "a.svc", cwd=folder).stdout)
        done = suite.run("check", "--diff", "base", "a.svc", cwd=folder)
        need(done.returncode == 0 and not done.stderr, f"{form}: {done.stderr}")
    for cwd, path in ((folder, "."), (folder, "./a.svc"), (folder, folder / "a.svc")):
        need(short_of(suite, cwd, "--diff", folder / "base", path) == [], f"{path}: another way to write the path")
    (folder / "a.svc").write_text(WRONG + "\nqueue q { retention = 60% }\n")
    done = suite.run("check", "--diff", "base", "--format", "json", "a.svc", cwd=folder)
    need([d["code"] for d in json.loads(done.stdout)["diagnostics"]] == ["SVC2001"], done.stdout)


def diff_mistakes(suite):
    folder = wrong(suite, "mistakes")
    outside = {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    (folder / "text").write_text("{]")
    (folder / "other").write_text("[1]")
    for base, said in (("HEAD", "HEAD is neither a file nor, outside of a git repository, a revision"), ("text", "text is not a baseline"), ("other", "other is not a baseline")):
        done = run([suite.svcc, "check", "a.svc", "--diff", base], cwd=folder, env=outside)
        need(done.returncode == 2 and said in done.stderr, f"{base}: {done.returncode} {done.stderr}")
    git(folder, "init", "-q")
    for base in ("nowhere", "--all", "HEAD"):
        done = suite.run("check", "a.svc", f"--diff={base}", cwd=folder)
        need(done.returncode == 2 and f"{base} is neither a file nor a revision" in done.stderr, f"{base}: {done.returncode} {done.stderr}")
    done = run([suite.svcc, "check", "a.svc", "--diff", "HEAD"], cwd=folder, env={"PATH": "/nowhere"})
    need(done.returncode == 2 and "cannot run git" in done.stderr, done.stderr)
    done = run([suite.svcc, "check", "-", "--diff", "HEAD"], cwd=folder, stdin="app x {}\n")
    need(done.returncode == 2 and "standard input is in no revision" in done.stderr, done.stderr)


def on_terminal(suite, folder, env, words=("check", "a.svc"), width=0):
    """What svcc writes to standard error when that is a terminal."""
    parent, child = pty.openpty()
    if width:
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    full = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI", "FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION")}
    process = subprocess.Popen([str(suite.svcc), *map(str, words)], cwd=folder, env={**full, "TERM": "xterm-256color", **env}, stderr=child, stdout=subprocess.DEVNULL)
    os.close(child)
    text = b""
    while True:
        try:
            got = os.read(parent, 65536)
        except OSError:
            break
        if not got:
            break
        text += got
    process.wait(timeout=60)
    os.close(parent)
    return text.decode()


def terminal(suite):
    folder = wrong(suite, "terminal")
    plain = on_terminal(suite, folder, {})
    need("\x1b[1;31merror" in plain and "\x1b]8;;" not in plain, repr(plain[:300]))
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        need("\x1b" not in on_terminal(suite, folder, env), f"colour under {env}")
    linked = on_terminal(suite, folder, {"TERM_PROGRAM": "WezTerm"})
    need(f"\x1b]8;;file://{folder.resolve()}/a.svc\x1b\\a.svc:3:23\x1b]8;;\x1b\\" in linked, repr(linked[:300]))
    need("\x1b]8;;" not in on_terminal(suite, folder, {"TERM_PROGRAM": "WezTerm", "FORCE_HYPERLINK": "0"}), "links though FORCE_HYPERLINK=0")
    done = run([suite.svcc, "check", "a.svc"], cwd=folder, env={"NO_COLOR": "", "TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"})
    need("\x1b" not in done.stderr, "colour or links in a pipe")


def width(suite):
    """Excerpts fit the terminal's width, show the mistake, and have the marks below it."""
    folder = suite.work / "width"
    folder.mkdir()
    for name, before, after in (("end", "x" * 90, ""), ("begin", "", " // " + "y" * 120), ("both", "x" * 90, " // " + "y" * 90), ("letters", "é" * 90, "")):
        (folder / "a.svc").write_text(f'app shop {{ tags = {{ a = "{before}", b = mian }} }}{after}\n')
        for columns in (40, 60, 100):
            text = on_terminal(suite, folder, {"NO_COLOR": "1"}, width=columns)
            line, marks = text.replace("\r", "").split("\n")[3:5]
            need(len(line) <= columns, f"{name}, {columns} columns: {len(line)}\n{text}")
            need(line[marks.index("^"):marks.rindex("^") + 1] == "mian", f"{name}, {columns} columns:\n{text}")


def progress(suite):
    """A long run says on a terminal how far it is, within one line that is gone at the end; nowhere else."""
    folder = suite.work / "many"
    folder.mkdir()
    program = (ROOT / "examples/shop/shop.svc").read_text()
    deep = folder / ("long" * 12)
    deep.mkdir()
    count, text, seconds = 0, "", 0.0
    while seconds < 2:  # a quick machine is done with a hundred programs before anybody waits
        for i in range(count, 2 * count + 60):
            (deep / f"program{i}.svc").write_text(program)
        count, begin = 2 * count + 60, time.monotonic()
        text = on_terminal(suite, folder, {"NO_COLOR": "1"}, words=("check",), width=50)
        seconds = time.monotonic() - begin
    lines = text.split("\r\x1b[K")
    need(len(lines) > 3 and re.match(rf"\[\d+/{count}\] (reading|checking) longlong", lines[1]), repr(text[:600]))
    need(all(len(line) < 50 and "\n" not in line for line in lines) and lines[-1] == "", f"{max(map(len, lines))}: {text[-300:]!r}")
    done = suite.run("check", cwd=folder)
    need(not done.stderr and done.returncode == 0, done.stderr)


def cannot_write(suite):
    """A full disk and closed descriptors end with exit status 2, and nothing worse."""
    folder = wrong(suite, "full")
    for words, status in (("check a.svc --format json >/dev/full", 2), ("check a.svc --format json >&-", 2), ("check a.svc 2>/dev/full", 2), ("check a.svc 2>&-", 1),
                          ("check - <&-", 2), ("check - </", 2)):
        done = run(["bash", "-c", f'"$0" {words}', suite.svcc], cwd=folder)
        need(done.returncode == status, f"{words}: {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    for command in ("explain service", "completion bash", "--version", "--help", "build fine.svc", "fmt --stdout a.svc"):
        done = run(["bash", "-c", f'"$0" {command} >/dev/full', suite.svcc], cwd=folder)
        need(done.returncode == 2 and "cannot write" in done.stderr, f"{command}: {done.returncode} {done.stderr}")
    done = run(["bash", "-c", '"$0" build fine.svc -o out 2>&- && cat out/terraform/*/*.tf out/cloudformation/*', suite.svcc], cwd=folder)
    need(done.returncode == 0 and "wrote" not in done.stdout, "messages went into the output")
    # The reader stops before the end.
    (folder / "big.svc").write_text("network a { cidr = 10.0.0.0/33 }\n" * 3000)
    for words in ("check big.svc --format json", "check big.svc --format github", "fmt --stdout big.svc", "explain"):
        done = run(["bash", "-c", f'"$0" {words} 2>/dev/null | head -1; echo "${{PIPESTATUS[0]}}"', suite.svcc], cwd=folder)
        need(done.stdout.splitlines()[-1] in ("0", "1", "141"), f"{words}: {done.stdout}")


def unreadable(suite):
    folder = suite.work / "unreadable"
    (folder / "folder.svc").mkdir(parents=True)
    os.mkfifo(folder / "pipe.svc")
    (folder / "dangling.svc").symlink_to("nowhere")
    (folder / "binary.svc").write_bytes(bytes(range(256)))
    for words, said in (("check nowhere.svc", "nowhere.svc: no such file"), ("check pipe.svc", "not a regular file"), ("check folder.svc", "there is no .svc file in this folder"),
                        ("build folder.svc", "there is no .svc file in this folder"), ("fmt nowhere.svc", "no such file"), ("check dangling.svc", "no such file"), ("check /dev/null", "not a regular file")):
        done = suite.run(*words.split(), cwd=folder, timeout=10)
        need(done.returncode == 2 and said in done.stderr, f"{words}: {done.returncode} {done.stderr}")
    done = suite.run("check", "binary.svc", cwd=folder)
    need(done.returncode == 1 and "error[SVC0001]" in done.stderr and "binary.svc:3:115" in done.stderr, f"{done.returncode} {done.stderr}")
    if os.getuid() == 0:  # root reads everything
        return
    (folder / "secret.svc").write_text("app x {}\n")
    (folder / "secret.svc").chmod(0)
    done = suite.run("check", "secret.svc", cwd=folder)
    need(done.returncode == 2 and "Permission denied" in done.stderr, done.stderr)


def main():
    suite = Suite("check", __doc__).start()
    for check in (github, import_without_ending, printed, origins, junit, gitlab, sarif, short, paths, shared_file, fingerprints, fail_on, diff_revision, diff_renames, diff_renames_in_project, diff_places, diff_report, diff_mistakes, terminal, width,
                  progress, cannot_write, unreadable):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
