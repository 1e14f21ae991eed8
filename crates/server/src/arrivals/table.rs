//! Filled comment tables that come in.

use formats::{
    Limits,
    placing::{Found, Places, Sought},
    tables::{self, Form, Kind, Outcome, ReadRow, ReadTable, Row, TableFormat},
};
use review::{
    Actor, BroughtDecision, BroughtItem, BroughtReply, BroughtWords, CommentKind, RevisionText,
    Timestamp, WrittenBy, document::Block,
};

use super::{
    Incoming, Upload,
    placed::{Placed, Taken, brought, kind_at, most_surely, place_of, texts_of},
};
use crate::{
    problem::Problem,
    state::Server,
    tables::{NotExchanged, Pages, printed},
    wire::TableTakenJson,
};

/// Takes a filled comment table in.
///
/// # Errors
/// When the actor may not, the file is no table, or a place that it names is not there.
pub async fn bring_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
) -> Result<TableTakenJson, NotExchanged> {
    Ok(take_table(server, actor, slug, incoming.into()).await?)
}

pub(crate) async fn take_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    Upload { incoming, once }: Upload,
) -> Result<TableTakenJson, Problem> {
    let Incoming {
        bytes,
        name,
        revision,
        language,
        decisions,
    } = incoming;
    let table = read(server, bytes, &name).await?;
    let ours = table.imprint.as_ref().filter(|it| it.guideline == slug);
    let stated = revision.or(ours.and_then(|it| it.revision));
    let texts = texts_of(server, actor, slug, stated, language.as_deref()).await?;
    let taken = place(server, table, &texts).await?;
    brought(server, actor, &texts, taken, decisions, once.as_ref()).await
}

async fn read(server: &Server, bytes: Vec<u8>, name: &str) -> Result<ReadTable, Problem> {
    let format = TableFormat::of_bytes(&bytes, name);
    let read = move || tables::read(format, &bytes, &Limits::default());
    let table = server.heavily(read).await?;
    table.map_err(|error| Problem::from(error).with("field", "file".into()))
}

async fn place(
    server: &Server,
    table: ReadTable,
    texts: &[RevisionText],
) -> Result<Taken, Problem> {
    let mut pages = Pages::new();
    if table.rows.iter().any(|row| !row.row.span.is_empty()) {
        for text in texts {
            if let Some(places) = printed(server, text).await? {
                pages.insert(text.language.clone(), places);
            }
        }
    }
    let texts = texts.to_vec();
    let place = move || placed_rows(table, &texts, &pages);
    server.heavily(place).await
}

/// Surer than this, words may be replaced.
const SURE: u8 = 70;

fn placed_rows(table: ReadTable, texts: &[RevisionText], printed: &Pages) -> Taken {
    let places: Vec<(&RevisionText, Places<'_>)> = texts
        .iter()
        .map(|text| {
            let printed = printed.get(&text.language).map(|it| it.to_vec());
            let places = Places::new(&text.document, printed.unwrap_or_default());
            (text, places)
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
    let ((text, _), found) = most_surely(places, |(_, places)| places.find(&sought))?;
    let block = found
        .as_ref()
        .map(|found| &text.document.blocks[found.index]);
    let item = item(row, &text.language, block, found.as_ref());
    let notes = row.notes.iter();
    Some(Placed {
        at: read.at,
        found,
        item,
        notes: notes
            .map(|(heading, text)| format!("{heading}: {text}"))
            .collect(),
    })
}

fn item(row: &Row, language: &str, block: Option<&Block>, found: Option<&Found>) -> BroughtItem {
    let replaces = replaces(row, block, found);
    let cited = format!("{}|{}|{}|{}", row.clause, row.place, row.span, row.quote);
    let proposal = replaces.then(|| match row.deletes() {
        true => String::new(),
        false => row.proposed.clone(),
    });
    BroughtItem {
        id: row.id.clone(),
        language: language.to_owned(),
        place: place_of(found),
        cited,
        kind: row.kind.map_or_else(|| kind_at(found), kind),
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
    WrittenBy::named(&name, &row.created)
}

fn reply(reply: &tables::Reply) -> BroughtReply {
    BroughtReply {
        body: reply.body.trim().to_owned(),
        written_by: WrittenBy::named(&reply.author, &reply.date),
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
