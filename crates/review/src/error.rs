use document::Block;
use merge::Clash;
use serde::Serialize;

use crate::SuggestionId;

/// Why a wish was not fulfilled, by meaning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// There is no such thing, or none that the actor may know of.
    #[error("there is no such thing here")]
    NotFound,
    /// Only for signed-in people.
    #[error("this needs signing in")]
    SignInNeeded,
    /// The actor may see the thing but not do this to it.
    #[error("this is not yours to do")]
    Forbidden,
    /// Somebody published in between.
    #[error("revision {current} is the latest by now")]
    Stale {
        /// The latest revision, 0 for none.
        current: u32,
    },
    /// The request does not make sense; says where and why.
    #[error("{}", sentence(.errors))]
    Invalid {
        /// At least one.
        errors: Vec<FieldError>,
    },
    /// The request makes sense but not in the present state.
    #[error("{0}")]
    Conflict(Conflict),
    /// A suggestion and the draft changed the same thing, not alike.
    #[error("the draft has changed where this suggestion changes it")]
    Clash(Box<Clashing>),
    /// Later changes of the draft build upon the one to be undone.
    #[error("later changes build upon this one; undo them first")]
    BuiltUpon {
        /// Which suggestions they came from.
        by: Vec<SuggestionId>,
    },
    /// The draft is another by now than the one that was seen.
    #[error("the draft has changed since; it is at {tag} now")]
    StaleDraft {
        /// Names its state.
        tag: String,
        /// How the block in question stands by now, if it does.
        block: Option<Box<Block>>,
    },
    /// The draft cannot be published before it is confirmed that something is undecided.
    #[error("{comments} comments and {suggestions} suggestions are not decided; confirm that")]
    Undecided {
        /// How many comments.
        comments: u32,
        /// How many suggestions.
        suggestions: u32,
    },
    /// The same idempotency key came with another request before.
    #[error("this idempotency key was used for another request")]
    KeyReused,
    /// The storage does not answer or is full; trying again later may help. Says what it said,
    /// for the log only.
    #[error("the storage cannot be reached")]
    Unavailable(String),
}

/// What stands in the way of a sensible request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Another guideline has the slug.
    #[error("another guideline has this slug")]
    SlugTaken,
    /// The guideline would be left without an editor.
    #[error("a guideline keeps at least one editor")]
    LastEditor,
    /// A later revision was published with the decision.
    #[error("a later revision was published with this decision, which stands")]
    DecisionStands,
    /// There is a decision that the request does not know of, or none where it knows of one.
    #[error("the decision is another one by now; name its decided_at in replaces to replace it")]
    DecidedMeanwhile,
    /// Nobody proposed a decision, or it is confirmed already.
    #[error("there is no proposed decision to confirm")]
    NothingProposed,
    /// Two editors are needed.
    #[error("another editor confirms a decision than the one who proposed it")]
    OwnProposal,
    /// There is nothing yet to be satisfied with.
    #[error("there is no final decision to answer yet")]
    NothingDecided,
    /// It is decided already.
    #[error("this is decided already; undo the decision first")]
    Decided,
    /// Nothing is decided yet.
    #[error("nothing is decided here yet")]
    NotDecided,
    /// Others have changed what was read.
    #[error("the suggestion has other words by now than were read")]
    Reworded,
    /// The draft reads like the revision.
    #[error("the draft reads like the latest revision: there is nothing to publish")]
    NothingToPublish,
}

/// A suggestion that does not go into the draft as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clashing {
    /// Which.
    pub suggestion: SuggestionId,
    /// Where, and why: base, draft and proposal.
    pub clash: Clash,
    /// The accepted suggestions that changed the same blocks.
    pub with: Vec<SuggestionId>,
}

/// What is wrong with one field of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the interface.
    pub field: String,
    /// What is wrong, as one sentence without a full stop.
    pub what: String,
}

impl ReviewError {
    /// One field is wrong.
    pub fn invalid(field: &str, what: impl Into<String>) -> Self {
        let error = FieldError {
            field: field.to_owned(),
            what: what.into(),
        };
        Self::Invalid {
            errors: vec![error],
        }
    }
}

fn sentence(errors: &[FieldError]) -> String {
    let parts: Vec<String> = errors
        .iter()
        .map(|error| format!("{}: {}", error.field, error.what))
        .collect();
    parts.join("; ")
}
