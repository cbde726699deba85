#!/usr/bin/env python3
"""Hostile input: the time and memory that it may cost, the files that it may read and write. Each check names the expected code, place and reason.

The limits are those of docs/limits.md.
"""
import hashlib
import os
import pathlib
import random
import signal
import stat
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need  # noqa: E402

APP = 'app x { region = "eu-west-1" }\n'
SECONDS = 30  # of processor time; a build without optimisation and a sanitizer take ten times as long as the release
MEBIBYTES = 1024
SHOP = ROOT / "examples/shop/shop.svc"


def doubling(first, step, count, use):
    lets = [f"let a0 = {first}"] + [f"let a{i} = {step.replace('A', f'a{i - 1}')}" for i in range(1, count + 1)]
    return APP + "\n".join(lets) + f"\nqueue q {{}}\noutput o = {use.replace('A', f'a{count}')}\n"


def components(count, uses):
    body = "".join(f"component c{i} {{\n" + "".join(f"  c{i + 1} {name} {{}}\n" for name in uses) + "}\n" for i in range(count))
    return APP + body + f"component c{count} {{ queue q {{}} }}\nc0 top {{}}\n"


# Name -> (program, line, what the message says)
TOO_MUCH = {
    "nested loops": (APP + "for i in range(0, 9999) {\n  for j in range(0, 9999) {\n  }\n}\nqueue a {}\n", 3, "6,000,000 steps: this `for` has run"),
    "loops of blocks": (APP + 'for i in range(0, 9999) {\n  for j in range(0, 9999) { queue "q${i}_${j}" {} }\n}\n', 3, "6,000,000 steps: this `for` has run"),
    "loops of ranges": (APP + "for i in 0..9999 { for j in 0..9999 { for k in 0..9999 {} } }\nqueue a {}\n", 2, "6,000,000 steps: this `for` has run"),
    "nested comprehensions": (APP + "output o = length([j for j in [[k for k in range(0, 9999)] for i in range(0, 9999)]])\nqueue q {}\n", 2, "6,000,000 steps: this `for` has run"),
    "comprehension that nothing reads": (APP + "let a = [[[k for k in 0..9999] for j in 0..9999] for i in 0..9999]\nqueue q {}\n", 2, "6,000,000 steps: this `for` has run"),
    "doubling lists": (doubling("[1]", "[A, A]", 30, "length(A)"), 20, "500,000 values in one list or object: this one has 786,431"),
    "doubling sums of lists": (doubling("[1]", "A + A", 40, "length(A)"), 21, "500,000 values in one list or object"),
    "doubling objects": (doubling("{ p = 1 }", "{ p = A, q = A }", 30, "json(A)"), 20, "500,000 values in one list or object"),
    "doubling texts": (doubling('"xxxxxxxxxx"', '"${A}${A}"', 40, "A"), 23, "16 MiB of text in one value: this one has 20,971,520 bytes"),
    "doubling by join": (doubling('"xxxxxxxxxx"', 'join("", [A, A])', 40, "A"), 23, "16 MiB of text in one value"),
    "doubling by replace": (doubling('"xx"', 'replace(A, "x", "xx")', 40, "A"), 25, "16 MiB of text in one value"),
    "doubling by format": (doubling('"xxxxxxxxxx"', 'format("{}{}", A, A)', 40, "A"), 23, "16 MiB of text in one value"),
    "texts of a param": (doubling('"${aws.region}xxxxxxxxxxxxxxxx"', '"${A}${A}"', 40, "A"), None, "the evaluation stops after"),
    "growing json": (doubling('"\\""', "json([A])", 60, "A"), None, "of text in one value"),
    "growing base64": (doubling('"xxxx"', "base64(A)", 90, "A"), None, "of text in one value"),
    "long lists of one text": (APP + 'let t = base64(format("{:100}", 1))\noutput o = json([[t for i in range(0, 9999)] for j in range(0, 40)])\nqueue q {}\n', 3, "of text in one value"),
    # Below the limit of a chain of names (1,000, SVC1013), which is a mistake of its own.
    "deep list": (doubling("[1]", "[A]", 900, "length(A)"), 201, "200 lists and objects within each other"),
    "deep objects": (doubling("{ a = 1 }", "{ a = A }", 900, "json(A)"), 201, "200 lists and objects within each other"),
    "pieces of a text": (doubling('"x,x,"', '"${A}${A}"', 22, 'length(split(",", A))'), 26, "500,000 values in one list or object: this one has 8,388,609"),
    "components that use the next twice": (components(30, "ab"), None, "has been instantiated"),
    "components within each other": (components(2000, "a"), None, "64 components within each other"),
    "comparisons of long lists": (APP + "let a = [i for i in range(0, 9999)]\nlet b = [1 for i in range(0, 9999) if a == a]\nqueue q {}\n", 3, "6,000,000 steps: this `for` has run"),
    "searches of long lists": (APP + "let a = [i for i in range(0, 9999)]\nlet b = [1 for i in range(0, 9999) if contains(a, i)]\nqueue q {}\n", 3, "6,000,000 steps: this `for` has run"),
}
# A text of 15 MB is made once, and then read again and again.
LONG = 'let t = join("", ["xxxxxxxxxx" for i in 0..9999])\nlet u = join("", [t for i in 0..149])\n'
for call in ("upper(u)", "trim(u)", "base64(t)", "json(u)", 'format("x{}", u)', 'keys({ "${u}" = 1 })', 'merge({ "${u}" = 1 }, {})', "length(u)", 'contains(u, "y")', 'split("y", u)', 'replace(u, "y", "z")', "lower(u) == u", 'u == replace(u, "y", "z")'):
    TOO_MUCH[f"a long text read by {call}".replace('"', "").replace("/", "")] = (
        APP + LONG + f"let l = [{call} for i in 0..9999]\noutput o = length(l)\nqueue q {{}}\n", None, "134,217,728 bytes of text")
