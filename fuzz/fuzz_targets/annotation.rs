//! The reader of Web Annotations: whatever the bytes, a refusal or comments that can be placed and written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trials::taken;

fuzz_target!(|bytes: &[u8]| taken(None, bytes));
