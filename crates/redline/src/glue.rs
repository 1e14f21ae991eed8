use std::ops::Range;

/// Joins neighbouring words that a reader takes for one: a number and its unit, an address, a
/// citation such as `[12]`, `[RFC7230]` or `〔2016〕`.
pub(crate) struct Glue<'t> {
    text: &'t str,
    /// Whether addresses and citations are links, as they are in prose.
    links: bool,
    state: State,
    /// Words that wait for what follows.
    waiting: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    /// After a number, and perhaps a space.
    Number,
    /// After the beginning of an address: how many of `://` have come.
    Scheme(usize),
    /// Inside a citation that ends here.
    Citation(usize),
    /// Inside an address; so many of the waiting words are surely of it.
    Address(usize),
}

const UNITS: &[&str] = &[
    "%", "‰", "°", "℃", "m", "km", "cm", "mm", "µm", "ha", "g", "kg", "mg", "t", "kt", "Mt", "l",
    "L", "ml", "mL", "s", "h", "V", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "Hz", "kHz", "Pa",
    "kPa", "dB", "ppm", "kB", "MB", "GB", "ms",
];
/// Characters of a citation.
const LONGEST: usize = 24;
const SCHEMES: &[&str] = &["http", "https", "ftp"];

impl<'t> Glue<'t> {
    pub(crate) fn new(text: &'t str, links: bool) -> Self {
        Self {
            text,
            links,
            state: State::Open,
            waiting: Vec::new(),
        }
    }

    /// Takes the next word; hands over those that are settled.
    pub(crate) fn push(&mut self, range: Range<usize>, take: &mut dyn FnMut(&'t str)) {
        let word = &self.text[range.clone()];
        match self.state {
            State::Open => self.open(range, take),
            State::Number if UNITS.contains(&word) => {
                self.waiting.push(range);
                self.join(self.waiting.len(), take);
            }
            State::Number if self.waiting.len() == 1 && is_space(word) => self.waiting.push(range),
            State::Citation(end) if range.end < end => self.waiting.push(range),
            State::Citation(end) if range.end == end => {
                self.waiting.push(range);
                self.join(self.waiting.len(), take);
            }
            State::Scheme(come) if word == [":", "/", "/"][come] => {
                self.waiting.push(range);
                self.state = if come == 2 {
                    State::Address(self.waiting.len())
                } else {
                    State::Scheme(come + 1)
                };
            }
            State::Address(_) if self.is_scheme(&range) => {
                self.finish(take);
                self.open(range, take);
            }
            State::Address(sure) if is_of_address(word) => {
                self.waiting.push(range);
                let sure = if ends_address(word) {
                    sure
                } else {
                    self.waiting.len()
                };
                self.state = State::Address(sure);
            }
            _ => {
                self.finish(take);
                self.open(range, take);
            }
        }
    }

    /// Whether an address begins here, inside another or not.
    fn is_scheme(&self, range: &Range<usize>) -> bool {
        SCHEMES.contains(&&self.text[range.clone()]) && self.text[range.end..].starts_with("://")
    }

    /// Where the citation ends that begins with this bracket.
    fn citation(&self, range: &Range<usize>) -> Option<usize> {
        let close = match &self.text[range.clone()] {
            "[" if self.links => ']',
            "〔" => '〕',
            _ => return None,
        };
        let rest = &self.text[range.end..];
        let inside =
            |&(_, next): &(usize, char)| next.is_ascii_alphanumeric() || "-_.:".contains(next);
        let (end, next) = rest.char_indices().take(LONGEST).find(|at| !inside(at))?;
        (end > 0 && next == close).then_some(range.end + end + close.len_utf8())
    }

    /// Hands over what still waits.
    pub(crate) fn finish(&mut self, take: &mut dyn FnMut(&'t str)) {
        let joined = match self.state {
            State::Address(sure) => sure,
            _ => 0,
        };
        self.join(joined, take);
    }

    fn open(&mut self, range: Range<usize>, take: &mut dyn FnMut(&'t str)) {
        let word = &self.text[range.clone()];
        if word.starts_with(|first: char| first.is_ascii_digit()) {
            self.state = State::Number;
        } else if let Some(end) = self.citation(&range) {
            self.state = State::Citation(end);
        } else if self.links && SCHEMES.contains(&word) {
            self.state = State::Scheme(0);
        } else {
            return take(word);
        }
        self.waiting.push(range);
    }

    /// Hands over the first waiting words as one, the others one by one.
    fn join(&mut self, count: usize, take: &mut dyn FnMut(&'t str)) {
        if count > 0 {
            take(&self.text[self.waiting[0].start..self.waiting[count - 1].end]);
        }
        for range in self.waiting.drain(..).skip(count) {
            take(&self.text[range]);
        }
        self.state = State::Open;
    }
}

fn is_space(word: &str) -> bool {
    matches!(word, " " | "\u{A0}" | "\u{202F}")
}

/// What stands in an address: everything printable in ASCII but what encloses one.
fn is_of_address(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>\"()[]{}'`".contains(&byte))
}

/// What closes a sentence rather than an address when nothing of the address follows.
fn ends_address(word: &str) -> bool {
    matches!(word, "." | "," | ";" | ":" | "!" | "?" | "*" | "_")
}

#[cfg(test)]
mod tests {
    use crate::words;

    fn check(text: &str, expect: &[&str]) {
        assert_eq!(words(text, &[]), expect);
    }

    #[test]
    fn what_belongs_together_stays_together() {
        check("a 3.5 km b", &["a", " ", "3.5 km", " ", "b"]);
        check("50% or 50\u{A0}%", &["50%", " ", "or", " ", "50\u{A0}%"]);
        check("3 mines, 4", &["3", " ", "mines", ",", " ", "4"]);
        check("100 m的", &["100 m", "的"]);
        check("5 6 kg", &["5", " ", "6 kg"]);
        check(
            "(https://a.org/b-c?d=1).",
            &["(", "https://a.org/b-c?d=1", ")", "."],
        );
        check(
            "see http://a.org/b. Then",
            &["see", " ", "http://a.org/b", ".", " ", "Then"],
        );
        check(
            "a https://w.org/1/http://a.org/b c",
            &["a", " ", "https://w.org/1/", "http://a.org/b", " ", "c"],
        );
        check("see [12].", &["see", " ", "[12]", "."]);
        check("[[RFC7230]]", &["[", "[RFC7230]", "]"]);
        check("文〔2016〕15号", &["文", "〔2016〕", "15", "号"]);
        check("[a b]", &["[", "a", " ", "b", "]"]);
        check(
            "[] [。] [x",
            &["[", "]", " ", "[", "。", "]", " ", "[", "x"],
        );
        check("[1]\u{301}", &["[", "1", "]\u{301}"]);
        check("https: no", &["https", ":", " ", "no"]);
        check("https://", &["https://"]);
        check("见https://a.org。", &["见", "https://a.org", "。"]);
    }
}
