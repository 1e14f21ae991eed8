use std::time::{SystemTime, UNIX_EPOCH};

use review::{Clock, Ids, Timestamp};

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// Names of 128 random bits or more.
#[derive(Debug, Clone, Copy, Default)]
pub struct RandomIds;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let millis = since.map_or(0, |since| since.as_millis());
        Timestamp(i64::try_from(millis).unwrap_or(i64::MAX))
    }
}

impl Ids for RandomIds {
    fn fresh(&self) -> String {
        auth::fresh_id()
    }
}
