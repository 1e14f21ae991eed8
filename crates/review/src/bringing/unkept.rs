//! Answers of a file that are not kept, each with the reason.

use super::brought::{BroughtItem, BroughtReply, UnkeptReply};
use crate::{Reply, intake::welcome, returning::fingerprint::plain, written_by::clean_name};

/// So many characters name an answer.
const EXCERPT: usize = 60;

/// The answers to an item that are not kept: those whose words cannot be, and those for which `why`
/// has a reason, as a clause.
pub(super) fn unkept(
    item: &BroughtItem,
    why: impl Fn(&BroughtReply) -> Option<&'static str>,
) -> Vec<UnkeptReply> {
    let replies = item.replies.iter();
    let unkept = replies.filter_map(|reply| {
        let unwelcome = welcome(&reply.body).err();
        let reason = unwelcome.or_else(|| why(reply).map(String::from))?;
        Some(UnkeptReply {
            excerpt: excerpt(&reply.body),
            by: reply
                .written_by
                .as_ref()
                .map_or_else(String::new, |by| by.name.clone()),
            reason,
        })
    });
    unkept.collect()
}

/// Why an answer is not added to what is here already, unless it is part of that.
pub(super) fn missing_in(thread: &[Reply]) -> impl Fn(&BroughtReply) -> Option<&'static str> {
    let said: Vec<String> = thread.iter().map(|reply| plain(&reply.body)).collect();
    move |reply| {
        let words = plain(&reply.body);
        let known = said.iter().any(|said| said.contains(&words));
        (!known).then_some("what it answers is here already, and takes no answers from a file")
    }
}

fn excerpt(body: &str) -> String {
    let body = clean_name(body);
    let mut start: String = body.chars().take(EXCERPT).collect();
    if start.len() < body.len() {
        start.push('…');
    }
    start
}
