use serde::Serialize;
use serde_json::Value;

use super::{Statistics, Tally};

/// A row of the table: by what, its name inside, its name for people, what is counted, how many.
type Record = [String; 5];

impl Statistics {
    /// The headings of [`Statistics::records`].
    pub const COLUMNS: [&str; 5] = ["by", "id", "name", "count", "number"];

    /// All numbers as the rows of a table, one a row, to be filtered and pivoted.
    pub fn records(&self) -> Vec<[String; 5]> {
        let mut to = Vec::new();
        tally(&mut to, "all", ["", ""], self.total);
        self.sums(&mut to);
        self.places(&mut to);
        for row in &self.kinds {
            tally(&mut to, "kind", [&word(row.kind), ""], row.tally);
        }
        for row in &self.operations {
            tally(&mut to, "operation", [&word(row.operation), ""], row.tally);
        }
        for row in &self.stakeholder_groups {
            let group = row.stakeholder_group.map_or("unknown".to_owned(), word);
            tally(&mut to, "stakeholder_group", [&group, ""], row.tally);
        }
        for row in &self.organisations {
            let id = row.id.as_ref().map_or("", |id| id.as_str());
            let name = row.name.as_deref().unwrap_or("unknown");
            tally(&mut to, "organisation", [id, name], row.tally);
        }
        for row in &self.outcomes {
            let outcome = row.outcome.map_or_else(|| word(row.status), word);
            tally(&mut to, "outcome", [&outcome, ""], row.tally);
        }
        self.people_and_days(&mut to);
        to
    }

    fn sums(&self, to: &mut Vec<Record>) {
        let (voices, answers) = (self.voices, self.answers);
        numbers(to, "all", ["", ""], &[("draft_edits", self.draft_edits)]);
        let counts = [
            ("people", voices.people),
            ("names_in_files", voices.names_in_files),
            ("organisations", voices.organisations),
        ];
        numbers(to, "voices", ["", ""], &counts);
        let counts = [
            ("satisfied", answers.satisfied),
            ("not_satisfied", answers.not_satisfied),
            ("none", answers.none),
        ];
        numbers(to, "answers", ["", ""], &counts);
    }

    fn places(&self, to: &mut Vec<Record>) {
        for row in &self.clauses {
            let number = row.number.as_deref().unwrap_or_default();
            let name = format!("{number} {}", row.title);
            tally(to, "clause", [&row.block_id, name.trim()], row.tally);
        }
        tally(to, "whole_guideline", ["", ""], self.whole_guideline);
        tally(to, "no_clause", ["", ""], self.no_clause);
    }

    fn people_and_days(&self, to: &mut Vec<Record>) {
        for row in &self.editors {
            let person = row.editor.as_ref();
            let id = person.map_or("", |person| person.id.as_str());
            let name = person.map_or("console", |person| &person.display_name);
            let counts = [
                ("decided", row.decided),
                ("proposed", row.proposed),
                ("confirmed", row.confirmed),
                ("assigned", row.assigned),
                ("to_do", row.to_do),
                ("overdue", row.overdue),
            ];
            numbers(to, "editor", [id, name], &counts);
        }
        for row in &self.days {
            let counts = [
                ("comments", row.comments),
                ("suggestions", row.suggestions),
                ("received", row.received),
                ("decided", row.decided),
            ];
            numbers(to, "day", [&row.day, ""], &counts);
        }
    }
}

fn tally(to: &mut Vec<Record>, by: &str, named: [&str; 2], tally: Tally) {
    let counts = [
        ("comments", tally.comments),
        ("suggestions", tally.suggestions),
        ("total", tally.total),
        ("decided", tally.decided),
        ("supports", tally.supports),
    ];
    numbers(to, by, named, &counts);
}

fn numbers(to: &mut Vec<Record>, by: &str, [id, name]: [&str; 2], counts: &[(&str, u32)]) {
    let record = |(count, number): &(&str, u32)| {
        [by, id, name, count, &number.to_string()].map(str::to_owned)
    };
    to.extend(counts.iter().map(record));
}

/// The same word as in JSON.
fn word(variant: impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
