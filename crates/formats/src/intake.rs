//! What every text format goes through before it is parsed: size, encoding, unwelcome characters,
//! line ends, normal form.

use std::borrow::Cow;

use document::{Block, Kind, PLACEHOLDER, Unwelcome, unwelcome_character};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::{Format, Limits, Problem, ReadError};

/// More text than any work under review has; what parsing holds beside it stays within memory.
const TEXT_BYTES: usize = 32 << 20;

/// Refuses what is empty or larger than the limits, before anything else is looked at.
pub(crate) fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > limits.file_bytes {
        return Err(ReadError::TooLarge(format!(
            "{} bytes where at most {} are taken",
            bytes.len(),
            limits.file_bytes
        )));
    }
    Ok(())
}

/// The text of a file with `\n` line ends, in Unicode normal form C, and what was done to it.
pub(crate) fn text<'b>(
    format: Format,
    bytes: &'b [u8],
    limits: &Limits,
) -> Result<(Cow<'b, str>, Vec<Problem>), ReadError> {
    check_size(bytes, limits)?;
    if bytes.len() > TEXT_BYTES {
        let why = format!(
            "{} bytes of text where at most {TEXT_BYTES} are taken",
            bytes.len()
        );
        return Err(ReadError::TooLarge(why));
    }
    let text = decode(bytes).map_err(|why| ReadError::Malformed { format, why })?;
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some((at, what)) = unwelcome_character(&text) {
        return Err(refuse(format, &text, at, what));
    }
    Ok(clean(text))
}

fn clean(mut text: Cow<'_, str>) -> (Cow<'_, str>, Vec<Problem>) {
    let mut problems = Vec::new();
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n").into();
    }
    if text.contains(PLACEHOLDER) {
        let count = text.matches(PLACEHOLDER).count();
        text = text.replace(PLACEHOLDER, "").into();
        problems.push(whole_file(format!(
            "{count} of the character U+FFFC, which stands for objects, dropped"
        )));
    }
    if !is_normal(&text) {
        text = text.nfc().collect::<String>().into();
        problems.push(whole_file(
            "letters with separate accents were joined (Unicode normal form C)".to_owned(),
        ));
    }
    (text, problems)
}

/// A remark on the file as a whole.
pub(crate) fn whole_file(what: String) -> Problem {
    Problem {
        place: "whole file".to_owned(),
        what,
    }
}

/// Whether normalising the text would leave it as it is.
pub(crate) fn is_normal(text: &str) -> bool {
    let chunks = text.as_bytes().chunks(CHUNK).enumerate();
    let mut suspect = chunks.filter(|(_, chunk)| {
        chunk
            .iter()
            .fold(false, |any, &byte| any | may_compose(byte))
    });
    suspect.all(|(number, chunk)| are_plain(text, number * CHUNK, chunk)) || is_composed(text)
}

/// As many bytes as the processor looks at in a few steps.
const CHUNK: usize = 32;

/// Whether what is not plain can begin with this byte of UTF-8: not before U+0300, and not from
/// U+5000 to U+9FFF.
fn may_compose(byte: u8) -> bool {
    (byte >= 0xCC) & !(0xE5..=0xE9).contains(&byte)
}

/// Whether all characters that begin in a chunk of a text are plain.
fn are_plain(text: &str, start: usize, chunk: &[u8]) -> bool {
    let suspect = (start..).zip(chunk).filter(|(_, byte)| may_compose(**byte));
    let mut characters = suspect.filter_map(|(at, _)| text[at..].chars().next());
    characters.all(is_plain)
}

fn is_composed(text: &str) -> bool {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfc().eq(text.chars()),
    }
}

/// Starters that never compose, of the scripts and punctuation that are seen most; known without a
/// table.
fn is_plain(character: char) -> bool {
    matches!(character,
        '\u{4E00}'..='\u{9FFF}' | '\0'..'\u{300}' | '\u{2010}'..='\u{205F}' | '\u{3001}'..='\u{3029}' | '\u{3400}'..='\u{4DBF}'
        | '\u{FF01}'..='\u{FF60}')
}

fn refuse(format: Format, text: &str, at: usize, what: Unwelcome) -> ReadError {
    if matches!(what, Unwelcome::Control(_)) && looks_binary(text) {
        return ReadError::Malformed {
            format,
            why: "it holds binary data".to_owned(),
        };
    }
    ReadError::Unwelcome {
        place: line_and_column(text, at),
        what,
    }
}

