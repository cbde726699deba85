#!/usr/bin/env python3
"""What an attacker, a script that went wrong or a fuzzer gives svcc: programs, projects, folders, templates, amounts. Each is answered with its one reason, its
place and its exit status, in time and in little memory, and nothing raw reaches a terminal or a CI log. The limits are those of docs/limits.md."""
import os
import pathlib
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import Suite, need  # noqa: E402

SECONDS = 30  # of processor time; a build without optimisation and a sanitizer take ten times as long as the release
MEBIBYTES = 1024
APP = 'app x { region = "eu-west-1" }\n'
WEB = APP + "network main {}\ncluster c in main { capacity fargate {} }\n"
QUEUE = "queue q {}\n"
MANY, MEGABYTE = 100_000, 1_000_000


def task(inside):
    return WEB + "service s in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { " + inside + " } } }\n"


def param(text, pattern):
    return APP + f'param p: string = "{text}" {{ pattern = "{pattern}" }}\n' + QUEUE


# Name -> (program, code, place, a part of the message). The only error of the program.
PROGRAMS = {
    # Work
    "lets in a circle": (APP + "let a = b\nlet b = a\n" + QUEUE + "output o = a\n", "SVC1003", "3:9", "`a` is defined in terms of itself: a → b → a"),
    "a list within itself": (APP + "let a = [a]\n" + QUEUE + "output o = json(a)\n", "SVC1003", "2:10", "`a` is defined in terms of itself"),
    "a component within itself": (APP + "component c { c i {} }\nc top {}\n", "SVC1012", "2:15", "a component cannot contain itself: c → c"),
    "components in a circle": (APP + "component a { b i {} }\ncomponent b { a i {} }\na top {}\n", "SVC1012", "3:15", "a → b → a"),
    "a part of a task within itself": (WEB + "component t for task { t {} }\nservice s in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = \"a\" }\n t {} } }\n",
                                       "SVC1012", "4:24", "t → t"),
    "objects that double": (APP + "let a0 = { k0 = 1 }\n" + "".join(f"let a{i} = merge(a{i - 1}, {{ x{i} = a{i - 1} }})\n" for i in range(1, 40)) + QUEUE + "output o = json(a39)\n",
                            "SVC0060", "20:11", "500,000 values in one list or object"),
    "a product of comprehensions": (APP + "let r = range(0, 3000)\nlet a = [[x + y for x in r if x > y] for y in r]\n" + QUEUE + "output o = length(a)\n", "SVC0060", "3:21",
                                    "6,000,000 steps"),
    "a file read again and again": (APP + QUEUE + "".join(f'let v{i} = file("b.txt")\n' for i in range(1000)) + "output o = length([" +
                                    ", ".join(f"v{i}" for i in range(1000)) + "])\n", "SVC0060", "137:12", "134,217,728 bytes of text"),
    # Numbers
    "a width of a billion": (APP + 'output o = format("{:1000000000}", 1)\n' + QUEUE, "SVC2001", "2:19", "a placeholder for each value"),
    "a precision of two billion": (APP + 'output o = format("{:.2000000000f}", 1.5)\n' + QUEUE, "SVC2001", "2:19", "a placeholder for each value"),
    "part 99999999999": (APP + "output o = cidr_subnet(10.0.0.0/8, 24, 99999999999)\n" + QUEUE, "SVC2003", "2:40", "from 0 to 16777215"),
    "part -1": (APP + "output o = cidr_subnet(10.0.0.0/8, -1, -1)\n" + QUEUE, "SVC2003", "2:36", "must be from 0 to 24, but this is -1"),
    "a range backwards": (APP + 'for i in 9999..0 { queue "q${i}" {} }\n' + QUEUE, "SVC2003", "2:10", "from the smaller to the larger number"),
    "a range of all numbers": (APP + "let r = range(-9007199254740992, 9007199254740992)\n" + QUEUE + "output o = length(r)\n", "SVC2012", "2:15", "too large"),
    "item 2^53": (APP + "let r = [1]\n" + QUEUE + "output o = r[9007199254740992]\n", "SVC2010", "4:14", "there is no item 9007199254740992"),
    "item -1": (APP + "let r = [1]\n" + QUEUE + "output o = r[-1]\n", "SVC2010", "4:14", "there is no item -1"),
    "what remains of nothing": (APP + QUEUE + "output o = 5 % 0\n", "SVC2009", "3:16", "division by zero"),
    "the smallest number": (APP + QUEUE + "output o = (-9007199254740992) / -1\n", "SVC2012", "3:12", "too large"),
    "2^53 tasks": (WEB + 'service s in c { count = 9007199254740992, task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "a" } } }\n', "SVC2003", "4:26", "from 0 to 5000"),
    "a million zones": (APP + "network main { zones = 1000000 }\n", "SVC2003", "2:24", "from 1 to 6"),
    "bytes above 255": (APP + "network main { cidr = 999.999.999.999/99 }\n", "SVC0012", "2:23", "`999` is more than 255"),
    "every address": (APP + "network main { cidr = ::/0 }\n", "SVC4101", "2:23", "an IPv4 range from /16 to /28"),
    "a port of five digits too many": (task('image = "a", port = 99999999999'), "SVC2003", "4:94", "from 1 to 65535"),
    # Within each other
    "ifs": (APP + "if true { " * MANY + "}" * MANY + "\n" + QUEUE, "SVC0003", "2:2009", "more than 200 levels"),
    "loops": (APP + "for i in [1] { " * MANY + "}" * MANY + "\n" + QUEUE, "SVC0003", "2:3010", "more than 200 levels"),
    "components": (APP + "component a { " * MANY + "}" * MANY + "\n" + QUEUE, "SVC0003", "2:2813", "more than 200 levels"),
    "calls": (APP + "let a = " + "length(" * MANY + "[]" + ")" * MANY + "\n" + QUEUE, "SVC0003", "2:1415", "more than 200 levels"),
    "types": (APP + "param p: " + "[" * MANY + "string" + "]" * MANY + "\n" + QUEUE, "SVC0003", "2:210", "more than 200 levels"),
    "optional types": (APP + "param p: string" + "?" * MANY + "\n" + QUEUE, "SVC0017", "2:1016", "more than 1000"),
    "objects": (APP + "let a = " + "{ a = " * MANY + "1" + " }" * MANY + "\n" + QUEUE, "SVC0003", "2:1209", "more than 200 levels"),
    "indices": (APP + "let a = b" + "[0]" * MANY + "\n" + QUEUE, "SVC0017", "2:3010", "more than 1000"),
    "alternatives": (APP + "if true {}" + " else if true {}" * 20_000 + "\n" + QUEUE, "SVC0017", "2:7996", "more than 1000"),
    "comprehensions": (APP + "let a = " + "[x for x in " * MANY + "[]" + "]" * MANY + "\n" + QUEUE, "SVC0003", "2:2409", "more than 200 levels"),
    "sums in brackets": (APP + QUEUE + "output o = " + "(" * 199 + "1" + (" + 1" * 990 + ")") * 199 + "\n", "SVC0017", "3:4214", "more than 1000"),
    "choices in brackets": (APP + QUEUE + "output o = " + "(true ? " * 199 + "1" + (" + 1" * 900 + " : 0)") * 199 + "\n", "SVC0017", "3:4810", "more than 1000"),
    "accesses in brackets": (APP + QUEUE + "output o = " + "(" * 199 + "q" + (".a" * 990 + ")") * 199 + "\n", "SVC0017", "3:2213", "more than 1000"),
    "blocks that do not exist": (APP + "queue q { " + "a { " * 199 + "}" * 199 + " }\n", "SVC3004", "2:11", "queue `q` has no block `a`"),
    "properties of a resource": (APP + 'raw cloudformation "AWS::SQS::Queue" r { A = ' + "{ B = " * 150 + "1" + " }" * 150 + " }\n", "SVC5011", "2:42", "has no property `A`"),
    # Long
    "a name": (APP + "queue " + "q" * 10 * MEGABYTE + " {}\n", "SVC0032", "2:7", "a name has at most 255 characters, and this one has 10000000"),
    "a name in each instance": (APP + "component c { queue " + "q" * MANY + " {} }\nfor i in 0..9999 { c \"p${i}\" {} }\n", "SVC0032", "2:21", "and this one has 100000"),
    "a name of a property": (APP + "queue q { patch cloudformation queue { " + "Q" * MANY + " = 1 } }\n", "SVC0032", "2:40", "and this one has 100000"),
    "a name of an environment": (APP + "environment " + "e" * MANY + " {}\n" + QUEUE, "SVC0032", "2:13", "and this one has 100000"),
    "a name of an attribute": (APP + QUEUE + "output o = q." + "a" * MANY + "\n", "SVC0032", "3:14", "and this one has 100000"),
    "a number": (APP + QUEUE + "output o = " + "1" * 10 * MEGABYTE + "\n", "SVC0010", "3:12", "is out of the range of numbers"),
    "a variable": (task('image = "a", env { A = "' + "x" * 10 * MEGABYTE + '" }'), "SVC4061", "4:87", "more than the 64KiB that ECS takes"),
    "an image": (task('image = "' + "a/" * 5 * MEGABYTE + '"'), "SVC4075", "4:82", "is not a reference"),
    "an action": (APP + QUEUE + 'role r for task { allow "s3:' + "*?" * 5 * MEGABYTE + '" on "*" }\n', "SVC5020", "3:1", "IAM takes 10240"),
    "a type of a resource": (APP + QUEUE + 'raw cloudformation "\\u{1b}[2J\\n::error::x" r { A = 1 }\n', "SVC3017", "3:20", "the type of the resource"),
    "an expression of metrics": (APP + QUEUE + 'raw cloudformation "AWS::CloudWatch::Alarm" a { Metrics = [{ Id = "e1", Expression = "' + "(" * MANY + "m1" + ")" * MANY + '" }] }\n',
                                 "SVC5009", "3:86", "it takes 1 to 2048 characters"),
    "a schedule": (WEB + 'job j in c { task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "a" } }, timeout = 1h, trigger schedule { at = cron("' + "*/1," * 200_000 + '") } }\n',
                   "SVC4811", "4:125", "cron("),
    "a filter": (APP + "topic t {}\nqueue q { subscribe t { filter = { a = [" + ",".join(['"x"'] * 200_000) + "] } } }\n", "SVC4788", "3:34", "more than 150 combinations"),
    # Patterns
    "a pattern that backtracks": (param("a" * 30_000 + "b", "(a+)+$"), "SVC2004", "2:19", "must be a text that the pattern"),
    "a pattern of alternatives": (param("a" * 30_000 + "b", "(a|a|a|aa)*$"), "SVC2004", "2:19", "must be a text that the pattern"),
    "a pattern that counts far": (param("a", "a{1,999999999}"), "SVC2013", "2:35", "is not a pattern"),
    "a deep pattern": (param("a", "(" * 50_000 + "a" + ")" * 50_000), "SVC2013", "2:35", "is not a pattern"),
    "a pattern that looks ahead": (param("a", "(?=a)(?<!b)\\\\1"), "SVC2013", "2:35", "cannot look ahead or behind"),
    # Imports
    "an import of itself": ('import "main.svc"\n' + APP + QUEUE, "SVC0018", "1:8", "it is this file itself"),
    "imports in a circle": ('import "a.svc"\n' + APP + QUEUE, "SVC1011", "b.svc:1:8", "a.svc → b.svc → a.svc"),
    "an import of itself through a link": ('import "l/main.svc"\n' + APP + QUEUE, "SVC0018", "1:8", "it is this file itself"),
    "a circle through a link": ('import "l/c.svc"\n' + APP + QUEUE, "SVC0018", "l/c.svc:1:8", "it is this file itself"),
    "a long path": ('import "' + "a/" * MANY + 'a.svc"\n' + APP + QUEUE, "SVC0019", "1:8", "outside the project's folder"),
    "a path far out": ('import "' + "../" * 50_000 + 'etc/passwd"\n' + APP + QUEUE, "SVC0019", "1:8", "outside the project's folder"),
    "a path out of the standard library": ('import "std/../../etc/passwd"\n' + APP + QUEUE, "SVC0018", "1:8", "the standard library has no such file"),
    "a zero byte": ('import "\\u{0}"\n' + APP + QUEUE, "SVC0018", "1:8", "a path has no control characters"),
    "no path": ('import ""\n' + APP + QUEUE, "SVC0018", "1:8", "this names no file"),
    "a folder": ('import "."\n' + APP + QUEUE, "SVC0018", "1:8", "this is a folder, not a file"),
    "bytes": ('import "bytes.svc"\n' + APP + QUEUE, "SVC0001", "bytes.svc:3:115", "not valid UTF-8"),
    "a link to itself": ('import "s.svc"\n' + APP + QUEUE, "SVC0019", "1:8", "outside the project's folder"),
    "a fifo": ('import "f.svc"\n' + APP + QUEUE, "SVC0018", "1:8", "this is not a regular file"),
    "a device": ('import "z.svc"\n' + APP + QUEUE, "SVC0019", "1:8", "outside the project's folder"),
}
# Programs that are large or strange, and right.
RIGHT = {
    "10 MB of comment": APP + "// " + "x" * 10 * MEGABYTE + "\n" + QUEUE,
    "10 MB of documentation": "/// " + "x" * 10 * MEGABYTE + "\n" + APP + QUEUE,
    "10 MB of blanks": APP + " " * 10 * MEGABYTE + QUEUE,
    "200,000 pieces of a text": APP + QUEUE + "let v = 1\noutput o = \"" + "${v}" * 200_000 + '"\n',
    "1,000 imports after each other": 'import "i0.svc"\n' + APP + QUEUE,
    "names not in UTF-8": APP + QUEUE,
}


