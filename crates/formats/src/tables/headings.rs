//! Which column a heading means. Headings are renamed, translated, written in two languages at once
//! and explained in brackets.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    column::Column,
    grid::GridRow,
    phrases::{distance, plain},
    words::HEADINGS,
};

/// Rows among which the headings are looked for.
const SEARCHED: usize = 40;
/// Longer texts are no headings.
const LONGEST: usize = 120;

/// All words for columns, brought to the form in which they are compared.
static WORDS: LazyLock<Vec<(String, Column)>> = LazyLock::new(|| {
    let words = HEADINGS
        .iter()
        .flat_map(|entry| entry.all().map(|word| (plain(word), entry.of)));
    words.filter(|(word, _)| !word.is_empty()).collect()
});

/// Where the headings of a table are and what they mean.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Headings {
    /// Rows up to here are not comments.
    pub(super) rows: usize,
    /// What each column holds; `None` for one that is not known.
    pub(super) columns: Vec<Option<Column>>,
    /// How sure that is.
    score: u32,
}

impl Headings {
    /// The row, or the two rows, that name most columns.
    pub(super) fn find(rows: &[GridRow]) -> Option<Self> {
        let mut best: Option<Self> = None;
        for at in 0..rows.len().min(SEARCHED) {
            let one = Self::of(&[&rows[at]], at + 1);
            let two = rows
                .get(at + 1)
                .map(|next| Self::of(&[&rows[at], next], at + 2))
                .filter(|two| two.known() > one.known());
            let found = two.unwrap_or(one);
            if found.is_enough() && best.as_ref().is_none_or(|best| found.score > best.score) {
                best = Some(found);
            }
        }
        best
    }

    fn of(heads: &[&GridRow], rows: usize) -> Self {
        let width = heads.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let mut guesses: Vec<(usize, Column, u32)> = Vec::new();
        for column in 0..width {
            let mut text = String::new();
            let mut last = "";
            for part in heads.iter().map(|row| row.cell(column)) {
                if part != last {
                    text.extend([part, " "]);
                }
                last = part;
            }
            guesses.extend(recognised(&text).map(|(what, score)| (column, what, score)));
        }
        // the surest first; each meaning once
        guesses.sort_by_key(|(column, _, score)| (u32::MAX - score, *column));
        let mut taken = HashSet::new();
        let mut found = Self {
            rows,
            columns: vec![None; width],
            score: 0,
        };
        for (column, what, score) in guesses {
            if taken.insert(what) {
                found.columns[column] = Some(what);
                found.score += score;
            }
        }
        found
    }

    pub(super) fn all(&self) -> Vec<Column> {
        self.columns.iter().flatten().copied().collect()
    }

    fn known(&self) -> usize {
        self.columns.iter().flatten().count()
    }

    fn is_enough(&self) -> bool {
        self.known() >= 2 && self.columns.iter().flatten().any(|it| it.is_said())
    }
}

/// The column that a heading names, and how sure that is, out of a hundred.
fn recognised(heading: &str) -> Option<(Column, u32)> {
    if heading.len() > LONGEST * 3 {
        return None;
    }
    let whole = stripped(heading);
    let outside = stripped(&without_brackets(heading));
    let exact = |text: &str| {
        let found = WORDS.iter().find(|(word, _)| word == text);
        found.map(|(_, column)| *column)
    };
    if let Some(column) = exact(&whole).or_else(|| exact(&outside)) {
        return Some((column, 100));
    }
    let pieces = pieces(heading);
    let piece = pieces.iter().find_map(|piece| exact(&stripped(piece)));
    if let Some(column) = piece {
        return Some((column, 90));
    }
    contained(&outside).or_else(|| misspelt(&outside))
}

/// Letters and digits, without the numbers of footnotes at the end.
fn stripped(text: &str) -> String {
    let plain = plain(text);
    let end = plain.trim_end_matches(|it: char| it.is_ascii_digit()).len();
    match end {
        0 => plain,
        end => plain[..end].to_owned(),
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_i32;
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth -= 1,
            _ if depth <= 0 => out.push(character),
            _ => {}
        }
    }
    out
}

