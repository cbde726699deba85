#!/usr/bin/env python3
"""action.yml, .pre-commit-hooks.yaml and the GitLab snippet of docs/ci.md, run as their services would run them, in repositories made for it.

actions.py next to this file plays GitHub's runner, and bash plays GitLab's; pre-commit runs itself, and is played by its rules for the hooks on the PATH, too. What only they have (uploading, caching) is
looked at, not run.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
import comments  # noqa: E402
from harness import ROOT, Suite, need, run, version  # noqa: E402
from outside import program  # noqa: E402
import actions  # noqa: E402
import releases  # noqa: E402
import yaml  # noqa: E402

GOOD = (ROOT / "examples/shop/shop.svc").read_text()
BAD = GOOD.replace("memory = 1GiB", "memory = 9GiB")
UGLY = GOOD.replace("scan = true, keep = 20", "scan=true,keep=20")
WARNS = GOOD.replace("  scale cpu { target = 60% }\n", "")  # SVC4407


def repository(suite, name, files):
    folder = suite.work / name
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "first"]):
        done = run(["git", *words], cwd=folder)
        need(done.returncode == 0, done.stderr)
    return folder


def bin_with_svcc(suite):
    """A folder for the PATH where the compiler under test has the name svcc."""
    folder = suite.work / "bin"
    folder.mkdir(exist_ok=True)
    link = folder / "svcc"
    link.unlink(missing_ok=True)
    link.symlink_to(suite.svcc)
    return folder


# ---- GitHub -----------------------------------------------------------------------------------------------------------------------------


def act(suite, folder, on_path=True, **inputs):
    named = {name.replace("_", "-"): value for name, value in inputs.items()}
    return actions.run(ROOT / "action.yml", folder, named, [bin_with_svcc(suite)] if on_path else [])


def action_passes(suite):
    folder = repository(suite, "passes", {"shop.svc": GOOD})
    done = act(suite, folder)
    need(done.success, done.log)
    need(done.ran == ["find", "check", "format"], f"ran {done.ran}")
    need(done.outputs["svcc"].endswith("svcc"), f"outputs {done.outputs}")
    need(done.path and (pathlib.Path(done.path[0]) / "svcc").exists(), f"later steps do not find svcc: {done.path}")


def action_annotates(suite):
    folder = repository(suite, "annotates", {"infra/shop.svc": BAD, "infra/svc.yaml": "name: shop\nmain: shop.svc\n"})
    for paths in ("infra", "", "infra/shop.svc\n\n"):
        done = act(suite, folder, paths=paths)
        need(not done.success, f"it passed:\n{done.log}")
        need(re.search(r"^::error file=infra/shop\.svc,line=\d+,", done.log, re.M), done.log)
        need("format" in done.ran, "the format is not looked at after errors")


def action_format(suite):
    folder = repository(suite, "format", {"a b.svc": UGLY})
    done = act(suite, folder)
    need(not done.success and "::error file=a b.svc,title=svcc fmt::" in done.log, done.log)
    folder = repository(suite, "format2", {"50%, a:b.svc": UGLY})
    done = act(suite, folder)
    need("::error file=50%25%2C a%3Ab.svc,title=svcc fmt::not in the one format: run svcc fmt 50%25, a:b.svc\n" in done.log, done.log)
    done = act(suite, folder, format="false")
    need(done.success and "format" not in done.ran, done.log)


def action_levels(suite):
    folder = repository(suite, "levels", {"shop.svc": WARNS})
    need(act(suite, folder, format="false").success, "warnings fail without fail-on")
    done = act(suite, folder, format="false", fail_on="warning")
    need(not done.success and "::warning file=shop.svc" in done.log, done.log)
    need(not act(suite, folder, format="false", max_warnings="0").success, "max-warnings is not passed on")
    need(act(suite, folder, format="false", fail_on="warning", diff="HEAD").success, "an old warning is new")
    (folder / "shop.svc").write_text(BAD)
    need(not act(suite, folder, format="false", diff="HEAD").success, "a new error is not seen")


def action_sarif(suite):
    folder = repository(suite, "sarif", {"shop.svc": BAD})
    done = act(suite, folder, sarif="out.sarif", upload_sarif="true")
    need(not done.success and done.outputs["sarif"] == "out.sarif", f"{done.outputs}\n{done.log}")
    log = json.loads((folder / "out.sarif").read_text())
    need(log["version"] == "2.1.0" and log["runs"][0]["results"], "no results")
    need(done.used == [("github/codeql-action/upload-sarif", {"sarif_file": "out.sarif", "category": "svcc"})], f"used {done.used}")
    need(act(suite, folder, sarif="reports/a b.sarif").outputs["sarif"] == "reports/a b.sarif" and (folder / "reports/a b.sarif").exists(), "no file in a folder")
    done = act(suite, folder, sarif="x\nsvcc=/bin/false")
    need(not done.outputs["sarif"] and "has a line end" in done.log, f"{done.outputs}\n{done.log}")


def action_is_no_shell(suite):
    """The text of an input is never run."""
    folder = repository(suite, "shell", {"shop.svc": GOOD})
    act(suite, folder, paths='shop.svc"; touch owned; "', sarif="$(touch owned).sarif", diff="`touch owned`", environment="prod; touch owned")
    need(not (folder / "owned").exists(), "an input was run by the shell")
    for name in ("environment", "diff", "fail_on", "max_warnings"):  # nor taken for another option
        done = act(suite, folder, **{name: "--help"})
        need(not done.success and "Usage:" not in done.log, f"{name}: {done.log}")
    need(not act(suite, folder, paths="--help").success, "a path is taken for an option")


def action_reviews(suite):
    """The comment on a pull request: posted, replaced, on forks in the summary; `review-fail-on` fails the step after it is posted."""
    folder = repository(suite, "reviews", {"shop.svc": GOOD})
    summary = suite.work / "review-summary.md"
    with comments.serving() as server:
        os.environ.update(comments.environment(server, suite.work, summary))
        try:
            (folder / "shop.svc").write_text(GOOD.replace("memory = 1GiB", "memory = 2GiB"))
            done = act(suite, folder, review="HEAD", token="t")
            need(done.success and done.ran[-1] == "review" and list(server.comments) == [1], f"{done.ran} {list(server.comments)}\n{done.log}")
            need(server.comments[1].startswith("<!-- svcc diff -->\n### What this change does") and "cost up" in server.comments[1], server.comments[1][:500])
            need(all(call[2] == "Bearer t" for call in server.calls), "the token is not that of the input")
            done = act(suite, folder, review="HEAD", token="t", review_fail_on="cost>1")
            need(not done.success and list(server.comments) == [1], f"a review that stops the merge: {list(server.comments)}\n{done.log}")
            (folder / "shop.svc").write_text(GOOD)
            done = act(suite, folder, review="HEAD", token="t")
            need(done.success and "Nothing changes." in server.comments[1], server.comments[1][:300])
            server.refuses = True
            done = act(suite, folder, review="HEAD", token="read-only")
            need(done.success and "Nothing changes." in summary.read_text(), f"a pull request of a fork fails, or its review is lost\n{done.log}")
            done = act(suite, folder, review="--help", token="t")
            need(not done.success and "Usage:" not in done.log, done.log)
        finally:
            for name in comments.environment(server, suite.work, summary):
                os.environ.pop(name, None)


def action_scripts(suite):
    """Shellcheck finds nothing in the scripts; it knows which variables the steps set."""
    shellcheck = program("shellcheck", "Debian: shellcheck")
    for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        if "run" not in step:
            continue
        known = "".join(f"export {name}=\n" for name in [*step.get("env", {}), "GITHUB_OUTPUT", "GITHUB_PATH"])
        done = run([shellcheck, "-s", "bash", "-e", "SC2269", "-"], stdin=f"#!/bin/bash\n{known}{step['run']}")
        need(done.returncode == 0, f"{step['id']}:\n{done.stdout}")


def action_takes_no_orders(suite):
    """No text of an event is part of a script, and the actions in use are pinned to a commit."""
    for step in yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]:
        need("${{" not in step.get("run", ""), f"{step['id']}: an expression is text of the script")
        if "uses" in step:
            need(re.search(r"@[0-9a-f]{40}$", step["uses"]), f"{step['id']}: {step['uses']} is not pinned to a commit")


def action_without_svcc(suite):
    folder = repository(suite, "without", {"shop.svc": GOOD})
    done = act(suite, folder, on_path=False, svcc="/nowhere/svcc")
    need(not done.success and "there is no program /nowhere/svcc" in done.log, done.log)
    need(done.ran == ["find"], f"ran {done.ran} without a compiler")
    done = act(suite, folder, svcc=str(suite.svcc), on_path=False)
    need(done.success, done.log)
    # With none at all it is built of the sources; the cache is asked for it first.
    sources = suite.work / "sources"
    shutil.rmtree(sources, ignore_errors=True)
    sources.mkdir()
    for name in ("assets", "cmake", "compiler", "grammar", "licenses", "scripts", "stdlib", "templates"):
        (sources / name).mkdir()
    for name in ("CMakeLists.txt", "CMakePresets.json", "compiler/main.cpp"):
        (sources / name).write_text("")
    (sources / "Makefile").write_text(f"build:\n\tmkdir -p build/release && cp {suite.svcc} build/release/svcc\n")
    shutil.copyfile(ROOT / "action.yml", sources / "action.yml")
    done = actions.run(sources / "action.yml", folder, {}, [])
    need(done.success and done.ran == ["find", "build", "check", "format"], f"{done.ran}\n{done.log}")
    need(done.used[0][0] == "actions/cache" and done.used[0][1]["path"].endswith("build/release/svcc"), f"used {done.used}")
    key = done.used[0][1]["key"]
    need(re.fullmatch(r"svcc-Linux-X64-[0-9a-f]{16}", key), key)
    (sources / "compiler/main.cpp").write_text("// newer\n")
    need(actions.run(sources / "action.yml", folder, {}, []).used[0][1]["key"] != key, "newer sources have the key of older ones")
    # Used with a tag, it takes the release; if there is none, it builds.
    loader = sources / "scripts/download-release"
    for script, ran in ((f"#!/bin/sh\necho {suite.svcc}\n", ["find", "download", "check", "format"]), ("#!/bin/sh\nexit 1\n", ["find", "download", "build", "check", "format"])):
        loader.write_text(script)
        loader.chmod(0o755)
        done = actions.run(sources / "action.yml", folder, {}, [], ref="v0.2.0")
        need(done.success and done.ran == ran, f"{done.ran}\n{done.log}")
    loader.write_text(f"#!/bin/sh\n[ $2 = 0.2.0 ] && echo {suite.svcc}\n")
    origin = repository(suite, "server/acme/svcc", {"a": ""})
    run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "tag", "-am", "0.2.0", "v0.2.0"], cwd=origin)
    commit = run(["git", "rev-parse", "HEAD"], cwd=origin).stdout.strip()
    for ref, ran in ((commit, ["find", "download", "check", "format"]), ("0" * 40, ["find", "build", "check", "format"])):
        done = actions.run(sources / "action.yml", folder, {}, [], ref=ref, server=f"file://{suite.work}/server")
        need(done.success and done.ran == ran, f"{ref}: {done.ran}\n{done.log}")
    need("build:" in (ROOT / "Makefile").read_text(), "the Makefile has no `build`")
    need(all((ROOT / name).exists() for name in ("assets", "cmake", "compiler", "grammar", "licenses", "scripts", "stdlib", "templates")), "action.yml names a folder that is not there")


def release_workflow(suite):
    """What release.yml names exists, its actions are pinned, only the job that publishes may write, and nothing is made before the tag is checked."""
    jobs = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text())["jobs"]
    need(jobs["build"]["permissions"] == {"contents": "read"} and jobs["publish"]["needs"] == "build", "the job that runs what others wrote may write")
    need(not any(word in str(jobs["publish"]["steps"]) for word in ("make ", "npm ci", "npm install", "apt-get")), "the job that may write runs what others wrote")
    steps = [step for job in jobs.values() for step in job["steps"]]
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.M))
    for step in steps:
        need("uses" not in step or re.search(r"@[0-9a-f]{40}$", step["uses"]), f"{step.get('uses')} is not pinned to a commit")
        need("${{" not in step.get("run", ""), f"an expression is text of the script: {step}")
        for line in step.get("run", "").splitlines():
            need(not line.startswith("make ") or line.split()[1] in targets, f"the Makefile has no target of `{line}`")
            need(not line.startswith("scripts/") or (ROOT / line.split()[0]).exists(), f"there is no {line}")
    scripts = [step.get("run", "") for step in jobs["build"]["steps"]]
    ready = next(place for place, script in enumerate(scripts) if 'scripts/prepare-release --check "$TAG"' in script)
    need(ready < scripts.index("make package"), "packages are made before the sources are known to be ready")


def publishing(suite):
    """publish-release: a draft with the notes of the version, every file of the folder, then the release is public; a second run changes nothing."""
    folder = suite.work / "published"
    files = ("SHA256SUMS", f"svcc-{version()}.tgz", f"svcc_{version()}_amd64.deb")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in files:
        (folder / name).write_text(name)
    with releases.serving() as github:
        env = {"GH_TOKEN": "t", "TAG": f"v{version()}", "REPOSITORY": "o/r", "API": github.url}
        for _ in range(2):
            done = run([ROOT / "scripts/publish-release", folder], env=env)
            need(done.returncode == 0, done.stdout + done.stderr)
            need(github.public and github.made == 1, f"{github.made} releases, public: {github.public}")
        need("nothing is attached" in done.stdout, done.stdout)
        need(github.files == {name: name for name in files}, str(github.files))
        need(github.late == [], f"attached after it was public: {github.late}")
        need(github.release["name"] == f"v{version()}" and "### Added\n" in github.release["body"] and "## [" not in github.release["body"].replace("### [", ""), github.release["body"][:200])


# ---- pre-commit -------------------------------------------------------------------------------------------------------------------------


def pre_commit(suite, folder, hook):
    """Runs a hook on every file of the commit as pre-commit does. Gives (passed, output): one that changed files has failed."""
    names = subprocess.run(["git", "ls-files"], cwd=folder, capture_output=True, text=True, check=True).stdout.splitlines()
    chosen = [name for name in names if re.search(hook["files"], name)]
    if not chosen:
        return True, "no files"
    words = shlex.split(hook["entry"]) + hook.get("args", []) + (chosen if hook.get("pass_filenames", True) else [])
    done = run(words, cwd=folder, env={"PATH": f"{bin_with_svcc(suite)}:{os.environ['PATH']}"})
    changed = subprocess.run(["git", "diff", "--quiet"], cwd=folder, check=False).returncode != 0
    return done.returncode == 0 and not changed, done.stdout + done.stderr


def hooks(suite):
    listed = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    need(set(listed) == {"svcc-fmt", "svcc-check", "svcc-fmt-system", "svcc-check-system"}, f"hooks {set(listed)}")
    for name, hook in listed.items():
        on_path = name.endswith("-system")
        need({"name", "entry", "language", "files"} <= set(hook) and hook["language"] == ("system" if on_path else "node"), f"hook {hook}")
        need(hook["additional_dependencies"] == ([] if on_path else [f"svcc@{version()}"]), f"{name} does not take version {version()}")
    for name, text, fmt, check in (("hook_good", GOOD, True, True), ("hook_ugly", UGLY, False, True), ("hook_bad", BAD, True, False)):
        folder = repository(suite, name, {"shop/shop.svc": text, "shop/svc.yaml": "name: shop\nmain: shop.svc\n", "notes.txt": "x\n"})
        for hook, wanted in (("svcc-check-system", check), ("svcc-fmt-system", fmt)):
            passed, output = pre_commit(suite, folder, listed[hook])
            need(passed == wanted, f"{hook} of {name} {'passed' if passed else 'failed'}:\n{output}")
    need((suite.work / "hook_ugly/shop/shop.svc").read_text() == GOOD, "svcc-fmt did not format")
    folder = repository(suite, "hook_none", {"notes.txt": "x\n"})
    need(pre_commit(suite, folder, listed["svcc-check-system"]) == (True, "no files"), "a hook runs without files")


def npm_package(suite):
    """The npm package as a file, with the compiler under test as its native binary."""
    npm = program("npm", "Debian: npm")
    folder = suite.work / "npm"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "packages/npm", folder, ignore=shutil.ignore_patterns("wasm", "native", "node_modules"))
    native = folder / "native/linux-x64/svcc"
    native.parent.mkdir(parents=True)
    native.write_text(f'#!/bin/sh\nexec "{suite.svcc}" "$@"\n')
    native.chmod(0o755)
    done = run([npm, "pack", "--silent"], cwd=folder)
    need(done.returncode == 0, done.stderr)
    return folder / done.stdout.strip()


def real_pre_commit(suite):
    """pre-commit itself installs the npm package, formats and checks the files of the commit; no svcc is on the PATH."""
    tool = program("pre-commit", "Debian: pre-commit")
    definitions = re.sub(r'\["svcc@[^"]*"\]', json.dumps([str(npm_package(suite))]), (ROOT / ".pre-commit-hooks.yaml").read_text())
    hooks_from = repository(suite, "hooks_from", {".pre-commit-hooks.yaml": definitions, "package.json": (ROOT / "package.json").read_text()})
    folder = repository(suite, "real", {"shop.svc": GOOD})
    revision = run(["git", "rev-parse", "HEAD"], cwd=hooks_from).stdout.strip()
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks_from}\n    rev: {revision}\n    hooks:\n      - id: svcc-fmt\n      - id: svcc-check\n")
    need(not shutil.which("svcc"), "there is a svcc on the PATH")
    env = {"PRE_COMMIT_HOME": str(suite.work / "pre-commit-home")}

    def commit(text):
        (folder / "a b.svc").write_text(text)
        run(["git", "add", "-A"], cwd=folder)
        return run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "two"], cwd=folder, env=env)

    done = run([tool, "install"], cwd=folder, env=env)
    need(done.returncode == 0, done.stdout + done.stderr)
    done = commit(UGLY)
    need(done.returncode == 1 and "files were modified by this hook" in done.stderr and (folder / "a b.svc").read_text() == GOOD, done.stdout + done.stderr)
    done = commit(BAD)
    need(done.returncode == 1 and re.search(r"a b\.svc:\d+:\d+: error", done.stderr), done.stdout + done.stderr)
    done = commit(GOOD)
    need(done.returncode == 0, done.stdout + done.stderr)


# ---- GitLab -----------------------------------------------------------------------------------------------------------------------------


def snippets():
    """The YAML of docs/ci.md."""
    return [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", (ROOT / "docs/ci.md").read_text(), re.S)]


def gitlab(suite):
    job = next(snippet["svcc"] for snippet in snippets() if "svcc" in snippet)
    for name, text, passes in (("gitlab_good", GOOD, True), ("gitlab_bad", BAD, False)):
        folder = repository(suite, name, {"shop.svc": text})
        script = "\n".join(["set -eo pipefail", *job["script"]])
        done = run(["bash", "-c", script], cwd=folder, env={"PATH": f"{bin_with_svcc(suite)}:{os.environ['PATH']}"})
        need((done.returncode == 0) == passes, f"{name}: {done.returncode}\n{done.stdout}{done.stderr}")
        quality = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
        need(bool(quality) != passes and all({"description", "check_name", "fingerprint", "severity", "location"} <= set(entry) for entry in quality), f"{quality}")
        tests = xml.etree.ElementTree.parse(folder / job["artifacts"]["reports"]["junit"]).getroot()
        need((tests.find(".//failure") is not None) != passes, "the JUnit report says otherwise")


def gitlab_installs(suite):
    """The snippet installs the release, and builds it of its sources where there is none."""
    job = next(snippet["svcc"] for snippet in snippets() if "svcc" in snippet)
    stubs = suite.work / "stubs"
    for registry, wanted in (("true", ["npm install"]), ("false", ["npm install", "apt-get", "git clone", "make", "install"])):
        shutil.rmtree(stubs, ignore_errors=True)
        stubs.mkdir()
        log = suite.work / "installed"
        log.write_text("")
        for name in ("npm", "apt-get", "git", "make", "install"):
            (stubs / name).write_text(f'#!/bin/sh\necho {name} "$@" >>"{log}"\n{registry if name == "npm" else "true"}\n')
            (stubs / name).chmod(0o755)
        done = run(["bash", "-eo", "pipefail", "-c", "\n".join(job["before_script"])], cwd=suite.work, env={"PATH": f"{stubs}:{os.environ['PATH']}"})
        ran = log.read_text().splitlines()
        need(done.returncode == 0 and all(any(line.startswith(word) for line in ran) for word in wanted), f"{ran}\n{done.stderr}")
        need(registry == "false" or len(ran) == 1, f"it builds although there is a release: {ran}")


def documented(suite):
    """The snippets of docs/ci.md use inputs and hooks that there are."""
    inputs = set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])
    hooks_there = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    used = [step for snippet in snippets() for job in snippet.get("jobs", {}).values() for step in job["steps"] if "svcc" in step.get("uses", "")]
    need(used and set(used[0]["with"]) <= inputs, "docs/ci.md uses an input that action.yml does not have")
    named = {hook["id"] for snippet in snippets() for repo in snippet.get("repos", []) for hook in repo["hooks"]}
    need({name.removesuffix("-system") for name in hooks_there} == {name.removesuffix("-system") for name in named}, f"docs/ci.md names the hooks {named}")


def workflows():
    """In a workflow of the documentation, a command that fails in a pipe fails its step: GitHub's default shell has no pipefail, `shell: bash` has it."""
    seen = 0
    for page in sorted((ROOT / "docs").rglob("*.md")):
        for text in re.findall(r"```yaml\n(.*?)```", page.read_text(), re.S):
            workflow = yaml.safe_load(text)
            if not isinstance(workflow, dict) or "jobs" not in workflow:
                continue
            shell = workflow.get("defaults", {}).get("run", {}).get("shell")
            for step in [step for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]:
                seen += 1
                piped = re.search(r"[^|]\|[^|]", re.sub(r"'[^']*'", "", step["run"]))
                need(not piped or step.get("shell", shell) == "bash", f"{page.name}: without `shell: bash`, this step passes where its first command fails:\n{step['run']}")
    need(seen > 5, f"only {seen} steps were found")