# A search that compares each place with a long part, without the linear search of the C library.
TOO_MUCH["searches for long parts"] = (
    APP + 'let t = format("{:99}", 1)\nlet u = "${t}${t}${t}${t}${t}${t}${t}${t}${t}${t}"\nlet v = join("", [u for i in 0..15])\nlet w = join("", [v for i in 0..9])\n'
    'output o = length([i for i in 0..9999 if contains(w, "${v}1")])\nqueue q {}\n', 6, "134,217,728 bytes of text")
TOO_MUCH["names of a large object"] = (
    APP + "let a = { " + ", ".join(f"k{i} = {i}" for i in range(50_000)) + ' }\noutput o = length([a["k49999"] for i in 0..9999])\nqueue q {}\n', None, "6,000,000 steps")
# One text of 100 kB that is written out 10,000 times: by its name, or as a literal that each round makes again.
HUNDRED = 'let t = join("", ["xxxxxxxxxx" for i in 0..9999])\n'
LITERAL = f'"{"x" * 100_000}"'
for place, use in (("patch", 'queue "q${i}" { patch cloudformation queue { KmsMasterKeyId = TEXT } }'),
                   ("patch of Terraform", 'queue "q${i}" { patch terraform queue { kms_master_key_id = TEXT } }'),
                   ("structure of a patch", 'queue "q${i}" { patch cloudformation queue { RedrivePolicy { a = TEXT } } }'),
                   ("raw resource", 'raw cloudformation "AWS::SNS::Topic" "q${i}" { DisplayName = TEXT }'),
                   ("permission", 'role "r${i}" for task { allow "s3:Get*" on TEXT }'),
                   ("condition", 'role "r${i}" for task { allow "s3:Get*" on "*" when { StringEquals = { "aws:SourceArn" = TEXT } } }'),
                   ("key of a condition", 'role "r${i}" for task { allow "s3:Get*" on "*" when { StringEquals = { TEXT = "a" } } }'),
                   ("list of a let", 'let l = [TEXT, TEXT]\nqueue "q${i}" { delay = length(l) > 1 ? 1s : 2s }'),
                   ("label", 'queue "q${i}" { patch cloudformation queue TEXT { A = 1 } }')):
    for form, text in (("name", "t"), ("literal", LITERAL)):
        if form == "literal" or place not in ("label", "list of a let", "key of a condition"):
            TOO_MUCH[f"a long {form} in each {place}"] = (APP + HUNDRED + "for i in 0..9999 {\n" + use.replace("TEXT", text) + "\n}\n", None, "134,217,728 bytes of text")
TOO_MUCH["two hundred thousand queues"] = (APP + 'for i in 0..9999 {\n  for j in 1..20 { queue "x${i}_${j}" {} }\n}\n', 3, "6,000,000 steps")
ENVIRONMENTS = "".join(f"environment e{i} {{}}\n" for i in range(900))
TOO_MUCH["environments that ask for much"] = (
    APP + "let n = [[a * b for b in 0..9999] for a in 0..9999]\noutput o = length(n)\nqueue q {}\n" + ENVIRONMENTS, 2, "33,333 steps")
