//! What it takes for a witness to be believed.

use crate::{
    FUZZY, Placer,
    context::agreement,
    likeness::{is_distinctive, likeness},
    passage::{Lead, Passage},
    prepared::Place,
};

/// The text next to a passage must be the same for this many characters, on one side at least, for
/// a few words to be the same words.
pub(crate) const WITNESS: usize = 8;
/// Texts of more bytes are not compared character by character: the redline's count is good enough
/// for what is longer than a page.
pub(crate) const LONG: usize = 8192;

impl Placer<'_> {
    pub(crate) fn has_quote(&self, place: &Place, passage: &Passage<'_>) -> bool {
        place.length() == passage.length && self.target.text(place) == passage.quote
    }

    /// The same words are believed to be the same passage when they are many, when text around
    /// them is the same, or when all of their paragraph is.
    pub(crate) fn is_believed(&self, passage: &Passage<'_>, place: &Place) -> bool {
        self.is_believed_elsewhere(passage, place)
            || self.target.block_text(place.block) == self.origin.block_text(passage.block)
    }

    /// The same where the paragraph proves nothing.
    pub(crate) fn is_believed_elsewhere(&self, passage: &Passage<'_>, place: &Place) -> bool {
        is_distinctive(passage.quote)
            || self.agreements(passage, place).into_iter().max() >= Some(WITNESS)
    }

    /// For how many characters the text before and after a place is that of the passage.
    pub(crate) fn agreements(&self, passage: &Passage<'_>, place: &Place) -> [usize; 2] {
        let agreed = |context: &[char], there: &mut dyn Iterator<Item = char>| {
            agreement(context.iter().copied(), there, context.len().max(WITNESS))
        };
        [
            agreed(&passage.before, &mut self.target.before(place)),
            agreed(&passage.after, &mut self.target.after(place)),
        ]
    }

    /// Whether most of a place is new or came from the passage itself.
    pub(crate) fn is_free(&self, place: &Place, lead: Option<&Lead>) -> bool {
        let own = lead.map_or(0, |lead| lead.kept.min(lead.place.overlap(place)));
        2 * (self.fresh.within(place) + own) >= place.length()
    }

    /// Whether the paragraph around a few words is still the same paragraph.
    pub(crate) fn stands_on(&self, passage: &Passage<'_>, lead: &Lead) -> bool {
        let old = self.origin.block_text(passage.block);
        let new = self.target.block_text(lead.place.block);
        old.len().max(new.len()) > LONG || likeness(old, new) >= FUZZY
    }
}
