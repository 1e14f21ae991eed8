//! What was said and what became of it, in numbers.

mod cells;
mod clauses;
mod count;
mod counted;
mod value;

use std::{collections::BTreeSet, sync::Arc};

use crate::{
    Action, Actor, Guideline, Review, ReviewError,
    review::aside,
    statistics::count::{Texts, statistics},
};

pub use counted::{Counted, CountedContribution, CountedDecision, CountedWhat};
pub use value::{
    Answers, ClauseTally, DayTally, EditorTally, GroupTally, KindTally, OperationTally,
    OrganisationTally, OutcomeTally, Scope, Statistics, Tally, Voices,
};

impl Review {
    /// The statistics of a guideline, as of now or of the time that the scope names. They hold
    /// nothing that the actor could not count in the lists of comments and suggestions.
    pub async fn statistics(
        &self,
        actor: &Actor,
        slug: &str,
        scope: &Scope,
    ) -> Result<Statistics, ReviewError> {
        let access = self.access(actor, slug, Action::Read).await?;
        let guideline = &access.guideline;
        check(guideline, scope)?;
        let mut counted = self.store.counted(&guideline.id).await?;
        counted.contributions.retain(|it| scope.holds(it));
        check_language(guideline, scope, &counted)?;
        let texts = self.texts_spoken_of(guideline, scope, &counted).await?;
        let at = scope.at.unwrap_or_else(|| self.clock.now());
        let scope = Scope {
            at: Some(at),
            ..scope.clone()
        };
        aside(move || statistics(&counted, &texts, scope, at)).await
    }

    /// The texts that the contributions were made on, and the one by which clauses are named.
    async fn texts_spoken_of(
        &self,
        guideline: &Guideline,
        scope: &Scope,
        counted: &Counted,
    ) -> Result<Texts, ReviewError> {
        let latest = guideline.latest_revision.unwrap_or(0);
        let language = scope.language.as_ref().unwrap_or(&guideline.language);
        let naming = (scope.to.unwrap_or(latest), language.clone());
        let mut keys: BTreeSet<(u32, String)> = counted
            .contributions
            .iter()
            .map(|it| (it.revision, it.language.clone()))
            .collect();
        keys.insert(naming.clone());
        let mut texts = Texts::new(naming);
        for (number, language) in keys {
            if let Some(text) = self.document(guideline, number, &language).await? {
                texts.add(number, language, Arc::clone(&text));
            }
        }
        Ok(texts)
    }
}

/// Refuses revisions that are not there.
fn check(guideline: &Guideline, scope: &Scope) -> Result<(), ReviewError> {
    let latest = guideline.latest_revision.unwrap_or(0);
    for (field, number) in [("from", scope.from), ("to", scope.to)] {
        if let Some(number) = number.filter(|number| !(1..=latest).contains(number)) {
            let what = format!("there is no revision {number}");
            return Err(ReviewError::invalid(field, what));
        }
    }
    match (scope.from, scope.to) {
        (Some(from), Some(to)) if from > to => {
            let what = format!("is before revision {from}, from which to count");
            Err(ReviewError::invalid("to", what))
        }
        _ => Ok(()),
    }
}

/// Refuses a language that the guideline does not have and in which nobody said anything.
fn check_language(
    guideline: &Guideline,
    scope: &Scope,
    counted: &Counted,
) -> Result<(), ReviewError> {
    match &scope.language {
        Some(language)
            if !guideline.languages.contains(language) && counted.contributions.is_empty() =>
        {
            let what = "is none of the guideline's languages";
            Err(ReviewError::invalid("language", what))
        }
        _ => Ok(()),
    }
}

impl Scope {
    fn holds(&self, contribution: &CountedContribution) -> bool {
        let number = contribution.revision;
        let language = self.language.as_ref();
        self.from.is_none_or(|from| number >= from)
            && self.to.is_none_or(|to| number <= to)
            && language.is_none_or(|language| *language == contribution.language)
    }
}