TOO_MUCH["environments of many names"] = (APP + "queue q {}\n" + "".join(f"let v{i} = {i}\n" for i in range(150_000)) + ENVIRONMENTS, None, "33,333 steps")
TOO_MUCH["thousands of environments"] = (APP + "queue q {}\n" + "".join(f"environment e{i} {{}}\n" for i in range(5000)), 1003, "1000 environments: this program has 5000")
if True:  # components for a task, inside of it
    chain = "".join(f"component c{i} for task {{\n  c{i + 1} {{}}\n  c{i + 1} {{}}\n}}\n" for i in range(30))
    TOO_MUCH["parts of a task that use the next twice"] = (
        APP + "network main {}\ncluster c in main { capacity fargate {} }\n" + chain + "component c30 for task { allow \"s3:Get*\" on \"*\" }\n"
        'service api in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27" }\n c0 {} } }\n', None, "has been instantiated")


def run_measured(suite, words, folder):
    """Runs svcc; gives its status, its output, its processor seconds and its peak memory in MiB."""
    with open(folder / "said", "wb") as said:
        process = subprocess.Popen([suite.svcc, *map(str, words)], cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, "NO_COLOR": "1"})
        timer = threading.Timer(600, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    text = (folder / "said").read_text(errors="replace")
    return process.returncode, text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def check_too_much(suite, name, program, line, reason):
    folder = suite.work / name.replace(" ", "-")
    folder.mkdir()
    (folder / "main.svc").write_text(program)
    for words in (["check", "main.svc"], ["build", "main.svc", "-o", "out"]):
        status, said, seconds, mebibytes = run_measured(suite, words, folder)
        need(status == 1, f"svcc {words[0]} gave {status}:\n{said[-2000:]}")
        need(said.count("error[") == 1 and "error[SVC0060]" in said, f"wanted one SVC0060:\n{said[:2000]}")
        need(reason in said, f"the reason is not `{reason}`:\n{said[:1000]}")
        need(line is None or f"main.svc:{line}:" in said, f"the place is not line {line}:\n{said[:1000]}")
        need(seconds < SECONDS, f"svcc {words[0]} took {seconds:.1f} s")
        need(mebibytes < MEBIBYTES, f"svcc {words[0]} took {mebibytes:.0f} MiB")
    need(not (folder / "out").exists(), "a failed build made its output folder")


def check_honest(suite):
    """3,000 services in each of two environments are far below every limit; so is a file with 100 environments."""
    body = "".join(f'service s{i} in c {{ count = 2, task {{ cpu = 0.25vcpu, memory = 512MiB, container app {{ image = "nginx:1.27", env {{ N = "{i}" }} }} }} }}\n'
                   for i in range(3000))
    head = APP + "network main {}\ncluster c in main { capacity fargate {} }\n"
    for name, program in (("services", head + "environment test {}\nenvironment prod {}\n" + body),
                          ("environments", head + "".join(f"environment e{i} {{}}\n" for i in range(100)) + "".join(body.splitlines(True)[:10]))):
        folder = suite.work / f"honest-{name}"
        folder.mkdir()
        (folder / "main.svc").write_text(program)
        status, said, _, _ = run_measured(suite, ["build", "main.svc", "--dump", "program"], folder)
        need(status == 0 and "SVC0060" not in said, said[-2000:])


def check_memory(suite):
    """Without memory the answer names the program and no bug of the compiler."""
    import resource
    folder = suite.work / "memory"
    folder.mkdir()
    (folder / "main.svc").write_text(APP + 'for i in range(0, 9999) { queue "q${i}" {} }\n')
    for limit in (80, 100, 120):  # MiB; it needs about 150
        done = subprocess.run([suite.svcc, "build", "main.svc", "-o", "out"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit << 20, limit << 20)), env={**os.environ, "NO_COLOR": "1"})
        said = done.stdout + done.stderr
        if "Sanitizer" in said:
            return
        need(done.returncode in (0, 1, 2), f"{limit} MiB: exit status {done.returncode}:\n{said[-1000:]}")
        need(done.returncode == 0 or "memory" in said, f"{limit} MiB: no word of memory:\n{said[-1000:]}")
        need(done.returncode != 1 or ("SVC0061" in said and "main.svc:1:1" in said), f"{limit} MiB: no place:\n{said[-1000:]}")
        need("bug of the compiler" not in said, said[-1000:])


def check_image(suite):
    folder = suite.work / "image"
    folder.mkdir()
    name = "a" * 300_000
    (folder / "main.svc").write_text(
        APP + "network main {}\ncluster c in main { capacity fargate {} }\nservice api in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "
        f'"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{name}" }} }} }}\n')
    done = suite.run("build", "main.svc", "-t", "cloudformation", cwd=folder)
    need(done.returncode == 1 and "error[SVC4075]" in done.stderr and "main.svc:4:" in done.stderr, f"gave {done.returncode}: {done.stderr[-500:]}")
    need("at most 255 characters" in done.stderr and len(done.stderr) < 5_000, f"{len(done.stderr)} characters: {done.stderr[:500]}")


