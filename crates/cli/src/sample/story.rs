use std::sync::atomic::{AtomicI64, Ordering};

use server::review::{Clock, Timestamp};

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// So many days ago each revision was published.
const PUBLISHED: [i64; 3] = [47, 23, 4];

/// A clock that tells a review of seven weeks, which ends before now.
#[derive(Debug)]
pub(super) struct Story {
    now: AtomicI64,
    end: i64,
}

impl Story {
    /// Starts the day before the first revision.
    pub(super) fn until(end: Timestamp) -> Self {
        Self {
            now: AtomicI64::new(end.0 - (PUBLISHED[0] + 1) * DAY),
            end: end.0,
        }
    }

    /// Goes on to the hour of this revision, counted from 1.
    pub(super) fn turn_to_revision(&self, number: u32) {
        let days = PUBLISHED.get(number as usize - 1).copied().unwrap_or(0);
        self.now.store(self.end - days * DAY, Ordering::Relaxed);
    }

    /// Lets this many hours pass, as long as the story lasts.
    pub(super) fn pass(&self, hours: i64) {
        let later = self.now.load(Ordering::Relaxed) + hours * HOUR;
        self.now.store(later.min(self.end), Ordering::Relaxed);
    }
}

impl Clock for Story {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }
}
