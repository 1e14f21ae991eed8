/// Whether a page of ours may link to this address: the web, mail, or a place on the same page.
pub(crate) fn is_safe_link(href: &str) -> bool {
    let lower = href.trim_start().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "#"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// Whether a page of ours may show a picture from this address.
pub(super) fn is_safe_image(href: &str) -> bool {
    let lower = href.trim_start().to_ascii_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("data:image/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(href: &str, link: bool, image: bool) {
        assert_eq!(
            (is_safe_link(href), is_safe_image(href)),
            (link, image),
            "{href}"
        );
    }

    #[test]
    fn only_harmless_addresses_are_linked() {
        check("https://example.org/a?b=c", true, true);
        check("HTTP://example.org", true, true);
        check("mailto:a@example.org", true, false);
        check("#b12", true, false);
        check("data:image/png;base64,AA==", false, true);
        check("data:text/html,<script>", false, false);
        check("javascript:alert(1)", false, false);
        check(" JavaScript:alert(1)", false, false);
        check("java\nscript:alert(1)", false, false);
        check("//example.org", false, false);
        check("/relative", false, false);
        check("vbscript:x", false, false);
        check("", false, false);
    }
}
