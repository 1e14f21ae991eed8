use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use formats::tables::{Kind, Outcome};
use serde::Deserialize;

/// The words around a text, in one language. In braces stands what is filled in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// The language's own name.
    pub(super) name: String,
    pub(super) skip: String,
    pub(super) revision: String,
    pub(super) published: String,
    pub(super) contents: String,
    pub(super) languages: String,
    pub(super) download: String,
    pub(super) take_part: String,
    pub(super) changes_since: String,
    pub(super) changes: String,
    pub(super) figures: String,
    pub(super) nothing_changed: String,
    pub(super) legend: String,
    pub(super) digest: String,
    pub(super) not_found: String,
    pub(super) not_found_more: String,
    pub(super) sign_in: String,
    pub(super) trouble: String,
    pub(super) whence: WhenceWords,
    pub(super) responses: ResponseWords,
    /// The language's tag.
    #[serde(skip)]
    pub(super) tag: &'static str,
}

/// The words about where changes come from.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WhenceWords {
    /// Where the names behind the changes are found.
    pub(super) how: String,
    /// Nothing is on record between the two texts.
    pub(super) unrecorded: String,
    /// All of it came with one file.
    pub(super) one_file: String,
    pub(super) one_file_nameless: String,
    pub(super) who: String,
    pub(super) unknown: String,
    pub(super) unknown_more: String,
    pub(super) proposed: String,
    pub(super) brought: String,
    pub(super) nameless: String,
    pub(super) console: String,
    pub(super) rationale: String,
    pub(super) file: String,
    pub(super) see: String,
    pub(super) accepted: String,
    pub(super) modified: String,
    pub(super) partly: String,
}

/// The words around responses to comments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResponseWords {
    pub(super) link: String,
    pub(super) of_revision: String,
    pub(super) of_revisions: String,
    pub(super) about: String,
    pub(super) none: String,
    pub(super) see_also: String,
    pub(super) earlier: String,
    pub(super) summary: String,
    pub(super) comments: String,
    pub(super) suggestions: String,
    pub(super) total: String,
    pub(super) in_language: String,
    pub(super) no_clause: String,
    pub(super) same: String,
    pub(super) comment: String,
    pub(super) suggestion: String,
    kinds: HashMap<Kind, String>,
    pub(super) nobody: String,
    pub(super) supported: String,
    pub(super) too_long: String,
    pub(super) response: String,
    outcomes: HashMap<Outcome, String>,
    pub(super) open: String,
    pub(super) proposed: String,
    pub(super) see: String,
    pub(super) pages: String,
    pub(super) page: String,
    pub(super) previous: String,
    pub(super) next: String,
    pub(super) as_of: String,
}

impl ResponseWords {
    /// What a comment is about.
    pub(super) fn kind(&self, kind: Kind) -> &str {
        self.kinds.get(&kind).unwrap_or(&self.comment)
    }

    /// What was decided.
    pub(super) fn outcome(&self, outcome: Outcome) -> &str {
        self.outcomes.get(&outcome).map_or("", String::as_str)
    }
}

/// The languages that there are words in; the first is for whoever reads none of them.
pub(super) const LANGUAGES: [&str; 3] = ["en", "zh", "pt"];

static TABLE: LazyLock<BTreeMap<String, Words>> = LazyLock::new(|| {
    let table: Result<BTreeMap<String, Words>, _> =
        serde_json::from_str(include_str!("words.json"));
    let mut table = table.expect("words.json is checked by a test");
    for (tag, words) in &mut table {
        words.tag = LANGUAGES
            .into_iter()
            .find(|it| it == tag)
            .unwrap_or_default();
    }
    table
});

impl Words {
    /// The words in a language of [`LANGUAGES`].
    pub(super) fn in_language(language: &str) -> &'static Self {
        TABLE.get(language).unwrap_or(&TABLE[LANGUAGES[0]])
    }
}

/// A language's own name, or its tag.
pub(super) fn language_name(tag: &str) -> &str {
    let primary = tag.split('-').next().unwrap_or(tag);
    TABLE.get(primary).map_or(tag, |words| &words.name)
}

/// A pattern with its braces filled in.
pub(super) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    values
        .iter()
        .fold(pattern.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_languages_have_all_words() {
        assert_eq!(TABLE.len(), LANGUAGES.len());
        for language in LANGUAGES {
            let words = &TABLE[language];
            assert!(words.revision.contains("{n}") && words.changes.contains("{m}"));
            let own = &words.responses;
            assert_eq!((own.kinds.len(), own.outcomes.len()), (4, 10));
            assert!(own.page.contains("{p}") && own.of_revisions.contains("{m}"));
            assert_eq!(words.tag, language);
        }
    }

    #[test]
    fn patterns_are_filled_in() {
        assert_eq!(fill("{m} to {n}", &[("m", "1"), ("n", "2")]), "1 to 2");
    }
}
