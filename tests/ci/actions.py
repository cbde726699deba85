"""A runner for composite GitHub actions, as far as action.yml goes: https://docs.github.com/actions/reference/metadata-syntax-for-github-actions.

Steps with `run` are run by bash with the options that GitHub gives it. Steps with `uses` are only noted. Of expressions it knows names, texts, `==`, `!=`, `&&`, `||`, `!` and
cancelled(); anything else is an error, so that nothing is taken for true that GitHub would refuse.
"""
import dataclasses
import os
import pathlib
import re
import subprocess
import tempfile

import yaml

TOKEN = re.compile(r"\s*(&&|\|\||==|!=|!|\(\)|'(?:[^']|'')*'|[A-Za-z_][\w.-]*)")


@dataclasses.dataclass
class Done:
    success: bool
    log: str
    ran: list      # ids of the steps with `run`
    used: list     # (action without its version, its inputs)
    outputs: dict  # of the action
    path: list     # folders that later steps of the job have on their PATH


class Expression:
    """One expression: `a.b == 'c' && !cancelled()`."""

    def __init__(self, text, names):
        self.tokens, at = [], 0
        while at < len(text.rstrip()):
            found = TOKEN.match(text, at)
            if not found:
                raise ValueError(f"the runner of the tests does not know the expression {text!r}")
            self.tokens.append(found.group(1))
            at = found.end()
        self.names = names

    def value(self):
        result = self.either()
        if self.tokens:
            raise ValueError(f"left over: {self.tokens}")
        return result

    def take(self, *wanted):
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in wanted else None

    def either(self):
        left = self.both()
        while self.take("||"):
            right = self.both()
            left = left or right
        return left

    def both(self):
        left = self.compared()
        while self.take("&&"):
            right = self.compared()
            left = left and right
        return left

    def compared(self):
        left = self.single()
        operator = self.take("==", "!=")
        return left if operator is None else (left == self.single()) == (operator == "==")

    def single(self):
        if self.take("!"):
            return not self.single()
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if token == "cancelled":
            if not self.take("()"):
                raise ValueError("cancelled without ()")
            return False
        return self.names(token)


def text_of(value, names):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(Expression(found.group(1), names).value()), value) if isinstance(value, str) else str(value)


def run(action, workspace, inputs, path, ref="main", server="http://127.0.0.1:9"):
    """Runs the action file in the workspace. `path` are folders in front of a PATH that has no svcc. Gives Done."""
    spec = yaml.safe_load(pathlib.Path(action).read_text())
    unknown = set(inputs) - set(spec["inputs"])
    if unknown:
        raise ValueError(f"the action has no input {unknown}")
    given = {name: inputs.get(name, entry.get("default", "")) for name, entry in spec["inputs"].items()}
    outputs, outcomes = {}, {}
    fixed = {"github.action_path": str(pathlib.Path(action).parent), "github.action_ref": ref, "github.server_url": server,
             "github.action_repository": "acme/svcc", "runner.os": "Linux", "runner.arch": "X64"}

    def names(name):
        parts = name.split(".")
        if parts[0] == "inputs" and parts[1] in given:
            return given[parts[1]]
        if parts[0] == "steps":
            if parts[1] not in {step["id"] for step in spec["runs"]["steps"]}:
                raise ValueError(f"there is no step {parts[1]}")
            if parts[2:] == ["outcome"]:
                return outcomes.get(parts[1], "skipped")
            return outputs.get(parts[1], {}).get(parts[3], "")
        return fixed[name]

    done = Done(True, "", [], [], {}, [])
    for step in spec["runs"]["steps"]:
        condition = step.get("if", "success")
        # Without one of the status functions, a step runs only after successes.
        if ("cancelled()" not in condition and not done.success) or (condition != "success" and not Expression(condition, names).value()):
            continue
        outcomes[step["id"]] = "success"
        if "uses" in step:
            done.used.append((step["uses"].split("@")[0], {key: text_of(value, names) for key, value in step.get("with", {}).items()}))
            continue
        done.ran.append(step["id"])
        good, outputs[step["id"]] = bash(step, workspace, names, path, done)
        outcomes[step["id"]] = "success" if good else "failure"
        done.success = done.success and good
    done.outputs = {name: text_of(entry["value"], names) for name, entry in spec["outputs"].items()}
    return done


def bash(step, workspace, names, path, done):
    """`shell: bash`: bash --noprofile --norc -eo pipefail FILE. Gives whether it went well, and the outputs that it set."""
    if step["shell"] != "bash" or "${{" in step["run"]:
        raise ValueError(f"step {step['id']}: not bash, or an expression in its script")
    with tempfile.TemporaryDirectory() as folder:
        script, output, folders = (pathlib.Path(folder, name) for name in ("step.sh", "output", "path"))
        script.write_text(step["run"])
        output.touch()
        folders.touch()
        clean = [entry for entry in os.environ["PATH"].split(":") if not os.path.exists(os.path.join(entry, "svcc"))]
        env = {**os.environ, **{key: text_of(value, names) for key, value in step.get("env", {}).items()}, "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(folders), "CI": "true", "NO_COLOR": "1",
               "PATH": ":".join([*map(str, path), *clean])}
        ended = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)], cwd=workspace, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, stdin=subprocess.DEVNULL, timeout=120, check=False)
        done.log += ended.stdout
        done.path += folders.read_text().splitlines()
        return ended.returncode == 0, dict(line.split("=", 1) for line in output.read_text().splitlines())
