//! The rows of a table as what a review takes in, each with its place.

use std::{collections::HashMap, sync::Arc};

use formats::{
    placing::{Found, Places, Printed, Sought},
    tables::{self, Form, Kind, Outcome, ReadRow, ReadTable, Row},
};
use review::{
    BroughtDecision, BroughtItem, BroughtReply, BroughtWords, CommentKind, Place, RevisionText,
    Timestamp, WrittenBy, document::Block,
};

/// A row with its place.
pub(crate) struct Placed {
    /// The number of the row in the file.
    pub(crate) at: usize,
    /// How it was placed; nothing: on the guideline as a whole.
    pub(crate) found: Option<Found>,
    pub(crate) item: BroughtItem,
    /// What of the row was not taken over.
    pub(crate) notes: Vec<String>,
}

/// A table with its rows placed in the texts of a revision.
pub(crate) struct Taken {
    pub(crate) layout: Option<tables::Layout>,
    pub(crate) rows: Vec<Placed>,
    pub(crate) problems: Vec<formats::Problem>,
}

/// Surer than this, words may be replaced.
const SURE: u8 = 70;

/// Places the rows of a table: each in the text where it is found most surely, of equals in the one
/// that stands first.
pub(crate) fn placed_rows(
    table: ReadTable,
    texts: &[RevisionText],
    printed: &HashMap<String, Arc<[Printed]>>,
) -> Taken {
    let places: Vec<(&RevisionText, Places<'_>)> = texts
        .iter()
        .map(|text| {
            let printed = printed.get(&text.language).map(|it| it.to_vec());
            (
                text,
                Places::new(&text.document, printed.unwrap_or_default()),
            )
        })
        .collect();
    let rows = table.rows.iter().filter_map(|row| placed(row, &places));
    Taken {
        layout: table.layout,
        rows: rows.collect(),
        problems: table.problems,
    }
}

fn placed(read: &ReadRow, places: &[(&RevisionText, Places<'_>)]) -> Option<Placed> {
    let row = &read.row;
    let sought = Sought {
        clause: &row.clause,
        place: &row.place,
        span: row.span,
        quote: &row.quote,
        body: &row.body,
    };
    let found = places
        .iter()
        .filter_map(|(text, places)| Some((*text, places.find(&sought)?)))
        // the first of equals
        .rev()
        .max_by_key(|(_, found)| found.confidence);
    let (text, _) = places.first()?;
    let (text, found) = found.map_or((*text, None), |(text, found)| (text, Some(found)));
    let block = found
        .as_ref()
        .map(|found| &text.document.blocks[found.index]);
    let item = item(row, &text.language, block, found.as_ref());
    Some(Placed {
        at: read.at,
        notes: row
            .notes
            .iter()
            .map(|(heading, text)| format!("{heading}: {text}"))
            .collect(),
        found,
        item,
    })
}

fn item(row: &Row, language: &str, block: Option<&Block>, found: Option<&Found>) -> BroughtItem {
    let replaces = replaces(row, block, found);
    let place = found.map(|found| {
        let range = found.range.clone();
        Place {
            block_id: Some(found.block.clone()),
            start: range.as_ref().map(|it| it.start),
            end: range.as_ref().map(|it| it.end),
        }
    });
    let fallback = if found.is_some() {
        CommentKind::Technical
    } else {
        CommentKind::General
    };
    let cited = format!("{}|{}|{}|{}", row.clause, row.place, row.span, row.quote);
    let proposal = replaces.then(|| match row.deletes() {
        true => String::new(),
        false => row.proposed.clone(),
    });
    BroughtItem {
        id: row.id.clone(),
        language: language.to_owned(),
        place: place.unwrap_or_default(),
        cited,
        kind: row.kind.map_or(fallback, kind),
        body: match replaces {
            true => row.body.clone(),
            false => row.as_remark(language),
        },
        proposal,
        words: BroughtWords {
            remark: row.as_remark(language),
            reason: row.body.clone(),
            proposed: proposed(row),
        },
        written_by: written_by(row),
        replies: row.replies.iter().map(reply).collect(),
        decision: decision(row),
    }
}

/// Whether a row says which words stand there, and which should: then it is a suggestion. They must
/// be all in one block.
fn replaces(row: &Row, block: Option<&Block>, found: Option<&Found>) -> bool {
    let (Some(block), Some(found)) = (block, found) else {
        return false;
    };
    let Some(range) = found.range.clone().filter(|_| found.confidence >= SURE) else {
        return false;
    };
    let there = block.text.chars().skip(range.start).take(range.len());
    let bare = |it: &char| it.is_alphanumeric();
    let whole = there.filter(bare).flat_map(char::to_lowercase);
    let quoted = row.quote.chars().filter(bare).flat_map(char::to_lowercase);
    row.form != Some(Form::Comment) && !row.proposed.is_empty() && whole.eq(quoted)
}

/// Name and organisation as one: the body alone where nobody is named.
fn written_by(row: &Row) -> Option<WrittenBy> {
    let body = [&row.organisation, &row.member];
    let body = body.into_iter().find(|it| !it.is_empty());
    let name = match (row.author.is_empty(), body) {
        (false, Some(body)) => format!("{} ({body})", row.author),
        (false, None) => row.author.clone(),
        (true, Some(body)) => body.clone(),
        (true, None) => return None,
    };
    Some(WrittenBy {
        name: one_line(&name),
        initials: String::new(),
        date: Timestamp::parse(&row.created),
    })
}

/// A name on one line, no longer than names are.
fn one_line(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").chars().take(200).collect()
}

fn reply(reply: &tables::Reply) -> BroughtReply {
    let name = one_line(&reply.author);
    BroughtReply {
        body: reply.body.trim().to_owned(),
        written_by: (!name.is_empty()).then(|| WrittenBy {
            name,
            initials: String::new(),
            date: Timestamp::parse(&reply.date),
        }),
    }
}

/// What is proposed; empty: that the words go.
fn proposed(row: &Row) -> Option<String> {
    match row.deletes() {
        true => Some(String::new()),
        false => Some(row.proposed.clone()).filter(|it| !it.is_empty()),
    }
}

/// What the columns for decisions say; words that name no outcome are not guessed at.
fn decision(row: &Row) -> Option<BroughtDecision> {
    if row.outcome.is_none() && row.response.is_empty() {
        return None;
    }
    let outcome = row.outcome.map(self::outcome);
    let target = (outcome == Some(review::Outcome::Deferred)).then(|| row.refers_to.clone());
    Some(BroughtDecision {
        outcome,
        reason: row.response.clone(),
        target: target.filter(|it| !it.is_empty()),
        decided: Timestamp::parse(&row.decided),
    })
}

fn kind(kind: Kind) -> CommentKind {
    match kind {
        Kind::General => CommentKind::General,
        Kind::Technical => CommentKind::Technical,
        Kind::Editorial => CommentKind::Editorial,
        Kind::Translation => CommentKind::Translation,
    }
}

fn outcome(outcome: Outcome) -> review::Outcome {
    use review::Outcome as Here;
    match outcome {
        Outcome::Accepted => Here::Accepted,
        Outcome::AcceptedWithModification => Here::AcceptedWithModification,
        Outcome::PartlyAccepted => Here::PartlyAccepted,
        Outcome::Noted => Here::Noted,
        Outcome::Rejected => Here::Rejected,
        Outcome::Duplicate => Here::Duplicate,
        Outcome::OutOfScope => Here::OutOfScope,
        Outcome::Deferred => Here::Deferred,
        Outcome::Withdrawn => Here::Withdrawn,
        Outcome::Superseded => Here::Superseded,
    }
}
