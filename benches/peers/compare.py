#!/usr/bin/env python3
"""Our engine and its peers on the same pairs of texts, in one run.

usage: compare.py UNDERSTORY CORPORA [--most-bytes N] [--only NAME] [--json FILE]

CORPORA holds a folder a pair with old.md and new.md, and floors.tsv: for each pair the smallest number of inserted and
deleted characters there can be when moved paragraphs are free, and a plain histogram diff's number of hunks. For each
tool: its characters over that floor (geometric mean per language), pairs read back exactly, characters it saw as moved,
its hunks over the histogram's (median), whole-process time (sum over pairs, one run each), peak memory. Prints a Markdown
table. Text tools get one block a line, DOCX tools what `understory convert` writes. See README.md for what to install.
"""
import argparse
import json
import math
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

import measure
import tools

SECONDS = 60


def run(command, stdin=b""):
    """Output, seconds and megabytes of one whole process; None when it fails or takes too long."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        child = subprocess.Popen(command, stdin=given, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - begun > SECONDS:
                os.killpg(child.pid, signal.SIGKILL)
                os.wait4(child.pid, 0)
                return None
            time.sleep(0.002)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            return None
        out.seek(0)
        return out.read(), seconds, usage.ru_maxrss / 1024


def blocks(understory, path):
    answer = run([understory, "convert", str(path), "-o", "/dev/stdout", "--format", "json"])
    return [block["text"] for block in json.loads(answer[0])["blocks"]]


def prepare(understory, pair, folder):
    """The two texts of a pair in each form that a tool takes."""
    files = {"source": [], "text": [], "docx": []}
    texts = []
    for side in ("old", "new"):
        source = pair / f"{side}.md"
        lines = [text.replace("\n", " ") for text in blocks(understory, source)]
        text, docx = folder / f"{side}.txt", folder / f"{side}.docx"
        text.write_text("\n".join(lines) + "\n")
        run([understory, "convert", str(source), "-o", str(docx)])
        files["source"].append(str(source))
        files["text"].append(str(text))
        files["docx"].append(str(docx))
        texts.append("\n".join(lines))
    plain = [measure.docx_redline(file) for file in files["docx"]]
    words = {"source": texts, "text": texts, "docx": ["".join(text for _, text in redline) for redline in plain]}
    return files, words


def judge(tool, files, words, folder):
    """What one tool makes of one pair."""
    out = str(folder / "out.docx")
    old, new = files[tool.kind]
    pathlib.Path(out).unlink(missing_ok=True)
    stdin = tools.office_jobs(old, new, out).encode() if "office.py" in tool.command(old, new, out)[-1] else b""
    ran = run(tool.command(old, new, out), stdin)
    if ran is None:
        return None
    try:
        redline = tool.read(ran[0], out)
    except (OSError, KeyError, ValueError) as error:
        print(f"    {tool.name}: {error}", file=sys.stderr)
        return None
    found = measure.measure(redline)
    edited = sum(len(measure.dense(text)) for op, text in redline if op == "edited")
    found["cost"] += edited
    found["exact"] = measure.exact(redline, *words[tool.kind])
    found["seconds"], found["megabytes"] = ran[1:]
    return found


def mean(values):
    return math.exp(sum(math.log(max(value, 1e-9)) for value in values) / len(values)) if values else float("nan")


def row(tool, results, floors):
    done = {pair: found for pair, found in results.items() if found}
    ratio = {pair: found["cost"] / max(1, int(floors[pair]["floor_chars_moves_free"])) for pair, found in done.items()}
    hunks = sorted(found["hunks"] / max(1, int(floors[pair]["histogram_hunks"])) for pair, found in done.items())
    cells = [tool]
    for language in ("en", "zh", "pt"):
        cells.append(f"{mean([value for pair, value in ratio.items() if pair.startswith(language)]):.2f}")
    cells.append(f"{max(ratio.values(), default=float('nan')):.2f}")
    cells.append(f"{sum(found['exact'] for found in done.values())} of {len(results)}")
    cells.append(f"{sum(found['moved'] for found in done.values()):,}")
    cells.append(f"{hunks[len(hunks) // 2]:.2f}" if hunks else "")
    cells.append(f"{sum(found['seconds'] for found in done.values()):.1f} s")
    cells.append(f"{max((found['megabytes'] for found in done.values()), default=0):.0f} MB")
    return "| " + " | ".join(cells) + " |"


def read_floors(root):
    lines = [line.split("\t") for line in (root / "floors.tsv").read_text().splitlines()]
    return {line[0]: dict(zip(lines[0], line)) for line in lines[1:]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("understory")
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("--most-bytes", type=int, default=200_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--json")
    return parser.parse_args()


def main():
    given = arguments()
    floors = read_floors(given.corpora)
    small = lambda pair: max((pair / side).stat().st_size for side in ("old.md", "new.md")) < given.most_bytes
    pairs = [given.corpora / name for name in sorted(floors) if small(given.corpora / name)]
    listed = [tool for tool in tools.tools(given.understory) if given.only in tool.name]
    results = {tool.name: {} for tool in listed}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for pair in pairs:
            files, words = prepare(given.understory, pair, folder)
            for tool in listed:
                found = judge(tool, files, words, folder)
                results[tool.name][pair.name] = found
                print(pair.name, tool.name, found, file=sys.stderr, flush=True)
    if given.json:
        pathlib.Path(given.json).write_text(json.dumps(results, indent=1))
    print("| tool | cost en | zh | pt | worst | exact both ways | characters seen as moved | hunks | time | memory |")
    print("|---|--:|--:|--:|--:|---|--:|--:|--:|--:|")
    for tool in listed:
        print(row(tool.name, results[tool.name], floors))


main()
