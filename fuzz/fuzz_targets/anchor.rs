//! Placing: no placement claims more than the text it is on bears out.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::{Dice, laws, two_texts};

fuzz_target!(|bytes: &[u8]| {
    if let Some((old, new)) = two_texts(bytes) {
        let mut dice = Dice::new(bytes.len() as u64);
        laws::anchors(&mut dice, &old, &new, 16);
    }
});
