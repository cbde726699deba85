"""Shared by faults.py and mutations.py: `svcc check` over many programs, a process for each fifty of them, two at a time; the tables of docs/checks.md."""
import concurrent.futures
import json

from harness import need

AT_ONCE = 50


def read(done):
    """The diagnostics of a run, or None if it crashed."""
    return json.loads(done.stdout)["diagnostics"] if done.returncode in (0, 1) else None


def run_some(suite, paths):
    """The diagnostics of each of these files."""
    words = ["check", "--format", "json", "--max-diagnostics", "100000"]
    found = read(suite.run(*words, *paths, timeout=600))
    if found is None and len(paths) > 1:  # one of them crashed, so each has a process of its own
        return {path: said for one in paths for path, said in run_some(suite, [one]).items()}
    if found is None:
        crash = {"code": "CRASH", "severity": "error", "message": "svcc died", "line": 0, "endLine": 0, "file": str(paths[0])}
        return {paths[0]: [crash]}
    said = {path: [] for path in paths}
    by_name = {str(path): path for path in paths}
    for diagnostic in found:  # one in the standard library has the program as a related place
        files = [diagnostic["file"], *(related["file"] for related in diagnostic.get("related", []))]
        of = next((by_name[name] for name in files if name in by_name), None)
        need(of, f"a diagnostic of {diagnostic['file']}, which was not asked for: {diagnostic['code']} {diagnostic['message']}")
        said[of].append(diagnostic)
    return said


def said_of(suite, texts):
    """The answer of `svcc check` for each text: a list of diagnostics by the text's name."""
    paths = {}
    for number, (name, text) in enumerate(texts.items()):
        path = suite.work / f"program{number}.svc"
        path.write_text(text)
        paths[path] = name
    every = list(paths)
    chunks = [every[n:n + AT_ONCE] for n in range(0, len(every), AT_ONCE)]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(lambda chunk: run_some(suite, chunk), chunks))
    return {paths[path]: said for result in results for path, said in result.items()}


def write_table(path, name, rows):
    """Puts a table between `<!-- NAME -->` and `<!-- end of NAME -->` of a page."""
    text = path.read_text()
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    first, last = text.index(begin) + len(begin), text.index(end)
    path.write_text(text[:first] + "\n".join(rows) + "\n" + text[last:])
