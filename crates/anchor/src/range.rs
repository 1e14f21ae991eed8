//! The witnesses, one by one.

use std::ops::Range;

use crate::{
    Anchor, Candidate, FUZZY, Placement, Placer, Reason, State,
    context::agreement,
    grams::TooMany,
    likeness::{is_distinctive, likeness},
    placer::FateKind,
    prepared::Place,
    survival,
};

/// The text next to a passage must be the same for this many characters, on one side at least, for
/// a few words to be the same words.
const WITNESS: usize = 8;
/// How much further one of several places must agree with the surroundings to be the one.
const MARGIN: usize = 8;
/// How alike a text must be that only looks like the passage, without any sign of how it came there.
const ALIKE: f64 = 0.7;
/// How much more alike the best such text must be than the second.
const ALIKE_MARGIN: f64 = 0.1;
/// Texts of more bytes are not compared character by character: the redline's count is good
/// enough for what is longer than a page.
const LONG: usize = 8192;
/// More candidates than this help nobody.
const MOST_CANDIDATES: usize = 8;

/// A passage that is being placed.
struct Passage<'a> {
    /// Index of its block in the origin.
    block: usize,
    quote: &'a str,
    /// Nearest first.
    before: Vec<char>,
    after: Vec<char>,
    length: usize,
}

