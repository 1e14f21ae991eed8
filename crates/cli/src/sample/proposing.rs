use document::{Block, Document};
use server::review::{NewSuggestion, NewWording, Ruling, SuggestionId, Wish};

use super::{
    NOTES, SLUG, broken,
    contribution::{Decided, Op, Proposal, Reply},
    load::Teller,
};
use crate::failure::Failure;

impl Teller {
    /// The suggestions on the latest revision, then what was decided on the first of them.
    pub(super) async fn propose(&self, proposals: Vec<Proposal>) -> Result<(), Failure> {
        let mut made = Vec::new();
        for proposal in &proposals {
            self.story.pass(1);
            made.push(self.suggest(proposal).await?);
        }
        for (proposal, id) in proposals.iter().zip(&made) {
            self.rule(proposal, id).await?;
        }
        Ok(())
    }

    async fn suggest(&self, proposal: &Proposal) -> Result<SuggestionId, Failure> {
        let author = self.actor(&proposal.author)?;
        let revision = u32::try_from(NOTES.len()).map_err(broken)?;
        let language = proposal.language.as_str();
        let text = self
            .review
            .revision(author, SLUG, revision, Some(language))
            .await;
        let new = NewSuggestion {
            revision,
            language: Some(language.to_owned()),
            wish: wish(&text.map_err(broken)?.document, proposal)?,
            rationale: proposal.rationale.clone(),
        };
        let made = self.review.suggest(author, SLUG, new, None).await;
        let id = made.map_err(|error| on(proposal, error))?.suggestion.id;
        for supporter in &proposal.supporters {
            let supporter = self.actor(supporter)?;
            let supported = self.review.support_suggestion(supporter, &id, true).await;
            supported.map_err(|error| on(proposal, error))?;
        }
        for Reply { author, body } in &proposal.replies {
            self.story.pass(1);
            let author = self.actor(author)?;
            let said = self
                .review
                .discuss_suggestion(author, &id, body.clone(), None)
                .await;
            said.map_err(|error| on(proposal, error))?;
        }
        Ok(id)
    }

    async fn rule(&self, proposal: &Proposal, id: &SuggestionId) -> Result<(), Failure> {
        let Some(Decided {
            by,
            outcome,
            reason,
            target,
        }) = &proposal.decision
        else {
            return Ok(());
        };
        let ruling = Ruling {
            outcome: *outcome,
            target: target.clone(),
            reason: reason.clone(),
            wording: None,
            text: None,
            onto: None,
            supersedes: Vec::new(),
            version: None,
        };
        let ruled = self
            .review
            .decide_suggestion(self.actor(by)?, id, ruling)
            .await;
        ruled.map(drop).map_err(|error| on(proposal, error))
    }
}

/// What a proposal asks for.
fn wish(document: &Document, proposal: &Proposal) -> Result<Wish, Failure> {
    let find = |start: &str| {
        let starts = |block: &&Block| block.text.starts_with(start);
        let block = document.blocks.iter().find(starts);
        block.ok_or_else(|| on(proposal, format!("no block starts with \"{start}\"")))
    };
    let block = find(&proposal.block)?;
    let wording = |text: String| NewWording {
        text: Some(text),
        ..NewWording::default()
    };
    Ok(match proposal.op {
        Op::Edit => Wish::Edit {
            block: block.id.clone(),
            wording: wording(match &proposal.old {
                Some(old) => block.text.replacen(old.as_str(), &proposal.new, 1),
                None => proposal.new.clone(),
            }),
        },
        Op::InsertAfter => Wish::InsertAfter {
            after: Some(block.id.clone()),
            wording: wording(proposal.new.clone()),
        },
        Op::Delete => Wish::Delete {
            block: block.id.clone(),
        },
        Op::Move => Wish::Move {
            block: block.id.clone(),
            after: Some(find(&proposal.after)?.id.clone()),
        },
    })
}

fn on(proposal: &Proposal, reason: impl std::fmt::Display) -> Failure {
    broken(format!(
        "the suggestion on \"{:.40}\": {reason}",
        proposal.block
    ))
}
