//! Decisions: what makes one, what keeps one from being made, and who is told.

use crate::{
    Actor, Change, Conflict, ContributionId, Decision, Guideline, NoticeKind, Outcome, PersonId,
    PersonRef, Review, ReviewError, Standing, Timestamp, check::Check,
};

/// The longest reason, in characters.
pub(crate) const LONGEST_REASON: usize = 10_000;
/// The longest target: an id, or to when, in words.
const LONGEST_TARGET: usize = 200;

/// What an editor decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDecision {
    /// In one word.
    pub outcome: Outcome,
    /// [`Outcome::Duplicate`]: the id of which; [`Outcome::Deferred`]: to when, in words.
    pub target: Option<String>,
    /// Why; up to 10,000 characters.
    pub reason: String,
    /// [`Decision::at`] of the decision that this one takes the place of: without it nothing is
    /// replaced.
    pub replaces: Option<Timestamp>,
}

impl Review {
    /// Who decides; nobody: the console.
    pub(crate) async fn decider(&self, actor: &Actor) -> Result<Option<PersonRef>, ReviewError> {
        match actor {
            Actor::Operator => Ok(None),
            _ => self.author(actor).await.map(Some),
        }
    }
}

/// Whether a decision makes sense by itself.
pub(crate) fn check_decision(new: &NewDecision) -> Result<(), ReviewError> {
    let mut check = Check::default();
    if needs_reason(new.outcome) {
        check.text("reason", &new.reason, LONGEST_REASON);
    } else {
        check.note("reason", &new.reason, LONGEST_REASON);
    }
    match (new.outcome, &new.target) {
        (Outcome::Withdrawn, _) => {
            check.refuse("outcome", "is for the author to say, who takes it back");
        }
        (Outcome::Superseded, _) => {
            check.refuse("outcome", "follows from accepting another suggestion");
        }
        (Outcome::Duplicate, None) => {
            check.refuse("target", "is missing: of which one is this a duplicate");
        }
        (Outcome::Deferred, None) => {
            check.refuse("target", "is missing: to when is this deferred");
        }
        (Outcome::Duplicate | Outcome::Deferred, Some(target)) => {
            check.name("target", target, LONGEST_TARGET);
        }
        (_, Some(_)) => {
            check.refuse("target", "belongs to duplicate and deferred only");
        }
        (_, None) => {}
    }
    check.done()
}

/// Whether this may take the place of what was decided before.
pub(crate) fn check_before(
    before: Option<&Decision>,
    replaces: Option<Timestamp>,
    guideline: &Guideline,
) -> Result<(), ReviewError> {
    check_open(before, guideline)?;
    match before.map(|decision| decision.at) == replaces {
        true => Ok(()),
        false => Err(ReviewError::Conflict(Conflict::DecidedMeanwhile)),
    }
}

/// Whether what was decided before can still be changed.
pub(crate) fn check_open(
    before: Option<&Decision>,
    guideline: &Guideline,
) -> Result<(), ReviewError> {
    let latest = guideline.latest_revision.unwrap_or(0);
    if before.is_some_and(|decision| decision.stands(latest)) {
        return Err(ReviewError::Conflict(Conflict::DecisionStands));
    }
    Ok(())
}

/// The decision, final or proposed as the guideline has it. Its time names it, so it is later than
/// that of the one before.
pub(crate) fn decision_of(
    new: &NewDecision,
    before: Option<&Decision>,
    guideline: &Guideline,
    by: Option<PersonRef>,
    now: Timestamp,
) -> Decision {
    let earliest = before.map_or(i64::MIN, |decision| decision.at.0 + 1);
    Decision {
        outcome: new.outcome,
        target: new.target.clone(),
        reason: new.reason.clone(),
        wording: None,
        supersedes: Vec::new(),
        revision: guideline.latest_revision.unwrap_or(0),
        by,
        at: Timestamp(now.0.max(earliest)),
        standing: if guideline.two_step {
            Standing::Proposed
        } else {
            Standing::Final
        },
        confirmed_by: None,
        confirmed_at: None,
        answer: None,
    }
}

