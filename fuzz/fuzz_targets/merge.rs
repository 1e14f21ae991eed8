//! Merging two versions of a text, and suggestions into a draft: what nobody changed stays, and who
//! comes first does not matter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::{Dice, deciding, laws, two_texts};

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.iter().rposition(|byte| *byte == b'\x1E').unwrap_or(bytes.len());
    let base = two_texts(&bytes[..at]);
    let other = two_texts(&bytes[at..]);
    let mut dice = Dice::new(bytes.len() as u64);
    if let Some((base, ours)) = &base {
        deciding::suggesting(&mut dice, base, ours, 30);
        deciding::proposing_anything(&mut dice, base, ours);
        if let Some((theirs, _)) = &other {
            laws::merging(base, ours, theirs);
        }
    }
});
