#!/usr/bin/env python3
"""`svcc explain`, and docs/reference, which must equal the compiler's output. After a change of the prelude or of tests/diagnostics: `make reference`."""
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import CODE, ROOT, Suite, need, run, same  # noqa: E402

REFERENCE = ROOT / "docs/reference"

# Topic -> words that the answer must hold.
ANSWERS = {
    "network": ["network NAME { … }", "zones:", "From 1 to 6.", "Attributes"],
    "service.route.health": ["health { … }", "path: string = \"/\"", "interval: duration = 15s", "From 5s to 5min."],
    "service.scale": ["scale cpu { … }", "scale queue { … }"],
    "service.scale.cpu.target": ["target: percent", "Required."],
    "cluster.capacity.ec2": ["capacity ec2 NAME { … }", "instance: string", "30GiB"],
    "cluster.capacity.ec2.size": ["size: int | range = 1..3"],
    "service.task.container": ["container NAME { … }"],
    "queue.send": ["sqs:SendMessage"],
    "secret": ["existing secret NAME { … }"],
    "web_service": ["web_service NAME in CLUSTER { … }   (import \"std/web\")", "  web_service api in main_cluster {\n    image   = images.tag", "port: int = 8080", "From 1 to 65535.", "image: image\n      What it runs. Required."],
    "web_service.check_interval": ["check_interval: duration = 30s", "Known when the program is compiled."],
    "worker.url": ["The URL of the queue."],
    "fluent_bit": ["fluent_bit { … }   (import \"std/sidecar\")", "config: string?"],
    "std/web": ["Services that answer requests.", "  web_service ", "  discovered_service "],
    "std/job": ["  scheduled_job ", "  object_job "],
    "SVC1001": ["unknown name", "is answered with", "Corrected:"],
    "svc1001": ["SVC1001 UnknownName (error)"],
    "1001": ["SVC1001 UnknownName (error)"],
    "build": ["--target"],
    "queue": ["Example\n\n    queue "],
    "scale": ["svcc explain service.scale\n", "svcc explain cluster.capacity.ec2.scale\n"],
    "build image": ["build image { … }   (any number, in pipeline)"],
    "service.scale.cpu": ["Example\n\n    scale cpu"],
}
# Words -> topics that a search for them names.
SEARCHES = {
    "efs": ["task.volume.efs", "filesystem.access"],
    "EFS": ["task.volume.efs"],
    "percentile": ["alarm.statistic"],
    "predictive": ["service.scale.predictive.cpu"],
}
# What there is not -> words of the message.
UNKNOWN = {
    "netwrok": "did you mean `network`?",
    "network.zonse": "did you mean `network.zones`?",
    "scael": "`svcc explain --search scael` looks for it",
    "scale.cpus": "`svcc explain --search scale` looks for it",
    "service.scale.cpus": "did you mean `service.scale.cpu`?",
    "network.zones.x": "has nothing in it",
    "web_servcie": "did you mean `web_service`?",
    "web_service.prot": "did you mean `web_service.port`?",
    "std/wbe": "did you mean `std/web`?",
    "SVC9998": "there is no diagnostic SVC9998",
    "": "there is no kind",
    "service..x": "`service` has no ``",
}


def answer(suite, path, words):
    done = suite.run("explain", path)
    need(done.returncode == 0, f"exit status {done.returncode}: {done.stderr}")
    for word in words:
        need(word in done.stdout, f"`{word}` is not in\n{done.stdout}")
    need(all(len(line) <= 100 for line in done.stdout.splitlines() if not CODE.match(path.upper()) and ": " not in line), f"a line is too long:\n{done.stdout}")


def unknown(suite, path, message):
    done = suite.run("explain", path)
    need(done.returncode == 1, f"exit status {done.returncode}, not 1")
    need(message in done.stderr and not done.stdout, f"`{message}` is not in: {done.stderr}")


def every_code(suite):
    text = "".join(path.read_text() for path in sorted((ROOT / "compiler/diagnostics/codes").glob("*.def")))
    numbers = re.findall(r"^SVC_DIAGNOSTIC\((\d+),", text, re.M)
    for number in numbers:
        done = suite.run("explain", number)
        need(done.returncode == 0 and f"SVC{int(number):04}" in done.stdout, f"SVC{number}: {done.stderr}")


def every_path(suite, path, seen):
    """All that an answer lists can be asked for in turn, and is documented."""
    done = suite.run("explain", path)
    need(done.returncode == 0, f"{path}: {done.stderr}")
    need("\n\n" in done.stdout.strip(), f"{path} is not documented:\n{done.stdout}")
    seen.add(path)
    if done.stdout.startswith(path + "\n"):
        return  # a field and the like: nothing is in it
    need("\nExample\n" in done.stdout or "means one of these" in done.stdout, f"{path} has no example")
    for name in re.findall(r"^  (\w+)(?:[:(]| \w+| \{)", done.stdout, re.M):
        inner = f"{path}.{name}"
        if inner in seen or "means one of these" in done.stdout or name == "allow":
            continue
        if suite.run("explain", inner).returncode == 0:
            every_path(suite, inner, seen)
        else:
            need(False, f"{path} lists {name}, but {inner} cannot be asked for")