# ---- Files --------------------------------------------------------------------------------------------------------------------------------

MARK = "contents of a file outside the project"


def project(suite, name, use):
    folder = suite.work / "files" / name / "proj"
    folder.mkdir(parents=True)
    (folder.parent / "outside.txt").write_text(MARK)
    (folder.parent / "outside.svc").write_text(f'let stolen = "{MARK}"\n')
    (folder / "inside.txt").write_text("inside")
    (folder / "main.svc").write_text(f"{APP}queue q {{}}\n{use}\n")
    return folder


def refused(suite, folder, code, place, reason, stdin=None):
    for words in (["check", "main.svc"], ["build", "main.svc"]):
        done = subprocess.run([suite.svcc, *words], cwd=folder, input=stdin, stdin=None if stdin is not None else subprocess.DEVNULL, capture_output=True,
                              encoding="utf-8", errors="replace", timeout=60, check=False, env={**os.environ, "NO_COLOR": "1"})
        said = done.stdout + done.stderr
        need(done.returncode == 1, f"svcc {words[0]} gave {done.returncode}:\n{said[-1000:]}")
        need(f"error[{code}]" in said and said.count("error[") == 1, f"wanted {code} alone:\n{said[-1000:]}")
        need(f"main.svc:{place}" in said, f"wanted it at {place}:\n{said[-1000:]}")
        need(reason in said, f"wanted `{reason}`:\n{said[-1000:]}")
        need(MARK not in said and "root:" not in said, "a file outside of the project was read")


def check_links(suite):
    folder = project(suite, "links", 'output o = file("link/outside.txt")')
    (folder / "link").symlink_to("..")
    refused(suite, folder, "SVC0019", "3:17", "a symbolic link leads there")
    (folder / "main.svc").write_text(f'{APP}queue q {{}}\noutput o = file("passwd")\n')
    (folder / "passwd").symlink_to("/etc/passwd")
    refused(suite, folder, "SVC0019", "3:17", "a symbolic link leads there")
    (folder / "main.svc").write_text(f'import "link/outside.svc"\n{APP}queue q {{}}\noutput o = stolen\n')
    refused(suite, folder, "SVC0019", "1:8", "a symbolic link leads there")
    # A link that stays inside is fine, and so is a project that is itself reached through one.
    (folder / "main.svc").write_text(f'{APP}queue q {{}}\noutput o = file("near.txt")\n')
    (folder / "near.txt").symlink_to("inside.txt")
    (folder.parent / "alias").symlink_to("proj")
    for path in ("main.svc", "../alias/main.svc"):
        done = suite.run("build", path, "-t", "cloudformation", cwd=folder)
        need(done.returncode == 0 and "Value: inside" in done.stdout, done.stdout + done.stderr)


def check_paths(suite):
    folder = project(suite, "outside", 'output o = file("../outside.txt")')
    refused(suite, folder, "SVC0019", "3:17", "a program can read files in and below the folder of its main file")
    folder = project(suite, "absolute", 'output o = file("/etc/passwd")')
    refused(suite, folder, "SVC0019", "3:17", "a program can read files in and below the folder of its main file")
    folder = project(suite, "import-outside", "")
    (folder / "main.svc").write_text(f'import "../outside.svc"\n{APP}queue q {{}}\n')
    refused(suite, folder, "SVC0019", "1:8", "a program can read files in and below the folder of its main file")
    folder = project(suite, "nul", 'output o = file("inside.txt\\u{0}.svc")')
    refused(suite, folder, "SVC0018", "3:17", "a path has no control characters")
    (folder / "main.svc").write_text(f'import "inside.svc\\u{{0}}x"\n{APP}queue q {{}}\n')
    (folder / "inside.svc").write_text("let a = 1\n")
    refused(suite, folder, "SVC0018", "1:8", "a path has no control characters")
    folder = project(suite, "stdin", 'output o = file("-")')
    refused(suite, folder, "SVC0018", "3:17", "no such file", stdin=MARK)
    (folder / "main.svc").write_text(f'import "-"\n{APP}queue q {{}}\n')
    refused(suite, folder, "SVC0018", "1:8", "no such file", stdin=f'let a = "{MARK}"\n')
    folder = project(suite, "fifo", 'output o = file("fifo")')
    os.mkfifo(folder / "fifo")
    refused(suite, folder, "SVC0018", "3:17", "this is not a regular file")
    folder = project(suite, "device", 'output o = file("zero")')
    (folder / "zero").symlink_to("/dev/zero")
    refused(suite, folder, "SVC0019", "3:17", "a symbolic link leads there")
    folder = project(suite, "folder", 'output o = file("sub")')
    (folder / "sub").mkdir()
    refused(suite, folder, "SVC0018", "3:17", "this is a folder")
    folder = project(suite, "large", 'output o = base64(file("big.txt"))')
    (folder / "big.txt").write_bytes(b"a" * (20 << 20))
    refused(suite, folder, "SVC0018", "3:24", "it has more than 16 MiB")
    folder = project(suite, "latin", 'output o = file("latin.txt")')
    (folder / "latin.txt").write_bytes(b"caf\xe9")
    refused(suite, folder, "SVC0018", "3:17", "it is not valid UTF-8")
    folder = project(suite, "zero", 'output o = file("zero.bin")')
    (folder / "zero.bin").write_bytes(b"a\0b")
    refused(suite, folder, "SVC0018", "3:17", "it is no text, it holds a zero byte")


