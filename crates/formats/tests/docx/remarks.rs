//! Remarks in the margin of a file stand on the words that they are about.

use document::Document;
use formats::{
    Limits, MarginComment, MarginReply, Presentation, Side,
    docx::{self, View},
};
use redline::{Options, compare};

use crate::{
    redlines::{like, presentation, read_as},
    support::*,
    validity,
};

const A: &str = "The operator shall avoid areas of high biodiversity value wherever possible.";
const B: &str = "Tailings facilities shall be monitored at least once every month.";
const C: &str = "Affected communities take part in the monitoring from the first day.";
const D: &str = "Offsets are the last resort and start before the impact.";

fn texts(texts: &[&str]) -> Document {
    document(texts.iter().map(|text| paragraph(text)).collect())
}

/// A remark on these words of a block.
fn on(side: Side, document: &Document, block: usize, words: &str) -> MarginComment {
    let text = &document.blocks[block].text;
    let byte = text
        .find(words)
        .unwrap_or_else(|| panic!("{words} in {text}"));
    let start = text[..byte].chars().count();
    MarginComment {
        author: "张三".to_owned(),
        initials: "ZS".to_owned(),
        date: "2026-11-22T08:30:00Z".to_owned(),
        side,
        block,
        start,
        end: start + words.chars().count(),
        body: format!("about {words}"),
        ..MarginComment::default()
    }
}

fn write(old: &Document, new: &Document, notes: Vec<MarginComment>) -> Vec<u8> {
    let presentation = Presentation {
        notes,
        ..presentation()
    };
    let redline = compare(old, new, &Options::default());
    let bytes = docx::write_redline(&redline, &presentation).unwrap();
    assert_eq!(like(read_as(&bytes, View::Accepted), new), *new, "accepted");
    assert_eq!(like(read_as(&bytes, View::Rejected), old), *old, "rejected");
    bytes
}

/// The markup between the marks of a comment; they stand in their order, each once, in the text.
fn range(bytes: &[u8], id: usize) -> String {
    let main = part(bytes, "word/document.xml");
    let start = format!("<w:commentRangeStart w:id=\"{id}\"/>");
    let end = format!("<w:commentRangeEnd w:id=\"{id}\"/>");
    let reference = format!("<w:commentReference w:id=\"{id}\"/>");
    for mark in [&start, &end, &reference] {
        assert_eq!(main.matches(mark).count(), 1, "{mark} in {main}");
    }
    let range = between(&main, &start, &end);
    assert!(
        main.split_once(&end).unwrap().1.contains(&reference),
        "{id}"
    );
    range.to_owned()
}

/// Each remark's range holds these words, those that were deleted in brackets.
fn check(old: &Document, new: &Document, cases: &[(Side, usize, &str, &str)]) {
    let notes = cases.iter().map(|&(side, block, words, _)| {
        let document = if side == Side::Old { old } else { new };
        on(side, document, block, words)
    });
    let bytes = write(old, new, notes.collect());
    for (id, (_, _, words, expect)) in cases.iter().enumerate() {
        assert_eq!(run_text(&range(&bytes, id)), *expect, "on {words}");
    }
}

#[test]
fn on_text_that_stayed_went_and_came() {
    let weekly = B.replace("month", "week");
    check(
        &texts(&[A, B]),
        &texts(&[A, &weekly]),
        &[
            (Side::New, 1, "facilities shall", "facilities shall"),
            (Side::Old, 1, "facilities", "facilities"),
            (Side::Old, 1, "month", "[month]"),
            (Side::New, 1, "week", "week"),
            (Side::New, 1, "every ", "every "),
            (Side::Old, 1, "every month.", "every [month]week."),
            (
                Side::New,
                1,
                &weekly,
                "Tailings facilities shall be monitored at least once every [month]week.",
            ),
            (Side::Old, 0, A, A),
        ],
    );
}

