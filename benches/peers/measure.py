"""One measure for every tool: characters inserted and deleted, hunks, moves, and whether both texts come back.

A redline is a list of (op, text) with op in "same", "insert", "delete", "moved" (arrived from elsewhere) and "left"
(moved away): a move is free, an edit inside it is not. White space never counts.
"""
import html
import re
import zipfile


def dense(text):
    return re.sub(r"[\s\u00ad\ufffc]", "", text)


def measure(redline):
    cost = hunks = moved = 0
    inside = False
    for op, text in redline:
        changed = op in ("insert", "delete")
        if changed:
            cost += len(dense(text))
            hunks += not inside
        elif op == "moved":
            moved += len(dense(text))
        if changed or dense(text):
            inside = changed
    return {"cost": cost, "hunks": hunks, "moved": moved}


def sides(redline):
    old = "".join(text for op, text in redline if op in ("same", "delete", "left"))
    new = "".join(text for op, text in redline if op in ("same", "insert", "moved"))
    return old, new


def exact(redline, old, new):
    """Both ways, white space apart. A tool that puts moved text in both places is read as it stands."""
    before, after = sides(redline)
    return dense(before) == dense(old) and dense(after) == dense(new)


WRAPPERS = {"ins": "insert", "del": "delete", "moveTo": "moved", "moveFrom": "left"}
MARKUP = re.compile(r"<(/?)w:(\w+)\b([^>]*?)(/?)>|<[^>]*>|([^<]+)")


def docx_redline(path):
    """The tracked changes of a DOCX, by plain reading of its body: what stands in no wrapper is the
    same, labels written as text are none."""
    with zipfile.ZipFile(path) as package:
        markup = package.read("word/document.xml").decode()
    redline, open_wrappers, in_text = [], [], False
    skipped, label = 0, False
    for close, name, attributes, alone, text in MARKUP.findall(markup):
        if name in ("r", "rStyle"):
            label = "UnderstoryLabel" in attributes
        if name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"):
            skipped += 0 if alone else -1 if close else 1
        elif skipped:
            continue
        elif name in WRAPPERS and not alone:
            open_wrappers.pop() if close else open_wrappers.append(WRAPPERS[name])
        elif name in ("t", "delText"):
            in_text = not close and not alone
        elif text and in_text and not label:
            op = open_wrappers[-1] if open_wrappers else "same"
            if "left" in open_wrappers and op == "delete":
                op = "left"
            redline.append((op, html.unescape(text)))
    return redline


def own_redline(answer):
    """The JSON of our own engine."""
    ops = {"moved_to": {"same": "moved"}, "moved_from": {"same": "left", "delete": "left"}}
    redline = []
    for block in answer["blocks"]:
        names = ops.get(block["change"], {})
        for segment in block["segments"]:
            op = segment["op"]
            if block["change"] == "moved_to" and op == "delete":
                redline.append(("edited", segment["text"]))
            else:
                redline.append((names.get(op, op), segment["text"]))
    return redline
