//! PDF: a document or a redline as pages to print, to cite and to listen to. Typst lays them out; it
//! gets data and one fixed template, so that no text can be read as markup.

mod changes;
mod cover;
mod credits;
mod fonts;
mod grid;
mod nest;
mod pictures;
mod places;
mod press;
mod remarks;
mod runs;
mod sheet;
mod text;
mod words;

pub use places::Place;

use std::{collections::HashSet, sync::Arc};

use ::document::Document;
use ::redline::Redline;
use typst::foundations::Bytes;

use self::{
    credits::Credits,
    fonts::Fonts,
    remarks::Remarks,
    runs::Pen,
    sheet::{Cover, Sheet},
    text::Text,
    words::Words,
};
use crate::{Format, Presentation, WriteError, spans::is_cjk};

/// The most text that is laid out at once, in scalar values: some thousand pages.
const MOST_TEXT: usize = 3_000_000;

/// Writes a document as pages.
///
/// # Errors
/// When the text is too large, or no font has its letters.
pub fn write(document: &Document, presentation: &Presentation) -> Result<Vec<u8>, WriteError> {
    let pages = pages_of_text(document, presentation)?;
    press::print(&pages, &presentation.date)
}

/// Writes a redline as pages, with the remarks at their feet.
///
/// # Errors
/// When the texts are too large, or no font has their letters.
pub fn write_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    let fonts = Fonts::in_folders(&presentation.fonts);
    check(&[redline.old, redline.new], presentation, &fonts)?;
    let words = Words::of(&redline.new.language);
    let mut remarks = Remarks::of(presentation);
    let mut pen = Pen::default();
    let credits = Credits::of(presentation);
    let text = changes::changes(redline, &mut remarks, &credits, &mut pen);
    let cover = cover::of_redline(redline, presentation, credits.people(), words);
    let head = cover::version(presentation, words, true);
    let mut sheet = sheet(redline.new, presentation, (cover, head), &fonts);
    finish(&mut sheet, text, &mut remarks, words);
    let pages = press::pages(&sheet, pen.pictures.into_bytes(), fonts)?;
    press::print(&pages, &presentation.date)
}

/// The pages and lines on which each block stands in what [`write`] makes of this document.
///
/// # Errors
/// Those of [`write`].
pub fn places(document: &Document, presentation: &Presentation) -> Result<Vec<Place>, WriteError> {
    let pages = pages_of_text(document, presentation)?;
    Ok(places::places(&pages, document.blocks.len()))
}

fn pages_of_text(
    document: &Document,
    presentation: &Presentation,
) -> Result<typst_layout::PagedDocument, WriteError> {
    let fonts = Fonts::in_folders(&presentation.fonts);
    check(&[document], presentation, &fonts)?;
    let words = Words::of(&document.language);
    let mut remarks = Remarks::of(presentation);
    let mut pen = Pen::default();
    let text = text::text(document, &mut remarks, &mut pen);
    let cover = cover::of_text(document, presentation, words);
    let head = cover::version(presentation, words, false);
    let mut sheet = sheet(document, presentation, (cover, head), &fonts);
    finish(&mut sheet, text, &mut remarks, words);
    let pictures: Vec<Bytes> = pen.pictures.into_bytes();
    press::pages(&sheet, pictures, fonts)
}

fn sheet(
    document: &Document,
    presentation: &Presentation,
    (cover, head): (Cover, String),
    fonts: &Fonts,
) -> Sheet {
    let (language, region) = locale(&document.language);
    Sheet {
        title: document.title.clone(),
        language,
        region,
        author: presentation.author.clone(),
        fonts: fonts.faces(&document.language),
        cover,
        head: (document.title.clone(), head),
        ..Sheet::default()
    }
}

fn finish(sheet: &mut Sheet, text: Text, remarks: &mut Remarks<'_>, words: &Words) {
    sheet.body = text.body;
    sheet.notes = text.notes;
    sheet.loose = remarks.loose();
    words.loose.clone_into(&mut sheet.loose_title);
    sheet.remarks = remarks.voices(words);
}

/// Language and country as the typesetter takes them; English where the language is not known.
fn locale(tag: &str) -> (String, Option<String>) {
    let letters = |part: &&str| part.chars().all(|it| it.is_ascii_alphabetic());
    let mut parts = tag.split(['-', '_']);
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    let known = (2..=3).contains(&first.len()) && letters(&first.as_str()) && first != "und";
    let language = if known { first } else { "en".to_owned() };
    let region = parts.find(|part| part.len() == 2 && letters(part));
    let region = region.map(str::to_ascii_lowercase);
    let default = (language == "zh").then(|| "cn".to_owned());
    (language, region.or(default))
}

fn check(
    documents: &[&Document],
    presentation: &Presentation,
    fonts: &Arc<Fonts>,
) -> Result<(), WriteError> {
    let mut size = 0;
    let mut letters = HashSet::new();
    let texts = documents.iter().flat_map(|document| texts(document));
    let remarks = presentation.notes.iter().flat_map(|note| {
        let replies = note.replies.iter().map(|reply| reply.body.as_str());
        replies.chain([note.body.as_str(), note.author.as_str()])
    });
    let people = presentation.credits.iter().map(|it| it.author.as_str());
    for text in texts.chain(remarks).chain(people) {
        size += text.len();
        letters.extend(text.chars().filter(|letter| is_cjk(*letter)));
    }
    if size > MOST_TEXT * documents.len() {
        return Err(WriteError::TooLarge {
            format: Format::Pdf,
        });
    }
    let missing = letters.iter().filter(|letter| !fonts.have(**letter));
    if missing.count() * 20 > letters.len() {
        return Err(WriteError::NoFont);
    }
    Ok(())
}

fn texts(document: &Document) -> impl Iterator<Item = &str> {
    let blocks = document.blocks.iter().flat_map(|block| {
        let label = block.number.as_deref().unwrap_or_default();
        [block.text.as_str(), label]
    });
    blocks.chain([document.title.as_str()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_tells_language_and_country() {
        #[track_caller]
        fn check(tag: &str, language: &str, region: Option<&str>) {
            let expect = (language.to_owned(), region.map(str::to_owned));
            assert_eq!(locale(tag), expect, "{tag}");
        }
        check("zh", "zh", Some("cn"));
        check("zh-Hant-TW", "zh", Some("tw"));
        check("pt-BR", "pt", Some("br"));
        check("und", "en", None);
        check("", "en", None);
        check("x\"]#read", "en", None);
    }
}
