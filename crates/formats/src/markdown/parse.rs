use std::cell::Cell;

use comrak::{Arena, Node, Options, try_parse_document};

use crate::ReadError;

/// Units of 256 steps of the parser (lines, nodes, delimiters looked at) that a file may use: so many
/// for any, further ones a kilobyte, and so many at most. Real text needs under two a kilobyte; a unit
/// costs about 13 kB of memory.
const UNITS: usize = 4000;
const UNITS_PER_KILOBYTE: usize = 4;
const MOST_UNITS: usize = 16_000;

/// Line ends and signs that may be markup; each costs up to 500 bytes while the file is parsed. Ten
/// megabytes of real text have 320,000.
const MOST_SIGNS: usize = 500_000;

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
    if signs(text) > MOST_SIGNS {
        return Err(too_dense());
    }
    let units = UNITS + text.len() / 1024 * UNITS_PER_KILOBYTE;
    let left = Cell::new(units.min(MOST_UNITS));
    let spent = || {
        left.set(left.get().saturating_sub(1));
        left.get() == 0
    };
    try_parse_document(arena, text, &options(dialect), &spent).map_err(|_| too_dense())
}

/// How many there are; a short text is not counted, as it cannot have too many.
fn signs(text: &str) -> usize {
    const SIGNS: &[u8] = b"\n*_~[]<&!|\\`";
    if text.len() <= MOST_SIGNS {
        return 0;
    }
    let mut is_sign = [false; 256];
    for sign in SIGNS {
        is_sign[usize::from(*sign)] = true;
    }
    let bytes = text.bytes();
    bytes.filter(|byte| is_sign[usize::from(*byte)]).count()
}

fn too_dense() -> ReadError {
    ReadError::TooLarge("its markup is too dense or nested too deep".to_owned())
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
