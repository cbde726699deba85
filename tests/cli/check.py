#!/usr/bin/env python3
"""`svcc check`: its formats, what makes it fail, and --diff against a git revision or a saved report."""
import json
import os
import pathlib
import pty
import re
import subprocess
import sys
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


def github(suite):
    folder = wrong(suite, "gh,ub: 100%")
    done = suite.run("check", "--format", "github", ".", cwd=folder)
    same("::error file=./a.svc,line=3,endLine=3,col=23,endColumn=34,title=SVC0012::`10.0.0.0/33` is not an address range: its prefix is longer than /32\n"
         "::error file=./a.svc,line=5,endLine=5,col=16,endColumn=20,title=SVC1001::unknown name `mian`%0Adid you mean `main`?\n", done.stdout, "annotations")
    need(done.returncode == 1 and not done.stderr, f"{done.returncode} {done.stderr}")
    done = suite.run("check", "--format", "github", folder / "a.svc", cwd="/")
    need(re.search(r"file=[^,:]*gh%2Cub%3A 100%25/a\.svc,line=3", done.stdout), done.stdout)


def junit(suite):
    folder = wrong(suite, "junit")
    done = suite.run("check", "--format", "junit", ".", cwd=folder)
    root = ET.fromstring(done.stdout)
    need((root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "3", "2"), done.stdout)
    suites = {s.get("name"): s for s in root}
    need(sorted(suites) == ["./a.svc", "./fine.svc"], str(suites))
    failure = suites["./a.svc"][1].find("failure")
    need(failure.get("message") == "unknown name `mian`" and "help: did you mean `main`?" in failure.text and "\n" in failure.text, done.stdout)
    need(suites["./fine.svc"][0].find("failure") is None, "the file without faults failed")
    (folder / "a.svc").write_text(WARNS)
    for level, failures in (("error", "0"), ("warning", "1")):
        root = ET.fromstring(suite.run("check", "--format", "junit", "--fail-on", level, "a.svc", cwd=folder).stdout)
        need(root.get("failures") == failures, f"{level}: {root.attrib}")
    (folder / "a.svc").write_bytes(b'app a {}\n\noutput a = "caf\xe9 \x01 ]]> <x>"\n')
    ET.fromstring(suite.run("check", "--format", "junit", "a.svc", cwd=folder).stdout)


def gitlab(suite):
    folder = wrong(suite, "gitlab")
    found = json.loads(suite.run("check", "--format", "gitlab", "a.svc", cwd=folder).stdout)
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
    need(one["partialFingerprints"] != two["partialFingerprints"], "the same fingerprint")


def prints(suite, folder, text):
    (folder / "a.svc").write_text(text)
    found = json.loads(suite.run("check", "--format", "json", "a.svc", cwd=folder).stdout)["diagnostics"]
    return [d["fingerprint"] for d in found]


def fingerprints(suite):
    """They survive moved lines and other blanks, and tell apart what is alike."""
    folder = wrong(suite, "prints")
    before = prints(suite, folder, WRONG)
    need(len(set(before)) == 2, str(before))
    same(before, prints(suite, folder, "// new\n\n" + WRONG.replace("cluster web in mian {}", "\n   cluster  web   in mian {   }")), "fingerprints")
    twice = prints(suite, folder, "app shop {}\n\nnetwork a {\n  cidr = 10.0.0.0/33\n}\n\nnetwork b {\n  cidr = 10.0.0.0/33\n}\n")
    need(len(set(twice)) == 2 and [p.split(":")[1] for p in twice] == ["1", "2"], str(twice))


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
    """Only what the change brought; files, imports and folders that are new or gone since; from any folder."""
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
        codes = re.findall(r"(\w+\.svc):\d+:\d+: .*\[(SVC\d+)\]", done.stderr)
        need(done.returncode == 1 and sorted(codes) == [("a.svc", "SVC2001"), ("net.svc", "SVC0012"), ("new.svc", "SVC3001")], f"{cwd} {paths}: {done.stderr}")


def diff_report(suite):
    folder = wrong(suite, "saved")
    for form in ("json", "sarif"):
        (folder / "base").write_text(suite.run("check", "--format", form, "a.svc", cwd=folder).stdout)
        done = suite.run("check", "--diff", "base", "a.svc", cwd=folder)
        need(done.returncode == 0 and not done.stderr, f"{form}: {done.stderr}")
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


def on_terminal(suite, folder, env):
    """What svcc writes to standard error when that is a terminal."""
    parent, child = pty.openpty()
    full = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI", "FORCE_HYPERLINK", "TERM_PROGRAM", "VTE_VERSION")}
    process = subprocess.Popen([str(suite.svcc), "check", "a.svc"], cwd=folder, env={**full, "TERM": "xterm-256color", **env}, stderr=child, stdout=subprocess.DEVNULL)
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
    need("\x1b[" not in on_terminal(suite, folder, {"NO_COLOR": "1"}), "colour under NO_COLOR")
    linked = on_terminal(suite, folder, {"TERM_PROGRAM": "WezTerm"})
    need(f"\x1b]8;;file://{folder.resolve()}/a.svc\x1b\\a.svc:3:23\x1b]8;;\x1b\\" in linked, repr(linked[:300]))
    need("\x1b]8;;" not in on_terminal(suite, folder, {"TERM_PROGRAM": "WezTerm", "FORCE_HYPERLINK": "0"}), "links though FORCE_HYPERLINK=0")


def main():
    suite = Suite("check", __doc__).start()
    for check in (github, junit, gitlab, sarif, fingerprints, fail_on, diff_revision, diff_report, diff_mistakes, terminal):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