def check_project_file(suite):
    def answers(name, contents, reason):
        folder = suite.work / "yaml" / name
        folder.mkdir(parents=True)
        (folder / "main.svc").write_text(f"{APP}queue q {{}}\n")
        if contents == "folder":
            (folder / "svc.yaml").mkdir()
        elif contents == "fifo":
            os.mkfifo(folder / "svc.yaml")
        else:
            (folder / "svc.yaml").write_bytes(contents)
        for words in (["check"], ["check", "main.svc"], ["build", "main.svc"]):
            done = suite.run(*words, cwd=folder)
            need(done.returncode == 2, f"{name}: svcc {' '.join(words)} gave {done.returncode}:\n{done.stderr[-500:]}")
            need("svc.yaml" in done.stderr and reason in done.stderr, f"{name}: wanted `{reason}`:\n{done.stderr[-500:]}")
    answers("second", b"name: x\nmain: main.svc\n---\nname: y\nmain: z.svc\n", "svc.yaml:4:1: a project is one document")
    answers("latin", b"name: caf\xe9\nmain: main.svc\n", "this file is not valid UTF-8")
    answers("utf16", "name: x\nmain: main.svc\n".encode("utf-16"), "this file is not valid UTF-8")
    answers("folder", "folder", "this is not a regular file")
    answers("fifo", "fifo", "this is not a regular file")
    answers("stdin", b"name: x\nmain: '-'\n", "svc.yaml:2:7: `main` is a path inside the project's folder")
    answers("control", b'name: x\nmain: main.svc\noutput: "a\\0b"\n', "svc.yaml:3:9: `output`: a path has no control characters")
    answers("large", b"name: x\nmain: main.svc\n#" + b"x" * (17 << 20) + b"\nfoo: 1\n", "svc.yaml: it has more than 16 MiB")
    # Paths through links that lead out of the folder: what is there is neither read nor quoted nor written over.
    for name, line in (("main", "main: link"), ("policies", "main: main.svc\npolicies: [link]"), ("pattern", "main: main.svc\npolicies: [p/*.svc]"),
                       ("baseline", "main: main.svc\nbaseline: link"), ("output", "main: main.svc\noutput: link/out")):
        folder = suite.work / "yaml" / f"link-{name}"
        (folder / "p").mkdir(parents=True)
        (folder / "main.svc").write_text(f"{APP}queue q {{}}\n")
        (folder / "svc.yaml").write_text(f"name: x\n{line}\n")
        (folder / "link").symlink_to("/etc" if name == "output" else "/etc/passwd")
        (folder / "p/link.svc").symlink_to("/etc/passwd")
        for words in (["check"], ["build"], ["check", "main.svc"]):
            done = suite.run(*words, cwd=folder)
            need(done.returncode == 2 and "svc.yaml: " in done.stderr and "is outside of the project's folder: a symbolic link leads there" in done.stderr,
                 f"{name}: svcc {' '.join(words)} gave {done.returncode}:\n{done.stderr[-500:]}")
            need("root:" not in done.stdout + done.stderr, f"{name}: /etc/passwd was read")


