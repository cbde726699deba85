#!/usr/bin/env python3
"""Turns off each report of the compiler and each part of templates/, one at a time, and demands that a golden case notices.

A build with tests has a switch at every `report<…>` and at everything that templates/ writes (compiler/base/switches.h). The golden cases of
tests/cases and tests/diagnostics run once and note which switches they come across; then every switch is turned off, and the cases that came
across it run again until the output of one differs. What no case notices is listed, and fails unless tests/switches/accepted.txt has it, with
the test that notices it instead or the reason why none can. An accepted switch that a case notices must leave that list.

  --only TEXT   only the switches whose name contains this
"""
import collections
import concurrent.futures
import hashlib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from cases import environment_of  # noqa: E402
from harness import ROOT, Skip, Suite, module_of, need  # noqa: E402

ACCEPTED = pathlib.Path(__file__).parent / "accepted.txt"
REPORT = re.compile(r"\breport<diag::(\w+)>")
AT_ONCE = 2


# ---- What can be turned off ---------------------------------------------------------------------------------------------------------------


def report_sites():
    """(file, line) of each report, as the compiler counts lines -> its name: `check/task.cpp TaskTooSmall 2`, which a moved line keeps."""
    sites = {}
    for path in sorted((ROOT / "compiler").rglob("*")):
        if path.suffix not in (".cpp", ".h") or path.parts[-2] == "wasm":
            continue
        counts = collections.Counter()
        for number, line in enumerate(path.read_text().splitlines(), 1):
            for found in REPORT.finditer(line):
                counts[found.group(1)] += 1
                sites[str(path.relative_to(ROOT / "compiler")), number] = f"{path.relative_to(ROOT / 'compiler')} {found.group(1)} {counts[found.group(1)]}"
    return sites


def site_of(sites, noted):
    """The site that a run noted as `file:line`: the nearest one at or above that line, since a call may take several lines."""
    file, line = noted.rsplit(":", 1)
    return next((sites[file, n] for n in range(int(line), int(line) - 12, -1) if (file, n) in sites), None)


# ---- The golden cases ---------------------------------------------------------------------------------------------------------------------


class Run:
    """One command over one golden case, and what of its output the case holds."""

    def __init__(self, case, words, wanted):
        self.case, self.words, self.wanted = case, words, wanted
        self.seconds, self.seen = 0.0, None

    def __str__(self):
        return f"{self.case.relative_to(ROOT)} ({self.words[0]})"

    def output(self, svcc, variables):
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            out = ["-o", folder, "--target", "all"] if self.words[0] == "build" else []
            begin = time.monotonic()
            done = subprocess.run([svcc, *self.words, *out], cwd=self.case, env={**os.environ, "NO_COLOR": "1", **variables}, timeout=300,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            self.seconds = time.monotonic() - begin
            digest = hashlib.sha256(str(done.returncode).encode())
            if not out:
                digest.update(done.stdout)
            elif done.returncode == 0:
                for path in self.files(pathlib.Path(folder)):
                    digest.update(path.read_bytes())
            return digest.hexdigest()

    def files(self, out):
        files = []
        if self.wanted & {"cloudformation.yaml"}:
            files += sorted((out / "cloudformation").glob("*.yaml"))
        if self.wanted & {"terraform", "main.tf"}:
            files += sorted(p for p in module_of(out).rglob("*") if p.is_file() and p.suffix != ".md")
        if self.wanted & {"readme.md"}:
            files += sorted((out / "deploy").glob("*.md")) + sorted(module_of(out).glob("*.md"))
        return files


def memory():
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def golden_runs():
    runs = []
    for main in sorted((ROOT / "tests/cases").glob("*/*/main.svc")):
        case = main.parent
        held = {p.name for p in case.iterdir()}
        environment = environment_of(case)
        select = ["--env", environment] if environment else []
        if "diagnostics.txt" in held:
            runs.append(Run(case, ["check", "main.svc"], held))
        if held & {"cloudformation.yaml", "terraform", "main.tf", "readme.md"}:
            runs.append(Run(case, ["build", "main.svc", *select], held))
    for folder in sorted(p for p in (ROOT / "tests/diagnostics").glob("*") if p.is_dir()):
        runs.append(Run(folder, ["check", "main.svc"], set()))
    return runs


def noted(svcc, run):
    """What the run gives with everything on, and the switches that it comes across."""
    with tempfile.NamedTemporaryFile(dir=memory()) as file:
        run.seen = run.output(svcc, {"SVCC_SWITCHES": file.name})
        return set(pathlib.Path(file.name).read_text().splitlines())


# ---- The test -----------------------------------------------------------------------------------------------------------------------------


def accepted():
    """Switch -> reason."""
    held = {}
    for line in ACCEPTED.read_text().splitlines():
        if line and not line.startswith("#"):
            name, _, reason = line.partition(" | ")
            held[name.strip()] = reason.strip()
    return held


class Switches:
    def __init__(self, suite):
        self.svcc = suite.svcc
        self.sites = report_sites()
        parts = subprocess.run([suite.args.list], stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout.splitlines()
        self.names = set(self.sites.values()) | set(parts)
        self.runs = golden_runs()
        self.places = collections.defaultdict(set)  # of a report: the lines that runs noted, which turn it off
        self.across = collections.defaultdict(list)  # switch -> the runs that come across it

    def take_note(self):
        with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
            for run, names in zip(self.runs, pool.map(lambda run: noted(self.svcc, run), self.runs)):
                for name in names:
                    own = name if name in self.names else site_of(self.sites, name) if re.search(r":\d+$", name) else None
                    if own is None:
                        raise Skip(f"a run came across {name}, which this tree does not have: build svcc anew")
                    self.places[own].add(name)
                    if run not in self.across[own]:
                        self.across[own].append(run)

    def notices(self, name):
        """The run that notices that this is off; None if none does."""
        for run in sorted(self.across[name], key=lambda run: run.seconds):
            if any(run.output(self.svcc, {"SVCC_SWITCHED_OFF": place}) != run.seen for place in self.places[name]):
                return run
        return None


def judge(name, found, reached, reason):
    if reason is not None:
        need(found is None, f"tests/switches/accepted.txt says that no golden case notices this, but {found} does: take the line out")
        return
    need(found is not None, "no golden case notices that this is off: " + ("it is reached, but no expected output shows it" if reached else "none reaches it"))


def main():
    suite = Suite("switches", __doc__.splitlines()[0])
    suite.parser.add_argument("--list", type=pathlib.Path, default=ROOT / "build/dev/tests/switches/svc_switch_list", help="prints what templates/ can write")
    suite.start()
    switches = Switches(suite)
    switches.take_note()
    print(f"{len(switches.runs)} runs of golden cases come across {len(switches.across)} of {len(switches.names)} switches", flush=True)
    held = accepted()
    wanted = sorted(name for name in switches.names if suite.args.only in name)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for name, found in zip(wanted, pool.map(switches.notices, wanted)):
            suite.check(name, judge, name, found, bool(switches.across[name]), held.get(name))
    for name in sorted(set(held) - switches.names):
        suite.check(name, need, False, "tests/switches/accepted.txt names a switch that does not exist any more")
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
