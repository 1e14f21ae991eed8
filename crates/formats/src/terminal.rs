use document::{Block, Kind, PLACEHOLDER, join_label};
use redline::{ChangeKind, Op, Redline, Segment};

use crate::shown::{Shown, shown};

/// Unchanged blocks shown on either side of a change.
const CONTEXT: usize = 1;

/// A redline as text to read in a terminal: what changed with a paragraph of context, in colour, or
/// as `[-old-]{+new+}` where colour cannot be shown. Empty where nothing differs.
pub fn terminal(redline: &Redline<'_>, colour: bool) -> String {
    let shown = shown(redline);
    let near = near_changes(redline, &shown);
    let mut out = String::new();
    let mut skipped = false;
    for (block, near) in shown.iter().zip(near) {
        if !near {
            skipped = true;
            continue;
        }
        if std::mem::take(&mut skipped) {
            out.push_str("···\n");
        }
        out.push_str(&line(redline, block, colour));
    }
    if skipped && !out.is_empty() {
        out.push_str("···\n");
    }
    out
}

/// Which blocks stand near enough to a change to be shown.
fn near_changes(redline: &Redline<'_>, shown: &[Shown<'_>]) -> Vec<bool> {
    let mut near = vec![false; shown.len()];
    for (index, block) in shown.iter().enumerate() {
        let changed = block.change.kind != ChangeKind::Same;
        if changed || redline.relabelled(block.change).is_some() {
            let end = (index + CONTEXT + 1).min(shown.len());
            near[index.saturating_sub(CONTEXT)..end].fill(true);
        }
    }
    near
}

fn line(redline: &Redline<'_>, shown: &Shown<'_>, colour: bool) -> String {
    let pen = Pen { colour };
    let mut text = String::new();
    for segment in shown.segments {
        text.push_str(&piece(segment, shown.change.kind, pen));
    }
    if shown.block.kind == Kind::Rule {
        text = rule(shown.change.kind, pen);
    }
    let mut line = join_label(shown.block.number.as_deref(), &text);
    if let Some((Some(before), _)) = redline.relabelled(shown.change) {
        line = format!("{} {line}", pen.quiet(&format!("({before} →)")));
    }
    match shown.change.kind {
        ChangeKind::MovedFrom { move_id } => {
            line = format!("{} {line}", pen.moved(&format!("(moved away, {move_id})")));
        }
        ChangeKind::MovedTo { move_id } => {
            line = format!("{} {line}", pen.moved(&format!("(moved here, {move_id})")));
        }
        ChangeKind::Reformatted => {
            line = format!("{} {line}", pen.moved("(formatting changed)"));
        }
        _ => {}
    }
    format!("{}{line}\n", lead(shown.block))
}

/// What shows the kind of a block.
fn lead(block: &Block) -> String {
    let level = usize::from(block.level.unwrap_or(1).max(1));
    match block.kind {
        Kind::Heading => format!("{} ", "#".repeat(level)),
        Kind::ListItem if block.number.is_none() => format!("{}- ", "  ".repeat(level - 1)),
        Kind::ListItem => "  ".repeat(level - 1),
        Kind::Quote => "> ".repeat(level),
        Kind::Cell => "| ".to_owned(),
        Kind::Footnote => format!("[{}] ", block.note.as_deref().unwrap_or("")),
        Kind::Paragraph | Kind::Code | Kind::Figure | Kind::Rule => String::new(),
    }
}

fn rule(kind: ChangeKind, pen: Pen) -> String {
    match kind {
        ChangeKind::Inserted | ChangeKind::MovedTo { .. } => pen.inserted("* * *"),
        ChangeKind::Deleted | ChangeKind::MovedFrom { .. } => pen.deleted("* * *"),
        _ => "* * *".to_owned(),
    }
}

fn piece(segment: &Segment<'_>, kind: ChangeKind, pen: Pen) -> String {
    let text = if segment.paragraph_break {
        "¶".to_owned()
    } else {
        segment.text.replace(PLACEHOLDER, "□")
    };
    if text.is_empty() {
        return text;
    }
    match (segment.op, kind) {
        (Op::Delete, _) | (Op::Same, ChangeKind::MovedFrom { .. }) => pen.deleted(&text),
        (Op::Insert, _) => pen.inserted(&text),
        (Op::Same, _) if segment.old_marks.is_some() => pen.moved(&text),
        (Op::Same, _) => text,
    }
}

/// How changes are told apart.
#[derive(Clone, Copy)]
struct Pen {
    colour: bool,
}

impl Pen {
    fn deleted(self, text: &str) -> String {
        self.framed(text, "9;31", "[-", "-]")
    }

    fn inserted(self, text: &str) -> String {
        self.framed(text, "4;32", "{+", "+}")
    }

    fn moved(self, text: &str) -> String {
        self.framed(text, "35", "", "")
    }

    fn quiet(self, text: &str) -> String {
        self.framed(text, "2", "", "")
    }

    /// By a terminal's Select Graphic Rendition (ECMA-48), or by signs.
    fn framed(self, text: &str, code: &str, start: &str, end: &str) -> String {
        if self.colour {
            format!("\u{1b}[{code}m{text}\u{1b}[0m")
        } else {
            format!("{start}{text}{end}")
        }
    }
}
