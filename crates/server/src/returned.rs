//! A marked-up DOCX in the words of the review.

use formats::{
    Limits, ReadError,
    docx::{self, Markup, Remark, RemarkReply, TrackedChange},
};
use review::{
    FileProblem, ReturnedChange, ReturnedFile, ReturnedImprint, ReturnedPlace, ReturnedRemark,
    ReturnedReplacement, ReturnedReply,
};

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