#[test]
fn on_paragraphs_that_came_went_moved_split_and_merged() {
    check(
        &texts(&[A, B, C]),
        &texts(&[A, C, D]),
        &[
            (Side::Old, 1, "monitored at least", "[monitored at least]"),
            (Side::Old, 1, B, &format!("[{B}]")),
            (Side::New, 2, "last resort", "last resort"),
        ],
    );
    check(
        &texts(&[A, B, C, D]),
        &texts(&[C, A, B, D]),
        &[
            (Side::Old, 2, "communities", "communities"),
            (Side::New, 0, "first day", "first day"),
        ],
    );
    let both = format!("{A} {B}");
    check(
        &texts(&[&both, C]),
        &texts(&[A, B, C]),
        &[
            (Side::New, 1, "facilities", "facilities"),
            (Side::Old, 0, "operator", "operator"),
        ],
    );
    check(
        &texts(&[A, B, C]),
        &texts(&[&both, C]),
        &[
            (Side::Old, 1, "facilities", "facilities"),
            (Side::New, 0, "month", "month"),
        ],
    );
    check(
        &texts(&[A]),
        &texts(&[]),
        &[(Side::Old, 0, "operator", "[operator]")],
    );
    check(
        &texts(&[]),
        &texts(&[A]),
        &[(Side::New, 0, "operator", "operator")],
    );
}

#[test]
fn in_cells_of_rows_that_came_and_went() {
    let of = |rows: &[&[&str]]| document(table(rows));
    let head: &[&str] = &["Phase", "Measure"];
    check(
        &of(&[head, &["Design", A], &["Closure", B]]),
        &of(&[
            head,
            &["Works", C],
            &["Closure", &B.replace("month", "week")],
        ]),
        &[
            (Side::Old, 3, "operator", "[operator]"),
            (Side::New, 3, "communities", "communities"),
            (Side::Old, 5, "month", "[month]"),
        ],
    );
}

/// In a note remarks stand on its reference, since Word shows none inside, and a bookmark says on
/// which words they are.
#[test]
fn in_notes_they_stand_on_the_reference_and_come_back_to_their_words() {
    let of = |text: &str| {
        document(vec![
            with_notes(&format!("{A}[1] {C}[1]")),
            footnote("1", text),
            footnote("2", D),
        ])
    };
    let (old, new) = (of(B), of(&B.replace("month", "week")));
    let mut notes = vec![
        on(Side::Old, &old, 1, "month"),
        on(Side::New, &new, 1, "once every week"),
        on(Side::New, &new, 1, "monitored at least once"),
        on(Side::New, &new, 1, "Tailings"),
        on(Side::New, &new, 2, "resort"),
        on(Side::New, &new, 2, "impact"),
        on(Side::New, &new, 0, "operator"),
    ];
    notes[5].body = notes[4].body.clone();
    notes[3].replies = vec![MarginReply::default()];
    let bytes = write(&old, &new, notes.clone());
    assert_eq!(validity::wrong(&bytes), Vec::<String>::new());
    for id in 0..=4 {
        assert!(range(&bytes, id).contains("<w:footnoteReference"));
    }
    assert!(!part(&bytes, "word/footnotes.xml").contains("comment"));
    let back = docx::read_markup(&bytes, &Limits::default()).unwrap();
    let texts = &back.text.blocks;
    let found = back.remarks.iter().map(|remark| {
        let place = remark.place.unwrap();
        (texts[place.block].text.clone(), remark.quote.clone())
    });
    let week = &new.blocks[1].text;
    let expect = [
        (week, "month"),
        (week, "once every week"),
        (week, "monitored at least once"),
        (week, "Tailings"),
        (&new.blocks[2].text, "resort"),
        (&new.blocks[2].text, "impact"),
        (&new.blocks[0].text, "operator"),
    ];
    let expect = expect.map(|(text, quote)| (text.clone(), quote.to_owned()));
    assert_eq!(found.collect::<Vec<_>>(), expect);
    assert_eq!(back.remarks[3].replies.len(), 1);
}

/// Programs that take comments inside notes put them there.
#[test]
fn comments_inside_notes_are_read_where_they_stand() {
    let relationships = "<Relationships \
        xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"f\" Type=\"x/footnotes\" Target=\"footnotes.xml\"/>\
        <Relationship Id=\"e\" Type=\"x/endnotes\" Target=\"endnotes.xml\"/>\
        <Relationship Id=\"c\" Type=\"x/comments\" Target=\"comments.xml\"/></Relationships>";
    let note = |kind: &str, id: u8| {
        format!(
            "<w:{kind}s {NAMESPACES}><w:{kind} w:id=\"2\"><w:p><w:r><w:{kind}Ref/></w:r>\
             <w:r><w:t xml:space=\"preserve\"> the </w:t></w:r>\
             <w:commentRangeStart w:id=\"{id}\"/><w:r><w:t>{kind} dam</w:t></w:r>\
             <w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>\
             <w:r><w:t xml:space=\"preserve\"> is</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
        )
    };
    let said = |id: u8| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"Ana\"><w:p><w:r><w:t>why {id}?</w:t></w:r></w:p>\
             </w:comment>"
        )
    };
    let body = "<w:p><w:r><w:t>text</w:t></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r>\
        <w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let bytes = with_body(
        body,
        &[
            ("word/_rels/document.xml.rels", relationships),
            ("word/footnotes.xml", &note("footnote", 4)),
            ("word/endnotes.xml", &note("endnote", 5)),
            (
                "word/comments.xml",
                &format!(
                    "<w:comments {NAMESPACES}>{}{}</w:comments>",
                    said(4),
                    said(5)
                ),
            ),
        ],
    );
    let markup = docx::read_markup(&bytes, &Limits::default()).unwrap();
    let found = markup.remarks.iter().map(|remark| {
        let place = remark.place.unwrap();
        (place.block, place.start, remark.quote.as_str())
    });
    assert_eq!(
        found.collect::<Vec<_>>(),
        [(2, 4, "footnote dam"), (1, 4, "endnote dam")],
        "{:?}",
        markup.problems
    );
}