def answered(suite, folder, words, stdin=None):
    """Runs svcc; gives its status and output, and fails where it crashed, took long or much, or printed something raw."""
    with open(folder.parent / "said", "wb+") as said:
        process = subprocess.Popen([suite.svcc, *words], cwd=folder, stdin=stdin or subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, "NO_COLOR": "1"})
        timer = threading.Timer(600, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read().decode(errors="replace")
    sanitized = "asan" in str(suite.svcc)
    need(process.returncode in (0, 1, 2), f"svcc {' '.join(words)} gave {process.returncode}: {text[-1000:]}")
    need("bug of the compiler" not in text and "Sanitizer" not in text, text[-3000:])
    seconds = usage.ru_utime + usage.ru_stime
    need(seconds < SECONDS, f"svcc {' '.join(words)} took {seconds:.1f} s")
    need(sanitized or usage.ru_maxrss / 1024 < MEBIBYTES, f"svcc {' '.join(words)} took {usage.ru_maxrss / 1024:.0f} MiB")
    need(not any(ord(c) < 32 and c != "\n" or ord(c) == 127 or c in "\u202e\u2066\u200f" for c in text), f"raw characters: {text[:500]!r}")
    return process.returncode, text


def check_program(suite, name, program, code, place, reason):
    folder = suite.work / "programs" / name.replace(" ", "-") / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(program)
    if name.startswith("a file read"):
        (folder / "b.txt").write_text("x" * MEGABYTE)
    (folder / "a.svc").write_text('import "b.svc"\n')
    (folder / "b.svc").write_text('import "a.svc"\n')
    (folder / "c.svc").write_text('import "l/c.svc"\n')
    (folder / "bytes.svc").write_bytes(bytes(range(256)))
    (folder / "l").symlink_to(".")
    (folder / "s.svc").symlink_to("s.svc")
    (folder / "z.svc").symlink_to("/dev/zero")
    os.mkfifo(folder / "f.svc")
    for words in (["check", "main.svc"], ["build", "main.svc", "-q", "-o", "out"]):
        status, said = answered(suite, folder, words)
        need(status == 1 and said.count("error[") == 1, f"svcc {words[0]} gave {status}, wanted one error:\n{said[:1500]}")
        need(f"error[{code}]" in said and reason in said, f"wanted {code} with `{reason}`:\n{said[:1500]}")
        need((place if ".svc" in place else f"main.svc:{place}") + "\n" in said, f"wanted it at {place}:\n{said[-1500:]}")
        need(len(said) < 4000, f"svcc {words[0]} printed {len(said)} bytes")
    need(not (folder / "out").exists(), "a failed build made its output folder")


def check_right(suite, name, program):
    folder = suite.work / "right" / name.replace(" ", "-").replace(",", "") / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(program)
    if "imports" in name:
        for i in range(1000):
            (folder / f"i{i}.svc").write_text(f'import "i{i + 1}.svc"\n' if i < 999 else "let a = 1\n")
    if "UTF-8" in name:
        os.mkdir(bytes(folder) + b"/caf\xe9")
        with open(bytes(folder) + b"/caf\xe9/m\xff.svc", "wb") as file:
            file.write((APP.replace("x", "y") + QUEUE).encode())
    for words in (["check", "."], ["build", "main.svc", "-q", "-o", "out"]):
        status, said = answered(suite, folder, words)
        need(status == 0 and "error" not in said, f"svcc {words[0]} gave {status}:\n{said[:1500]}")


PROJECT = "name: x\nmain: main.svc\n"
# svc.yaml -> what the message says.
PROJECTS = {
    "aliases that double": ("a: &a [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n".replace("*a0", "*a") for i in range(1, 40)), "svc.yaml:1:1: there is no setting `a`"),
    "an alias of nothing": (PROJECT + "<<: *x\n", "svc.yaml:3:5: this is not YAML"),
    "a project within itself": ("&x\nname: x\nmain: main.svc\n<<: *x\n", "svc.yaml:4:1: there is no setting `<<`"),
    "an object of Python": ('name: !!python/object/apply:os.system ["id"]\nmain: main.svc\n', "svc.yaml:1:7: `name` is one text"),
    "open brackets": (PROJECT + "policies: " + "[" * MANY + "\n", "svc.yaml:4:1: this is not YAML"),
    "lists within each other": (PROJECT + "policies:\n" + "".join(" " * i + "- \n" for i in range(3000)), "svc.yaml:502:500: this is not YAML"),
    "nothing for main": ("name: x\nmain: ~\n", "svc.yaml:2:7: `main` is one text"),
    "a name twice": ("name: x\nname: y\nmain: main.svc\n", "svc.yaml:2:1: `name` is set twice"),
    "a setting for a terminal": (PROJECT + '"\\e[2J::error::": 1\n', "svc.yaml:3:1: there is no setting `\\u{1b}[2J::error::`"),
    "5 MB of a setting": (PROJECT + "x" * 5 * MEGABYTE + ": 1\n", "svc.yaml:3:5000001: this is not YAML"),
    "a number for lints": (PROJECT + "lints: 99999999999999999999999999\n", "svc.yaml:3:8: `lints` gives a level to each code"),
    "a pattern of stars": (PROJECT + 'policies: ["' + "*a" * 500 + '.svc"]\n', "svc.yaml"),
    "a pattern of folders": (PROJECT + 'policies: ["' + "**/" * 200 + '*.svc"]\n', "svc.yaml"),
    "100,000 policies": (PROJECT + "policies: [" + ", ".join(['"x.svc"'] * MANY) + "]\n", "its policy x.svc cannot be read: no such file"),
    "a policy that is a fifo": (PROJECT + "policies: [f.svc]\n", "its policy f.svc cannot be read: this is not a regular file"),
    "a baseline of brackets": (PROJECT + "baseline: deep.json\n", "deep.json is not a baseline"),
    "output above": (PROJECT + "output: ../../x\n", "svc.yaml:3:9: `output` is a path inside the project's folder"),
    "carriage returns": ("name: x\rmain: main.svc\r", "svc.yaml:1:13: this is not YAML"),
    "a zero byte": ("name: x\0\nmain: main.svc\n", "svc.yaml:2:1: this is not YAML"),
    "YAML 9.9": ("%YAML 9.9\n---\nname: x\nmain: main.svc\n", "svc.yaml:1:1: this is not YAML"),
    "nothing": ("", "svc.yaml: a project is a list of settings"),
    "a key of two": ("? [a, b]\n: c\nname: x\nmain: main.svc\n", "svc.yaml:1:3: a setting is one text"),
    "a level of nothing": (PROJECT + "lints: { SVC9999: error }\n", "svc.yaml:3:10: there is no diagnostic `SVC9999`"),
}


