//! What we write is valid: against the content models of the transitional schema, and in the ids and
//! names for which Word repairs or refuses a file though no schema speaks of them.

mod references;
mod schema;
mod tree;

use std::{collections::HashSet, io::Cursor};

use document::{Block, Document, Kind, MarkKind};
use formats::{Credit, Imprint, MarginComment, MarginReply, Presentation, Side, docx};
use proptest::prelude::*;
use redline::{Options, compare};

use self::{references::Parts, schema::Schema, tree::Node};
use crate::{generate, house::by_hand, independent, redlines::presentation, support::*};

/// Parts with content models, and the types of their roots.
const ROOTS: [(&str, &str); 10] = [
    ("word/document.xml", "CT_Document"),
    ("word/styles.xml", "CT_Styles"),
    ("word/numbering.xml", "CT_Numbering"),
    ("word/settings.xml", "CT_Settings"),
    ("word/footnotes.xml", "CT_Footnotes"),
    ("word/endnotes.xml", "CT_Endnotes"),
    ("word/comments.xml", "CT_Comments"),
    ("word/fontTable.xml", "CT_FontsList"),
    ("word/header", "CT_HdrFtr"),
    ("word/footer", "CT_HdrFtr"),
];

/// Everything that is wrong with a file.
pub(crate) fn wrong(bytes: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let names: HashSet<String> = names.collect();
    let markup = names
        .iter()
        .filter(|name| name.ends_with(".xml") || name.ends_with(".rels"));
    let parts: Parts = markup
        .map(|name| (name.clone(), Node::parse(&part(bytes, name))))
        .collect();
    let schema = Schema::load();
    let mut wrong = Vec::new();
    for (name, root) in &parts {
        let kind = ROOTS.iter().find(|(start, _)| name.starts_with(start));
        if let Some((_, kind)) = kind {
            schema.check(root, kind, &mut wrong);
        }
    }
    references::check(&parts, &names, &mut wrong);
    wrong
}

fn check(old: &Document, new: &Document, presentation: &Presentation) {
    let redline = compare(old, new, &Options::default());
    let bytes = docx::write_redline(&redline, presentation).unwrap();
    assert_eq!(wrong(&bytes), Vec::<String>::new());
}

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";
const C: &str = "Affected communities take part in the monitoring from the first day.";
const D: &str = "Offsets are the last resort and start before the impact.";

fn older() -> Document {
    let mut blocks = vec![
        heading(1, Some("1"), "Scope"),
        with_notes(&format!("{A}[1] {C}")),
        item(1, Some("(a)"), A),
        item(2, None, C),
        Block {
            level: Some(1),
            ..Block::new(Kind::Quote, D)
        },
        Block {
            info: Some("rust".into()),
            ..Block::new(Kind::Code, "fn main() {\n\tx\n}")
        },
        marked(
            paragraph(B),
            vec![mark(0, 8, MarkKind::Strong), mark(9, 19, MarkKind::Sup)],
        ),
        paragraph("This paragraph is long enough to move from here to the very end of the text."),
    ];
    blocks.extend(table(&[
        &["Phase", "Measure"],
        &["Design", A],
        &["Closure", C],
    ]));
    blocks.push(footnote("1", C));
    document(blocks)
}

fn newer() -> Document {
    let link = MarkKind::Link {
        href: "https://example.org/?a=1&b=2".to_owned(),
        title: Some("tip".to_owned()),
    };
    let mut blocks = vec![
        heading(2, Some("1.1"), "Scope"),
        paragraph(A),
        with_notes(&format!("{A}[1] {D}")),
        item(1, Some("(a)"), A),
        item(1, Some("(b)"), B),
        marked(
            paragraph(B),
            vec![mark(0, 8, MarkKind::Emphasis), mark(9, 19, link)],
        ),
        Block::new(Kind::Rule, ""),
    ];
    blocks.extend(table(&[
        &["Phase", "Measure", "Who"],
        &["Closure", D, "state"],
        &["Works", C, "x"],
        &[
            "Review",
            "Native seed mixes come from nurseries nearby.",
            "owner",
        ],
        &["Audit", "Accounts are published every spring.", "auditor"],
    ]));
    blocks.push(paragraph(
        "This paragraph is long enough to move from here to the very end of the text.",
    ));
    blocks.push(footnote("1", D));
    let mut document = document(blocks);
    for block in &mut document.blocks {
        block.id = format!("n-{}", block.id).into();
    }
    document
}

