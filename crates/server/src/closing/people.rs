//! `participants.json` and `.csv`: who took part, by stakeholder group and organisation.

use std::collections::BTreeMap;

use formats::tables;
use review::StakeholderGroup;
use serde::Serialize;

use super::{heard::Heard, signature::Signature};

/// Everybody who said something.
#[derive(Serialize)]
pub(super) struct Participants {
    people: usize,
    organisations: usize,
    #[serde(flatten)]
    counts: Counts,
    groups: Vec<GroupEntry>,
}

#[derive(Serialize)]
struct GroupEntry {
    /// Null: of people who belong to no organisation, or whose organisation only a file names.
    stakeholder_group: Option<StakeholderGroup>,
    #[serde(flatten)]
    counts: Counts,
    organisations: Vec<OrganisationEntry>,
}

#[derive(Serialize)]
struct OrganisationEntry {
    /// Empty: of people who belong to none.
    organisation: String,
    #[serde(flatten)]
    counts: Counts,
    people: Vec<PersonEntry>,
}

#[derive(Serialize)]
struct PersonEntry {
    name: String,
    from_file: bool,
    #[serde(flatten)]
    counts: Counts,
}

/// How much somebody said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
struct Counts {
    comments: u32,
    suggestions: u32,
    replies: u32,
}

/// What tells people apart: those with the same name have different accounts.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    group: u8,
    organisation: String,
    name: String,
    account: String,
}

type People = BTreeMap<Place, (Signature, Counts)>;

impl Participants {
    pub(super) fn new(heard: &Heard) -> Self {
        let people = counted(heard);
        let mut groups: Vec<GroupEntry> = Vec::new();
        for (signature, counts) in people.values() {
            place(&mut groups, signature, *counts);
        }
        Self {
            people: people.len(),
            organisations: groups
                .iter()
                .flat_map(|group| &group.organisations)
                .filter(|entry| !entry.organisation.is_empty())
                .count(),
            counts: sum(groups.iter().map(|group| group.counts)),
            groups,
        }
    }

    /// A line each, for spreadsheets.
    pub(super) fn csv(&self) -> Vec<u8> {
        let heading = [
            "stakeholder_group",
            "organisation",
            "name",
            "from_file",
            "comments",
            "suggestions",
            "replies",
        ];
        let people = self.groups.iter().flat_map(GroupEntry::records);
        tables::csv(
            [heading.map(str::to_owned).to_vec()]
                .into_iter()
                .chain(people),
        )
    }
}

impl GroupEntry {
    fn records(&self) -> Vec<Vec<String>> {
        let group = serde_json::to_value(self.stakeholder_group).unwrap_or_default();
        let group = group.as_str().unwrap_or_default();
        let people = self.organisations.iter().flat_map(|organisation| {
            let people = organisation.people.iter();
            people.map(|person| (&organisation.organisation, person))
        });
        people
            .map(|(organisation, person)| {
                let Counts {
                    comments,
                    suggestions,
                    replies,
                } = person.counts;
                let mut record = vec![group.to_owned(), organisation.clone(), person.name.clone()];
                record.push(person.from_file.to_string());
                record.extend([comments, suggestions, replies].map(|count| count.to_string()));
                record
            })
            .collect()
    }
}

/// Puts a person behind those before, who are in order.
fn place(groups: &mut Vec<GroupEntry>, signature: &Signature, counts: Counts) {
    let new = |group: &GroupEntry| group.stakeholder_group != signature.stakeholder_group;
    if groups.last().is_none_or(new) {
        groups.push(GroupEntry {
            stakeholder_group: signature.stakeholder_group,
            counts: Counts::default(),
            organisations: Vec::new(),
        });
    }
    let Some(group) = groups.last_mut() else {
        return;
    };
    group.counts = sum([group.counts, counts].into_iter());
    let new = |entry: &OrganisationEntry| entry.organisation != signature.organisation;
    if group.organisations.last().is_none_or(new) {
        group.organisations.push(OrganisationEntry {
            organisation: signature.organisation.clone(),
            counts: Counts::default(),
            people: Vec::new(),
        });
    }
    if let Some(organisation) = group.organisations.last_mut() {
        organisation.counts = sum([organisation.counts, counts].into_iter());
        organisation.people.push(PersonEntry {
            name: signature.name.clone(),
            from_file: signature.from_file,
            counts,
        });
    }
}

fn counted(heard: &Heard) -> People {
    let mut people = People::new();
    for comment in &heard.gathered.comments {
        let signature = Signature::new(&comment.author, comment.written_by.as_ref());
        count(&mut people, signature, comment.author.id.as_str()).comments += 1;
        replies(&mut people, &comment.replies);
    }
    for found in &heard.gathered.suggestions {
        let suggestion = &found.suggestion;
        let signature = Signature::new(&suggestion.author, suggestion.written_by.as_ref());
        count(&mut people, signature, suggestion.author.id.as_str()).suggestions += 1;
        replies(&mut people, &suggestion.replies);
    }
    people
}

fn replies(people: &mut People, replies: &[review::Reply]) {
    for reply in replies.iter().filter(|reply| !reply.deleted) {
        let signature = Signature::new(&reply.author, reply.written_by.as_ref());
        count(people, signature, reply.author.id.as_str()).replies += 1;
    }
}

fn count<'p>(people: &'p mut People, signature: Signature, account: &str) -> &'p mut Counts {
    let account = match signature.from_file {
        true => String::new(),
        false => account.to_owned(),
    };
    let group = signature.stakeholder_group;
    let place = Place {
        group: group.map_or(u8::MAX, |group| group as u8),
        organisation: signature.organisation.clone(),
        name: signature.name.clone(),
        account,
    };
    let known = people.entry(place);
    &mut known.or_insert((signature, Counts::default())).1
}

fn sum(counts: impl Iterator<Item = Counts>) -> Counts {
    counts.fold(Counts::default(), |sum, one| Counts {
        comments: sum.comments + one.comments,
        suggestions: sum.suggestions + one.suggestions,
        replies: sum.replies + one.replies,
    })
}