def check_project(suite, name, text, reason):
    folder = suite.work / "projects" / name.replace(" ", "-").replace(",", "") / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(APP + QUEUE)
    (folder / "svc.yaml").write_text(text)
    (folder / "deep.json").write_text("[" * MANY)
    os.mkfifo(folder / "f.svc")
    for words in (["check"], ["build", "-q", "-o", "out"]):
        status, said = answered(suite, folder, words)
        need(status == 2 and reason in said and said.count("\n") == 1, f"svcc {words[0]} gave {status}, wanted one line with `{reason}`:\n{said[:1500]}")


def check_folders(suite):
    """Fifos, devices, folders and links with the name of a program."""
    folder = suite.work / "folders" / "here"
    folder.mkdir(parents=True)
    (folder / "a.svc").write_text(APP + QUEUE)
    os.mkfifo(folder / "f.svc")
    (folder / "d.svc").mkdir()
    (folder / "l.svc").symlink_to("/dev/zero")
    (folder / "n.svc").symlink_to("nowhere")
    (folder / "loop").symlink_to(".")
    for words in (["check", "."], ["fmt", "--check", "."], ["build", ".", "-q", "-o", "out"]):
        status, said = answered(suite, folder, words)
        need(status == 0 and not said, f"svcc {' '.join(words)} gave {status}: {said[:500]}")
    for name, reason in (("f.svc", "this is not a regular file"), ("l.svc", "this is not a regular file"), ("/dev/zero", "this is not a regular file"), ("n.svc", "n.svc"),
                         ("d.svc", "there is no .svc file in this folder")):
        for words in (["check", name], ["fmt", "--check", name], ["build", name, "-q", "-o", "out2"]):
            status, said = answered(suite, folder, words)
            need(status == 2 and said.startswith("svcc: ") and name in said and reason in said and said.count("\n") == 1, f"svcc {' '.join(words)} gave {status}: {said[:500]}")
    (folder / "::error::a\n::error::b.svc").write_text(APP + QUEUE + "let b = c\n")
    for words in (["check", ".", "--format", "github"], ["check", "."], ["fmt", "--diff", "."]):
        status, said = answered(suite, folder, words)
        need(status == 2 and "a path has no control characters" in said and "\n::" not in said, f"svcc {' '.join(words)} gave {status}: {said[:500]}")


