//! Clauses by their labels and headings.

use std::ops::Range;

use document::{Block, Document, Kind};

use super::Clause;
use crate::tables::{BlockCited, BlockSort, Citation, Step, plain};

/// What of a text can be cited by label.
#[derive(Debug)]
pub(super) struct Clauses {
    labelled: Vec<Labelled>,
    blocks: usize,
}

#[derive(Debug)]
struct Labelled {
    block: usize,
    /// One past what is below it.
    end: usize,
    heading: bool,
    steps: Vec<Step>,
    /// The words of a heading, folded.
    words: String,
}

impl Labelled {
    fn parts(&self) -> Vec<&str> {
        parts(&self.steps)
    }

    fn clause(&self, exact: bool) -> Clause {
        Clause {
            range: self.block..self.end,
            exact,
        }
    }
}

fn parts(steps: &[Step]) -> Vec<&str> {
    steps
        .iter()
        .flat_map(|step| step.parts.iter().map(String::as_str))
        .collect()
}

/// Whether two labels can count the same thing.
fn alike(a: &[Step], b: &[Step]) -> bool {
    let unit = |steps: &[Step]| {
        steps
            .last()
            .map(|step| step.unit.clone())
            .unwrap_or_default()
    };
    let (a, b) = (unit(a), unit(b));
    a.is_empty() || b.is_empty() || a == b
}

impl Clauses {
    pub(super) fn of(document: &Document) -> Self {
        let blocks = &document.blocks;
        let labelled = blocks.iter().enumerate().filter_map(|(index, block)| {
            let heading = block.kind == Kind::Heading;
            let (steps, words) = match &block.number {
                Some(number) => (Step::of_label(number), plain(&block.text)),
                None if heading => {
                    let cited = Citation::of(&block.text, "");
                    (cited.steps, plain(&cited.heading))
                }
                None => return None,
            };
            Some(Labelled {
                block: index,
                end: end_of(blocks, index),
                heading,
                steps,
                words: if heading { words } else { String::new() },
            })
        });
        Self {
            labelled: labelled.collect(),
            blocks: blocks.len(),
        }
    }

    pub(super) fn find(&self, cited: &Citation) -> Option<Clause> {
        let words = plain(&cited.heading);
        if cited.steps.is_empty() {
            return self.by_words(&words);
        }
        let found = self
            .by_label(&cited.steps, &words)
            .or_else(|| self.nested(&cited.steps))
            .or_else(|| self.by_words(&words));
        found.or_else(|| self.above(&cited.steps))
    }

    /// By the whole label; of several, the heading with these words, then any heading.
    fn by_label(&self, steps: &[Step], words: &str) -> Option<Clause> {
        let wanted = parts(steps);
        let same = self
            .labelled
            .iter()
            .filter(|it| it.parts() == wanted && alike(&it.steps, steps));
        let named = |it: &&Labelled| !words.is_empty() && it.words == words;
        let best = same.clone().max_by_key(|it| {
            let first = std::cmp::Reverse(it.block);
            (named(it), it.heading, first)
        })?;
        let only = named(&best) || same.filter(|it| it.heading == best.heading).count() == 1;
        Some(best.clause(only))
    }

    /// Each label within the clause of the one before it.
    fn nested(&self, steps: &[Step]) -> Option<Clause> {
        if steps.len() < 2 {
            return None;
        }
        let mut range = 0..self.blocks;
        for step in steps {
            let one = std::slice::from_ref(step);
            let wanted = parts(one);
            let found = self.labelled.iter().find(|it| {
                range.contains(&it.block) && it.parts() == wanted && alike(&it.steps, one)
            })?;
            range = found.block..found.end;
        }
        Some(Clause { range, exact: true })
    }

    fn by_words(&self, words: &str) -> Option<Clause> {
        if words.is_empty() {
            return None;
        }
        let mut same = self.labelled.iter().filter(|it| it.words == words);
        let first = same.next()?;
        Some(first.clause(same.next().is_none()))
    }

