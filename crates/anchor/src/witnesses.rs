//! The witnesses, one by one.

use std::ops::Range;

use crate::{
    Anchor, FUZZY, Placement, Placer, Reason, State,
    evidence::{LONG, WITNESS},
    grams::TooMany,
    likeness::{is_distinctive, likeness},
    passage::{Lead, Passage},
    placer::FateKind,
    prepared::Place,
    survival,
};

/// How much further one of several places must agree with the surroundings to be the one.
const MARGIN: usize = 8;
/// How alike a text must be that only looks like the passage, without any sign of how it came there.
const ALIKE: f64 = 0.7;
/// How much more alike the best such text must be than the second.
const ALIKE_MARGIN: f64 = 0.1;
/// More occurrences of a passage in its own paragraph are not told apart there.
const MOST_IN_BLOCK: usize = 8;

impl Placer<'_> {
    pub(crate) fn place_range(
        &self,
        anchor: &Anchor,
        block: usize,
        range: Range<usize>,
    ) -> Placement {
        let place = Place::new(block, &range);
        let fits = range.start < range.end && range.end <= self.origin.length(block);
        if !fits || self.origin.text(&place) != anchor.quote {
            return Placement::without_origin();
        }
        let passage = Passage {
            block,
            start: range.start,
            quote: &anchor.quote,
            before: anchor.prefix.chars().rev().collect(),
            after: anchor.suffix.chars().collect(),
            length: range.len(),
        };
        self.place_passage(&passage)
    }

    /// All the text of a block.
    pub(crate) fn place_whole(&self, block: usize) -> Placement {
        let range = 0..self.origin.length(block);
        let place = Place::new(block, &range);
        let passage = Passage {
            block,
            start: 0,
            quote: self.origin.block_text(block),
            before: self.origin.before(&place).take(WITNESS).collect(),
            after: self.origin.after(&place).take(WITNESS).collect(),
            length: range.len(),
        };
        self.only_alone(block, self.place_passage(&passage))
    }

    /// A block without text, such as a thematic break.
    pub(crate) fn place_empty(&self, block: usize) -> Placement {
        let fate = self.fates[block];
        let empty = fate
            .partner
            .filter(|partner| self.target.length(*partner) == 0);
        match (empty, fate.kind) {
            (Some(partner), FateKind::InPlace) => self.at_block(State::Exact, partner, None),
            (Some(partner), _) => self.at_block(State::Shifted, partner, Some(Reason::Moved)),
            (None, _) => self.orphaned(block, 0..0),
        }
    }

    fn place_passage(&self, passage: &Passage<'_>) -> Placement {
        let lead = self.lead(passage);
        let same_words = lead
            .as_ref()
            .filter(|lead| self.has_quote(&lead.place, passage));
        if let Some(lead) = same_words.filter(|lead| self.is_believed(passage, &lead.place)) {
            return self.same_words(passage, lead);
        }
        if let Some(place) = self.by_id(passage, lead.as_ref()) {
            return self.found(passage, &place);
        }
        let Ok(elsewhere) = self.elsewhere(passage, lead.as_ref()) else {
            return self.ambiguous(&[]);
        };
        match (elsewhere.as_slice(), same_words) {
            ([place], _) => self.found(passage, place),
            (several @ [_, ..], _) => self.ambiguous(several),
            ([], Some(lead)) if self.stands_on(passage, lead) => {
                self.at(State::Fuzzy, &lead.place, Some(Reason::NewSurroundings))
            }
            ([], _) => self.most_words(passage, lead.as_ref()),
        }
    }

    /// First witness: where the redline says that the passage is now.
    fn lead(&self, passage: &Passage<'_>) -> Option<Lead> {
        let mapped = self.map.map(passage.block, passage.range())?;
        Some(Lead {
            place: Place::new(mapped.block, &mapped.range),
            kept: mapped.kept,
            moved: mapped.moved,
        })
    }

    /// The block with the same id, where all of it is as it was or where it has the words in one
    /// place to be believed.
    fn by_id(&self, passage: &Passage<'_>, lead: Option<&Lead>) -> Option<Place> {
        let block = self.target.find(self.origin.id(passage.block))?;
        let text = self.target.block_text(block);
        let at = |start: usize| Place::new(block, &(start..start + passage.length));
        if text == self.origin.block_text(passage.block) {
            return Some(at(passage.start));
        }
        let starts = text.match_indices(passage.quote).take(MOST_IN_BLOCK);
        let mut places = starts
            .map(|(byte, _)| at(self.target.scalar(block, byte)))
            .filter(|place| self.is_free(place, lead) && self.is_believed(passage, place));
        let place = places.next()?;
        places.next().is_none().then_some(place)
    }

    /// Second witness: the quote among what is new. One place if one stands out, else all that are
    /// to be believed.
    fn elsewhere(&self, passage: &Passage<'_>, lead: Option<&Lead>) -> Result<Vec<Place>, TooMany> {
        let mut places: Vec<(usize, Place)> = self
            .occurrences(passage)?
            .into_iter()
            .filter(|place| self.is_free(place, lead) && self.is_believed_elsewhere(passage, place))
            .map(|place| (self.agreements(passage, &place).iter().sum(), place))
            .collect();
        places.sort_by_key(|(agreed, _)| std::cmp::Reverse(*agreed));
        if let [(best, _), (second, _), ..] = places[..]
            && best >= second + MARGIN
        {
            places.truncate(1);
        }
        let mut places: Vec<Place> = places.into_iter().map(|(_, place)| place).collect();
        places.sort();
        Ok(places)
    }

    /// Where the quote stands in blocks with new text; one of less than three characters is looked
    /// for together with its surroundings.
    fn occurrences(&self, passage: &Passage<'_>) -> Result<Vec<Place>, TooMany> {
        if passage.length >= 3 {
            return self.grams().find(&self.target, passage.quote);
        }
        let in_block = |context: &[char]| -> Vec<char> {
            let near = context.iter().take(WITNESS);
            near.copied()
                .take_while(|&character| character != '\n')
                .collect()
        };
        let before: String = in_block(&passage.before).into_iter().rev().collect();
        let after: String = in_block(&passage.after).into_iter().collect();
        let skipped = before.chars().count();
        let found = [
            (skipped, format!("{before}{}", passage.quote)),
            (0, format!("{}{after}", passage.quote)),
        ];
        let mut places = Vec::new();
        for (skipped, needle) in found {
            let here = self.grams().find(&self.target, &needle)?;
            places.extend(here.into_iter().map(|place| {
                let start = place.start + skipped;
                Place::new(place.block, &(start..start + passage.length))
            }));
        }
        places.sort();
        places.dedup();
        Ok(places)
    }

    /// Third and fourth witness: most of the words, where the redline leads, else among what is new.
    fn most_words(&self, passage: &Passage<'_>, lead: Option<&Lead>) -> Placement {
        let kept = lead.and_then(|lead| Some((lead, self.most_kept(passage, lead)?)));
        if let Some((lead, place)) = kept {
            let reason = match lead.moved {
                _ if self.is_torn(passage) => Reason::Split,
                true => Reason::MovedAndReworded,
                false => Reason::Reworded,
            };
            return self.at(State::Fuzzy, &place, Some(reason));
        }
        match self.resembling(passage, lead).as_slice() {
            [] => self.orphaned(passage.block, passage.range()),
            [place] => self.at(State::Fuzzy, place, Some(Reason::MovedAndReworded)),
            several => self.ambiguous(several),
        }
    }

    /// Whether the ends of a passage now stand in different paragraphs.
    fn is_torn(&self, passage: &Passage<'_>) -> bool {
        let range = passage.range();
        let now = |range| self.map.map(passage.block, range).map(|now| now.block);
        let first = now(range.start..range.start + 1);
        let last = now(range.end - 1..range.end);
        first.is_some() && last.is_some() && first != last
    }

    /// Without white space at the ends that the quote had none of.
    fn trimmed(&self, place: &Place, passage: &Passage<'_>) -> Place {
        let text = self.target.text(place);
        let blank = |text: &str, trimmed: &str| text.chars().count() - trimmed.chars().count();
        let mut place = place.clone();
        if !passage.quote.starts_with(char::is_whitespace) {
            place.start += blank(text, text.trim_start());
        }
        if !passage.quote.ends_with(char::is_whitespace) {
            place.end -= blank(text, text.trim_end());
        }
        place
    }

    fn most_kept(&self, passage: &Passage<'_>, lead: &Lead) -> Option<Place> {
        let place = self.trimmed(&lead.place, passage);
        let much = || survival(passage.quote, self.target.text(&place)) >= FUZZY;
        let kept = 2 * lead.kept >= passage.length
            && (passage.quote.len() > LONG || much())
            && (self.is_believed(passage, &place) || self.stands_on(passage, lead));
        kept.then_some(place)
    }

    fn resembling(&self, passage: &Passage<'_>, lead: Option<&Lead>) -> Vec<Place> {
        if !is_distinctive(passage.quote) || passage.quote.len() > LONG {
            return Vec::new();
        }
        let places = self.grams().resembling(&self.target, passage.quote);
        let mut alike: Vec<(f64, Place)> = places
            .into_iter()
            .filter(|place| self.is_free(place, lead))
            .map(|place| (likeness(passage.quote, self.target.text(&place)), place))
            .filter(|(likeness, _)| *likeness >= ALIKE)
            .collect();
        alike.sort_by(|one, other| other.0.total_cmp(&one.0));
        if let [(best, _), (second, _)] = alike[..]
            && best >= second + ALIKE_MARGIN
        {
            alike.truncate(1);
        }
        let mut places: Vec<Place> = alike.into_iter().map(|(_, place)| place).collect();
        places.sort();
        places
    }
}
