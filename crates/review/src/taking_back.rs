//! A file that somebody marked up comes back.

use std::sync::Arc;

use crate::{
    Action, Actor, Comment, CommentId, CommentKind, Guideline, Idempotency, PersonId, Reply,
    ReturnedFile, Review, ReviewError, Suggestion, TakenBack, TakenReply,
    base_revision::Base,
    check::Check,
    intake::{Intake, Proposed, Remarked},
    returning::{Answer, Proposal, Remark, Sifted, Sifting, sift},
    review::{Setback, aside, insist},
};

/// So many changes, and so many comments with their replies, are taken from one file.
const MOST: usize = 2_000;

/// What who brings a file says about it; what the file itself says goes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhichRevision {
    /// The revision that it was made from.
    pub revision: Option<u32>,
    /// The language of its text.
    pub language: Option<String>,
}

impl Review {
    /// Takes in what people did to a file: each change as a suggestion, each comment as a comment,
    /// in one commit. What was here already is counted, what has no place is listed.
    pub async fn take_back(
        &self,
        actor: &Actor,
        slug: &str,
        file: ReturnedFile,
        which: &WhichRevision,
        once: Option<&Idempotency>,
    ) -> Result<TakenBack, ReviewError> {
        let file = Arc::new(file);
        insist(|| self.try_take_back(actor, slug, &file, which, once)).await
    }

    async fn try_take_back(
        &self,
        actor: &Actor,
        slug: &str,
        file: &Arc<ReturnedFile>,
        which: &WhichRevision,
        once: Option<&Idempotency>,
    ) -> Result<TakenBack, Setback> {
        let access = self.access(actor, slug, Action::Suggest).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        check(slug, file, which)?;
        let author = self.author(actor).await?;
        let base = self.base(&access.guideline, file, which).await?;
        let sifted = self
            .sift(&access.guideline, &author.id, &base, file)
            .await?;
        let mut intake = Intake::new(self, actor, &access, author);
        let answer = taken(&mut intake, base, sifted);
        let mut commit = intake.commit();
        commit.receipt = self.receipt(actor, once, &answer)?;
        if commit.receipt.is_some() || !commit.changes.is_empty() {
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    async fn sift(
        &self,
        guideline: &Guideline,
        bringer: &PersonId,
        base: &Base,
        file: &Arc<ReturnedFile>,
    ) -> Result<Sifted, ReviewError> {
        let imports = self.store.imports(&guideline.id).await?;
        let sayings = match file.remarks.is_empty() {
            true => Vec::new(),
            false => self.store.sayings(&guideline.id).await?,
        };
        let (file, text) = (Arc::clone(file), Arc::clone(&base.text));
        let (number, glossary) = (base.number, guideline.glossary.clone());
        let bringer = bringer.to_string();
        aside(move || {
            sift(&Sifting {
                number,
                revision: &text,
                file: &file,
                glossary: &glossary,
                bringer: &bringer,
                imports: &imports,
                sayings: &sayings,
            })
        })
        .await
    }
}

/// Keeps all that is new.
fn taken(intake: &mut Intake<'_>, base: Base, sifted: Sifted) -> TakenBack {
    let proposals = sifted.proposals.into_iter();
    let suggestions = proposals.map(|it| suggestion(intake, &base, it)).collect();
    let remarks = sifted.remarks.into_iter();
    let comments = remarks.map(|it| comment(intake, &base, it)).collect();
    let answers = sifted.answers.into_iter();
    let replies = answers.map(|(comment, answer)| {
        let reply = reply(intake, &comment, answer);
        TakenReply { comment, reply }
    });
    TakenBack {
        suggestions,
        comments,
        replies: replies.collect(),
        revision: base.number,
        language: base.language,
        recognised_by: base.by,
        known: sifted.known,
        left_out: sifted.left_out,
        problems: sifted.problems,
    }
}

fn suggestion(intake: &mut Intake<'_>, base: &Base, proposal: Proposal) -> Suggestion {
    let proposed = Proposed {
        language: base.language.clone(),
        revision: base.number,
        parts: proposal.parts,
        origin: None,
        rationale: String::new(),
        written_by: proposal.written_by,
    };
    let suggestion = intake.suggestion(proposed);
    intake.imported(proposal.fingerprint, suggestion.id.as_str());
    suggestion
}

fn comment(intake: &mut Intake<'_>, base: &Base, remark: Remark) -> Comment {
    let remarked = Remarked {
        language: base.language.clone(),
        anchor: remark.anchor,
        kind: CommentKind::Technical,
        body: remark.body,
        written_by: Some(remark.written_by),
    };
    let mut comment = intake.comment(remarked);
    intake.imported(remark.fingerprint, comment.id.as_str());
    let answers = remark.answers.into_iter();
    comment.replies = answers
        .map(|answer| reply(intake, &comment.id, answer))
        .collect();
    comment
}

fn reply(intake: &mut Intake<'_>, to: &CommentId, answer: Answer) -> Reply {
    let reply = intake.reply(to, answer.body, Some(answer.written_by));
    intake.imported(answer.fingerprint, reply.id.as_str());
    reply
}

fn check(slug: &str, file: &ReturnedFile, which: &WhichRevision) -> Result<(), ReviewError> {
    let mut check = Check::default();
    let made_for = file
        .imprint
        .as_ref()
        .map_or("", |imprint| &*imprint.guideline);
    if !made_for.is_empty() && made_for != slug {
        check.refuse(
            "file",
            format!("was made for guideline {made_for}, not for {slug}"),
        );
    }
    let changes = file.changes.len();
    if changes > MOST {
        check.refuse("file", format!("has {changes} changes, more than {MOST}"));
    }
    let remarks: usize = file
        .remarks
        .iter()
        .map(|remark| 1 + remark.replies.len())
        .sum();
    if remarks > MOST {
        let what = format!("has {remarks} comments and replies, more than {MOST}");
        check.refuse("file", what);
    }
    if let Some(language) = &which.language {
        check.language("language", language);
    }
    check.done()
}
