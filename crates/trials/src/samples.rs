use std::{
    fs,
    path::{Path, PathBuf},
};

use document::{Block, Document, Kind};
use formats::{Format, Limits, Presentation, read, write};

use crate::{laws, pack, unpack};

/// A real file.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Where it comes from.
    pub name: String,
    /// How to read it.
    pub format: Format,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The files of the sample guideline and those that other programs wrote, each text in every format
/// that is read; in the same order each time.
pub fn samples() -> Vec<Sample> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["../cli/sample/en", "../cli/sample/zh", "fixtures"] {
        paths.extend(files(&root.join(folder)));
    }
    let mut samples = Vec::new();
    for path in paths {
        let (Some(format), Ok(bytes)) = (Format::of_path(&path), fs::read(&path)) else {
            continue;
        };
        let name = path
            .strip_prefix(root)
            .unwrap_or(&path)
            .display()
            .to_string();
        let sample = Sample {
            name,
            format,
            bytes,
        };
        samples.extend(other_forms(&sample));
        samples.push(sample);
    }
    samples
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// A Markdown text as HTML and JSON too.
fn other_forms(sample: &Sample) -> Vec<Sample> {
    if sample.format != Format::Markdown {
        return Vec::new();
    }
    let Ok(reading) = read(sample.format, &sample.bytes, &Limits::default()) else {
        return Vec::new();
    };
    let form = |format| {
        let bytes = write(format, &reading.document, &Presentation::default()).ok()?;
        let name = format!("{} as {format}", sample.name);
        Some(Sample {
            name,
            format,
            bytes,
        })
    };
    [Format::Html, Format::Json]
        .into_iter()
        .filter_map(form)
        .collect()
}

/// A sound DOCX whose main part is this.
pub fn docx_around(main: &[u8]) -> Vec<u8> {
    let empty = Document {
        blocks: vec![Block::new(Kind::Paragraph, "x")],
        ..Document::default()
    };
    let sound = write(Format::Docx, &empty, &Presentation::default()).unwrap_or_default();
    let mut parts = unpack(&sound);
    for (name, content) in &mut parts {
        if name == "word/document.xml" {
            *content = main.to_vec();
        }
    }
    pack(&parts)
}

/// Two Markdown texts that a form feed separates, if they are two.
pub fn two_texts(bytes: &[u8]) -> Option<(Document, Document)> {
    let cut = bytes.iter().position(|byte| *byte == b'\x0C')?;
    let text = |bytes: &[u8]| laws::reading(Format::Markdown, bytes);
    Some((text(&bytes[..cut])?, text(&bytes[cut + 1..])?))
}
