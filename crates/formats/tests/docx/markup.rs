//! What people do to a file in their word processor, read back change by change and remark by remark.

use document::{Block, Kind};
use formats::{
    Limits,
    docx::{self, Markup, TrackedChange, View},
};

use crate::support::*;

pub(crate) fn markup_of(bytes: &[u8]) -> Markup {
    docx::read_markup(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn markup(body: &str) -> Markup {
    let markup = markup_of(&with_body(body, &[]));
    let rejected = docx::read_as(&with_body(body, &[]), &Limits::default(), View::Rejected);
    assert_eq!(markup.text, rejected.unwrap().document, "{body}");
    markup
}

/// A block as `id: text`, with `+` for a new one; what else it is where that is told.
fn told(block: &Block) -> String {
    let id = match block.id.as_str() {
        "" => "+",
        id => id,
    };
    let kind = match (block.kind, &block.cell) {
        (Kind::Paragraph, _) => String::new(),
        (_, Some(cell)) => format!(" ({} {}/{})", cell.table, cell.row, cell.column),
        (kind, None) => format!(" ({})", kind.name()),
    };
    let marks: Vec<String> = block
        .marks
        .iter()
        .map(|mark| format!(" [{}-{}]", mark.start, mark.end))
        .collect();
    format!("{id}{kind}: {}{}", block.text, marks.concat())
}

fn tell(change: &TrackedChange) -> String {
    let replacements = change.replacements.iter().map(|replacement| {
        let blocks: Vec<String> = replacement.blocks.iter().map(told).collect();
        format!("{:?} -> {}", replacement.old, blocks.join(" | "))
    });
    let replacements: Vec<String> = replacements.collect();
    format!("{} {}", change.author, replacements.join(" & "))
}

fn check(body: &str, expect: &[&str]) {
    let found: Vec<String> = markup(body).changes.iter().map(tell).collect();
    assert_eq!(found, expect, "{body}");
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn by(author: &str) -> String {
    format!("w:id=\"0\" w:author=\"{author}\" w:date=\"2026-03-04T05:06:07Z\"")
}

fn ins(author: &str, text: &str) -> String {
    format!("<w:ins {}>{}</w:ins>", by(author), run(text))
}

fn del(author: &str, text: &str) -> String {
    let run = run(text).replace("w:t", "w:delText");
    format!("<w:del {}>{run}</w:del>", by(author))
}

fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A paragraph whose mark was changed.
fn ended(mark: &str, author: &str, inside: &str) -> String {
    let properties = format!("<w:pPr><w:rPr><w:{mark} {}/></w:rPr></w:pPr>", by(author));
    format!("<w:p>{properties}{inside}</w:p>")
}

#[test]
fn what_one_author_does_in_one_place_is_one_change() {
    check(
        &p(&(run("the ") + &del("A", "old") + &ins("A", "new") + &run(" dam"))),
        &["A 0..1 -> b1: the new dam"],
    );
    check(
        &p(&(run("the ") + &ins("A", "very ") + &ins("A", "new ") + &run("dam"))),
        &["A 0..1 -> b1: the very new dam"],
    );
    check(
        &p(&(ins("A", "In ") + &run("the ") + &ins("A", "new ") + &run("dam"))),
        &["A 0..1 -> b1: In the dam", "A 0..1 -> b1: the new dam"],
    );
    check(
        &p(&(run("the ") + &del("A", "old") + &ins("B", "new") + &run(" dam"))),
        &["A 0..1 -> b1: the  dam", "B 0..1 -> b1: the oldnew dam"],
    );
}

#[test]
fn paragraphs_come_and_go() {
    let around = |inside: &str| p(&run("one")) + inside + &p(&run("two"));
    check(
        &around(&ended("ins", "A", &ins("A", "new"))),
        &["A 1..1 -> +: new"],
    );
    let three = ["x", "y", "z"].map(|text| ended("ins", "A", &ins("A", text)));
    check(&around(&three.concat()), &["A 1..1 -> +: x | +: y | +: z"]);
    check(
        &around(&ended("del", "A", &del("A", "old"))),
        &["A 1..2 -> "],
    );
    let two = ["x", "y"].map(|text| ended("del", "A", &del("A", text)));
    check(&around(&two.concat()), &["A 1..3 -> "]);
    // the mark stays, as when a person clears a paragraph
    check(&around(&p(&del("A", "old"))), &["A 1..2 -> "]);
    // Word writes the end of a text this way: the mark before is the new one
    check(
        &(ended("ins", "A", &run("one")) + &p(&ins("A", "new"))),
        &["A 1..1 -> +: new"],
    );
    let both = ended("ins", "A", &ins("A", "x")) + &ended("ins", "B", &ins("B", "y"));
    check(&around(&both), &["A 1..1 -> +: x", "B 1..1 -> +: y"]);
}

#[test]
fn paragraphs_part_and_join() {
    check(
        &(ended("ins", "A", &run("one ")) + &p(&run("and the other"))),
        &["A 0..1 -> +: one  | b1: and the other"],
    );
    check(
        &(ended("del", "A", &run("one and ")) + &p(&run("two"))),
        &["A 0..2 -> b1: one and two"],
    );
    check(
        &(ended("del", "A", &(run("one ") + &del("A", "gone")))
            + &p(&(del("A", "too ") + &run("two")))),
        &["A 0..2 -> b1: one two"],
    );
}
