use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// The name that a file bears; whoever brings the file vouches for it, no account is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenBy {
    /// As the file says; empty when it names nobody.
    pub name: String,
    /// As the file says; may be empty.
    pub initials: String,
    /// As the file says.
    pub date: Option<Timestamp>,
}

impl WrittenBy {
    /// As a file says it.
    pub fn in_file(name: &str, initials: &str, date: Option<&str>) -> Self {
        Self {
            name: clean_name(name),
            initials: clean_name(initials),
            date: date.and_then(Timestamp::parse),
        }
    }

    /// The same, if the file names anybody.
    pub fn named(name: &str, date: &str) -> Option<Self> {
        Some(Self::in_file(name, "", Some(date))).filter(|by| !by.name.is_empty())
    }
}

/// The longest name that is kept of a file.
const LONGEST_NAME: usize = 200;

/// A name on one line, without what may not stand in a text.
pub(crate) fn clean_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    let welcome = |letter: &char| {
        let mut buffer = [0; 4];
        document::unwelcome_character(letter.encode_utf8(&mut buffer)).is_none()
    };
    name.chars().filter(welcome).take(LONGEST_NAME).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_on_one_line() {
        assert_eq!(clean_name(" Ana\n\u{202E}Silva\t "), "Ana Silva");
        assert_eq!(clean_name(&"x".repeat(300)).len(), 200);
    }

    #[test]
    fn who_is_not_named_wrote_nothing() {
        assert_eq!(WrittenBy::named(" \u{202E}", ""), None);
        let ana = WrittenBy::named("Ana", "2026-01-02T03:04:05Z").unwrap();
        assert!(ana.date.is_some());
    }
}
