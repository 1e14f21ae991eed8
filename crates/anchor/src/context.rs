//! The text before and after a place, across paragraphs.

use document::Document;

/// Between two paragraphs, and for ever beyond the ends of the document.
const END: char = '\n';

/// The characters before a place, nearest first. `text` is the part of the block before it.
pub(crate) fn before<'a>(
    document: &'a Document,
    index: usize,
    text: &'a str,
) -> impl Iterator<Item = char> + 'a {
    let earlier = document.blocks[..index].iter().rev();
    text.chars()
        .rev()
        .chain(earlier.flat_map(|block| std::iter::once(END).chain(block.text.chars().rev())))
}

/// The characters after a place, nearest first. `text` is the part of the block after it.
pub(crate) fn after<'a>(
    document: &'a Document,
    index: usize,
    text: &'a str,
) -> impl Iterator<Item = char> + 'a {
    let later = document.blocks[index + 1..].iter();
    text.chars()
        .chain(later.flat_map(|block| std::iter::once(END).chain(block.text.chars())))
}

/// How far two contexts agree, up to a limit; the end of a document agrees only with an end.
pub(crate) fn agreement(
    one: impl Iterator<Item = char>,
    other: impl Iterator<Item = char>,
    limit: usize,
) -> usize {
    endless(one)
        .zip(endless(other))
        .take(limit)
        .take_while(|(one, other)| one == other)
        .count()
}

fn endless(context: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    context.chain(std::iter::repeat(END))
}
