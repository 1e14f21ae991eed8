#!/usr/bin/python3
"""LibreOffice as a judge: one headless office for a whole list of jobs.

usage: office.py < jobs.json > answers.json

Jobs are objects, answers come in their order, and a job that failed answers {"error": why}:

    {"do": "lines", "file": F, "side": "accept" or "reject"}    accepts or rejects all tracked changes of F; answers
        {"lines": [[label, text], ...], "left": N}: paragraphs and cells in order, then those of notes, and how
        many changes are left
    {"do": "save", "file": F, "to": T}    opens F and saves it as DOCX, or as PDF when T ends so
    {"do": "compare", "old": F, "new": G, "to": T}    lets the office compare, and saves its redline

Needs Debian's libreoffice-writer and python3-uno.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

import uno
from com.sun.star.beans import PropertyValue

START_SECONDS = 120
JOB_SECONDS = 120
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}


def properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


class Office:
    """A headless office with a profile of its own, so that it meets no other and leaves nothing behind."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="understory-office-")
        pipe = f"understory{os.getpid()}"
        command = [
            "soffice", "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            f"-env:UserInstallation=file://{self.home}/profile", f"--accept=pipe,name={pipe};urp;",
        ]
        silent = subprocess.DEVNULL
        self.process = subprocess.Popen(command, stdout=silent, stderr=silent, start_new_session=True)
        self.context = self.connect(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        self.desktop = self.service("com.sun.star.frame.Desktop")
        self.dispatcher = self.service("com.sun.star.frame.DispatchHelper")

    def connect(self, address):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except Exception:
                if time.monotonic() > deadline or self.process.poll() not in (None, 81):
                    self.stop()
                    raise SystemExit("LibreOffice did not start")
                time.sleep(0.2)

    def service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @contextlib.contextmanager
    def opened(self, path):
        address = pathlib.Path(path).resolve().as_uri()
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, properties(Hidden=True))
        if document is None:
            raise RuntimeError(f"{path} cannot be opened")
        try:
            yield document
        finally:
            document.close(True)

    def dispatch(self, document, command, **arguments):
        frame = document.getCurrentController().getFrame()
        self.dispatcher.executeDispatch(frame, command, "", 0, properties(**arguments))

    def save(self, document, path):
        kind = FILTERS[pathlib.Path(path).suffix]
        document.storeToURL(pathlib.Path(path).resolve().as_uri(), properties(FilterName=kind))

    def kill(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def stop(self):
        with contextlib.suppress(Exception):
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(20)
        self.kill()
        shutil.rmtree(self.home, ignore_errors=True)


def items(enumerable):
    enumeration = enumerable.createEnumeration()
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def lines(text):
    """Label and text of each paragraph, those in cells where their table stands."""
    found = []
    for item in items(text):
        if item.supportsService("com.sun.star.text.TextTable"):
            for name in item.getCellNames():
                found += lines(item.getCellByName(name))
        else:
            found.append([item.ListLabelString, item.String])
    return found


def read_lines(office, job):
    with office.opened(job["file"]) as document:
        office.dispatch(document, COMMANDS[job["side"]])
        found = lines(document.Text)
        for notes in (document.Footnotes, document.Endnotes):
            for index in range(notes.Count):
                found += lines(notes.getByIndex(index))
        return {"lines": found, "left": sum(1 for _ in items(document.Redlines))}


def convert(office, source, target):
    """By the office's own converter: asked from outside, LibreOffice 7.4 falls over a document with comments."""
    target = pathlib.Path(target)
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{office.home}/converting"
        command = ["soffice", profile, "--headless", "--convert-to", target.suffix[1:], "--outdir", folder, str(source)]
        subprocess.run(command, check=True, timeout=JOB_SECONDS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.move(pathlib.Path(folder) / pathlib.Path(source).with_suffix(target.suffix).name, target)


def save(office, job):
    convert(office, job["file"], job["to"])
    return {}


def compare(office, job):
    older = pathlib.Path(job["old"]).resolve().as_uri()
    with office.opened(job["new"]) as document:
        office.dispatch(document, ".uno:CompareDocuments", URL=older, NoAcceptDialog=True)
        office.save(document, job["to"])
    return {}


JOBS = {"lines": read_lines, "save": save, "compare": compare}


class Offices:
    """Does jobs in one office; one that hangs or falls is replaced, and only its job is lost."""

    def __init__(self):
        self.office = None

    def do(self, job):
        self.office = self.office or Office()
        watch = threading.Timer(JOB_SECONDS, self.office.kill)
        watch.start()
        try:
            return JOBS[job["do"]](self.office, job)
        except Exception as error:
            self.stop()
            return {"error": f"{type(error).__name__}: {error}"}
        finally:
            watch.cancel()

    def stop(self):
        if self.office:
            self.office.stop()
        self.office = None


def main():
    jobs = json.load(sys.stdin)
    offices = Offices()
    try:
        json.dump([offices.do(job) for job in jobs], sys.stdout)
    finally:
        offices.stop()


if __name__ == "__main__":
    main()
