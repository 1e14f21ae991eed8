//! Files that try the program's patience.

use std::io::Write;

/// A file that is no document, or none that is taken.
pub(crate) struct BadFile {
    pub(crate) name: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// Part of the sentence that refuses it.
    pub(crate) reason: &'static str,
}

fn bad(name: &'static str, bytes: impl Into<Vec<u8>>, reason: &'static str) -> BadFile {
    BadFile {
        name,
        bytes: bytes.into(),
        reason,
    }
}

/// Each is refused.
pub(crate) fn bad_files() -> Vec<BadFile> {
    let whole = docx(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"/>",
    );
    vec![
        bad("empty.docx", "", "the file is empty"),
        bad("empty.md", "", "the file is empty"),
        bad("empty.html", "", "the file is empty"),
        bad("empty.json", "", "the file is empty"),
        bad("text.docx", "This is no archive.", "no readable docx"),
        bad(
            "other.docx",
            zipped("photo.txt", b"not a document"),
            "no readable docx",
        ),
        bad("half.docx", &whole[..whole.len() / 2], "no readable docx"),
        bad(
            "bomb.docx",
            zipped("word/document.xml", &vec![b' '; 200 << 20]),
            "too large",
        ),
        bad("entities.docx", docx(&entity_bomb()), "docx"),
        bad("huge.md", vec![b'a'; 60 << 20], "too large: 62914560 bytes"),
        bad(
            "binary.md",
            [0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0],
            "binary",
        ),
        bad(
            "null.md",
            "Operators avoid harm where they can, \0 and say so.",
            "U+0000",
        ),
        bad("bidi.md", "Operators \u{202e}avoid harm.", "U+202E"),
        bad(
            "bidi.html",
            "<p>Operators \u{202e}avoid harm.</p>",
            "U+202E",
        ),
        bad(
            "surrogate.md",
            b"Half \xed\xa0\x80 a character".to_vec(),
            "not UTF-8",
        ),
        bad(
            "surrogate.json",
            r#"{"title":"\ud800","language":"en","blocks":[]}"#,
            "json",
        ),
        bad(
            "cut.json",
            r#"{"title":"","language":"en","blocks":[{"id""#,
            "json",
        ),
    ]
}

/// Each is taken or refused, but in time and memory.
pub(crate) fn heavy_files() -> Vec<BadFile> {
    let deep = 100_000;
    let lists: String = (0..2_000)
        .map(|depth| format!("{}- item\n", "  ".repeat(depth)))
        .collect();
    vec![
        bad("quotes.md", ">".repeat(deep) + " deep", ""),
        bad("brackets.md", "[".repeat(deep), ""),
        bad("images.md", "![".repeat(deep), ""),
        bad("stars.md", "*a ".repeat(deep), ""),
        bad("emphasis.md", "**a _b ".repeat(deep), ""),
        bad(
            "ticks.md",
            (1..900)
                .map(|count| "`".repeat(count) + " ")
                .collect::<String>(),
            "",
        ),
        bad("lists.md", lists, ""),
        bad("divs.html", "<div>".repeat(deep) + "deep", ""),
        bad("bold.html", "<b><p>".repeat(deep / 10) + "deep", ""),
        bad(
            "tables.html",
            "<table><tr><td>".repeat(deep / 10) + "deep",
            "",
        ),
        bad("nested.json", "[".repeat(deep), ""),
    ]
}

/// An archive with one entry.
fn zipped(name: &str, bytes: &[u8]) -> Vec<u8> {
    archive(&[(name, bytes)])
}

/// A DOCX whose document part is this.
fn docx(document: &str) -> Vec<u8> {
    const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", document.as_bytes()),
    ])
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(*name, options).expect("an entry");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// "Billion laughs": ten entities, each ten of the one before.
fn entity_bomb() -> String {
    let mut text = "<?xml version=\"1.0\"?>\n<!DOCTYPE d [\n<!ENTITY a0 \"lol\">\n".to_owned();
    for level in 1..10 {
        let before = format!("&a{};", level - 1).repeat(10);
        text += &format!("<!ENTITY a{level} \"{before}\">\n");
    }
    text + "]>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
}