def check_output(suite):
    """Output folders that are links, files, or cannot be."""
    folder = suite.work / "output" / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(APP + QUEUE)
    (folder / "real").mkdir()
    (folder / "out").symlink_to("real")
    (folder / "dangling").symlink_to("nowhere/x")
    (folder / "itself").symlink_to("itself")
    status, said = answered(suite, folder, ["build", "main.svc", "-q", "-o", "out"])
    need(status == 0 and (folder / "out").is_symlink() and (folder / "real/cloudformation/x.yaml").exists(), said[:500])
    for out, reason in (("dangling", "File exists"), ("itself", "Too many levels of symbolic links"), ("main.svc/x", "Not a directory"), ("a" * 300, "File name too long"), ("/proc/x", "/proc/x")):
        status, said = answered(suite, folder, ["build", "main.svc", "-q", "-o", out])
        need(status == 2 and reason in said and said.count("\n") == 1, f"-o {out} gave {status}: {said[:500]}")
    need((folder / "main.svc").read_text() == APP + QUEUE, "the program was overwritten")


def check_verdict(suite):
    """How much is printed does not decide about the exit status."""
    folder = suite.work / "verdict" / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(APP + QUEUE + "let a = b\n")
    (folder / "warned.svc").write_text(APP + QUEUE + "".join(f"let v{i} = 1\n" for i in range(40)))
    for words, wanted in ((["check", "main.svc", "--max-diagnostics", "0"], 1), (["check", "main.svc", "--max-diagnostics", "1"], 1),
                          (["check", "warned.svc", "--max-warnings", "20", "--max-diagnostics", "1"], 1), (["check", "warned.svc", "--max-warnings", "40", "--max-diagnostics", "1"], 0),
                          (["check", "warned.svc", "--fail-on", "warning", "--max-diagnostics", "0"], 1), (["check", "main.svc", "--max-diagnostics", "-1"], 2),
                          (["check", "main.svc", "--max-diagnostics", "99999999999999999999"], 2)):
        status, said = answered(suite, folder, words)
        need(status == wanted, f"svcc {' '.join(words)} gave {status}, not {wanted}:\n{said[:500]}")


