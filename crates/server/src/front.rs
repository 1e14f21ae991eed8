//! What anyone may read, answered without asking the storage each time.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use quick_cache::sync::Cache;

use crate::{deliver::Keep, pages::Place, shelf::Rendering};

/// Remembers for a moment which rendering answers which public address, so that thousands of
/// readers of one page cost the storage one look a second.
pub(crate) struct Front {
    pages: Cache<Address, Answer>,
}

/// What makes the answer to a reader we do not know.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Address {
    /// Of which guideline.
    pub(crate) slug: String,
    /// Which page of it.
    pub(crate) place: Place,
    /// The languages that the reader prefers.
    pub(crate) language: String,
    /// The language of the words around the text.
    pub(crate) wording: &'static str,
}

/// The answer and how long others may keep it.
#[derive(Clone)]
pub(crate) struct Answer {
    /// The page.
    pub(crate) rendering: Arc<Rendering>,
    /// Who may keep it.
    pub(crate) keep: Keep,
    /// When the storage was asked.
    pub(crate) since: Instant,
}

/// So long a guideline that is no longer public may still be shown by another node.
const MOMENT: Duration = Duration::from_secs(1);
/// So long readers are served from memory while the storage does not answer.
const OUTAGE: Duration = Duration::from_secs(600);
const PAGES: usize = 4_096;

impl Default for Front {
    fn default() -> Self {
        Self {
            pages: Cache::new(PAGES),
        }
    }
}

impl Front {
    /// The answer, if the storage was asked a moment ago.
    pub(crate) fn get(&self, address: &Address) -> Option<Answer> {
        let answer = self.pages.get(address)?;
        (answer.since.elapsed() < MOMENT).then_some(answer)
    }

    /// The answer, if the storage was asked within the last minutes: for when it no longer answers.
    pub(crate) fn last(&self, address: &Address) -> Option<Answer> {
        let answer = self.pages.get(address)?;
        (answer.since.elapsed() < OUTAGE).then_some(answer)
    }

    /// Remembers an answer.
    pub(crate) fn put(&self, address: Address, answer: Answer) {
        self.pages.insert(address, answer);
    }

    /// Forgets what is remembered of a guideline, since it changed.
    pub(crate) fn forget(&self, slug: &str) {
        self.pages.retain(|address, _| address.slug != slug);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(slug: &str) -> Address {
        Address {
            slug: slug.to_owned(),
            place: Place::Revision(1),
            language: String::new(),
            wording: "en",
        }
    }

    fn answer(since: Instant) -> Answer {
        Answer {
            rendering: Rendering::new("text/html; charset=utf-8", b"page".to_vec()).into(),
            keep: Keep::Immutable,
            since,
        }
    }

    #[test]
    fn answers_are_remembered_for_a_moment_or_until_something_changes() {
        let front = Front::default();
        front.put(address("mining"), answer(Instant::now()));
        front.put(address("other"), answer(Instant::now()));
        assert!(front.get(&address("mining")).is_some());
        front.forget("mining");
        assert!(front.get(&address("mining")).is_none());
        assert!(front.get(&address("other")).is_some());
        if let Some(past) = Instant::now().checked_sub(MOMENT) {
            front.put(address("mining"), answer(past));
            assert!(front.get(&address("mining")).is_none());
            assert!(
                front.last(&address("mining")).is_some(),
                "while the storage is away"
            );
        }
    }
}
