//! Comments read back: where they stand, what answers them, what is done.

use formats::{
    Limits,
    docx::{self, Markup, Remark},
};

use crate::support::*;

const RELATIONSHIPS: &str = "<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"c\" Type=\"x/comments\" Target=\"comments.xml\"/>\
    <Relationship Id=\"e\" Type=\"x/commentsExtended\" Target=\"commentsExtended.xml\"/>\
    </Relationships>";

fn comment(id: &str, paragraph: &str, author: &str, lines: &[&str]) -> String {
    let line = |(at, line): (usize, &&str)| {
        let name = match at + 1 == lines.len() {
            true => format!(" w14:paraId=\"{paragraph}\""),
            false => String::new(),
        };
        format!("<w:p{name}><w:r><w:annotationRef/></w:r><w:r><w:t>{line}</w:t></w:r></w:p>")
    };
    let lines: String = lines.iter().enumerate().map(line).collect();
    format!(
        "<w:comment w:id=\"{id}\" w:author=\"{author}\" w:initials=\"X\" \
         w:date=\"2026-03-04T05:06:07\">{lines}</w:comment>"
    )
}

fn entry(paragraph: &str, parent: Option<&str>, done: u8) -> String {
    let parent = parent.map(|parent| format!(" w15:paraIdParent=\"{parent}\""));
    let parent = parent.unwrap_or_default();
    format!("<w15:commentEx w15:paraId=\"{paragraph}\"{parent} w15:done=\"{done}\"/>")
}

fn marked_up(body: &str, comments: &[String], entries: &[String]) -> Markup {
    let newer = "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" \
        xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"";
    let comments = format!(
        "<w:comments {NAMESPACES} {newer}>{}</w:comments>",
        comments.concat()
    );
    let extended = format!(
        "<w15:commentsEx {newer}>{}</w15:commentsEx>",
        entries.concat()
    );
    let bytes = with_body(
        body,
        &[
            ("word/_rels/document.xml.rels", RELATIONSHIPS),
            ("word/comments.xml", &comments),
            ("word/commentsExtended.xml", &extended),
        ],
    );
    docx::read_markup(&bytes, &Limits::default()).unwrap()
}

fn start(id: &str) -> String {
    format!("<w:commentRangeStart w:id=\"{id}\"/>")
}

fn end(id: &str) -> String {
    format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>")
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// Block, start, end and quote of a remark.
fn told(remark: &Remark) -> String {
    match remark.place {
        Some(place) => format!(
            "{} {}-{} {}",
            place.block, place.start, place.end, remark.quote
        ),
        None => format!("nowhere {}", remark.quote),
    }
}

fn check(body: &str, expect: &str) {
    let markup = marked_up(body, &[comment("7", "1A", "Ana", &["why?"])], &[]);
    assert_eq!(told(&markup.remarks[0]), expect, "{body}");
}

#[test]
fn ranges_are_places_in_the_text() {
    let on = |text: &str| start("7") + &run(text) + &end("7");
    check(&p(&(run("the ") + &on("dam") + &run(" is"))), "0 4-7 dam");
    check(&(p(&run("one")) + &p(&on("尾矿库"))), "1 0-3 尾矿库");
    let several = p(&(run("one ") + &start("7") + &run("two")))
        + &p(&run("three"))
        + &p(&(run("four") + &end("7")));
    check(&several, "0 4-7 two");
    let late = p(&(run("one") + &start("7"))) + &p(&(run("two") + &end("7")));
    check(&late, "1 0-3 two");
    let between =
        start("7") + &p(&run("one")) + &p(&run("two")) + "<w:commentRangeEnd w:id=\"7\"/>";
    check(&between, "0 0-3 one");
    check(
        &p(&(run("one") + "<w:r><w:commentReference w:id=\"7\"/></w:r>")),
        "0 3-3 ",
    );
    check(&p(&(run("one") + &start("7") + &run(" two"))), "0 3-3 ");
    check(&p(&run("one")), "nowhere ");
    let cell = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p(&on("cell"))
    );
    check(&(p(&run("a")) + &cell), "1 0-4 cell");
    check(
        &p(&(run("Cafe\u{301} ") + &on("e\u{301}te\u{301}"))),
        "0 5-8 été",
    );
    check(
        &format!(
            "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}{}</w:p>",
            run("4.2 Tailings "),
            on("dams")
        ),
        "0 9-13 dams",
    );
}