SECRETS = ("hunter2value", "hunter2pattern", "hunter2other", "hunter2env", "sk_live_hunter2key", "hunter2list", "4711471147114711", "hunter2given")
SECRET = (APP + """environment prod { pin = 4711471147114711, db_token = "hunter2given" }
param key: string = "hunter2value" { secret = true }
param pin: int = 4711471147114711 { secret = true }
param db_password: string = "hunter2pattern" { pattern = "[0-9]+" }
param db_token: int = "hunter2other"
let api_key = ["hunter2list"] + 1
network main {}
cluster c in main { capacity fargate {} }
service s in c {
  task {
    cpu    = 0.25vcpu
    memory = 512MiB
    container app { image = "nginx:1.27", env { DB_PASSWORD = "hunter2env", PAY = "sk_live_hunter2key" }, nothing = 1 }
  }
}
""")
SHOWN = APP + """param db_password: string = "hunter2pattern%d"
network main {}
cluster c in main { capacity fargate {} }
service s in c {
  task {
    cpu    = 0.25vcpu
    memory = 512MiB
    container app { image = "nginx:1.27", env { DB_PASSWORD = "hunter2env%d", PAY = "sk_live_hunter2key%d", PLAIN = "seen%d" } }
  }
}
"""


def check_secrets(suite):
    """No format of a report repeats what is a secret by declaration, by name or by form."""
    folder = suite.work / "secrets" / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(SECRET)
    (folder / "warned.svc").write_text(SHOWN % (1, 1, 1, 1))
    (folder / "before.svc").write_text(SHOWN % (1, 1, 1, 1))
    (folder / "after.svc").write_text(SHOWN % (2, 2, 2, 2))
    (folder / "broken.svc").write_text(SHOWN % (1, 1, 1, 1) + 'param my_secret: string = "hunter2value" oops\n')
    commands = [["check", name, "--format", word] for word in ("text", "short", "json", "sarif", "github", "gitlab", "junit") for name in ("main.svc", "warned.svc", "broken.svc")]
    (folder / "untidy.svc").write_text((SHOWN % (1, 1, 1, 1)).replace(" = ", "  =  "))
    (folder / "fixable.svc").write_text((SHOWN % (1, 1, 1, 1)).replace("container app", "  contaner app"))
    commands += [["fmt", "--diff", "untidy.svc"], ["check", "fixable.svc", "--fix", "--dry-run"]]
    commands += [["build", "main.svc", "-o", "out"], ["fmt", "--check", "broken.svc"], ["graph", "main.svc"], ["cost", "main.svc"]]
    commands += [["diff", "before.svc", "after.svc", "--format", word] for word in ("text", "markdown", "html", "json")]
    for words in commands:
        status, said = answered(suite, folder, words)
        need(status in (0, 1) and said, f"svcc {' '.join(words)} gave {status}: {said[:500]}")
        shown = [secret for secret in SECRETS if secret in said]
        need(not shown, f"svcc {' '.join(words)} shows {shown}:\n{said[:3000]}")
        if words[0] == "diff":
            need("seen1" in said and "seen2" in said and "PASSWORD" in said, f"svcc {' '.join(words)} hides what is no secret:\n{said[:3000]}")
    status, said = answered(suite, folder, ["check", "main.svc"])
    for code, line in (("SVC3010", 2), ("SVC2001", 2), ("SVC3010", 3), ("SVC2004", 5), ("SVC2002", 7), ("SVC3001", 14)):
        need(f"error[{code}]" in said and f"main.svc:{line}:" in said, f"wanted {code} at line {line}:\n{said}")
    need('param key: string = "************" { secret = true }' in said, said)


