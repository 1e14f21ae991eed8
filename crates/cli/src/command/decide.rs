use std::{fmt::Write as _, process::ExitCode};

use clap::Args;
use server::review::{
    Actor, Clashing, Comment, NewDecision, NewWording, Outcome, ReviewError, Ruling, Standing,
    Suggestion, Timestamp, Wording, document::Block,
};

use super::exchange::word;
use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    listen::announce,
};

/// Decide on a comment or a suggestion.
///
/// An accepted suggestion goes into the draft. Where it cannot, or something else was decided
/// meanwhile, that is shown and nothing is decided.
///
/// Exit status: 0 decided, 1 in conflict with what is there, 2 in trouble.
#[derive(Debug, Args)]
pub(crate) struct Decide {
    /// The comment or the suggestion, by its id
    id: String,
    /// accepted, accepted_with_modification, partly_accepted, noted, rejected, duplicate,
    /// out_of_scope or deferred
    #[arg(long, value_parser = word::<Outcome>)]
    outcome: Outcome,
    /// Why; the author reads it
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    reason: String,
    /// Of which other one it is a duplicate, by its id, or to when it is deferred, in words
    #[arg(long)]
    target: Option<String>,
    /// Of a suggestion: only these of its changes go in, by number, such as 0,2
    #[arg(
        long,
        value_name = "NUMBERS",
        value_delimiter = ',',
        conflicts_with = "text"
    )]
    hunks: Vec<usize>,
    /// Of a suggestion of one paragraph: what goes in instead
    #[arg(long)]
    text: Option<String>,
    /// Of a suggestion: another one that this leaves no room for; may be given again
    #[arg(long, value_name = "ID")]
    supersedes: Vec<String>,
    /// Of a comment: when the decision was made that this takes the place of, as it is shown
    #[arg(long, value_name = "TIME", value_parser = time)]
    replaces: Option<Timestamp>,
    /// Which editor decides, by address [default: the console]
    #[arg(long, value_name = "EMAIL")]
    by: Option<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn time(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "is no time as in 2026-11-20T12:00:00Z".to_owned())
}

impl Decide {
    pub(crate) async fn run(self) -> Result<ExitCode, Failure> {
        let house = House::open(&self.database.url).await?;
        let done = self.decide(&house).await;
        house.database.close().await;
        let (told, code) = done?;
        announce(&told)?;
        Ok(code)
    }

    async fn decide(&self, house: &House) -> Result<(String, ExitCode), Failure> {
        let actor = match &self.by {
            Some(email) => house.somebody(email).await?,
            None => Actor::Operator,
        };
        let id = self.id.as_str().into();
        let comment = house.review.comment(&actor, &id, None);
        let done = match comment.await {
            Ok(comment) => self.on_comment(house, &actor, &comment).await,
            Err(ReviewError::NotFound) => self.on_suggestion(house, &actor).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(told) => Ok((told, ExitCode::SUCCESS)),
            Err(error) => self.refused(error).map(|told| (told, ExitCode::from(1))),
        }
    }

    async fn on_comment(
        &self,
        house: &House,
        actor: &Actor,
        comment: &Comment,
    ) -> Result<String, ReviewError> {
        if !self.hunks.is_empty() || self.text.is_some() || !self.supersedes.is_empty() {
            let what = "go with suggestions only, and this is a comment";
            return Err(ReviewError::invalid(
                "--hunks, --text and --supersedes",
                what,
            ));
        }
        let new = NewDecision {
            outcome: self.outcome,
            target: self.target.clone(),
            reason: self.reason.clone(),
            replaces: self.replaces,
        };
        let decided = house.review.decide_comment(actor, &comment.id, new).await?;
        let decision = decided.handling.decision;
        let standing = decision.map(|decision| decision.standing);
        Ok(self.told("comment", standing))
    }

    async fn on_suggestion(&self, house: &House, actor: &Actor) -> Result<String, ReviewError> {
        if self.replaces.is_some() {
            let what = "goes with comments only; undo the decision on a suggestion first";
            return Err(ReviewError::invalid("--replaces", what));
        }
        let text = self.text.clone().map(|text| NewWording {
            text: Some(text),
            ..NewWording::default()
        });
        let outcome = match self.outcome {
            // other words were named: so it is
            Outcome::Accepted if text.is_some() => Outcome::AcceptedWithModification,
            outcome => outcome,
        };
        let hunks = (!self.hunks.is_empty()).then(|| Wording::Hunks(self.hunks.clone()));
        let ids = self.supersedes.iter();
        let ruling = Ruling {
            target: self.target.clone(),
            reason: self.reason.clone(),
            wording: hunks,
            text,
            supersedes: ids.map(|id| id.as_str().into()).collect(),
            ..Ruling::plain(outcome)
        };
        let id = self.id.as_str().into();
        let decided = house.review.decide_suggestion(actor, &id, ruling).await?;
        let decided: Suggestion = decided.suggestion;
        let decision = decided.handling.decision;
        let standing = decision.map(|decision| decision.standing);
        Ok(self.told("suggestion", standing))
    }

    fn told(&self, what: &str, standing: Option<Standing>) -> String {
        let outcome = name(self.outcome);
        let proposed = match standing {
            Some(Standing::Proposed) => "; a second editor is to confirm it",
            _ => "",
        };
        format!("{what} {}: {outcome}{proposed}\n", self.id)
    }

    /// What stands in the way: a conflict to be read, or trouble.
    fn refused(&self, error: ReviewError) -> Result<String, Failure> {
        match error {
            ReviewError::Clash(clashing) => Ok(shown(&self.id, &clashing)),
            error @ ReviewError::Conflict(_) => Ok(format!("{}: {error}\n", self.id)),
            ReviewError::NotFound => Err(Failure::new(format!(
                "there is no comment and no suggestion {}",
                self.id
            ))),
            error => Err(Failure::new(format!("{}: {error}", self.id))),
        }
    }
}

fn name(outcome: Outcome) -> String {
    let word = serde_json::to_value(outcome).unwrap_or_default();
    word.as_str().unwrap_or_default().replace('_', " ")
}

/// Paragraph by paragraph what was there, what the draft has by now, and what is proposed.
fn shown(id: &str, clashing: &Clashing) -> String {
    let mut lines =
        format!("{id} does not go into the draft, which was changed at the same words.\n");
    for conflict in &clashing.clash.conflicts {
        let sides = [
            ("was", &conflict.base),
            ("draft", &conflict.ours),
            ("proposed", &conflict.theirs),
        ];
        let _ = writeln!(lines, "\n  paragraph {}", conflict.base.id);
        for (side, block) in sides {
            let _ = writeln!(lines, "  {side:>8}: {}", words(block));
        }
    }
    if !clashing.with.is_empty() {
        let with: Vec<&str> = clashing.with.iter().map(|id| id.as_str()).collect();
        let _ = writeln!(lines, "\n  accepted before: {}", with.join(", "));
    }
    lines
}

fn words(block: &Block) -> &str {
    match block.text.as_str() {
        "" => "(nothing)",
        text => text,
    }
}
