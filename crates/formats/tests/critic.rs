//! Redlines in Markdown: accepting every change gives the newer text, rejecting every change the
//! older one, to the byte.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod support;

use document::{Block, Document, Kind};
use formats::{
    Format, Limits, MarginComment, MarginReply, Presentation, Side, read, write, write_redline,
};
use proptest::prelude::*;
use redline::{Options, Redline, compare};
use support::{
    critic::{Verdict, resolve},
    generate,
};

fn plain(document: &Document) -> String {
    String::from_utf8(write(Format::Markdown, document, &Presentation::default()).unwrap()).unwrap()
}

/// Remarks on passages of both sides, on whole blocks and on what is not there.
fn remarks(redline: &Redline<'_>) -> Vec<MarginComment> {
    let of_side = |side, document: &Document| -> Vec<MarginComment> {
        let blocks = document.blocks.iter().enumerate();
        let remark = |(index, block): (usize, &Block)| MarginComment {
            id: format!("{side:?}{index}"),
            author: "Li Wei".to_owned(),
            organisation: "WWF".to_owned(),
            side,
            block: index,
            start: index % 5,
            end: (index % 5 + index % 23).min(block.length() + 1),
            body: "No. {--out--} <<} {>>in<<}\n\n# Head <b> ++}".to_owned(),
            replies: vec![MarginReply {
                author: "Ana".to_owned(),
                body: "Yes.".to_owned(),
                ..MarginReply::default()
            }],
            ..MarginComment::default()
        };
        blocks.map(remark).collect()
    };
    [
        of_side(Side::Old, redline.old),
        of_side(Side::New, redline.new),
    ]
    .concat()
}

fn check_redline(redline: &Redline<'_>, name: &str) -> String {
    let presentation = Presentation {
        old_label: "Revision 1".to_owned(),
        new_label: "Revision {++2++}".to_owned(),
        notes: remarks(redline),
        ..Presentation::default()
    };
    let written = write_redline(Format::Markdown, redline, &presentation).unwrap();
    let written = String::from_utf8(written).unwrap();
    let accepted = resolve(&written, Verdict::Accept);
    assert_eq!(
        accepted,
        plain(redline.new),
        "{name}: accepted of {written}"
    );
    let rejected = resolve(&written, Verdict::Reject);
    assert_eq!(
        rejected,
        plain(redline.old),
        "{name}: rejected of {written}"
    );
    written
}

fn check(old: &Document, new: &Document, name: &str) {
    check_redline(&compare(old, new, &Options::default()), name);
    check_redline(&compare(new, old, &Options::default()), name);
}

fn parse(text: &str) -> Document {
    read(Format::Markdown, text.as_bytes(), &Limits::default())
        .unwrap()
        .document
}

fn check_texts(old: &str, new: &str, expect: &str) {
    let (old, new) = (parse(old), parse(new));
    check(&old, &new, expect);
    let redline = compare(&old, &new, &Options::default());
    let written = write_redline(Format::Markdown, &redline, &Presentation::default()).unwrap();
    assert_eq!(String::from_utf8(written).unwrap(), expect);
}

#[test]
fn changes_read_well() {
    check_texts(
        "A buffer of 500 m is kept.\n",
        "A buffer of 800 m is kept.\n",
        "A buffer of {--500 m--}{++800 m++} is kept.\n",
    );
    check_texts(
        "## Scope\n\nThe rules.\n",
        "### Scope\n\nThe **rules**.\n",
        "{--##--}{++###++} Scope\n\nThe {--rules--}{++**rules**++}.\n",
    );
    check_texts(
        "One stays.\n\nThree stays.\n",
        "One stays.\n\nTwo is quite new.\n\nThree stays.\n",
        "One stays.\n{++\nTwo is quite new.\n++}\nThree stays.\n",
    );
    check_texts(
        "- avoid\n- offset\n",
        "- avoid\n- minimise\n- offset\n",
        "- avoid\n{++- minimise\n++}- offset\n",
    );
    check_texts(
        "1. avoid the harm\n2. offset the rest\n",
        "1. offset the rest\n",
        "{--1. avoid the harm\n2.--}{++1.++} offset the rest\n",
    );
    check_texts(
        "尾矿库应当干堆。\n",
        "尾矿库必须干堆。\n",
        "尾矿库{--应当--}{++必须++}干堆。\n",
    );
}

#[test]
fn signs_of_the_text_itself_are_kept_apart() {
    let text = "a {++b++} {--c--} {>>d<<} {==e==} {~~f~>g~~} `{++h++}` [i](<j{--k>)\n\n```\n{++\n++}\n--}\n```\n";
    check(&parse(text), &parse(&text.replace('a', "A")), "signs");
    check(&parse(text), &parse("{+++}"), "signs gone");
    check(&parse("{ x"), &parse("{ ++ x {"), "signs from pieces");
    check(&parse("a+"), &parse("a++}{++{"), "signs at borders");
}

#[test]
fn tables_code_and_notes_are_exact() {
    let table = "| A | B |\n| --- | --- |\n| c | d |\n";
    check(
        &parse(table),
        &parse("| A | B |\n| --- | --- |\n| c | x d |\n| e | f |\n"),
        "row",
    );
    check(
        &parse(table),
        &parse("| A | B | C |\n| --- | --- | --- |\n| c | d | e |\n"),
        "column",
    );
    let html = "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>\n";
    check(&parse(table), &parse(html), "html");
    check(&parse(html), &parse(&html.replace(">b<", ">x<")), "html");
    check(
        &parse("```rust\nfn a() {}\n```\n"),
        &parse("```rust\nfn b() {}\n```\n\ntext"),
        "code",
    );
    check(
        &parse("a[^1]\n\n[^1]: b\n"),
        &parse("a[^1] b[^2]\n\n[^1]: c\n\n    d\n\n[^2]: b\n"),
        "notes",
    );
    check(
        &parse("---\ntitle: A\nx: y\n---\n\n# A"),
        &parse("---\ntitle: B\nx: z\n---\n\n# A"),
        "front",
    );
    check(
        &parse("---\nlang: zh\n---\ntext"),
        &parse("text\n\n***\n\n- \n- a\n\n> q\n>\n> > r"),
        "head",
    );
    let empty = |texts: &[&str]| Document {
        blocks: texts
            .iter()
            .map(|text| Block::new(Kind::Paragraph, *text))
            .collect(),
        ..Document::default()
    };
    check(
        &empty(&["", "a", ""]),
        &empty(&["b", "", "a"]),
        "empty blocks",
    );
    check(&empty(&[]), &empty(&["", "a"]), "nothing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_are_exact(old in generate::soup(), new in generate::soup()) {
        let limits = Limits::default();
        let read = |text: &str| read(Format::Markdown, text.as_bytes(), &limits);
        if let (Ok(old), Ok(new)) = (read(&old), read(&new)) {
            check(&old.document, &new.document, "soup");
        }
    }

    #[test]
    fn any_two_documents_are_exact(old in generate::document(), new in generate::document()) {
        check(&old, &new, "documents");
    }
}
