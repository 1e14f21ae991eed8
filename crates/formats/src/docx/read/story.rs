//! The paragraphs and tables of one story: the body, or one note. They stream by; what wraps them
//! (content controls, custom XML) is transparent.

use std::io::BufRead;

use document::Block;

use super::{
    Context, Found,
    assembly::{Assembly, StoryKind},
    changes::own_insertion,
    field::Fields,
    inline::Inline,
    line::Edge,
    paragraph::Traits,
    script::Source as Paragraph,
    table::{CellTraits, RowTraits},
    tracking::{Accepted, Tag},
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
    pub(super) found: &'s mut Found,
    relationships: &'s Relationships,
    fields: Fields,
    pub(super) assembly: Assembly,
    /// Text boxes that wait for the end of the paragraph that they hang on.
    boxes: Vec<Vec<Paragraph>>,
    /// What the place where the stream stands depends on, from the outside in.
    around: Vec<Tag>,
    /// Where paragraphs can join.
    pub(super) container: u32,
    /// Edges of comments between paragraphs.
    pub(super) edges: Vec<(Edge, String)>,
    /// The first paragraph of the story among all.
    pub(super) first: usize,
}

/// What an open element is to the stream.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    Table,
    Row,
    Cell,
    Tracked,
}

/// What came of reading a note.
pub(super) struct NoteStory {
    pub(super) blocks: Vec<Block>,
    /// What the file calls it.
    pub(super) key: Option<String>,
    /// There only because a reference needs something to refer to.
    pub(super) filler: bool,
    /// Its number among the stories that were kept with all their sides.
    pub(super) story: Option<usize>,
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
        story.keep(None);
        Ok(story.assembly.blocks)
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
        let kind = match note {
            Some(_) => StoryKind::Note,
            None => StoryKind::Body,
        };
        let first = found
            .script
            .as_ref()
            .map_or(0, |script| script.sources.len());
        let mut story = Self {
            assembly: Assembly::new(kind, note, found.script.is_some()),
            context,
            found,
            relationships,
            fields: Fields::default(),
            boxes: Vec::new(),
            around: Vec::new(),
            container: 0,
            edges: Vec::new(),
            first,
        };
        story.fresh_container();
        story
    }

    /// The paragraphs of a note; `mention` is its place in the order of first mentions.
    pub(super) fn into_note(mut self, mention: Option<usize>) -> NoteStory {
        let story = self.keep(mention);
        let names = std::mem::take(&mut self.assembly.names);
        NoteStory {
            blocks: self.assembly.blocks,
            key: names.note,
            filler: names.filler,
            story,
        }
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
        let head = source.head();
        let frame = match head.name() {
            (Ns::W, "p") | (Ns::M, "oMathPara" | "oMath") => {
                return self.paragraph(source.tree()?.root());
            }
            (Ns::W, "tbl") => self.open_table()?,
            (Ns::W, "tr") => self.open_row(),
            (Ns::W, "tc") => self.open_cell(),
            (Ns::W, "trPr") => {
                self.row_properties(source.tree()?.root());
                return Ok(());
            }
            (Ns::W, "tcPr") => {
                self.cell_properties(source.tree()?.root());
                return Ok(());
            }
            (Ns::W, "altChunk") => {
                self.problem("text from another embedded file was left out");
                return source.skip();
            }
            (Ns::W, "sectPr" | "tblPr" | "tblGrid" | "tblPrEx" | "sdtPr" | "sdtEndPr")
            | (Ns::W, "bookmarkStart")
            | (Ns::Mc, "Fallback") => return source.skip(),
            (Ns::W, "commentRangeStart" | "commentRangeEnd") => {
                self.edge(head);
                return source.skip();
            }
            _ if self.found.changes.range(head) => return source.skip(),
            _ => match self.context.wrapper(&mut self.found.changes, head) {
                Some(tag) => {
                    self.around.push(tag);
                    Frame::Tracked
                }
                None => Frame::Plain,
            },
        };
        frames.push(frame);
        Ok(())
    }

    fn close(&mut self, frame: Frame) -> Result<(), ReadError> {
        match frame {
            Frame::Plain => {}
            Frame::Tracked => drop(self.around.pop()),
            Frame::Table => {
                self.flush()?;
                self.assembly.close_table();
                self.fresh_container();
            }
            Frame::Row => self.close_row(),
            Frame::Cell => {
                self.flush()?;
                self.close_cell();
            }
        }
        Ok(())
    }

    fn open_table(&mut self) -> Result<Frame, ReadError> {
        self.flush()?;
        if self.assembly.tables.open() {
            self.problem("a table inside a table became paragraphs of the outer cell");
        }
        self.fresh_container();
        if let Some(script) = &mut self.found.script {
            script.tables += 1;
        }
        Ok(Frame::Table)
    }

    fn open_row(&mut self) -> Frame {
        self.assembly.tables.open_row();
        self.around.push(Tag::default());
        self.keep_row();
        Frame::Row
    }

    fn close_row(&mut self) {
        self.end_row();
        self.assembly.tables.close_row();
        self.around.pop();
    }

    fn open_cell(&mut self) -> Frame {
        self.assembly.tables.open_cell();
        self.around.push(Tag::default());
        self.fresh_container();
        self.keep_cell();
        Frame::Cell
    }

    fn close_cell(&mut self) {
        self.assembly.close_cell();
        self.around.pop();
        self.end_cell();
        self.fresh_container();
    }

    fn row_properties(&mut self, properties: Element<'_>) {
        let changes = &mut self.found.changes;
        let formats = self
            .context
            .formats(changes, Some(properties), ["trPrChange", "trPr"]);
        let stated = match formats.before {
            Some((before, _)) => before,
            None => formats.now,
        };
        let mut traits = RowTraits::of(properties, stated);
        let mut tag = Tag::default();
        for child in properties.children() {
            if let Some(own) = self.context.wrapper(changes, child) {
                tag = own.inside(tag);
            }
        }
        let tag = own_insertion(changes, tag);
        traits.dropped = !tag.shown(Accepted::Nothing);
        if let Some(around) = self.around.last_mut() {
            *around = tag;
        }
        self.assembly.tables.row_traits(traits);
        self.describe_row(traits, tag);
    }

    fn cell_properties(&mut self, properties: Element<'_>) {
        let tag = self.context.cell(&mut self.found.changes, properties);
        let mut traits = CellTraits::of(properties);
        traits.dropped = !tag.shown(Accepted::Nothing);
        if let Some(around) = self.around.last_mut() {
            *around = tag;
        }
        self.assembly.tables.cell_traits(traits);
        self.describe_cell(traits, tag);
    }

    fn problem(&mut self, what: &str) {
        let place = self.assembly.place();
        self.found.problem(&place, what);
    }

    fn paragraph(&mut self, element: Element<'_>) -> Result<(), ReadError> {
        let outer = self
            .around
            .iter()
            .fold(Tag::default(), |outer, tag| tag.inside(outer));
        let source = self.read(element, outer)?;
        self.take(source)?;
        match self.assembly.is_pending() {
            true => Ok(()),
            false => self.text_boxes(),
        }
    }

    /// Reads a paragraph with all its sides, and the text boxes that hang on it.
    fn read(&mut self, element: Element<'_>, around: Tag) -> Result<Paragraph, ReadError> {
        let since = self.found.changes.all().len();
        let place = self.assembly.place();
        let mut inline = Inline::new(
            self.context,
            self.found,
            self.relationships,
            &mut self.fields,
            place,
            around,
        );
        inline.inside(element)?;
        let (line, boxes, rule) = (inline.line, inline.boxes, inline.rule);
        let properties = element.child(Ns::W, "pPr");
        let (context, found) = (self.context, &mut *self.found);
        let formats = context.formats(&mut found.changes, properties, ["pPrChange", "pPr"]);
        let mark = context.mark(&mut found.changes, properties);
        found.changes.name_mark(mark, since);
        let traits = |properties| Traits::of(properties, context, &found.numbering, rule);
        let now = traits(formats.now);
        let before = formats
            .before
            .map(|(before, change)| (traits(before), change));
        for (content, tag) in boxes {
            self.text_box(content, tag)?;
        }
        Ok(Paragraph::new(line, now, before, [mark, around]))
    }

    /// Takes a paragraph into the text with nothing accepted, and keeps it where all sides are
    /// wanted.
    fn take(&mut self, mut source: Paragraph) -> Result<(), ReadError> {
        self.found.strays += source.line.strays;
        let nothing = Accepted::Nothing;
        let number = self
            .found
            .script
            .as_ref()
            .map_or(0, |script| script.sources.len());
        source.blocks_before = self.assembly.blocks.len();
        if source.around.shown(nothing) {
            let line = match self.found.script {
                Some(_) => source.line.under(nothing),
                None => std::mem::take(&mut source.line),
            };
            let (traits, joins) = (source.traits(nothing), source.joins_next(nothing));
            self.assembly
                .take((self.context, self.found), (line, number), traits, joins)?;
        }
        self.record(source, number);
        Ok(())
    }

    /// A text box follows the paragraph that it hangs on.
    fn text_box(&mut self, content: Element<'_>, tag: Tag) -> Result<(), ReadError> {
        self.problem("a text box was here; its text follows the paragraph that it stood beside");
        let mut paragraphs = Vec::new();
        let mut stack: Vec<Element<'_>> = vec![content];
        while let Some(element) = stack.pop() {
            if element.is(Ns::W, "p") {
                paragraphs.push(self.read(element, tag)?);
            } else if !element.is(Ns::Mc, "Fallback") {
                let from = stack.len();
                stack.extend(element.children());
                stack[from..].reverse();
            }
        }
        self.boxes.push(paragraphs);
        Ok(())
    }

    fn text_boxes(&mut self) -> Result<(), ReadError> {
        let outer = self.container;
        for paragraphs in std::mem::take(&mut self.boxes) {
            self.fresh_container();
            for paragraph in paragraphs {
                self.take(paragraph)?;
            }
            self.assembly.flush((self.context, self.found))?;
        }
        self.container = outer;
        Ok(())
    }

    /// Ends the paragraph that waits for a next one where none comes.
    fn flush(&mut self) -> Result<(), ReadError> {
        self.assembly.flush((self.context, self.found))?;
        self.text_boxes()
    }
}
