//! Labels as list numbering, where a word processor would count to the same label; else as text.
//!
//! Each run of labels that counts on becomes a list of its own, with its own definition, so that no
//! two lists disturb each other. In a redline a list must count right on both sides at once:
//! inserted items count only on the newer one, deleted ones only on the older.

use std::fmt::Write as _;

use document::{Block, Kind};

use super::{
    flow::Paragraph,
    numbers::{Parsed, Pattern, parse},
    template::HouseLists,
};
use crate::docx::{counting::Counting, markup, read::UNLABELLED};

/// How the labels of a paragraph are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    /// `w:numId` and `w:ilvl` of the older side.
    pub(super) old: Option<(usize, u8)>,
    /// The same of the newer side.
    pub(super) new: Option<(usize, u8)>,
    /// The older label is written as text.
    pub(super) old_typed: bool,
    /// The newer label is written as text.
    pub(super) new_typed: bool,
}

/// The lists with fixed numbers: bullets, text under an item, numbers that we do not know.
const BULLETS: usize = 1;
const BLANK: usize = 2;
const UNKNOWN: usize = 3;
const FIRST_FREE: usize = 4;

const LEVELS: usize = 9;

/// All lists of a file.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// How many lists of a template stand before these.
    before: usize,
    counted: Vec<List>,
    /// The list that was last used on each level, for headings and for items.
    latest: [[Option<usize>; LEVELS]; 2],
}

/// One list that counts.
#[derive(Debug, Default)]
struct List {
    levels: [Option<Slot>; LEVELS],
    /// Where it stands on the older and the newer side.
    sides: [[Option<u32>; LEVELS]; 2],
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Slot {
    pattern: Pattern,
    start: u32,
}

const OLD: usize = 0;
const NEW: usize = 1;

impl Lists {
    /// Lists that stand after this many others.
    pub(super) fn after(before: usize) -> Self {
        Self {
            before,
            ..Self::default()
        }
    }

    /// Decides for one paragraph, in the order of the file.
    pub(super) fn number(&mut self, paragraph: &mut Paragraph<'_>) {
        let (old, new) = (paragraph.old_block(), paragraph.new_block());
        let labelled = |block: Option<&Block>| block.is_some_and(|block| block.number.is_some());
        let (old_labelled, new_labelled) = (labelled(old), labelled(new));
        let mut numbers = Numbers {
            old: old.and_then(fixed),
            new: new.and_then(fixed),
            old_typed: false,
            new_typed: false,
        };
        let old = old.filter(|block| is_counted(block));
        let new = new.filter(|block| is_counted(block));
        match (old, new) {
            (Some(old), Some(new)) => {
                let both = self.together(old, new);
                numbers.old = both.or_else(|| self.alone(old, OLD)).or(numbers.old);
                numbers.new = both.or_else(|| self.alone(new, NEW)).or(numbers.new);
            }
            (Some(old), None) => numbers.old = self.alone(old, OLD).or(numbers.old),
            (None, Some(new)) => numbers.new = self.alone(new, NEW).or(numbers.new),
            (None, None) => {}
        }
        let typed = |labelled: bool, place: Option<(usize, u8)>| {
            labelled && place.is_none_or(|(list, _)| list < FIRST_FREE)
        };
        numbers.old_typed = typed(old_labelled, numbers.old);
        numbers.new_typed = typed(new_labelled, numbers.new);
        let placed = |place: (usize, u8)| (place.0 + self.before, place.1);
        numbers.old = numbers.old.map(placed);
        numbers.new = numbers.new.map(placed);
        paragraph.numbers = numbers;
    }

    /// Lists that come from here on do not continue those before: another story begins.
    pub(super) fn start_story(&mut self) {
        self.latest = Default::default();
    }

    fn together(&mut self, old: &Block, new: &Block) -> Option<(usize, u8)> {
        if family(old) != family(new) || level(old) != level(new) {
            return None;
        }
        let older = parse(old.number.as_deref()?);
        let pairs: Vec<[Option<Parsed>; 2]> = parse(new.number.as_deref()?)
            .into_iter()
            .filter_map(|new| {
                let same = |old: &&Parsed| old.pattern == new.pattern;
                let old = older.iter().find(same)?.clone();
                Some([Some(old), Some(new)])
            })
            .collect();
        self.place(family(new), level(new), &pairs)
    }

