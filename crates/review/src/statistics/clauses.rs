//! In which clause of a text a block stands.

use std::collections::HashMap;

use document::{Block, BlockId, Document, Kind, MarkKind, PLACEHOLDER};

/// The clauses of a text, and which blocks stand in them.
#[derive(Debug, Default)]
pub(super) struct Clauses {
    clauses: Vec<Clause>,
    of_block: HashMap<BlockId, Option<usize>>,
}

/// A part of a text under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    /// The block of the heading.
    pub(super) block: BlockId,
    pub(super) number: Option<String>,
    pub(super) title: String,
    /// The headings above with their labels, the highest first.
    pub(super) above: Vec<String>,
}

/// A heading under which the reading stands, by its place among the clauses.
struct Open {
    level: u8,
    clause: usize,
}

impl Clauses {
    pub(super) fn of(document: &Document) -> Self {
        let mut clauses = Self::default();
        let mut open: Vec<Open> = Vec::new();
        // notes stand at the end, and belong to where they are referred to
        let mut notes: HashMap<&str, Option<usize>> = HashMap::new();
        for block in &document.blocks {
            if block.kind == Kind::Heading {
                clauses.enter(block, &mut open);
            }
            let here = match &block.note {
                Some(note) if block.kind == Kind::Footnote => {
                    notes.get(note.as_str()).copied().flatten()
                }
                _ => clauses.innermost(&open),
            };
            for mark in &block.marks {
                if let MarkKind::Note { note } = &mark.kind {
                    notes.insert(note, here);
                }
            }
            clauses.of_block.insert(block.id.clone(), here);
        }
        clauses
    }

    /// The clause of a block with its place in the text; `None` when the text has no such block.
    pub(super) fn find(&self, block: &BlockId) -> Option<Option<(usize, &Clause)>> {
        let at = self.of_block.get(block)?;
        Some(at.map(|at| (at, &self.clauses[at])))
    }

    fn enter(&mut self, heading: &Block, open: &mut Vec<Open>) {
        let level = heading.level.unwrap_or(1);
        open.retain(|outer| outer.level < level);
        let above = open.iter().map(|outer| self.clauses[outer.clause].label());
        let clause = Clause {
            block: heading.id.clone(),
            number: heading.number.clone().filter(|label| !label.is_empty()),
            title: heading.text.replace(PLACEHOLDER, "").trim().to_owned(),
            above: above.collect(),
        };
        open.push(Open {
            level,
            clause: self.clauses.len(),
        });
        self.clauses.push(clause);
    }

    /// What people cite: the nearest heading with a number, or the nearest if none has one.
    fn innermost(&self, open: &[Open]) -> Option<usize> {
        let numbered = |it: &&Open| self.clauses[it.clause].number.is_some();
        let cited = open.iter().rfind(numbered).or(open.last());
        cited.map(|it| it.clause)
    }
}

impl Clause {
    /// As people name it: `4.2 Offsets`.
    fn label(&self) -> String {
        let number = self.number.as_deref().unwrap_or_default();
        format!("{number} {}", self.title).trim().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::Mark;

    fn heading(level: u8, number: &str, text: &str) -> Block {
        Block {
            level: Some(level),
            number: (!number.is_empty()).then(|| number.to_owned()),
            ..Block::new(Kind::Heading, text)
        }
    }

    fn sample() -> Document {
        let mut referring = Block::new(Kind::Paragraph, "Offsets last\u{FFFC}");
        referring.marks.push(Mark {
            start: 12,
            end: 13,
            kind: MarkKind::Note {
                note: "1".to_owned(),
            },
        });
        let mut note = Block::new(Kind::Footnote, "For ever");
        note.note = Some("1".to_owned());
        let mut document = Document {
            blocks: vec![
                Block::new(Kind::Paragraph, "Before all"),
                heading(1, "", "Foreword"),
                Block::new(Kind::Paragraph, "We thank"),
                heading(1, "4", "Mitigation"),
                heading(2, "4.2", "Offsets"),
                heading(3, "", "In short"),
                referring,
                heading(2, "4.3", "Closure"),
                note,
            ],
            ..Document::default()
        };
        document.number_blocks();
        document
    }

    #[track_caller]
    fn check(block: &str, expect: &str) {
        let clauses = Clauses::of(&sample());
        let found = clauses.find(&block.into()).expect("the block is there");
        let shown = found.map_or_else(String::new, |(_, clause)| {
            [&clause.above[..], &[clause.label()]].concat().join(" / ")
        });
        assert_eq!(shown, expect);
    }

    #[test]
    fn a_block_stands_in_the_clause_that_people_cite() {
        check("b1", "");
        check("b2", "Foreword");
        check("b3", "Foreword");
        check("b5", "4 Mitigation / 4.2 Offsets");
        check("b7", "4 Mitigation / 4.2 Offsets");
        check("b8", "4 Mitigation / 4.3 Closure");
        check("b9", "4 Mitigation / 4.2 Offsets");
        assert_eq!(Clauses::of(&sample()).find(&"b99".into()), None);
    }
}
