//! Hostile and broken files: each gets a sentence that says what is wrong, soon and in little memory.

use std::{
    fmt::Write as _,
    io::{Cursor, Read, Write},
};

use formats::{Limits, Presentation, docx};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::support::*;

fn refuse(bytes: &[u8], part: &str) {
    refuse_beyond(&Limits::default(), bytes, part);
}

fn refuse_beyond(limits: &Limits, bytes: &[u8], part: &str) {
    let error = match docx::read(bytes, limits) {
        Err(error) => error.to_string(),
        Ok(reading) => panic!("{part:?} was expected of {reading:?}"),
    };
    assert!(error.contains(part), "{error:?} should name {part:?}");
}

fn refuse_document(document: &str, part: &str) {
    refuse(&package(&[("word/document.xml", document)]), part);
}

fn good() -> Vec<u8> {
    docx::write(
        &document(vec![paragraph("text"), paragraph("尾矿库")]),
        &Presentation::default(),
    )
    .unwrap()
}

#[test]
fn what_is_no_archive() {
    refuse(b"", "empty");
    refuse(b"# Markdown", "not a zip archive");
    refuse(b"PK\x03\x04", "cut off or damaged");
    refuse(b"%PDF-1.7", "not a zip archive");
    let compound = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on".to_vec();
    refuse(&compound, "format of Word 97 to 2003");
    let stream = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let encrypted: Vec<u8> = compound.into_iter().chain(stream).collect();
    refuse(
        &encrypted,
        "it is encrypted; open it in Word, remove the password",
    );
    let good = good();
    refuse(&good[..good.len() / 2], "cut off or damaged");
    refuse(&good[..good.len() - 30], "cut off or damaged");
    refuse(&vec![0; Limits::default().file_bytes + 1], "too large");
}

#[test]
fn what_is_no_word_document() {
    refuse(
        &package(&[("readme.txt", "hello")]),
        "without a Word document",
    );
    refuse(&package(&[("content.xml", "<office/>")]), "OpenDocument");
    refuse_document("<workbook/>", "no Word document");
    refuse_document("", "no Word document");
    refuse_document("not xml at all", "no Word document");
    refuse_document(&body("<w:p>").replace("</w:body>", ""), "word/document.xml");
    refuse_document("<w:document", "word/document.xml");
    refuse_document(&body("<w:p><w:r></w:p>"), "word/document.xml");
}

#[test]
fn damaged_parts() {
    let mut bytes = Vec::new();
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(&mut bytes));
    zip.start_file("word/document.xml", stored).unwrap();
    zip.write_all(body("<w:p><w:r><w:t>tailings</w:t></w:r></w:p>").as_bytes())
        .unwrap();
    zip.finish().unwrap();
    let at = bytes
        .windows(8)
        .position(|eight| eight == b"tailings")
        .unwrap();
    bytes[at] = b'T';
    refuse(&bytes, "checksum");
}

#[test]
fn suspicious_archives() {
    let document = body("");
    let with = |name: &str| package(&[("word/document.xml", &document), (name, "x")]);
    refuse(&with("../../etc/passwd"), "points outside");
    refuse(&with("/etc/passwd"), "points outside");
    refuse(&with("word\\..\\..\\x"), "points outside");
    refuse(&with("C:\\x"), "points outside");
    refuse(&with("WORD/document.xml"), "two entries");
    let names: Vec<String> = (0..5000).map(|at| format!("word/part{at}.xml")).collect();
    let parts: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    refuse(&package(&parts), "5000 entries");
    refuse(&twice("word/document.xml"), "two entries");
    refuse(&encrypted(), "encrypted");
    refuse(&overlapping(), "overlap");
}

