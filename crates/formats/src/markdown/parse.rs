use std::cell::Cell;

use comrak::{Arena, Node, Options, try_parse_document};

use crate::ReadError;

/// Units of 256 steps of the parser (lines, nodes, delimiters looked at) that any file may use, and
/// further ones a kilobyte. Real text needs under one a kilobyte.
const UNITS: usize = 400;
const UNITS_PER_KILOBYTE: usize = 2;

/// Whose rules for emphasis hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Dialect {
    /// CommonMark's.
    Common,
    /// Those that also serve text without spaces between words.
    CjkFriendly,
}

/// Parses Markdown within a budget of work, so that hostile nesting ends in an answer.
pub(super) fn parse<'a>(
    arena: &'a Arena<'a>,
    text: &str,
    dialect: Dialect,
) -> Result<Node<'a>, ReadError> {
    let left = Cell::new(UNITS + text.len() / 1024 * UNITS_PER_KILOBYTE);
    let spent = || {
        left.set(left.get().saturating_sub(1));
        left.get() == 0
    };
    try_parse_document(arena, text, &options(dialect), &spent)
        .map_err(|_| ReadError::TooLarge("its markup is nested beyond reason".to_owned()))
}

fn options(dialect: Dialect) -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.cjk_friendly_emphasis = dialect == Dialect::CjkFriendly;
    options.parse.leave_footnote_definitions = true;
    options
}
