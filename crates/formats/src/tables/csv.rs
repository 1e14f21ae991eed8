//! Comma-separated values (RFC 4180), and what else is called so.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{
    clean::clean,
    format::TableError,
    grid::{self, Budget, Grid, GridRow},
    guard,
    headings::Headings,
};
use crate::{Limits, intake, tables::format::TableFormat};

/// Records as a file that spreadsheets open: no cell of it is run as a formula.
pub fn csv(records: impl IntoIterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = String::from('\u{FEFF}');
    for cells in records {
        record(&mut out, cells.into_iter().map(guard::guarded));
    }
    out.into_bytes()
}

/// Adds a record.
pub(super) fn record(out: &mut String, cells: impl Iterator<Item = String>) {
    for (cell, at) in cells.zip(0..) {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) || cell.starts_with(' ') || cell.ends_with(' ') {
            out.extend(["\"", &cell.replace('"', "\"\""), "\""]);
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// Reads the rows of a file.
pub(super) fn grid(bytes: &[u8], limits: &Limits) -> Result<Grid, TableError> {
    intake::check_size(bytes, limits).map_err(|error| TableError::of(error, TableFormat::Csv))?;
    let mut grid = Grid::default();
    let text = decoded(bytes, &mut grid)?;
    let (separator, text) = separator(&text);
    grid.apostrophes = true;
    grid.bom = bytes.starts_with(&[0xEF, 0xBB, 0xBF]);
    let mut budget = Budget::default();
    let records = Records {
        rest: text,
        separator,
        line: 1,
    };
    let mut dropped = 0;
    for (line, cells) in records {
        let mut row = GridRow {
            number: line,
            cells: Vec::with_capacity(cells.len()),
        };
        for cell in cells.iter().take(grid::COLUMNS) {
            let (text, unwelcome) = clean(cell);
            dropped += usize::from(unwelcome);
            row.cells.push(text);
        }
        budget.spend(&row)?;
        if !row.is_empty() {
            grid.rows.push(row);
        }
    }
    grid.list_dropped(dropped);
    match grid.rows.is_empty() {
        true => Err(TableError::Empty),
        false => Ok(grid),
    }
}

fn decoded(bytes: &[u8], grid: &mut Grid) -> Result<String, TableError> {
    let (encoding, text) = match Encoding::for_bom(bytes) {
        Some((encoding, skip)) => (encoding, strict(encoding, &bytes[skip..])),
        None => guessed(bytes),
    };
    let text =
        text.ok_or_else(|| malformed("its characters are in no encoding that is known here"))?;
    if ![UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
        let what = format!("read as {}, since it is not UTF-8", encoding.name());
        grid.problems.push(intake::whole_file(what));
    }
    let controls = text.chars().take(4096);
    if controls.filter(|it| *it == '\0').count() > 3 {
        return Err(malformed("it holds binary data"));
    }
    Ok(text)
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned())
}

/// UTF-8 if it is; else GB18030, unless bytes beyond ASCII stand alone between letters, as accented
/// letters do in the encodings of Western Europe.
fn guessed(bytes: &[u8]) -> (&'static Encoding, Option<String>) {
    if let Some(text) = strict(UTF_8, bytes) {
        return (UTF_8, Some(text));
    }
    let mut runs = bytes.chunk_by(|a, b| (*a >= 0x80) == (*b >= 0x80));
    let (mut alone, mut together) = (0, 0);
    for run in runs.by_ref().filter(|run| run[0] >= 0x80) {
        match run.len() {
            1 => alone += 1,
            _ => together += 1,
        }
    }
    if alone <= together
        && let Some(text) = strict(GB18030, bytes)
    {
        return (GB18030, Some(text));
    }
    (WINDOWS_1252, strict(WINDOWS_1252, bytes))
}

/// What stands between cells: as the file says (`sep=;`), else what makes headings of a comment table
/// of one of its first lines, else what cuts them into most columns.
fn separator(text: &str) -> (char, &str) {
    if let Some(rest) = text.strip_prefix("sep=")
        && let Some(separator) = rest.chars().next()
    {
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        return (separator, &rest[end..]);
    }
    let weight = |separator: &char| {
        let records = Records {
            rest: text,
            separator: *separator,
            line: 1,
        };
        let rows = records
            .take(20)
            .map(|(number, cells)| GridRow { number, cells });
        let rows: Vec<GridRow> = rows.collect();
        (Headings::find(&rows).is_some(), columns(&rows))
    };
    let best = [',', ';', '\t', '；', '，']
        .into_iter()
        .rev()
        .max_by_key(weight);
    (best.unwrap_or(','), text)
}

/// How many rows have several cells, times how many such a row has.
fn columns(rows: &[GridRow]) -> usize {
    let counts = rows.iter().map(|row| row.cells.len());
    let mut counts: Vec<usize> = counts.filter(|count| *count > 1).collect();
    counts.sort_unstable();
    counts.len() * counts.get(counts.len() / 2).copied().unwrap_or(0)
}

struct Records<'t> {
    rest: &'t str,
    separator: char,
    line: usize,
}

