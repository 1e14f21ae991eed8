//! Tables as markup.

use std::fmt::Write as _;

use super::{
    credits::By,
    flow::{Fate, GridCell, Merge, Row, Table, Touched},
    writer::Writer,
};

impl<'a> Writer<'_, 'a> {
    pub(super) fn table(&mut self, table: &Table<'a>) {
        let widths = self.widths(table.columns.max(1));
        self.push(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"GuidelineTable\"/>\
             <w:tblW w:w=\"5000\" w:type=\"pct\"/>\
             <w:tblLook w:val=\"0420\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" \
             w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>",
        );
        for width in &widths {
            let _ = write!(self.out, "<w:gridCol w:w=\"{width}\"/>");
        }
        self.push("</w:tblGrid>");
        for row in &table.rows {
            self.row(row, &widths);
        }
        self.push("</w:tbl>");
    }

    /// The widths of so many columns.
    fn widths(&self, columns: u32) -> Vec<u32> {
        let (all, shares) = (self.page.text_width, &self.page.shares);
        if shares.len() != columns as usize {
            return vec![all / columns; columns as usize];
        }
        let sum = shares.iter().sum::<u32>().max(1);
        shares.iter().map(|share| all * share / sum).collect()
    }

    fn row(&mut self, row: &Row<'a>, widths: &[u32]) {
        self.push("<w:tr>");
        self.row_properties(row);
        let mut left = widths;
        for cell in &row.cells {
            let taken = (cell.span as usize).min(left.len());
            let (under, rest) = left.split_at(taken);
            self.cell(cell, under.iter().sum());
            left = rest;
        }
        self.push("</w:tr>");
    }

    fn row_properties(&mut self, row: &Row<'a>) {
        let mut properties = String::new();
        let touched = self.row_touched(row);
        if let Some(change) = self.change(touched) {
            let _ = write!(properties, "<{change}/>");
        }
        if let Some(old) = row.old_header.filter(|old| *old != row.header) {
            let attribution = self.attribution(By::default());
            let old = header_mark(old);
            let _ = write!(
                properties,
                "<w:trPrChange{attribution}><w:trPr>{old}</w:trPr></w:trPrChange>"
            );
        }
        if row.header || !properties.is_empty() {
            let mark = header_mark(row.header);
            let _ = write!(self.out, "<w:trPr>{mark}{properties}</w:trPr>");
        }
    }

    /// A row is the change of whoever changed its first paragraph.
    fn row_touched(&self, row: &Row<'a>) -> Touched {
        let first = row.cells.iter().find_map(|cell| cell.paragraphs.first());
        Touched {
            fate: row.fate,
            by: first.map_or_else(By::default, |it| self.by_mark(row.fate, it)),
        }
    }

    fn cell_by(&self, cell: &GridCell<'a>) -> By {
        let first = cell.paragraphs.first();
        first.map_or_else(By::default, |it| self.by_mark(cell.fate, it))
    }

    fn cell(&mut self, cell: &GridCell<'a>, width: u32) {
        let _ = write!(
            self.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>"
        );
        if cell.span > 1 {
            let _ = write!(self.out, "<w:gridSpan w:val=\"{}\"/>", cell.span);
        }
        match cell.merge {
            Merge::None => {}
            Merge::Start => self.push("<w:vMerge w:val=\"restart\"/>"),
            Merge::Continue => self.push("<w:vMerge/>"),
        }
        let name = match cell.fate {
            Fate::Inserted => "cellIns",
            Fate::Deleted => "cellDel",
            _ => "",
        };
        if !name.is_empty() {
            let by = self.cell_by(cell);
            let attribution = self.attribution(by);
            let _ = write!(self.out, "<w:{name}{attribution}/>");
        }
        self.push("</w:tcPr>");
        for paragraph in &cell.paragraphs {
            self.paragraph(paragraph, "");
        }
        if cell.paragraphs.is_empty() {
            self.filler();
        }
        self.push("</w:tc>");
    }
}

/// The schema asks for a property before a change (`CT_TrPrBase`), so that a row that is no header
/// says something that goes without saying.
fn header_mark(header: bool) -> &'static str {
    if header {
        "<w:tblHeader/>"
    } else {
        "<w:cantSplit w:val=\"off\"/>"
    }
}