    /// The clause around one that is not there.
    fn above(&self, steps: &[Step]) -> Option<Clause> {
        let mut steps = steps.to_vec();
        loop {
            let last = steps.last_mut()?;
            last.parts.pop();
            if last.parts.is_empty() {
                steps.pop();
            }
            if steps.is_empty() {
                return None;
            }
            let found = self.by_label(&steps, "").or_else(|| self.nested(&steps));
            if let Some(clause) = found {
                return Some(Clause {
                    exact: false,
                    ..clause
                });
            }
        }
    }

    /// The block that is this paragraph, table or figure in this range.
    pub(super) fn block(
        &self,
        document: &Document,
        range: Range<usize>,
        cited: BlockCited,
    ) -> Option<usize> {
        let mut inside = range;
        if cited.sort != BlockSort::Paragraph {
            let captioned = |index: &usize| caption(&document.blocks[*index]) == Some(cited);
            let found = inside.clone().find(captioned);
            let found = found.or_else(|| (0..document.blocks.len()).find(captioned));
            if found.is_some() {
                return found;
            }
        }
        inside.find(|index| self.cited(document, *index) == Some(cited))
    }

    /// How people cite a block: paragraphs are counted within their clause, figures and tables by the
    /// number of their caption, else through the text.
    pub(super) fn cited(&self, document: &Document, index: usize) -> Option<BlockCited> {
        let block = document.blocks.get(index)?;
        let blocks = &document.blocks[..index];
        let (sort, before) = match block.kind {
            Kind::Heading | Kind::Rule | Kind::Footnote => return None,
            Kind::Cell => {
                let table = &block.cell.as_ref()?.table;
                let mut tables: Vec<&str> = Vec::new();
                for cell in blocks.iter().filter_map(|it| it.cell.as_ref()) {
                    if tables.last() != Some(&cell.table.as_str()) {
                        tables.push(&cell.table);
                    }
                }
                tables.retain(|name| name != table);
                (BlockSort::Table, tables.len())
            }
            Kind::Figure => {
                let figures = blocks.iter().filter(|it| it.kind == Kind::Figure);
                (BlockSort::Figure, figures.count())
            }
            _ => {
                let since = blocks
                    .iter()
                    .rev()
                    .take_while(|it| it.kind != Kind::Heading);
                let paragraphs = since.filter(|it| is_paragraph(it));
                (BlockSort::Paragraph, paragraphs.count())
            }
        };
        let number = u32::try_from(before).ok()?.checked_add(1)?;
        let captioned = caption(block).filter(|it| it.sort == sort);
        Some(captioned.unwrap_or(BlockCited { sort, number }))
    }
}

fn is_paragraph(block: &Block) -> bool {
    matches!(
        block.kind,
        Kind::Paragraph | Kind::ListItem | Kind::Quote | Kind::Code
    )
}

/// `Table 2: Offsets` is table 2.
fn caption(block: &Block) -> Option<BlockCited> {
    let label = block.number.as_deref().unwrap_or_default();
    let start: String = block.text.chars().take(16).collect();
    let text = format!("{label} {start}");
    let text = text.trim_start();
    let lower = text.to_lowercase();
    let begins = [
        "table", "figure", "fig", "tabela", "figura", "quadro", "表", "图",
    ];
    let short = block.kind != Kind::Heading && begins.iter().any(|word| lower.starts_with(word));
    short.then(|| Citation::of(text, "").block)?
}

/// One past what is below a block: for a heading, up to the next of its level; for another with a
/// label, up to the next label or heading.
fn end_of(blocks: &[Block], index: usize) -> usize {
    let head = &blocks[index];
    let level = head.level.unwrap_or(1);
    let ends = |block: &Block| match head.kind {
        Kind::Heading => block.kind == Kind::Heading && block.level.unwrap_or(1) <= level,
        _ => block.kind == Kind::Heading || block.number.is_some() || block.kind != Kind::ListItem,
    };
    let after = blocks[index + 1..].iter().position(ends);
    after.map_or(blocks.len(), |at| index + 1 + at)
}
