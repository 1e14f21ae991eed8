//! Merging two versions of a text: what nobody changed stays, and who comes first does not matter.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::{laws, two_texts};

fuzz_target!(|bytes: &[u8]| {
    let at = bytes.iter().rposition(|byte| *byte == b'\x1E').unwrap_or(bytes.len());
    let base = two_texts(&bytes[..at]);
    let other = two_texts(&bytes[at..]);
    if let (Some((base, ours)), Some((theirs, _))) = (base, other) {
        laws::merging(&base, &ours, &theirs);
    }
});
