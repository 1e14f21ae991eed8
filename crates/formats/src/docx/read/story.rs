//! The blocks of one story: the body, or one note. Paragraphs and tables stream by; what wraps them
//! (content controls, custom XML) is transparent.

use std::io::BufRead;

use document::{Block, Kind};

use super::{
    Context, Found,
    field::Fields,
    inline::Inline,
    line::{Line, Names},
    paragraph::{self, Traits},
    table::Tables,
};
use crate::{
    ReadError,
    docx::{
        malformed,
        names::Ns,
        package::Relationships,
        tree::Element,
        xml::{Source, Step},
    },
};

pub(super) struct Story<'s> {
    context: &'s Context<'s>,
    found: &'s mut Found,
    relationships: &'s Relationships,
    fields: Fields,
    blocks: Vec<Block>,
    /// A line whose paragraph mark is deleted: it joins the next paragraph.
    pending: Option<Line>,
    tables: Tables,
    /// For notes: what problems call it.
    note: Option<String>,
    /// For notes: the key that the file states, and whether the note is only a stand-in.
    names: Names,
}

/// What an open element is to the stream.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    Table,
    Row,
    Cell,
}

impl<'s> Story<'s> {
    /// Reads the body of the document.
    pub(super) fn body(
        context: &'s Context<'s>,
        found: &'s mut Found,
        part: &str,
        relationships: &'s Relationships,
    ) -> Result<Vec<Block>, ReadError> {
        let mut story = Self::new(context, found, relationships, None);
        context.package.stream(part, |source| {
            if source.step()? != Step::Open || !source.head().is(Ns::W, "document") {
                return Err(malformed("its main part is no Word document"));
            }
            story.inside(source)?;
            while source.step()? != Step::End {}
            Ok(())
        })?;
        Ok(story.blocks)
    }

    /// Prepares to read one note.
    pub(super) fn note(
        context: &'s Context<'s>,
        found: &'s mut Found,
        relationships: &'s Relationships,
        place: String,
    ) -> Self {
        Self::new(context, found, relationships, Some(place))
    }

    fn new(
        context: &'s Context<'s>,
        found: &'s mut Found,
        relationships: &'s Relationships,
        note: Option<String>,
    ) -> Self {
        Self {
            context,
            found,
            relationships,
            fields: Fields::default(),
            blocks: Vec::new(),
            pending: None,
            tables: Tables::default(),
            note,
            names: Names::default(),
        }
    }

    /// The paragraphs of a note, its stated key, and whether it is only a stand-in.
    pub(super) fn into_note(self) -> (Vec<Block>, Option<String>, bool) {
        (self.blocks, self.names.note, self.names.filler)
    }

    /// Reads to the end of the element that is open.
    pub(super) fn inside<R: BufRead>(&mut self, source: &mut Source<R>) -> Result<(), ReadError> {
        let mut frames = vec![Frame::Plain];
        while !frames.is_empty() {
            match source.step()? {
                Step::Open => self.open(source, &mut frames)?,
                Step::Close => {
                    if let Some(frame) = frames.pop() {
                        self.close(frame)?;
                    }
                }
                Step::End => break,
            }
        }
        self.flush()
    }

    fn open<R: BufRead>(
        &mut self,
        source: &mut Source<R>,
        frames: &mut Vec<Frame>,
    ) -> Result<(), ReadError> {
        let view = self.context.view;
        let head = source.head();
        let frame = match head.name() {
            (Ns::W, "p") | (Ns::M, "oMathPara" | "oMath") => {
                return self.paragraph(source.tree()?.root());
            }
            (Ns::W, "tbl") => {
                self.flush()?;
                if self.tables.open() {
                    let place = self.place();
                    self.found.problem(
                        &place,
                        "a table inside a table became paragraphs of the outer cell",
                    );
                }
                Frame::Table
            }
            (Ns::W, "tr") => {
                self.tables.open_row();
                Frame::Row
            }
            (Ns::W, "tc") => {
                self.tables.open_cell();
                Frame::Cell
            }
            (Ns::W, "trPr") => {
                self.tables.row_properties(source.tree()?.root(), view);
                return Ok(());
            }
            (Ns::W, "tcPr") => {
                self.tables.cell_properties(source.tree()?.root(), view);
                return Ok(());
            }
            (Ns::W, "altChunk") => {
                let place = self.place();
                self.found
                    .problem(&place, "text from another embedded file was left out");
                return source.skip();
            }
            (Ns::W, "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr" | "sdtEndPr") => {
                return source.skip();
            }
            (Ns::W, "bookmarkStart") => return source.skip(),
            (Ns::Mc, "Fallback") => return source.skip(),
            _ => Frame::Plain,
        };
        frames.push(frame);
        Ok(())
    }

