//! `decisions.json`: each comment and suggestion with what was decided, for programs.

use std::collections::HashMap;

use formats::tables::{self, Row};
use review::{
    CommentKind, Decision, Group, Handling, Outcome, Reply, Standing, Status, Timestamp, Wording,
    document::Block,
};
use serde::Serialize;

use super::{heard::Heard, signature::Signature};

/// All that was said, numbered as in the comment table.
#[derive(Serialize)]
pub(super) struct Decisions<'a> {
    contributions: Vec<Contribution<'a>>,
    groups: Vec<GroupEntry<'a>>,
}

#[derive(Serialize)]
struct Contribution<'a> {
    number: usize,
    id: &'a str,
    form: Option<tables::Form>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<CommentKind>,
    revision: u32,
    language: &'a str,
    clause: &'a str,
    place: &'a str,
    quote: &'a str,
    body: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    proposed: &'a str,
    author: Signature,
    created_at: Timestamp,
    status: Status,
    decision: Option<DecisionEntry<'a>>,
    tags: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'a str>,
    support: u32,
    replies: Vec<ReplyEntry<'a>>,
}

#[derive(Serialize)]
struct DecisionEntry<'a> {
    outcome: Outcome,
    reason: &'a str,
    /// The other contribution, or to when.
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_number: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hunks: Option<&'a [usize]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    proposal: Option<Vec<&'a [Block]>>,
    standing: Standing,
    revision: u32,
    decided_by: Option<Signature>,
    decided_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_by: Option<Signature>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'a review::Answer>,
}

#[derive(Serialize)]
struct ReplyEntry<'a> {
    author: Signature,
    at: Timestamp,
    body: &'a str,
}

#[derive(Serialize)]
struct GroupEntry<'a> {
    id: &'a str,
    title: &'a str,
    contributions: Vec<usize>,
}

/// What both comments and suggestions have.
struct Common<'a> {
    kind: Option<CommentKind>,
    revision: u32,
    language: &'a str,
    author: Signature,
    created_at: Timestamp,
    status: Status,
    handling: &'a Handling,
    support: u32,
    replies: &'a [Reply],
}

/// The numbers of contributions by their ids.
type Numbers<'a> = HashMap<&'a str, usize>;

impl<'a> Decisions<'a> {
    /// Of what was heard, in the order of these rows.
    pub(super) fn new(heard: &'a Heard, rows: &'a [Row]) -> Self {
        let common = common(heard);
        let numbers: Numbers<'a> = rows.iter().map(|row| &*row.id).zip(1..).collect();
        let entry = |row: &'a Row| Some(contribution(row, common.get(&*row.id)?, &numbers));
        let mut groups: Vec<_> = heard.groups.iter().map(|it| group(it, &numbers)).collect();
        groups.retain(|group| !group.contributions.is_empty());
        Self {
            contributions: rows.iter().filter_map(entry).collect(),
            groups,
        }
    }
}

fn common(heard: &Heard) -> HashMap<&str, Common<'_>> {
    let comments = heard.gathered.comments.iter().map(|it| {
        let common = Common {
            kind: Some(it.kind),
            revision: it.anchor.revision,
            language: &it.language,
            author: Signature::new(&it.author, it.written_by.as_ref()),
            created_at: it.created_at,
            status: it.status,
            handling: &it.handling,
            support: it.support.count,
            replies: &it.replies,
        };
        (it.id.as_str(), common)
    });
    let suggestions = heard.gathered.suggestions.iter().map(|found| {
        let it = &found.suggestion;
        let common = Common {
            kind: None,
            revision: it.revision,
            language: &it.language,
            author: Signature::new(&it.author, it.written_by.as_ref()),
            created_at: it.created_at,
            status: it.status,
            handling: &it.handling,
            support: it.support.count,
            replies: &it.replies,
        };
        (it.id.as_str(), common)
    });
    comments.chain(suggestions).collect()
}

fn contribution<'a>(row: &'a Row, common: &Common<'a>, numbers: &Numbers<'_>) -> Contribution<'a> {
    let decision = common.handling.decision.as_ref();
    let replies = common.replies.iter().filter(|reply| !reply.deleted);
    Contribution {
        number: numbers.get(&*row.id).copied().unwrap_or_default(),
        id: &row.id,
        form: row.form,
        kind: common.kind,
        revision: common.revision,
        language: common.language,
        clause: &row.clause,
        place: &row.place,
        quote: &row.quote,
        body: &row.body,
        proposed: &row.proposed,
        author: common.author.clone(),
        created_at: common.created_at,
        status: common.status,
        decision: decision.map(|decision| self::decision(decision, numbers)),
        tags: &common.handling.tags,
        group: common.handling.group.as_deref(),
        support: common.support,
        replies: replies.map(reply).collect(),
    }
}

fn decision<'a>(decision: &'a Decision, numbers: &Numbers<'_>) -> DecisionEntry<'a> {
    let target = decision.target.as_deref();
    let (hunks, proposal) = match &decision.wording {
        None => (None, None),
        Some(Wording::Hunks(hunks)) => (Some(hunks.as_slice()), None),
        Some(Wording::Parts(parts) | Wording::Onto { parts, .. }) => {
            let proposals = parts.iter().map(|part| part.proposal.as_slice());
            (None, Some(proposals.collect()))
        }
    };
    DecisionEntry {
        outcome: decision.outcome,
        reason: &decision.reason,
        target,
        target_number: target.and_then(|id| numbers.get(id).copied()),
        hunks,
        proposal,
        standing: decision.standing,
        revision: decision.revision,
        decided_by: decision.by.as_ref().map(Signature::of_person),
        decided_at: decision.at,
        confirmed_by: decision.confirmed_by.as_ref().map(Signature::of_person),
        confirmed_at: decision.confirmed_at,
        answer: decision.answer.as_ref(),
    }
}

fn reply(reply: &Reply) -> ReplyEntry<'_> {
    let written = reply.written_by.as_ref();
    ReplyEntry {
        author: Signature::new(&reply.author, written),
        at: written.and_then(|it| it.date).unwrap_or(reply.created_at),
        body: &reply.body,
    }
}

fn group<'a>(group: &'a Group, numbers: &Numbers<'_>) -> GroupEntry<'a> {
    let comments = group.comments.iter();
    let mut contributions: Vec<usize> = comments
        .filter_map(|id| numbers.get(id.as_str()).copied())
        .collect();
    contributions.sort_unstable();
    GroupEntry {
        id: &group.id,
        title: &group.title,
        contributions,
    }
}
