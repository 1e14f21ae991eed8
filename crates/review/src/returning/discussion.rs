//! The comments of a file: recognised, or placed in the revision.

use anchor::{Anchor, Target};
use document::Digest;

use super::{
    FileProblem, LeftOutKind, Misfit,
    file::{ReturnedRemark, ReturnedReply},
    fingerprint::Fingerprint,
    remarks,
    sayings::{Said, Sure},
    sift::{Answer, Remark, Sieve},
};
use crate::{CommentId, WrittenBy, intake::welcome, written_by::clean_name};

/// So many characters name a comment.
const EXCERPT: usize = 60;

/// A remark of the file that is being recognised.
struct Pending<'a> {
    remark: &'a ReturnedRemark,
    by: WrittenBy,
    anchor: Result<Anchor, Misfit>,
    fingerprint: Digest,
    /// The comment that it is, or that it is a reply to.
    is: Option<CommentId>,
    stray_reply: bool,
}

/// Takes the remarks of the file in.
pub(super) fn sift(sieve: &mut Sieve<'_>) {
    let mut pending = pending(sieve);
    for sure in Sure::STEPS {
        for one in pending.iter_mut().filter(|one| one.is.is_none()) {
            one.is = sieve.sayings.comment(one.said(), sure);
        }
    }
    for one in pending.iter_mut().filter(|one| one.is.is_none()) {
        one.is = sieve.sayings.stray_reply(one.said());
        one.stray_reply = one.is.is_some();
    }
    for one in pending {
        match one.is.clone() {
            Some(comment) => known(sieve, &one, &comment),
            None => new(sieve, one),
        }
    }
}

/// The remarks of the file; those that files brought before are recognised.
fn pending<'a>(sieve: &mut Sieve<'a>) -> Vec<Pending<'a>> {
    let remarks = &sieve.sifting.file.remarks;
    let mut pending: Vec<Pending<'a>> = Vec::with_capacity(remarks.len());
    for remark in remarks {
        let by = WrittenBy::in_file(&remark.author, &remark.initials, remark.date.as_deref());
        let anchor = remarks::anchor(sieve.ground, sieve.sifting.number, remark.place);
        let block = anchor.as_ref().ok().and_then(block_of).unwrap_or_default();
        let print = Fingerprint::new("comment").by(&by).with(&remark.body);
        let print = print.with(block).with(&remark.quote);
        let fingerprint = sieve.seen.unseen(&print);
        let is = sieve.imported(&fingerprint).map(CommentId::from);
        if let Some(id) = &is {
            sieve.sayings.take(id.as_str());
        }
        pending.push(Pending {
            remark,
            by,
            anchor,
            fingerprint,
            is,
            stray_reply: false,
        });
    }
    pending
}

impl Pending<'_> {
    fn said(&self) -> Said<'_> {
        Said {
            by: &self.by,
            body: &self.remark.body,
            block: self.anchor.as_ref().ok().and_then(block_of),
            quote: &self.remark.quote,
        }
    }
}

fn known(sieve: &mut Sieve<'_>, pending: &Pending<'_>, comment: &CommentId) {
    let known = &mut sieve.sifted.known;
    if pending.stray_reply {
        known.replies += 1;
    } else {
        known.comments += 1;
        if !sieve.sayings.is_decided(comment) {
            tell_done(sieve, pending.remark, &pending.by);
        }
    }
    for reply in &pending.remark.replies {
        let Some(answer) = answer(sieve, reply, &pending.fingerprint) else {
            continue;
        };
        let said = Said {
            by: &answer.written_by,
            body: &answer.body,
            block: None,
            quote: "",
        };
        if sieve.sayings.reply(comment, said) {
            sieve.sifted.known.replies += 1;
        } else if sieve.sayings.takes_replies(comment) {
            sieve.sifted.answers.push((comment.clone(), answer));
        } else {
            leave_out(sieve, reply, pending.remark, &Misfit::CommentGone);
        }
    }
}

fn new(sieve: &mut Sieve<'_>, pending: Pending<'_>) {
    let remark = pending.remark;
    let anchor = welcome(&remark.body)
        .map_err(Misfit::Words)
        .and(pending.anchor);
    match anchor {
        Ok(anchor) => {
            tell_done(sieve, remark, &pending.by);
            if anchor.target == Target::Guideline {
                let what = "it was put on no words of the text; it is kept as a comment on the guideline as a whole";
                tell(sieve, remark, &pending.by, what);
            }
            let replies = remark.replies.iter();
            let answers = replies
                .filter_map(|reply| answer(sieve, reply, &pending.fingerprint))
                .collect();
            sieve.sifted.remarks.push(Remark {
                anchor,
                body: remark.body.clone(),
                written_by: pending.by,
                fingerprint: pending.fingerprint,
                answers,
            });
        }
        Err(misfit) => {
            let words = (remark.body.clone(), remark.quote.clone());
            sieve.leave_out(LeftOutKind::Comment, Some(&pending.by), words, &misfit);
            for reply in &remark.replies {
                leave_out(sieve, reply, remark, &Misfit::CommentLeftOut);
            }
        }
    }
}

/// A file does not decide: who marked a remark as done is told what that comes to here.
fn tell_done(sieve: &mut Sieve<'_>, remark: &ReturnedRemark, by: &WrittenBy) {
    if remark.resolved {
        let what =
            "it is marked as done in the file; here it is open until the editors decide on it";
        tell(sieve, remark, by, what);
    }
}

/// Lists something about a comment that is kept.
fn tell(sieve: &mut Sieve<'_>, remark: &ReturnedRemark, by: &WrittenBy, what: &str) {
    let start: String = remark.body.chars().take(EXCERPT).collect();
    sieve.sifted.problems.push(FileProblem {
        place: format!("comment of {}: {}", by.name, clean_name(&start)),
        what: what.to_owned(),
    });
}

/// The reply as a new one, unless a file brought it before or it cannot be kept.
fn answer(sieve: &mut Sieve<'_>, reply: &ReturnedReply, to: &Digest) -> Option<Answer> {
    let by = WrittenBy::in_file(&reply.author, &reply.initials, reply.date.as_deref());
    let print = Fingerprint::new("reply")
        .with(to.as_str())
        .by(&by)
        .with(&reply.body);
    let fingerprint = sieve.seen.unseen(&print);
    if let Some(id) = sieve.imported(&fingerprint) {
        sieve.sayings.take(id);
        sieve.sifted.known.replies += 1;
        return None;
    }
    if let Err(misfit) = welcome(&reply.body).map_err(Misfit::Words) {
        let words = (reply.body.clone(), String::new());
        sieve.leave_out(LeftOutKind::Reply, Some(&by), words, &misfit);
        return None;
    }
    Some(Answer {
        body: reply.body.clone(),
        written_by: by,
        fingerprint,
    })
}

fn leave_out(sieve: &mut Sieve<'_>, reply: &ReturnedReply, to: &ReturnedRemark, why: &Misfit) {
    let by = WrittenBy::in_file(&reply.author, &reply.initials, reply.date.as_deref());
    let words = (reply.body.clone(), to.body.clone());
    sieve.leave_out(LeftOutKind::Reply, Some(&by), words, why);
}

fn block_of(anchor: &Anchor) -> Option<&str> {
    match &anchor.target {
        Target::Guideline => None,
        Target::Block { block } | Target::Range { block, .. } => Some(block.as_str()),
    }
}
