"""The peers. Each takes two files and gives a redline; those that are no program of their own run in a fresh Python."""
import json
import pathlib
import re
import shutil
import sys

import measure

HERE = pathlib.Path(__file__).resolve().parent
OFFICE = HERE.parent.parent / "crates/formats/tests/word/office.py"
MARKS = {"\x01": "insert", "\x03": "delete"}
UNO_PYTHON = "/usr/bin/python3"


def marked(text):
    """Text in which \\x01 begins an insertion, \\x03 a deletion, and \\x02 ends either."""
    op, redline = "same", []
    for piece in re.split("([\x01\x02\x03])", text):
        if piece in MARKS:
            op = MARKS[piece]
        elif piece == "\x02":
            op = "same"
        elif piece:
            redline.append((op, piece))
    return redline


def porcelain(text):
    redline = []
    names = {" ": "same", "+": "insert", "-": "delete"}
    body = text.split("\n@@", 1)[-1].split("\n")[1:]
    for line in body:
        if line[:1] in names:
            redline.append((names[line[:1]], line[1:]))
        elif line == "~":
            redline.append(("same", "\n"))
    return redline


DMP = """
import json, sys, diff_match_patch as d
old, new = (open(f, encoding="utf-8").read() for f in sys.argv[1:3])
tool = d.diff_match_patch(); pieces = tool.diff_main(old, new); tool.diff_cleanupSemantic(pieces)
json.dump([[{0: "same", 1: "insert", -1: "delete"}[op], text] for op, text in pieces], sys.stdout)
"""
DOCXODUS = """
import sys
from python_redlines import DocxodusEngine
old, new = (open(f, "rb").read() for f in sys.argv[1:3])
open(sys.argv[3], "wb").write(DocxodusEngine().run_redline("A", old, new)[0])
"""


class Tool:
    def __init__(self, name, kind, command, read):
        self.name, self.kind, self.command, self.read = name, kind, command, read


def office_jobs(old, new, out):
    return json.dumps([{"do": "compare", "old": str(old), "new": str(new), "to": str(out)}])


def beside(program):
    """A program of the Python that runs this."""
    return str(pathlib.Path(sys.executable).parent / program)


def tools(understory):
    """Those that are installed. `text` ones get one block a line, `docx` ones what we write of each text."""
    python = sys.executable
    listed = [
        Tool("**understory**", "source", lambda o, n, t: [understory, "redline", o, n, "--format", "json"],
             lambda out, _: measure.own_redline(json.loads(out))),
        Tool("git --word-diff", "text", lambda o, n, t: ["git", "diff", "--no-index", "--no-color", "-U1000000", "--word-diff=porcelain", o, n],
             lambda out, _: porcelain(out.decode())),
        Tool("git --word-diff --histogram", "text",
             lambda o, n, t: ["git", "diff", "--no-index", "--no-color", "--histogram", "-U1000000", "--word-diff=porcelain", o, n],
             lambda out, _: porcelain(out.decode())),
        Tool("wdiff", "text", lambda o, n, t: ["wdiff", "-w", "\x03", "-x", "\x02", "-y", "\x01", "-z", "\x02", o, n],
             lambda out, _: marked(out.decode())),
        Tool("dwdiff, punctuation split", "text",
             lambda o, n, t: ["dwdiff", "-P", "-w", "\x03", "-x", "\x02", "-y", "\x01", "-z", "\x02", o, n],
             lambda out, _: marked(out.decode())),
        Tool("diff-match-patch, semantic", "text", lambda o, n, t: [python, "-c", DMP, o, n],
             lambda out, _: [tuple(piece) for piece in json.loads(out)]),
        Tool("DOCX: **understory**", "docx", lambda o, n, t: [understory, "redline", o, n, "-o", t],
             lambda _, t: measure.docx_redline(t)),
        Tool("DOCX: Docxodus (python-redlines)", "docx", lambda o, n, t: [python, "-c", DOCXODUS, o, n, t],
             lambda _, t: measure.docx_redline(t)),
        Tool("DOCX: jubarte", "docx", lambda o, n, t: [beside("jubarte-redlines"), "compare", o, n, "-o", t],
             lambda _, t: measure.docx_redline(t)),
        Tool("DOCX: docx-trackdiff", "docx", lambda o, n, t: [beside("docx-trackdiff"), o, n, t],
             lambda _, t: measure.docx_redline(t)),
        Tool("DOCX: LibreOffice compare", "docx", lambda o, n, t: [UNO_PYTHON, str(OFFICE)], lambda _, t: measure.docx_redline(t)),
    ]
    return [tool for tool in listed if shutil.which(tool.command("", "", "")[0])]
