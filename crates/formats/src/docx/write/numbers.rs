//! What a label says: which numbers, counted how, between which words.

use crate::docx::counting::Counting;

/// What the labels of one level have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    prefix: String,
    suffix: String,
    pub(super) counting: Counting,
    /// How many numbers: `4.2` has two.
    parts: usize,
}

/// A label understood: a pattern and its numbers.
#[derive(Debug, Clone)]
pub(super) struct Parsed {
    pub(super) pattern: Pattern,
    pub(super) values: Vec<u32>,
}

impl Pattern {
    /// The pattern as `w:lvlText` has it.
    pub(super) fn text(&self, level: usize) -> String {
        let first = level + 2 - self.parts;
        let parts: Vec<String> = (first..=level + 1).map(|at| format!("%{at}")).collect();
        format!("{}{}{}", self.prefix, parts.join("."), self.suffix)
    }
}

/// The ways in which a label can be understood, likeliest first.
pub(super) fn parse(label: &str) -> Vec<Parsed> {
    if label.contains('%') || label.trim() != label || label.contains(char::is_control) {
        return Vec::new();
    }
    let is_digit = |character: char| character.is_ascii_digit() || character == '.';
    if let Some((prefix, number, suffix)) = cut(label, is_digit, |c| c.is_ascii_digit()) {
        return decimal(prefix, number, suffix).into_iter().collect();
    }
    let mut found = counted(label, is_chinese, &[Counting::Chinese]);
    found.extend(counted(label, is_circled, &[Counting::Circled]));
    found.extend(counted(label, |c| c.is_ascii_alphabetic(), &LETTERED));
    found
}

/// Roman numbers first: `i` begins a list more often than it follows `h`.
const LETTERED: [Counting; 4] = [
    Counting::LowerRoman,
    Counting::UpperRoman,
    Counting::LowerLetter,
    Counting::UpperLetter,
];

fn is_chinese(character: char) -> bool {
    "〇一二三四五六七八九十百千零".contains(character)
}

fn is_circled(character: char) -> bool {
    ('①'..='⑳').contains(&character)
}

fn counted(label: &str, is_part: fn(char) -> bool, ways: &[Counting]) -> Vec<Parsed> {
    let Some((prefix, number, suffix)) = cut(label, is_part, is_part) else {
        return Vec::new();
    };
    let values = ways
        .iter()
        .filter_map(|way| Some((*way, way.read(number)?)));
    values
        .map(|(way, value)| parsed(prefix, suffix, way, vec![value]))
        .collect()
}

/// The last run of characters of one class that begins and ends with one of a narrower class.
fn cut(
    label: &str,
    is_part: impl Fn(char) -> bool,
    is_border: impl Fn(char) -> bool,
) -> Option<(&str, &str, &str)> {
    let (end, last) = label.char_indices().rfind(|(_, c)| is_border(*c))?;
    let end = end + last.len_utf8();
    let run = label[..end].trim_end_matches(&is_part);
    let number = label[run.len()..end].trim_start_matches(|c| !is_border(c));
    let start = end - number.len();
    Some((&label[..start], number, &label[end..]))
}

fn decimal(prefix: &str, number: &str, suffix: &str) -> Option<Parsed> {
    if prefix.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parts = number.split('.').map(|part| Counting::Decimal.read(part));
    let values: Option<Vec<u32>> = parts.collect();
    Some(parsed(prefix, suffix, Counting::Decimal, values?))
}

fn parsed(prefix: &str, suffix: &str, counting: Counting, values: Vec<u32>) -> Parsed {
    Parsed {
        pattern: Pattern {
            prefix: prefix.to_owned(),
            suffix: suffix.to_owned(),
            counting,
            parts: values.len(),
        },
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, expect: &[(&str, &[u32], &str)]) {
        let found = parse(label);
        let found: Vec<_> = found
            .iter()
            .map(|parsed| {
                let pattern = &parsed.pattern;
                (&*pattern.prefix, &*parsed.values, &*pattern.suffix)
            })
            .collect();
        assert_eq!(found, expect, "{label}");
    }

    #[test]
    fn labels_are_understood() {
        check("4.2", &[("", &[4, 2], "")]);
        check("1.", &[("", &[1], ".")]);
        check("Art. 5º", &[("Art. ", &[5], "º")]);
        check("第十二条", &[("第", &[12], "条")]);
        check("(b)", &[("(", &[2], ")")]);
        check("(i)", &[("(", &[1], ")"), ("(", &[9], ")")]);
        check("Annex A", &[("Annex ", &[1], "")]);
        check("③", &[("", &[3], "")]);
        check("1-2", &[]);
        check("04", &[]);
        check("*", &[]);
    }
}