def every_kind(suite):
    """Each kind and each block in it has an example. Those of tests/cases are programs that other tests compile."""
    without = []
    for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")):
        for kind in re.findall(r"^kind (\w+)", path.read_text(), re.M):
            if kind != "raw" and "\nExample\n" not in suite.run("explain", kind).stdout:
                without.append(kind)
    need(not without, f"without an example: {', '.join(without)}")


def search(suite, words, topics):
    done = suite.run("explain", "--search", words)
    need(done.returncode == 0, f"exit status {done.returncode}: {done.stderr}")
    found = re.findall(r"^  (\S+)", done.stdout, re.M)
    for topic in topics:
        need(topic in found, f"{topic} is not among {found}")


def no_search(suite):
    done = suite.run("explain", "--search", "xyzzyplugh")
    need("xyzzyplugh" in done.stdout + done.stderr, f"nothing says that there is nothing: {done.stdout}{done.stderr}")


def language(suite):
    """The examples of the language compile."""
    text = (ROOT / "compiler/explain/language.cpp").read_text()
    examples = re.findall(r'R"\((.*?)\)"', text, re.S)
    need(len(examples) > 10, f"only {len(examples)} examples were found")
    for number, example in enumerate(examples):
        program = suite.work / f"language{number}.svc"
        program.write_text(example)
        done = suite.run("check", program)
        need(done.returncode == 0, f"example {number}:\n{example}\n{done.stdout}{done.stderr}")


def short_forms(suite):
    """The documentation promises that a block may be written as a value. The language has that for blocks of one word alone."""
    for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")):
        heads = []
        for number, line in enumerate(path.read_text().splitlines(), 1):
            head = re.match(r"( *)(?:kind|existing kind|blocks?) (.*?)\{", line)
            if head:
                heads = [one for one in heads if len(one[0]) < len(head[1])] + [(head[1], line)]
            if "primary = true" in line or "primary      = true" in line:
                words = re.match(r" *blocks? \w+(.*)\{", heads[-1][1])
                labels = re.sub(r"\w+: \w+\?", "", words[1]).strip()
                need(not labels, f"{path.name}:{number}: a primary field in `{heads[-1][1].strip()}`")


def listing(suite):
    done = suite.run("explain")
    need(done.returncode == 0, done.stderr)
    for word in ("service", "queue", "build", "fmt", "SVC1001", "web_service", "import \"std/sidecar\""):
        need(word in done.stdout, f"`{word}` is not listed:\n{done.stdout}")
    # Columns: a name has a space after it, and what is wrapped begins below its text.
    for line in done.stdout.splitlines():
        need(len(line) <= 100 and not re.match(r"  [a-z_]+[A-Z]", line) and re.match(r"$|[A-Z]|  import|  [a-z_]+  |  functions|  units| {19,}\S", line), f"this line is out of its column: {line}")


def fresh(suite):
    folder = suite.work / "reference"
    done = suite.run("explain", "--write-reference", folder)
    need(done.returncode == 0, done.stderr)
    wanted = {p.name: p.read_text() for p in folder.iterdir()}
    found = {p.name: p.read_text() for p in REFERENCE.iterdir()} if REFERENCE.exists() else {}
    need(set(wanted) == set(found), f"docs/reference is stale (`make reference`): {sorted(set(wanted) ^ set(found))}")
    for name, text in wanted.items():
        same(found[name], text, f"docs/reference/{name}; stale: `make reference`")
        for row in re.findall(r"^\| `.*$", text, re.M):
            need(not row.endswith("|  |") or "actions" in row, f"{name}: without documentation: {row}")


def man_pages(suite):
    """packages/man-pages.py: a page for each command, and what a wrapped line of the help goes on with stays in its paragraph."""
    folder = suite.work / "man"
    done = run([ROOT / "packages/man-pages.py", suite.svcc, folder])
    need(done.returncode == 0, done.stderr)
    commands = re.findall(r"^  ([a-z]+)  ", suite.run("--help").stdout, re.M)
    need({path.name for path in folder.iterdir()} == {"svcc.1", *(f"svcc-{command}.1" for command in commands)}, "there is no page for each command")
    page = (folder / "svcc-build.1").read_text()
    need(".B file\nThe program: a .svc file, a folder, or \\- for standard input (default:\nthe project)\n.SH OPTIONS" in page, page[:1000])


def main():
    suite = Suite("explain", __doc__).start()
    for path, words in ANSWERS.items():
        suite.check(f"explain {path}", answer, suite, path, words)
    for path, message in UNKNOWN.items():
        suite.check(f"explain {path} (unknown)", unknown, suite, path, message)
    for words, topics in SEARCHES.items():
        suite.check(f"explain --search {words}", search, suite, words, topics)
    suite.check("explain --search, nothing found", no_search, suite)
    suite.check("man pages", man_pages, suite)
    suite.check("examples of the language", language, suite)
    suite.check("examples of kinds", every_kind, suite)
    suite.check("short forms", short_forms, suite)
    suite.check("every code", every_code, suite)
    for path in ("service", "cluster", "task", "queue", "secret", "pipeline"):
        suite.check(f"everything in {path}", every_path, suite, path, set())
    suite.check("no argument", listing, suite)
    suite.check("docs/reference is fresh", fresh, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
