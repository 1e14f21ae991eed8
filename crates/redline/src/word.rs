use std::ops::Range;

use crate::{
    border,
    chinese::{self, Chinese},
    glue::Glue,
};

/// Cuts text into words, white space and punctuation: Unicode words (UAX 29), in Chinese those of a
/// dictionary. Never inside a grapheme cluster, a number with its unit, or an address.
pub(crate) struct Segmenter {
    chinese: Chinese,
}

/// The words of a text as a comparison sees them, with the white space and punctuation between
/// them; joined they are the text. Words of the glossary are never cut in Chinese text.
pub fn words<'t>(text: &'t str, glossary: &[String]) -> Vec<&'t str> {
    let mut words = Vec::new();
    Segmenter::new(glossary).cut(text, &mut |word| words.push(word));
    words
}

impl Segmenter {
    pub(crate) fn new(glossary: &[String]) -> Self {
        Self {
            chinese: Chinese::new(glossary),
        }
    }

    /// Hands over the words in order.
    pub(crate) fn cut<'t>(&self, text: &'t str, take: &mut dyn FnMut(&'t str)) {
        self.cut_glued(Glue::new(text, true), text, take);
    }

    /// Hands over the words of source code, in which an address is no link but words.
    pub(crate) fn cut_code<'t>(&self, text: &'t str, take: &mut dyn FnMut(&'t str)) {
        self.cut_glued(Glue::new(text, false), text, take);
    }

    fn cut_glued<'t>(&self, mut glue: Glue<'t>, text: &'t str, take: &mut dyn FnMut(&'t str)) {
        let (mut han, mut at) = (0..0, 0);
        border::words(text, &mut |word| {
            let range = at..at + word.len();
            at = range.end;
            if chinese::is_han_word(word) {
                han = if han.is_empty() {
                    range.start
                } else {
                    han.start
                }..range.end;
            } else {
                self.cut_chinese(text, &han, &mut glue, take);
                han = 0..0;
                glue.push(range, take);
            }
        });
        self.cut_chinese(text, &han, &mut glue, take);
        glue.finish(take);
    }

    fn cut_chinese<'t>(
        &self,
        text: &'t str,
        han: &Range<usize>,
        glue: &mut Glue<'t>,
        take: &mut dyn FnMut(&'t str),
    ) {
        if han.is_empty() {
            return;
        }
        let mut at = han.start;
        self.chinese.cut(&text[han.clone()], &mut |word| {
            glue.push(at..at + word.len(), take);
            at += word.len();
        });
    }
}
