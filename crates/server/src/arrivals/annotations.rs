//! Web Annotations that come in.

use std::collections::HashMap;

use formats::{
    annotation::{
        self, Annotation, AnnotationLimits, Motivation, ReadAnnotation, ReadAnnotations, Target,
    },
    placing::{Found, How, Places, Sought},
};
use review::{
    Actor, BroughtItem, BroughtReply, BroughtWords, RevisionText, WrittenBy,
    document::{Block, char_slice},
};

use super::{
    Incoming, Upload,
    placed::{Placed, Taken, brought, kind_at, most_surely, place_of, texts_of},
};
use crate::{problem::Problem, state::Server, tables::NotExchanged, wire::TableTakenJson};

/// Takes Web Annotations in.
///
/// # Errors
/// When the actor may not, or the bytes are no annotations.
pub async fn bring_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
) -> Result<TableTakenJson, NotExchanged> {
    Ok(take_annotations(server, actor, slug, incoming.into()).await?)
}

pub(crate) async fn take_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    Upload { incoming, once }: Upload,
) -> Result<TableTakenJson, Problem> {
    let Incoming {
        bytes,
        revision,
        language,
        ..
    } = incoming;
    let read = move || annotation::read(&bytes, &AnnotationLimits::default());
    let read = server.heavily(read).await?.map_err(Problem::from)?;
    let texts = texts_of(server, actor, slug, revision, language.as_deref()).await?;
    let placing = texts.clone();
    let taken = server.heavily(move || placed_annotations(read, &placing));
    brought(server, actor, &texts, taken.await?, false, once.as_ref()).await
}

/// Places annotations in the texts of a revision. Answers to others of the file go with them.
fn placed_annotations(read: ReadAnnotations, texts: &[RevisionText]) -> Taken {
    let places: Vec<Looking<'_>> = texts.iter().map(Looking::new).collect();
    let mut problems = read.problems;
    let (answers, own): (Vec<_>, Vec<_>) = read
        .items
        .into_iter()
        .partition(|it| it.annotation.motivation == Motivation::Replying);
    let mut rows: Vec<Placed> = own
        .into_iter()
        .filter_map(|it| placed(it, &places))
        .collect();
    let index: HashMap<String, usize> = rows
        .iter()
        .enumerate()
        .map(|(at, row)| (row.item.id.clone(), at))
        .collect();
    for answer in answers {
        match index.get(own_id(&answer.annotation.target.source)) {
            Some(&row) => rows[row].item.replies.push(reply(&answer.annotation)),
            None => problems.push(formats::Problem {
                place: format!("annotation {}", answer.at),
                what: "what it answers is not in the file; left out".to_owned(),
            }),
        }
    }
    Taken {
        layout: None,
        rows,
        problems,
    }
}

struct Looking<'a> {
    text: &'a RevisionText,
    places: Places<'a>,
}

impl<'a> Looking<'a> {
    fn new(text: &'a RevisionText) -> Self {
        Self {
            text,
            places: Places::new(&text.document, Vec::new()),
        }
    }

    /// Where it says that it stands, if the words agree; else where the words are.
    fn find(&self, target: &Target) -> Option<Found> {
        let block = target.block.as_str().into();
        let known = self.text.document.find(&block);
        let stated = known.and_then(|(index, block)| stated(index, block, target));
        stated.or_else(|| {
            let quote = target.quote.as_ref()?;
            let around = [&*quote.prefix, &*quote.exact, &*quote.suffix].concat();
            let around = self
                .quoted(&around)
                .and_then(|it| self.within(it, &quote.exact));
            around.or_else(|| self.quoted(&quote.exact))
        })
    }

    fn quoted(&self, quote: &str) -> Option<Found> {
        self.places.find(&Sought {
            quote,
            ..Sought::default()
        })
    }

    /// The words themselves inside of what was found with what is around them.
    fn within(&self, found: Found, exact: &str) -> Option<Found> {
        let range = found.range.clone()?;
        let text = &self.text.document.blocks[found.index].text;
        let around = char_slice(text, range.clone());
        let before = around[..around.find(exact)?].chars().count();
        let start = range.start + before;
        Some(Found {
            range: Some(start..start + exact.chars().count()),
            ..found
        })
    }
}

/// The place that an annotation names by block and position.
fn stated(index: usize, block: &Block, target: &Target) -> Option<Found> {
    let range = match (&target.quote, target.position) {
        (None, None) => None,
        (Some(quote), Some((start, end))) if end <= block.length() && start < end => {
            (char_slice(&block.text, start..end) == quote.exact).then_some(Some(start..end))?
        }
        (None, Some((start, end))) if end <= block.length() && start < end => Some(start..end),
        _ => return None,
    };
    Some(Found {
        block: block.id.clone(),
        index,
        range,
        how: How::ByQuote,
        confidence: 100,
    })
}

fn placed(read: ReadAnnotation, places: &[Looking<'_>]) -> Option<Placed> {
    let annotation = read.annotation;
    let (at, found) = most_surely(places, |it| it.find(&annotation.target))?;
    let item = item(&annotation, &at.text.language, found.as_ref());
    Some(Placed {
        at: read.at,
        found,
        item,
        notes: Vec::new(),
    })
}

fn item(annotation: &Annotation, language: &str, found: Option<&Found>) -> BroughtItem {
    let quoted = annotation.target.quote.is_some() && !annotation.proposed.is_empty();
    let edits = annotation.motivation == Motivation::Editing && quoted;
    let edits = edits && found.is_some_and(|found| found.range.is_some());
    let row = formats::tables::Row {
        body: annotation.body.clone(),
        proposed: annotation.proposed.clone(),
        ..formats::tables::Row::default()
    };
    let quote = annotation.target.quote.as_ref().map_or("", |it| &it.exact);
    BroughtItem {
        id: own_id(&annotation.id).to_owned(),
        language: language.to_owned(),
        place: place_of(found),
        cited: format!("{}|{}|{quote}", annotation.id, annotation.target.block),
        kind: kind_at(found),
        body: match edits {
            true => annotation.body.clone(),
            false => row.as_remark(language),
        },
        proposal: edits.then(|| annotation.proposed.clone()),
        words: BroughtWords {
            remark: row.as_remark(language),
            reason: annotation.body.clone(),
            proposed: edits.then(|| annotation.proposed.clone()),
        },
        written_by: written_by(annotation),
        replies: Vec::new(),
        decision: None,
    }
}

fn reply(annotation: &Annotation) -> BroughtReply {
    BroughtReply {
        body: annotation.body.clone(),
        written_by: written_by(annotation),
    }
}

fn written_by(annotation: &Annotation) -> Option<WrittenBy> {
    WrittenBy::named(&annotation.creator, &annotation.created)
}

/// The last part of an address: with us, the id of the comment or the suggestion.
fn own_id(address: &str) -> &str {
    address.rsplit('/').next().unwrap_or_default()
}