/// What stands on either side of a bar, a line break, a bracket, or where Chinese begins or ends.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut before = None;
    for character in text.chars() {
        let han = crate::spans::is_cjk(character);
        let turns = character.is_alphanumeric() && before.is_some_and(|it: bool| it != han);
        if character.is_alphanumeric() {
            before = Some(han);
        }
        if turns || "/\n|()（）[]【】–—:：".contains(character) {
            pieces.push(String::new());
        }
        if let Some(last) = pieces.last_mut() {
            last.push(character);
        }
    }
    pieces
}

/// The longest known word inside a heading, if it is most of it.
fn contained(text: &str) -> Option<(Column, u32)> {
    let length = text.chars().count();
    let inside = WORDS.iter().filter_map(|(word, column)| {
        let size = word.chars().count();
        let least = if word.is_ascii() { 4 } else { 2 };
        let most = size >= least && size * 2 >= length;
        (most && text.contains(word.as_str())).then_some((*column, size))
    });
    let (column, size) = inside.max_by_key(|(_, size)| *size)?;
    let share = u32::try_from(30 * size / length.max(1)).unwrap_or(0);
    Some((column, 45 + share))
}

fn misspelt(text: &str) -> Option<(Column, u32)> {
    let length = text.chars().count();
    if !(5..=40).contains(&length) {
        return None;
    }
    let near = WORDS.iter().filter_map(|(word, column)| {
        let size = word.chars().count();
        let possible = size >= 5 && size.abs_diff(length) <= length / 5;
        let changes = possible.then(|| distance(word, text))?;
        (changes * 5 <= length.max(size)).then_some((*column, changes))
    });
    let (column, _) = near.min_by_key(|(_, changes)| *changes)?;
    Some((column, 40))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised() {
        #[track_caller]
        fn check(heading: &str, expect: Column) {
            let found = recognised(heading).map(|(column, _)| column);
            assert_eq!(found, Some(expect), "{heading}");
        }
        check("MB/NC¹", Column::Member);
        check("Line number\n(e.g. 17)", Column::Lines);
        check("Clause/\nSubclause\n(e.g. 3.1)", Column::Clause);
        check("Paragraph/\nFigure/\nTable/\n(e.g. Table 1)", Column::Place);
        check("Type of comment²", Column::Kind);
        check("Comments", Column::Body);
        check("COMMENT (justification for change)", Column::Body);
        check("Proposed change", Column::Proposed);
        check("Observations of the secretariat", Column::Response);
        check("Comment No", Column::Number);
        check("From Page", Column::FromPage);
        check("Till line", Column::ToLine);
        check("Clause 章条编号", Column::Clause);
        check("章节号（必填）", Column::Clause);
        check("修改后内容", Column::Proposed);
        check("意见内容", Column::Body);
        check("是否采纳", Column::Outcome);
        check("Comentários", Column::Body);
        check("SEÇÃO", Column::Clause);
        check("secao", Column::Clause);
        check("Alteraçao propôsta", Column::Proposed);
        check("Propossed chnage", Column::Proposed);
        check("Reviewer name", Column::Reviewer);
        check("Ｃｏｍｍｅｎｔ", Column::Body);
        assert_eq!(recognised("Weather"), None);
        assert_eq!(recognised(""), None);
    }

    fn row(cells: &[&str]) -> GridRow {
        GridRow {
            number: 1,
            cells: cells.iter().map(|it| (*it).to_owned()).collect(),
        }
    }

    #[test]
    fn headings_in_two_rows_and_below_a_title() {
        let rows = [
            row(&["Review of the guideline"]),
            row(&["No", "Chapter", "From", "From", "To", "To", "Comment"]),
            row(&["", "", "page", "line", "page", "line", ""]),
            row(&["1", "4", "3", "2", "3", "9", "Comment on the clause"]),
        ];
        let found = Headings::find(&rows).unwrap();
        assert_eq!(found.rows, 3);
        use Column::*;
        let expect = [Number, Clause, FromPage, FromLine, ToPage, ToLine, Body];
        assert_eq!(found.all(), expect);
    }
}
