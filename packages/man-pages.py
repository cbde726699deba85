#!/usr/bin/env python3
"""Writes man pages from the help pages of svcc: svcc.1 and svcc-COMMAND.1.

  packages/man-pages.py SVCC FOLDER
"""
import pathlib
import re
import subprocess
import sys

HEADING = re.compile(r"^(Arguments|Options|Start with|And|For example|Usage):", re.M)
LABEL = re.compile(r"^ {2,8}(\S.*?)(?: {2,}(.*))?$")


def escaped(text):
    return re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"))


def listed(lines):
    """The entries of a list: a label, then the text to its right and, in the same column, below."""
    out, column = [], None
    for line in lines:
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        found = LABEL.match(line)
        if found and indent < 9 and indent != column:
            out += [".TP", f".B {escaped(found[1])}"] + ([escaped(found[2])] if found[2] else [])
            column = found.start(2) if found[2] else None
        else:
            out.append(escaped(line.strip()))
    return out


def section(title, lines):
    if title == "For example":
        return [".SH EXAMPLES", ".nf"] + [escaped(line.strip()) for line in lines if line.strip()] + [".fi"]
    names = {"Start with": "COMMANDS", "And": "FURTHER COMMANDS"}
    return [f".SH {names.get(title, title.upper())}"] + listed(lines)


def page(name, text, version):
    blocks = re.split(r"\n\n+", text.strip())
    summary = " ".join(blocks[0].split()).removeprefix("svcc ").rstrip(".")
    out = [f'.TH {name.upper()} 1 "" "svcc {version}" "User Commands"', ".SH NAME", f"{escaped(name)} \\- {escaped(summary)}"]
    for block in blocks[1:]:
        first, *rest = block.splitlines()
        title = HEADING.match(first)
        if first.startswith("Usage: "):
            out += [".SH SYNOPSIS", f".B {escaped(first.removeprefix('Usage: '))}"]
        elif title:
            out += section(title[1], rest)
        elif first.startswith("Exit status:"):
            out += [".SH EXIT STATUS", escaped(" ".join(block.split()).removeprefix("Exit status: "))]
        else:
            out += [".PP" if out[-1].startswith(".fi") or not out[-1].startswith(".") else "", escaped(" ".join(block.split()))]
    return "\n".join(line for line in out if line) + "\n"


def help_of(svcc, *words):
    return subprocess.run([svcc, *words, "--help"], capture_output=True, text=True, check=True).stdout


def main():
    svcc, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    version = subprocess.run([svcc, "--version"], capture_output=True, text=True, check=True).stdout.split()[1]
    whole = help_of(svcc)
    (folder / "svcc.1").write_text(page("svcc", whole, version))
    commands = re.findall(r"^  ([a-z]+)  ", whole, re.M)
    for command in commands:
        (folder / f"svcc-{command}.1").write_text(page(f"svcc-{command}", help_of(svcc, command), version))


if __name__ == "__main__":
    main()
