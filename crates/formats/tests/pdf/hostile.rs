//! No text is ever read as markup, whatever it looks like; no document makes the writer fail.

use document::{Atom, AtomKind, Block, Document, Kind, Mark, MarkKind};
use formats::{Presentation, pdf};
use proptest::prelude::*;

use crate::{
    generate,
    support::{document, poppler, remark},
};

const HOSTILE: [&str; 18] = [
    "#read(\"/etc/passwd\")",
    "#import \"@preview/cetz:0.3.0\"",
    "#include \"main.typ\"",
    "$ x^2 $ $",
    "*bold* _it_ `raw` ```rust```",
    "@label <label> #label(\"x\")",
    "= heading",
    "- item + item / term: x",
    "\\u{41} \\ \\# \\\\",
    "#panic(\"no\")",
    "#sys.inputs",
    "{{ }} [ ] ] ) } \"",
    "// comment /* */",
    "~ -- --- ...",
    "#eval(\"1 + 1\")",
    "https://example.org/#a \"q\" 'q'",
    "\u{202E}abc\u{202C} \u{200B}\u{FEFF}",
    "e\u{301}\u{301}\u{301} 😀👩‍👩‍👧",
];

fn check(blocks: Vec<Block>, presentation: &Presentation) {
    let mut text = document("en", blocks);
    text.title = HOSTILE[0].to_owned();
    pdf::write(&text, presentation).unwrap();
}

/// The text as it was comes out again, sign by sign.
#[test]
fn markup_is_text() {
    let blocks = HOSTILE[..16]
        .iter()
        .map(|text| Block::new(Kind::Paragraph, *text));
    let text = document("en", blocks.collect());
    let bytes = pdf::write(&text, &Presentation::default()).unwrap();
    let Some(found) = poppler("pdftotext", &["-layout"], &bytes) else {
        return;
    };
    let solid = |text: &str| text.split_whitespace().collect::<String>();
    let found = solid(&found);
    for text in &HOSTILE[..16] {
        assert!(found.contains(&solid(text)), "{text} is lost in {found}");
    }
}

/// In every place where a text can stand.
#[test]
fn markup_is_text_everywhere() {
    for text in HOSTILE {
        let mut blocks = Vec::new();
        let kinds = [
            Kind::Heading,
            Kind::ListItem,
            Kind::Quote,
            Kind::Code,
            Kind::Figure,
        ];
        for kind in kinds {
            let mut block = Block::new(kind, text);
            block.number = Some(text.to_owned());
            block.info = Some(text.to_owned());
            let href = text.to_owned();
            let title = Some(text.to_owned());
            block.marks.push(Mark {
                start: 0,
                end: 3,
                kind: MarkKind::Link { href, title },
            });
            blocks.push(block);
        }
        let mut comment = remark(0, 0, 2, text);
        comment.author = text.to_owned();
        comment.organisation = text.to_owned();
        comment.date = text.to_owned();
        let presentation = Presentation {
            author: text.to_owned(),
            date: text.to_owned(),
            new_label: text.to_owned(),
            notes: vec![comment],
            ..Presentation::default()
        };
        check(blocks, &presentation);
    }
}

/// Addresses of our own files, and of programs, lead nowhere.
#[test]
fn only_the_web_and_mail_are_linked() {
    let hrefs = [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://example.org/x",
    ];
    let blocks = hrefs.map(|href| {
        let mut block = Block::new(Kind::Paragraph, "word");
        let href = href.to_owned();
        block.marks.push(Mark {
            start: 0,
            end: 4,
            kind: MarkKind::Link { href, title: None },
        });
        block
    });
    let text = document("en", blocks.to_vec());
    let bytes = pdf::write(&text, &Presentation::default()).unwrap();
    if let Some(found) = poppler("pdfinfo", &["-url"], &bytes) {
        assert!(found.contains("https://example.org/x"), "{found}");
        assert!(
            !found.contains("file:") && !found.contains("javascript:"),
            "{found}"
        );
    }
}

/// What cannot be drawn is named; what is far away stays there.
#[test]
fn pictures_that_are_none_are_words() {
    let mut block = Block::new(Kind::Figure, "\u{FFFC}\u{FFFC}\nCaption");
    let object = |at, kind| Atom {
        at,
        kind,
        alt: "a map".to_owned(),
    };
    let resource = document::Resource {
        media_type: "image/png".to_owned(),
        bytes: b"no picture".to_vec(),
    };
    let href = "https://example.org/map.png".to_owned();
    block.atoms = vec![
        object(
            0,
            AtomKind::Image {
                resource: resource.id(),
                size: Some((u64::MAX, 1)),
            },
        ),
        object(1, AtomKind::RemoteImage { href }),
    ];
    let mut text = document("en", vec![block]);
    text.resources.insert(resource.id(), resource);
    let bytes = pdf::write(&text, &Presentation::default()).unwrap();
    if let Some(found) = poppler("pdftotext", &[], &bytes) {
        assert!(found.contains("[a map][a map]"), "{found}");
    }
}

fn write(document: &Document) {
    let presentation = Presentation {
        notes: vec![remark(0, 0, 1, "first"), remark(999, 0, 1, "nowhere")],
        ..Presentation::default()
    };
    pdf::write(document, &presentation).unwrap();
    pdf::places(document, &presentation).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_document_can_be_written(document in generate::document()) {
        write(&document);
    }

    #[test]
    fn any_redline_can_be_written(
        old in generate::document(),
        new in generate::document(),
        edited in any::<bool>(),
    ) {
        let mut other = old.clone();
        other.blocks.truncate(other.blocks.len() / 2);
        let new = if edited { other } else { new };
        let redline = redline::compare(&old, &new, &redline::Options::default());
        let presentation = Presentation {
            notes: vec![remark(0, 0, 1, "first")],
            ..Presentation::default()
        };
        pdf::write_redline(&redline, &presentation).unwrap();
    }
}