impl Iterator for Records<'_> {
    type Item = (usize, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = self.cell();
            // cells beyond those that are taken need no memory
            if cells.len() <= grid::COLUMNS {
                cells.push(cell);
            }
            if end {
                return Some((line, cells));
            }
        }
    }
}

impl Records<'_> {
    /// One cell, and whether it ends its record.
    fn cell(&mut self) -> (String, bool) {
        let mut cell = String::new();
        let spaces = self.rest.len() - self.rest.trim_start_matches(' ').len();
        let mut quoted = self.rest[spaces..].starts_with('"');
        let mut characters = self.rest.char_indices().peekable();
        if quoted {
            for _ in 0..=spaces {
                characters.next();
            }
        }
        let mut end = (self.rest.len(), true);
        while let Some((at, character)) = characters.next() {
            self.line += usize::from(character == '\n');
            if quoted && character == '"' {
                match characters.next_if(|(_, next)| *next == '"') {
                    Some(_) => cell.push('"'),
                    None => quoted = false,
                }
            } else if !quoted && character == self.separator {
                end = (at + character.len_utf8(), false);
                break;
            } else if !quoted && matches!(character, '\n' | '\r') {
                let pair = characters.next_if(|(_, next)| character == '\r' && *next == '\n');
                self.line += usize::from(pair.is_some());
                end = (at + 1 + usize::from(pair.is_some()), true);
                break;
            } else {
                cell.push(character);
            }
        }
        self.rest = &self.rest[end.0..];
        (cell, end.1)
    }
}

fn malformed(why: &str) -> TableError {
    TableError::Malformed {
        format: TableFormat::Csv,
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expect: &[&[&str]]) {
        let grid = grid(bytes, &Limits::default()).unwrap();
        let cells: Vec<Vec<&str>> = grid
            .rows
            .iter()
            .map(|row| row.cells.iter().map(String::as_str).collect())
            .collect();
        assert_eq!(cells, expect);
    }

    #[test]
    fn records_are_read_as_they_come() {
        check(
            b"a,b\r\nc,\"d,\"\"e\"\"\nf\"\r\n",
            &[&["a", "b"], &["c", "d,\"e\"\nf"]],
        );
        check(
            "a;b;c\n1;2,5;3\n".as_bytes(),
            &[&["a", "b", "c"], &["1", "2,5", "3"]],
        );
        check("sep=;\na;b\n".as_bytes(), &[&["a", "b"]]);
        check("a\tb\n\n\nc\td".as_bytes(), &[&["a", "b"], &["c", "d"]]);
        check(b"\xEF\xBB\xBFa,b", &[&["a", "b"]]);
        check(b"a,\"never closed\nb,c", &[&["a", "never closed\nb,c"]]);
    }

    #[test]
    fn encodings_are_told_apart() {
        let chinese = "序号,意见\n1,尾矿库应当避让\n";
        let expect: &[&[&str]] = &[&["序号", "意见"], &["1", "尾矿库应当避让"]];
        check(&GB18030.encode(chinese).0, expect);
        let wide: Vec<u8> = chinese.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[&[0xFF, 0xFE], &wide[..]].concat(), expect);
        let portuguese = "Seção;Comentário\n4;não está claro\n";
        check(
            &WINDOWS_1252.encode(portuguese).0,
            &[&["Seção", "Comentário"], &["4", "não está claro"]],
        );
    }
}
