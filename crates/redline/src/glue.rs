use std::ops::Range;

/// Joins neighbouring words that a reader takes for one: a number and its unit, an address.
pub(crate) struct Glue<'t> {
    text: &'t str,
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
    /// Inside an address; so many of the waiting words are surely of it.
    Address(usize),
}

const UNITS: &[&str] = &[
    "%", "‰", "°", "℃", "m", "km", "cm", "mm", "µm", "ha", "g", "kg", "mg", "t", "kt", "Mt", "l",
    "L", "ml", "mL", "s", "h", "V", "W", "kW", "MW", "GW", "kWh", "MWh", "GWh", "Hz", "kHz", "Pa",
    "kPa", "dB", "ppm", "kB", "MB", "GB", "ms",
];
const SCHEMES: &[&str] = &["http", "https", "ftp"];

impl<'t> Glue<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            state: State::Open,
            waiting: Vec::new(),
        }
    }

    /// Takes the next word; hands over those that are settled.
    pub(crate) fn push(&mut self, range: Range<usize>, take: &mut dyn FnMut(&'t str)) {
        let word = &self.text[range.clone()];
        match self.state {
            State::Number if UNITS.contains(&word) => {
                self.waiting.push(range);
                self.join(self.waiting.len(), take);
            }
            State::Number if self.waiting.len() == 1 && is_space(word) => self.waiting.push(range),
            State::Scheme(come) if word == [":", "/", "/"][come] => {
                self.waiting.push(range);
                self.state = if come == 2 {
                    State::Address(self.waiting.len())
                } else {
                    State::Scheme(come + 1)
                };
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
        } else if SCHEMES.contains(&word) {
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
        check("https: no", &["https", ":", " ", "no"]);
        check("https://", &["https://"]);
        check("见https://a.org。", &["见", "https://a.org", "。"]);
    }
}
