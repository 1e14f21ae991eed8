//! Paragraphs: properties of both sides, the paragraph mark, hidden bookmarks, and what is in them.

use std::fmt::Write as _;

use document::{Block, Kind};

use super::{
    credits::By,
    flow::{Fate, Flow, Paragraph, Touched},
    line::Line,
    writer::Writer,
};
use crate::Side;

impl<'a> Writer<'_, 'a> {
    /// Writes the body.
    pub(super) fn body(&mut self, body: &[Flow<'a>]) {
        self.push("<w:body>");
        let mut after_table = false;
        for flow in body {
            match flow {
                Flow::Paragraph(paragraph) => self.paragraph(paragraph, ""),
                Flow::Table(table) => {
                    // two tables without a paragraph between them would become one
                    if after_table {
                        self.filler();
                    }
                    self.table(table);
                }
            }
            after_table = matches!(flow, Flow::Table(_));
        }
        if !self.notes.lone().is_empty() {
            self.lone_notes();
        } else if after_table {
            self.filler();
        }
        self.stray_comments();
    }

    /// A paragraph that only the format asks for.
    pub(super) fn filler(&mut self) {
        self.begin_filler();
        self.push("</w:p>");
    }

    pub(super) fn begin_filler(&mut self) {
        self.push("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\"/></w:pPr>");
        self.filler_bookmark();
    }

    /// Writes a paragraph; `lead` is markup that stands before its text.
    pub(super) fn paragraph(&mut self, paragraph: &Paragraph<'a>, lead: &str) {
        self.push("<w:p>");
        self.properties(paragraph);
        self.name(paragraph);
        self.push(lead);
        let mut line = Line::default();
        let mark = self.mark_of(paragraph);
        self.typed_labels(paragraph, mark.by, &mut line);
        for span in &paragraph.spans {
            self.span(span, paragraph.part_of, &mut line);
        }
        for (side, ends) in [(Side::Old, paragraph.old), (Side::New, paragraph.new)] {
            if let Some(standing) = ends {
                self.end_comments(side, standing.index, &mut line);
            }
        }
        let moved = self.end_line(&mut line, mark);
        self.push("</w:p>");
        if let Some(range_end) = moved {
            self.push(&range_end);
        }
    }

    /// What became of the paragraph mark, and by whom.
    pub(super) fn mark_of(&self, paragraph: &Paragraph<'_>) -> Touched {
        let fate = paragraph.end;
        let by = self.by_mark(fate, paragraph);
        Touched { fate, by }
    }

    /// Whose a paragraph is to which this happened.
    pub(super) fn by_mark(&self, fate: Fate, paragraph: &Paragraph<'_>) -> By {
        self.credits.of_mark(fate, paragraph.old, paragraph.new)
    }

    /// Hidden bookmarks with the ids of both sides.
    fn name(&mut self, paragraph: &Paragraph<'a>) {
        let (old, new) = (paragraph.old_block(), paragraph.new_block());
        if let Some(new) = new {
            self.bookmark("_u_", new.id.as_str());
        }
        if let Some(old) = old
            && new.is_none_or(|new| new.id != old.id)
        {
            self.bookmark("_o_", old.id.as_str());
        }
    }

    fn properties(&mut self, paragraph: &Paragraph<'a>) {
        let numbers = paragraph.numbers;
        let old = paragraph.old_block();
        let old = old.map(|block| self.style(block, numbers.old));
        let new = paragraph.new_block();
        let new = new.map(|block| self.style(block, numbers.new));
        let shown = new.as_ref().or(old.as_ref());
        self.push("<w:pPr>");
        if let Some(shown) = shown {
            self.push(shown);
        }
        let mark = self.mark_of(paragraph);
        if let Some(mark) = self.change(mark) {
            let _ = write!(self.out, "<w:rPr><{mark}/></w:rPr>");
        }
        if let (Some(old), Some(new)) = (&old, &new)
            && old != new
        {
            let by = self.credits.former(paragraph.new.map(|new| new.index));
            let attribution = self.attribution(by);
            let _ = write!(
                self.out,
                "<w:pPrChange{attribution}><w:pPr>{old}</w:pPr></w:pPrChange>"
            );
        }
        self.push("</w:pPr>");
    }

    /// Style and list of a block.
    fn style(&mut self, block: &Block, list: Option<(usize, u8)>) -> String {
        let mut markup = String::new();
        if let Some(style) = self.style_id(block) {
            let _ = write!(markup, "<w:pStyle w:val=\"{style}\"/>");
        }
        if let Some((list, level)) = list {
            let _ = write!(
                markup,
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
        }
        markup
    }

    fn style_id(&mut self, block: &Block) -> Option<String> {
        let level = block.level.map_or(1, |level| level.clamp(1, 9));
        Some(match block.kind {
            Kind::Heading => format!("Heading{level}"),
            Kind::Paragraph => match block.level {
                Some(_) => format!("ListContinue{level}"),
                None => return None,
            },
            Kind::ListItem => "ListParagraph".to_owned(),
            Kind::Quote => format!("Quote{level}"),
            Kind::Code => self.code_style(block.info.as_deref()),
            Kind::Cell => "TableText".to_owned(),
            Kind::Figure => "Figure".to_owned(),
            Kind::Footnote => "FootnoteText".to_owned(),
            Kind::Rule => "HorizontalLine".to_owned(),
        })
    }

    /// Each language of code has a style of its own, so that the name survives other
    /// programs. It is not called "Source Code": pandoc drops tracked changes in that style.
    fn code_style(&mut self, info: Option<&str>) -> String {
        let Some(info) = info.filter(|info| !info.is_empty()) else {
            return "CodeBlock".to_owned();
        };
        let next = self.code_styles.len() + 1;
        let index = *self.code_styles.entry(info.to_owned()).or_insert(next);
        format!("CodeBlock{index}")
    }

    fn typed_labels(&mut self, paragraph: &Paragraph<'a>, by: By, line: &mut Line) {
        let (old, new) = (paragraph.typed.old, paragraph.typed.new);
        if let (Some((old, Fate::Same | Fate::Deleted)), Some((new, Fate::Same | Fate::Inserted))) =
            (old, new)
            && old == new
        {
            self.label(new, Touched::default(), line);
            return;
        }
        let one_side = |fate, otherwise| {
            let fate = if fate == Fate::Same { otherwise } else { fate };
            Touched { fate, by }
        };
        if let Some((label, fate)) = old {
            self.label(label, one_side(fate, Fate::Deleted), line);
        }
        if let Some((label, fate)) = new {
            self.label(label, one_side(fate, Fate::Inserted), line);
        }
    }

    fn label(&mut self, label: &str, touched: Touched, line: &mut Line) {
        self.enter(line, touched, None);
        let name = if touched.fate == Fate::Deleted {
            "delText"
        } else {
            "t"
        };
        self.push("<w:r><w:rPr><w:rStyle w:val=\"UnderstoryLabel\"/></w:rPr>");
        let _ = write!(self.out, "<w:{name} xml:space=\"preserve\">");
        self.text(label);
        let _ = write!(self.out, "</w:{name}><w:tab/></w:r>");
    }
}
