//! The DOCX reader: whatever the bytes, a refusal or a document that every format can hold.
#![no_main]

use formats::Format;
use libfuzzer_sys::fuzz_target;
use trials::laws;

fuzz_target!(|bytes: &[u8]| {
    if let Some(document) = laws::reading(Format::Docx, bytes) {
        laws::writing(Format::Docx, &document);
    }
});