    fn close(&mut self, frame: Frame) -> Result<(), ReadError> {
        match frame {
            Frame::Plain => {}
            Frame::Table => {
                self.flush()?;
                self.tables.close(&mut self.blocks);
            }
            Frame::Row => self.tables.close_row(),
            Frame::Cell => {
                self.flush()?;
                self.tables.close_cell(&mut self.blocks);
            }
        }
        Ok(())
    }

    /// Where the stream stands, in words.
    fn place(&self) -> String {
        match (&self.note, self.tables.place()) {
            (Some(note), _) => note.clone(),
            (None, Some(cell)) => cell,
            (None, None) => format!("paragraph {}", self.blocks.len() + 1),
        }
    }

    fn paragraph(&mut self, element: Element<'_>) -> Result<(), ReadError> {
        if self.tables.skipping() {
            return Ok(());
        }
        let place = self.place();
        let mut inline = Inline::new(
            self.context,
            self.found,
            self.relationships,
            &mut self.fields,
            place,
        );
        inline.inside(element)?;
        let (line, boxes, rule) = (inline.line, inline.boxes, inline.rule);
        self.found.strays += line.strays;
        let line = match self.pending.take() {
            None => line,
            Some(mut pending) => {
                pending.join(line);
                pending
            }
        };
        let traits = Traits::of(element, self.context, &self.found.numbering, rule);
        if traits.joins_next {
            self.pending = Some(line);
        } else {
            self.block(line, &traits)?;
        }
        boxes
            .into_iter()
            .try_for_each(|text_box| self.text_box(text_box))
    }

    /// A text box follows the paragraph that it hangs on.
    fn text_box(&mut self, content: Element<'_>) -> Result<(), ReadError> {
        let place = self.place();
        self.found.problem(
            &place,
            "a text box was here; its text follows the paragraph that it stood beside",
        );
        let mut stack: Vec<Element<'_>> = vec![content];
        while let Some(element) = stack.pop() {
            if element.is(Ns::W, "p") {
                self.paragraph(element)?;
            } else if !element.is(Ns::Mc, "Fallback") {
                let from = stack.len();
                stack.extend(element.children());
                stack[from..].reverse();
            }
        }
        self.flush()
    }

    /// Ends the paragraph that waits for a next one where none comes.
    fn flush(&mut self) -> Result<(), ReadError> {
        match self.pending.take() {
            Some(line) if !line.is_empty() => self.block(line, &Traits::default()),
            _ => Ok(()),
        }
    }

    fn block(&mut self, mut line: Line, traits: &Traits) -> Result<(), ReadError> {
        let names = std::mem::take(&mut line.names);
        let key = names.note(self.context.view);
        self.names.note = self.names.note.take().or(key);
        if names.filler && line.is_empty() {
            self.names.filler = true;
            self.tables.saw_filler();
            return Ok(());
        }
        let id = names.id(self.context.view);
        let needed = id.is_some() || self.tables.in_cell() || traits.stands_empty();
        if (line.is_empty() && line.label.is_none() && !needed) || self.is_contents(traits, &id) {
            return Ok(());
        }
        if self.blocks.len() >= self.context.limits.blocks {
            return Err(ReadError::TooLarge(format!(
                "more than {} paragraphs",
                self.context.limits.blocks
            )));
        }
        let place = self.place();
        let label = line.label.take();
        let (mut block, composed) = line
            .into_block()
            .map_err(|what| ReadError::Unwelcome { place, what })?;
        self.found.composed += usize::from(composed);
        paragraph::shape(&mut block, traits, label, id, &mut self.found.numbering);
        if self.note.is_some() {
            block.kind = Kind::Footnote;
        } else if self.tables.in_cell() {
            block.kind = Kind::Cell;
            self.tables.saw_block(self.blocks.len());
        }
        self.blocks.push(block);
        Ok(())
    }

    fn is_contents(&mut self, traits: &Traits, id: &Option<String>) -> bool {
        let contents = traits.is_contents() && id.is_none();
        self.found.contents_lines += usize::from(contents);
        contents
    }
}
