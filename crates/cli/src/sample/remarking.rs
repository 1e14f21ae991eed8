use document::{Block, Document};
use server::review::{Actor, Comment, ContributionId, NewAnswer, NewComment, NewDecision, Place};

use super::{
    SLUG, broken,
    contribution::{Decided, Remark, Reply},
    load::Teller,
};
use crate::failure::Failure;

impl Teller {
    /// A comment, its tags and its replies.
    pub(super) async fn remark(&self, editor: &Actor, remark: &Remark) -> Result<Comment, Failure> {
        let author = self.actor(&remark.author)?;
        let language = Some(remark.language.as_str());
        let text = self
            .review
            .revision(author, SLUG, remark.revision, language)
            .await;
        let document = text.map_err(broken)?.document;
        let new = NewComment {
            revision: remark.revision,
            language: Some(remark.language.clone()),
            place: place(&document, remark)?,
            quote: remark.quote.clone(),
            kind: remark.kind,
            body: remark.body.clone(),
        };
        let comment = self.review.add_comment(author, SLUG, new, None).await;
        let comment = comment.map_err(|error| on(remark, error))?;
        if !remark.tags.is_empty() {
            let id = ContributionId::Comment(comment.id.clone());
            let tagged = self.review.tag(editor, &id, &remark.tags).await;
            tagged.map_err(|error| on(remark, error))?;
        }
        for Reply { author, body } in &remark.replies {
            self.story.pass(3);
            let author = self.actor(author)?;
            let added = self
                .review
                .reply(author, &comment.id, body.clone(), None)
                .await;
            added.map_err(|error| on(remark, error))?;
        }
        Ok(comment)
    }

    /// What the editors decided on it, and what its author says to that.
    pub(super) async fn decide(&self, remark: &Remark, comment: &Comment) -> Result<(), Failure> {
        let Some(Decided {
            by,
            outcome,
            reason,
            target,
        }) = &remark.decision
        else {
            return Ok(());
        };
        self.story.pass_minutes(20);
        let new = NewDecision {
            outcome: *outcome,
            target: target.clone(),
            reason: reason.clone(),
            replaces: None,
        };
        let decided = self
            .review
            .decide_comment(self.actor(by)?, &comment.id, new)
            .await;
        decided.map_err(|error| on(remark, error))?;
        let Some(answer) = &remark.answer else {
            return Ok(());
        };
        self.story.pass_minutes(30);
        let answer = NewAnswer {
            satisfied: answer.satisfied,
            note: answer.note.clone(),
        };
        let author = self.actor(&remark.author)?;
        let id = ContributionId::Comment(comment.id.clone());
        let answered = self.review.answer_decision(author, &id, Some(answer)).await;
        answered.map_err(|error| on(remark, error))
    }
}

/// Where a remark stands: its words, its block, or the guideline.
fn place(document: &Document, remark: &Remark) -> Result<Place, Failure> {
    if remark.quote.is_none() && remark.in_block.is_none() {
        return Ok(Place::default());
    }
    let start = remark.in_block.as_deref().unwrap_or_default();
    let quote = remark.quote.as_deref().unwrap_or_default();
    let fits = |block: &&Block| block.text.starts_with(start) && block.text.contains(quote);
    let block = document.blocks.iter().find(fits);
    let block = block.ok_or_else(|| on(remark, "its words are not in the text"))?;
    let range = remark.quote.as_deref().and_then(|quote| {
        let start = block.text[..block.text.find(quote)?].chars().count();
        Some((start, start + quote.chars().count()))
    });
    Ok(Place {
        block_id: Some(block.id.clone()),
        start: range.map(|(start, _)| start),
        end: range.map(|(_, end)| end),
    })
}

fn on(remark: &Remark, reason: impl std::fmt::Display) -> Failure {
    broken(format!("the comment \"{:.40}\": {reason}", remark.body))
}