/// The same decision with the word of a second editor, after which it counts.
pub(crate) fn confirmed(
    before: Option<&Decision>,
    by: Option<PersonRef>,
    now: Timestamp,
) -> Result<Decision, ReviewError> {
    let proposed = before.filter(|decision| decision.standing == Standing::Proposed);
    let proposed = proposed.ok_or(ReviewError::Conflict(Conflict::NothingProposed))?;
    let id = |person: &Option<PersonRef>| person.as_ref().map(|person| person.id.clone());
    if id(&proposed.by) == id(&by) {
        return Err(ReviewError::Conflict(Conflict::OwnProposal));
    }
    Ok(Decision {
        standing: Standing::Final,
        confirmed_by: by,
        confirmed_at: Some(now),
        ..proposed.clone()
    })
}

/// Whether the same person asks for what is decided already, as when a request comes again.
pub(crate) fn is_repeated(
    before: Option<&Decision>,
    new: &NewDecision,
    by: Option<&PersonRef>,
) -> bool {
    before.is_some_and(|decision| {
        let id = |person: &PersonRef| person.id.clone();
        decision.by.as_ref().map(id) == by.map(id)
            && (decision.outcome, &decision.target, &decision.reason)
                == (new.outcome, &new.target, &new.reason)
            && new.replaces.is_none_or(|replaces| replaces < decision.at)
    })
}

/// The author learns what others did to a contribution; nobody is told of the own deeds. A decision
/// is told once it counts.
pub(crate) fn notices_for(
    guideline: &Guideline,
    contribution: &ContributionId,
    author: &PersonId,
    actor: &Actor,
    decision: &Decision,
    kind: NoticeKind,
) -> Option<Change> {
    if decision.standing == Standing::Proposed {
        return None;
    }
    let at = decision.confirmed_at.unwrap_or(decision.at);
    notice(guideline, contribution, author, actor, kind, at)
}

/// A person is told of something, unless it is the own deed.
pub(crate) fn notice(
    guideline: &Guideline,
    contribution: &ContributionId,
    person: &PersonId,
    actor: &Actor,
    kind: NoticeKind,
    at: Timestamp,
) -> Option<Change> {
    (actor.person() != Some(person)).then(|| Change::Notify {
        person: person.clone(),
        guideline: guideline.id.clone(),
        contribution: contribution.clone(),
        kind,
        at,
    })
}

