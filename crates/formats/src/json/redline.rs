use ::document::{Atom, BlockId, Document, Kind, Mark, both};
use ::redline::{Change, ChangeKind, Op, Redline, Segment};
use serde::{Serialize, Serializer};

use super::{
    credits::{Credited, Credits},
    failed,
};
use crate::{Credit, Whose, WriteError};

/// Writes a redline as docs/interface.md describes it.
///
/// # Errors
/// None in practice; what the serialiser says.
pub fn write_redline(
    redline: &Redline<'_>,
    credits: &[Credit],
    changes: &[Option<Whose>],
) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::with_capacity(likely_size(redline));
    let value = RedlineValue::new(redline).credited(credits, changes);
    serde_json::to_writer(&mut bytes, &value).map_err(failed)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Bytes that the texts take once, and what stands around them; the system gives the room only as
/// far as it is used.
fn likely_size(redline: &Redline<'_>) -> usize {
    let segments = redline.changes.iter().flat_map(|change| &change.segments);
    let of_segment = |segment: &Segment<'_>| {
        segment.text.len() + 60 + 80 * (segment.marks.len() + segment.atoms.len())
    };
    segments.map(of_segment).sum::<usize>() + 200 * redline.changes.len() + 1000
}

/// The redline as a serialisable value, for answers that hold more than it.
#[derive(Debug, Serialize)]
pub struct RedlineValue<'a> {
    old: Side<'a>,
    new: Side<'a>,
    stats: StatsValue,
    blocks: Blocks<'a>,
}

/// The changes of a redline, with whose they are where that is known.
#[derive(Debug)]
struct Blocks<'a> {
    redline: &'a Redline<'a>,
    credits: Option<Credits<'a>>,
    changes: &'a [Option<Whose>],
}

impl<'a> RedlineValue<'a> {
    /// The value of a redline.
    pub fn new(redline: &'a Redline<'a>) -> Self {
        let (old, new) = sides(redline);
        Self {
            old,
            new,
            stats: StatsValue::new(redline.stats()),
            blocks: Blocks {
                redline,
                credits: None,
                changes: &[],
            },
        }
    }

    /// The same with whose the words and the changes are.
    #[must_use]
    pub fn credited(mut self, credits: &'a [Credit], changes: &'a [Option<Whose>]) -> Self {
        let redline = self.blocks.redline;
        self.blocks.credits = (!credits.is_empty()).then(|| Credits::new(redline, credits));
        self.blocks.changes = changes;
        self
    }
}

/// Writes each change as it comes, rather than all of them first into values.
impl Serialize for Blocks<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let changes = self.redline.changes.iter();
        serializer.collect_seq(changes.enumerate().map(|(index, change)| {
            let mut value = change_value(self.redline, change);
            if let Some(Some(whose)) = self.changes.get(index) {
                (value.author, value.suggestion) = (&whose.author, &whose.suggestion);
                value.import = whose.import;
            }
            if let Some(credits) = &self.credits {
                value.segments = Segments::Credited(credits.of(change));
            }
            value
        }))
    }
}

/// The segments of a change.
#[derive(Debug)]
enum Segments<'a> {
    Plain(&'a [Segment<'a>]),
    Credited(Vec<Credited<'a>>),
}

impl Default for Segments<'_> {
    fn default() -> Self {
        Self::Plain(&[])
    }
}

impl Serialize for Segments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(segments) => {
                serializer.collect_seq(segments.iter().map(|it| segment_value(it, None)))
            }
            Self::Credited(segments) => {
                serializer.collect_seq(segments.iter().map(|(it, by)| segment_value(it, *by)))
            }
        }
    }
}

/// Blocks whose digests make up for the start of a thread.
const MANY_BLOCKS: usize = 2000;

fn sides<'a>(redline: &Redline<'a>) -> (Side<'a>, Side<'a>) {
    let (old, new) = (redline.old, redline.new);
    if old.blocks.len().min(new.blocks.len()) < MANY_BLOCKS {
        return (Side::new(old), Side::new(new));
    }
    both(|| Side::new(old), || Side::new(new))
}

#[derive(Debug, Serialize)]
struct Side<'a> {
    title: &'a str,
    language: &'a str,
    blocks: usize,
    sha256: String,
}

impl<'a> Side<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            title: &document.title,
            language: &document.language,
            blocks: document.blocks.len(),
            sha256: document.digest().to_string(),
        }
    }
}

#[derive(Debug, Serialize)]
struct StatsValue {
    inserted_chars: usize,
    deleted_chars: usize,
    moved_chars: usize,
    hunks: usize,
    blocks_changed: usize,
}

