//! The DOCX reader behind the archive: the bytes are `word/document.xml` of an otherwise sound file.
#![no_main]

use formats::Format;
use libfuzzer_sys::fuzz_target;
use trials::{docx_around, laws};

fuzz_target!(|bytes: &[u8]| {
    if let Some(document) = laws::reading(Format::Docx, &docx_around(bytes)) {
        laws::writing(Format::Docx, &document);
    }
});
