//! Paragraphs in a row: which marks between them can come and go, and to which block the text of each
//! belongs.

use document::Kind;

use super::{
    ends,
    flow::{Fate, Paragraph, Standing},
};

/// Makes the last paragraph mark of a stretch one that stands on both sides. A word processor
/// cannot take away the mark before a table or at the end of a cell; what is deleted or inserted
/// there is the mark before it, and the last one changes its properties.
pub(super) fn settle(stretch: &mut [Paragraph<'_>], must_keep: bool) {
    let Some(last) = stretch.len().checked_sub(1) else {
        return;
    };
    if stretch[last].end == Fate::Same {
        return;
    }
    let find = |test: fn(Fate) -> bool| {
        stretch
            .iter()
            .rposition(|paragraph| test(paragraph.end) && paragraph.end != Fate::Same)
    };
    let kept = stretch
        .iter()
        .rposition(|paragraph| paragraph.end == Fate::Same);
    let after_kept = |at: &usize| kept.is_none_or(|kept| *at > kept);
    let deleted = find(Fate::on_old).filter(after_kept);
    let inserted = find(Fate::on_new).filter(after_kept);
    match (deleted, inserted, kept) {
        (Some(deleted), Some(inserted), _) => join_sides(stretch, deleted, inserted),
        (Some(_), None, Some(kept)) => {
            stretch[last].new = stretch[kept].new.take();
            stretch[last].end = Fate::Same;
            stretch[kept].end = Fate::Deleted;
        }
        (None, Some(_), Some(kept)) => {
            stretch[last].old = stretch[kept].old.take();
            stretch[last].end = Fate::Same;
            stretch[kept].end = Fate::Inserted;
        }
        _ if must_keep => stretch[last].end = Fate::Same,
        _ => {}
    }
}

/// Paragraphs inserted after inserted text are written as somebody would write them who goes on at
/// the end of a paragraph: its mark is the first of the new ones, and the last of them has the mark
/// that was there. `LibreOffice` takes the two for one insertion, with the mark between them. Only
/// among paragraphs of one kind: pandoc does not join others.
pub(super) fn write_on(stretch: &mut [Paragraph<'_>]) {
    let whole = |paragraph: &&Paragraph<'_>| {
        let mut spans = paragraph.spans.iter();
        paragraph.end == Fate::Inserted && spans.all(|span| span.fate == Fate::Inserted)
    };
    for at in 0..stretch.len() {
        let ends_in = stretch[at].spans.last().map(|span| span.fate);
        if stretch[at].end != Fate::Same || ends_in != Some(Fate::Inserted) {
            continue;
        }
        let further = stretch[at + 1..].iter().take_while(whole);
        let further = further.take_while(|it| alike(it, &stretch[at])).count();
        let others = stretch.get(at + further + 1);
        if others.is_some_and(ends::begins_added) {
            continue;
        }
        if further > 0 && stretch[at].old.is_some() {
            stretch[at + further].old = stretch[at].old.take();
            stretch[at + further].end = Fate::Same;
            stretch[at].end = Fate::Inserted;
        }
    }
}

/// Whether two paragraphs of text differ in nothing but words and numbers.
fn alike(one: &Paragraph<'_>, other: &Paragraph<'_>) -> bool {
    let look = |paragraph: &Paragraph<'_>| {
        let block = paragraph.new.map(|standing| standing.block)?;
        let texts = matches!(block.kind, Kind::Paragraph | Kind::ListItem | Kind::Quote);
        texts.then_some((block.kind, block.level, block.ordered))
    };
    look(one).is_some() && look(one) == look(other)
}

/// The last deleted and the last inserted mark become one; the text before the earlier of them
/// runs on into the paragraph after it.
fn join_sides(stretch: &mut [Paragraph<'_>], deleted: usize, inserted: usize) {
    let (earlier, last) = (deleted.min(inserted), deleted.max(inserted));
    let mut text = std::mem::take(&mut stretch[earlier].spans);
    let (old, new) = (stretch[earlier].old.take(), stretch[earlier].new.take());
    text.append(&mut stretch[earlier + 1].spans);
    stretch[earlier + 1].spans = text;
    stretch[last].old = stretch[last].old.take().or(old);
    stretch[last].new = stretch[last].new.take().or(new);
    stretch[last].end = Fate::Same;
    // what is left of the earlier one has no text and no mark
    stretch[earlier].end = Fate::Same;
}

/// Whether [`settle`] left nothing of a paragraph.
pub(super) fn is_gone(paragraph: &Paragraph<'_>) -> bool {
    paragraph.old.is_none() && paragraph.new.is_none() && paragraph.spans.is_empty()
}

/// Says for each paragraph of a stretch to which blocks its text belongs, and puts typed labels
/// where the text of their block begins.
pub(super) fn lead<'f, 'a: 'f>(stretch: impl Iterator<Item = &'f mut Paragraph<'a>>) {
    let mut stretch: Vec<&mut Paragraph<'a>> = stretch.collect();
    assign(&mut stretch);
    ends::keep_apart(&mut stretch);
}

fn assign<'a>(stretch: &mut [&mut Paragraph<'a>]) {
    let (mut old_from, mut new_from) = (0, 0);
    for at in 0..stretch.len() {
        let end = stretch[at].end;
        if let Some(Standing { index, block: old }) = stretch[at].old {
            for paragraph in &mut stretch[old_from..=at] {
                paragraph.part_of.old = Some(index);
            }
            let typed = stretch[at]
                .numbers
                .old_typed
                .then_some(old.number.as_deref());
            if let Some(label) = typed.flatten() {
                let start = first_text(&stretch[old_from..=at], Fate::on_old);
                stretch[old_from + start].typed.old = Some((label, end));
            }
            old_from = at + 1;
        }
        if let Some(Standing { index, block: new }) = stretch[at].new {
            for paragraph in &mut stretch[new_from..=at] {
                paragraph.part_of.new = Some(index);
            }
            let typed = stretch[at]
                .numbers
                .new_typed
                .then_some(new.number.as_deref());
            if let Some(label) = typed.flatten() {
                let start = first_text(&stretch[new_from..=at], Fate::on_new);
                stretch[new_from + start].typed.new = Some((label, end));
            }
            new_from = at + 1;
        }
    }
}

/// The first paragraph with text of one side; the last where there is none. Paragraphs before it
/// vanish on that side.
fn first_text(paragraphs: &[&mut Paragraph<'_>], here: fn(Fate) -> bool) -> usize {
    let has_text = |paragraph: &&mut Paragraph<'_>| {
        let mut spans = paragraph.spans.iter();
        spans.any(|span| here(span.fate) && !span.text.is_empty())
    };
    let first = paragraphs.iter().position(has_text);
    first.unwrap_or(paragraphs.len() - 1)
}
