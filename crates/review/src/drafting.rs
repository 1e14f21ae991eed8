//! The draft: read, and changed by editors' own edits, which are suggestions accepted at once.

use std::{collections::BTreeSet, sync::Arc};

use document::{Block, BlockId};
use merge::Part;

use crate::{
    Action, Actor, Draft, Guideline, Outcome, Review, ReviewError, Ruling, Suggestion,
    SuggestionId, SuggestionInText, Wish,
    deed::Deed,
    intake::Proposed,
    proposing::check_rationale,
    review::{Access, Setback, insist},
};

/// An editor's own change of the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftEdit {
    /// In which language's draft; the guideline's if not said.
    pub language: Option<String>,
    /// What shall change, against the draft as it stands.
    pub wish: Wish,
    /// Why; up to 10,000 characters.
    pub rationale: String,
    /// The state of the draft that the editor saw, see [`Draft::tag`].
    pub seen: String,
    /// The pending suggestions that this leaves no room for.
    pub supersedes: Vec<SuggestionId>,
}

/// The draft with its guideline.
#[derive(Debug, Clone)]
pub struct DraftText {
    /// Of which guideline.
    pub guideline: Guideline,
    /// The draft.
    pub draft: Arc<Draft>,
    /// The revision that it goes on from, in the draft's language.
    pub revision: Arc<document::Document>,
}

/// An edit of the draft, and the draft after it.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// The suggestion that the edit became.
    pub suggestion: SuggestionInText,
    /// The draft as it is now.
    pub draft: Arc<Draft>,
}

impl Review {
    /// The draft of a guideline; only editors see it.
    pub async fn draft(
        &self,
        actor: &Actor,
        slug: &str,
        language: Option<&str>,
    ) -> Result<DraftText, ReviewError> {
        let access = self.access(actor, slug, Action::Decide).await?;
        let guideline = access.guideline;
        let language = language.unwrap_or(&guideline.language).to_owned();
        let draft = self.current_draft(&guideline, &language).await?;
        let revision = self.document(&guideline, draft.revision, &language).await?;
        Ok(DraftText {
            guideline,
            draft,
            revision: revision.unwrap_or_default(),
        })
    }

    /// Changes the draft: keeps the edit as a suggestion and accepts it at once. Where two editors
    /// decide, it waits for the second.
    pub async fn edit_draft(
        &self,
        actor: &Actor,
        slug: &str,
        edit: DraftEdit,
    ) -> Result<Drafted, ReviewError> {
        check_rationale(&edit.rationale)?;
        let id = insist(|| self.try_edit_draft(actor, slug, &edit)).await?;
        let suggestion = self.suggestion(actor, &id).await?;
        let language = &suggestion.suggestion.language;
        let access = self.access(actor, slug, Action::Decide).await?;
        let draft = self.current_draft(&access.guideline, language).await?;
        Ok(Drafted { suggestion, draft })
    }

    async fn try_edit_draft(
        &self,
        actor: &Actor,
        slug: &str,
        edit: &DraftEdit,
    ) -> Result<SuggestionId, Setback> {
        let access = self.access(actor, slug, Action::Decide).await?;
        let guideline = &access.guideline;
        let language = edit.language.as_ref().unwrap_or(&guideline.language);
        let draft = self.current_draft(guideline, language).await?;
        if draft.tag() != edit.seen {
            return Err(stale(&draft, &edit.wish).into());
        }
        let text = Arc::clone(&draft.document);
        let parts = self.parts(&access, edit.wish.clone(), text).await?;
        let author = self.author(actor).await?;
        let proposed = Proposed {
            language: language.clone(),
            revision: draft.revision,
            origin: Some(named(&draft, &parts)),
            parts,
            rationale: edit.rationale.clone(),
            written_by: None,
        };
        let suggestion = self.proposed(&access, author, self.clock.now(), proposed);
        self.accept_at_once(actor, access, &suggestion, edit)
            .await?;
        Ok(suggestion.id)
    }

    async fn accept_at_once(
        &self,
        actor: &Actor,
        access: Access,
        suggestion: &Suggestion,
        edit: &DraftEdit,
    ) -> Result<(), Setback> {
        let mut deed = Deed::new(self, actor, access).await?;
        deed.add(suggestion);
        let ruling = Ruling {
            supersedes: edit.supersedes.clone(),
            ..Ruling::plain(Outcome::Accepted)
        };
        deed.rule(suggestion, &ruling).await?;
        Ok(self.store.commit(deed.commit()).await?)
    }
}

impl Ruling {
    /// A decision without a word more.
    pub fn plain(outcome: Outcome) -> Self {
        Self {
            outcome,
            target: None,
            reason: String::new(),
            wording: None,
            text: None,
            onto: None,
            supersedes: Vec::new(),
            version: None,
        }
    }
}

/// The blocks that the parts are about, as the draft has them, in its order.
fn named(draft: &Draft, parts: &[Part]) -> Vec<Block> {
    let named: BTreeSet<&BlockId> = parts
        .iter()
        .flat_map(|part| part.blocks.iter().chain(&part.after))
        .collect();
    let blocks = draft.document.blocks.iter();
    blocks
        .filter(|block| named.contains(&block.id))
        .cloned()
        .collect()
}

/// The draft went on since: how the paragraph in question stands now.
fn stale(draft: &Draft, wish: &Wish) -> ReviewError {
    let block = match wish {
        Wish::Edit { block, .. } | Wish::Delete { block } | Wish::Move { block, .. } => Some(block),
        Wish::InsertAfter { after, .. } => after.as_ref(),
        Wish::Parts(parts) => parts.first().and_then(|part| part.blocks.first()),
    };
    let found = block.and_then(|id| draft.document.find(id));
    ReviewError::StaleDraft {
        tag: draft.tag(),
        block: found.map(|(_, block)| Box::new(block.clone())),
    }
}