    fn alone(&mut self, block: &Block, side: usize) -> Option<(usize, u8)> {
        let readings: Vec<[Option<Parsed>; 2]> = parse(block.number.as_deref()?)
            .into_iter()
            .map(|parsed| match side {
                OLD => [Some(parsed), None],
                _ => [None, Some(parsed)],
            })
            .collect();
        self.place(family(block), level(block), &readings)
    }

    /// Finds the list in which one of the readings of a label comes next, or begins one.
    fn place(
        &mut self,
        family: usize,
        level: usize,
        readings: &[[Option<Parsed>; 2]],
    ) -> Option<(usize, u8)> {
        let upper = level.checked_sub(1).and_then(|at| self.latest[family][at]);
        let open: Vec<usize> = [self.latest[family][level], upper]
            .into_iter()
            .flatten()
            .collect();
        let found = readings.iter().find_map(|reading| {
            let fits = |list: &&usize| self.counted[**list].fits(level, reading);
            Some((*open.iter().find(fits)?, reading))
        });
        let (list, reading) = found.or_else(|| {
            let first = |reading: &&[Option<Parsed>; 2]| starts_list(reading) == Some(1);
            let any = |reading: &&[Option<Parsed>; 2]| starts_list(reading).is_some();
            let reading = readings.iter().find(first).or(readings.iter().find(any))?;
            self.counted.push(List::default());
            Some((self.counted.len() - 1, reading))
        })?;
        self.counted[list].count(level, reading);
        self.latest[family][level] = Some(list);
        Some((list + FIRST_FREE, u8::try_from(level).ok()?))
    }
}

/// The value at which a list can begin with this label: one number, equal on both sides.
fn starts_list(reading: &[Option<Parsed>; 2]) -> Option<u32> {
    let mut values = reading.iter().flatten().map(|parsed| &parsed.values[..]);
    match (values.next()?, values.next()) {
        (&[value], None) => Some(value),
        (&[old], Some(&[new])) if old == new => Some(old),
        _ => None,
    }
}

impl List {
    fn fits(&self, level: usize, reading: &[Option<Parsed>; 2]) -> bool {
        let sides = reading.iter().zip(&self.sides);
        let mut on_sides = sides.filter_map(|(parsed, at)| Some((parsed.as_ref()?, at)));
        on_sides.all(|(parsed, at)| self.fits_side(level, parsed, at))
            && (self.levels[level].is_some() || starts_level(reading))
    }

    fn fits_side(&self, level: usize, parsed: &Parsed, at: &[Option<u32>; LEVELS]) -> bool {
        let Some((&own, upper)) = parsed.values.split_last() else {
            return false;
        };
        if upper.len() > level {
            return false;
        }
        let upper_fits = upper.iter().enumerate().all(|(index, &value)| {
            let slot = self.levels[level - upper.len() + index].as_ref();
            let decimal = slot.is_some_and(|slot| slot.pattern.counting == Counting::Decimal);
            decimal && at[level - upper.len() + index] == Some(value)
        });
        let own_fits = match (&self.levels[level], at[level]) {
            (Some(slot), Some(last)) => slot.pattern == parsed.pattern && own == last + 1,
            (Some(slot), None) => slot.pattern == parsed.pattern && own == slot.start,
            (None, _) => true,
        };
        upper_fits && own_fits
    }

