//! Comment tables: the comments and suggestions on a guideline as rows, in the layouts that
//! standards bodies, panels and agencies use, as spreadsheets, CSV and Word tables.
//!
//! Writing follows the convention to the letter; reading is tolerant: headings may be renamed, moved
//! or translated, cells merged, rows empty. A table that we wrote is read back as it was.

mod citation;
pub(crate) mod clean;
mod column;
mod csv;
mod format;
mod grid;
mod guard;
mod headings;
mod layout;
mod phrases;
mod read;
mod row;
mod rows;
mod split;
mod words;
mod workbook;
mod write;
mod xlsx;

pub use citation::{BlockCited, BlockSort, Citation, Step};
pub use csv::csv;
pub use format::{TableError, TableFormat, UnknownTableFormat};
pub use layout::{Layout, UnknownLayout};
pub use read::{ReadRow, ReadTable, read};
pub use row::{Form, Kind, Outcome, Reply, Row, Span, State};
pub use rows::{deletion, name_and_organisation};
pub use write::{CommentTable, write};

pub(crate) use phrases::plain;
