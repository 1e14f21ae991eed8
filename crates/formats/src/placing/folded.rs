//! A text as its letters and digits alone, in which quotations are found whatever became of their
//! spaces, quotation marks, case and width.

use std::ops::Range;

use document::Document;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Places that are looked at where words stand in many.
const HITS: usize = 64;
/// Letters between the parts of a quotation with something left out.
const GAP: usize = 4000;

/// All blocks, one after the other: words may go on in the next.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) text: String,
    pub(super) blocks: Vec<Start>,
    /// For each letter of the text: its byte and the scalar value of its block that it comes from.
    letters: Vec<(u32, u32)>,
}

/// Where a block begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    pub(super) byte: usize,
    letter: usize,
}

/// Words that were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    /// They end in the block in which they begin.
    pub(super) whole: bool,
}

impl Folded {
    pub(super) fn of(document: &Document) -> Self {
        let mut folded = Self::default();
        for block in &document.blocks {
            folded.blocks.push(Start {
                byte: folded.text.len(),
                letter: folded.letters.len(),
            });
            for (character, at) in block.text.chars().zip(0_u32..) {
                for letter in fold(character) {
                    let byte = u32::try_from(folded.text.len()).unwrap_or(u32::MAX);
                    folded.letters.push((byte, at));
                    folded.text.push(letter);
                }
            }
        }
        folded
    }

    /// Where a quotation stands; with `...` in it, its parts in order.
    pub(super) fn find(&self, quote: &str, document: &Document) -> Vec<Hit> {
        let parts = parts(quote);
        let Some((first, rest)) = parts.split_first() else {
            return Vec::new();
        };
        let mut hits = Vec::new();
        let mut from = 0;
        while let Some(at) = self.text[from..].find(first.as_str()).map(|at| at + from) {
            if let Some(end) = self.rest(at + first.len(), rest) {
                hits.extend(self.hit(at, end));
            }
            let step = self.text[at..].chars().next().map_or(1, char::len_utf8);
            from = at + step;
            if hits.len() >= HITS {
                break;
            }
        }
        for hit in &mut hits {
            widen(hit, quote, document);
        }
        hits
    }

    /// Where the last of the parts ends, each behind the one before.
    fn rest(&self, mut end: usize, parts: &[String]) -> Option<usize> {
        for part in parts {
            let mut window = (end + GAP * 4).min(self.text.len());
            while !self.text.is_char_boundary(window) {
                window += 1;
            }
            end += self.text[end..window].find(part.as_str())? + part.len();
        }
        Some(end)
    }

    /// The range in the block where it begins.
    fn hit(&self, start: usize, end: usize) -> Option<Hit> {
        let block = self
            .blocks
            .partition_point(|it| it.byte <= start)
            .checked_sub(1)?;
        let next = self.blocks.get(block + 1);
        let letters = next.map_or(self.letters.len(), |it| it.letter);
        let index = |byte: usize| {
            let byte = u32::try_from(byte).unwrap_or(u32::MAX);
            self.letters.partition_point(|(it, _)| *it < byte)
        };
        let (first, last) = (index(start), index(end).min(letters).checked_sub(1)?);
        let range = self.letters.get(first)?.1 as usize..self.letters.get(last)?.1 as usize + 1;
        let whole = next.is_none_or(|next| end <= next.byte);
        (range.start < range.end).then_some(Hit {
            block,
            range,
            whole,
        })
    }
}

/// Takes in the signs that the quotation has around its letters, where the text has them, too.
fn widen(hit: &mut Hit, quote: &str, document: &Document) {
    let Some(block) = document.blocks.get(hit.block) else {
        return;
    };
    let text: Vec<char> = block.text.chars().collect();
    let is_sign = |it: &char| fold(*it).next().is_none();
    let quote = quote.trim();
    let before: Vec<char> = quote.chars().take_while(is_sign).collect();
    for sign in before.iter().rev() {
        match hit.range.start.checked_sub(1) {
            Some(at) if text.get(at).is_some_and(|it| same_sign(*it, *sign)) => {
                hit.range.start = at;
            }
            _ => break,
        }
    }
    let mut after: Vec<char> = quote.chars().rev().take_while(is_sign).collect();
    after.reverse();
    for sign in &after {
        match text.get(hit.range.end) {
            Some(it) if same_sign(*it, *sign) => hit.range.end += 1,
            _ => break,
        }
    }
}

/// Whether two signs are one, but for width and for the shape of quotation marks.
fn same_sign(one: char, other: char) -> bool {
    let plain = |it: char| match it {
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' | '‚' => '\'',
        it => std::iter::once(it).nfkc().next().unwrap_or(it),
    };
    plain(one) == plain(other)
}

/// The letters that a character counts as.
fn fold(character: char) -> impl Iterator<Item = char> {
    let letters = std::iter::once(character).nfkd();
    let kept = letters.filter(|it| !is_combining_mark(*it) && it.is_alphanumeric());
    kept.flat_map(char::to_lowercase)
}

pub(super) fn folded(text: &str) -> String {
    text.chars().flat_map(fold).collect()
}

/// The parts of a quotation around what it leaves out; none where too little is left to find.
fn parts(quote: &str) -> Vec<String> {
    let quote = quote.replace("...", "…").replace("⋯", "…");
    let parts = quote.split('…').map(folded);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let weight: usize = parts.iter().map(|part| weight(part)).sum();
    if weight < 4 { Vec::new() } else { parts }
}

/// How much a text says: a Chinese character as much as two Latin letters.
fn weight(text: &str) -> usize {
    let weigh = |it: char| 1 + usize::from(crate::spans::is_cjk(it));
    text.chars().map(weigh).sum()
}

/// What stands in quotation marks and is long enough to be found.
pub(super) fn quotations(text: &str) -> impl Iterator<Item = &str> {
    const MARKS: [(char, char); 7] = [
        ('“', '”'),
        ('"', '"'),
        ('「', '」'),
        ('『', '』'),
        ('«', '»'),
        ('„', '“'),
        ('‘', '’'),
    ];
    const ENOUGH: usize = 10;
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (at, open) = rest
                .char_indices()
                .find(|(_, it)| MARKS.iter().any(|(open, _)| open == it))?;
            rest = &rest[at + open.len_utf8()..];
            let close = MARKS
                .iter()
                .find(|(it, _)| *it == open)
                .map(|(_, close)| *close)?;
            let Some(end) = rest.find(close) else {
                continue;
            };
            let inside = &rest[..end];
            rest = &rest[end + close.len_utf8()..];
            if weight(&folded(inside)) >= ENOUGH {
                return Some(inside);
            }
        }
    })
}