#[test]
fn the_reference_goes_with_text_that_went() {
    let (old, new) = (texts(&[A, B, C]), texts(&[A, C]));
    let bytes = write(&old, &new, vec![on(Side::Old, &old, 1, "monitored")]);
    let main = part(&bytes, "word/document.xml");
    let run = between(
        &main,
        "<w:commentRangeEnd w:id=\"0\"/>",
        "<w:commentReference",
    );
    assert!(run.starts_with("<w:del "), "{run}");
}

#[test]
fn without_a_place_they_are_kept_all_the_same() {
    let document = texts(&[A]);
    let mut notes = vec![on(Side::New, &document, 0, "operator"); 4];
    (notes[0].start, notes[0].end) = (0, 0);
    (notes[1].start, notes[1].end) = (4, 9_999);
    (notes[2].start, notes[2].end) = (9_999, 3);
    notes[3].block = 17;
    let bytes = write(&document, &document, notes);
    assert_eq!(run_text(&range(&bytes, 0)), "");
    assert_eq!(run_text(&range(&bytes, 1)), A[4..]);
    assert_eq!(run_text(&range(&bytes, 2)), "");
    assert_eq!(run_text(&range(&bytes, 3)), "");
}

#[test]
fn what_is_said_is_written_whole() {
    let document = texts(&[A]);
    let mut note = on(Side::New, &document, 0, "operator");
    note.body = "Why <them>?\nToo vague.".to_owned();
    note.resolved = true;
    note.replies = vec![
        MarginReply {
            author: "Bo & Co".to_owned(),
            initials: "BC".to_owned(),
            date: "2026-11-22T09:00:00.5Z".to_owned(),
            body: "Agreed".to_owned(),
            ..MarginReply::default()
        },
        MarginReply {
            date: "no date".to_owned(),
            ..MarginReply::default()
        },
    ];
    let bytes = write(
        &document,
        &document,
        vec![note, on(Side::New, &document, 0, "avoid")],
    );
    let said = part(&bytes, "word/comments.xml");
    for expect in [
        "<w:comment w:id=\"0\" w:author=\"张三\" w:date=\"2026-11-22T08:30:00Z\" w:initials=\"ZS\">",
        "<w:comment w:id=\"1\" w:author=\"Bo &amp; Co\" w:date=\"2026-11-22T09:00:00Z\" w:initials=\"BC\">",
        "<w:comment w:id=\"2\" w:author=\"Understory\">",
        "Why &lt;them&gt;?",
        "Too vague.",
    ] {
        assert!(said.contains(expect), "{expect} in {said}");
    }
    let extended = part(&bytes, "word/commentsExtended.xml");
    let entry = |id: u32, rest: &str| {
        let entry = format!(
            "<w15:commentEx w15:paraId=\"{:08X}\" {rest}/>",
            0x1000_0000 + id
        );
        assert!(extended.contains(&entry), "{entry} in {extended}");
    };
    entry(0, "w15:done=\"1\"");
    entry(1, "w15:paraIdParent=\"10000000\" w15:done=\"1\"");
    entry(2, "w15:paraIdParent=\"10000000\" w15:done=\"1\"");
    entry(3, "w15:done=\"0\"");
    let people = part(&bytes, "word/people.xml");
    assert_eq!(people.matches("<w15:person ").count(), 3, "{people}");
    for id in 0..4 {
        assert_eq!(
            run_text(&range(&bytes, id)),
            if id == 3 { "avoid" } else { "operator" }
        );
    }
}