/// More than one character in fifty of the start, and more than three, are control characters.
fn looks_binary(text: &str) -> bool {
    let start = || text.chars().take(4096);
    let controls = start()
        .filter(|character| character.is_control() && !character.is_whitespace())
        .count();
    controls > 3 && controls * 50 > start().count()
}

/// Refuses a document whose texts hold what may not stand there; entities can bring in what the
/// bytes of the file did not show.
pub(crate) fn check_blocks(blocks: &[Block]) -> Result<(), ReadError> {
    for block in blocks {
        if let Some((at, what)) = unwelcome_character(&block.text) {
            return Err(ReadError::Unwelcome {
                place: format!("block {}, character {}", block.id, at + 1),
                what,
            });
        }
    }
    Ok(())
}

/// The text of the first heading of level 1 on one line, without placeholders.
pub(crate) fn first_heading(blocks: &[Block]) -> String {
    let is_title = |block: &&Block| block.kind == Kind::Heading && block.level == Some(1);
    let heading = blocks.iter().find(is_title);
    heading.map_or_else(String::new, |block| {
        let text = block.text.replace(PLACEHOLDER, "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

/// The place of a scalar offset, as editors show it.
pub(crate) fn line_and_column(text: &str, at: usize) -> String {
    let (mut line, mut column) = (1, 1);
    for character in text.chars().take(at) {
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    format!("line {line}, character {column}")
}

/// UTF-8 with or without byte order mark, or UTF-16 with one.
fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)?.into()),
        [0xFE, 0xFF, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)?.into()),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest, 3),
        _ => utf8(bytes, 0),
    }
}

fn utf8(bytes: &[u8], skipped: usize) -> Result<Cow<'_, str>, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.into()),
        Err(error) => Err(format!(
            "it is not UTF-8: byte {} does not continue a character",
            skipped + error.valid_up_to() + 1
        )),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("it starts as UTF-16 but has an odd number of bytes".to_owned());
    }
    let mut text = String::with_capacity(bytes.len());
    let mut at = 2;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        let character = character
            .map_err(|_| format!("it is not UTF-16: half a character at byte {}", at + 1))?;
        at += 2 * character.len_utf16();
        text.push(character);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(bytes: &[u8]) -> Result<String, String> {
        text(Format::Markdown, bytes, &Limits::default())
            .map(|(text, _)| text.into_owned())
            .map_err(|error| error.to_string())
    }

    fn check(bytes: &[u8], expect: &str) {
        assert_eq!(take(bytes).as_deref(), Ok(expect));
    }

    fn check_refused(bytes: &[u8], part: &str) {
        let error = take(bytes).unwrap_err();
        assert!(error.contains(part), "{error:?} should name {part:?}");
    }

    #[test]
    fn takes_the_encodings_that_editors_write() {
        check("尾矿库".as_bytes(), "尾矿库");
        check(b"\xEF\xBB\xBFplain", "plain");
        check(b"\xFF\xFEa\0\r\0\n\0b\0", "a\nb");
        check(b"\xFE\xFF\x5C\x3E", "尾");
        check(b"one\r\ntwo\rthree", "one\ntwo\nthree");
        check("Cafe\u{301}".as_bytes(), "Café");
    }

    #[test]
    fn plain_characters_never_change_under_normalisation() {
        for character in ('\0'..=char::MAX).filter(|&character| is_plain(character)) {
            assert_eq!(is_nfc_quick(std::iter::once(character)), IsNormalized::Yes);
            let after_an_accent = is_nfc_quick(['\u{345}', character].into_iter());
            assert_ne!(after_an_accent, IsNormalized::No, "{character:?}");
        }
        let told_by_a_byte = |character: &char| {
            let mut bytes = [0; 4];
            !may_compose(character.encode_utf8(&mut bytes).as_bytes()[0])
        };
        assert!(('\0'..=char::MAX).filter(told_by_a_byte).all(is_plain));
    }

    #[test]
    fn refuses_with_the_place() {
        check_refused(b"", "empty");
        check_refused(b" \n\t\n", "empty");
        check_refused(b"abc\xFFdef", "byte 4");
        check_refused(b"\xFF\xFEa\0\x00\xD8", "byte 5");
        check_refused(b"\xFF\xFEa", "odd number");
        check_refused("one\ntwo \u{202E}x".as_bytes(), "line 2, character 5");
        check_refused(&[b"some text ".repeat(20), vec![0]].concat(), "U+0000");
        check_refused(b"\x7fELF\x02\x01\x01\0\0\0\0\0", "binary");
        check_refused("a\u{FFFE}".as_bytes(), "noncharacter");
    }
}
