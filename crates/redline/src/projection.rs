use crate::{Change, ChangeKind, Op, Redline, Segment, Stats};

impl Redline<'_> {
    /// Figures about what changed.
    pub fn stats(&self) -> Stats {
        let mut stats = Stats::default();
        for change in &self.changes {
            count(change, &mut stats);
        }
        stats
    }

    /// The texts of the older blocks as the changes tell them: those that are no longer there, that
    /// stayed and that moved away. Equal to the texts of [`Redline::old`].
    pub fn old_texts(&self) -> Vec<String> {
        let mut texts = vec![String::new(); self.old.blocks.len()];
        for change in self.changes.iter().filter(|change| !change.old.is_empty()) {
            project(change.old.start, &change.segments, Op::Insert, &mut texts);
        }
        texts
    }

    /// The texts of the newer blocks as the changes tell them. Equal to those of [`Redline::new`].
    pub fn new_texts(&self) -> Vec<String> {
        let mut texts = vec![String::new(); self.new.blocks.len()];
        for change in self.changes.iter().filter(|change| !change.new.is_empty()) {
            project(change.new.start, &change.segments, Op::Delete, &mut texts);
        }
        texts
    }
}

/// Reads one side: all segments but those of the other side.
fn project(first: usize, segments: &[Segment<'_>], other: Op, texts: &mut [String]) {
    let mut block = first;
    for segment in segments.iter().filter(|segment| segment.op != other) {
        texts[block].push_str(segment.text);
        block += usize::from(segment.paragraph_break);
    }
}

fn count(change: &Change<'_>, stats: &mut Stats) {
    let moved = match change.kind {
        ChangeKind::MovedFrom { .. } => return,
        ChangeKind::MovedTo { .. } => true,
        _ => false,
    };
    stats.blocks_changed += usize::from(change.kind != ChangeKind::Same);
    let mut in_hunk = false;
    for segment in &change.segments {
        let length = segment.text.chars().count();
        match segment.op {
            Op::Same => stats.moved_chars += if moved { length } else { 0 },
            Op::Insert => stats.inserted_chars += length,
            Op::Delete => stats.deleted_chars += length,
        }
        stats.hunks += usize::from(segment.op != Op::Same && !in_hunk);
        in_hunk = segment.op != Op::Same;
    }
}
