#!/usr/bin/env python3
"""What `make package` made, each installed in a clean folder: the .deb, the tarball, checksums, bill of materials, extensions, formula, Dockerfile."""
import functools
import gzip
import hashlib
import http.server
import json
import os
import pathlib
import re
import shutil
import sys
import tarfile
import threading
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Suite, need, run, version  # noqa: E402
from outside import program  # noqa: E402

MADE = ROOT / "build/packages"
PROGRAM = "app shop {}\n\nqueue orders { retention = 4d }\n"


def one(pattern):
    found = sorted(MADE.glob(pattern))
    need(len(found) == 1, f"{pattern}: {found}")
    return found[0]


def works(suite, svcc):
    """The program alone, where nothing of the repository is."""
    folder = suite.work / "clean"
    folder.mkdir(exist_ok=True)
    (folder / "main.svc").write_text(PROGRAM)
    done = run([svcc, "build", "main.svc", "-o", "out"], cwd=folder, env={"PATH": "/nowhere"})
    need(done.returncode == 0 and (folder / "out/cloudformation/shop.yaml").exists(), done.stderr)
    done = run([svcc, "--version"])
    need(re.match(rf"svcc {re.escape(version())} \([0-9a-f]{{12}}\)\ncloudformation schemas: .*\nterraform schemas: ", done.stdout), done.stdout)
    done = run([svcc, "--licenses"])
    need(all(name in done.stdout for name in ("ANTLR", "yaml-cpp", "jemalloc", "GNU C", "elkjs")), "a notice is missing")


def deb(suite):
    package = one("svcc_*.deb")
    root = suite.work / "root"
    shutil.rmtree(root, ignore_errors=True)
    (root / "var/lib/dpkg").mkdir(parents=True)
    (root / "var/lib/dpkg/status").write_text("")
    done = run([program("dpkg", "Debian"), f"--root={root}", "--force-not-root", "--force-script-chrootless", "-i", package])
    need(done.returncode == 0, done.stdout + done.stderr)
    for wanted in ("usr/bin/svcc", "usr/share/man/man1/svcc.1.gz", "usr/share/man/man1/svcc-build.1.gz", "usr/share/bash-completion/completions/svcc",
                   "usr/share/zsh/vendor-completions/_svcc", "usr/share/fish/vendor_completions.d/svcc.fish", "usr/share/doc/svcc/copyright", "usr/share/doc/svcc/changelog.gz"):
        need((root / wanted).exists(), f"{wanted} is not installed")
    page = gzip.decompress((root / "usr/share/man/man1/svcc-build.1.gz").read_bytes()).decode()
    need(".SH OPTIONS" in page and "\\-\\-target" in page, page[:500])
    works(suite, root / "usr/bin/svcc")


# What a newcomer types, good and bad, where nothing of the repository is.
STEPS = """set -eu
cd /root && rm -rf my-shop && svcc init web my-shop && cd my-shop
svcc check && svcc build -o out && test -s out/cloudformation/my-shop-prod.yaml
svcc diff out | grep -q 'Nothing changes'
sed -i 's/memory = .*/memory = 99GiB/' main.svc
status=0; svcc check >said 2>&1 || status=$?
test $status = 1; grep -q 'SVC4003' said
status=0; svcc build --nonsense >said 2>&1 || status=$?
test $status = 2
"""


def debian(suite):
    """The .deb in a Debian of its own: apt's own tools install it and remove it. The Debian is made once and kept in the work folder."""
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise Beyond("debootstrap, as root, makes a Debian to install into")
    root = suite.work / "debian"
    if not (root / "made").exists():
        shutil.rmtree(root, ignore_errors=True)
        sites = run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE)", "Created-By: Packages"]).stdout.split("\n")
        done = run(["debootstrap", "--variant=minbase", sites[0].split()[1], root, sites[0].split()[0]], timeout=900)
        need(done.returncode == 0, done.stdout[-2000:] + done.stderr)
        (root / "made").touch()
    shutil.copy(one("svcc_*.deb"), root / "tmp/svcc.deb")
    for words in (["dpkg", "-i", "/tmp/svcc.deb"], ["svcc", "--version"], ["sh", "-c", STEPS], ["dpkg", "-r", "svcc"]):
        done = run(["chroot", root, *words], env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}, timeout=120)
        need(done.returncode == 0, f"{words}: {done.stdout}{done.stderr}")
    need(not (root / "usr/bin/svcc").exists(), "dpkg -r leaves it there")