def ignored(suite):
    """The .gitignore of the guide to Terraform keeps the files of the user, and nothing that svcc writes."""
    lines = re.search(r"^ *```text\n( *out/.*?)^ *```", (ROOT / "docs/guides/terraform.md").read_text(), re.M | re.S)[1]
    folder = repository(suite, "ignored", {".gitignore": "\n".join(line.strip() for line in lines.splitlines()) + "\n", "shop.svc": GOOD})
    need(suite.run("build", "shop.svc", "-o", "out", cwd=folder).returncode == 0, "the program is not built")
    module = min((folder / "out/terraform").iterdir())
    for name in ("backend.tf", "override.tf"):
        (module / name).write_text("")
    found = run(["git", "status", "--short", "-uall"], cwd=folder).stdout.split("\n")
    wanted = [f"?? out/terraform/{module.name}/{name}" for name in ("backend.tf", "override.tf")]
    need(sorted(filter(None, found)) == wanted, f"git sees {found}, not {wanted}")


def main():
    suite = Suite("ci", __doc__.splitlines()[0]).start()
    for function in (action_passes, action_annotates, action_format, action_levels, action_sarif, action_is_no_shell, action_reviews, action_scripts, action_takes_no_orders, action_without_svcc, release_workflow, publishing,
                     hooks, real_pre_commit, gitlab, gitlab_installs, documented):
        suite.check(function.__name__.replace("_", " "), function, suite)
    suite.check("ignored", ignored, suite)
    suite.check("workflows", workflows)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
