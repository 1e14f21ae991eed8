//! Which languages a reader prefers, and which of those at hand that comes to.

use axum::http::{HeaderMap, header};

use super::words::LANGUAGES;

/// What a reader prefers: the language in the address alone, else those that the browser says, best
/// first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Preference {
    tags: Vec<String>,
    /// Whether the browser was asked, so that caches must ask, too.
    pub(super) negotiated: bool,
}

impl Preference {
    /// By the address and the headers of a request.
    pub(super) fn of(address: Option<&str>, headers: &HeaderMap) -> Self {
        match address {
            Some(tag) => Self {
                tags: shaped(tag).into_iter().collect(),
                negotiated: false,
            },
            None => Self {
                tags: accepted(headers),
                negotiated: true,
            },
        }
    }

    /// As one text, the same for those who prefer the same.
    pub(super) fn key(&self) -> String {
        self.tags.join(",")
    }

    /// The best of the languages at hand: by the whole tag, else by its first part.
    pub(super) fn choose<'a>(&self, at_hand: &'a [String]) -> Option<&'a str> {
        self.tags.iter().find_map(|tag| {
            let whole = at_hand.iter().find(|one| one.eq_ignore_ascii_case(tag));
            let part = || at_hand.iter().find(|one| primary(one) == primary(tag));
            whole.or_else(part).map(String::as_str)
        })
    }

    /// The language of the words around the text.
    pub(super) fn wording(&self) -> &'static str {
        let known = |tag: &String| LANGUAGES.into_iter().find(|one| *one == primary(tag));
        self.tags.iter().find_map(known).unwrap_or(LANGUAGES[0])
    }
}

fn accepted(headers: &HeaderMap) -> Vec<String> {
    const MOST: usize = 4;
    let header = headers.get(header::ACCEPT_LANGUAGE);
    let header = header
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut ranked: Vec<(u32, String)> = header.split(',').filter_map(ranked_tag).collect();
    ranked.sort_by_key(|(rank, _)| std::cmp::Reverse(*rank));
    ranked.into_iter().map(|(_, tag)| tag).take(MOST).collect()
}

/// A tag with its quality in thousandths (RFC 9110, section 12.5.4).
fn ranked_tag(entry: &str) -> Option<(u32, String)> {
    let (tag, quality) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let quality: f32 = quality.trim().strip_prefix("q=")?.parse().ok()?;
    let rank = (quality.clamp(0.0, 1.0) * 1000.0) as u32;
    (rank > 0).then_some((rank, shaped(tag)?))
}

/// The tag, if it has the shape of one (BCP 47).
fn shaped(tag: &str) -> Option<String> {
    const LONGEST: usize = 35;
    let tag = tag.trim();
    let is_part = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|it| it.is_ascii_alphanumeric())
    };
    (tag.len() <= LONGEST && tag.split('-').all(is_part)).then(|| tag.to_owned())
}

fn primary(tag: &str) -> String {
    tag.split('-').next().unwrap_or(tag).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn by_browser(accepted: &'static str) -> Preference {
        let value = header::HeaderValue::from_static(accepted);
        Preference::of(
            None,
            &HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value)]),
        )
    }

    #[track_caller]
    fn check(preference: &Preference, text: Option<&str>, wording: &str) {
        let at_hand = ["en".to_owned(), "zh-Hans".to_owned()];
        assert_eq!(preference.choose(&at_hand), text, "{preference:?}");
        assert_eq!(preference.wording(), wording, "{preference:?}");
    }

    #[test]
    fn the_best_language_at_hand_is_chosen() {
        check(
            &by_browser("zh-CN,zh;q=0.9,en;q=0.8"),
            Some("zh-Hans"),
            "zh",
        );
        check(&by_browser("fr, en;q=0.5"), Some("en"), "en");
        check(&by_browser("en;q=0.2, zh;q=0.3"), Some("zh-Hans"), "zh");
        check(&by_browser("pt-MZ"), None, "pt");
        check(&by_browser("en;q=0"), None, "en");
        check(&by_browser(""), None, "en");
        check(&by_browser("\"><script>, zh"), Some("zh-Hans"), "zh");
    }

    #[test]
    fn the_address_has_the_last_word() {
        let headers = HeaderMap::new();
        check(&Preference::of(Some("zh"), &headers), Some("zh-Hans"), "zh");
        check(&Preference::of(Some("a b"), &headers), None, "en");
    }
}
