//! Who wrote which change: a short sign behind it, explained on the title page.

use std::{collections::HashMap, ops::Range};

use super::sheet::Run;
use crate::{Presentation, Side};

/// The people whose changes these are, each with a sign.
#[derive(Debug, Default)]
pub(super) struct Credits {
    people: Vec<Person>,
    /// Changed text by side and block.
    stretches: HashMap<(Side, usize), Vec<Stretch>>,
}

/// Changed text of one person.
#[derive(Debug)]
struct Stretch {
    start: usize,
    end: usize,
    person: usize,
}

/// Somebody who wrote changes.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) sign: String,
}

impl Credits {
    pub(super) fn of(presentation: &Presentation) -> Self {
        let mut credits = Self::default();
        for credit in &presentation.credits {
            let person = credits.person(credit.author.trim());
            let key = (credit.side, credit.block);
            let stretch = Stretch {
                start: credit.start,
                end: credit.end,
                person,
            };
            credits.stretches.entry(key).or_default().push(stretch);
        }
        credits
    }

    pub(super) fn people(&self) -> &[Person] {
        &self.people
    }

    fn person(&mut self, name: &str) -> usize {
        let known = self.people.iter().position(|person| person.name == name);
        known.unwrap_or_else(|| {
            let taken = |sign: &str| self.people.iter().any(|person| person.sign == sign);
            let short = short(name);
            let mut numbered = (2..).map(|number| format!("{short}{number}"));
            let sign = match taken(&short) {
                false => short.clone(),
                true => numbered.find(|sign| !taken(sign)).unwrap_or_default(),
            };
            self.people.push(Person {
                name: name.to_owned(),
                sign,
            });
            self.people.len() - 1
        })
    }

    /// Where in a changed stretch of a text the words of one person end, counted from its start, and
    /// their sign.
    pub(super) fn ends(
        &self,
        side: Side,
        block: usize,
        range: Range<usize>,
    ) -> Vec<(usize, String)> {
        let stretches = self.stretches.get(&(side, block)).into_iter().flatten();
        let inside = stretches.filter(|it| it.start < range.end && it.end > range.start);
        let ends = inside.map(|stretch| {
            let at = stretch.end.min(range.end) - range.start;
            (at, self.people[stretch.person].sign.clone())
        });
        ends.collect()
    }
}

/// Initials; of a name that is not in letters with capitals, its first characters.
fn short(name: &str) -> String {
    let capitals: String = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|letter| letter.is_uppercase())
        .take(3)
        .collect();
    match capitals.is_empty() {
        true => name.chars().take(3).collect(),
        false => capitals,
    }
}

/// A sign that is followed by more of the same person's changes says nothing.
pub(super) fn once(runs: Vec<Run>) -> Vec<Run> {
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    let mut last: Option<(usize, String)> = None;
    for run in runs {
        match &run {
            Run::By { label } => {
                if let Some((at, _)) = last.take().filter(|(_, before)| before == label) {
                    kept.remove(at);
                }
                last = Some((kept.len(), label.clone()));
            }
            run if run.is_unchanged() => last = None,
            _ => {}
        }
        kept.push(run);
    }
    kept
}
