//! Revisions and redlines as files: each is read and compared once, whatever the number of formats.

use formats::{
    Format, MarginComment, Presentation, WriteError,
    html::{Told, write_redline_told},
};
use review::{
    RevisionText,
    redline::{Ids, Options, Redline, compare},
};

use crate::{
    imprint::{credits, presentation},
    pages,
    problem::Problem,
    state::Server,
};

/// The bytes of a file, or why it could not be written.
pub(crate) type Written = Result<Vec<u8>, WriteError>;

/// A text in these formats, with remarks beside it.
pub(crate) async fn text(
    server: &Server,
    text: &RevisionText,
    formats: Vec<Format>,
    notes: Vec<MarginComment>,
) -> Result<Vec<Written>, Problem> {
    let document = server.review.with_resources(text).await?;
    let presentation = presentation(server, text, None, notes);
    let write = move || {
        let formats = formats.into_iter();
        formats
            .map(|format| formats::write(format, &document, &presentation))
            .collect()
    };
    server.heavily(write).await
}

/// What changed between two texts, in these formats, each change with whose it is.
pub(crate) async fn redline(
    server: &Server,
    (old, new): (&RevisionText, &RevisionText),
    formats: Vec<Format>,
    notes: Vec<MarginComment>,
) -> Result<Vec<Written>, Problem> {
    let review = &server.review;
    let documents = (
        review.with_resources(old).await?,
        review.with_resources(new).await?,
    );
    let glossary = new.guideline.glossary.clone();
    let mut presentation = presentation(server, new, Some(old), notes);
    let provenance = review.provenance(old, new).await?;
    let place = (server.config.public_url.clone(), new.guideline.slug.clone());
    let write = move || {
        let options = Options {
            ids: Ids::Trust,
            detail: provenance.detail(),
            glossary: &glossary,
        };
        let redline = compare(&documents.0, &documents.1, &options);
        let known = credits(&provenance, &redline);
        presentation.credits = known.words;
        presentation.changes = known.changes;
        presentation.forms = known.forms;
        let told = match formats.contains(&Format::Html) {
            true => pages::told(&provenance, &redline, (&place.0, &place.1)),
            false => Told::default(),
        };
        let formats = formats.into_iter();
        formats
            .map(|format| written(format, &redline, &presentation, &told))
            .collect()
    };
    server.heavily(write).await
}

/// A file has whose each change is as its format can: names in all, in HTML why and what was decided.
fn written(
    format: Format,
    redline: &Redline<'_>,
    presentation: &Presentation,
    told: &Told,
) -> Written {
    match format {
        Format::Html => write_redline_told(redline, presentation, told),
        format => formats::write_redline(format, redline, presentation),
    }
}

/// The one that was asked for alone.
pub(crate) fn only(written: Vec<Written>) -> Result<Vec<u8>, Problem> {
    let first = written.into_iter().next();
    Ok(first.ok_or_else(Problem::not_found)??)
}
