//! Places that are found.

use document::{Block, Document, Kind};
use formats::{
    markdown,
    placing::{How, Places, Printed, Sought},
    tables::Span,
};

fn document(markdown: &str) -> Document {
    markdown::read(markdown.as_bytes(), &formats::Limits::default())
        .unwrap()
        .document
}

fn labelled(kind: Kind, level: u8, number: &str, text: &str) -> Block {
    let mut block = Block::new(kind, text);
    block.level = (kind == Kind::Heading).then_some(level);
    block.number = (!number.is_empty()).then(|| number.to_owned());
    block
}

/// A guideline with labels, its paragraphs printed ten lines each.
fn guideline() -> Document {
    use Kind::*;
    let blocks = [
        (Heading, 1, "4", "Mitigation"),
        (Paragraph, 0, "", "Follow the hierarchy."),
        (Heading, 2, "4.1", "Avoidance"),
        (
            Paragraph,
            0,
            "",
            "The operator shall avoid the area of the tailings dam.",
        ),
        (
            Paragraph,
            0,
            "",
            "Impacts on critical habitat shall be avoided.",
        ),
        (Heading, 2, "4.2", "Offsets"),
        (
            Paragraph,
            0,
            "",
            "Offsets are the last resort, and used only for residual impacts.",
        ),
        (
            Paragraph,
            0,
            "",
            "The operator shall avoid the area of the tailings dam.",
        ),
        (ListItem, 0, "(a)", "like for like;"),
        (ListItem, 0, "(b)", "or better;"),
        (Heading, 1, "第五章", "尾矿库"),
        (Heading, 2, "第二节", "选址"),
        (
            Paragraph,
            0,
            "",
            "矿山企业应当避让“生态保护红线”，并采取措施。",
        ),
        (Heading, 1, "", "Glossary"),
        (Paragraph, 0, "", "Net gain: more than what was lost."),
    ];
    let mut document = Document {
        language: "en".into(),
        blocks: blocks
            .into_iter()
            .map(|(kind, level, number, text)| labelled(kind, level, number, text))
            .collect(),
        ..Document::default()
    };
    document.number_blocks();
    document
}

fn printed(document: &Document) -> Vec<Printed> {
    let place = |block: usize| {
        let line = u32::try_from(block % 5 * 10).unwrap();
        let page = u32::try_from(block / 5 + 2).unwrap();
        Printed {
            block,
            from: (page, line + 1),
            to: (page, line + 10),
        }
    };
    (0..document.blocks.len()).map(place).collect()
}

#[track_caller]
fn check(sought: Sought<'_>, index: usize, how: How) -> Option<String> {
    let document = guideline();
    let places = Places::new(&document, printed(&document));
    let found = places.find(&sought).unwrap();
    assert_eq!((found.index, found.how), (index, how), "{found:?}");
    let text = &document.blocks[index].text;
    let range = found.range?;
    Some(text.chars().skip(range.start).take(range.len()).collect())
}

fn quote(quote: &str) -> Sought<'_> {
    Sought {
        quote,
        ..Sought::default()
    }
}

#[test]
fn by_words_whatever_became_of_their_signs() {
    let words = check(quote("\"OFFSETS  are the\nlast resort\""), 6, How::ByQuote);
    assert_eq!(words.as_deref(), Some("Offsets are the last resort"));
    let words = check(quote("Offsets … residual impacts."), 6, How::ByQuote);
    assert_eq!(
        words.unwrap(),
        "Offsets are the last resort, and used only for residual impacts."
    );
    let words = check(quote("应当避让\"生态保护红线\"，"), 12, How::ByQuote);
    assert_eq!(words.as_deref(), Some("应当避让“生态保护红线”，"));
    let words = check(quote("（应当避让……采取措施。）"), 12, How::ByQuote);
    assert_eq!(
        words.as_deref(),
        Some("应当避让“生态保护红线”，并采取措施。")
    );
}

