"""A server that keeps comments as GitHub does, for what posts a review."""
import contextlib
import http.server
import json
import threading


class Server:
    """`comments`: texts by number. `calls`: (method, path, authorization). `refuses`: the token may only read."""

    def __init__(self):
        self.comments, self.calls, self.refuses, self.url = {}, [], False, ""


@contextlib.contextmanager
def serving():
    kept = Server()

    class Api(http.server.BaseHTTPRequestHandler):
        def answer(self, status, body):
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def handle_any(self):
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size) or b"{}")
            kept.calls.append((self.command, self.path, self.headers.get("Authorization")))
            if self.command == "GET":
                return self.answer(200, [{"id": i, "body": b} for i, b in kept.comments.items()])
            if kept.refuses:
                return self.answer(403, {"message": "Resource not accessible by integration"})
            number = int(self.path.rsplit("/", 1)[1]) if self.command in ("PATCH", "PUT") else len(kept.comments) + 1
            kept.comments[number] = body["body"]
            return self.answer(201, {"id": number})

        do_GET = do_POST = do_PATCH = do_PUT = handle_any

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield kept
    finally:
        server.shutdown()


def environment(kept, folder, summary):
    """What GitHub's runner sets for pull request 7 of o/r."""
    event = folder / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7}}))
    return {"GITHUB_REPOSITORY": "o/r", "GITHUB_API_URL": kept.url, "GITHUB_EVENT_PATH": str(event), "GITHUB_STEP_SUMMARY": str(summary), "GITLAB_TOKEN": "", "PR_NUMBER": ""}