fn remark(side: Side, block: usize, start: usize, end: usize) -> MarginComment {
    MarginComment {
        author: "张三".to_owned(),
        initials: "ZS".to_owned(),
        date: "2026-11-22T08:30:00Z".to_owned(),
        side,
        block,
        start,
        end,
        body: "Why?\nReally.".to_owned(),
        replies: vec![MarginReply::default()],
        resolved: true,
        ..MarginComment::default()
    }
}

/// Remarks everywhere, names behind some changes, an imprint.
fn everything(old: &Document, new: &Document) -> Presentation {
    let each = |side, document: &Document| -> Vec<MarginComment> {
        let blocks = 0..document.blocks.len();
        blocks
            .map(|block| remark(side, block, block % 5, 3 + block * 2))
            .collect()
    };
    let credit = |block| Credit {
        side: Side::New,
        block,
        start: 4,
        end: 40,
        author: format!("Author {block}"),
        date: "2026-11-22T08:30:00Z".to_owned(),
        ..Credit::default()
    };
    Presentation {
        notes: [each(Side::Old, old), each(Side::New, new)].concat(),
        credits: (0..new.blocks.len()).map(credit).collect(),
        imprint: Imprint {
            guideline: "mining".to_owned(),
            revision: Some(2),
            ..Imprint::default()
        },
        ..presentation()
    }
}

#[test]
fn everything_at_once_is_valid() {
    let (old, new) = (older(), newer());
    check(&old, &new, &everything(&old, &new));
    check(&new, &old, &everything(&new, &old));
    check(&old, &old, &Presentation::default());
}

#[test]
fn what_a_template_brings_is_valid() {
    let (old, new) = (older(), newer());
    let libreoffice = include_bytes!("../libreoffice-template.docx").to_vec();
    for template in [by_hand(&[]), libreoffice] {
        let template = Some(template.into());
        check(
            &old,
            &new,
            &Presentation {
                template,
                ..everything(&old, &new)
            },
        );
    }
}

#[test]
fn real_revisions_are_valid() {
    for (old, new) in independent::real_pairs() {
        check(&old, &new, &presentation());
    }
}

#[test]
fn what_is_wrong_is_found() {
    let (old, new) = (older(), newer());
    let redline = compare(&old, &new, &Options::default());
    let bytes = docx::write_redline(&redline, &everything(&old, &new)).unwrap();
    let main = part(&bytes, "word/document.xml");
    let broken = |from: &str, to: &str, expect: &str| {
        assert!(main.contains(from), "{from} in {main}");
        let mut parts: Vec<(String, String)> = Vec::new();
        let archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for name in archive.file_names().map(|name| name.unwrap().into_owned()) {
            if let Some(text) = part_of(&bytes, &name) {
                let text = if name == "word/document.xml" {
                    text.replacen(from, to, 1)
                } else {
                    text
                };
                parts.push((name, text));
            }
        }
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        let wrong = wrong(&package(&parts));
        assert!(
            wrong.iter().any(|it| it.contains(expect)),
            "{expect} in {wrong:?}"
        );
    };
    broken("<w:pPr>", "<w:pPr><w:jc w:val=\"left\"/>", "too late");
    broken(
        "<w:tblGrid>",
        "<w:tblGrid/><w:tblGrid>",
        "tblGrid stands twice",
    );
    broken("<w:cantSplit w:val=\"off\"/>", "", "nothing in place");
    broken("<w:commentRangeEnd w:id=\"0\"/>", "", "comment 0");
    broken("<w:moveFromRangeEnd ", "<w:proofErr ", "has no end");
    broken(
        "w:name=\"_u_n-b1\"",
        "w:name=\"_u_n-b2\"",
        "two w:bookmarkStart",
    );
    broken("w:val=\"Heading2\"", "w:val=\"Nothing\"", "names Nothing");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_written_is_valid(old in generate::document(), mut new in generate::document()) {
        for block in &mut new.blocks {
            block.id = format!("n-{}", block.id).into();
        }
        let redline = compare(&old, &new, &Options::default());
        let bytes = docx::write_redline(&redline, &everything(&old, &new)).unwrap();
        prop_assert_eq!(wrong(&bytes), Vec::<String>::new());
    }
}
