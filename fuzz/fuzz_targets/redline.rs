//! Comparing two texts: exact both ways, the same each time, and every rendering can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::{laws, two_texts};

fuzz_target!(|bytes: &[u8]| {
    if let Some((old, new)) = two_texts(bytes) {
        laws::pair(&old, &new);
    }
});
