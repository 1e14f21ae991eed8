use document::PLACEHOLDER;

/// Whether a file was written with white space that counts: [`escape`] writes it by number.
pub(super) fn keeps_spaces(source: &str) -> bool {
    source.contains("&#32;") || source.contains("&#9;")
}

/// Where a text will stand, as far as that decides what must be escaped.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Place {
    /// In a heading or table cell, which is one line of the file.
    pub(super) one_line: bool,
    /// In a table cell, whose bars are escaped once more, code included.
    pub(super) cell: bool,
}

impl Place {
    /// A heading.
    pub(super) fn line() -> Self {
        Self {
            one_line: true,
            cell: false,
        }
    }

    /// A table cell.
    pub(super) fn cell() -> Self {
        Self {
            one_line: true,
            cell: true,
        }
    }
}

/// Each character of a text as it must be written for CommonMark to read it back as itself.
/// `borders` are the offsets at which something else is put between two characters, `linked` says
/// which characters are the text of a link.
pub(super) fn escape(
    text: &[char],
    place: Place,
    borders: &[usize],
    linked: &dyn Fn(usize) -> bool,
) -> Vec<String> {
    let plain = plain_brackets(text, borders, linked);
    let source = Source {
        text,
        place,
        borders,
        tildes: text.iter().filter(|&&character| character == '~').count(),
        plain,
    };
    (0..text.len()).map(|at| source.written(at)).collect()
}

struct Source<'a> {
    text: &'a [char],
    place: Place,
    borders: &'a [usize],
    tildes: usize,
    /// Brackets that need no escape.
    plain: Vec<usize>,
}

impl Source<'_> {
    fn written(&self, at: usize) -> String {
        let character = self.text[at];
        match character {
            '\n' => self.line_break(at).to_owned(),
            ' ' | '\t'
                if self.at_line_start(at) || self.at_line_end(at) || self.after_space(at) =>
            {
                format!("&#{};", u32::from(character))
            }
            PLACEHOLDER => String::new(),
            _ if self.must_escape(at, character) => format!("\\{character}"),
            _ => character.to_string(),
        }
    }

    /// White space of which a reader would make one space.
    fn after_space(&self, at: usize) -> bool {
        matches!(self.text[at - 1], ' ' | '\t')
    }

    fn next(&self, at: usize) -> Option<char> {
        self.text.get(at + 1).copied()
    }

    fn is_border(&self, at: usize) -> bool {
        self.borders.binary_search(&at).is_ok()
    }

    fn at_line_start(&self, at: usize) -> bool {
        at == 0 || self.text[at - 1] == '\n'
    }

    fn at_line_end(&self, at: usize) -> bool {
        self.next(at).is_none_or(|next| next == '\n')
    }

    /// A backslash break where a line of text stands before and after it, else a tag.
    fn line_break(&self, at: usize) -> &'static str {
        let beside = self.at_line_start(at) || self.at_line_end(at);
        if self.place.one_line || beside || self.is_border(at) || self.is_border(at + 1) {
            "<br>"
        } else {
            "\\\n"
        }
    }

    fn must_escape(&self, at: usize, character: char) -> bool {
        match character {
            '\\' | '`' | '*' => true,
            '_' => !self.inside_word(at),
            '[' | ']' => self.plain.binary_search(&at).is_err(),
            '!' => self.next(at).is_none() || self.is_border(at + 1),
            '<' => self.is_border(at + 1) || self.next(at).is_none_or(starts_tag),
            '&' => self.starts_entity(at),
            '~' => self.tildes > 1 || self.is_border(at) || self.is_border(at + 1),
            '#' => self.at_line_start(at) || self.closes_heading(at),
            '(' => self.is_border(at),
            ':' => self.at_line_start(at) || self.is_border(at),
            '>' | '=' => self.at_line_start(at),
            '|' => !self.place.one_line && self.at_line_start(at),
            '-' | '+' => self.at_line_start(at) && self.next(at).is_none_or(ends_marker),
            '.' | ')' => self.ends_number(at),
            _ => false,
        }
    }

    fn inside_word(&self, at: usize) -> bool {
        let word =
            |character: Option<&char>| character.is_some_and(|found| found.is_alphanumeric());
        let before = at.checked_sub(1).and_then(|before| self.text.get(before));
        let apart = self.is_border(at) || self.is_border(at + 1);
        !apart && word(before) && word(self.text.get(at + 1))
    }

    fn starts_entity(&self, at: usize) -> bool {
        if self.is_border(at + 1) {
            return true;
        }
        let rest = &self.text[at + 1..];
        let name = |character: &&char| character.is_ascii_alphanumeric() || **character == '#';
        let length = rest.iter().take(40).take_while(name).count();
        length > 0 && (rest.get(length) == Some(&';') || self.is_border(at + 1 + length))
    }

    fn closes_heading(&self, at: usize) -> bool {
        self.place.one_line && self.text[at..].iter().all(|&character| character == '#')
    }

    /// After one to nine digits at the start of a line, and before white space.
    fn ends_number(&self, at: usize) -> bool {
        let digits = self.text[..at].iter().rev();
        let count = digits.take_while(|digit| digit.is_ascii_digit()).count();
        (1..=9).contains(&count)
            && self.at_line_start(at - count)
            && self.next(at).is_none_or(char::is_whitespace)
    }
}

fn starts_tag(next: char) -> bool {
    next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')
}

fn ends_marker(next: char) -> bool {
    next.is_whitespace() || matches!(next, '-' | '+' | ':' | '|')
}

/// The brackets of short plain pairs such as `[WCAG]`, which no reader takes for a link as long as
/// the file defines no such reference; our writer never does.
fn plain_brackets(text: &[char], borders: &[usize], linked: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let mut plain = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = plain_pair(text, at) {
            let apart = (at..=end + 1).any(|inside| borders.binary_search(&inside).is_ok());
            if !apart && !linked(at) {
                plain.extend([at, end]);
            }
            at = end;
        }
        at += 1;
    }
    plain
}

fn plain_pair(text: &[char], at: usize) -> Option<usize> {
    if text[at] != '[' || at > 0 && text[at - 1] == ']' {
        return None;
    }
    let inner = text[at + 1..].iter().take(60);
    let plain = |character: &&char| character.is_alphanumeric() || " .,;-–".contains(**character);
    let end = at + 1 + inner.take_while(plain).count();
    let closed = end > at + 1 && text.get(end) == Some(&']');
    let free = text.get(end + 1).is_none_or(|next| !"([:".contains(*next));
    (closed && free).then_some(end)
}
