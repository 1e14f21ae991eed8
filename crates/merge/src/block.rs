use std::ops::Range;

use document::{Block, Mark, Offsets, normalise_marks, slice_marks};
use serde::{Deserialize, Serialize};

use crate::{
    hunks, marks,
    weave::{Stretch, Threefold, weave},
};

/// Two versions that cannot be brought together without a decision. A value to store, to show side
/// by side, and to resolve later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// What both started from.
    pub base: Block,
    /// One version.
    pub ours: Block,
    /// The other version.
    pub theirs: Block,
    /// About what they disagree; never empty.
    pub disputes: Vec<Dispute>,
}

/// One thing that both sides changed, not alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum Dispute {
    /// A stretch of text, with its marks.
    Text {
        /// The stretch in the base.
        base: Span,
        /// In our version.
        ours: Span,
        /// In their version.
        theirs: Span,
    },
    /// Each side put another link over the same text.
    Links,
    /// A property of the block as a whole.
    Property {
        /// Which one.
        property: Property,
    },
    /// Theirs changes a block that we no longer have: `ours` is empty.
    Gone,
    /// Theirs removes a block that we changed: `theirs` is empty.
    Removed,
    /// Each side puts the block elsewhere, or what theirs stands behind is nowhere.
    Place,
}

/// A range of a text in scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First scalar value.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What a block has besides its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Property {
    /// Heading, paragraph, list item and so on.
    Kind,
    /// Depth.
    Level,
    /// Numbered or bulleted.
    Ordered,
    /// The label before the text.
    Number,
    /// Place in a table.
    Cell,
    /// Key of a footnote.
    Note,
    /// Language of code.
    Info,
}

/// Brings two changed versions of a block together, in whole words. The glossary holds terms that
/// count as one word.
///
/// # Errors
/// When both changed the same thing, not alike; then nothing is merged.
pub fn merge(
    base: &Block,
    ours: &Block,
    theirs: &Block,
    glossary: &[String],
) -> Result<Block, Box<Conflict>> {
    let versions = [base, ours, theirs].map(Version::new);
    let stretches = weave(
        versions[0].offsets.length(),
        &hunks::claims(base, ours, glossary),
        &hunks::claims(base, theirs, glossary),
        |place| versions[1].reads_like(&place.ours, &versions[2], &place.theirs),
    );
    let mut disputes: Vec<Dispute> = stretches.iter().filter_map(text_dispute).collect();
    let mut outcome = Outcome {
        block: properties(base, ours, theirs, &mut disputes),
        length: 0,
    };
    for stretch in &stretches {
        outcome.append_stretch(stretch, &versions);
    }
    let Outcome { mut block, length } = outcome;
    normalise_marks(&mut block.marks, length);
    if links_collide(&block) && !links_collide(ours) && !links_collide(theirs) {
        disputes.push(Dispute::Links);
    }
    if disputes.is_empty() {
        return Ok(block);
    }
    Err(Box::new(Conflict {
        base: base.clone(),
        ours: ours.clone(),
        theirs: theirs.clone(),
        disputes,
    }))
}

/// One version, prepared for being cut into stretches.
pub(crate) struct Version<'a> {
    pub(crate) block: &'a Block,
    pub(crate) offsets: Offsets<'a>,
}

impl<'a> Version<'a> {
    pub(crate) fn new(block: &'a Block) -> Self {
        Self {
            block,
            offsets: Offsets::new(&block.text),
        }
    }

    pub(crate) fn marks(&self, range: &Range<usize>) -> Vec<Mark> {
        slice_marks(&self.block.marks, range.clone())
    }

    /// The formatting that goes on across this range, laid over a text of this length: what one side
    /// writes into a stretch that the other side made bold is bold.
    fn around(&self, range: &Range<usize>, length: usize) -> Vec<Mark> {
        let goes_on = |mark: &&Mark| {
            let inside = usize::from(range.is_empty());
            mark.start + inside <= range.start && range.end + inside <= mark.end
        };
        let marks = self.block.marks.iter().filter(goes_on);
        marks
            .filter(|mark| !marks::is_note(mark))
            .map(|mark| Mark {
                start: 0,
                end: length,
                kind: mark.kind.clone(),
            })
            .collect()
    }

