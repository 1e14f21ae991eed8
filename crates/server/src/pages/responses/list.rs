//! What is answered, in the order of the text, cut into pages.

use std::collections::HashMap;

use formats::tables::{Form, Outcome, Row, State};
use quick_cache::{Weighter, sync::Cache};
use review::{RevisionText, SuggestionInText};
use std::sync::Arc;
use tokio::sync::Semaphore;

use crate::{
    closing::{Heard, Span},
    tables::{Pages, Sheet},
};

/// So many comments and suggestions stand on a page.
const ON_PAGE: usize = 50;
/// So many comments of one group stand together.
const TOGETHER: usize = 25;
/// So many bytes of what people wrote stand on a page, but for the last that does not fit.
const BYTES_ON_PAGE: usize = 150_000;

/// Lists that were made lately, so that the pages of one are not each made from all.
pub(crate) struct Lists {
    pub(super) kept: Cache<ListKey, Arc<Responses>, Bytewise>,
    /// So many are read at the same time.
    pub(super) reading: Semaphore,
}

impl Default for Lists {
    fn default() -> Self {
        const USUAL: usize = 32;
        const BYTES: u64 = 64 << 20;
        const AT_ONCE: usize = 2;
        Self {
            kept: Cache::with_weighter(USUAL, BYTES, Bytewise),
            reading: Semaphore::new(AT_ONCE),
        }
    }
}

/// What a list was made from. People can change their names without anything happening in the
/// guideline; so a list counts for a minute at most.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ListKey {
    pub(super) guideline: String,
    pub(super) span: Span,
    pub(super) wording: &'static str,
    pub(super) event: u64,
    pub(super) minute: i64,
}

#[derive(Clone)]
pub(super) struct Bytewise;

impl Weighter<ListKey, Arc<Responses>> for Bytewise {
    fn weight(&self, _: &ListKey, list: &Arc<Responses>) -> u64 {
        const BESIDES: usize = 1_000;
        let bytes: usize = list.rows.iter().map(|row| weight(row) + BESIDES).sum();
        u64::try_from(2 * bytes + BESIDES).unwrap_or(u64::MAX)
    }
}

/// Everything that was said, with its answers.
pub(super) struct Responses {
    pub(super) main: RevisionText,
    pub(super) span: Span,
    /// In the order of the text; the number of each is its place, from 1.
    pub(super) rows: Vec<Row>,
    /// Beside each row.
    pub(super) about: Vec<About>,
    /// The places of contributions by their ids.
    pub(super) places: HashMap<String, usize>,
    /// At least one.
    pub(super) pages: Vec<Vec<Piece>>,
}

/// What a row does not say of itself.
#[derive(Default)]
pub(super) struct About {
    /// The language of the text that it is about.
    pub(super) language: String,
    pub(super) suggestion: Option<SuggestionInText>,
    group: Option<String>,
}

/// Comments that were answered together, or one alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// What the group is called.
    pub(super) title: Option<String>,
    /// The places of the rows; at least one.
    pub(super) rows: Vec<usize>,
}

/// What comments of a group must have in common to stand together: the answer.
type Answer<'a> = Option<(Option<Outcome>, &'a str, &'a str)>;

impl Responses {
    pub(super) fn new(heard: Heard, span: Span, wording: &str) -> Self {
        let rows = Sheet::new(&heard.gathered, &Pages::new(), wording.to_owned()).rows;
        let titles = heard.groups.into_iter();
        let titles: HashMap<_, _> = titles.map(|group| (group.id, group.title)).collect();
        let mut found = HashMap::new();
        for comment in heard.gathered.comments {
            let about = About {
                language: comment.language,
                suggestion: None,
                group: comment.handling.group,
            };
            found.insert(comment.id.to_string(), about);
        }
        for suggestion in heard.gathered.suggestions {
            let about = About {
                language: suggestion.suggestion.language.clone(),
                group: None,
                suggestion: Some(suggestion),
            };
            let id = about
                .suggestion
                .as_ref()
                .map(|it| it.suggestion.id.to_string());
            found.insert(id.unwrap_or_default(), about);
        }
        let about = rows.iter().map(|row| found.remove(&row.id));
        let about: Vec<About> = about.map(Option::unwrap_or_default).collect();
        let places = rows.iter().enumerate();
        let places = places.map(|(at, row)| (row.id.clone(), at)).collect();
        let pages = paged(pieces(&rows, &about, &titles), &rows);
        Self {
            main: heard.gathered.main,
            span,
            pages,
            rows,
            about,
            places,
        }
    }

    /// The language of the guideline's own text.
    pub(super) fn main_language(&self) -> &str {
        &self.main.guideline.language
    }

