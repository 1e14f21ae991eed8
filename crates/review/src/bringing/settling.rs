//! The decisions that a file holds: taken over where they are new, and never in the place of one that
//! the file does not know.

use std::collections::HashSet;

use super::{
    brought::{Brought, BroughtDecision, BroughtIn},
    sorting::About,
};
use crate::{
    Actor, Change, Comment, Commit, Decision, Happening, NewDecision, Outcome, Review, ReviewError,
    Ruling, Suggestion,
    deciding::{check_decision, check_open, decision_of, is_repeated},
    deciding_comments::{OnComment, decided},
    deed::Deed,
    returning::fingerprint::plain,
    review::{Access, Setback},
    ruling::check,
};

/// What became of a decision in a file: taken over or here already, or not, and why.
type Settled = Result<bool, String>;

impl Review {
    /// All that a file brings as one commit, with its decisions where they are asked for; the answer
    /// says of each what became of it.
    pub(super) async fn settled(
        &self,
        actor: &Actor,
        access: &Access,
        brought: &Brought,
        (mut commit, about): (Commit, Vec<About>),
        answer: &mut BroughtIn,
    ) -> Result<Commit, Setback> {
        let deed = Deed::new(self, actor, access.clone()).await?;
        let mut settling = Settling {
            review: self,
            actor,
            access,
            deed,
            changes: Vec::new(),
            happenings: Vec::new(),
            met: HashSet::new(),
        };
        let items = brought.items.iter().zip(&about);
        for ((item, about), became) in items.zip(&mut answer.items) {
            let Some(decision) = &item.decision else {
                continue;
            };
            let settled = match brought.decisions {
                true => settling.settle(about, decision).await?,
                false => not_asked(about, decision),
            };
            match settled {
                Ok(decided) => became.decided = decided,
                Err(why) => became.undecided = Some(why),
            }
        }
        let happenings = settling.happenings.into_iter();
        let events = happenings.map(|happening| self.event(actor, happening));
        let ruled = settling.deed.commit();
        commit
            .changes
            .extend(settling.changes.into_iter().chain(ruled.changes));
        commit.events.extend(events.chain(ruled.events));
        Ok(commit)
    }
}

struct Settling<'a> {
    review: &'a Review,
    actor: &'a Actor,
    access: &'a Access,
    deed: Deed<'a>,
    changes: Vec<Change>,
    happenings: Vec<Happening>,
    /// On what this file decided already.
    met: HashSet<String>,
}