#[test]
fn the_clause_tells_equal_words_apart() {
    let sought = Sought {
        clause: "4.2 Offsets",
        ..quote("the tailings dam")
    };
    check(sought, 7, How::ByClauseAndQuote);
    let sought = Sought {
        clause: "clause 4.1",
        ..quote("the tailings dam")
    };
    check(sought, 3, How::ByClauseAndQuote);
    let document = guideline();
    let places = Places::new(&document, Vec::new());
    let found = places.find(&quote("the tailings dam")).unwrap();
    assert_eq!(
        (found.index, found.confidence),
        (3, 50),
        "nothing tells them apart"
    );
}

#[test]
fn by_words_that_a_remark_quotes() {
    let sought = Sought {
        body: "Why \"used only for residual impacts\"? Delete.",
        ..Sought::default()
    };
    check(sought, 6, How::ByQuote);
}

#[test]
fn by_most_of_the_words() {
    let sought = quote("Impacts on all critical habitats shall always be avoided");
    check(sought, 4, How::ByLikeness);
    check(
        quote("矿山企业必须避让生态保护红线并及时采取措施"),
        12,
        How::ByLikeness,
    );
}

#[test]
fn by_lines() {
    let at = |page: u32, line: u32| Span {
        from_page: Some(page),
        from_line: Some(line),
        to_page: None,
        to_line: None,
    };
    let lines = |clause, span| Sought {
        clause,
        span,
        ..Sought::default()
    };
    check(lines("", at(3, 15)), 6, How::ByLine);
    check(lines("4.2", at(3, 15)), 6, How::ByClauseAndLine);
    // lines of another print than the clause says
    check(lines("4.1", at(3, 15)), 2, How::ByClause);
    check(
        lines("4.2, p. 3, line 12", Span::default()),
        6,
        How::ByClauseAndLine,
    );
}

#[test]
fn by_clause() {
    let clause = |clause, place| Sought {
        clause,
        place,
        ..Sought::default()
    };
    check(clause("4.2", ""), 5, How::ByClause);
    check(clause("4.2", "para 2"), 7, How::ByParagraph);
    check(clause("4.2(b)", ""), 9, How::ByClause);
    check(clause("Glossary", ""), 13, How::ByClause);
    check(clause("第五章第二节", ""), 11, How::ByClause);
    check(clause("第五章第二节第1段", ""), 12, How::ByParagraph);
    check(clause("4.2.7", ""), 5, How::ByClause);
    let document = guideline();
    let places = Places::new(&document, Vec::new());
    for nowhere in ["", "9.9", "Weather", "第九章"] {
        assert_eq!(places.find(&clause(nowhere, "")), None, "{nowhere}");
    }
}

/// The names that we give to places lead back to them.
#[test]
fn what_we_call_a_place_is_found() {
    let document = document(
        "# One\n\nFirst.\n\nSecond.\n\n## Two\n\n- item\n- item\n\n| a | b |\n|---|---|\n| c | d |\n\n# Three\n\nLast.\n",
    );
    for language in ["en", "zh", "pt"] {
        let places = Places::new(&document, Vec::new());
        for (index, block) in document.blocks.iter().enumerate() {
            let (clause, place) = (places.clause_of(index), places.name_of(index, language));
            let sought = Sought {
                clause: &clause,
                place: &place,
                ..Sought::default()
            };
            let found = places.find(&sought).unwrap();
            let same_table = block.cell.is_some() && document.blocks[found.index].cell.is_some();
            assert!(
                found.index == index || same_table,
                "{clause} {place}: {found:?}"
            );
        }
    }
}

#[test]
fn an_empty_text_has_no_places() {
    let document = Document::default();
    let places = Places::new(&document, Vec::new());
    assert_eq!(places.find(&quote("anything at all")), None);
    assert_eq!(places.clause_of(3), "");
}
