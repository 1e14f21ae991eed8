//! Bytes to documents, documents and redlines to bytes.
//!
//! Reading is total: a file of a known format gives a document and a list of what was not
//! understood; only a file that is no document at all is an error. Nothing is ever fetched.

mod format;
mod reading;

pub use format::{Format, UnknownFormat};
pub use reading::{Limits, Problem, ReadError, Reading, WriteError};
