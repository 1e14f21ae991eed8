//! Who wrote which change: by default the author of the redline.

use std::collections::HashMap;

use redline::{ChangeKind, Redline};

use super::{
    attribution,
    flow::{Fate, Standing},
};
use crate::{Presentation, Side, Whose};

/// Under whose name and date a change stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct By(usize);

/// The names of a redline's changes.
#[derive(Debug)]
pub(super) struct Credits {
    /// `w:author` and `w:date` by their number; the first is the redline's own.
    attributes: Vec<String>,
    by_block: HashMap<(Side, usize), Vec<Stretch>>,
    /// Whose doing it is that a block went from here or came here.
    moved: HashMap<(Side, usize), By>,
    /// Whose the form of a block of the newer side is.
    formed: Vec<By>,
}

#[derive(Debug)]
struct Stretch {
    start: usize,
    end: usize,
    by: By,
}

impl Credits {
    pub(super) fn new(redline: &Redline<'_>, presentation: &Presentation) -> Self {
        let own = attribution::attributes(&presentation.author, &presentation.date);
        let mut credits = Self {
            attributes: vec![own],
            by_block: HashMap::new(),
            moved: HashMap::new(),
            formed: Vec::new(),
        };
        for credit in &presentation.credits {
            let by = credits.number(attribution::attributes(&credit.author, &credit.date));
            let key = (credit.side, credit.block);
            credits.by_block.entry(key).or_default().push(Stretch {
                start: credit.start,
                end: credit.end,
                by,
            });
        }
        for whose in &presentation.forms {
            let by = whose.as_ref().map(|whose| credits.whose(whose));
            credits.formed.push(by.unwrap_or_default());
        }
        for (change, whose) in redline.changes.iter().zip(&presentation.changes) {
            let place = match change.kind {
                ChangeKind::MovedFrom { .. } => (Side::Old, change.old.start),
                ChangeKind::MovedTo { .. } => (Side::New, change.new.start),
                _ => continue,
            };
            if let Some(whose) = whose {
                let by = credits.whose(whose);
                credits.moved.insert(place, by);
            }
        }
        credits
    }

    fn whose(&mut self, whose: &Whose) -> By {
        self.number(attribution::attributes(&whose.author, &whose.date))
    }

    fn number(&mut self, attributes: String) -> By {
        let known = self
            .attributes
            .iter()
            .position(|known| *known == attributes);
        By(known.unwrap_or_else(|| {
            self.attributes.push(attributes);
            self.attributes.len() - 1
        }))
    }

    /// Name and date as attributes.
    pub(super) fn attributes(&self, by: By) -> &str {
        &self.attributes[by.0]
    }

    /// Whose the change of the character at an offset is.
    pub(super) fn at(&self, fate: Fate, (side, block): (Side, usize), offset: usize) -> By {
        if let Fate::MovedFrom(_) | Fate::MovedTo(_) = fate {
            return self.mover(side, block);
        }
        let covers = |stretch: &&Stretch| (stretch.start..stretch.end).contains(&offset);
        self.find(side, block, covers)
    }

    /// Where the name changes in a block.
    pub(super) fn borders(&self, side: Side, block: usize) -> impl Iterator<Item = usize> {
        let stretches = self.by_block.get(&(side, block)).into_iter().flatten();
        stretches.flat_map(|stretch| [stretch.start, stretch.end])
    }

    /// Whose a paragraph mark is: it goes with the end of the text before it.
    pub(super) fn of_mark(
        &self,
        fate: Fate,
        old: Option<Standing<'_>>,
        new: Option<Standing<'_>>,
    ) -> By {
        let Some(side) = fate.only_side() else {
            return By::default();
        };
        let standing = match side {
            Side::Old => old,
            Side::New => new,
        };
        if let Fate::MovedFrom(_) | Fate::MovedTo(_) = fate {
            return standing.map_or_else(By::default, |it| self.mover(side, it.index));
        }
        standing.map_or_else(By::default, |Standing { index, block }| {
            let end = block.length();
            let reaches = |stretch: &&Stretch| stretch.start <= end && stretch.end >= end;
            self.find(side, index, reaches)
        })
    }

    /// Who gave a block of the newer side its form.
    pub(super) fn former(&self, new: Option<usize>) -> By {
        let known = new.and_then(|block| self.formed.get(block));
        known.copied().unwrap_or_default()
    }

    fn mover(&self, side: Side, block: usize) -> By {
        self.moved.get(&(side, block)).copied().unwrap_or_default()
    }

    fn find(&self, side: Side, block: usize, wanted: impl Fn(&&Stretch) -> bool) -> By {
        let stretches = self.by_block.get(&(side, block)).into_iter().flatten();
        stretches
            .rev()
            .find(wanted)
            .map_or_else(By::default, |stretch| stretch.by)
    }
}
