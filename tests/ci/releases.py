"""A server that keeps one release and its files as GitHub does, for scripts/publish-release."""
import contextlib
import http.server
import json
import threading
import urllib.parse


class Server:
    """`files`: by name. `late`: files that came when the release was public. `made`: how many releases were made."""

    def __init__(self):
        self.release, self.files, self.late, self.made, self.public, self.url = None, {}, [], 0, False, ""

    def get(self):
        return (200, self.release) if self.public else (404, {"message": "Not Found"})

    def post(self, path, body):
        path, _, query = path.partition("?")
        if path.endswith("/assets"):
            name = urllib.parse.parse_qs(query)["name"][0]
            self.files[name] = body.decode()
            if self.public:
                self.late.append(name)
            return 201, {"name": name}
        self.made += 1
        self.release = json.loads(body)
        self.public = not self.release.get("draft")
        return 201, {"id": 1, "upload_url": f"{self.url}/uploads/repos/o/r/releases/1/assets{{?name,label}}"}

    def patch(self, body):
        self.public = not json.loads(body).get("draft", True)
        return 200, {"id": 1}


@contextlib.contextmanager
def serving():
    kept = Server()

    class Api(http.server.BaseHTTPRequestHandler):
        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            known = self.headers.get("Authorization") == "Bearer t"
            status, said = (401, {}) if not known else kept.get() if self.command == "GET" else kept.post(self.path, body) if self.command == "POST" else kept.patch(body)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(said).encode())

        do_GET = do_POST = do_PATCH = handle_any

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield kept
    finally:
        server.shutdown()