    fn count(&mut self, level: usize, reading: &[Option<Parsed>; 2]) {
        for (side, parsed) in reading.iter().enumerate() {
            let Some(parsed) = parsed else { continue };
            let value = parsed.values.last().copied().unwrap_or(1);
            self.levels[level].get_or_insert_with(|| Slot {
                pattern: parsed.pattern.clone(),
                start: value,
            });
            let levels = self.levels.iter();
            for (at, slot) in self.sides[side].iter_mut().zip(levels).take(level) {
                at.get_or_insert(slot.as_ref().map_or(1, |slot| slot.start));
            }
            self.sides[side][level] = Some(value);
            self.sides[side][level + 1..].fill(None);
        }
    }
}

/// Whether a new level of a list can begin: both sides with the same number.
fn starts_level(reading: &[Option<Parsed>; 2]) -> bool {
    let mut last = reading.iter().flatten().map(|parsed| parsed.values.last());
    let first = last.next();
    last.all(|value| Some(value) == first)
}

fn family(block: &Block) -> usize {
    usize::from(block.kind == Kind::Heading)
}

fn level(block: &Block) -> usize {
    usize::from(block.level.unwrap_or(1).clamp(1, 9) - 1)
}

/// Whether the label of a block is one that lists count.
fn is_counted(block: &Block) -> bool {
    block.number.is_some()
        && match block.kind {
            Kind::Heading => true,
            Kind::ListItem | Kind::Cell | Kind::Footnote => block.ordered == Some(true),
            _ => false,
        }
}

/// The list of a block whose label, if any, is not counted.
fn fixed(block: &Block) -> Option<(usize, u8)> {
    let list = match (block.kind, block.ordered, block.level) {
        (Kind::ListItem, Some(true), _) => UNKNOWN,
        (Kind::ListItem, _, _) => BULLETS,
        (Kind::Cell | Kind::Footnote, Some(true), _) => UNKNOWN,
        (Kind::Cell | Kind::Footnote, Some(false), _) => BULLETS,
        (Kind::Heading | Kind::Paragraph | Kind::Quote, ..) => return None,
        (_, _, Some(_)) => BLANK,
        _ => return None,
    };
    Some((list, u8::try_from(level(block)).unwrap_or(0)))
}

impl Lists {
    /// The inside of `numbering.xml`: definitions first, then the lists (17.9.15).
    pub(super) fn write(&self, house: Option<&HouseLists>, out: &mut String) {
        if let Some(house) = house {
            out.push_str(&house.definitions);
        }
        let definition =
            |out: &mut String, list, name: &str, level: &dyn Fn(&mut String, usize)| {
                definition(out, list + self.before, name, level);
            };
        let bullets = ["•", "◦", "▪"];
        definition(out, BULLETS, "", &|out, level| {
            level_of(out, level, 1, Counting::Bullet, bullets[level % 3]);
        });
        definition(out, BLANK, "", &|out, level| {
            level_of(out, level, 1, Counting::Nothing, "");
        });
        definition(out, UNKNOWN, UNLABELLED, &|out, level| {
            level_of(
                out,
                level,
                1,
                Counting::Decimal,
                &format!("%{}.", level + 1),
            );
        });
        for (index, list) in self.counted.iter().enumerate() {
            definition(
                out,
                index + FIRST_FREE,
                "",
                &|out, level| match &list.levels[level] {
                    Some(slot) => {
                        let text = slot.pattern.text(level);
                        level_of(out, level, slot.start, slot.pattern.counting, &text);
                    }
                    None => {
                        level_of(
                            out,
                            level,
                            1,
                            Counting::Decimal,
                            &format!("%{}.", level + 1),
                        );
                    }
                },
            );
        }
        if let Some(house) = house {
            out.push_str(&house.lists);
        }
        for list in 1..self.counted.len() + FIRST_FREE {
            let list = list + self.before;
            let _ = write!(
                out,
                "<w:num w:numId=\"{list}\"><w:abstractNumId w:val=\"{list}\"/></w:num>"
            );
        }
    }
}

fn definition(out: &mut String, id: usize, name: &str, level: &dyn Fn(&mut String, usize)) {
    let _ = write!(
        out,
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>"
    );
    if !name.is_empty() {
        let _ = write!(out, "<w:name w:val=\"{name}\"/>");
    }
    (0..LEVELS).for_each(|at| level(out, at));
    out.push_str("</w:abstractNum>");
}

fn level_of(out: &mut String, level: usize, start: u32, counting: Counting, text: &str) {
    let text = markup::escaped(text);
    let _ = write!(
        out,
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"{start}\"/><w:numFmt w:val=\"{}\"/>\
         <w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr>\
         <w:ind w:left=\"{}\" w:hanging=\"425\"/></w:pPr></w:lvl>",
        counting.name(),
        425 * (level + 1),
    );
}
