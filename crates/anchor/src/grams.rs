use std::ops::Range;

use crate::prepared::{Place, Prepared};

/// Characters of a gram: three are rare enough to find a passage by, and few passages are shorter.
const LENGTH: usize = 3;
/// How many of a needle's grams are looked up: bounds the work, and is plenty to find it.
const SAMPLE: usize = 64;
/// A gram that stands in more places than this tells little.
const COMMON: usize = 32;
/// More places than this are not looked at one by one.
const MOST_PLACES: usize = 4096;

/// Finds passages in some blocks of a document, exactly or nearly, in time that does not grow with
/// the document.
pub(crate) struct Grams {
    /// Every run of three characters with where it stands, sorted.
    entries: Vec<(u64, u32, u32)>,
}

/// There are too many places to tell one from another.
pub(crate) struct TooMany;

impl Grams {
    pub(crate) fn new(document: &Prepared<'_>, blocks: impl Iterator<Item = usize>) -> Self {
        let mut entries = Vec::new();
        for block in blocks {
            let grams = grams(document.block_text(block)).enumerate();
            entries.extend(grams.map(|(at, gram)| (gram, block as u32, at as u32)));
        }
        entries.sort_unstable();
        Self { entries }
    }

    /// Every place where the needle stands, in reading order. A needle of less than three
    /// characters is found nowhere.
    pub(crate) fn find(
        &self,
        document: &Prepared<'_>,
        needle: &str,
    ) -> Result<Vec<Place>, TooMany> {
        let rarest = sample(needle).min_by_key(|(_, gram)| self.entries_of(*gram).len());
        let Some((offset, gram)) = rarest else {
            return Ok(Vec::new());
        };
        let entries = self.entries_of(gram);
        if entries.len() > MOST_PLACES {
            return Err(TooMany);
        }
        let length = needle.chars().count();
        let starts = entries.iter().filter_map(|&(_, block, at)| {
            let start = (at as usize).checked_sub(offset)?;
            Some(Place::new(block as usize, &(start..start + length)))
        });
        Ok(starts
            .filter(|place| document.text(place) == needle)
            .collect())
    }

    /// The stretches of text that have most of the needle's grams close together: the best one and,
    /// if there is one elsewhere, the second.
    pub(crate) fn resembling(&self, document: &Prepared<'_>, needle: &str) -> Vec<Place> {
        let length = needle.chars().count();
        let mut hits = Vec::new();
        for (offset, gram) in sample(needle) {
            let entries = self.entries_of(gram);
            if entries.len() <= COMMON {
                hits.extend(
                    entries
                        .iter()
                        .map(|&(_, block, at)| (block, at as usize, offset)),
                );
            }
        }
        hits.sort_unstable();
        let mut clusters = clusters(&hits, length + length / 2);
        clusters.sort_by_key(|cluster| (std::cmp::Reverse(cluster.len()), cluster.start));
        let mut found: Vec<Place> = Vec::new();
        for cluster in clusters {
            let (block, first, _) = hits[cluster.start];
            let start = Place::new(block as usize, &(first..first + LENGTH));
            let apart = |place: &Place| found.iter().all(|other| other.overlap(place) == 0);
            let place = apart(&start).then(|| stretch(document, &hits[cluster], length));
            found.extend(place.filter(apart));
            if found.len() == 2 {
                break;
            }
        }
        found
    }

    fn entries_of(&self, gram: u64) -> &[(u64, u32, u32)] {
        let start = self.entries.partition_point(|entry| entry.0 < gram);
        let end = self.entries.partition_point(|entry| entry.0 <= gram);
        &self.entries[start..end]
    }
}

/// A gram's block, where it stands there, and where it stands in the needle.
type Hit = (u32, usize, usize);

/// For each hit, the hits of its block that follow within this width; only runs of at least two.
fn clusters(hits: &[Hit], width: usize) -> Vec<Range<usize>> {
    let mut end = 0;
    let mut clusters = Vec::new();
    for (start, first) in hits.iter().enumerate() {
        let near = |hit: &Hit| hit.0 == first.0 && hit.1 <= first.1 + width;
        end = end.max(start);
        while hits.get(end).is_some_and(near) {
            end += 1;
        }
        if end - start > 1 {
            clusters.push(start..end);
        }
    }
    clusters
}

/// From where the needle would start by its first hit to where it would end by its last one, widened
/// so that it cuts no word. Hits far off the line on which most of them lie are chance.
fn stretch(document: &Prepared<'_>, hits: &[Hit], length: usize) -> Place {
    let block = hits[0].0 as usize;
    let shift = |hit: &Hit| hit.1.cast_signed() - hit.2.cast_signed();
    let mut shifts: Vec<isize> = hits.iter().map(shift).collect();
    shifts.sort_unstable();
    let usual = shifts[shifts.len() / 2];
    let in_line = |hit: &&Hit| shift(hit).abs_diff(usual) <= length / 4;
    let starts = hits
        .iter()
        .filter(in_line)
        .map(|hit| hit.1.saturating_sub(hit.2));
    let ends = hits
        .iter()
        .filter(in_line)
        .map(|hit| hit.1 + length - hit.2);
    let end = ends.max().unwrap_or(0).min(document.length(block));
    let start = starts.min().unwrap_or(0);
    let place = Place::new(block, &(start..end.max(start)));
    let letters = |text: &mut dyn Iterator<Item = char>| {
        text.take_while(|character| is_of_word(*character)).count()
    };
    let characters = document.text(&place);
    let cut_before = characters.chars().next().is_some_and(is_of_word);
    let cut_after = characters.chars().next_back().is_some_and(is_of_word);
    let before = if cut_before {
        letters(&mut document.before(&place))
    } else {
        0
    };
    let after = if cut_after {
        letters(&mut document.after(&place))
    } else {
        0
    };
    Place::new(block, &(place.start - before..place.end + after))
}

/// Of a word that is written without spaces inside and with spaces around.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() && character < '\u{2E80}'
}

/// At most [`SAMPLE`] grams with their places, evenly over the needle.
fn sample(needle: &str) -> impl Iterator<Item = (usize, u64)> {
    let step = needle.chars().count() / SAMPLE + 1;
    grams(needle).enumerate().step_by(step)
}

fn grams(text: &str) -> impl Iterator<Item = u64> {
    let shifted = |by: usize| text.chars().skip(by).map(u64::from);
    shifted(0)
        .zip(shifted(1))
        .zip(shifted(LENGTH - 1))
        .map(|((first, second), third)| first << 42 | second << 21 | third)
}
