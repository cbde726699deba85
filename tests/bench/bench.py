#!/usr/bin/env python3
"""Measures `svcc build --target all`: time and peak memory of whole processes, time by phase, instructions under callgrind.

  bench.py --svcc BINARY [--write docs/performance.md]   the tables, printed, and put between the markers of the page
  bench.py --svcc BINARY --smoke                         a test: the generated programs compile, and time grows no faster than their size

The best of many runs is what counts: everything else on the machine only ever adds to it.
"""
import datetime
import os
import pathlib
import re
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from generate import program  # noqa: E402
from harness import ROOT, Suite, need, run  # noqa: E402

SIZES = (10, 100, 1000, 3000)
SHOP = ROOT / "examples/shop/shop.svc"
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def compile_measure(work):
    tool = work / "measure"
    done = run([os.environ.get("CC", "cc"), "-O1", "-o", tool, pathlib.Path(__file__).parent / "measure.c"])
    need(done.returncode == 0, done.stderr)
    return tool


def best(tool, command, seconds=4.0, least=5):
    """The best wall time in ms, processor time in ms and peak memory in KiB of as many runs as fit, with how many they were."""
    done = run([tool, seconds, least, 300, *command], timeout=900)
    need(done.returncode == 0, f"{' '.join(map(str, command))} failed")
    wall, cpu, memory, runs = done.stdout.split()
    return float(wall), float(cpu), int(memory), int(runs)


def phases(svcc, path, out):
    """{phase: ms}, the best of some runs each."""
    found = {}
    for _ in range(7):
        done = run([svcc, "build", path, "--env", "prod", "--target", "all", "-o", out, "--timings"])
        for name, value in re.findall(r"^(\S+)\s+([\d.]+) ms$", done.stderr + done.stdout, re.M):
            found[name] = min(found.get(name, 1e9), float(value))
    return found


def instructions(command):
    """What callgrind counts, or None without valgrind. The same binary and input always give the same number."""
    valgrind = shutil.which("valgrind")
    if not valgrind:
        return None
    with tempfile.NamedTemporaryFile() as out:
        done = run([valgrind, "--tool=callgrind", f"--callgrind-out-file={out.name}", *command], timeout=600)
    total = re.search(r"Collected : (\d+)", done.stderr)
    return int(total.group(1)) if total else None


def programs(work):
    yield "examples/shop", 2, SHOP
    for size in SIZES:
        path = work / f"services{size}.svc"
        path.write_text("".join(program(size)))
        yield f"{size:,} services", size, path


def build_command(svcc, path, out):
    return [svcc, "build", path, "--env", "prod", "--target", "all", "-o", out]


def measure(svcc, work):
    tool, rows, parts = compile_measure(work), [], {}
    for name, size, path in programs(work):
        out = work / "out" / path.stem
        command = build_command(svcc, path, out)
        time_ms, cpu, memory, runs = best(tool, command)
        written = sum(p.stat().st_size for p in out.rglob("*") if p.is_file())
        parts[name] = phases(svcc, path, out)
        rows.append((name, size, path.stat().st_size, written, time_ms, cpu, memory, runs))
        print(f"{name}: {time_ms:.2f} ms ({cpu:.2f} ms of the processor), {memory / 1024:.1f} MiB, best of {runs}", flush=True)
    return rows, parts, instructions(build_command(svcc, SHOP, work / "out/callgrind"))


def cpu_name():
    found = re.search(r"^model name\s*:\s*(.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return found.group(1) if found else "an unnamed processor"


def page(rows, parts, counted):
    today = datetime.date.today().isoformat()
    lines = [BEGIN, "", f"Measured on {today} with {os.cpu_count()} cores ({cpu_name()}): `svcc build FILE --env prod --target all -o DIR`, the whole process,",
             "with all files written, best of many runs.", "",
             "| program | text | output | time | of the processor | time per service | peak memory | runs |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]
    for name, size, text, written, time_ms, cpu, memory, runs in rows:
        lines.append(f"| {name} | {text / 1024:.1f} KiB | {written / 1024:,.0f} KiB | {time_ms:.2f} ms | {cpu:.2f} ms | {time_ms / size:.3f} ms | {memory / 1024:.1f} MiB | {runs} |")
    each = {size: time_ms / size for _, size, _, _, time_ms, *_ in rows}
    lines += ["", f"Growth: a service costs {each[3000] / each[100]:.2f} times as much at 3,000 services as at 100 (aim: at most 1.3).", ""]
    names = list(dict.fromkeys(phase for found in parts.values() for phase in found))
    lines += ["Time by phase (`--timings`), in ms:", "", "| phase | " + " | ".join(parts) + " |", "| --- |" + " ---: |" * len(parts)]
    for phase in names:
        lines.append(f"| {phase} | " + " | ".join(f"{found[phase]:.2f}" if phase in found else "–" for found in parts.values()) + " |")
    if counted:
        lines += ["", f"Instructions of the example under callgrind: {counted:,}."]
    return "\n".join([*lines, "", END])


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    old = path.read_text() if path.exists() else f"# Performance\n\nWritten by `make bench`; tests/bench/bench.py says how it is measured.\n\n{BEGIN}\n{END}\n"
    if BEGIN not in old or END not in old:
        sys.exit(f"{path} has no lines {BEGIN} and {END} to write between")
    head, rest = old.split(BEGIN, 1)
    path.write_text(head + text + rest.split(END, 1)[1])


def smoke(suite):
    """Times mean little on a busy machine, so the bound is loose: it catches quadratic work, not slow work."""
    def grows():
        tool, each = compile_measure(suite.work), {}
        for size in (100, 1000):
            path = suite.work / f"smoke{size}.svc"
            path.write_text("".join(program(size)))
            done = suite.run("build", path, "--target", "all", "-o", suite.work / f"smoke{size}", timeout=200)
            need(done.returncode == 0, f"a generated program of {size} services does not compile:\n{done.stdout[:3000]}{done.stderr[:3000]}")
            each[size] = best(tool, build_command(suite.svcc, path, suite.work / f"smoke{size}"), seconds=0, least=3)[1] / size
        need(each[1000] < 4 * each[100], f"a service takes {each[1000]:.3f} ms in a program of 1,000, {each[100]:.3f} ms in one of 100")
    suite.check("generated programs compile, in linear time", grows)
    return suite.finish()


def main():
    suite = Suite("bench", __doc__)
    suite.parser.add_argument("--smoke", action="store_true")
    suite.parser.add_argument("--write", type=pathlib.Path)
    suite.start()
    if suite.args.smoke:
        return smoke(suite)
    text = page(*measure(suite.svcc, suite.work))
    print(text)
    if suite.args.write:
        write(suite.args.write, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
