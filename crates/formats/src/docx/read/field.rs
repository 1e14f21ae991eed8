//! Fields that span runs, and sometimes paragraphs: their result is text, their instruction is not.

use super::notes::OWN_REFERENCE;

/// The fields that are open where the stream stands.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<Field>);

#[derive(Debug, Default)]
struct Field {
    instruction: String,
    in_result: bool,
    kind: Kind,
}

/// What a field's result is to a reader.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Kind {
    /// Text.
    #[default]
    Text,
    /// A link with target and tooltip.
    Link(String, Option<String>),
    /// A further reference to the note behind this bookmark.
    Note(String),
}

impl Fields {
    pub(super) fn begin(&mut self) {
        self.0.push(Field::default());
    }

    pub(super) fn instruct(&mut self, text: &str) {
        if let Some(field) = self.0.last_mut().filter(|field| !field.in_result) {
            field.instruction.push_str(text);
        }
    }

    /// The instruction is complete; what it says the result is.
    pub(super) fn separate(&mut self) -> Kind {
        let Some(field) = self.0.last_mut() else {
            return Kind::Text;
        };
        field.in_result = true;
        field.kind = kind_of(&field.instruction);
        field.kind.clone()
    }

    pub(super) fn end(&mut self) {
        self.0.pop();
    }

    /// Whether what comes now is shown: no open field is still being instructed, and none stands
    /// for something else than its text.
    pub(super) fn shown(&self) -> bool {
        let hides = |field: &Field| !field.in_result || matches!(field.kind, Kind::Note(_));
        !self.0.iter().any(hides)
    }

    /// Target and tooltip of the innermost link that is open.
    pub(super) fn link(&self) -> Option<(&str, Option<&str>)> {
        self.0.iter().rev().find_map(|field| match &field.kind {
            Kind::Link(href, title) => Some((href.as_str(), title.as_deref())),
            _ => None,
        })
    }
}

/// Understands HYPERLINK (ECMA-376 part 1, 17.16.5.25) and our own NOTEREF (17.16.5.39).
pub(super) fn kind_of(instruction: &str) -> Kind {
    let words = words(instruction);
    let mut words = words.iter().map(String::as_str);
    match words.next().map(str::to_ascii_uppercase).as_deref() {
        Some("HYPERLINK") => link(words),
        Some("NOTEREF") => match words.next() {
            Some(bookmark) if bookmark.starts_with(OWN_REFERENCE) => {
                Kind::Note(bookmark.to_owned())
            }
            _ => Kind::Text,
        },
        _ => Kind::Text,
    }
}

fn link<'w>(mut words: impl Iterator<Item = &'w str>) -> Kind {
    let (mut target, mut place, mut title) = (String::new(), None, None);
    while let Some(word) = words.next() {
        match word {
            "\\l" => place = words.next(),
            "\\o" => title = words.next().map(String::from),
            "\\t" => drop(words.next()),
            word if word.starts_with('\\') => {}
            word => target.push_str(word),
        }
    }
    if let Some(place) = place {
        target.push('#');
        target.push_str(place);
    }
    if target.is_empty() {
        return Kind::Text;
    }
    Kind::Link(target, title)
}

/// Words of an instruction; quotes keep spaces, a backslash inside quotes escapes.
fn words(instruction: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut characters = instruction.chars().peekable();
    while let Some(first) = characters.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut word = String::new();
        if first == '"' {
            while let Some(character) = characters.next().filter(|&next| next != '"') {
                match (character, characters.peek()) {
                    ('\\', Some('\\' | '"')) => word.extend(characters.next()),
                    _ => word.push(character),
                }
            }
        } else {
            word.push(first);
            while let Some(next) = characters.next_if(|next| !next.is_whitespace()) {
                word.push(next);
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instructions() {
        let link =
            |href: &str, title: Option<&str>| Kind::Link(href.to_owned(), title.map(String::from));
        let check = |text, expect| assert_eq!(kind_of(text), expect, "{text}");
        check(
            r#" HYPERLINK "https://a.org/?q=1" "#,
            link("https://a.org/?q=1", None),
        );
        check(
            r#"hyperlink "x" \o "a tip" \t "_blank""#,
            link("x", Some("a tip")),
        );
        check(r#" HYPERLINK \l "_Toc1" "#, link("#_Toc1", None));
        check(" NOTEREF _r_2 \\f \\h ", Kind::Note("_r_2".into()));
        check(" PAGE ", Kind::Text);
        check("", Kind::Text);
        check("HYPERLINK", Kind::Text);
    }

    #[test]
    fn only_results_are_shown() {
        let mut fields = Fields::default();
        assert!(fields.shown());
        fields.begin();
        assert!(!fields.shown());
        fields.instruct(" PAGE ");
        assert_eq!(fields.separate(), Kind::Text);
        assert!(fields.shown());
        fields.end();
        fields.end();
        assert!(fields.shown());
    }
}
