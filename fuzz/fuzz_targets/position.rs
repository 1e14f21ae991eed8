//! The position map: what survived is found, and from there where it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::{laws, two_texts};

fuzz_target!(|bytes: &[u8]| {
    if let Some((old, new)) = two_texts(bytes) {
        laws::positions(&old, &new);
    }
});
