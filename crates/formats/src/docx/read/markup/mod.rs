//! What people did to a file, told apart from the text that they worked on.

use super::{Package, properties};
use crate::{
    Limits, ReadError,
    docx::{Markup, View},
};

/// Reads a file with its tracked changes and comments.
pub(in crate::docx) fn read(bytes: &[u8], limits: &Limits) -> Result<Markup, ReadError> {
    let imprint = properties::ours(&Package::open(bytes, limits)?)?.imprint;
    let reading = super::read(bytes, limits, View::Rejected)?;
    Ok(Markup {
        imprint,
        text: reading.document,
        changes: Vec::new(),
        remarks: Vec::new(),
        problems: reading.problems,
    })
}
