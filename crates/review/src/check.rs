//! What a request's fields may hold.

use document::unwelcome_character;

use crate::{FieldError, ReviewError};

/// Collects what is wrong with the fields of one request.
#[derive(Default)]
pub(crate) struct Check(Vec<FieldError>);

impl Check {
    /// Notes that a field is wrong.
    pub(crate) fn refuse(&mut self, field: &str, what: impl Into<String>) -> &mut Self {
        self.0.push(FieldError {
            field: field.to_owned(),
            what: what.into(),
        });
        self
    }

    /// A text of at least one visible character and at most so many characters.
    pub(crate) fn text(&mut self, field: &str, text: &str, most: usize) -> &mut Self {
        if text.trim().is_empty() {
            self.refuse(field, "is empty")
        } else {
            self.note(field, text, most)
        }
    }

    /// A text of at most so many characters, which may be empty.
    pub(crate) fn note(&mut self, field: &str, text: &str, most: usize) -> &mut Self {
        let length = text.chars().count();
        if length > most {
            return self.refuse(field, format!("has {length} characters, more than {most}"));
        }
        match unwelcome_character(text) {
            Some((at, what)) => self.refuse(field, format!("has {what} at character {}", at + 1)),
            None => self,
        }
    }

    /// A name on one line.
    pub(crate) fn name(&mut self, field: &str, name: &str, most: usize) -> &mut Self {
        if name.contains(['\n', '\r', '\t']) {
            self.refuse(field, "has a line break or a tab")
        } else {
            self.text(field, name, most)
        }
    }

    /// A language tag in the form of BCP 47 (RFC 5646, section 2.1): `zh`, `pt-BR`, `zh-Hant-TW`.
    pub(crate) fn language(&mut self, field: &str, tag: &str) -> &mut Self {
        if is_language(tag) {
            self
        } else {
            self.refuse(field, "is no language tag such as en or pt-BR")
        }
    }

    /// The part of an address that names a guideline.
    pub(crate) fn slug(&mut self, field: &str, slug: &str) -> &mut Self {
        let letters = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        if (2..=80).contains(&slug.len()) && slug.split('-').all(letters) {
            self
        } else {
            let what =
                "is not made of 2 to 80 small letters and digits with single hyphens between";
            self.refuse(field, what)
        }
    }

    /// All fields are as they should be, or `Invalid`.
    pub(crate) fn done(&mut self) -> Result<(), ReviewError> {
        if self.0.is_empty() {
            return Ok(());
        }
        let errors = std::mem::take(&mut self.0);
        Err(ReviewError::Invalid { errors })
    }
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    tag.len() <= 35
        && (2..=8).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(check: &mut Check, expect: bool) {
        assert_eq!(check.done().is_err(), expect);
    }

    #[test]
    fn slugs() {
        for (slug, bad) in [
            ("mining-2026", false),
            ("a1", false),
            ("a", true),
            ("", true),
            ("-ab", true),
            ("ab-", true),
            ("a--b", true),
            ("Mining", true),
            ("尾矿", true),
            ("a/b", true),
        ] {
            refused(Check::default().slug("slug", slug), bad);
        }
    }

    #[test]
    fn language_tags() {
        for (tag, bad) in [
            ("en", false),
            ("pt-BR", false),
            ("zh-Hant-TW", false),
            ("", true),
            ("e", true),
            ("en_GB", true),
            ("en-", true),
            ("123", true),
        ] {
            refused(Check::default().language("language", tag), bad);
        }
    }

    #[test]
    fn texts() {
        for (text, bad) in [
            ("尾矿库", false),
            ("1234567890", false),
            ("12345678901", true),
            (" \n ", true),
            ("a\0", true),
            ("a\u{202E}b", true),
        ] {
            refused(Check::default().text("body", text, 10), bad);
        }
        refused(Check::default().note("note", "", 10), false);
        refused(Check::default().name("name", "a\nb", 10), true);
    }
}
