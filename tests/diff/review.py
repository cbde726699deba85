#!/usr/bin/env python3
"""`svcc diff` as people and CI use it: its inputs, formats and exit statuses, and scripts/post-review against a server that answers like GitHub's."""
import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import comments  # noqa: E402
from harness import ROOT, Skip, Suite, need, run  # noqa: E402

EDITS = ROOT / "tests/conformance/changes"
BEFORE, AFTER = EDITS / "table-sort/before.svc", EDITS / "table-sort/after.svc"


def diff(suite, *words, cwd=ROOT, status=0):
    done = suite.run("diff", *words, cwd=cwd)
    need(done.returncode == status, f"svcc diff {' '.join(map(str, words))} gave {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
    return done.stdout


def formats(suite):
    text = diff(suite, BEFORE, AFTER)
    for words in ("refused: table appointments", "prevent_destroy", "sort = \"starts_at\"", "aws_dynamodb_table.appointments"):
        need(words in text, f"the text lacks {words}:\n{text}")
    markdown = diff(suite, BEFORE, AFTER, "--format", "markdown")
    need(markdown.startswith("<!-- svcc diff -->\n"), "the comment has no first line by which it is found again")
    need(len(markdown.encode()) < 65536 and "```mermaid" not in markdown, "the comment is too long, or has a graph of one block")
    several = diff(suite, BEFORE.parents[1] / "filesystem-renamed/before.svc", BEFORE.parents[1] / "filesystem-renamed/after.svc", "--format", "markdown")
    need("```mermaid" in several, "the comment has no graph of what changes")
    page = diff(suite, BEFORE, AFTER, "--format", "html")
    need("<svg" in page and "http-equiv" not in page and "src=" not in page, "the page needs something from elsewhere, or has no graph")
    report = json.loads(diff(suite, BEFORE, AFTER, "--format", "json"))
    need(report["version"] == 1 and report["consequences"] == ["refused"], f"the JSON says {report['consequences']}")


DRIVE = """<script>
{  // the page has names of its own
addEventListener("error", (e) => (document.body.dataset.error = e.message));
const found = () => [...document.querySelectorAll("[data-find]")].filter((one) => !one.hidden).length;
document.body.dataset.all = found();
const box = document.querySelector("input");
box.value = "data_lost_and_nothing_else"; box.dispatchEvent(new Event("input"));
document.body.dataset.none = found();
box.value = ""; box.dispatchEvent(new Event("input"));
document.body.dataset.again = found();
const svg = document.querySelector("svg");
const boxes = [...svg.querySelectorAll("rect")].map((r) => r.getBoundingClientRect());
let overlaps = 0;
boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => { if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) overlaps++; }));
document.body.dataset.boxes = boxes.length;
document.body.dataset.overlaps = overlaps;
document.body.dataset.wide = document.documentElement.scrollWidth > innerWidth + 400;
}
</script>"""


def page(suite):
    """The page in Chromium: it filters, its graph is drawn without overlaps, no script fails."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        raise Skip("there is no Chromium")
    path = suite.work / "page.html"
    path.write_text(diff(suite, BEFORE, AFTER, "--format", "html").replace("</body>", DRIVE + "</body>"))
    done = run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1400,900", f"--user-data-dir={suite.work}/chromium", "--virtual-time-budget=3000",
                "--dump-dom", path.as_uri()], timeout=120)
    has = dict(re.findall(r'data-(\w+)="([^"]*)"', re.search(r"<body[^>]*>", done.stdout).group(0)))
    need("error" not in has, f"a script failed: {has}")
    need(int(has["all"]) > 0 and has["none"] == "0" and has["again"] == has["all"], f"the filter: {has}")
    need(int(has["boxes"]) > 0 and has["overlaps"] == "0" and has["wide"] == "false", f"the graph: {has}")


def statuses(suite):
    diff(suite, BEFORE, AFTER, "--fail-on", "refused", status=1)
    diff(suite, BEFORE, AFTER, "--fail-on", "replaced", status=1)
    diff(suite, BEFORE, AFTER, "--fail-on", "widened,opened")
    diff(suite, BEFORE, AFTER, "--exit-code", status=1)
    diff(suite, BEFORE, BEFORE, "--exit-code")
    need(diff(suite, BEFORE, BEFORE) == "Nothing changes.\n", "a program differs from itself")
    diff(suite, "no-such-thing", AFTER, status=2)


QUEUE = 'app a { region = "eu-west-1" }\nenvironment test {}\nenvironment prod {}\ncomponent part {\n  queue orders { retention = 4d }\n}\npart p {}\nqueue carts { retention = 4d }\n'


def accepted(suite):
    """A comment next to the line, the head of the block, or a line that led there; for what is removed, one that names the block."""
    program = suite.work / "accepted.svc"
    line = "table appointments {"
    program.write_text(AFTER.read_text().replace(line, f"// svcc: accept refused it is empty, and deleted before\n{line}"))
    text = diff(suite, BEFORE, program, "--fail-on", "lost,refused")
    need("accepted: table appointments" in text and "it is empty" in text, text)
    before = suite.work / "queue.svc"
    before.write_text(QUEUE)
    shorter = QUEUE.replace("orders { retention = 4d }", "orders { retention = 1d }")
    for at in ("queue orders { retention = 1d }", "part p {}"):
        for text in (shorter.replace(at, f"// svcc: accept retention_shortened agreed\n  {at}"), shorter.replace(at, f"{at} // svcc: accept retention_shortened agreed")):
            program.write_text(text)
            said = diff(suite, before, program, "--fail-on", "retention_shortened")
            need("accepted: queue p.orders" in said and "accepts nothing" not in said, f"{text}\n{said}")
    gone = QUEUE.replace("queue carts { retention = 4d }\n", "")
    program.write_text(gone + "// svcc: accept data_lost queue carts: drained\n// svcc: accept data_lost queue orders: drained\n")
    said = diff(suite, before, program, "--fail-on", "lost")
    need("accepted: queue carts" in said and re.search(r"accepts nothing in this change: .*accepted.svc:9 .*queue orders", said), said)
    report = json.loads(diff(suite, before, program, "--format", "json"))
    need([one["line"] for one in report["needless_accepts"]] == [9], report["needless_accepts"])
    need("accepts nothing" not in diff(suite, before, program, "--env", "test"), "a part of the comparison judges the comments")


def accepted_cost(suite):
    """A dearer block is accepted at its head, and `cost>N` does not count it."""
    before, after = suite.work / "cheap.svc", suite.work / "dear.svc"
    text = 'app a { region = "eu-west-1" }\nnetwork main {}\ncluster c in main {}\n// svcc: accept cost_up more load in December\nservice s in c {\n  count = 2\n  task { cpu = 1vcpu, memory = 2GiB, container app { image = "nginx:1" } }\n}\n'
    before.write_text(text)
    after.write_text(text.replace("count = 2", "count = 5"))
    said = diff(suite, before, after, "--fail-on", "cost>10,cost_up")
    need("accepted: a: $" in said and "more load" in said, said)


def folded(suite):
    """What environments have alike is told once, with a placeholder for their name."""
    before, after = suite.work / "named.svc", suite.work / "renamed.svc"
    before.write_text(QUEUE)
    after.write_text(QUEUE.replace("queue carts { retention = 4d }", "queue carts { retention = 4d, fifo = true }"))
    said = diff(suite, before, after)
    need("test, prod" in said and "a-{environment}-carts" in said and "-test-" not in said and "-prod-" not in said, said)
    secret = 'existing secret key { name = "a/${environment.name}/key", key = none }\nnetwork main {}\ncluster c in main {}\nservice s in c {\n  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1"%s } }\n}\n'
    before.write_text(QUEUE + secret % "")
    after.write_text(QUEUE + secret % ", secrets { KEY = key }")
    said = diff(suite, before, after)
    need("test, prod" in said and "a/{environment}/key" in said, said)


def tags_alone(suite):
    """Changes of tags alone are one line, also those of the instances that a launch template starts."""
    market = (ROOT / "examples/marketplace/main.svc").read_text()
    before, after = suite.work / "tags.svc", suite.work / "tagged.svc"
    before.write_text(market)
    after.write_text(market.replace('cost_center = "4711"', 'cost_center = "4712"'))
    said = diff(suite, before, after)
    lines = [line for line in said.splitlines() if line and not line.startswith("Rules")]
    need(len(lines) == 2 and lines[0] == "staging, prod: only tags change" and lines[1].startswith("  tags change on the whole system and on "), said)
    comment = diff(suite, before, after, "--format", "markdown")
    need("mermaid" not in comment and "<details>" not in comment, comment)


def revisions(suite):
    folder = suite.work / "revisions"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    git = lambda *words: run(["git", "-c", "user.name=a", "-c", "user.email=a@example.com", *words], cwd=folder)  # noqa: E731
    shutil.copy(BEFORE, folder / "clinic.svc")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "before")
    shutil.copy(AFTER, folder / "clinic.svc")
    need("refused: table" in diff(suite, "HEAD", cwd=folder), "the working tree is not compared with the revision")
    git("commit", "-qam", "after")
    need("refused: table" in diff(suite, "HEAD~1", "HEAD", cwd=folder), "two revisions are not compared")
    git("mv", "clinic.svc", "hospital.svc")
    need(diff(suite, "HEAD", cwd=folder) == "Nothing changes.\n", "a renamed file is not followed")


def output(suite):
    folder = suite.work / "out"
    shutil.rmtree(folder, ignore_errors=True)
    done = suite.run("build", BEFORE, "--target", "all", "-o", folder)
    need(done.returncode == 0, done.stderr)
    need(diff(suite, folder, BEFORE) == "Nothing changes.\n", "a program differs from what was built of it:\n" + diff(suite, folder, BEFORE))
    text = diff(suite, folder, AFTER)
    need("refused: table appointments" in text and "AppointmentsTable" in text, text)
    template = folder / "cloudformation/clinic.yaml"
    need(diff(suite, template, BEFORE) == "Nothing changes.\n", "a program differs from its template")
    # A program that gets environments has new stacks, and the one without an environment ends. Later comparisons still know the new ones.
    later = suite.work / "later.svc"
    later.write_text(BEFORE.read_text() + "\nenvironment test {}\nenvironment prod {}\n")
    text = diff(suite, folder, later)
    need("test, prod: new" in text and "clinic: no longer in the program" in text, text)
    need(suite.run("build", later, "-o", folder).returncode == 0, "the program with environments is not built")
    text = diff(suite, folder, later)
    need("new" not in text and "clinic: no longer in the program" in text, text)
    # The app of a starter in the folder my-shop is my_shop, whose files are called my-shop-prod.
    project = suite.work / "my-shop"
    shutil.rmtree(project, ignore_errors=True)
    need(suite.run("init", "web", project).returncode == 0 and suite.run("build", cwd=project).returncode == 0, "the starter is not built")
    need(diff(suite, "out", cwd=project) == "Nothing changes.\n", "a starter differs from what was built of it")
    # Output has no cost: a change against it tells of none, also where environments have names.
    program = project / "main.svc"
    program.write_text(program.read_text().replace("memory = 512MiB", "memory = 1GiB"))
    text = diff(suite, "out", cwd=project)
    need("1 replaced" in text and "cost" not in text, text)


def one_document(suite):
    """A template, or a module, says nothing of the environments that it is not about."""
    program = suite.work / "two.svc"
    program.write_text(QUEUE)
    folder = suite.work / "two"
    shutil.rmtree(folder, ignore_errors=True)
    need(suite.run("build", program, "--target", "all", "-o", folder).returncode == 0, "the program is not built")
    for path in ("cloudformation/a-prod.yaml", "terraform/a-prod"):
        need(diff(suite, folder / path, program) == "Nothing changes.\n", f"{path} differs from its program:\n{diff(suite, folder / path, program)}")
        need(diff(suite, program, folder / path) == "Nothing changes.\n", f"the program differs from {path}")
    (folder / "cloudformation/a-prod.yaml").unlink()
    shutil.rmtree(folder / "terraform")
    need("prod: new" in diff(suite, folder, program), "a folder without an environment does not say that it is new")


def values(suite):
    """Where values are too long for the line, it is the difference that is shown; what happens in one target only is not told of the other."""
    before, after = suite.work / "long.svc", suite.work / "longer.svc"
    text = QUEUE + 'network main {}\ncluster c in main {}\nexisting secret key { name = "a-rather-long-name-of-a-team/${environment.name}/of-the-gateway-to-the-mail-provider", key = none }\n' \
        'service s in c {\n  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1", secrets { KEY = key } } }\n}\n'
    before.write_text(text)
    after.write_text(text.replace("mail-provider", "mail-provider-2").replace("queue carts { retention = 4d }\n", ""))
    for format_ in ("text", "markdown", "html"):
        said = diff(suite, before, after, "--format", format_)
        for end in ("mail-provider-??????", "mail-provider-2-??????"):
            need(re.search(r"…[^…]*" + re.escape(end), said), f"{format_}: {end} is cut off:\n{said}")
    said = diff(suite, before, after)
    for line in ("- AWS::SQS::Queue CartsQueue  removed, kept outside of the stack", "- aws_sqs_queue.carts  removed\n"):
        need(line in said, said)


WALL = """app d { region = "eu-west-1" }
network main {}
cluster c in main {}
service api in c {
  task { cpu = 0.25vcpu, memory = 512MiB, container app { image = "nginx:1", port = 80 } }
}
raw terraform "aws_security_group" wall { description = "x", vpc_id = main.id, ingress { protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"] } }
raw terraform "aws_security_group_rule" smtp { type = "ingress", security_group_id = wall.id, protocol = "tcp", from_port = 25, to_port = 25, cidr_blocks = ["10.0.0.0/8"] }
raw both ssh {
  cloudformation "AWS::EC2::SecurityGroupIngress" { GroupId = api.security_group, IpProtocol = "tcp", FromPort = 22, ToPort = 22, CidrIp = "10.0.0.0/8" }
  terraform "aws_vpc_security_group_ingress_rule" { security_group_id = api.security_group, ip_protocol = "tcp", from_port = 22, to_port = 22, cidr_ipv4 = "10.0.0.0/8" }
}
"""


def raw_rules(suite):
    """Lists of ranges, and rules of their own, of `raw`. Who has no public address is not told to be open to the internet."""
    before, after = suite.work / "wall.svc", suite.work / "hole.svc"
    before.write_text(WALL)
    after.write_text(WALL.replace("10.0.0.0/8", "0.0.0.0/0"))
    report = json.loads(diff(suite, before, after, "--format", "json"))
    said = {c["sentence"] for c in report["environments"][0]["consequences"]}
    for wanted in ("the internet can now reach raw wall on port 22, port 25", "every address with a route to service api can now reach it on port 22 (it has no public address)"):
        need(any(wanted in one for one in said), f"{wanted!r} is not told:\n" + "\n".join(sorted(said)))
    need(not any("[" in one for one in said), f"a list in the place of a range: {said}")


def stacks(suite):
    """A divided program is read as one system, and in the time of one: reading 30 stacks took half a minute."""
    project = suite.work / "divided"
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    block = "queue q{n} {{}}\nservice s{n} in c {{\n  task {{ cpu = 0.25vcpu, memory = 512MiB, container app {{ image = \"nginx:1\", env {{ Q = q{n}.url }} }}\n    allow send on q{n}\n  }}\n}}\n"
    (project / "main.svc").write_text('app big { region = "eu-west-1" }\nnetwork main {}\ncluster c in main {}\n' + "".join(block.format(n=n) for n in range(30)))
    (project / "svc.yaml").write_text("name: big\nmain: main.svc\nlayout: split\n")
    need(suite.run("build", "--target", "cloudformation", "-o", "out", cwd=project).returncode == 0, "the program is not built")
    need(len(list((project / "out/cloudformation").glob("*.yaml"))) > 20, "it is not divided")
    done = run([suite.svcc, "diff", "out"], cwd=project, timeout=20)
    need(done.stdout == "Nothing changes.\n", done.stdout + done.stderr)


# ---- The comment ----


def comment(suite):
    review, summary = suite.work / "review.md", suite.work / "summary.md"
    with comments.serving() as server:
        environment = {**comments.environment(server, suite.work, summary), "GITHUB_TOKEN": "t"}
        post = lambda: run([sys.executable, ROOT / "scripts/post-review", review], env=environment)  # noqa: E731
        review.write_text("<!-- svcc diff -->\none\n")
        server.comments = {1: "something else"}
        need(post().returncode == 0 and server.comments[2].endswith("one\n"), "the comment is not posted")
        review.write_text("<!-- svcc diff -->\ntwo\n")
        need(post().returncode == 0 and server.comments[2].endswith("two\n") and len(server.comments) == 2, "the comment is not replaced")
        need(all("/repos/o/r/issues/" in path for _, path, _ in server.calls), "another place was asked")
        server.refuses = True
        need(post().returncode == 0 and "two" in summary.read_text(), "a token that may only read is a failure, or the text is lost")


def gitlab(suite):
    review = suite.work / "note.md"
    with comments.serving() as server:
        environment = {"GITLAB_TOKEN": "g", "CI_API_V4_URL": server.url, "CI_PROJECT_ID": "12", "CI_MERGE_REQUEST_IID": "3", "GITHUB_TOKEN": "", "GITHUB_REPOSITORY": ""}
        for word in ("one", "two"):
            review.write_text(f"<!-- svcc diff -->\n{word}\n")
            done = run([sys.executable, ROOT / "scripts/post-review", review], env=environment)
            need(done.returncode == 0 and server.comments == {1: f"<!-- svcc diff -->\n{word}\n"}, f"{server.comments}\n{done.stderr}")
        need({path.split("?")[0] for _, path, _ in server.calls} == {"/projects/12/merge_requests/3/notes", "/projects/12/merge_requests/3/notes/1"}, server.calls)


def large(suite):
    """A comment stays under GitHub's limit, begins with the worst, and says what it left out."""
    service = 'service s{n} in c {{\n  count = 2\n  task {{ cpu = 0.25vcpu, memory = 512MiB, container app {{ image = "nginx:{tag}", port = 8080, env = {{ A = "{tag}", B = "{tag}" }} }} }}\n}}\n'
    for name, tag, cidr in (("small", "1", "10.0.0.0/16"), ("much", "2", "10.1.0.0/16")):
        (suite.work / f"{name}.svc").write_text(f'app big {{ region = "eu-west-1" }}\nnetwork n {{ cidr = {cidr} }}\ncluster c in n {{}}\nqueue q {{ retention = {"4d" if tag == "1" else "1d"} }}\n'
                                                + "".join(service.format(n=n, tag=tag) for n in range(150)))
    text = diff(suite, suite.work / "small.svc", suite.work / "much.svc", "--format", "markdown")
    need(len(text) < 65536 and re.search(r"_\d+ parts are left out here", text), f"{len(text)} characters:\n{text[-300:]}")
    order = [line.split("**")[1] for line in text.splitlines() if line.startswith("- **")]
    need("refused" in order or "interruption" in order, order[:3])
    rank = ["data lost", "refused", "interruption", "traffic reset", "permission widened", "network opened", "secret readable", "protection removed", "retention shortened", "permission narrowed",
            "network closed", "deployment longer", "cost up", "cost down"]
    need([rank.index(one) for one in order] == sorted(rank.index(one) for one in order), f"not the worst first: {order}")


def main():
    suite = Suite("diff.review", __doc__).start()
    for name, check in (("formats", formats), ("the page in a browser", page), ("exit statuses", statuses), ("accepted consequences", accepted), ("accepted costs", accepted_cost), ("environments that change alike", folded), ("tags alone", tags_alone), ("revisions", revisions), ("earlier output", output),
                        ("one document", one_document), ("values", values), ("rules in raw", raw_rules), ("stacks", stacks),
                        ("the comment", comment), ("the note on GitLab", gitlab), ("a large change", large)):
        suite.check(name, check, suite)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