/// Where the redline leads.
struct Lead {
    place: Place,
    kept: usize,
    moved: bool,
}

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
            quote: &anchor.quote,
            before: anchor.prefix.chars().rev().collect(),
            after: anchor.suffix.chars().collect(),
            length: range.len(),
        };
        self.place_passage(&passage, range)
    }

    /// All the text of a block.
    pub(crate) fn place_whole(&self, block: usize) -> Placement {
        let range = 0..self.origin.length(block);
        let place = Place::new(block, &range);
        let passage = Passage {
            block,
            quote: self.origin.block_text(block),
            before: self.origin.before(&place).take(WITNESS).collect(),
            after: self.origin.after(&place).take(WITNESS).collect(),
            length: range.len(),
        };
        self.only_alone(block, self.place_passage(&passage, range))
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
            (None, _) => self.orphaned(block, None),
        }
    }

    fn place_passage(&self, passage: &Passage<'_>, range: Range<usize>) -> Placement {
        let lead = self.lead(passage, range.clone());
        let same_words = lead
            .as_ref()
            .filter(|lead| self.has_quote(&lead.place, passage));
        if let Some(lead) = same_words.filter(|lead| self.is_believed(passage, &lead.place)) {
            return self.same_words(passage, lead, range.start);
        }
        let Ok(elsewhere) = self.elsewhere(passage, lead.as_ref()) else {
            return self.ambiguous(&[]);
        };
        match (elsewhere.as_slice(), same_words) {
            ([place], _) => self.at(State::Shifted, place, Some(Reason::Moved)),
            (several @ [_, ..], _) => self.ambiguous(several),
            ([], Some(lead)) if self.stands_on(passage, lead) => {
                self.at(State::Fuzzy, &lead.place, Some(Reason::NewSurroundings))
            }
            ([], _) => self.most_words(passage, lead.as_ref()),
        }
    }

    /// First witness: where the redline says that the passage is now.
    fn lead(&self, passage: &Passage<'_>, range: Range<usize>) -> Option<Lead> {
        let mapped = self.map.map(passage.block, range)?;
        Some(Lead {
            place: Place::new(mapped.block, &mapped.range),
            kept: mapped.kept,
            moved: mapped.moved,
        })
    }

    fn has_quote(&self, place: &Place, passage: &Passage<'_>) -> bool {
        place.length() == passage.length && self.target.text(place) == passage.quote
    }

    /// The same words are believed to be the same passage when they are many, when text around
    /// them is the same, or when all of their paragraph is.
    fn is_believed(&self, passage: &Passage<'_>, place: &Place) -> bool {
        is_distinctive(passage.quote)
            || self
                .agreements(passage, place)
                .iter()
                .any(|agreed| *agreed >= WITNESS)
            || self.target.block_text(place.block) == self.origin.block_text(passage.block)
    }

    /// For how many characters the text before and after a place is that of the passage.
    fn agreements(&self, passage: &Passage<'_>, place: &Place) -> [usize; 2] {
        let before = passage.before.iter().copied();
        let after = passage.after.iter().copied();
        [
            agreement(
                before,
                self.target.before(place),
                passage.before.len().max(WITNESS),
            ),
            agreement(
                after,
                self.target.after(place),
                passage.after.len().max(WITNESS),
            ),
        ]
    }

    fn same_words(&self, passage: &Passage<'_>, lead: &Lead, start: usize) -> Placement {
        let kind = self.fates[passage.block].kind;
        if !lead.moved && lead.place.start == start {
            return self.at(State::Exact, &lead.place, None);
        }
        let reason = match kind {
            FateKind::Split => Reason::Split,
            FateKind::Merged => Reason::Merged,
            _ if lead.moved => Reason::Moved,
            _ => Reason::TextBefore,
        };
        self.at(State::Shifted, &lead.place, Some(reason))
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

    fn is_believed_elsewhere(&self, passage: &Passage<'_>, place: &Place) -> bool {
        is_distinctive(passage.quote)
            || self
                .agreements(passage, place)
                .iter()
                .any(|agreed| *agreed >= WITNESS)
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

    /// Whether most of a place is new or came from the passage itself.
    fn is_free(&self, place: &Place, lead: Option<&Lead>) -> bool {
        let own = lead.map_or(0, |lead| lead.kept.min(lead.place.overlap(place)));
        2 * (self.fresh.within(place) + own) >= place.length()
    }

    /// Third and fourth witness: most of the words, where the redline leads, else among what is new.
    fn most_words(&self, passage: &Passage<'_>, lead: Option<&Lead>) -> Placement {
        if let Some(lead) = lead.filter(|lead| self.most_is_kept(passage, lead)) {
            let reason = match self.fates[passage.block].kind {
                FateKind::Split => Reason::Split,
                FateKind::Merged => Reason::Merged,
                _ if lead.moved => Reason::MovedAndReworded,
                _ => Reason::Reworded,
            };
            return self.at(
                State::Fuzzy,
                &self.trimmed(&lead.place, passage),
                Some(reason),
            );
        }
        match self.resembling(passage, lead).as_slice() {
            [] => self.orphaned(passage.block, lead),
            [place] => self.at(State::Fuzzy, place, Some(Reason::MovedAndReworded)),
            several => self.ambiguous(several),
        }
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

    fn most_is_kept(&self, passage: &Passage<'_>, lead: &Lead) -> bool {
        2 * lead.kept >= passage.length
            && (passage.quote.len() > LONG
                || survival(passage.quote, self.target.text(&lead.place)) >= FUZZY)
            && (self.is_believed(passage, &lead.place) || self.stands_on(passage, lead))
    }

    /// Whether the paragraph around a few words is still the same paragraph.
    fn stands_on(&self, passage: &Passage<'_>, lead: &Lead) -> bool {
        let old = self.origin.block_text(passage.block);
        let new = self.target.block_text(lead.place.block);
        old.len().max(new.len()) > LONG || likeness(old, new) >= FUZZY
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

    /// A whole block that has got other text besides its own is not the same block as it was.
    fn only_alone(&self, block: usize, mut placement: Placement) -> Placement {
        let same = |state| matches!(state, State::Exact | State::Shifted);
        let Some(id) = placement
            .block_id
            .as_ref()
            .filter(|_| same(placement.state))
        else {
            return placement;
        };
        let found = self.target.find(id).map(|found| self.target.length(found));
        if found != Some(self.origin.length(block)) {
            placement.state = State::Fuzzy;
            placement.reason = Some(match (self.fates[block].kind, placement.reason) {
                (FateKind::Merged, _) => Reason::Merged,
                (_, Some(Reason::Moved)) => Reason::MovedAndReworded,
                _ => Reason::Reworded,
            });
        }
        placement
    }

    fn orphaned(&self, block: usize, lead: Option<&Lead>) -> Placement {
        let fate = self.fates[block];
        let reason = match (fate.kind, lead) {
            (FateKind::Deleted, _) => Reason::ParagraphDeleted,
            (_, Some(_)) => Reason::Rewritten,
            (_, None) => Reason::Deleted,
        };
        Placement {
            candidates: fate
                .partner
                .into_iter()
                .map(|block| self.whole(block))
                .collect(),
            ..Placement::nowhere(State::Orphaned, Some(reason))
        }
    }

    fn ambiguous(&self, places: &[Place]) -> Placement {
        let candidates = places.iter().take(MOST_CANDIDATES);
        Placement {
            candidates: candidates.map(|place| self.candidate(place)).collect(),
            ..Placement::nowhere(State::Ambiguous, Some(Reason::Repeated))
        }
    }

    fn at(&self, state: State, place: &Place, reason: Option<Reason>) -> Placement {
        Placement {
            state,
            reason,
            block_id: Some(self.target.id(place.block).clone()),
            start: Some(place.start),
            end: Some(place.end),
            candidates: Vec::new(),
        }
    }

    fn at_block(&self, state: State, block: usize, reason: Option<Reason>) -> Placement {
        let whole = Place::new(block, &(0..self.target.length(block)));
        self.at(state, &whole, reason).without_ranges()
    }

    fn candidate(&self, place: &Place) -> Candidate {
        Candidate {
            block_id: self.target.id(place.block).clone(),
            start: Some(place.start),
            end: Some(place.end),
        }
    }

    fn whole(&self, block: usize) -> Candidate {
        Candidate {
            block_id: self.target.id(block).clone(),
            start: None,
            end: None,
        }
    }
}
