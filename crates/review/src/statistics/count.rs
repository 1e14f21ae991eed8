//! Counting: a pure function of what was loaded.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use document::{BlockId, Document, in_brackets};

use super::{
    Answers, ClauseTally, Counted, CountedContribution, CountedDecision, CountedWhat, DayTally,
    EditorTally, GroupTally, KindTally, OperationTally, OrganisationTally, OutcomeTally, Scope,
    Statistics, Tally, Voices,
    clauses::{Clause, Clauses},
};
use crate::{
    CommentKind, Operation, Organisation, OrganisationId, Outcome, PersonId, PersonRef,
    StakeholderGroup, Standing, Status, Timestamp,
};

/// Revision and language.
type Key = (u32, String);

/// The texts that contributions were made on.
#[derive(Debug)]
pub(super) struct Texts {
    /// The one by which clauses are named.
    naming: Key,
    texts: BTreeMap<Key, Arc<Document>>,
}

impl Texts {
    pub(super) fn new(naming: Key) -> Self {
        Self {
            naming,
            texts: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, revision: u32, language: String, text: Arc<Document>) {
        self.texts.insert((revision, language), text);
    }
}

/// Counts everything; `at` says what is overdue.
pub(super) fn statistics(
    counted: &Counted,
    texts: &Texts,
    scope: Scope,
    at: Timestamp,
) -> Statistics {
    let mut counting = Counting::new(counted, texts, at);
    for contribution in &counted.contributions {
        counting.add(contribution);
    }
    counting.done(scope)
}

/// What is counted so far.
struct Counting<'a> {
    at: Timestamp,
    people: HashMap<&'a PersonId, &'a PersonRef>,
    /// By the form of their names under which two spellings are the same.
    known: HashMap<String, &'a Organisation>,
    sections: Sections<'a>,
    names: BTreeSet<&'a str>,
    authors: BTreeSet<&'a PersonId>,
    kinds: BTreeMap<CommentKind, Tally>,
    operations: BTreeMap<Operation, Tally>,
    organisations: BTreeMap<Body, OrganisationTally>,
    outcomes: BTreeMap<(Status, Option<Outcome>), Tally>,
    editors: BTreeMap<Option<&'a PersonId>, EditorTally>,
    days: BTreeMap<String, DayTally>,
    sums: Statistics,
}

/// Of which organisation.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Body {
    Known(OrganisationId),
    /// Only a file names it.
    Named(String),
    Unknown,
}

impl<'a> Counting<'a> {
    fn new(counted: &'a Counted, texts: &'a Texts, at: Timestamp) -> Self {
        let organisations = counted
            .people
            .iter()
            .filter_map(|it| it.organisation.as_ref());
        Self {
            at,
            people: counted.people.iter().map(|it| (&it.id, it)).collect(),
            known: organisations
                .map(|it| (Organisation::key(&it.name), it))
                .collect(),
            sections: Sections::new(texts),
            names: BTreeSet::new(),
            authors: BTreeSet::new(),
            kinds: BTreeMap::new(),
            operations: BTreeMap::new(),
            organisations: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            editors: BTreeMap::new(),
            days: BTreeMap::new(),
            sums: Statistics::default(),
        }
    }

    fn add(&mut self, it: &'a CountedContribution) {
        self.sums.total.add(it);
        self.of_type(it);
        self.of_voice(it);
        match (&it.block, it.what) {
            (None, CountedWhat::Comment(_)) => self.sums.whole_guideline.add(it),
            (block, _) => match self.sections.tally(it, block.as_ref()) {
                Some(tally) => tally.add(it),
                None => self.sums.no_clause.add(it),
            },
        }
        let decision = it.decision.as_ref();
        let outcome = decision.filter(|_| it.status == Status::Decided);
        let outcome = (it.status, outcome.map(|decision| decision.outcome));
        self.outcomes.entry(outcome).or_default().add(it);
        self.of_day(it);
        self.of_editors(it);
        self.of_answer(decision);
    }

    fn of_type(&mut self, it: &CountedContribution) {
        match it.what {
            CountedWhat::Comment(kind) => self.kinds.entry(kind).or_default().add(it),
            CountedWhat::Suggestion { operation, draft } => {
                self.operations.entry(operation).or_default().add(it);
                self.sums.draft_edits += u32::from(draft);
            }
        }
    }

    /// Who brings a file does not speak in it, as far as it names others.
    fn of_voice(&mut self, it: &'a CountedContribution) {
        let named = it.written_by.as_ref().map(|written| written.name.trim());
        let body = match named.filter(|name| !name.is_empty()) {
            Some(name) => {
                self.names.insert(name);
                self.body_in_file(name)
            }
            None => {
                self.authors.insert(&it.author);
                self.body_of(&it.author)
            }
        };
        let (body, row) = body;
        let row = self.organisations.entry(body).or_insert(row);
        row.tally.add(it);
    }

