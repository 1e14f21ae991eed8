//! A document or a redline to bytes. Both are one flow of paragraphs and tables; in a document
//! nothing in it changed.

mod archive;
mod atoms;
mod attribution;
mod comments;
mod credits;
mod ends;
mod fates;
mod flow;
mod format;
mod grid;
mod joins;
mod labels;
mod line;
mod note_list;
mod notes;
mod numbers;
mod package;
mod paragraph;
mod parting;
mod pictures;
mod properties;
mod runs;
mod script;
mod settings;
mod stretch;
mod styles;
mod table;
mod template;
mod unlinked;
mod writer;

pub(super) use pictures::NATURAL;

use document::Document;
use redline::Redline;

use self::{
    comments::Comments,
    credits::Credits,
    flow::Flow,
    labels::Lists,
    note_list::NoteList,
    script::Script,
    template::{Section, Template},
    writer::{Part, Writer},
};
use crate::{Presentation, WriteError, unchanged::unchanged};

/// Writes a document, with remarks in the margin.
pub(super) fn document(
    document: &Document,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    let redline = unchanged(document);
    redline_as(&redline, presentation, false)
}

/// Writes a redline as tracked changes, with remarks in the margin.
pub(super) fn redline(
    redline: &Redline<'_>,
    presentation: &Presentation,
) -> Result<Vec<u8>, WriteError> {
    let redline = parting::without_doubtful_joins(redline);
    redline_as(&redline, presentation, true)
}

/// Writes a document whose tables have columns of these shares of a landscape page; the file says
/// that it is a comment table of this layout.
pub(super) fn table(
    document: &Document,
    presentation: &Presentation,
    shares: &[u32],
    layout: &str,
) -> Result<Vec<u8>, WriteError> {
    let redline = unchanged(document);
    written(
        &redline,
        presentation,
        false,
        Section::landscape(shares),
        Some(layout),
    )
}

fn redline_as(
    redline: &Redline<'_>,
    presentation: &Presentation,
    tracked: bool,
) -> Result<Vec<u8>, WriteError> {
    written(redline, presentation, tracked, Section::default(), None)
}

fn written(
    redline: &Redline<'_>,
    presentation: &Presentation,
    tracked: bool,
    page: Section,
    layout: Option<&str>,
) -> Result<Vec<u8>, WriteError> {
    let template = presentation.template.as_deref().map(Template::read);
    let template = template.transpose()?;
    let (lists, page) = template.as_ref().map_or_else(
        || (0, page),
        |template| (template.lists.count, template.section.clone()),
    );
    let script = Script::new(redline);
    let comments = Comments::new(presentation, redline);
    let credits = Credits::new(redline, presentation);
    let mut lists = Lists::after(lists);
    let mut body = script.body();
    number(&mut body, &mut lists);
    let notes = NoteList::new(&script, &body);
    let mut writer = Writer::new(redline, &credits, &comments, &page, notes);
    writer.begin(Part::Document);
    writer.body(&body);
    writer.end_body();
    lists.start_story();
    writer.notes(&script, &mut lists);
    let parts = writer.finish();
    package::zip(package::Sources {
        document: redline.new,
        presentation,
        tracked,
        styles: &styles::ours(&redline.new.language, &parts.code_styles),
        parts,
        lists: &lists,
        comments: &comments,
        template: template.as_ref(),
        layout,
    })
}

/// Decides on labels in the order of the file, then puts typed ones where their text begins.
fn number(body: &mut [Flow<'_>], lists: &mut Lists) {
    for flow in &mut *body {
        match flow {
            Flow::Paragraph(paragraph) => lists.number(paragraph),
            Flow::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                for cell in cells {
                    for paragraph in &mut cell.paragraphs {
                        lists.number(paragraph);
                    }
                    stretch::lead(cell.paragraphs.iter_mut());
                }
            }
        }
    }
    let stretches =
        body.chunk_by_mut(|a, b| matches!((a, b), (Flow::Paragraph(_), Flow::Paragraph(_))));
    for stretch in stretches {
        stretch::lead(stretch.iter_mut().filter_map(|flow| match flow {
            Flow::Paragraph(paragraph) => Some(&mut **paragraph),
            Flow::Table(_) => None,
        }));
    }
}
