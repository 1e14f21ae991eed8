//! What stands before the text of a redline: what was compared, how to read it, where it changed.

use document::{Block, PLACEHOLDER, join_label};
use redline::{Change, ChangeKind, Redline};

use super::{
    Labels,
    inline::escape,
    redline::old_id,
    remarks::{Remarks, time},
    url,
    words::Words,
};
use crate::Presentation;

/// How much of a paragraph a list shows.
const EXCERPT: usize = 70;

/// The title block of a redline, with its lists.
pub(super) fn of_redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
    told: &str,
    (labels, remarks): (&Labels, &Remarks<'_>),
) -> String {
    let words = Words::for_language(&redline.new.language);
    let or = |given: &str, default: &str| escape(if given.is_empty() { default } else { given });
    let old = or(&presentation.old_label, &labels.sides.0);
    let new = or(&presentation.new_label, &labels.sides.1);
    let mut rows = vec![(
        words.between,
        format!("<del>{old}</del> → <ins>{new}</ins>"),
    )];
    rows.extend(signature(presentation, words));
    rows.push((words.extent, escape(&extent(redline, words))));
    rows.push((words.legend, legend(words)));
    let changes = list("changes", words.changes, &changes(redline, words));
    let comments = list("comments", words.comments, &remarks.list());
    format!(
        "<a class=\"skip\" href=\"#text\">{}</a>\n<header class=\"page-head\">\n<p class=\"kind\">{}</p>\n\
         <p class=\"title\">{}</p>\n{}{told}{changes}{comments}</header>\n",
        escape(words.skip),
        escape(&labels.changes),
        escape(&redline.new.title),
        table(&rows)
    )
}

/// The title block of a text, with its contents; nothing of it is part of the text.
pub(super) fn of_document(
    document: &document::Document,
    presentation: &Presentation,
    remarks: &Remarks<'_>,
) -> String {
    let words = Words::for_language(&document.language);
    let rows = signature(presentation, words);
    let contents = list("contents", words.contents, &headings(&document.blocks));
    let comments = list("comments", words.comments, &remarks.list());
    if rows.is_empty() && contents.is_empty() && comments.is_empty() {
        return String::new();
    }
    format!(
        "<header class=\"page-head\" data-of-page>\n<a class=\"skip\" href=\"#text\">{}</a>\n{}{contents}{comments}</header>\n",
        escape(words.skip),
        table(&rows)
    )
}

/// Whose page this is, of what, and when.
fn signature(presentation: &Presentation, words: &'static Words) -> Vec<(&'static str, String)> {
    let imprint = &presentation.imprint;
    let revision = imprint
        .revision
        .map_or_else(String::new, |number| number.to_string());
    let address = if url::is_safe_link(&imprint.address) {
        let address = escape(&imprint.address);
        format!("<a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a>")
    } else {
        escape(&imprint.address)
    };
    let rows = [
        (words.guideline, escape(&imprint.guideline)),
        (words.revision, revision),
        (words.changed_by, escape(&presentation.author)),
        (words.date, time(&presentation.date).trim_start().to_owned()),
        (words.address, address),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect()
}

fn extent(redline: &Redline<'_>, words: &Words) -> String {
    if redline.is_empty() {
        return words.nothing.to_owned();
    }
    let stats = redline.stats();
    let figures = [
        ("{inserted}", stats.inserted_chars),
        ("{deleted}", stats.deleted_chars),
        ("{moved}", stats.moved_chars),
        ("{blocks}", stats.blocks_changed),
    ];
    let fill =
        |text: String, (name, figure): (&str, usize)| text.replace(name, &figure.to_string());
    figures.into_iter().fold(words.figures.to_owned(), fill)
}

fn legend(words: &Words) -> String {
    let [inserted, deleted, moved, formatted] =
        [words.inserted, words.deleted, words.moved, words.formatted].map(escape);
    format!(
        "<ins>{inserted}</ins> · <del>{deleted}</del> · <span class=\"reformatted\">{formatted}</span> · \
         <span class=\"move\">⇢ ⇠</span> {moved}"
    )
}

/// A list of links that opens without script.
fn list(class: &str, name: &str, entries: &[(String, String)]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let entry = |(target, text): &(String, String)| {
        format!(
            "<li><a href=\"#{}\">{}</a></li>\n",
            escape(target),
            escape(text)
        )
    };
    let entries_html: String = entries.iter().map(entry).collect();
    format!(
        "<nav class=\"{class}\" aria-label=\"{0}\">\n<details>\n<summary>{0} ({1})</summary>\n\
         <ol>\n{entries_html}</ol>\n</details>\n</nav>\n",
        escape(name),
        entries.len()
    )
}

fn headings(blocks: &[Block]) -> Vec<(String, String)> {
    let is_shown = |block: &&Block| block.kind == document::Kind::Heading && block.level < Some(4);
    let headings = blocks.iter().filter(is_shown);
    headings
        .map(|block| (block.id.to_string(), excerpt(block)))
        .collect()
}

/// What changed, in reading order; a move where it went, a row of a table once.
fn changes(redline: &Redline<'_>, words: &Words) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    let mut row = None;
    for change in &redline.changes {
        let Some(kind) = kind(redline, change, words) else {
            continue;
        };
        let (target, block) = match redline.new_blocks(change).first() {
            Some(block) => (block.id.to_string(), block),
            None => match redline.old_blocks(change).first() {
                Some(block) => (old_id(block), block),
                None => continue,
            },
        };
        let place = block
            .cell
            .as_ref()
            .map(|cell| (kind, &cell.table, cell.row));
        if place.is_none() || place != row {
            entries.push((target, format!("{kind}: {}", excerpt(block))));
        }
        row = place;
    }
    entries
}

fn kind(redline: &Redline<'_>, change: &Change<'_>, words: &Words) -> Option<&'static str> {
    let kinds = &words.kinds;
    Some(match change.kind {
        ChangeKind::Same => {
            redline.relabelled(change)?;
            kinds.renumbered
        }
        ChangeKind::Edited => kinds.edited,
        ChangeKind::Inserted => kinds.inserted,
        ChangeKind::Deleted => kinds.deleted,
        ChangeKind::MovedFrom { .. } => return None,
        ChangeKind::MovedTo { .. } => kinds.moved,
        ChangeKind::Split => kinds.split,
        ChangeKind::Merged => kinds.merged,
        ChangeKind::Reformatted => kinds.formatted,
    })
}

/// The start of a paragraph on one line.
fn excerpt(block: &Block) -> String {
    let text = join_label(block.number.as_deref(), &block.text).replace(PLACEHOLDER, "");
    let words: Vec<&str> = text.split_whitespace().collect();
    let line = words.join(" ");
    let short: String = line.chars().take(EXCERPT).collect();
    if short.len() < line.len() {
        short + "…"
    } else {
        short
    }
}

fn table(rows: &[(&str, String)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let row = |(name, value): &(&str, String)| {
        format!("<div><dt>{}</dt><dd>{value}</dd></div>\n", escape(name))
    };
    format!("<dl>\n{}</dl>\n", rows.iter().map(row).collect::<String>())
}
