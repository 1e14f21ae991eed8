//! What the template lays out: plain data in which every piece of text is a string, never markup.

use serde::Serialize;

/// Everything that stands in one PDF.
#[derive(Debug, Default, Serialize)]
pub(super) struct Sheet {
    pub(super) title: String,
    /// ISO 639 code of the language, and the country whose forms of letters it takes.
    pub(super) language: String,
    pub(super) region: Option<String>,
    pub(super) author: String,
    pub(super) fonts: Faces,
    pub(super) cover: Cover,
    /// Left and right half of the running head.
    pub(super) head: (String, String),
    pub(super) body: Vec<Node>,
    pub(super) notes: Vec<Note>,
    pub(super) remarks: Vec<Remark>,
    /// Remarks that have no place in the text.
    pub(super) loose: Vec<usize>,
    /// Heading over them.
    pub(super) loose_title: String,
}

/// The families to take letters from, the first choice first.
#[derive(Debug, Default, Serialize)]
pub(super) struct Faces {
    pub(super) text: Vec<Family>,
    pub(super) title: Vec<Family>,
    pub(super) code: Vec<Family>,
    pub(super) stress: Vec<Family>,
}

/// A family by its name; one for all letters but those that Chinese fonts draw better, or for all.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(super) enum Family {
    LatinInCjk { name: String, covers: &'static str },
    All(String),
}

/// The title page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Cover {
    pub(super) subtitle: String,
    pub(super) facts: Vec<Fact>,
    pub(super) legend_title: String,
    pub(super) legend: Vec<Sign>,
}

/// A line about the text.
#[derive(Debug, Serialize)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) link: Option<String>,
}

/// How something looks, shown on itself, and what it means.
#[derive(Debug, Serialize)]
pub(super) struct Sign {
    pub(super) sample: Vec<Run>,
    /// A change bar stands beside the sample.
    pub(super) bar: bool,
    pub(super) meaning: String,
}

/// A block with all that is inside it.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Node {
    Heading {
        level: u8,
        line: Line,
    },
    Paragraph {
        line: Line,
    },
    List {
        items: Vec<Item>,
    },
    Quote {
        depth: u8,
        body: Vec<Node>,
    },
    Code {
        line: Line,
    },
    Figure {
        line: Line,
        caption: Vec<Run>,
    },
    Rule {
        line: Line,
    },
    Table {
        columns: usize,
        head: Vec<Field>,
        rows: Vec<Field>,
    },
    Note {
        label: String,
        lines: Vec<Line>,
    },
}

/// An item of a list.
#[derive(Debug, Serialize)]
pub(super) struct Item {
    pub(super) label: Vec<Run>,
    pub(super) body: Vec<Node>,
}

/// A cell at its place in the grid.
#[derive(Debug, Serialize)]
pub(super) struct Field {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) lines: Vec<Line>,
}

/// The text of one block.
#[derive(Debug, Default, Serialize)]
pub(super) struct Line {
    /// Index of the block, where places are asked for.
    pub(super) at: Option<usize>,
    /// A change bar stands beside it.
    pub(super) changed: bool,
    /// Only the older text has it: no bookmark leads here.
    pub(super) gone: bool,
    pub(super) label: Vec<Run>,
    pub(super) runs: Vec<Run>,
}

/// A note at the foot of the page.
#[derive(Debug, Default, Serialize)]
pub(super) struct Note {
    pub(super) number: String,
    pub(super) gone: bool,
    /// It stands at the end of the text instead.
    pub(super) end: bool,
    pub(super) lines: Vec<Line>,
}

/// A remark at the foot of the page.
#[derive(Debug, Serialize)]
pub(super) struct Remark {
    pub(super) label: String,
    pub(super) voices: Vec<Voice>,
}

/// What one person says in a remark or in an answer to it.
#[derive(Debug, Serialize)]
pub(super) struct Voice {
    pub(super) name: String,
    /// Organisation, date and state.
    pub(super) about: String,
    /// Paragraphs.
    pub(super) body: Vec<String>,
}

/// A piece of text that looks the same throughout.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Run {
    Text {
        text: String,
        #[serde(flatten)]
        style: Style,
    },
    Break,
    /// A reference to a note.
    Note {
        note: usize,
        /// The note itself stands at the foot of this page; else it is linked.
        first: bool,
        #[serde(flatten)]
        style: Style,
    },
    /// The end of what a remark is on.
    Remark {
        remark: usize,
    },
    Picture {
        picture: usize,
        width: f64,
        height: f64,
        alt: String,
        #[serde(flatten)]
        style: Style,
    },
    /// Whose the change before it is.
    By {
        label: String,
    },
    /// From one half of a move to the other.
    Move {
        number: u32,
        /// This is where it stood.
        away: bool,
    },
}

/// How a run looks.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(super) struct Style {
    /// Names of marks.
    pub(super) marks: Vec<&'static str>,
    pub(super) op: Op,
    /// Where it leads.
    pub(super) link: Option<String>,
    /// A remark is on it.
    pub(super) lit: bool,
}

/// What became of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Op {
    #[default]
    Same,
    Insert,
    Delete,
    /// It stood here.
    MovedFrom,
    /// It stands here now.
    MovedTo,
    /// It looks otherwise now.
    Reformat,
}

impl Run {
    /// Whether it stands on both sides as it is.
    pub(super) fn is_unchanged(&self) -> bool {
        match self {
            Self::Text { style, .. } | Self::Note { style, .. } | Self::Picture { style, .. } => {
                matches!(style.op, Op::Same | Op::Reformat)
            }
            _ => false,
        }
    }

    /// Text without marks.
    pub(super) fn plain(text: impl Into<String>, op: Op) -> Self {
        let style = Style {
            op,
            ..Style::default()
        };
        Self::Text {
            text: text.into(),
            style,
        }
    }
}