    fn reads_like(&self, range: &Range<usize>, other: &Self, other_range: &Range<usize>) -> bool {
        let stretch = |version: &Self, range: &Range<usize>| {
            let mut outcome = Outcome::default();
            outcome.append(version, range, version.marks(range));
            outcome.block
        };
        stretch(self, range) == stretch(other, other_range)
    }
}

/// The merged block as it grows.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) block: Block,
    pub(crate) length: usize,
}

impl Outcome {
    fn append_stretch(&mut self, stretch: &Stretch, versions: &[Version<'_>; 3]) {
        let [base, ours, theirs] = versions;
        let (from, range, marks) = match stretch {
            Stretch::Shared(Threefold {
                base: b,
                ours: o,
                theirs: t,
            }) => (
                base,
                b,
                marks::merge(&base.marks(b), &ours.marks(o), &theirs.marks(t)),
            ),
            Stretch::Ours(Threefold {
                base: b,
                ours: o,
                theirs: t,
            }) => {
                let (before, other) = (base.around(b, o.len()), theirs.around(t, o.len()));
                (ours, o, marks::merge(&before, &ours.marks(o), &other))
            }
            Stretch::Theirs(Threefold {
                base: b,
                ours: o,
                theirs: t,
            }) => {
                let (before, other) = (base.around(b, t.len()), ours.around(o, t.len()));
                (theirs, t, marks::merge(&before, &other, &theirs.marks(t)))
            }
            Stretch::Alike(Threefold { ours: o, .. }) => (ours, o, ours.marks(o)),
            Stretch::Disputed(_) => return,
        };
        self.append(from, range, marks);
    }

    /// Appends a range of a version's text and atoms, with marks that count from its start.
    pub(crate) fn append(&mut self, from: &Version<'_>, range: &Range<usize>, marks: Vec<Mark>) {
        let at = self.length;
        self.length += range.len();
        self.block.text.push_str(from.offsets.slice(range.clone()));
        self.block.marks.extend(marks.into_iter().map(|mark| Mark {
            start: mark.start + at,
            end: mark.end + at,
            kind: mark.kind,
        }));
        let atoms = from.block.atoms.iter();
        let here = atoms.filter(|atom| range.contains(&atom.at));
        self.block.atoms.extend(here.cloned().map(|mut atom| {
            atom.at = atom.at - range.start + at;
            atom
        }));
    }
}

fn text_dispute(stretch: &Stretch) -> Option<Dispute> {
    let Stretch::Disputed(place) = stretch else {
        return None;
    };
    Some(Dispute::Text {
        base: (&place.base).into(),
        ours: (&place.ours).into(),
        theirs: (&place.theirs).into(),
    })
}

impl From<&Range<usize>> for Span {
    fn from(range: &Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

/// A block without text that has each property as the side says that changed it.
fn properties(base: &Block, ours: &Block, theirs: &Block, disputes: &mut Vec<Dispute>) -> Block {
    macro_rules! decide {
        ($field:ident, $property:ident) => {
            decide(&base.$field, &ours.$field, &theirs.$field).unwrap_or_else(|| {
                disputes.push(Dispute::Property {
                    property: Property::$property,
                });
                base.$field.clone()
            })
        };
    }
    Block {
        id: decide(&base.id, &ours.id, &theirs.id).unwrap_or_else(|| base.id.clone()),
        kind: decide!(kind, Kind),
        level: decide!(level, Level),
        ordered: decide!(ordered, Ordered),
        number: decide!(number, Number),
        cell: decide!(cell, Cell),
        note: decide!(note, Note),
        info: decide!(info, Info),
        ..Block::default()
    }
}

fn decide<T: Clone + PartialEq>(base: &T, ours: &T, theirs: &T) -> Option<T> {
    if ours == base {
        Some(theirs.clone())
    } else if theirs == base || theirs == ours {
        Some(ours.clone())
    } else {
        None
    }
}

fn links_collide(block: &Block) -> bool {
    marks::links_collide(&block.marks)
}
