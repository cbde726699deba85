"""Outside programs that tests of several folders need; raises Skip, which CI counts as a failure, where one is missing."""
import fcntl
import shutil

from harness import Skip, run


def program(name, package):
    found = shutil.which(name)
    if not found:
        raise Skip(f"{name} is not on the PATH ({package})")
    return found


def node_modules(folder, source):
    """Installs what the package.json of `source` names into `folder`, once, without running anybody's install scripts. Gives (node, folder).

    Tests that run side by side share the folder: the first installs, the others wait.
    """
    node, npm = program("node", "Node.js 20"), program("npm", "Node.js 20")
    stamp = folder / "installed"
    wanted = (source / "package-lock.json").read_text()
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stamp.exists() or stamp.read_text() != wanted:
            for name in ("package.json", "package-lock.json", ".npmrc"):
                shutil.copyfile(source / name, folder / name)
            done = run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, timeout=300)
            if done.returncode != 0:
                raise Skip(f"npm ci failed:\n{done.stdout}{done.stderr}")
            stamp.write_text(wanted)
    return node, folder