/// Two entries whose bytes are the same: the directory names the place of the first for both.
fn overlapping() -> Vec<u8> {
    let mut bytes = package(&[
        ("word/document.xml", &body("")),
        ("word/other.xml", &body("x")),
    ]);
    let signature = b"PK\x01\x02";
    let entries: Vec<usize> = (0..bytes.len() - 4)
        .filter(|at| &bytes[*at..at + 4] == signature)
        .collect();
    // APPNOTE 4.3.12: the offset of the local header is the 42nd byte of an entry
    let first = bytes[entries[0] + 42..entries[0] + 46].to_vec();
    bytes[entries[1] + 42..entries[1] + 46].copy_from_slice(&first);
    bytes
}

/// Two entries of one name, which no honest writer makes: a longer name is shortened by hand.
fn twice(name: &str) -> Vec<u8> {
    let other = name.replace("document", "documenu");
    let mut bytes = package(&[(name, &body("")), (&other, &body(""))]);
    let length = other.len();
    for at in 0..bytes.len() - length {
        if &bytes[at..at + length] == other.as_bytes() {
            bytes[at..at + length].copy_from_slice(name.as_bytes());
        }
    }
    bytes
}

/// Sets the flag of encryption on every entry (APPNOTE 4.4.4, bit 0).
fn encrypted() -> Vec<u8> {
    let mut bytes = good();
    for at in 0..bytes.len() - 4 {
        match &bytes[at..at + 4] {
            b"PK\x03\x04" => bytes[at + 6] |= 1,
            b"PK\x01\x02" => bytes[at + 8] |= 1,
            _ => {}
        }
    }
    bytes
}

#[test]
fn bombs() {
    let [before, after] = ["<w:p><w:r><w:t>", "</w:t></w:r></w:p>"];
    let implausible = "word/document.xml unpacks to more than 200 times its size";
    refuse(&bomb("", b' ', ""), implausible);
    refuse(&bomb(before, b'x', after), implausible);
    refuse(&bomb("<w:p w:x=\"", b'x', "\"/>"), implausible);
    let picture = "<w:p><w:r><w:pict><v:imagedata r:id=\"i\"/></w:pict></w:r></w:p>";
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"i\" Type=\"x/image\" Target=\"a.bmp\"/></Relationships>";
    let white = " ".repeat(32 << 20);
    let further = [
        ("word/_rels/document.xml.rels", relationships),
        ("word/a.bmp", &white),
    ];
    refuse(&with_body(picture, &further), "word/a.bmp unpacks to more");
    let deep = "<w:sdt>".repeat(100_000);
    refuse_document(&body(&deep), "nested more than 256 deep");
    let many = with_body(&"<w:p><w:r><w:t>x</w:t></w:r></w:p>".repeat(2001), &[]);
    let limits = Limits {
        blocks: 2000,
        ..Limits::default()
    };
    refuse_beyond(&limits, &many, "more than 2000 paragraphs");
}

