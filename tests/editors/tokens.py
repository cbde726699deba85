"""The programs of the repository with the compiler's tokens, to judge the editors' grammars."""
import concurrent.futures
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, need  # noqa: E402


# Text that is not .svc. The compiler recognises it as one mistake (merge markers, a heredoc, a pasted command, the shape of another language, blocks by
# indentation …) and reads what is meant, or does not read on (a name of thousands of characters): no grammar has words for it.
ACCIDENTS = re.compile(r"SVC00(07(_variable)?|08_(clause|pseudo)|2[0-9](_\w+)?|3[0-2](_\w+)?)$")


def programs():
    """(path, text) of every .svc file of the repository that is UTF-8, broken ones too; but not the half-typed ones of tests/ide, in which a word's neighbour
    often is on another line: a grammar that reads line by line cannot know it."""
    for folder in ("stdlib", "examples", "tests"):
        for path in sorted((ROOT / folder).rglob("*.svc")):
            if "node_modules" in path.parts or path.is_relative_to(ROOT / "tests/ide") or ACCIDENTS.match(path.parent.name):
                continue
            try:
                yield path, path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue


def dump(suite, path):
    done = suite.run("build", "--dump", "tokens", path)
    need(done.returncode in (0, 1), f"svcc build --dump tokens {path} gave {done.returncode}: {done.stderr}")
    return done.stdout


def with_tokens(suite, wanted=lambda path: True):
    """[(path, text, tokens as `svcc build --dump tokens` prints them)]"""
    chosen = [entry for entry in programs() if wanted(entry[0])]
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        return [(path, text, tokens) for (path, text), tokens in zip(chosen, pool.map(lambda entry: dump(suite, entry[0]), chosen))]


def broad(path):
    """Not the hundreds of small programs of the checks, whose tokens are like any others: the editors take their time. Nor a line of thousands of columns, which Vim
    looks at from its beginning for each of them."""
    if max(map(len, path.read_text().splitlines()), default=0) > 1000:
        return False
    return "diagnostics" not in path.parts or path.parent.name.startswith(("SVC0", "SVC1")) and path.name == "main.svc"


def token_files(suite):
    """(program, file with its tokens) for editors, which read files."""
    folder = suite.work / "tokens"
    folder.mkdir(parents=True, exist_ok=True)
    jobs = []
    for number, (path, _, tokens) in enumerate(with_tokens(suite, broad)):
        file = folder / f"{number}.tokens"
        file.write_text(tokens)
        jobs.append((path, file))
    return jobs


def flattened(folder):
    """(formatted program, copy in `folder` without its indentation); none with text blocks or block comments, because their content belongs to the user."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    files = []
    for path in sorted((ROOT / "stdlib").rglob("*.svc")) + sorted((ROOT / "examples").rglob("*.svc")):
        text = path.read_text()
        if '"""' in text or "/*" in text:
            continue
        file = folder / f"{path.parent.name}-{path.name}"
        file.write_text("".join(line.lstrip(" ") for line in text.splitlines(True)))
        files.append((path, file))
    return files
