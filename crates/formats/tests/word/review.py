#!/usr/bin/python3
"""Makes the fixture reviewed-en.docx (of the sample's English revision 3): LibreOffice edits a text of ours as a reviewer would, tracking on.

usage: review.py OUT.docx TEXT.docx     (TEXT is what `understory convert TEXT.md -o TEXT.docx` writes)

Each edit is what a person does by hand: words inserted, deleted, replaced, a paragraph added, one deleted, a cell
reworded.
"""
import sys

from office import Office, convert  # which brings UNO's own imports
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK


def find(document, words):
    search = document.createSearchDescriptor()
    search.SearchString = words
    return document.findFirst(search)


def put(document, words, instead):
    find(document, words).setString(instead)


def add_after(document, words, text):
    place = find(document, words)
    end = place.Text.createTextCursorByRange(place.End)
    end.gotoEndOfParagraph(False)
    place.Text.insertControlCharacter(end, PARAGRAPH_BREAK, False)
    place.Text.insertString(end, text, False)


def drop_paragraph(document, words):
    place = find(document, words)
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.setString("")


def review(document, edits):
    document.RecordChanges = True
    for name, *arguments in edits:
        {"put": put, "add": add_after, "drop": drop_paragraph}[name](document, *arguments)


ENGLISH = [
    ("put", "outside the project footprint", "outside the footprint of the project"),
    ("put", "significant residual impacts", "residual impacts"),
    ("add", "critical habitat: area of high", "degraded habitat: area that has lost most of its native species."),
    ("drop", "residual impact: impact on biodiversity"),
    ("put", "Plug boreholes", "Plug all boreholes"),
]

if __name__ == "__main__":
    out, text = sys.argv[1:3]
    office = Office()
    try:
        with office.opened(text) as document:
            review(document, ENGLISH)
            office.save(document, f"{office.home}/reviewed.odt")
        convert(office, f"{office.home}/reviewed.odt", out)
    finally:
        office.stop()
