//! What commands that exchange files with a guideline have in common.

use std::path::{Path, PathBuf};

use clap::Args;
use formats::Limits;
use serde::de::DeserializeOwned;
use server::{
    Incoming, Of, TableTakenJson,
    review::{CommentFilter, CommentKind, Outcome, Status},
};

use crate::{failure::Failure, input};

/// Which comments and suggestions.
#[derive(Debug, Args)]
pub(crate) struct Which {
    /// The revision that they are placed in [default: the latest]
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
    /// Only those that are open, proposed or decided
    #[arg(long, value_parser = word::<Status>)]
    status: Option<Status>,
    /// Only comments that are general, technical, editorial or translation
    #[arg(long, value_parser = word::<CommentKind>)]
    kind: Option<CommentKind>,
    /// Only those decided so: accepted, accepted_with_modification, partly_accepted, noted, rejected,
    /// duplicate, out_of_scope, deferred, withdrawn or superseded
    #[arg(long, value_parser = word::<Outcome>)]
    outcome: Option<Outcome>,
    /// Only those that bear this tag
    #[arg(long)]
    tag: Option<String>,
    /// Only those with this text in them
    #[arg(long, value_name = "TEXT")]
    containing: Option<String>,
    /// Comments, suggestions, or all
    #[arg(long, value_parser = word::<Of>, default_value = "all")]
    pub(crate) of: Of,
}

impl Which {
    pub(crate) fn filter(&self) -> CommentFilter {
        CommentFilter {
            revision: self.revision,
            status: self.status,
            kind: self.kind,
            outcome: self.outcome,
            tag: self.tag.clone(),
            q: self.containing.clone(),
            ..CommentFilter::default()
        }
    }
}

/// What is brought, and by whom.
#[derive(Debug, Args)]
pub(crate) struct Brings {
    /// Who brings it: the address of somebody who takes part in the guideline
    #[arg(long, value_name = "EMAIL")]
    pub(crate) by: String,
    /// The file
    pub(crate) file: PathBuf,
    /// The revision that its places are of [default: what the file says, else the latest]
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
    /// The language of the text in which places are looked for first [default: the guideline's]
    #[arg(long)]
    language: Option<String>,
}

impl Brings {
    pub(crate) fn incoming(&self) -> Result<Incoming, Failure> {
        let name = self.file.file_name().unwrap_or_default();
        Ok(Incoming {
            bytes: input::bytes(&self.file, Limits::default().file_bytes)?,
            name: name.to_string_lossy().into_owned(),
            revision: self.revision,
            language: self.language.clone(),
            decisions: false,
        })
    }
}

/// One of a list of words, as the interface has them.
pub(crate) fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let word = serde_json::Value::String(text.replace('-', "_"));
    serde_json::from_value(word).map_err(|error| error.to_string())
}

/// What came of a file: a line of counts, then a line for each row, then what was not taken over.
pub(crate) fn told(path: &Path, taken: &TableTakenJson) -> String {
    let counts = &taken.counts;
    let mut lines = format!(
        "{}: revision {}; new comments: {} ({} without a place), suggestions: {}; here already: {}; \
         left out: {}; decided: {}, not decided: {}\n",
        path.display(),
        taken.revision,
        counts.comments,
        counts.unplaced,
        counts.suggestions,
        counts.known,
        counts.left_out,
        counts.decided,
        counts.undecided,
    );
    for row in &taken.rows {
        let place = match (&row.place, row.became) {
            (_, "left_out") => row.reason.clone().unwrap_or_default(),
            (Some(place), _) => format!(
                "{} of the text in {}, {} ({} %)",
                place.block_id,
                place.language,
                place.how.replace('_', " "),
                place.confidence
            ),
            (None, _) => "on the guideline as a whole".to_owned(),
        };
        let id = row.id.as_ref().map_or(String::new(), |id| format!(" {id}"));
        let decided = if row.decided { ", decided" } else { "" };
        let what = row.became.replace('_', " ");
        lines.push_str(&format!("  {}: {what}{id}: {place}{decided}\n", row.at));
    }
    for problem in &taken.problems {
        lines.push_str(&format!("  {}: {}\n", problem.place, problem.what));
    }
    lines
}
