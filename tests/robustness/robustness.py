#!/usr/bin/env python3
"""Bad input of any form: svcc answers in time, with the right exit status, a place, and no output left behind; it reads nothing outside the project."""
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, need  # noqa: E402

SECONDS = 60  # generous, for a sanitizer build on a busy machine; nothing here takes a tenth of it
MEGABYTE = 1 << 20

# Name -> (contents, the expected code; with its place, if the file is still formatted).
PROGRAMS = {
    "empty": (b"", "SVC0013"),
    "only_comments": (b"// nothing\n/* here */\n", "SVC0013"),
    "byte_order_mark_only": (b"\xef\xbb\xbf", "SVC0013"),
    "binary": (bytes(range(256)) * 64, "SVC0001"),
    "null_bytes": (b"app x {\0\0}\n", "1:8 SVC0007"),
    "invalid_utf8": (b'app x {}\nlet y = "\xff\xfe"\n', "SVC0001"),
    "overlong_utf8": (b"let y = \"\xc0\xaf\"\n", "SVC0001"),
    "lone_surrogate": (b"let y = \"\xed\xa0\x80\"\n", "SVC0001"),
    "utf16": ("app x {}\n".encode("utf-16"), "SVC0001"),
    "ten_megabyte_line": (b'let a = "' + b"x" * (10 * MEGABYTE) + b'"\n', "1:1 SVC3008"),
    "ten_megabyte_name": (b"let " + b"a" * (10 * MEGABYTE) + b" = missing\n", "SVC0032"),
    "too_large": (b"// x\n" * (17 * MEGABYTE // 5), "SVC0002"),
    "unterminated_string": (b'let a = "abc\nlet b = 1\n', "SVC0004"),
    "unterminated_text_block": (b'let a = """\nabc\n', "SVC0005"),
    "unterminated_comment": (b"let a = 1\n/* abc\n", "SVC0006"),
    "unterminated_interpolation": (b'let a = "x${b"\n', "1:11 SVC0023"),
    "nested_brackets": (b"let a = " + b"[" * 100_000 + b"]" * 100_000 + b"\n", "SVC0003"),
    "nested_parentheses": (b"let a = " + b"(" * 100_000 + b"1" + b")" * 100_000 + b"\n", "SVC0003"),
    "nested_blocks": (b"network a { " * 100_000 + b"}" * 100_000 + b"\n", "SVC0003"),
    "opened_brackets": (b"let a = " + b"[" * 100_000 + b"\n", "1:209 SVC0003"),
    "closed_brackets": (b"}" * 100_000 + b"\n", "1:1 SVC0016"),
    "nested_interpolation": (b"let a = " + b'"${' * 20_000 + b"1" + b'}"' * 20_000 + b"\n", "1:609 SVC0003"),
    "long_negation": (b"let a = " + b"!" * 100_000 + b"true\n", "1:1009 SVC0017"),
    "long_sum": (b"let a = 1" + b" + 1" * 100_000 + b"\napp x {}\n", "1:4011 SVC0017"),
    "long_ternary": (b"let a = " + b"true ? 1 : " * 20_000 + b"1\n", "1:11014 SVC0017"),
    "long_member": (b"let a = b" + b".c" * 100_000 + b"\n", "1:2010 SVC0017"),
    "cycle": (b"".join(b"let a%d = a%d\n" % (i, (i + 1) % 5_000) for i in range(5_000)), "1000:12 SVC1013"),
    "chain": (b"".join(b"let a%d = a%d\n" % (i, i + 1) for i in range(5_000)) + b"let a5000 = 1\n", "1000:12 SVC1013"),
    "many_errors": (b"let = = =\n" * 50_000, "1:9 SVC0008"),
    "huge_numbers": (b"let a = 99999999999999999999999999\nlet b = 1" + b"0" * 10_000 + b"\n", "1:9 SVC0010"),
    "huge_range": (b"network main { cidr = 10.0.0.0/16, zones = 9223372036854775807 }\n", "1:44 SVC0010"),
    "division_by_zero": (b"network main { zones = 1 / 0 }\n", "1:28 SVC2009"),
    "overflow": (b"network main { zones = 9223372036854775807 * 9223372036854775807 }\n", "1:24 SVC0010"),
    "smallest_number": (b"let a = (-9223372036854775807 - 1) / -1\nnetwork main { zones = a }\n", "1:11 SVC0010"),
    "control_characters": (b"let a\x07b = 1\n", "SVC0007"),
    "only_newlines": (b"\n" * MEGABYTE, "SVC0013"),
    "carriage_returns": (b"app x {\r\n}\r\nlet a = \r\n", "3:8 SVC0008"),
    "file_outside": (b'app x {}\nlet secret = file("../../outside.txt")\noutput o = secret\n', "2:19 SVC0019"),
    "file_absolute": (b'app x {}\nlet secret = file("/etc/passwd")\noutput o = secret\n', "2:19 SVC0019"),
    "file_through_link": (b'app x {}\nlet secret = file("link/outside.txt")\noutput o = secret\n', "2:19 SVC0019"),
    "import_outside": (b'app x {}\nimport "../../outside.svc"\n', "2:8 SVC0019"),
}
MARK = "contents of a file outside the project"


def left_behind(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def check_program(suite, name, contents, wanted):
    place, code = wanted.split() if " " in wanted else (r"\d+:\d+", wanted)
    folder = suite.work / "project" / name
    folder.mkdir(parents=True)
    (folder / "main.svc").write_bytes(contents)
    if "link" in name:
        (folder / "link").symlink_to(suite.work)
    for command in ("check", "build"):
        out = folder / "out"
        words = ["check", "main.svc"] if command == "check" else ["build", "main.svc", "--target", "all", "-o", out]
        done = suite.run(*words, cwd=folder, timeout=SECONDS)
        said = done.stdout + done.stderr
        need(done.returncode >= 0, f"svcc {command} died of signal {-done.returncode}:\n{said[-2000:]}")
        need("Sanitizer" not in said and "runtime error" not in said, said[-4000:])
        need(MARK not in said, f"svcc {command} read a file outside the project")
        need(done.returncode == 1, f"svcc {command} gave {done.returncode}, not 1:\n{said[-2000:]}")
        need(re.search(rf"^error\[{code}\]: .*\n *--> main\.svc:{place}$", said, re.M), f"wanted {code} at {place}:\n{said[:2000]}")
        need(len(said) < MEGABYTE, f"svcc {command} printed {len(said)} bytes")
        need(not left_behind(out), f"svcc build left files behind: {left_behind(out)}")
    # The formatter gives up on what it cannot read, and never damages it.
    done = suite.run("fmt", "--check", "main.svc", cwd=folder, timeout=SECONDS)
    need(done.returncode in (0, 1), f"svcc fmt --check gave {done.returncode}:\n{done.stderr[-2000:]}")
    if " " not in wanted:
        suite.run("fmt", "main.svc", cwd=folder, timeout=SECONDS)
        need((folder / "main.svc").read_bytes() == contents or code == "SVC0013", "svcc fmt rewrote a file that it could not read")


def check_status(suite, words, status, mentions, cwd=None):
    done = suite.run(*words, cwd=cwd or ROOT, timeout=SECONDS)
    said = done.stdout + done.stderr
    need(done.returncode == status, f"svcc {' '.join(map(str, words))} gave {done.returncode}, not {status}:\n{said[-2000:]}")
    need(mentions in said, f"the message does not mention {mentions}:\n{said[-2000:]}")


def check_unwritable(suite):
    """Output where none can be: exit status 2, and nothing half written."""
    shop = ROOT / "examples/shop/shop.svc"
    folder = suite.work / "unwritable"
    folder.mkdir()
    (folder / "file").write_text("in the way")
    check_status(suite, ["build", shop, "--env", "prod", "--target", "all", "-o", folder / "file"], 2, "file")
    need((folder / "file").read_text() == "in the way", "the file in the way was changed")
    check_status(suite, ["build", shop, "--env", "prod", "--target", "all", "-o", "/dev/null/x"], 2, "/dev/null/x")
    # A folder where a file must go: what was written before it must be gone again.
    done = suite.run("build", shop, "--env", "prod", "--target", "all", "-o", folder / "good")
    need(done.returncode == 0, done.stderr)
    one = next(path for path in sorted((folder / "good").rglob("*")) if path.is_file() and "terraform" in path.parts)
    blocked = folder / "half" / one.relative_to(folder / "good")
    blocked.mkdir(parents=True)
    (blocked / "keep").write_text("x")
    check_status(suite, ["build", shop, "--env", "prod", "--target", "all", "-o", folder / "half"], 2, blocked.name)
    need(left_behind(folder / "half") == [str((blocked / "keep").relative_to(folder / "half"))], f"half-written output: {left_behind(folder / 'half')}")


def check_full_disk(suite):
    if not os.path.exists("/dev/full"):
        raise Skip("there is no /dev/full here")
    import subprocess
    with open("/dev/full", "wb") as full:
        done = subprocess.run([suite.svcc, "build", ROOT / "examples/shop/shop.svc", "--env", "prod", "--target", "cloudformation", "-o", "-"], stdout=full,
                              stderr=subprocess.PIPE, timeout=SECONDS, check=False)
    need(done.returncode == 2, f"standard output was full, the exit status {done.returncode}, not 2")


def main():
    suite = Suite("robustness", __doc__).start()
    (suite.work / "outside.txt").write_text(MARK)
    (suite.work / "outside.svc").write_text(f'let stolen = "{MARK}"\noutput o = stolen\n')
    (suite.work / "folder").mkdir()
    (suite.work / "unreadable.svc").write_text("app x {}\n")
    suite.check_all([(name, check_program, suite, name, contents, wanted) for name, (contents, wanted) in PROGRAMS.items()])
    shop = "examples/shop/shop.svc"
    for name, words, status, mentions in (
            ("missing file", ["build", "nowhere.svc", "-o", suite.work / "x"], 2, "nowhere.svc"),
            ("missing file to check", ["check", "nowhere.svc"], 2, "nowhere.svc"),
            ("folder instead of a file", ["build", suite.work / "folder", "-o", suite.work / "x"], 2, "folder"),
            ("device instead of a file", ["build", "/dev/null/x.svc", "-o", suite.work / "x"], 2, "x.svc"),
            ("no command", [], 2, ""),
            ("unknown command", ["explode"], 2, "explode"),
            ("unknown option", ["build", shop, "--explode"], 2, "explode"),
            ("unknown target", ["build", shop, "--target", "pulumi", "-o", suite.work / "x"], 2, "pulumi"),
            ("misspelt environment", ["build", shop, "--env", "prdo", "-o", suite.work / "x"], 1, "did you mean `prod`? It has `test` and `prod`"),
            ("unknown environment", ["build", shop, "--env", "nowhere", "-o", suite.work / "x"], 1, "nowhere")):
        suite.check(name, check_status, suite, words, status, mentions)
    suite.check("nothing was written", lambda: need(not (suite.work / "x").exists(), "a failed build made its output folder"))
    suite.check("unwritable output", check_unwritable, suite)
    suite.check("full disk", check_full_disk, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