    fn body_of(&self, person: &PersonId) -> (Body, OrganisationTally) {
        let person = self.people.get(person);
        let organisation = person.and_then(|person| person.organisation.as_ref());
        organisation.map_or((Body::Unknown, nobody()), body)
    }

    fn body_in_file(&self, name: &str) -> (Body, OrganisationTally) {
        let named = in_brackets(name).map(|(_, body)| body);
        let named = named.filter(|body| !body.is_empty());
        let key = Organisation::key(named.unwrap_or(name));
        match (self.known.get(&key), named) {
            (Some(organisation), _) => body(organisation),
            (None, None) => (Body::Unknown, nobody()),
            (None, Some(named)) => {
                let row = OrganisationTally {
                    name: Some(named.to_owned()),
                    ..nobody()
                };
                (Body::Named(key), row)
            }
        }
    }

    fn of_day(&mut self, it: &CountedContribution) {
        let received = self.day(it.created_at);
        match it.what {
            CountedWhat::Comment(_) => received.comments += 1,
            CountedWhat::Suggestion { .. } => received.suggestions += 1,
        }
        received.received += 1;
        let decision = it.decision.as_ref();
        if let Some(decision) = decision.filter(|_| it.status == Status::Decided) {
            self.day(decision.confirmed_at.unwrap_or(decision.at))
                .decided += 1;
        }
    }

    fn day(&mut self, at: Timestamp) -> &mut DayTally {
        let day = at.day();
        self.days.entry(day.clone()).or_insert(DayTally {
            day,
            comments: 0,
            suggestions: 0,
            received: 0,
            decided: 0,
        })
    }

    fn of_editors(&mut self, it: &'a CountedContribution) {
        if let Some(decision) = by_editor(it.decision.as_ref()) {
            let editor = self.editor(decision.by.as_ref());
            match decision.standing {
                Standing::Proposed => editor.proposed += 1,
                Standing::Final => editor.decided += 1,
            }
            if let Some(second) = &decision.confirmed_by {
                self.editor(Some(second)).confirmed += 1;
            }
        }
        if let Some((editor, due)) = &it.assigned {
            let open = it.status != Status::Decided;
            let overdue = open && due.is_some_and(|due| due < self.at);
            let editor = self.editor(Some(editor));
            editor.assigned += 1;
            editor.to_do += u32::from(open);
            editor.overdue += u32::from(overdue);
        }
    }

    fn editor(&mut self, id: Option<&'a PersonId>) -> &mut EditorTally {
        let person = id.and_then(|id| self.people.get(id));
        self.editors.entry(id).or_insert_with(|| EditorTally {
            editor: person.map(|person| (*person).clone()),
            decided: 0,
            proposed: 0,
            confirmed: 0,
            assigned: 0,
            to_do: 0,
            overdue: 0,
        })
    }

    fn of_answer(&mut self, decision: Option<&CountedDecision>) {
        let decision = by_editor(decision).filter(|it| it.standing == Standing::Final);
        let Some(decision) = decision else { return };
        let Answers {
            satisfied,
            not_satisfied,
            none,
        } = &mut self.sums.answers;
        *match decision.satisfied {
            Some(true) => satisfied,
            Some(false) => not_satisfied,
            None => none,
        } += 1;
    }

    fn done(self, scope: Scope) -> Statistics {
        let organisations = ordered(self.organisations.into_values().collect());
        let named = organisations.iter().filter(|row| row.name.is_some());
        let kinds = self.kinds.into_iter();
        let operations = self.operations.into_iter();
        let outcomes = self.outcomes.into_iter();
        Statistics {
            scope,
            voices: Voices {
                people: size(self.authors.len()),
                names_in_files: size(self.names.len()),
                organisations: size(named.count()),
            },
            clauses: self.sections.tallies(),
            kinds: kinds
                .map(|(kind, tally)| KindTally { kind, tally })
                .collect(),
            operations: operations
                .map(|(operation, tally)| OperationTally { operation, tally })
                .collect(),
            stakeholder_groups: groups(&organisations),
            organisations,
            outcomes: outcomes
                .map(|((status, outcome), tally)| OutcomeTally {
                    status,
                    outcome,
                    tally,
                })
                .collect(),
            editors: busiest(self.editors.into_values().collect()),
            days: self.days.into_values().collect(),
            ..self.sums
        }
    }
}

/// The clauses that something was said on.
struct Sections<'a> {
    naming: &'a Key,
    texts: BTreeMap<&'a Key, Clauses>,
    sections: HashMap<BlockId, Section>,
}

/// A clause, with what says where it stands among the others.
struct Section {
    /// The naming text first, then the latest.
    order: (bool, Reverse<u32>, usize),
    clause: Clause,
    tally: Tally,
}

