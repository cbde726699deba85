#!/usr/bin/env python3
"""`svcc diff` as people and CI use it: its inputs, formats and exit statuses, and scripts/post-review against a server that answers like GitHub's."""
import http.server
import json
import pathlib
import re
import shutil
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
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
    need(len(markdown.encode()) < 65536 and "```mermaid" in markdown, "the comment is too long, or has no graph")
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


def accepted(suite):
    program = suite.work / "accepted.svc"
    line = "table appointments {"
    program.write_text(AFTER.read_text().replace(line, f"// svcc: accept refused it is empty, and deleted before\n{line}"))
    text = diff(suite, BEFORE, program, "--fail-on", "lost,refused")
    need("accepted: table appointments" in text and "it is empty" in text, text)


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


# ---- The comment ----


class Api(http.server.BaseHTTPRequestHandler):
    """Comments as GitHub keeps them."""
    comments, calls, refuses = {}, [], False

    def answer(self, status, body):
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def handle_any(self):
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size) or b"{}")
        self.calls.append((self.command, self.path, self.headers.get("Authorization")))
        if self.refuses:
            return self.answer(403, {"message": "Resource not accessible by integration"})
        if self.command == "GET":
            return self.answer(200, [{"id": i, "body": b} for i, b in self.comments.items()])
        number = int(self.path.rsplit("/", 1)[1]) if self.command == "PATCH" else len(self.comments) + 1
        self.comments[number] = body["body"]
        return self.answer(201, {"id": number})

    do_GET = do_POST = do_PATCH = handle_any

    def log_message(self, *_):
        pass


def comment(suite):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    event, review, summary = suite.work / "event.json", suite.work / "review.md", suite.work / "summary.md"
    event.write_text(json.dumps({"pull_request": {"number": 7}}))
    environment = {"GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "o/r", "GITHUB_API_URL": f"http://127.0.0.1:{server.server_port}", "GITHUB_EVENT_PATH": str(event),
                   "GITHUB_STEP_SUMMARY": str(summary), "GITLAB_TOKEN": "", "PR_NUMBER": ""}
    post = lambda: run([sys.executable, ROOT / "scripts/post-review", review], env=environment)  # noqa: E731
    review.write_text("<!-- svcc diff -->\none\n")
    Api.comments = {1: "something else"}
    need(post().returncode == 0 and Api.comments[2].endswith("one\n"), "the comment is not posted")
    review.write_text("<!-- svcc diff -->\ntwo\n")
    need(post().returncode == 0 and Api.comments[2].endswith("two\n") and len(Api.comments) == 2, "the comment is not replaced")
    need(all("/repos/o/r/issues/" in path for _, path, _ in Api.calls), "another place was asked")
    Api.refuses = True
    need(post().returncode == 0 and "two" in summary.read_text(), "a token that may only read is a failure, or the text is lost")
    server.shutdown()


def main():
    suite = Suite("diff.review", __doc__).start()
    for name, check in (("formats", formats), ("the page in a browser", page), ("exit statuses", statuses), ("accepted consequences", accepted), ("revisions", revisions), ("earlier output", output),
                        ("the comment", comment)):
        suite.check(name, check, suite)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
