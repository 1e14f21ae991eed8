//! How the words inside a note are named that a remark is about.
//!
//! Word shows no comments inside notes, so a remark stands on the note's reference. A hidden bookmark
//! says on which words it is. Word processors give comments new numbers, so it goes by what is said.

use std::collections::HashMap;

/// How such bookmarks begin.
pub(super) const PREFIX: &str = "_c_";

/// The name for what somebody says: for the second remark in the same words another than for the first.
pub(super) fn name(author: &str, body: &str, before: &mut HashMap<u64, usize>) -> String {
    let said = author.chars().chain(body.chars());
    let sum = sum(said.filter(|it| it.is_alphanumeric()));
    let count = before.entry(sum).or_default();
    *count += 1;
    format!("{PREFIX}{sum:016x}_{count}")
}

/// FNV-1a: the same in every build, and nothing depends on its being hard to guess.
fn sum(text: impl Iterator<Item = char>) -> u64 {
    text.fold(0xcbf2_9ce4_8422_2325, |sum, letter| {
        (sum ^ u64::from(u32::from(letter))).wrapping_mul(0x0100_0000_01b3)
    })
}