#[test]
fn ranges_in_text_that_comes_or_goes() {
    let by = "w:author=\"A\" w:date=\"2026-03-04T05:06:07Z\"";
    let ins = |inside: &str| format!("<w:ins {by}>{inside}</w:ins>");
    let del = |inside: &str| {
        let inside = inside
            .replace("w:t>", "w:delText>")
            .replace("w:t ", "w:delText ");
        format!("<w:del {by}>{inside}</w:del>")
    };
    let on = |text: &str| start("7") + text + &end("7");
    check(
        &p(&(run("the ") + &on(&ins(&run("new"))) + &run(" dam"))),
        "0 4-4 new",
    );
    check(
        &p(&(run("the ") + &on(&del(&run("old"))) + &run(" dam"))),
        "0 4-7 old",
    );
    let inside = ins(&(run("very ") + &on(&run("new"))));
    check(&p(&(run("the ") + &inside + &run(" dam"))), "0 4-4 new");
    let replaced = on(&(del(&run("old")) + &ins(&run("new"))));
    check(&p(&(run("the ") + &replaced)), "0 4-7 old");
    let mark = format!("<w:pPr><w:rPr><w:ins {by}/></w:rPr></w:pPr>");
    let paragraph = format!("<w:p>{mark}{}</w:p>", ins(&on(&run("new"))));
    check(
        &(p(&run("one")) + &paragraph + &p(&run("two"))),
        "1 0-0 new",
    );
    let row = format!(
        "<w:tbl><w:tr><w:trPr><w:ins {by}/></w:trPr><w:tc>{}</w:tc></w:tr></w:tbl>",
        p(&on(&run("new")))
    );
    check(&(p(&run("one")) + &row), "0 3-3 new");
}

#[test]
fn threads_are_read_with_their_state() {
    let comments = [
        comment("0", "1A", "Ana", &["first line", "second line"]),
        comment("1", "1B", "Li Wei", &["an answer"]),
        comment("2", "1C", "Ana", &["another"]),
        comment("3", "1D", "Bo", &["apart"]),
    ];
    let entries = [
        entry("1A", None, 1),
        entry("1B", Some("1A"), 1),
        entry("1C", Some("1B"), 0),
        entry("1D", None, 0),
    ];
    let edges = |edge: fn(&str) -> String| ["0", "1", "2", "3"].map(edge).concat();
    let body = p(&(edges(start) + &run("text") + &edges(end)));
    let markup = marked_up(&body, &comments, &entries);
    let [first, second] = &markup.remarks[..] else {
        panic!("two threads in {:?}", markup.remarks)
    };
    assert_eq!(first.body, "first line\nsecond line");
    assert_eq!(first.date.as_deref(), Some("2026-03-04T05:06:07Z"));
    assert_eq!(
        (first.author.as_str(), first.initials.as_str()),
        ("Ana", "X")
    );
    let replies: Vec<&str> = first
        .replies
        .iter()
        .map(|reply| reply.body.as_str())
        .collect();
    assert_eq!(replies, ["an answer", "another"]);
    assert!(first.resolved && !second.resolved);
    assert_eq!(second.body, "apart");
    // without the part that threads them, each stands for itself, as LibreOffice leaves them
    assert_eq!(marked_up(&body, &comments, &[]).remarks.len(), 4);
}

#[test]
fn repeated_ids_go_by_their_order() {
    let comments = [
        comment("0", "1A", "Ana", &["on one"]),
        comment("0", "1B", "Bo", &["on two"]),
    ];
    let on = |text: &str| start("0") + &run(text) + &end("0");
    let markup = marked_up(&p(&(on("one") + &run(" ") + &on("two"))), &comments, &[]);
    let found: Vec<_> = markup.remarks.iter().map(told).collect();
    assert_eq!(found, ["0 0-3 one", "0 4-7 two"]);
}

#[test]
fn strange_comments_do_no_harm() {
    let comments = [
        comment("0", "1A", "Ana", &["a\u{202E}b"]),
        "<w:comment/>".to_owned(),
        comment("1", "1C", "Cy", &[]),
    ];
    let entries = [entry("1A", Some("1C"), 0), entry("1C", Some("1A"), 0)];
    let body = p(&(end("0") + &run("x") + &start("0") + &end("9") + &start("")));
    let markup = marked_up(&body, &comments, &entries);
    assert_eq!(markup.remarks[0].body, "ab");
    let problems: Vec<&str> = markup.problems.iter().map(|it| it.what.as_str()).collect();
    assert_eq!(
        problems,
        [
            "a comment by Ana had control characters, which were dropped",
            "a comment by Cy is on no place in the text",
        ]
    );
}
