#!/usr/bin/env python3
"""schemas/svc.schema.json agrees with svcc about every svc.yaml: the same settings, the same mistakes."""
import json
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "cli"))
from harness import ROOT, Skip, Suite, need  # noqa: E402
from projects import MISTAKES, project  # noqa: E402



def once(pairs):
    """The members of an object, without repeated names."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(f"a member is there twice: {[name for name, _ in pairs]}")
    return found


SCHEMA = json.loads((ROOT / "schemas/svc.schema.json").read_text(), object_pairs_hook=once)
# Mistakes that no schema of the values can know: of the YAML text itself, of files, of codes.
BEYOND = ("set twice", "not YAML", "no such file", "SVC1001 is an error", "no diagnostic `SVC9998`", "same file")


def validator():
    try:
        import jsonschema
    except ImportError:
        raise Skip("python3-jsonschema is not installed")
    return jsonschema.Draft7Validator(SCHEMA)


def same_settings(suite):
    folder = project(suite.work / "unknown", "name: x\nqqqqqqqqqqqq: 1\n")
    done = suite.run("check", cwd=folder)
    known = set(re.findall(r"`(\w+)`", done.stderr)) - {"qqqqqqqqqqqq"}
    need(known == set(SCHEMA["properties"]), f"svcc knows {known}")


def documented():
    page = (ROOT / "docs/svc-yaml.md").read_text()
    rows = set(re.findall(r"^\| `(\w+)` \|", page, re.M))
    need(rows == set(SCHEMA["properties"]), f"docs/svc-yaml.md has rows of {rows}")
    for text in re.findall(r"```yaml\n(name:.*?)```", page, re.S):
        errors = list(validator().iter_errors(yaml.safe_load(text)))
        need(not errors, f"{text}: {errors}")


def mistakes():
    check = validator()
    for text, message in MISTAKES.items():
        if any(word in message for word in BEYOND):
            continue
        need(not check.is_valid(yaml.safe_load(text)), f"the schema takes {text!r}, svcc says {message}")


def valid():
    check = validator()
    texts = [path.read_text() for path in ROOT.glob("**/svc.yaml") if "build" not in path.parts and "node_modules" not in path.parts]
    texts.append('name: x\nmain: a.svc\nsvcc: ">= 0.2, < 1"\ntargets: terraform\nlints: { SVC4407: off }\n')
    need(len(texts) > 3, "there are no projects")
    for text in texts:
        errors = list(check.iter_errors(yaml.safe_load(text)))
        need(not errors, f"{text}: {errors}")


def main():
    suite = Suite("docs.schema", __doc__).start()
    suite.check("settings", same_settings, suite)
    suite.check("documented", documented)
    suite.check("mistakes", mistakes)
    suite.check("valid", valid)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
