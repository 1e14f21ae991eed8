use formats::placing::Found;
use review::{Became, BecameWhat, BroughtIn, UnkeptReply};
use serde::Serialize;
use utoipa::ToSchema;

use super::returned::FileProblemJson;
use crate::arrivals::{Placed, Taken};

/// What came of a comment table, or of annotations.
#[derive(Debug, Serialize, ToSchema)]
pub struct TableTakenJson {
    /// The revision in which places were looked for.
    pub revision: u32,
    /// The layout that was recognised by its headings: `iso`, `ipcc`, `ipbes`, `cn`, `cn_result` or
    /// `full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<String>,
    /// How many rows became what.
    pub counts: TakenCounts,
    /// In the order of the file.
    pub rows: Vec<TakenRowJson>,
    /// What could not be taken over as it was.
    pub problems: Vec<FileProblemJson>,
}

/// How many rows became what.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct TakenCounts {
    /// New comments.
    pub comments: usize,
    /// New suggestions.
    pub suggestions: usize,
    /// What was here already.
    pub known: usize,
    /// What could not be kept.
    pub left_out: usize,
    /// New comments for which no place was found: they are on the guideline as a whole.
    pub unplaced: usize,
    /// Decisions that were taken over.
    pub decided: usize,
    /// Decisions that were not; those that are here already are not counted.
    pub undecided: usize,
}

/// What became of a row.
#[derive(Debug, Serialize, ToSchema)]
pub struct TakenRowJson {
    /// The number of the row, the line or the annotation in the file, from 1.
    pub at: usize,
    /// `comment`, `suggestion`, `known` or `left_out`.
    pub became: &'static str,
    /// Of the comment or the suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why it was left out, as a clause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether its decision was taken over.
    pub decided: bool,
    /// Why it was not, as a clause, where the row has one that is not here already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undecided: Option<String>,
    /// Null: on the guideline as a whole.
    #[schema(required)]
    pub place: Option<FoundJson>,
}

/// A place that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundJson {
    /// In which block.
    pub block_id: String,
    /// The language of the text that the block is in.
    pub language: String,
    /// First Unicode scalar value; left out, with `end`: the whole block.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<usize>,
    /// One past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<usize>,
    /// `by_clause_and_quote`, `by_quote`, `by_likeness`, `by_clause_and_line`, `by_line`,
    /// `by_paragraph` or `by_clause`.
    pub how: &'static str,
    /// Out of a hundred.
    pub confidence: u8,
}

impl TableTakenJson {
    /// Whether nothing came of the file that was not here already.
    pub fn is_empty(&self) -> bool {
        self.counts.comments + self.counts.suggestions + self.counts.decided == 0
    }

    pub(crate) fn new(revision: u32, taken: Taken, came: BroughtIn) -> Self {
        let mut counts = TakenCounts::default();
        let mut problems: Vec<FileProblemJson> =
            taken.problems.into_iter().map(Into::into).collect();
        let mut rows = Vec::with_capacity(taken.rows.len());
        for (placed, became) in taken.rows.into_iter().zip(came.items) {
            counts.count(&placed, &became);
            problems.extend(not_taken(&placed, &became));
            rows.push(row(placed, became));
        }
        Self {
            revision,
            layout: taken.layout.map(|layout| layout.name().to_owned()),
            counts,
            rows,
            problems,
        }
    }
}

impl TakenCounts {
    fn count(&mut self, placed: &Placed, became: &Became) {
        self.decided += usize::from(became.decided);
        self.undecided += usize::from(became.undecided.is_some());
        match became.what {
            BecameWhat::Comment { .. } => {
                self.comments += 1;
                self.unplaced += usize::from(placed.found.is_none());
            }
            BecameWhat::Suggestion { .. } => self.suggestions += 1,
            BecameWhat::Known { .. } => self.known += 1,
            BecameWhat::LeftOut { .. } => self.left_out += 1,
        }
    }
}

/// What a row says that has no field here.
fn not_taken(placed: &Placed, became: &Became) -> Vec<FileProblemJson> {
    let new = !matches!(became.what, BecameWhat::Known { .. });
    let mut what: Vec<String> = placed
        .notes
        .iter()
        .map(|note| format!("not taken over: {note}"))
        .collect();
    what.retain(|_| new);
    if let Some(why) = &became.undecided {
        what.push(format!("its decision was not taken over: {why}"));
    }
    what.extend(became.unkept.iter().map(unkept));
    let problem = |what| FileProblemJson {
        place: format!("row {}", placed.at),
        what,
    };
    what.into_iter().map(problem).collect()
}

fn unkept(reply: &UnkeptReply) -> String {
    let by = match reply.by.as_str() {
        "" => String::new(),
        name => format!(" of {name}"),
    };
    let said = match reply.excerpt.as_str() {
        "" => String::new(),
        words => format!(" “{words}”"),
    };
    format!("an answer{by}{said} was left out: {}", reply.reason)
}

fn row(placed: Placed, became: Became) -> TakenRowJson {
    let (word, id, reason) = match became.what {
        BecameWhat::Comment { id } => ("comment", Some(id.to_string()), None),
        BecameWhat::Suggestion { id } => ("suggestion", Some(id.to_string()), None),
        BecameWhat::Known { id } => ("known", Some(id), None),
        BecameWhat::LeftOut { reason } => ("left_out", None, Some(reason)),
    };
    let language = placed.item.language;
    TakenRowJson {
        at: placed.at,
        became: word,
        id,
        reason,
        decided: became.decided,
        undecided: became.undecided,
        place: placed.found.as_ref().map(|found| place(found, language)),
    }
}

fn place(found: &Found, language: String) -> FoundJson {
    FoundJson {
        block_id: found.block.to_string(),
        language,
        start: found.range.as_ref().map(|it| it.start),
        end: found.range.as_ref().map(|it| it.end),
        how: found.how.name(),
        confidence: found.confidence,
    }
}
