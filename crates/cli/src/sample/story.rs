use std::sync::atomic::{AtomicI64, Ordering};

use server::review::{Clock, Timestamp};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
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
        self.turn_to(days_ago(number) * DAY);
    }

    /// Goes on to when the editors met before this revision.
    pub(super) fn turn_to_meeting(&self, number: u32) {
        self.turn_to(days_ago(number) * DAY + 2 * DAY);
    }

    fn turn_to(&self, before_end: i64) {
        self.now.store(self.end - before_end, Ordering::Relaxed);
    }

    /// Lets this many hours pass, as long as the story lasts.
    pub(super) fn pass(&self, hours: i64) {
        self.pass_minutes(60 * hours);
    }

    /// Lets this many minutes pass, as long as the story lasts.
    pub(super) fn pass_minutes(&self, minutes: i64) {
        let later = self.now.load(Ordering::Relaxed) + minutes * MINUTE;
        self.now.store(later.min(self.end), Ordering::Relaxed);
    }
}

/// When this revision was published, counted from 1.
fn days_ago(number: u32) -> i64 {
    PUBLISHED.get(number as usize - 1).copied().unwrap_or(0)
}

impl Clock for Story {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::Relaxed))
    }
}
