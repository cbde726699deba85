#!/usr/bin/env python3
"""Places that cannot be read or written: another user's files and folders, full disks, things in the way. Each is answered in one line that names the place and
the reason, and what was there before stays whole. Also the maps that `svcc trace` reads, which others may have written."""
import ctypes
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Beyond, Suite, need  # noqa: E402

NOBODY = 65534
APP = 'app x { region = "eu-west-1" }\n'
PROGRAM = APP + "queue q {}\n"
OTHER = PROGRAM + "queue r {}\n"
DENIED, FULL = "Permission denied", "No space left on device"


def as_nobody():
    """Root may read and write everything, so there svcc runs as somebody else."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def given(folder):
    """The folder with everything in it now belongs to who runs svcc."""
    if os.geteuid() == 0:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def run(suite, folder, words, root=False):
    done = subprocess.run([suite.binary, *map(str, words)], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace", timeout=120,
                          check=False, preexec_fn=None if root else as_nobody, env={**os.environ, "NO_COLOR": "1"})
    need("Sanitizer" not in done.stderr and "bug of the compiler" not in done.stderr, done.stderr[:3000])
    return done.returncode, done.stdout + done.stderr


def refused(suite, folder, words, place, reason, root=False):
    status, said = run(suite, folder, words, root)
    need(status == 2 and said.count("\n") == 1 and said.startswith("svcc: "), f"svcc {' '.join(map(str, words))} gave {status}, wanted one line:\n{said[:1000]}")
    need(place in said and reason in said, f"svcc {' '.join(map(str, words))}: wanted {place} and `{reason}`:\n{said[:1000]}")


def written(folder):
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def make(suite, name, files):
    folder = suite.work / name
    folder.mkdir()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    given(folder)
    return folder


def check_unreadable(suite):
    folder = make(suite, "unreadable", {"a/main.svc": PROGRAM, "b/main.svc": PROGRAM, "t.json": "{}", "u.yaml": "hours: 1\n"})
    (folder / "a/main.svc").chmod(0)
    (folder / "b").chmod(0)
    for path in ("t.json", "u.yaml"):
        (folder / path).chmod(0)
    for words in (["check"], ["build", "-o", "out"], ["fmt"], ["fmt", "--check"], ["graph"], ["cost"], ["ask", "role", "x", "-p"]):
        refused(suite, folder / "a", [*words, "main.svc"], "main.svc", DENIED)
        refused(suite, folder, [*words, "b/main.svc"], "b/main.svc", DENIED)
    for words in (["check", "b"], ["fmt", "b"], ["build", "b", "-o", "out"]):
        refused(suite, folder, words, "b: ", DENIED)
    shutil.copy(folder / "a/main.svc", folder / "main.svc")
    (folder / "main.svc").chmod(0o644)
    given(folder)
    refused(suite, folder, ["diff", "t.json", "main.svc"], "t.json", DENIED)
    refused(suite, folder, ["cost", "main.svc", "--usage", "u.yaml"], "u.yaml", DENIED)
    (folder / "b").chmod(0o700)
    need(not (folder / "out").exists(), "a build without a program made its output folder")


def check_unreadable_parts(suite):
    """What a program names is an error of the program, at the place that names it."""
    folder = make(suite, "parts", {"import.svc": 'import "lib.svc"\n' + PROGRAM, "file.svc": PROGRAM + 'output o = file("text.txt")\n',
                                   "folder.svc": PROGRAM + 'output o = file("sub/text.txt")\n', "lib.svc": "let a = 1\n", "text.txt": "x", "sub/text.txt": "x"})
    for path in ("lib.svc", "text.txt", "sub"):
        (folder / path).chmod(0)
    for name, place in (("import.svc", "1:8"), ("file.svc", "3:17"), ("folder.svc", "3:17")):
        for words in (["check", name], ["build", name, "-o", "out"]):
            status, said = run(suite, folder, words)
            need(status == 1 and said.count("error[") == 1 and "error[SVC0018]" in said and f"{name}:{place}\n" in said and DENIED in said, f"{name}: {status}: {said}")
    (folder / "sub").chmod(0o700)


def check_unreadable_project(suite):
    for name, line, closed in (("svc.yaml", "", "svc.yaml"), ("policy", "policies: [p.svc]\n", "p.svc"), ("baseline", "baseline: b.json\n", "b.json"),
                               ("pattern", 'policies: ["p/*.svc"]\n', "p")):
        folder = make(suite, f"project-{name}", {"main.svc": PROGRAM, "svc.yaml": "name: x\nmain: main.svc\n" + line, "p.svc": "", "b.json": "{}", "p/a.svc": ""})
        (folder / closed).chmod(0)
        for words in (["check"], ["check", "main.svc"], ["build", "-o", "out"]):
            if name != "baseline" or words[0] == "check":
                refused(suite, folder, words, closed, DENIED)
        (folder / closed).chmod(0o700)


def check_unwritable_folders(suite):
    """One folder of the output may not be written: then nothing is, and later everything."""
    folder = make(suite, "unwritable", {"one.svc": PROGRAM, "two.svc": OTHER})
    status, said = run(suite, folder, ["build", "two.svc", "-q", "-o", "wanted"])
    need(status == 0, said)
    new = written(folder / "wanted")
    for closed in ("cloudformation", "terraform/x", "maps/cloudformation", "maps/terraform", "deploy"):
        status, said = run(suite, folder, ["build", "one.svc", "-q", "-o", "out"])
        need(status == 0, said)
        old = written(folder / "out")
        (folder / "out" / closed).chmod(0o555)
        refused(suite, folder, ["build", "two.svc", "-q", "-o", "out"], f"out/{closed}", DENIED)
        need(written(folder / "out") == old and not (folder / "out/.svcc").exists(), f"{closed}: the old output did not stay")
        (folder / "out" / closed).chmod(0o755)
        status, said = run(suite, folder, ["build", "two.svc", "-q", "-o", "out"])
        need(status == 0 and written(folder / "out") == new, f"{closed}: {said}")
    closed = make(suite, "closed", {"one.svc": PROGRAM})
    (closed / "out").mkdir(mode=0o555)
    refused(suite, closed, ["build", "one.svc", "-q", "-o", "out"], "out/cloudformation", DENIED)
    refused(suite, closed, ["build", "one.svc", "-q", "-o", "/proc/x"], "/proc/x", "")
    # One folder of the output can be made, the next one cannot: none is left.
    (closed / "half/terraform").mkdir(parents=True)
    given(closed / "half")
    (closed / "half/terraform").chmod(0o555)
    refused(suite, closed, ["build", "one.svc", "-q", "-o", "half"], "half/terraform/x", DENIED)
    need(sorted(path.name for path in closed.rglob("half/**/*")) == ["terraform"], f"folders were left: {sorted(closed.rglob('half/**/*'))}")
    refused(suite, closed, ["check", "one.svc", "--write-baseline", "out/b.json"], "out/b.json", DENIED)


def check_journal_that_fails(suite):
    """A move that a journal asks for is refused: the journal stays, and the first run that may move finishes."""
    folder = make(suite, "journal", {"one.svc": PROGRAM, "two.svc": OTHER, "broken.svc": "app x {\n"})
    for name, out in (("one", "out"), ("two", "wanted")):
        status, said = run(suite, folder, ["build", f"{name}.svc", "-q", "-o", out])
        need(status == 0, said)
    new = written(folder / "wanted")
    hidden = folder / "out/.svcc"
    hidden.mkdir()
    for i, name in enumerate(sorted(new)):
        shutil.copy(folder / "wanted" / name, hidden / f".svcc-{i}")
    (hidden / "journal").write_text("svcc journal 1\n" + "".join(f".svcc-{i}\t{name}\n" for i, name in enumerate(sorted(new))) + "end\n")
    given(folder)
    (folder / "out/terraform/x").chmod(0o555)
    for _ in range(2):
        refused(suite, folder, ["build", "two.svc", "-q", "-o", "out"], "out/terraform/x/", DENIED)
        need((hidden / "journal").exists(), "the journal is gone, with a part of what it asked for")
    (folder / "out/terraform/x").chmod(0o755)
    status, said = run(suite, folder, ["build", "broken.svc", "-q", "-o", "out"])
    need(status == 1 and written(folder / "out") == new, f"{status}: {said}")


def check_things_in_the_way(suite):
    folder = make(suite, "way", {"main.svc": PROGRAM, "file": "precious"})
    os.mkfifo(folder / "fifo")
    (folder / "link").symlink_to("file")
    (folder / "g/cloudformation").mkdir(parents=True)
    os.mkfifo(folder / "g/cloudformation/x.yaml")
    (folder / "h").mkdir()
    (folder / "h/.svcc").write_text("")
    (folder / "i").mkdir()
    os.mkfifo(folder / "i/.svcc")
    (folder / "j/.svcc").mkdir(parents=True)
    os.mkfifo(folder / "j/.svcc/journal")
    given(folder)
    for out, reason in (("file", "Not a directory"), ("file/x", "Not a directory"), ("fifo", "Not a directory"), ("fifo/x", "Not a directory"), ("link", "Not a directory"),
                        ("/dev/full", "Not a directory"), ("h", "File exists"), ("i", "File exists")):
        refused(suite, folder, ["build", "main.svc", "-q", "-o", out], out, reason)
    need((folder / "file").read_text() == "precious", "a file in the way was changed")
    for out in ("g", "j"):  # a fifo in the place of a file is replaced, one in the place of a journal is none
        status, said = run(suite, folder, ["build", "main.svc", "-q", "-o", out])
        need(status == 0 and (folder / out / "cloudformation/x.yaml").is_file(), said)


class Mounted:
    """A small file system of its own; the kernel frees it with the test at the latest."""

    def __init__(self, place, options):
        self.place, self.options = place, options

    def __enter__(self):
        self.place.mkdir(exist_ok=True)
        libc = ctypes.CDLL(None, use_errno=True)
        if os.geteuid() != 0 or libc.mount(b"tmpfs", str(self.place).encode(), b"tmpfs", 0, self.options.encode()) != 0:
            raise Beyond("this user may not mount a file system")
        return self.place

    def __exit__(self, *_):
        subprocess.run(["umount", self.place], check=True)


def fill(path):
    """A file that takes what is left of the disk."""
    try:
        with open(path, "wb", buffering=0) as filler:
            while filler.write(b"x" * 4096) == 4096:
                pass
    except OSError:
        pass


def check_full_disk(suite):
    """At each size a build writes everything or nothing, and an output that is there stays."""
    folder = suite.work / "full"
    folder.mkdir()
    (folder / "one.svc").write_text(PROGRAM)
    (folder / "two.svc").write_text(OTHER)
    status, said = run(suite, folder, ["build", "one.svc", "-q", "-o", "wanted"], root=True)
    need(status == 0, said)
    whole = written(folder / "wanted")
    for options in [f"size={k}k" for k in range(4, 68, 4)] + [f"size=256k,nr_inodes={n}" for n in range(3, 36)]:  # without a size it takes half of the memory
        with Mounted(folder / "disk", options) as disk:
            status, said = run(suite, folder, ["build", "one.svc", "-q", "-o", "disk/out"], root=True)
            if status == 0:
                need(written(disk / "out") == whole, f"{options}: the output is not whole")
                fill(disk / "filler")
                status, said = run(suite, folder, ["build", "two.svc", "-q", "-o", "disk/out"], root=True)
                (disk / "filler").unlink(missing_ok=True)
                need(status == 0 or written(disk / "out") == whole, f"{options}: the old output did not stay")
            if status != 0:
                need(status == 2 and FULL in said and "disk/out" in said and said.count("\n") == 1, f"{options}: {status}: {said}")
                need(status == 0 or written(disk) in ({}, {f"out/{name}": digest for name, digest in whole.items()}), f"{options}: something is left: {written(disk).keys()}")
                need(written(disk) or not (disk / "out").exists(), f"{options}: empty folders are left: {list(disk.rglob('*'))}")


def check_fmt_on_full_disk(suite):
    """A file with two names is written in place; also then a full disk takes nothing of it."""
    folder = suite.work / "fmt"
    folder.mkdir()
    text = APP + "".join(f"queue q{i}{{retention=4d}}\n" for i in range(170))
    text = text[: text.rindex("\n", 0, 4096) + 1]
    for names in (["a.svc"], ["a.svc", "b.svc"]):
        with Mounted(folder / "disk", "size=12k") as disk:
            (disk / "a.svc").write_text(text)
            for name in names[1:]:
                os.link(disk / "a.svc", disk / name)
            (disk / "filler").write_bytes(b"x" * 8192)
            refused(suite, folder, ["fmt", "disk/a.svc"], "disk/a.svc", FULL, root=True)
            need(sorted(os.listdir(disk)) == [*names, "filler"] and all((disk / name).read_text() == text for name in names), "the file was damaged")
            refused(suite, folder, ["check", "disk/a.svc", "--write-baseline", "disk/b.json"], "disk/b.json", FULL, root=True)
            (disk / "filler").unlink()
            status, said = run(suite, folder, ["fmt", "disk/a.svc"], root=True)
            need(status == 0 and all("retention = 4d" in (disk / name).read_text() for name in names), said)


NASTY = "\x1b[2J\r\n::error::x\u202e\u2066\x07"


def nasty_map(text):
    """The same map with control characters, marks of direction and a command of a CI log in every text."""
    whole = json.loads(text)
    whole["lines"] = {key: NASTY + line + NASTY for key, line in whole["lines"].items()}
    whole["sources"] = [NASTY + name for name in whole["sources"]]
    whole["target"] = whole["document"] = NASTY
    whole["ways"] = [[["given", 0, 1, 1], ["instance", 0, 2, 1]]]
    whole["origins"]["QQueue"][NASTY] = whole["origins"]["QQueue"][""] = [0, 2, 1, 0]
    whole["origins"][NASTY] = {"": [0, 1, 1]}
    return whole


def check_traced_maps(suite):
    folder = make(suite, "traced", {"main.svc": PROGRAM})
    for name in ("out", "own"):
        status, said = run(suite, folder, ["build", "main.svc", "-q", "-o", name])
        need(status == 0, said)
    path = folder / "out/maps/cloudformation/x.json"
    text = path.read_text()
    whole = nasty_map(text)
    path.write_text(json.dumps(whole))
    document = str(path.relative_to(folder))
    for words, wanted in ((["out", "QQueue"], 0), ([document, "QQueue"], 0), ([document, "QQueue.nothing"], 0), ([document, "QQueu"], 1), ([document, NASTY], 1),
                          ([document, "QQueue." + NASTY], 0)):
        status, said = run(suite, folder, ["trace", *words])
        need(status == wanted, f"{words} gave {status}: {said!r}")
        need(not any(c in said for c in "\x1b\r\x07\u202e\u2066") and "\n::" not in said and not said.startswith("::"), f"raw: {said!r}")
    for line in ("QQueue failed\n", '{"LogicalResourceId":"QQueue"}\n'):
        done = subprocess.run([suite.binary, "trace", document, "--stdin"], cwd=folder, input=line, capture_output=True, encoding="utf-8", check=False)
        need(done.returncode == 0 and "main.svc" in done.stdout, done.stdout + done.stderr)
        need(not any(c in done.stdout for c in "\x1b\r\x07\u202e\u2066") and "\n::" not in done.stdout, f"raw: {done.stdout!r}")
    for version in (2.5e25, 1.5, "2", None):  # a number that fits no integer was a cast without a meaning
        path.write_text(json.dumps({**whole, "version": version}))
        refused(suite, folder, ["trace", document, "QQueue"], "x.json", "this is not a map that svcc wrote")
    path.write_text(json.dumps({**whole, "ways": [[[NASTY, 0, 1, 1]]]}))
    refused(suite, folder, ["trace", document, "QQueue"], "x.json", "this is not a map that svcc wrote")
    path.write_text(text + " " * (17 << 20))
    refused(suite, folder, ["trace", document, "QQueue"], "x.json", "it has more than 16 MiB")
    path.write_text(text)
    given(folder)
    path.chmod(0)
    refused(suite, folder, ["trace", document, "QQueue"], "x.json", DENIED)
    (folder / "own/cloudformation/x.yaml").unlink()
    (folder / "own/cloudformation/x.yaml").symlink_to("/dev/zero")  # a document that is none
    status, said = run(suite, folder, ["trace", "own", "QQueue"])
    need(status == 0 and "main.svc:2:1" in said, said)


SECRETS = APP + """network main {}
cluster c in main { capacity fargate {} }
service s in c { task { cpu = 0.25vcpu, memory = 512MiB
  container app { image = "nginx:1.27", env { API_KEY = "hunter2env", PAY = "sk_live_hunter2key", PLAIN = "seen" } } } }