impl StatsValue {
    fn new(stats: ::redline::Stats) -> Self {
        Self {
            inserted_chars: stats.inserted_chars,
            deleted_chars: stats.deleted_chars,
            moved_chars: stats.moved_chars,
            hunks: stats.hunks,
            blocks_changed: stats.blocks_changed,
        }
    }
}

#[derive(Debug, Default, Serialize)]
struct ChangeValue<'a> {
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_id: Option<&'a BlockId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_id: Option<&'a BlockId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    old_ids: Vec<&'a BlockId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    new_ids: Vec<&'a BlockId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new_index: Option<usize>,
    #[serde(rename = "move", skip_serializing_if = "Option::is_none")]
    move_id: Option<u32>,
    kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    old_kind: Option<Kind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    /// Given, even as null, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    old_level: Option<Option<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ordered: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'a str>,
    /// Given, even as null, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    old_number: Option<Option<&'a str>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    cell: Option<&'a ::document::Cell>,
    /// For a cell with both sides: its row in the older document.
    #[serde(skip_serializing_if = "Option::is_none")]
    old_row: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    info: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    author: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    suggestion: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<u32>,
    segments: Segments<'a>,
}

#[derive(Debug, Serialize)]
struct SegmentValue<'a> {
    op: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "<[Mark]>::is_empty")]
    marks: &'a [Mark],
    #[serde(skip_serializing_if = "Option::is_none")]
    old_marks: Option<&'a [Mark]>,
    #[serde(skip_serializing_if = "<[Atom]>::is_empty")]
    atoms: &'a [Atom],
    #[serde(rename = "break", skip_serializing_if = "std::ops::Not::not")]
    paragraph_break: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    author: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    suggestion: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    import: Option<u32>,
}

fn change_value<'a>(redline: &'a Redline<'a>, change: &'a Change<'a>) -> ChangeValue<'a> {
    let (old, new) = (redline.old_blocks(change), redline.new_blocks(change));
    let shown = new.first().or(old.first());
    let mut value = ChangeValue {
        change: change_name(change.kind),
        old_index: (!old.is_empty()).then_some(change.old.start),
        new_index: (!new.is_empty()).then_some(change.new.start),
        move_id: move_id(change.kind),
        kind: shown.map_or_else(Kind::default, |block| block.kind),
        level: shown.and_then(|block| block.level),
        number: shown.and_then(|block| block.number.as_deref()),
        ordered: shown.and_then(|block| block.ordered),
        cell: shown.and_then(|block| block.cell.as_ref()),
        note: shown.and_then(|block| block.note.as_deref()),
        info: shown.and_then(|block| block.info.as_deref()),
        segments: Segments::Plain(&change.segments),
        ..ChangeValue::default()
    };
    (value.old_id, value.old_ids) = ids(old);
    (value.new_id, value.new_ids) = ids(new);
    if let (Some(before), Some(after)) = (old.first(), new.first()) {
        value.old_kind = (before.kind != after.kind).then_some(before.kind);
        value.old_level = (before.level != after.level).then_some(before.level);
        value.old_row = before.cell.as_ref().map(|cell| cell.row);
        value.old_number = (before.number != after.number).then_some(before.number.as_deref());
    }
    value
}

/// One id as such, several as a list.
fn ids(blocks: &[::document::Block]) -> (Option<&BlockId>, Vec<&BlockId>) {
    match blocks {
        [one] => (Some(&one.id), Vec::new()),
        several => (None, several.iter().map(|block| &block.id).collect()),
    }
}

fn segment_value<'a>(segment: &'a Segment<'a>, by: Option<&'a Credit>) -> SegmentValue<'a> {
    SegmentValue {
        op: op_name(segment.op),
        text: segment.text,
        marks: &segment.marks,
        old_marks: segment.old_marks.as_deref(),
        atoms: &segment.atoms,
        paragraph_break: segment.paragraph_break,
        author: by.map_or("", |by| &by.author),
        suggestion: by.map_or("", |by| &by.suggestion),
        import: by.and_then(|by| by.import),
    }
}

fn op_name(op: Op) -> &'static str {
    match op {
        Op::Same => "same",
        Op::Insert => "insert",
        Op::Delete => "delete",
    }
}

fn change_name(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Same => "same",
        ChangeKind::Edited => "edited",
        ChangeKind::Inserted => "inserted",
        ChangeKind::Deleted => "deleted",
        ChangeKind::MovedFrom { .. } => "moved_from",
        ChangeKind::MovedTo { .. } => "moved_to",
        ChangeKind::Split => "split",
        ChangeKind::Merged => "merged",
        ChangeKind::Reformatted => "reformatted",
    }
}

fn move_id(kind: ChangeKind) -> Option<u32> {
    match kind {
        ChangeKind::MovedFrom { move_id } | ChangeKind::MovedTo { move_id } => Some(move_id),
        _ => None,
    }
}
