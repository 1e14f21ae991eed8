//! Who else wants what a comment says.

pub(crate) mod give;
pub(crate) mod withdraw;
