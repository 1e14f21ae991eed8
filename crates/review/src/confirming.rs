//! A second editor confirms many proposed decisions in one deed: all of them, or none.

use crate::{
    Action, Actor, Comment, CommentFilter, Decision, Idempotency, PersonRef, Review, ReviewError,
    Selection, Status, Suggestion, SuggestionFilter, Timestamp,
    bulk::{BulkDone, Deeds},
    deciding::confirmed,
    deciding_comments::{OnComment, decided},
    deed::Deed,
    review::{Access, Setback, insist},
};

impl Review {
    /// Makes proposed decisions count. What is not proposed, or by whoever confirms, is left as it
    /// is; so is a suggestion that leaves no room for one on which something is decided. Where an
    /// accepted suggestion does not go into the draft, nothing is confirmed.
    pub async fn confirm_many(
        &self,
        actor: &Actor,
        slug: &str,
        selection: &Selection,
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, ReviewError> {
        let selection = &of_proposed(selection);
        insist(|| async move {
            let access = self.access(actor, slug, Action::Decide).await?;
            if let Some(answer) = self.repeated(actor, once).await? {
                return Ok(answer);
            }
            match selection {
                Selection::Comments(_) | Selection::TheseComments(_) => {
                    let chosen = self.chosen_comments(&access, actor, selection).await?;
                    self.confirm_comments(actor, access, &chosen, once).await
                }
                Selection::Suggestions(_) | Selection::TheseSuggestions(_) => {
                    let chosen = self.suggestions_of(&access, selection).await?;
                    self.confirm_suggestions(actor, access, &chosen, once).await
                }
            }
        })
        .await
    }

    async fn confirm_comments(
        &self,
        actor: &Actor,
        access: Access,
        chosen: &[Comment],
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, Setback> {
        let by = self.decider(actor).await?;
        let now = self.clock.now();
        let mut deeds = Deeds::default();
        for comment in chosen {
            let before = comment.handling.decision.as_ref();
            let Some(decision) = confirmable(before, by.as_ref(), now) else {
                deeds.leave(comment.id.as_str());
                continue;
            };
            let happening = decided(comment, &decision);
            let replaces = Some(decision.at);
            let deed = OnComment::of(&access, actor, comment);
            deeds.add(deed.decided(decision, replaces), happening);
        }
        self.perform(actor, access.head(), deeds, once).await
    }

    async fn confirm_suggestions(
        &self,
        actor: &Actor,
        access: Access,
        chosen: &[Suggestion],
        once: Option<&Idempotency>,
    ) -> Result<BulkDone, Setback> {
        let mut deed = Deed::new(self, actor, access).await?;
        let by = self.decider(actor).await?;
        let mut done = BulkDone::default();
        for suggestion in chosen {
            let before = suggestion.handling.decision.as_ref();
            let free = match confirmable(before, by.as_ref(), self.clock.now()) {
                Some(decision) => deed.has_room(&decision).await?,
                None => false,
            };
            if free {
                deed.confirm(suggestion).await?;
                done.changed += 1;
            } else {
                done.left.push(suggestion.id.to_string());
            }
        }
        let mut commit = deed.commit();
        commit.receipt = self.receipt(actor, once, &done)?;
        self.store.commit(commit).await?;
        Ok(done)
    }
}

fn confirmable(
    before: Option<&Decision>,
    by: Option<&PersonRef>,
    now: Timestamp,
) -> Option<Decision> {
    confirmed(before, by.cloned(), now).ok()
}

/// Of all that fit a filter those on which something is proposed are meant, unless it asks for others.
fn of_proposed(selection: &Selection) -> Selection {
    let status = |asked: Option<Status>| Some(asked.unwrap_or(Status::Proposed));
    match selection {
        Selection::Comments(filter) => Selection::Comments(CommentFilter {
            status: status(filter.status),
            ..filter.clone()
        }),
        Selection::Suggestions(filter) => Selection::Suggestions(SuggestionFilter {
            status: status(filter.status),
            ..filter.clone()
        }),
        named => named.clone(),
    }
}
