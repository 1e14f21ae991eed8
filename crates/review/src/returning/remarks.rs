//! Where a comment of a file stands in the revision.

use std::ops::Range;

use anchor::{Anchor, Target, write_anchor};
use document::Block;

use super::{Ground, Misfit, file::ReturnedPlace};

/// The anchor at the place of a remark. A remark on something that only the file has stands on the
/// word before, or on the paragraph; one on no words stands on the guideline as a whole.
pub(super) fn anchor(
    ground: &Ground<'_>,
    revision: u32,
    place: Option<ReturnedPlace>,
) -> Result<Anchor, Misfit> {
    let target = match place {
        Some(place) => target(ground, place).ok_or(Misfit::WordsGone)?,
        None => Target::Guideline,
    };
    write_anchor(ground.redline.old, revision, target).map_err(|_| Misfit::WordsGone)
}

fn target(ground: &Ground<'_>, place: ReturnedPlace) -> Option<Target> {
    let range = place.start..place.end.max(place.start);
    let Some(mapped) = ground.place(place.block, range) else {
        let block = ground.home(place.block)?.id.clone();
        return Some(Target::Block { block });
    };
    let block = ground.revision().get(mapped.block)?;
    let range = if mapped.range.is_empty() {
        word_at(block, mapped.range.start)
    } else {
        Some(mapped.range)
    };
    let id = block.id.clone();
    Some(match range {
        Some(range) => Target::Range {
            block: id,
            start: range.start,
            end: range.end,
        },
        None => Target::Block { block: id },
    })
}

/// The word that ends at or spans this offset, else the one that starts there.
fn word_at(block: &Block, at: usize) -> Option<Range<usize>> {
    let mut start = 0;
    let mut before = None;
    for word in redline::words(&block.text, &[]) {
        let range = start..start + word.chars().count();
        start = range.end;
        if word.trim().is_empty() {
            continue;
        }
        if range.start >= at && before.is_some() {
            break;
        }
        before = Some(range);
        if start >= at {
            break;
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{paragraph, text},
        *,
    };
    use document::Document;

    const AVOID: &str = "Operators shall avoid impacts on critical habitat in every case.";
    const TAILINGS: &str = "Tailings facilities shall be monitored every month by experts.";

    /// The block and the words that a remark at this place of the file is put on.
    fn put(file: &Document, place: (usize, usize, usize)) -> Result<(String, String), Misfit> {
        let revision = text(&[AVOID, TAILINGS]);
        let ground = Ground::new(&revision, file, &[]);
        let (block, start, end) = place;
        let place = ReturnedPlace { block, start, end };
        let anchor = anchor(&ground, 1, Some(place))?;
        let block = match &anchor.target {
            Target::Guideline => String::new(),
            Target::Block { block } | Target::Range { block, .. } => block.to_string(),
        };
        Ok((block, anchor.quote))
    }

    #[track_caller]
    fn check(file: &Document, place: (usize, usize, usize), expect: (&str, &str)) {
        let (block, quote) = put(file, place).unwrap();
        assert_eq!((&*block, &*quote), expect);
    }

    #[test]
    fn remarks_stand_on_the_same_words() {
        let same = text(&[AVOID, TAILINGS]);
        check(&same, (0, 16, 29), ("p1", "avoid impacts"));
        check(&same, (1, 0, 62), ("p2", TAILINGS));
        let longer = text(&[&format!("In general: {AVOID}"), TAILINGS]);
        check(&longer, (0, 28, 41), ("p1", "avoid impacts"));
        let swapped = text(&[TAILINGS, AVOID]);
        check(&swapped, (1, 16, 29), ("p1", "avoid impacts"));
    }

    #[test]
    fn remarks_on_what_is_new_stand_on_the_word_before() {
        let same = text(&[AVOID, TAILINGS]);
        check(&same, (0, 15, 15), ("p1", "shall"));
        check(&same, (0, 16, 16), ("p1", "shall"));
        check(&same, (0, 13, 13), ("p1", "shall"));
        check(&same, (0, 0, 0), ("p1", "Operators"));
        check(&same, (0, 64, 64), ("p1", "."));
        let longer = text(&[&format!("In general: {AVOID}"), TAILINGS]);
        check(&longer, (0, 0, 10), ("p1", ""));
    }

    #[test]
    fn remarks_on_nothing_that_is_here_have_no_place() {
        let mut file = text(&[AVOID, TAILINGS]);
        let consent = "Nobody shall be resettled without free and informed consent.";
        file.blocks.push(paragraph("b9", consent));
        assert_eq!(put(&file, (2, 0, 6)), Err(Misfit::WordsGone));
        assert_eq!(put(&file, (9, 0, 6)), Err(Misfit::WordsGone));
        let revision = text(&[AVOID]);
        let ground = Ground::new(&revision, &revision, &[]);
        let whole = anchor(&ground, 1, None).map(|anchor| anchor.target);
        assert_eq!(whole, Ok(Target::Guideline));
    }
}