    /// How many comments and suggestions have this state.
    pub(super) fn count(&self, state: Option<State>, outcome: Option<Outcome>) -> [usize; 2] {
        let counts = |form| {
            let rows = self.rows.iter().filter(|row| row.form == Some(form));
            let fits = |row: &&Row| {
                state.is_none_or(|state| row.state == Some(state))
                    && outcome.is_none_or(|outcome| row.outcome == Some(outcome))
            };
            rows.filter(fits).count()
        };
        [counts(Form::Comment), counts(Form::Suggestion)]
    }
}

/// Comments of a group with one answer stand where the first of them does.
fn pieces(rows: &[Row], about: &[About], titles: &HashMap<String, String>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut known: HashMap<(&str, Answer<'_>), usize> = HashMap::new();
    for (at, (row, about)) in rows.iter().zip(about).enumerate() {
        let group = about.group.as_deref();
        let Some((group, title)) = group.and_then(|it| Some((it, titles.get(it)?))) else {
            pieces.push(Piece {
                title: None,
                rows: vec![at],
            });
            continue;
        };
        let place = known.entry((group, answer(row))).or_insert(pieces.len());
        if let Some(piece) = pieces.get_mut(*place) {
            piece.rows.push(at);
        } else {
            pieces.push(Piece {
                title: Some(title.clone()),
                rows: vec![at],
            });
        }
    }
    pieces
}

fn answer(row: &Row) -> Answer<'_> {
    let decided = row.state == Some(State::Decided);
    decided.then_some((row.outcome, &*row.response, &*row.refers_to))
}

fn paged(pieces: Vec<Piece>, rows: &[Row]) -> Vec<Vec<Piece>> {
    let mut pages: Vec<Vec<Piece>> = vec![Vec::new()];
    let (mut count, mut bytes) = (0, 0);
    let parts = pieces.into_iter().flat_map(|piece| {
        let parts: Vec<Piece> = piece
            .rows
            .chunks(TOGETHER)
            .map(|rows| Piece {
                title: piece.title.clone(),
                rows: rows.to_vec(),
            })
            .collect();
        parts
    });
    for part in parts {
        let heavy: usize = part.rows.iter().map(|at| weight(&rows[*at])).sum();
        let full = count + part.rows.len() > ON_PAGE || bytes + heavy > BYTES_ON_PAGE;
        if full && count > 0 {
            pages.push(Vec::new());
            (count, bytes) = (0, 0);
        }
        count += part.rows.len();
        bytes += heavy;
        if let Some(page) = pages.last_mut() {
            page.push(part);
        }
    }
    pages
}

fn weight(row: &Row) -> usize {
    let texts = [&row.quote, &row.body, &row.proposed, &row.response];
    texts.iter().map(|text| text.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: usize, response: &str, bytes: usize) -> Row {
        Row {
            id: id.to_string(),
            body: "x".repeat(bytes),
            state: Some(State::Decided),
            response: response.to_owned(),
            ..Row::default()
        }
    }

    fn about(group: &str) -> About {
        About {
            group: Some(group.to_owned()).filter(|it| !it.is_empty()),
            ..About::default()
        }
    }

    #[track_caller]
    fn check(said: &[(&str, &str)], expect: &[&[usize]]) {
        let rows = said.iter().enumerate();
        let rows: Vec<Row> = rows.map(|(at, (_, answer))| row(at, answer, 1)).collect();
        let about: Vec<About> = said.iter().map(|(group, _)| about(group)).collect();
        let titles = HashMap::from([("g".to_owned(), "The same".to_owned())]);
        let found = pieces(&rows, &about, &titles);
        let found: Vec<&[usize]> = found.iter().map(|piece| &*piece.rows).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn what_was_answered_once_stands_together_where_the_first_stands() {
        check(
            &[("", "a"), ("g", "b"), ("", "b"), ("g", "b")],
            &[&[0], &[1, 3], &[2]],
        );
        check(&[("g", "a"), ("g", "b"), ("g", "a")], &[&[0, 2], &[1]]);
        check(&[("gone", "a"), ("gone", "a")], &[&[0], &[1]]);
        check(&[], &[]);
    }

    #[test]
    fn pages_are_bounded_in_number_and_in_bytes() {
        let rows: Vec<Row> = (0..130).map(|at| row(at, "", 10)).collect();
        let alone = |at| Piece {
            title: None,
            rows: vec![at],
        };
        let pages = paged((0..130).map(alone).collect(), &rows);
        let sizes: Vec<usize> = pages.iter().map(Vec::len).collect();
        assert_eq!(sizes, [50, 50, 30]);
        let group = Piece {
            title: Some("All".to_owned()),
            rows: (0..130).collect(),
        };
        let pages = paged(vec![group], &rows);
        assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2, 2]);
        let heavy: Vec<Row> = (0..4).map(|at| row(at, "", 100_000)).collect();
        let pages = paged((0..4).map(alone).collect(), &heavy);
        assert_eq!(pages.len(), 4);
        assert_eq!(paged(Vec::new(), &[]).len(), 1, "an empty page is a page");
    }
}
