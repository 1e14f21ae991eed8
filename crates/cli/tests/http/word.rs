//! A DOCX edited as Word edits it: by its markup, tracked or not.

use std::io::{Cursor, Read, Write};

use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A file open in a word processor.
#[derive(Clone)]
pub(crate) struct Word {
    parts: Vec<(String, Vec<u8>)>,
    /// Ids of revisions and comments that were given out.
    ids: u32,
}

/// When everybody edits, unless they say otherwise; Word rounds to the minute.
pub(crate) const DATE: &str = "2026-11-20T09:30:00Z";

const TEXT: &str = "word/document.xml";

impl Word {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut parts = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            parts.push((entry.name().unwrap().into_owned(), bytes));
        }
        Self { parts, ids: 9_000 }
    }

    pub(crate) fn save(&self) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.parts {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    pub(crate) fn part(&self, name: &str) -> String {
        let found = self.parts.iter().find(|(other, _)| other == name);
        let (_, bytes) = found.unwrap_or_else(|| panic!("no part {name}"));
        String::from_utf8(bytes.clone()).unwrap()
    }

    fn set(&mut self, name: &str, content: String) {
        let found = self.parts.iter_mut().find(|(other, _)| other == name);
        found.unwrap().1 = content.into_bytes();
    }

    /// Drops what says which guideline and which paragraphs these are, as other programs do.
    pub(crate) fn forget_who_you_are(&mut self) {
        self.parts.retain(|(name, _)| name != "docProps/custom.xml");
        for name in ["[Content_Types].xml", "_rels/.rels"] {
            let kept = without(&self.part(name), "custom.xml");
            self.set(name, kept);
        }
        let text = self.part(TEXT).replace("w:name=\"_u_", "w:name=\"_x_");
        self.set(TEXT, text);
    }

    fn by(&mut self, author: &str) -> String {
        self.ids += 1;
        format!(
            "w:id=\"{}\" w:author=\"{author}\" w:date=\"{DATE}\"",
            self.ids
        )
    }

    /// Replaces words of one run with tracking on; nothing deletes, from nothing inserts behind.
    pub(crate) fn replace(&mut self, author: &str, behind: &str, old: &str, new: &str) {
        let deleted = if old.is_empty() {
            String::new()
        } else {
            let run = run(old)
                .replace("<w:t ", "<w:delText ")
                .replace("</w:t>", "</w:delText>");
            format!("<w:del {}>{run}</w:del>", self.by(author))
        };
        let inserted = if new.is_empty() {
            String::new()
        } else {
            format!("<w:ins {}>{}</w:ins>", self.by(author), run(new))
        };
        self.cut(
            &format!("{behind}{old}"),
            behind.len(),
            &(deleted + &inserted),
        );
    }

    /// Changes words with tracking off.
    pub(crate) fn retype(&mut self, old: &str, new: &str) {
        let text = self.part(TEXT);
        assert!(text.contains(old), "{old:?}");
        self.set(TEXT, text.replacen(old, new, 1));
    }

    /// Puts markup in place of the words of a run, whose first bytes stay.
    fn cut(&mut self, words: &str, stay: usize, markup: &str) {
        let text = self.part(TEXT);
        let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        let start = text[..at].rfind("<w:r>").unwrap();
        let end = at + text[at..].find("</w:r>").unwrap() + "</w:r>".len();
        let open = text[..at].rfind("<w:t ").unwrap();
        let before = text[open..at].split_once('>').unwrap().1;
        let after = text[at + words.len()..end].split_once("</w:t>").unwrap().0;
        let properties = &text[start + "<w:r>".len()..open];
        let run = |text: &str| match text {
            "" => String::new(),
            text => run(text).replacen("<w:r>", &format!("<w:r>{properties}"), 1),
        };
        let before = run(&format!("{before}{}", &words[..stay]));
        let whole = format!(
            "{}{before}{markup}{}{}",
            &text[..start],
            run(after),
            &text[end..]
        );
        self.set(TEXT, whole);
    }

    /// Deletes the paragraph of these words with tracking on.
    pub(crate) fn delete_paragraph(&mut self, author: &str, words: &str) {
        let (start, end) = self.paragraph(words);
        let text = self.part(TEXT);
        let paragraph = self.marked(author, "del", &text[start..end]);
        let paragraph = paragraph
            .replace("<w:t ", "<w:delText ")
            .replace("</w:t>", "</w:delText>");
        let wrap = format!("<w:del {}><w:r>", self.by(author));
        let paragraph = paragraph
            .replace("<w:r>", &wrap)
            .replace("</w:r>", "</w:r></w:del>");
        self.set(
            TEXT,
            format!("{}{paragraph}{}", &text[..start], &text[end..]),
        );
    }

    /// Adds a paragraph behind the one of these words with tracking on.
    pub(crate) fn add_paragraph(&mut self, author: &str, behind: &str, new: &str) {
        let (_, end) = self.paragraph(behind);
        let text = self.part(TEXT);
        let paragraph = self.marked(author, "ins", "<w:p><w:pPr></w:pPr></w:p>");
        let inserted = format!("<w:ins {}>{}</w:ins></w:p>", self.by(author), run(new));
        let paragraph = paragraph.replace("</w:p>", &inserted);
        self.set(TEXT, format!("{}{paragraph}{}", &text[..end], &text[end..]));
    }

    /// Breaks a paragraph in two before these words of a run, with tracking on.
    pub(crate) fn split(&mut self, author: &str, words: &str) {
        let (start, end) = self.paragraph(words);
        let text = self.part(TEXT);
        let paragraph = self.marked(author, "ins", &text[start..end]);
        self.set(
            TEXT,
            format!("{}{paragraph}{}", &text[..start], &text[end..]),
        );
        let rest = format!("</w:p><w:p><w:pPr></w:pPr>{}", run(words));
        self.cut(words, 0, &rest);
    }

    /// Comments on words of a run.
    pub(crate) fn comment(&mut self, author: &str, words: &str, body: &str) {
        let id = self.say(author, body, None);
        let markup = format!(
            "<w:commentRangeStart w:id=\"{id}\"/>{}<w:commentRangeEnd w:id=\"{id}\"/>\
             <w:r><w:commentReference w:id=\"{id}\"/></w:r>",
            run(words)
        );
        self.cut(words, 0, &markup);
    }

    /// Answers the comment of these words.
    pub(crate) fn answer(&mut self, author: &str, to: &str, body: &str) {
        let comments = self.part("word/comments.xml");
        let at = comments
            .find(to)
            .unwrap_or_else(|| panic!("no comment {to:?}"));
        let parent = value_before(&comments[..at], "w14:paraId=\"").to_owned();
        let commented = value_before(&comments[..at], "<w:comment w:id=\"").to_owned();
        let id = self.say(author, body, Some(&parent));
        let text = self.part(TEXT);
        let reference = format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>");
        let end = format!("<w:commentRangeEnd w:id=\"{commented}\"/>");
        let text = text
            .replacen(&end, &format!("{end}<w:commentRangeEnd w:id=\"{id}\"/>{reference}"), 1)
            .replacen(
                &format!("<w:commentRangeStart w:id=\"{commented}\"/>"),
                &format!(
                    "<w:commentRangeStart w:id=\"{commented}\"/><w:commentRangeStart w:id=\"{id}\"/>"
                ),
                1,
            );
        self.set(TEXT, text);
    }

    fn say(&mut self, author: &str, body: &str, parent: Option<&str>) -> u32 {
        let attributes = self.by(author);
        let (id, paragraph) = (self.ids, format!("{:08X}", 0x2000_0000 + self.ids));
        let comment = format!(
            "<w:comment {attributes} w:initials=\"X\"><w:p w14:paraId=\"{paragraph}\">{}</w:p>\
             </w:comment></w:comments>",
            run(body)
        );
        let comments = self
            .part("word/comments.xml")
            .replace("</w:comments>", &comment);
        self.set("word/comments.xml", comments);
        let parent = parent.map_or_else(String::new, |id| format!(" w15:paraIdParent=\"{id}\""));
        let entry = format!(
            "<w15:commentEx w15:paraId=\"{paragraph}\"{parent} w15:done=\"0\"/></w15:commentsEx>"
        );
        let extended = self.part("word/commentsExtended.xml");
        let extended = extended.replace("</w15:commentsEx>", &entry);
        self.set("word/commentsExtended.xml", extended);
        id
    }

    /// A paragraph with its mark inserted or deleted.
    fn marked(&mut self, author: &str, how: &str, paragraph: &str) -> String {
        let mark = format!("<w:rPr><w:{how} {}/></w:rPr></w:pPr>", self.by(author));
        assert!(paragraph.contains("</w:pPr>"), "{paragraph}");
        paragraph.replacen("</w:pPr>", &mark, 1)
    }

    fn paragraph(&self, words: &str) -> (usize, usize) {
        let text = self.part(TEXT);
        let at = text.find(words).unwrap_or_else(|| panic!("no {words:?}"));
        let start = text[..at].rfind("<w:p>").unwrap();
        let end = at + text[at..].find("</w:p>").unwrap() + "</w:p>".len();
        (start, end)
    }
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// The last value of this attribute.
fn value_before<'a>(text: &'a str, attribute: &str) -> &'a str {
    let at = text.rfind(attribute).unwrap() + attribute.len();
    text[at..].split('"').next().unwrap()
}

/// The markup without the empty elements that name this.
fn without(markup: &str, name: &str) -> String {
    let mut kept = String::new();
    for element in markup.split_inclusive('>') {
        if !element.contains(name) {
            kept.push_str(element);
        }
    }
    kept
}