def check_fmt(suite):
    folder = suite.work / "fmt"
    folder.mkdir()
    untidy, tidy = 'app x {   region="eu-west-1" }\nqueue q{}\n', 'app x { region = "eu-west-1" }\nqueue q {}\n'
    real, link, other = folder / "real.svc", folder / "link.svc", folder / "other.svc"
    real.write_text(untidy)
    real.chmod(0o640)
    link.symlink_to("real.svc")
    done = suite.run("fmt", link)
    need(done.returncode == 0 and link.is_symlink() and real.read_text() == tidy, f"the link was not written through: {done.stderr}")
    need(stat.S_IMODE(real.stat().st_mode) == 0o640, f"the mode is {real.stat().st_mode:o} now")
    real.write_text(untidy)
    os.link(real, other)
    done = suite.run("fmt", real)
    need(done.returncode == 0 and other.read_text() == tidy and other.stat().st_ino == real.stat().st_ino, "the hard link was broken")
    other.unlink()
    real.write_text(untidy)
    real.chmod(0o444)
    done = suite.run("fmt", real)
    need(done.returncode == 2 and real.read_text() == untidy and "it is write-protected" in done.stderr, f"a file with mode 444 was rewritten: {done.stderr}")
    need(sorted(path.name for path in folder.iterdir()) == ["link.svc", "real.svc"], "fmt left a file behind")


# ---- Output -------------------------------------------------------------------------------------------------------------------------------

