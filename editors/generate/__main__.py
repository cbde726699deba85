"""Writes what the editors need to know of the language: `python3 editors/generate`. With --check it writes nothing and exits with 1 where a file is stale."""
import pathlib
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import emacs  # noqa: E402
import language  # noqa: E402
import settings  # noqa: E402
import textmate  # noqa: E402
import treesitter  # noqa: E402
import vim  # noqa: E402

EDITORS = pathlib.Path(__file__).resolve().parents[1]


def files():
    words = language.read()
    return {
        "vscode/syntaxes/svc.tmLanguage.json": textmate.grammar(words),
        "vim/syntax/svc.vim": vim.syntax(words),
        "emacs/svc-words.el": emacs.words(words),
        **treesitter.files(words),
        "vscode/package.json": settings.in_manifest(EDITORS / "vscode/package.json"),
        "vscode/README.md": settings.in_document(EDITORS / "vscode/README.md", "svcc."),
        "../docs/lsp.md": settings.in_document(EDITORS.parent / "docs/lsp.md"),
    }


def main():
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in files().items():
        path = EDITORS / name
        if path.exists() and path.read_text() == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name in stale:
        print(f"editors/{name} {'is stale: run python3 editors/generate' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
