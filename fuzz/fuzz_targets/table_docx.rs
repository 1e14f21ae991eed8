//! The reader of comment tables in DOCX: whatever the bytes, a refusal or comments that can be placed and written.
#![no_main]

use formats::tables::TableFormat;
use libfuzzer_sys::fuzz_target;
use trials::taken;

fuzz_target!(|bytes: &[u8]| taken(Some(TableFormat::Docx), bytes));