/// What goes against the author, or does something else than asked, is explained.
fn needs_reason(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Rejected
            | Outcome::OutOfScope
            | Outcome::PartlyAccepted
            | Outcome::AcceptedWithModification
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Visibility;

    fn guideline(latest: u32, two_step: bool) -> Guideline {
        Guideline {
            id: "g".into(),
            slug: "mining".to_owned(),
            title: "Mining".to_owned(),
            language: "en".to_owned(),
            languages: Vec::new(),
            visibility: Visibility::Open,
            glossary: Vec::new(),
            two_step,
            latest_revision: Some(latest),
            created_at: Timestamp(0),
            head: 1,
            block_counter: 0,
        }
    }

    fn person(id: &str) -> Option<PersonRef> {
        Some(PersonRef {
            id: id.into(),
            display_name: id.to_owned(),
            organisation: None,
        })
    }

    fn new(outcome: Outcome, target: Option<&str>, reason: &str) -> NewDecision {
        NewDecision {
            outcome,
            target: target.map(str::to_owned),
            reason: reason.to_owned(),
            replaces: None,
        }
    }

    #[track_caller]
    fn refused(outcome: Outcome, target: Option<&str>, reason: &str, field: Option<&str>) {
        let wrong = match check_decision(&new(outcome, target, reason)) {
            Ok(()) => None,
            Err(ReviewError::Invalid { errors }) => Some(errors[0].field.clone()),
            Err(other) => panic!("{other:?}"),
        };
        assert_eq!(wrong.as_deref(), field, "{outcome:?} {target:?} {reason:?}");
    }

    #[test]
    fn what_makes_a_decision() {
        use Outcome::{
            Accepted, AcceptedWithModification, Deferred, Duplicate, Noted, OutOfScope,
            PartlyAccepted, Rejected, Superseded, Withdrawn,
        };
        for plain in [Accepted, Noted] {
            refused(plain, None, "", None);
            refused(plain, Some("x"), "", Some("target"));
        }
        for explained in [
            Rejected,
            OutOfScope,
            PartlyAccepted,
            AcceptedWithModification,
        ] {
            refused(explained, None, " ", Some("reason"));
            refused(explained, None, "依据不足", None);
        }
        refused(Duplicate, None, "", Some("target"));
        refused(Duplicate, Some("c2"), "", None);
        refused(Deferred, None, "Too early", Some("target"));
        refused(Deferred, Some("the revision of 2028"), "", None);
        refused(Deferred, Some(&"x".repeat(201)), "", Some("target"));
        refused(Withdrawn, None, "", Some("outcome"));
        refused(Superseded, None, "", Some("outcome"));
        refused(Accepted, None, &"x".repeat(10_001), Some("reason"));
        refused(Accepted, None, "a\0", Some("reason"));
    }

    #[test]
    fn one_decision_takes_the_place_of_another_only_knowingly() {
        let wish = new(Outcome::Noted, None, "");
        let first = decision_of(&wish, None, &guideline(1, false), person("a"), Timestamp(5));
        assert_eq!(first.standing, Standing::Final);
        let before = Some(&first);
        let meanwhile = Err(ReviewError::Conflict(Conflict::DecidedMeanwhile));
        let stands = Err(ReviewError::Conflict(Conflict::DecisionStands));
        let now = guideline(1, false);
        assert_eq!(check_before(None, None, &now), Ok(()));
        assert_eq!(check_before(before, None, &now), meanwhile);
        assert_eq!(check_before(before, Some(Timestamp(4)), &now), meanwhile);
        assert_eq!(check_before(None, Some(Timestamp(4)), &now), meanwhile);
        assert_eq!(check_before(before, Some(first.at), &now), Ok(()));
        assert_eq!(
            check_before(before, Some(first.at), &guideline(2, false)),
            stands
        );
        let same_instant = decision_of(&wish, before, &now, person("b"), Timestamp(5));
        assert!(same_instant.at > first.at, "its time names it");
    }

    #[test]
    fn a_request_that_comes_again_is_known() {
        let wish = new(Outcome::Noted, None, "");
        let ana = person("a");
        let made = decision_of(&wish, None, &guideline(1, false), ana.clone(), Timestamp(5));
        assert!(is_repeated(Some(&made), &wish, ana.as_ref()));
        assert!(!is_repeated(Some(&made), &wish, person("b").as_ref()));
        assert!(!is_repeated(None, &wish, ana.as_ref()));
        let other = new(Outcome::Noted, None, "Thanks");
        assert!(!is_repeated(Some(&made), &other, ana.as_ref()));
    }

    #[test]
    fn another_editor_confirms() {
        let wish = new(Outcome::Noted, None, "");
        let proposed = decision_of(&wish, None, &guideline(1, true), person("a"), Timestamp(5));
        assert_eq!(proposed.standing, Standing::Proposed);
        let own = confirmed(Some(&proposed), person("a"), Timestamp(6));
        assert_eq!(own, Err(ReviewError::Conflict(Conflict::OwnProposal)));
        let done = confirmed(Some(&proposed), person("b"), Timestamp(6)).unwrap();
        assert_eq!((done.standing, done.at), (Standing::Final, proposed.at));
        assert_eq!(
            (done.confirmed_by.clone(), done.confirmed_at),
            (person("b"), Some(Timestamp(6)))
        );
        let nothing = Err(ReviewError::Conflict(Conflict::NothingProposed));
        assert_eq!(confirmed(None, person("b"), Timestamp(6)), nothing);
        assert_eq!(confirmed(Some(&done), person("c"), Timestamp(7)), nothing);
        assert!(!proposed.stands(2), "what is only proposed stays open");
    }

    #[test]
    fn the_author_is_told_once_it_counts_unless_it_is_the_own_deed() {
        let wish = new(Outcome::Noted, None, "");
        let by = |id: &str| Actor::Person {
            id: id.into(),
            admin: false,
        };
        let told = |two_step, actor: &str| {
            let guideline = guideline(1, two_step);
            let decision = decision_of(&wish, None, &guideline, person(actor), Timestamp(5));
            let id = ContributionId::Comment("c".into());
            let (author, actor) = ("ana".into(), by(actor));
            let kind = NoticeKind::Decided;
            notices_for(&guideline, &id, &author, &actor, &decision, kind).is_some()
        };
        assert!(told(false, "editor"));
        assert!(!told(false, "ana"));
        assert!(!told(true, "editor"));
    }
}
