//! What must hold whatever people send: files to try, ways to damage them, and the laws.
//!
//! The fuzz targets in `fuzz` and the tests of this crate hold the same laws; a law that is broken
//! panics. Nothing of this is in the program that ships.

mod archive;
mod damage;
mod dice;
mod figures;
mod proposals;
mod remarks;
mod samples;

pub mod deciding;
pub mod hostile;
pub mod laws;

pub use archive::{pack, unpack};
pub use damage::{damage, damage_package, mutate, splice};
pub use dice::Dice;
pub use figures::{peak_bytes, processor_seconds};
pub use proposals::proposals;
pub use remarks::{Remarks, mutate_remarks, remarks, taken};
pub use samples::{Sample, docx_around, samples, two_texts};