def lintian():
    done = run([program("lintian", "Debian: lintian"), "--no-tag-display-limit", "--fail-on", "error,warning", "--allow-root", one("svcc_*.deb")], timeout=300)
    need(done.returncode == 0, done.stdout + done.stderr)


def tarball(suite):
    folder = suite.work / "tarball"
    with tarfile.open(one("svcc-*-linux-x64.tar.gz")) as archive:
        need(all(member.uid == 0 and not member.name.startswith("/") for member in archive.getmembers()), "owners or absolute paths")
        archive.extractall(folder)
    works(suite, next(folder.glob("svcc-*/bin/svcc")))


def checksums():
    lines = dict(reversed(line.split("  ")) for line in (MADE / "SHA256SUMS").read_text().splitlines())
    files = {path.name for path in MADE.iterdir() if path.is_file() and path.name != "SHA256SUMS"}
    need(set(lines) == files, f"{set(lines) ^ files}")
    for name, wanted in lines.items():
        need(hashlib.sha256((MADE / name).read_bytes()).hexdigest() == wanted, name)


def materials():
    spdx = json.loads(one("svcc-*.spdx.json").read_text())
    need(spdx["spdxVersion"] == "SPDX-2.3" and {"svcc", "elkjs", "emscripten"} <= {package["name"] for package in spdx["packages"]}, "too little")
    ids = {package["SPDXID"] for package in spdx["packages"]}
    need(all(relation["relatedSpdxElement"] in ids for relation in spdx["relationships"]), "a relation leads nowhere")
    need(all(package["versionInfo"] != "NOASSERTION" for package in spdx["packages"]), f"{spdx['packages']}")


def formula():
    text = (MADE / "svcc.rb").read_text()
    need("@" not in re.sub(r"\S+@\S+", "", text) and version() in text, text)
    need(hashlib.sha256(one("svcc-*-linux-x64.tar.gz").read_bytes()).hexdigest() in text, "the checksum of the tarball is not in it")
    shutil.which("ruby") and need(run(["ruby", "-c", MADE / "svcc.rb"]).returncode == 0, "no Ruby")


def dockerfile():
    text = (MADE / "Dockerfile").read_text()
    need("FROM scratch" in text and "USER 65534" in text, text)
    added = re.search(r"^ADD (\S+)", text, re.M)[1]
    with tarfile.open(MADE / added) as archive:
        entry = json.loads(re.search(r"^ENTRYPOINT (.*)$", text, re.M)[1])[0]
        need(entry.lstrip("/") in archive.getnames(), f"{entry} is not in the image")


def extensions():
    for name, wanted in ((f"svc-vscode-{version()}-linux-x64.vsix", "extension/server/svcc"), (f"svc-vscode-{version()}.vsix", "extension/server/wasm/svcc.wasm")):
        if not (ROOT / "packages/npm/wasm/svcc.wasm").exists():
            raise Beyond("packages/npm/wasm is not built: make wasm")
        with zipfile.ZipFile(MADE / name) as package:
            names = package.namelist()
            need(wanted in names and "extension/dist/extension.js" in names, f"{name}: {names}")
            need(not any("node_modules" in one or "/src/" in one for one in names), f"{names}")


def downloaded(suite):
    """scripts/download-release, which the action uses, from a server of this machine."""
    site = suite.work / "site"
    folder = site / f"releases/download/v{version()}"
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(MADE, folder)
    quiet = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    try:
        done = run([ROOT / "scripts/download-release", address, version(), suite.work / "downloaded"])
        need(done.returncode == 0, done.stderr)
        works(suite, done.stdout.strip())
        archive = folder / one("svcc-*-linux-x64.tar.gz").name
        archive.write_bytes(archive.read_bytes()[:-1] + b"x")
        done = run([ROOT / "scripts/download-release", address, version(), suite.work / "changed"])
        need(done.returncode == 1 and "checksums" in done.stderr, f"a changed file was taken: {done.stdout}{done.stderr}")
        done = run([ROOT / "scripts/download-release", address, "9.9.9", suite.work / "missing"])
        need(done.returncode == 1 and "there is no" in done.stderr, done.stderr)
    finally:
        server.shutdown()


def main():
    suite = Suite("packages.release", __doc__).start()

    def there():
        if not (MADE / "SHA256SUMS").exists():
            raise Beyond("build/packages is not there: make package")

    if suite.check("made", there) and suite.passed:
        for check in (deb, debian, tarball, downloaded):
            suite.check(check.__name__, check, suite)
        for check in (lintian, checksums, materials, formula, dockerfile, extensions):
            suite.check(check.__name__, check)
    sys.exit(suite.finish())


if __name__ == "__main__":
    main()
