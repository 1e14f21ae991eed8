//! Files that nobody sends by accident, and the largest that somebody may send in earnest.

use std::fmt::Write as _;

use formats::Format;

use crate::{Dice, pack};

/// A file to try.
pub struct Hostile {
    /// What it is.
    pub name: &'static str,
    /// How to read it.
    pub format: Format,
    make: fn() -> Vec<u8>,
}

impl Hostile {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        (self.make)()
    }
}

const fn file(name: &'static str, format: Format, make: fn() -> Vec<u8>) -> Hostile {
    Hostile { name, format, make }
}

/// All of them.
pub const HOSTILE: [Hostile; 25] = [
    file("md-prose-31MB", Format::Markdown, || {
        prose(31 << 20, "\n\n")
    }),
    file("md-one-line-31MB", Format::Markdown, || {
        prose(31 << 20, " ")
    }),
    file("md-wrapped-10MB", Format::Markdown, || {
        prose(10 << 20, "\n")
    }),
    file("md-entities-500k", Format::Markdown, || {
        b"&amp;".repeat(499_000)
    }),
    file("md-entities-5M", Format::Markdown, || {
        b"&amp;".repeat(5_000_000)
    }),
    file("md-emphasis-250k", Format::Markdown, || {
        b"*a* ".repeat(249_000)
    }),
    file("md-brackets-500k", Format::Markdown, || {
        b"[".repeat(499_000)
    }),
    file("md-items-240k", Format::Markdown, || {
        b"- a\n".repeat(240_000)
    }),
    file("md-notes-40k", Format::Markdown, notes),
    file("md-table-100k", Format::Markdown, table),
    file("md-accents-10MB", Format::Markdown, || {
        "e\u{301} ".repeat(3 << 20).into_bytes()
    }),
    file("html-prose-31MB", Format::Html, || tagged(31 << 20)),
    file("html-text-31MB", Format::Html, || prose(31 << 20, " ")),
    file("html-breaks-5M", Format::Html, || b"<br>".repeat(5_000_000)),
    file("html-marks-250k", Format::Html, || {
        b"<b>a</b> ".repeat(250_000)
    }),
    file("html-entities-5M", Format::Html, || {
        b"&amp;".repeat(5_000_000)
    }),
    file("html-entities-2M", Format::Html, || {
        b"&amp;".repeat(1_990_000)
    }),
    file("html-attributes", Format::Html, || {
        b"<p a=1 b=2 c=3 d=4 e=5>x".repeat(190_000)
    }),
    file("json-blocks-190k", Format::Json, || json(190_000)),
    file("json-blocks-1M", Format::Json, || json(900_000)),
    file("docx-paragraphs-190k", Format::Docx, || {
        docx("<w:p><w:r><w:t>text</w:t></w:r></w:p>", 190_000)
    }),
    file("docx-one-run-60MB", Format::Docx, long_run),
    file("docx-runs-400k", Format::Docx, runs),
    file("docx-tables-nested", Format::Docx, nested_tables),
    file("docx-picture-45MB", Format::Docx, picture),
];

/// Words of many lengths, so many bytes of them.
fn prose(bytes: usize, between: &str) -> Vec<u8> {
    let mut dice = Dice::new(7);
    let mut text = String::with_capacity(bytes + 200);
    while text.len() < bytes {
        for _ in 0..12 {
            let _ = write!(text, "word{} ", dice.roll(50_000));
        }
        text.push_str("end.");
        text.push_str(between);
    }
    text.into_bytes()
}

fn tagged(bytes: usize) -> Vec<u8> {
    let text = prose(bytes, "</p>\n<p>");
    [b"<p>", text.as_slice()].concat()
}

fn notes() -> Vec<u8> {
    let mut text = String::new();
    for number in 0..40_000 {
        let _ = write!(text, "a[^{number}]\n\n[^{number}]: b\n\n");
    }
    text.into_bytes()
}

fn table() -> Vec<u8> {
    ["| a | b |\n| --- | --- |\n", &"| c | d |\n".repeat(90_000)]
        .concat()
        .into_bytes()
}

fn json(blocks: usize) -> Vec<u8> {
    let mut text = String::from(r#"{"title":"t","language":"en","blocks":["#);
    for number in 0..blocks {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(
            text,
            r#"{comma}{{"id":"b{number}","kind":"paragraph","text":"text"}}"#
        );
    }
    text.push_str("]}");
    text.into_bytes()
}

fn docx(unit: &str, count: usize) -> Vec<u8> {
    docx_of(&unit.repeat(count), Vec::new())
}

fn docx_of(body: &str, mut more: Vec<(String, Vec<u8>)>) -> Vec<u8> {
    let main = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{body}</w:body></w:document>"
    );
    more.push((
        "[Content_Types].xml".to_owned(),
        b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
          Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            .to_vec(),
    ));
    more.push((
        "_rels/.rels".to_owned(),
        b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
          <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
          relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            .to_vec(),
    ));
    more.push(("word/document.xml".to_owned(), main.into_bytes()));
    pack(&more)
}

fn long_run() -> Vec<u8> {
    let text = String::from_utf8(prose(60 << 20, " ")).unwrap_or_default();
    docx_of(
        &format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"),
        Vec::new(),
    )
}

fn runs() -> Vec<u8> {
    let pair = "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r><w:r><w:t>b</w:t></w:r>";
    docx_of(&format!("<w:p>{}</w:p>", pair.repeat(150_000)), Vec::new())
}

fn nested_tables() -> Vec<u8> {
    let (open, close) = ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>");
    let nested = format!("{}{}", open.repeat(60), close.repeat(60));
    docx(&nested, 2000)
}

fn picture() -> Vec<u8> {
    let mut dice = Dice::new(9);
    let noise = (0..45 << 20)
        .map(|_| u8::try_from(dice.roll(256)).unwrap_or(0))
        .collect();
    let part = ("word/media/image1.png".to_owned(), noise);
    docx_of("<w:p><w:r><w:t>text</w:t></w:r></w:p>", vec![part])
}