"""


def check_secrets_in_maps(suite):
    """The maps quote lines of the program, and so does `svcc trace`: without what is a secret by its name or its form."""
    folder = make(suite, "secrets", {"main.svc": SECRETS})
    status, said = run(suite, folder, ["build", "main.svc", "-q", "-o", "out"])
    need(status == 0, said)
    for target in ("cloudformation", "terraform"):
        text = (folder / f"out/maps/{target}/x.json").read_text()
        need("hunter2" not in text and "seen" in text and "**********" in text, text[:1500])
    status, said = run(suite, folder, ["trace", "out", "STaskDefinition.ContainerDefinitions.0.Environment"])
    need(status == 0 and "hunter2" not in said and "seen" in said, said)


def main():
    suite = Suite("places", __doc__.splitlines()[0]).start()
    suite.work.chmod(0o755)
    suite.binary = suite.work / "svcc"
    shutil.copy(suite.svcc, suite.binary)
    suite.binary.chmod(0o755)
    for name, check in (("unreadable files", check_unreadable), ("unreadable parts", check_unreadable_parts), ("unreadable projects", check_unreadable_project),
                        ("folders that may not be written", check_unwritable_folders), ("a journal that fails", check_journal_that_fails),
                        ("things in the way", check_things_in_the_way), ("a full disk", check_full_disk), ("fmt on a full disk", check_fmt_on_full_disk),
                        ("maps of others", check_traced_maps), ("secrets in maps", check_secrets_in_maps)):
        suite.check(name, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
