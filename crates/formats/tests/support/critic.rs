//! CriticMarkup resolved as its description says, by code that shares nothing with the writer.

/// Which changes are taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Verdict {
    Accept,
    Reject,
}

/// The text without CriticMarkup.
pub(crate) fn resolve(text: &str, verdict: Verdict) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((inner, behind, kept)) = marked(rest, verdict) else {
            out.push('{');
            rest = &rest[1..];
            continue;
        };
        if kept {
            out.push_str(&resolve(inner, verdict));
        }
        rest = behind;
    }
    out + rest
}

/// What stands between signs at the start of the text, what follows, and whether it stays.
fn marked(text: &str, verdict: Verdict) -> Option<(&str, &str, bool)> {
    let signs = [
        ("{++", "++}", verdict == Verdict::Accept),
        ("{--", "--}", verdict == Verdict::Reject),
        ("{==", "==}", true),
        ("{>>", "<<}", false),
    ];
    signs.into_iter().find_map(|(open, close, kept)| {
        let (inner, behind) = text.strip_prefix(open)?.split_once(close)?;
        Some((inner, behind, kept))
    })
}