impl Settling<'_> {
    async fn settle(
        &mut self,
        about: &About,
        brought: &BroughtDecision,
    ) -> Result<Settled, ReviewError> {
        let (id, before) = match about {
            About::Comment(comment) => (comment.id.as_str(), &comment.handling.decision),
            About::Suggestion(suggestion) => {
                (suggestion.id.as_str(), &suggestion.handling.decision)
            }
            About::OneOfSeveral => {
                let why = "several here read like it, and which is meant it does not say";
                return Ok(Err(why.to_owned()));
            }
            About::Nothing => return Ok(Err("there is nothing here to decide on".to_owned())),
        };
        let Some(outcome) = brought.outcome else {
            let said: String = brought.reason.chars().take(60).collect();
            return Ok(Err(format!("\"{said}\" does not say what was decided")));
        };
        if before
            .as_ref()
            .is_some_and(|it| says_the_same(it, outcome, brought))
        {
            return Ok(Ok(false));
        }
        if let Err(why) = may_follow(before.as_ref(), brought) {
            return Ok(Err(why.to_owned()));
        }
        if !self.met.insert(id.to_owned()) {
            return Ok(Err("an earlier row decides on the same".to_owned()));
        }
        match about {
            About::Comment(comment) => Ok(self.on_comment(comment, outcome, brought)),
            About::Suggestion(suggestion) => self.on_suggestion(suggestion, outcome, brought).await,
            _ => Ok(Ok(false)),
        }
    }

    fn on_comment(
        &mut self,
        comment: &Comment,
        outcome: Outcome,
        brought: &BroughtDecision,
    ) -> Settled {
        if comment.deleted {
            return Err("the comment was taken back".to_owned());
        }
        if outcome == Outcome::Duplicate {
            return Err("of which one it is a duplicate has to be decided here".to_owned());
        }
        let before = comment.handling.decision.as_ref();
        let new = NewDecision {
            outcome,
            target: brought.target.clone(),
            reason: brought.reason.clone(),
            replaces: before.map(|before| before.at),
        };
        check_decision(&new).map_err(|error| told(&error))?;
        let guideline = &self.access.guideline;
        check_open(before, guideline).map_err(|error| told(&error))?;
        if is_repeated(before, &new, self.deed.by.as_ref()) {
            return Ok(false);
        }
        let now = self.review.clock.now();
        let decision = decision_of(&new, before, guideline, self.deed.by.clone(), now);
        self.happenings.push(decided(comment, &decision));
        let deed = OnComment::of(self.access, self.actor, comment);
        self.changes.extend(deed.decided(decision, new.replaces));
        Ok(true)
    }

    async fn on_suggestion(
        &mut self,
        suggestion: &Suggestion,
        outcome: Outcome,
        brought: &BroughtDecision,
    ) -> Result<Settled, ReviewError> {
        let why = match outcome {
            Outcome::AcceptedWithModification => "in which words it goes in has to be said here",
            Outcome::PartlyAccepted => "what of it goes in has to be chosen here",
            Outcome::Duplicate | Outcome::Superseded => "of which other one has to be decided here",
            _ => "",
        };
        if !why.is_empty() {
            return Ok(Err(why.to_owned()));
        }
        let ruling = Ruling {
            target: brought.target.clone(),
            reason: brought.reason.clone(),
            ..Ruling::plain(outcome)
        };
        let ruled = match check(&ruling) {
            Ok(()) => self.deed.rule(suggestion, &ruling).await,
            Err(error) => Err(error),
        };
        match ruled {
            Ok(()) => Ok(Ok(true)),
            Err(error @ ReviewError::Unavailable(_)) => Err(error),
            Err(ReviewError::Clash(_)) => {
                let why = "it does not go into the draft, which reads otherwise there by now";
                Ok(Err(why.to_owned()))
            }
            Err(error) => Ok(Err(told(&error))),
        }
    }
}

/// Whether a decision that nobody asked to take over is here anyway.
fn not_asked(about: &About, brought: &BroughtDecision) -> Settled {
    let before = match about {
        About::Comment(comment) => comment.handling.decision.as_ref(),
        About::Suggestion(suggestion) => suggestion.handling.decision.as_ref(),
        About::OneOfSeveral | About::Nothing => None,
    };
    let here = |outcome| before.is_some_and(|it| says_the_same(it, outcome, brought));
    match brought.outcome.is_some_and(here) {
        true => Ok(false),
        false => Err("decisions are taken over only where an editor asks for it".to_owned()),
    }
}

/// Whether this is what is decided here already.
fn says_the_same(before: &Decision, outcome: Outcome, brought: &BroughtDecision) -> bool {
    // a layout without a column for it does not tell of which, or to when
    let target = brought.target.is_none() || before.target == brought.target;
    before.outcome == outcome && target && plain(&before.reason) == plain(&brought.reason)
}

/// A decision that is here is replaced only by a file that knows it and says otherwise.
fn may_follow(before: Option<&Decision>, brought: &BroughtDecision) -> Result<(), &'static str> {
    match (before, brought.decided) {
        (None, _) => Ok(()),
        (Some(before), Some(decided)) if decided == before.at => Ok(()),
        (Some(_), Some(_)) => Err("it was decided anew since the file was written"),
        (Some(_), None) => Err("it is decided otherwise here"),
    }
}

fn told(error: &ReviewError) -> String {
    match error {
        ReviewError::Invalid { errors } => {
            let first = errors.first();
            first.map_or_else(String::new, |it| format!("its {} {}", it.field, it.what))
        }
        error => error.to_string(),
    }
}
