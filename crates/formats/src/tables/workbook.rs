//! A comment table as a spreadsheet.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{
    column::Column,
    format::{TableError, TableFormat},
    guard,
    write::CommentTable,
};

/// UTF-16 units that a cell holds.
const CELL: usize = 32_767;
/// The name of the property that holds the layout; the others are those of our Word files.
pub(super) const LAYOUT: &str = "understory.table";
const A4: u8 = 9;
const A3: u8 = 8;

pub(super) fn write(table: &CommentTable) -> Result<Vec<u8>, TableError> {
    workbook(table).map_err(|error| TableError::Failed {
        format: TableFormat::Xlsx,
        why: error.to_string(),
    })
}

fn workbook(table: &CommentTable) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(table)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(table.tongue().title())?;
    let columns = table.columns();
    let (head, text, guarded) = (heading_look(), cell_look(), cell_look().set_quote_prefix());
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    for ((column, heading), at) in columns.iter().zip(0..) {
        sheet.write_string_with_format(0, at, *heading, &head)?;
        sheet.set_column_width(at, f64::from(column.width()))?;
    }
    let mut end = 0;
    for (row, number) in table.rows.iter().zip(1_u32..) {
        end = number;
        for ((column, cell), at) in table.cells(row, &columns).zip(0_u16..) {
            if cell.is_empty() {
                sheet.write_blank(number, at, &text)?;
            } else if let Some(value) = as_number(column, &cell) {
                sheet.write_number_with_format(number, at, value, &text)?;
            } else {
                let look = if guard::is_dangerous(&cell) {
                    &guarded
                } else {
                    &text
                };
                let cell = fitting(cell, table.tongue().cut());
                sheet.write_string_with_format(number, at, cell, look)?;
            }
        }
    }
    set_up(sheet, table, (end, last))?;
    workbook.save_to_buffer()
}

fn set_up(
    sheet: &mut Worksheet,
    table: &CommentTable,
    (end, last): (u32, u16),
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofilter(0, 0, end, last)?;
    sheet.set_landscape();
    sheet.set_paper_size(if last < 12 { A4 } else { A3 });
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
    // at most 255 characters; an ampersand begins a code
    let heading: String = table.heading().chars().take(100).collect();
    sheet.set_header(format!("&L{}", heading.replace('&', "&&")));
    sheet.set_footer("&R&P / &N");
    Ok(())
}

fn properties(table: &CommentTable) -> Result<DocProperties, XlsxError> {
    let imprint = table.imprint();
    let day = table.date.get(..10).unwrap_or("1980-01-01");
    let day =
        ExcelDateTime::parse_from_str(day).or_else(|_| ExcelDateTime::from_ymd(1980, 1, 1))?;
    let mut properties = DocProperties::new()
        .set_title(table.heading())
        .set_comment(table.remark.as_str())
        .set_creation_datetime(&day)
        .set_custom_property(LAYOUT, table.layout().name());
    for (name, value) in [
        ("understory.guideline", imprint.guideline),
        ("understory.language", imprint.language),
    ] {
        if !value.is_empty() {
            properties = properties.set_custom_property(name, value);
        }
    }
    if let Some(revision) = imprint.revision {
        properties = properties.set_custom_property("understory.revision", revision.to_string());
    }
    Ok(properties)
}

fn heading_look() -> Format {
    cell_look()
        .set_bold()
        .set_background_color(Color::RGB(0x00E3_EAE4))
        .set_align(FormatAlign::VerticalCenter)
}

fn cell_look() -> Format {
    Format::new()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00B8_C0B8))
}

/// Whole numbers are numbers to a spreadsheet, which then sorts them as such.
fn as_number(column: Column, cell: &str) -> Option<f64> {
    let counts = matches!(
        column,
        Column::Number
            | Column::FromPage
            | Column::FromLine
            | Column::ToPage
            | Column::ToLine
            | Column::Support
            | Column::Revision
    );
    let number: u32 = cell.parse().ok().filter(|_| counts)?;
    (number.to_string() == cell).then(|| f64::from(number))
}

fn fitting(text: String, mark: &str) -> String {
    if text.len() <= CELL || text.encode_utf16().count() <= CELL {
        return text;
    }
    let mut left = CELL - mark.encode_utf16().count();
    let fits = |character: &char| {
        let size = character.len_utf16();
        let fits = size <= left;
        left = left.saturating_sub(size);
        fits
    };
    let mut cut: String = text.chars().take_while(fits).collect();
    cut.push_str(mark);
    cut
}