#[test]
fn paragraphs_that_are_none() {
    let stored = |inside: &str| {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", options).unwrap();
        let document = body(&format!("<w:p>{inside}</w:p>"));
        zip.write_all(document.as_bytes()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    let long = "e\u{301}".repeat(8 << 20);
    refuse(
        &stored(&format!("<w:r><w:t>{long}</w:t></w:r>")),
        "16777216 bytes",
    );
    refuse(
        &stored(&"<w:r/>".repeat(3_000_000)),
        "more than 1500000 elements",
    );
    let limits = Limits {
        unpacked_bytes: 1000,
        ..Limits::default()
    };
    let plain = stored(&"<w:r><w:t>x</w:t></w:r>".repeat(100));
    refuse_beyond(&limits, &plain, "unpack to more than 1000 bytes");
}

/// A document in which one byte stands 200 million times, made without holding it in memory.
fn bomb(before: &str, byte: u8, after: &str) -> Vec<u8> {
    let whole = body(&format!("{before}\0{after}"));
    let (start, end) = whole.split_once('\0').unwrap();
    let options = SimpleFileOptions::default().compression_level(Some(9));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", options).unwrap();
    zip.write_all(start.as_bytes()).unwrap();
    let piece = vec![byte; 1 << 20];
    (0..200).for_each(|_| zip.write_all(&piece).unwrap());
    zip.write_all(end.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn entities() {
    let mut laughs = String::from("<!DOCTYPE lolz [<!ENTITY l0 \"ha\">");
    for at in 1..10 {
        let _ = write!(
            laughs,
            "<!ENTITY l{at} \"{}\">",
            format!("&l{};", at - 1).repeat(10)
        );
    }
    laughs.push_str("]>");
    let text = body("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>");
    refuse_document(&format!("{laughs}{text}"), "document type");
    refuse_document(&text, "entity");
    let outside = "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    refuse_document(&format!("{outside}{}", body("")), "document type");
    let numbering = package(&[
        ("word/document.xml", &body("")),
        (
            "word/_rels/document.xml.rels",
            "<!DOCTYPE x><Relationships/>",
        ),
    ]);
    refuse(&numbering, "document type");
}

#[test]
fn unwelcome_characters_are_named_with_their_place() {
    let with = |text: &str| body(&format!("<w:p/><w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
    refuse_document(
        &with("a\u{202E}b"),
        "paragraph 1: the bidirectional control U+202E",
    );
    refuse_document(&with("a&#1;b"), "U+0001");
    refuse_document(&with("a&#xFFFF;b"), "U+FFFF");
    refuse_document(&with("&#0;"), "word/document.xml");
    refuse_document(&with("&#xD800;"), "word/document.xml");
}

#[test]
fn strange_numbers_do_no_harm() {
    let spans = "<w:tbl><w:tr><w:trPr><w:gridBefore w:val=\"4000000000\"/></w:trPr><w:tc><w:tcPr>\
        <w:gridSpan w:val=\"4294967295\"/><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>";
    let list = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"-7\"/></w:numPr></w:pPr>\
        <w:r><w:t>x</w:t></w:r></w:p>";
    let stray = "<w:p><w:r><w:fldChar w:fldCharType=\"end\"/><w:fldChar w:fldCharType=\"separate\"/>\
        <w:t>shown</w:t></w:r></w:p>";
    let reading = read(&with_body(&format!("{spans}{list}{stray}"), &[]));
    assert_eq!(reading.document.defects(), []);
    assert_eq!(reading.document.blocks.last().unwrap().text, "shown");
}

#[test]
fn what_a_file_refers_to_is_listed_and_dropped() {
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"x/image\" Target=\"http://127.0.0.1:9/a.png\" \
        TargetMode=\"External\"/><Relationship Id=\"r2\" Type=\"x/attachedTemplate\" \
        Target=\"file:///c:/evil.dotm\" TargetMode=\"External\"/></Relationships>";
    let picture = "<w:p><w:r><w:t>see </w:t><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"x\" \
        descr=\"a map\"/><a:blip r:link=\"r1\"/></wp:inline></w:drawing></w:r></w:p>";
    let bytes = with_body(
        picture,
        &[
            ("word/_rels/document.xml.rels", relationships),
            ("word/vbaProject.bin", "macro"),
            ("word/embeddings/oleObject1.bin", "ole"),
        ],
    );
    let reading = read(&bytes);
    assert_eq!(reading.document.blocks[0].text, "see");
    let listed: Vec<&str> = reading
        .problems
        .iter()
        .map(|problem| &*problem.what)
        .collect();
    for part in ["127.0.0.1", "attachedTemplate", "macros", "embedded files"] {
        assert!(
            listed.iter().any(|what| what.contains(part)),
            "{part} in {listed:?}"
        );
    }
    let again = docx::write(&reading.document, &Presentation::default()).unwrap();
    assert_eq!(read(&again).problems, []);
    let mut archive = zip::ZipArchive::new(Cursor::new(again)).unwrap();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        archive
            .by_index(at)
            .unwrap()
            .read_to_end(&mut part)
            .unwrap();
        let part = String::from_utf8_lossy(&part);
        for traitor in ["127.0.0.1", "evil.dotm", "macro\0", "oleObject"] {
            assert!(!part.contains(traitor), "{traitor} was written out again");
        }
    }
}