impl<'a> Sections<'a> {
    fn new(texts: &'a Texts) -> Self {
        let clauses = texts.texts.iter();
        Self {
            naming: &texts.naming,
            texts: clauses
                .map(|(key, text)| (key, Clauses::of(text)))
                .collect(),
            sections: HashMap::new(),
        }
    }

    /// What is counted of the clause in which the block stands. A block of the draft is in no text
    /// yet but perhaps in the latest.
    fn tally(&mut self, it: &CountedContribution, block: Option<&BlockId>) -> Option<&mut Tally> {
        let block = block?;
        let own = (it.revision, it.language.clone());
        let heading = [&own, self.naming].into_iter().find_map(|key| {
            let found = self.texts.get(key)?.find(block)?;
            Some(found.map(|(_, clause)| clause.block.clone()))
        })??;
        let name = || named(&self.texts, self.naming, &heading);
        if !self.sections.contains_key(&heading) {
            self.sections.insert(heading.clone(), name()?);
        }
        let section = self.sections.get_mut(&heading);
        section.map(|section| &mut section.tally)
    }

    fn tallies(self) -> Vec<ClauseTally> {
        let mut sections: Vec<Section> = self.sections.into_values().collect();
        sections.sort_by_key(|section| section.order);
        let tally = |section: Section| ClauseTally {
            block_id: section.clause.block.to_string(),
            number: section.clause.number,
            title: section.clause.title,
            above: section.clause.above,
            tally: section.tally,
        };
        sections.into_iter().map(tally).collect()
    }
}

/// A clause as the best of the texts that have it names it: the naming one, else one in its
/// language, else the latest.
fn named(texts: &BTreeMap<&Key, Clauses>, naming: &Key, heading: &BlockId) -> Option<Section> {
    let found = texts.iter().filter_map(|(key, clauses)| {
        let (at, clause) = clauses.find(heading)??;
        // under a numbered heading, one without a number has no clause of its own
        (clause.block == *heading).then_some((*key, at, clause))
    });
    let best = found.max_by_key(|(key, ..)| (*key == naming, key.1 == naming.1, key.0));
    best.map(|(key, at, clause)| Section {
        order: (key != naming, Reverse(key.0), at),
        clause: clause.clone(),
        tally: Tally::default(),
    })
}

impl Tally {
    fn add(&mut self, it: &CountedContribution) {
        match it.what {
            CountedWhat::Comment(_) => self.comments += 1,
            CountedWhat::Suggestion { .. } => self.suggestions += 1,
        }
        self.total += 1;
        self.decided += u32::from(it.status == Status::Decided);
        self.supports += it.supports;
    }

    fn join(&mut self, other: Self) {
        self.comments += other.comments;
        self.suggestions += other.suggestions;
        self.total += other.total;
        self.decided += other.decided;
        self.supports += other.supports;
    }
}

/// A decision that an editor made: what authors withdraw they decide themselves.
fn by_editor(decision: Option<&CountedDecision>) -> Option<&CountedDecision> {
    decision.filter(|decision| decision.outcome != Outcome::Withdrawn)
}

fn body(organisation: &Organisation) -> (Body, OrganisationTally) {
    let row = OrganisationTally {
        id: Some(organisation.id.clone()),
        name: Some(organisation.name.clone()),
        stakeholder_group: Some(organisation.stakeholder_group),
        tally: Tally::default(),
    };
    (Body::Known(organisation.id.clone()), row)
}

fn nobody() -> OrganisationTally {
    OrganisationTally {
        id: None,
        name: None,
        stakeholder_group: None,
        tally: Tally::default(),
    }
}

fn ordered(mut rows: Vec<OrganisationTally>) -> Vec<OrganisationTally> {
    rows.sort_by(|a, b| {
        let key = |row: &OrganisationTally| (row.name.is_none(), Reverse(row.tally.total));
        (key(a), &a.name).cmp(&(key(b), &b.name))
    });
    rows
}

fn groups(organisations: &[OrganisationTally]) -> Vec<GroupTally> {
    let mut tallies: BTreeMap<(bool, Option<StakeholderGroup>), Tally> = BTreeMap::new();
    for row in organisations {
        let group = row.stakeholder_group;
        let tally = tallies.entry((group.is_none(), group)).or_default();
        tally.join(row.tally);
    }
    let group = |((_, stakeholder_group), tally)| GroupTally {
        stakeholder_group,
        tally,
    };
    tallies.into_iter().map(group).collect()
}

fn busiest(mut rows: Vec<EditorTally>) -> Vec<EditorTally> {
    let name = |row: &EditorTally| row.editor.as_ref().map(|it| it.display_name.clone());
    rows.sort_by_cached_key(|row| (Reverse(row.decided), Reverse(row.assigned), name(row)));
    rows
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
