//! Nothing vanishes: each word that the markup of a file shows is in the blocks, in a label, or in
//! the list of problems. The words of the source are counted here on their own, from the raw events
//! of its XML.

use std::{collections::HashMap, fs, path::Path, process::Command};

use formats::{Limits, Reading, docx};
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use unicode_normalization::UnicodeNormalization;

use crate::{independent, judges::pandoc::run as pandoc, support::*};

/// What stands inside these is not shown once changes are accepted, or is shown by what they are an
/// alternative to.
const HIDDEN: [&str; 4] = ["del", "moveFrom", "Fallback", "instrText"];

/// The words of a part, paragraph by paragraph; lines of a table of contents are left out.
#[derive(Default)]
struct Source {
    open: Vec<String>,
    /// A text box stands inside a paragraph and has paragraphs of its own: text, and whether it is a
    /// line of contents.
    paragraphs: Vec<(String, bool)>,
    words: Vec<String>,
}

fn source_words(markup: &str) -> Vec<String> {
    let mut reader = Reader::from_str(markup);
    reader.config_mut().expand_empty_elements = true;
    let mut source = Source::default();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => source.start(&start),
            Event::End(_) => source.end(),
            Event::Text(text) => source.push(&text.xml10_content()),
            Event::CData(text) => source.push(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let named = match &*name.xml10_content() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    _ => '\'',
                };
                let character = name.resolve_char_ref().unwrap().unwrap_or(named);
                source.push(&character.to_string());
            }
            Event::Eof => return source.words,
            _ => {}
        }
    }
}

impl Source {
    fn is_hidden(&self) -> bool {
        let mut open = self.open.iter();
        open.any(|outer| HIDDEN.contains(&outer.as_str()))
    }

    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.local_name().as_ref().to_owned();
        let hidden = self.is_hidden();
        match (name.as_str(), self.paragraphs.last_mut()) {
            ("p", _) => self.paragraphs.push((String::new(), false)),
            ("tab" | "br" | "cr" | "rt" | "rubyBase", Some(last)) if !hidden => last.0.push(' '),
            ("noBreakHyphen", Some(last)) if !hidden => last.0.push('\u{2011}'),
            ("softHyphen", Some(last)) if !hidden => last.0.push('\u{AD}'),
            ("pStyle", Some(last)) => {
                let style = start.try_get_attribute("w:val").unwrap();
                let style = style.map(|it| it.value.to_string()).unwrap_or_default();
                last.1 = style.starts_with("TOC") || style.starts_with("Contents");
            }
            _ => {}
        }
        self.open.push(name);
    }

    fn end(&mut self) {
        if self.open.pop().as_deref() != Some("p") {
            return;
        }
        if let Some((text, false)) = self.paragraphs.pop() {
            let text: String = text.nfc().collect();
            let words = text.split_whitespace().map(String::from);
            self.words.extend(words);
        }
    }

    fn push(&mut self, text: &str) {
        let is_text = self.open.last().is_some_and(|name| name == "t") && !self.is_hidden();
        if let Some(last) = self.paragraphs.last_mut().filter(|_| is_text) {
            last.0.push_str(text);
        }
    }
}

/// The words of what was read, with what the problems quote.
fn result_words(reading: &Reading) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    let mut add = |text: &str| {
        let text = text.replace('\u{FFFC}', "");
        for word in text.split(|it: char| it.is_whitespace() || "\u{201C}\u{201D}".contains(it)) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    };
    for block in &reading.document.blocks {
        add(&format!(
            "{} {}",
            block.number.as_deref().unwrap_or_default(),
            block.text
        ));
        // a label without a space behind it was one word with the text
        add(&format!(
            "{}{}",
            block.number.as_deref().unwrap_or_default(),
            block.text.split_whitespace().next().unwrap_or_default()
        ));
        for atom in &block.atoms {
            add(&atom.alt);
            if let document::AtomKind::Object { source, .. }
            | document::AtomKind::Equation { source, .. } = &atom.kind
            {
                add(&format!("{}\t{source}", atom.alt));
            }
        }
    }
    for problem in &reading.problems {
        add(&problem.what);
    }
    words
}

/// Every word of body and notes is somewhere in the reading.
pub(crate) fn check(name: &str, bytes: &[u8], reading: &Reading) {
    let mut found = result_words(reading);
    for part in [
        "word/document.xml",
        "word/footnotes.xml",
        "word/endnotes.xml",
    ] {
        let Some(markup) = part_of(bytes, part) else {
            continue;
        };
        for word in source_words(&markup) {
            let plain = word.replace(['\u{201C}', '\u{201D}'], " ");
            for word in plain.split_whitespace() {
                let left = found.get_mut(word).filter(|left| **left > 0);
                let Some(left) = left else {
                    panic!("{name}: {word:?} of {part} is nowhere in what was read")
                };
                *left -= 1;
            }
        }
    }
}

fn check_file(name: &str, bytes: &[u8]) {
    let reading =
        docx::read(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"));
    check(name, bytes, &reading);
}

#[test]
fn no_word_of_pandocs_files_vanishes() {
    let Some(folder) = independent::corpora() else {
        return;
    };
    for pair in independent::PAIRS {
        for side in ["old.md", "new.md"] {
            let markdown = fs::read(folder.join(pair).join(side)).unwrap();
            for from in ["gfm", "markdown"] {
                let Some(bytes) =
                    pandoc(&["-f", from, "-t", "docx", "--toc", "-o", "-"], &markdown)
                else {
                    return;
                };
                check_file(&format!("{pair}/{side} as {from}"), &bytes);
            }
        }
    }
}

/// Lets LibreOffice turn files into DOCX; `None` where it is not installed.
fn by_libreoffice(folder: &Path, files: &[String]) -> Option<()> {
    let home = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let done = Command::new("soffice")
        .args([
            &home,
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
        ])
        .arg(folder.join("docx"))
        .args(files.iter().map(|file| folder.join(file)))
        .output();
    match done {
        Ok(output) => {
            assert!(output.status.success(), "soffice {files:?}");
            Some(())
        }
        Err(error) => {
            let must = std::env::var("CI").as_deref() == Ok("true");
            assert!(!must, "soffice cannot be run: {error}");
            eprintln!("SKIPPED: soffice cannot be run: {error}");
            None
        }
    }
}

#[test]
fn no_word_of_libreoffices_files_vanishes() {
    let Some(corpora) = independent::corpora() else {
        return;
    };
    let folder = std::env::temp_dir().join(format!("understory-words-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let mut files = Vec::new();
    for (pair, to) in independent::PAIRS
        .iter()
        .zip(["html", "odt"].into_iter().cycle())
    {
        let markdown = fs::read(corpora.join(pair).join("new.md")).unwrap();
        let Some(bytes) = pandoc(&["-f", "markdown", "-s", "-t", to, "-o", "-"], &markdown) else {
            return;
        };
        files.push(format!("{pair}.{to}"));
        fs::write(folder.join(&files[files.len() - 1]), bytes).unwrap();
    }
    if by_libreoffice(&folder, &files).is_some() {
        for pair in independent::PAIRS {
            let bytes = fs::read(folder.join("docx").join(format!("{pair}.docx"))).unwrap();
            check_file(pair, &bytes);
        }
    }
    fs::remove_dir_all(&folder).unwrap();
}
