//! A marked-up DOCX in the words of the review.

use formats::{
    Limits, ReadError,
    docx::{self, Markup, Remark, RemarkReply, TrackedChange},
};
use review::{
    Actor, FileProblem, ReturnedChange, ReturnedFile, ReturnedImprint, ReturnedPlace,
    ReturnedRemark, ReturnedReplacement, ReturnedReply, WhichRevision,
};

use super::Upload;
use crate::{
    problem::Problem,
    state::Server,
    wire::{SuggestionJson, TakenBackJson},
};

/// Takes a marked-up DOCX back.
pub(crate) async fn take_markup(
    server: &Server,
    actor: &Actor,
    slug: &str,
    Upload { incoming, once }: Upload,
) -> Result<TakenBackJson, Problem> {
    let bytes = incoming.bytes;
    let read = move || returned_file(&bytes, &Limits::default());
    let read = server.heavily(read).await?;
    let file = read.map_err(|error| Problem::from(error).with("field", "file".into()))?;
    let which = WhichRevision {
        revision: incoming.revision,
        language: incoming.language,
    };
    let review = &server.review;
    let taken = review.take_back(actor, slug, file, &which, once.as_ref());
    let mut taken = taken.await?;
    let suggestions = std::mem::take(&mut taken.suggestions);
    let view = review.guideline(actor, slug).await?;
    let found = review.in_their_texts(&view.guideline, suggestions).await?;
    let show = move || {
        let suggestions = found.into_iter().map(SuggestionJson::from).collect();
        TakenBackJson::new(taken, suggestions)
    };
    server.heavily(show).await
}

/// Reads a DOCX that somebody marked up.
///
/// # Errors
/// When the bytes are no DOCX, or beyond the limits.
pub fn returned_file(bytes: &[u8], limits: &Limits) -> Result<ReturnedFile, ReadError> {
    docx::read_markup(bytes, limits).map(of_markup)
}

fn of_markup(markup: Markup) -> ReturnedFile {
    let problem = |problem: formats::Problem| FileProblem {
        place: problem.place,
        what: problem.what,
    };
    ReturnedFile {
        imprint: markup.imprint.map(|imprint| ReturnedImprint {
            guideline: imprint.guideline,
            language: imprint.language,
            revision: imprint.revision,
        }),
        text: markup.text,
        changes: markup.changes.into_iter().map(change).collect(),
        remarks: markup.remarks.into_iter().map(remark).collect(),
        problems: markup.problems.into_iter().map(problem).collect(),
    }
}

fn change(change: TrackedChange) -> ReturnedChange {
    let replacements = change.replacements.into_iter();
    ReturnedChange {
        author: change.author,
        date: change.date,
        replacements: replacements
            .map(|replacement| ReturnedReplacement {
                old: replacement.old,
                blocks: replacement.blocks,
            })
            .collect(),
    }
}

fn remark(remark: Remark) -> ReturnedRemark {
    ReturnedRemark {
        author: remark.author,
        initials: remark.initials,
        date: remark.date,
        body: remark.body,
        resolved: remark.resolved,
        replies: remark.replies.into_iter().map(reply).collect(),
        place: remark.place.map(|place| ReturnedPlace {
            block: place.block,
            start: place.start,
            end: place.end,
        }),
        quote: remark.quote,
    }
}

fn reply(reply: RemarkReply) -> ReturnedReply {
    ReturnedReply {
        author: reply.author,
        initials: reply.initials,
        date: reply.date,
        body: reply.body,
    }
}