def written(folder):
    """Every file of an output folder with a digest of its contents."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def generations(suite, folder, environments=12):
    """Two programs with outputs that differ in every file, and those outputs."""
    outputs = []
    for number in (1, 2):
        program = "app x { region = \"eu-west-1\", tags { generation = \"%d\" } }\n" % number
        program += "".join(f"environment e{i} {{}}\n" for i in range(environments)) + "network main {}\nqueue q {}\n"
        (folder / f"main{number}.svc").write_text(program)
        done = suite.run("build", f"main{number}.svc", "-q", "-o", f"wanted{number}", cwd=folder)
        need(done.returncode == 0, done.stderr)
        outputs.append(written(folder / f"wanted{number}"))
    need(all(outputs[0][name] != outputs[1].get(name) for name in outputs[0] if "backend" not in name), "the generations have files in common")
    return outputs


def check_killed(suite):
    """Killed at any moment: the old output, or after the next run the new one; files that are not ours stay."""
    folder = suite.work / "killed"
    folder.mkdir()
    (folder / "main.svc").write_text("")
    first, second = generations(suite, folder)
    dice = random.Random(10)
    out = folder / "out"
    mixed = 0
    start = time.monotonic()
    suite.run("build", "main2.svc", "-q", "-o", "timed", cwd=folder)
    takes = time.monotonic() - start
    for attempt in range(25):
        suite.run("build", "main1.svc", "-q", "-o", "out", cwd=folder)
        own = {out / "terraform/x-e0/backend.tf": "terraform {}\n", out / "terraform/x-e0/.terraform/state": "state", out / "notes.txt": "mine"}
        for path, text in own.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        process = subprocess.Popen([suite.svcc, "build", "main2.svc", "-q", "-o", "out"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.2, 1.2) * takes)
        process.send_signal(dice.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
        process.wait()
        mixed += (out / ".svcc/journal").exists()
        # The next run is of another program that cannot even be compiled: what was decided is finished all the same.
        (folder / "broken.svc").write_text("app x {\n")
        suite.run("build", "broken.svc", "-q", "-o", "out", cwd=folder)
        now = written(out)
        for path, text in own.items():
            need(path.read_text() == text, f"{path.relative_to(out)} was touched")
            now.pop(str(path.relative_to(out)))
        need(now in (first, second), f"attempt {attempt}: a mixture of two outputs, or something left behind: "
             f"{[name for name in now if now[name] not in (first.get(name), second.get(name))][:5]}")
    # Both steps by hand, so that they are met on every machine: a run that was killed while it moved files.
    suite.run("build", "main1.svc", "-q", "-o", "out", cwd=folder)
    hidden = out / ".svcc"
    hidden.mkdir()
    names = sorted(second)
    (hidden / "journal").write_text("svcc journal 1\n" + "".join(f".svcc-{i}\t{name}\n" for i, name in enumerate(names)) + "end\n")
    for i, name in enumerate(names):
        target = hidden / f".svcc-{i}" if i % 2 else out / name
        target.write_bytes((folder / "wanted2" / name).read_bytes())
    suite.run("build", "broken.svc", "-q", "-o", "out", cwd=folder)
    now = written(out)
    need({name: now[name] for name in names} == second and not hidden.exists(), "the moves of a killed run were not finished")


def check_refused(suite):
    """The files of one target are on the disk already when the other target refuses the program: the old output stays, and no new folder is made."""
    folder = suite.work / "refused"
    folder.mkdir()
    (folder / "fine.svc").write_text(f"{APP}queue q {{}}\n")
    (folder / "refused.svc").write_text(f'{APP}raw cloudformation "AWS::SNS::Topic" alerts {{}}\noutput topic = alerts.TopicArn\n')
    done = suite.run("build", "fine.svc", "-q", "-o", "out", cwd=folder)
    need(done.returncode == 0, done.stderr)
    before = written(folder)
    for out in ("out", "new/out"):
        done = suite.run("build", "refused.svc", "-q", "-o", out, cwd=folder)
        need(done.returncode == 1 and "error[SVC5016]" in done.stderr, f"{out}: {done.returncode} {done.stderr}")
        need(written(folder) == before and not (folder / "out/.svcc").exists(), f"{out}: the old output did not stay")
        need(not (folder / "new").exists(), f"{out}: folders are left")


def check_journal(suite):
    """A foreign journal moves and removes nothing outside the folder; half a journal has no effect."""
    folder = suite.work / "journal"
    (folder / "out/.svcc").mkdir(parents=True)
    (folder / "main.svc").write_text(f"{APP}queue q {{}}\n")
    (folder / "precious").write_text("precious")
    for steps in ("\t../precious\n", "\t/etc/nothing\n", ".svcc-1\t../planted\n", "../../precious\tx\n"):
        (folder / "out/.svcc").mkdir(parents=True, exist_ok=True)
        (folder / "out/.svcc/.svcc-1").write_text("planted")
        (folder / "out/.svcc/journal").write_text(f"svcc journal 1\n{steps}end\n")
        done = suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
        need(done.returncode == 0, done.stderr)
        need((folder / "precious").read_text() == "precious" and not (folder / "planted").exists(), f"the journal {steps!r} was followed")
    (folder / "out/.svcc").mkdir(parents=True)
    (folder / "out/.svcc/journal").write_text("svcc journal 1\n\tcloudformation/x.yaml\n")
    suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
    need((folder / "out/cloudformation/x.yaml").exists(), "half of a journal was followed")
    (folder / "elsewhere").mkdir()
    (folder / "out/.svcc").symlink_to(folder / "elsewhere")
    (folder / "main.svc").write_text(f"{APP}queue other {{}}\n")
    done = suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
    need(done.returncode == 2 and ".svcc" in done.stderr and not list((folder / "elsewhere").iterdir()), f"files went through the link: {done.stderr}")


def check_temporary_names(suite):
    """svcc writes nothing through links with guessable names."""
    folder = suite.work / "names"
    (folder / "out/cloudformation").mkdir(parents=True)
    (folder / "main.svc").write_text(f"{APP}queue q {{}}\n")
    (folder / "precious").write_text("precious")
    script = ('ln -s "$PWD/precious" out/cloudformation/x.yaml.svcc-$$; ln -s "$PWD/precious" out/cloudformation/x.yaml; exec "$0" build main.svc -t cloudformation '
              "-q -o out")
    done = subprocess.run(["sh", "-c", script, suite.svcc], cwd=folder, capture_output=True, text=True, check=False)
    need(done.returncode == 0, done.stderr)
    need((folder / "precious").read_text() == "precious", "a file was overwritten through a link")
    place = folder / "out/cloudformation/x.yaml"
    need(place.is_file() and not place.is_symlink(), "the link is still there in place of the file")


def check_two_at_once(suite):
    folder = suite.work / "two"
    folder.mkdir()
    (folder / "main.svc").write_text("")
    first, second = generations(suite, folder, 4)
    for _ in range(6):
        both = [subprocess.Popen([suite.svcc, "build", f"main{n}.svc", "-q", "-o", "out"], cwd=folder, stderr=subprocess.PIPE) for n in (1, 2)]
        for process in both:
            need(process.wait() == 0, process.stderr.read().decode())
            process.stderr.close()
        need(written(folder / "out") in (first, second), "two builds into one folder were mixed")


def check_stale(suite):
    """What earlier versions left when they were killed is cleared away; nothing else is."""
    folder = suite.work / "stale"
    (folder / "out/terraform/x").mkdir(parents=True)
    (folder / "main.svc").write_text(f"{APP}queue q {{}}\n")
    for name in ("main.tf.svcc-4711", "notes.svcc-x", "backend.tf"):
        (folder / "out/terraform/x" / name).write_text("x")
    done = suite.run("build", "main.svc", "-q", "-o", "out", cwd=folder)
    need(done.returncode == 0, done.stderr)
    left = {path.name for path in (folder / "out/terraform/x").iterdir()}
    need("main.tf.svcc-4711" not in left and {"notes.svcc-x", "backend.tf"} <= left, f"left: {left}")


# ---- Meaning ------------------------------------------------------------------------------------------------------------------------------

def check_values(suite):
    folder = suite.work / "values"
    folder.mkdir()

    def says(program, *wanted):
        (folder / "main.svc").write_text(APP + program)
        done = suite.run("build", "main.svc", cwd=folder)
        for text in wanted:
            need(text in done.stdout + done.stderr, f"wanted `{text}`:\n{(done.stdout + done.stderr)[-1500:]}")
        return done
    says('queue q {}\noutput o = "a\\u{fffe}b\\u{ffff}"\n', 'Value: "a\\ufffeb\\uffff"', 'value = "a\\ufffeb\\uffff"')
    says('output o = -1GiB\nqueue q {}\noutput p = json(-1GiB)\noutput r = -1536ms\n', 'Value: "-1024"', "value = -1024", 'Value: "-1"')
    done = says('queue q {}\noutput o = "\\u{3000}a\\nb"\noutput p = "a\\n\\u{a0}\\n\\nb"\noutput r = "a\\n  b"\n', '"\u3000a\\nb"', '"a\\n\u00a0\\n\\nb"')
    need(done.stdout.count("<<-EOT") == 1, "only the plain text is a heredoc")
    says('queue q {}\noutput o = "a\\nEOT\\nEOT___\\nb"\n', "<<-EOT____\n")
    for literal in ("8388608TiB", "9999999999TiB", "9007199254740993TiB", "99999999999999vcpu", "9007199254740993", "9007199254740993.0", "9007199254740992.5", "9223372036854775", "200000000000d"):
        says(f"output o = {literal}\nqueue q {{}}\n", f"error[SVC0010]: `{literal}` is out of the range of numbers", "main.svc:2:12")
    says("output o = 9007199254740992\nqueue q {}\n", "9007199254740992")
    says("output o = 9007199254740992 + 1\nqueue q {}\n", "error[SVC2012]", "main.svc:2:12")
    for use in ('parameter a { value = "{{resolve:ssm:/a}}" }', 'output o = "{{resolve:ssm:/a}}"', 'param p: string = "{{resolve:ssm:/a}}"',
                'let a = "{{"\nparameter b { value = "${a}resolve:ssm:/${aws.region}}}" }', 'output o = ["{{resolve:ssm:/a}}"]'):
        done = says(f"queue q {{}}\n{use}\n", "error[SVC2100]")
        need(done.stderr.count("error[") == 1, done.stderr)
    for use in ('role r for task { allow "s3:Get*" on "*" when { StringEquals = { "aws:SourceArn" = "{{resolve:ssm:/a}}" } } }',
                'role r for task { allow "s3:Get*" on "*" when { "{{resolve:ssm:/a}}" = { "aws:SourceArn" = "a" } } }',
                'role r for task { allow "s3:Get*" on "arn:aws:s3:::{{resolve:ssm:/a}}" }', 'environment e { tags { a = "{{resolve:ssm:/a}}" } }',
                'environment e { tags = { a = "{{resolve:ssm:/a}}" } }', 'environment e { parameter a { value = "{{resolve:ssm:/a}}" } }\nparameter a { value = "b" }',
                'component c {\n  param v: string\n  parameter p { value = v }\n}\nc i { v = "{{resolve:ssm:/a}}" }',
                'for t in [{ a = "{{resolve:ssm:/a}}" }] { parameter "p" { value = t.a } }', 'existing secret s { name = "{{resolve:ssm:/a}}" }',
                'network main {}\ncluster c in main { capacity fargate {} }\njob j in c {\n  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1.27", '
                'env { "{{resolve:ssm:/a}}" = "b" } } }\n  timeout = 1h\n  trigger schedule { at = rate(1h) }\n}'):
        done = says(f"queue q {{}}\n{use}\n", "error[SVC2100]")
        need(done.stderr.count("error[") == 1, done.stderr)
    done = says('queue q { patch cloudformation queue { KmsMasterKeyId = "{{resolve:ssm:/a}}" } }\n', "KmsMasterKeyId: ", "{{resolve:ssm:/a}}")


def main():
    suite = Suite("hostile", __doc__).start()
    suite.check_all([(name, check_too_much, suite, name, *case) for name, case in TOO_MUCH.items()])
    for name, check in (("honest programs", check_honest), ("memory", check_memory), ("long image", check_image), ("links", check_links), ("paths", check_paths),
                        ("svc.yaml", check_project_file), ("fmt", check_fmt), ("killed", check_killed), ("refused", check_refused),
                        ("journal", check_journal),
                        ("temporary names", check_temporary_names), ("two at once", check_two_at_once), ("stale files", check_stale), ("values", check_values)):
        suite.check(name, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
