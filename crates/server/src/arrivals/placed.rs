//! Rows and annotations, each with its place in the texts of a revision.

use formats::{placing::Found, tables::Layout};
use review::{Actor, Brought, BroughtItem, CommentKind, Idempotency, Place, RevisionText};

use crate::{problem::Problem, state::Server, wire::TableTakenJson};

/// A row or an annotation with its place.
pub(crate) struct Placed {
    /// Its number in the file.
    pub(crate) at: usize,
    /// How it was placed; nothing: on the guideline as a whole.
    pub(crate) found: Option<Found>,
    pub(crate) item: BroughtItem,
    /// What of it was not taken over.
    pub(crate) notes: Vec<String>,
}

/// What stands in a file, placed in the texts of a revision.
pub(crate) struct Taken {
    /// Of a table.
    pub(crate) layout: Option<Layout>,
    pub(crate) rows: Vec<Placed>,
    pub(crate) problems: Vec<formats::Problem>,
}

/// The texts of a revision, of the latest if none is stated: that in the language that is asked for
/// first, else the guideline's.
pub(super) async fn texts_of(
    server: &Server,
    actor: &Actor,
    slug: &str,
    stated: Option<u32>,
    asked: Option<&str>,
) -> Result<Vec<RevisionText>, Problem> {
    let review = &server.review;
    let latest = review
        .guideline(actor, slug)
        .await?
        .guideline
        .latest_revision;
    let Some(number) = stated.or(latest) else {
        let what = "has no revision yet that comments could be on";
        return Err(Problem::invalid("guideline", what));
    };
    let main = review.revision(actor, slug, number, asked).await?;
    let mut texts = vec![main];
    for language in texts[0].revision.languages.clone() {
        if language != texts[0].language {
            let text = review.revision(actor, slug, number, Some(&language));
            texts.push(text.await?);
        }
    }
    Ok(texts)
}

/// In which text something is found most surely, of equals the one that stands first; found nowhere,
/// it belongs to the first.
pub(super) fn most_surely<T>(
    texts: &[T],
    find: impl Fn(&T) -> Option<Found>,
) -> Option<(&T, Option<Found>)> {
    let found = texts
        .iter()
        .filter_map(|text| Some((text, find(text)?)))
        // of equals the last is taken
        .rev()
        .max_by_key(|(_, found)| found.confidence);
    match found {
        Some((text, found)) => Some((text, Some(found))),
        None => Some((texts.first()?, None)),
    }
}

/// Where that is, as the review names places.
pub(super) fn place_of(found: Option<&Found>) -> Place {
    let range = found.and_then(|found| found.range.as_ref());
    Place {
        block_id: found.map(|found| found.block.clone()),
        start: range.map(|it| it.start),
        end: range.map(|it| it.end),
    }
}

/// What a remark is about that does not say so itself.
pub(super) fn kind_at(found: Option<&Found>) -> CommentKind {
    match found {
        Some(_) => CommentKind::Technical,
        None => CommentKind::General,
    }
}

pub(super) async fn brought(
    server: &Server,
    actor: &Actor,
    texts: &[RevisionText],
    taken: Taken,
    decisions: bool,
    once: Option<&Idempotency>,
) -> Result<TableTakenJson, Problem> {
    let main = texts.first().ok_or_else(Problem::not_found)?;
    let revision = main.revision.number;
    let brought = Brought {
        revision,
        items: taken.rows.iter().map(|row| row.item.clone()).collect(),
        decisions,
    };
    let slug = &main.guideline.slug;
    let came = server.review.bring(actor, slug, &brought, once).await?;
    Ok(TableTakenJson::new(revision, taken, came))
}