def check_changes(suite):
    """Templates and modules of 20,000 resources, and amounts of 20,000 blocks."""
    folder = suite.work / "changes" / "here"
    folder.mkdir(parents=True)
    (folder / "main.svc").write_text(APP + QUEUE)
    many = 20_000
    (folder / "t.json").write_text('{"Metadata":{"svcc":{"app":"x","environment":""}},"Resources":{' + ",".join(
        f'"R{i}":{{"Type":"AWS::SQS::Queue","Properties":{{"QueueName":"q{i}"}}}}' for i in range(many)) + "}}")
    (folder / "m.tf").write_text("".join(f'resource "aws_sqs_queue" "q{i}" {{\n  name = "q{i}"\n}}\n' for i in range(many)))
    for words in [["diff", name, "main.svc", "--format", word] for name in ("t.json", "m.tf") for word in ("text", "markdown", "html", "json")]:
        status, said = answered(suite, folder, words)
        need(status == 0 and said, f"svcc {' '.join(words)} gave {status}: {said[:500]}")
    for name, text, reason in (("twice", "blocks: { queue q: { requests_million: 1 } }\nblocks: {}\n", "twice.yaml:2:1: `blocks` is set twice"),
                               ("again", "blocks:\n  queue q: { requests_million: 1 }\n  queue q: {}\n", "again.yaml:3:3: `queue q` is set twice"),
                               ("infinite", "blocks: { queue q: { requests_million: .inf } }\n", "infinite.yaml:1:40: `requests_million` is a number from 0 on"),
                               ("nan", "blocks: { queue q: { requests_million: .nan } }\n", "nan.yaml:1:40: `requests_million` is a number from 0 on"),
                               ("list", "[1]\n", "list.yaml:1:1: a file of use has `hours` and `blocks`")):
        (folder / f"{name}.yaml").write_text(text)
        status, said = answered(suite, folder, ["cost", "main.svc", "--usage", f"{name}.yaml"])
        need(status == 2 and reason in said and said.count("\n") == 1, f"{name} gave {status}: {said[:500]}")
    (folder / "many.yaml").write_text("blocks:\n" + "".join(f"  queue q{i}: {{ requests_million: 1 }}\n" for i in range(many)))
    answered(suite, folder, ["cost", "main.svc", "--usage", "many.yaml"])


def main():
    suite = Suite("inputs", __doc__.splitlines()[0]).start()
    suite.check_all([(f"program: {name}", check_program, suite, name, *case) for name, case in PROGRAMS.items()])
    suite.check_all([(f"right: {name}", check_right, suite, name, program) for name, program in RIGHT.items()])
    suite.check_all([(f"svc.yaml: {name}", check_project, suite, name, *case) for name, case in PROJECTS.items()])
    for name, check in (("folders", check_folders), ("output", check_output), ("verdict", check_verdict), ("secrets", check_secrets), ("changes", check_changes)):
        suite.check(name, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
