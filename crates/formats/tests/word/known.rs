//! What pandoc and LibreOffice get wrong, side by side, and why no other way of writing helps.

use std::process::Command;

/// A program that accepts and rejects.
pub(crate) struct Judge {
    pub(crate) name: &'static str,
    /// What it is known to get wrong; everything else it gets right.
    pub(crate) known: &'static [Known],
    /// Whether it is the version that the list was made with.
    pub(crate) is_listed_version: bool,
}

/// What a program gets wrong on one side of one redline.
pub(crate) struct Known {
    pub(crate) side: &'static str,
    /// Lines whose words are elsewhere, missing or too many; empty lines too many; labels counted otherwise.
    pub(crate) wrong: [usize; 3],
    pub(crate) why: &'static str,
}

pub(crate) fn pandoc() -> Judge {
    Judge {
        name: "pandoc",
        known: PANDOC,
        is_listed_version: says("pandoc", "pandoc 2.17."),
    }
}

pub(crate) fn libreoffice() -> Judge {
    Judge {
        name: "LibreOffice",
        known: LIBREOFFICE,
        is_listed_version: says("soffice", "LibreOffice 7.4."),
    }
}

fn says(program: &str, version: &str) -> bool {
    let output = Command::new(program).arg("--version").output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).starts_with(version))
}

const fn known(side: &'static str, wrong: [usize; 3], why: &'static str) -> Known {
    Known { side, wrong, why }
}

const LINES: &str =
    "drops a line break beside a paragraph mark that it takes away: what became items run on";
const PANDOC: &[Known] = &[
    known("en-plainlang-dash-writing-tips, reject", [10, 0, 0], LINES),
    known(
        "en-source-code-policy-draft-final, accept",
        [74, 0, 0],
        LINES,
    ),
];

const END: &str = "a file must have a paragraph after a table at its end";
const PARTED: &str = "a file must have a paragraph between two tables";
const CELLS: &str = "knows no tracked cells: they stay, empty";
const BEFORE_TABLE: &str = "leaves the paragraph before a table that goes, empty";
const STYLE: &str = "gives a paragraph the style of the one before it that goes, where that has several \
    tracked pieces or the paragraph itself is empty; lists that count on count from there";
const FORMAT: &str = "takes a list level back wrongly when it rejects a change of paragraph format";
const RULE: &str = "takes an empty paragraph between two that were added for a part of them";

const LIBREOFFICE: &[Known] = &[
    known("a row, swapped, accept", [0, 1, 0], END),
    known("a row, swapped, reject", [0, 1, 0], END),
    known("a row, accept", [0, 1, 0], END),
    known("a row, reject", [0, 1, 0], END),
    known("a cell, swapped, accept", [0, 1, 0], END),
    known("a cell, swapped, reject", [0, 1, 0], END),
    known("a cell, accept", [0, 1, 0], END),
    known("a cell, reject", [0, 1, 0], END),
    // three cells and the paragraph at the end
    known("a column, swapped, accept", [0, 4, 0], CELLS),
    known("a column, swapped, reject", [0, 1, 0], END),
    known("a column, accept", [0, 1, 0], END),
    known("a column, reject", [0, 4, 0], CELLS),
    known("a table alone, swapped, accept", [0, 1, 0], END),
    known("a table alone, swapped, reject", [0, 1, 0], END),
    known("a table alone, accept", [0, 1, 0], END),
    known("a table alone, reject", [0, 1, 0], END),
    known("sample en 1 to 2, reject", [0, 0, 22], STYLE),
    known("sample en 3 to 1, reject", [0, 0, 1], STYLE),
    known("sample zh 1 to 2, reject", [0, 0, 22], STYLE),
    known("sample zh 3 to 1, reject", [0, 0, 1], STYLE),
    known("en-plainlang-dash-writing-tips, accept", [0, 22, 0], CELLS),
    known("en-plainlang-dash-writing-tips, reject", [0, 1, 0], PARTED),
    known(
        "en-public-code-standard-0.1.4-0.8.0, reject",
        [5, 1, 0],
        RULE,
    ),
    known("en-quic-http-15-16, accept", [0, 3, 3], BEFORE_TABLE),
    known("en-quic-http-15-16, reject", [0, 3, 0], BEFORE_TABLE),
    known("en-quic-http-20-21, accept", [0, 1, 0], PARTED),
    known("en-quic-http-20-21, reject", [0, 1, 0], PARTED),
    known(
        "en-source-code-policy-draft-final, reject",
        [0, 0, 4],
        STYLE,
    ),
    known("zh-beijing-legislation-rules, reject", [0, 0, 5], FORMAT),
    known("zh-clreq-hans-2019-2024, accept", [0, 102, 0], CELLS),
    known("zh-clreq-hans-2019-2024, reject", [0, 0, 2], STYLE),
    known("zh-copywriting-guidelines, reject", [0, 8, 0], CELLS),
];
