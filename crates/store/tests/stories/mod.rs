#![allow(unreachable_pub, missing_docs, reason = "told by story.rs")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "for tests only")]

pub mod bringing;
pub mod confirming;
pub mod crowd;
pub mod decisions;
pub mod desk;
pub mod drafts;
pub mod people;
pub mod placements;
pub mod remarks;
pub mod repeats;
pub mod returns;
pub mod revisions;
pub mod statistics;
