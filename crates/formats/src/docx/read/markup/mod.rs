//! What people did to a file, told apart from the text that they worked on.
//!
//! The file is read once, with everything that stands in it on any side. From that the text is made
//! with nothing accepted, and for each change what the blocks around it become when only that one is
//! accepted.

mod alternatives;
mod comments;
mod compare;
mod groups;
mod new_notes;
mod remake;
mod remarks;
mod windows;

use self::{
    alternatives::Maker,
    comments::Threads,
    groups::Groups,
    remarks::{Grounds, remarks},
};
use super::{
    Found, Package, dates, properties,
    script::Script,
    tracking::{Redliner, Sides},
};
use crate::{Limits, ReadError, docx::Markup};

/// Reads a file with its tracked changes and comments.
pub(in crate::docx) fn read(bytes: &[u8], limits: &Limits) -> Result<Markup, ReadError> {
    let package = Package::open(bytes, limits)?;
    let ours = properties::ours(&package)?;
    let redliner = ours.author.map(|author| Redliner {
        author,
        date: ours.date.as_deref().and_then(dates::zoned),
    });
    let mut draft = super::draft(&package, limits, Sides::All(redliner))?;
    let script = draft.found.script.take().unwrap_or_default();
    let groups = group(&script, &mut draft.found);
    let base = base(&script);
    let maker = Maker::new(
        &draft.context,
        &mut draft.found,
        (&script, &groups),
        (&draft.blocks, &draft.keys),
        &base,
    );
    let changes = maker.changes()?;
    let comments = comments::read(&package, &draft.relationships)?;
    let threads = Threads::read(&package, &draft.relationships)?;
    let grounds = Grounds {
        script: &script,
        blocks: &draft.blocks,
        base: &base,
    };
    let remarks = remarks(comments, &threads, &grounds, &mut draft.found);
    Ok(Markup {
        imprint: ours.imprint,
        text: super::finish(&package, draft.blocks, draft.found.media)?,
        changes,
        remarks,
        problems: draft.found.problems,
    })
}

fn group(script: &Script, found: &mut Found) -> Groups {
    let mut groups = Groups::of(script, found.changes.all());
    for (author, became) in groups.settle_moves(script) {
        let what = format!("half of a move by {author} is missing; it became a plain {became}");
        found.problem("whole file", what);
    }
    groups
}

/// For each paragraph of the file the block of the text that it is part of, and where it starts in
/// that.
fn base(script: &Script) -> Vec<Option<(usize, usize)>> {
    let mut base = vec![None; script.sources.len()];
    for story in &script.stories {
        let Some(first) = story.first_block else {
            continue;
        };
        for (index, trace) in story.traces.iter().enumerate() {
            for part in &trace.parts {
                base[part.source] = Some((first + index, part.start));
            }
        }
    }
    base
}
