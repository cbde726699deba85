"""The programs of the repository with the compiler's tokens, by which the editors' grammars are judged."""
import concurrent.futures
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, need  # noqa: E402


def programs():
    """(path, text) of every .svc file of the repository that is UTF-8, broken ones too."""
    for folder in ("stdlib", "examples", "tests"):
        for path in sorted((ROOT / folder).rglob("*.svc")):
            if "node_modules" in path.parts:
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
