//! Writes what fuzzing starts from: the samples, small enough to be changed often.
//!
//! `cargo run -p trials --bin seeds -- FOLDER`

#![allow(clippy::expect_used, reason = "a tool of developers")]

use std::{env, fs, path::Path};

use formats::{Format, tables::TableFormat};
use trials::{Sample, remarks, samples, unpack};

/// Bytes of a text.
const LENGTH: usize = 3000;

fn main() {
    let folder = env::args().nth(1).expect("the folder to write to");
    let folder = Path::new(&folder);
    let samples = samples();
    for (number, sample) in samples.iter().enumerate() {
        for (target, bytes) in seeds(sample) {
            write(folder, target, number, &bytes);
        }
    }
    for (number, one) in remarks().iter().enumerate() {
        let target = match one.table {
            Some(TableFormat::Xlsx) => "table_xlsx",
            Some(TableFormat::Csv) => "table_csv",
            Some(TableFormat::Docx) => "table_docx",
            None => "annotation",
        };
        write(folder, target, number, &one.bytes);
    }
    let texts: Vec<&Sample> = samples
        .iter()
        .filter(|one| one.format == Format::Markdown)
        .collect();
    for (number, pair) in texts.windows(2).enumerate() {
        let two = [start(&pair[0].bytes), start(&pair[1].bytes)].join(&b'\x0C');
        for target in ["redline", "position", "anchor"] {
            write(folder, target, number, &two);
        }
        let three = [two.as_slice(), start(&pair[0].bytes)].join(&b"\x1E\x0C"[..]);
        write(folder, "merge", number, &three);
    }
}

/// What a sample is to the targets that read files.
fn seeds(sample: &Sample) -> Vec<(&'static str, Vec<u8>)> {
    match sample.format {
        Format::Markdown => vec![("markdown", start(&sample.bytes).to_vec())],
        Format::Html => vec![("html", start(&sample.bytes).to_vec())],
        Format::Json => vec![("json", sample.bytes.clone())],
        _ => {
            let main = |part: &(String, Vec<u8>)| part.0 == "word/document.xml";
            let main = unpack(&sample.bytes).into_iter().find(main);
            let main = main.map(|(_, content)| ("package", content));
            main.into_iter()
                .chain([("docx", sample.bytes.clone())])
                .collect()
        }
    }
}

/// The start of a text, to the end of a line.
fn start(bytes: &[u8]) -> &[u8] {
    let start = &bytes[..bytes.len().min(LENGTH)];
    let end = start.iter().rposition(|byte| *byte == b'\n');
    &start[..end.unwrap_or(start.len())]
}

fn write(folder: &Path, target: &str, number: usize, bytes: &[u8]) {
    let folder = folder.join(target);
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join(format!("sample-{number}")), bytes).expect("a file can be written");
}
