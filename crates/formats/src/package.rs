//! Many files as one: a ZIP with a manifest and checksums. The same files give the same bytes, on any
//! machine: entries are in the order in which they came, bear one time that is given from outside,
//! and say nothing of who packed them.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use document::Digest;
use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter, result::ZipResult};

/// Files to be packed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Package {
    /// The folder that all of them are in.
    pub folder: String,
    /// When, RFC 3339 in UTC; given from outside since nothing here reads a clock.
    pub date: String,
    /// What the package is, in words; becomes `README.txt`.
    pub readme: String,
    /// In the order in which they are packed.
    pub files: Vec<PackedFile>,
    /// What could be there and is not.
    pub left_out: Vec<LeftOut>,
}

/// A file to be packed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedFile {
    /// Letters, digits, `.`, `-` and `_`, with `/` between folders.
    pub path: String,
    /// What it is, for programs.
    pub media_type: String,
    /// What it is, in one word: `text`, `redline`, `comments`.
    pub what: String,
    /// The tag of its language; may be empty.
    pub language: String,
    /// As they are.
    pub bytes: Vec<u8>,
}

/// A file that is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Where it would be.
    pub path: String,
    /// Why it is not, as one sentence.
    pub why: String,
}

/// Why files could not be packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// A name that could lead out of the folder, or stands for two files.
    #[error("\"{0}\" is no name for a file in a package")]
    BadName(String),
    /// The archive could not be produced; says what the writer said.
    #[error("the package could not be written: {0}")]
    Failed(String),
}

/// What the manifest says of a file.
#[derive(Serialize)]
struct Listed<'a> {
    path: &'a str,
    what: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    language: &'a str,
    media_type: &'a str,
    bytes: usize,
    sha256: Digest,
}

#[derive(Serialize)]
struct Manifest<'a, H> {
    #[serde(flatten)]
    head: &'a H,
    files: Vec<Listed<'a>>,
    left_out: &'a [LeftOut],
}

/// The names of the files that this adds.
const OURS: [&str; 3] = ["README.txt", "manifest.json", "SHA256SUMS"];

/// Packs the files, with `README.txt`, with `manifest.json`: this head and a list of them, and with
/// `SHA256SUMS` as `sha256sum --check` takes it in that folder.
///
/// # Errors
/// When a name is none, or the archive cannot be produced.
pub fn write(package: &Package, head: &impl Serialize) -> Result<Vec<u8>, PackageError> {
    check_names(package)?;
    let [readme, manifest, sums] = OURS;
    let mut files: Vec<(&str, &[u8])> = vec![(readme, package.readme.as_bytes())];
    let stated = stated(package, head)?;
    files.push((manifest, &stated));
    let ours = package.files.iter();
    files.extend(ours.map(|file| (file.path.as_str(), file.bytes.as_slice())));
    let digests = checksums(&files);
    files.insert(2, (sums, digests.as_bytes()));
    zip(package, &files).map_err(|error| PackageError::Failed(error.to_string()))
}

fn stated(package: &Package, head: &impl Serialize) -> Result<Vec<u8>, PackageError> {
    let files = package.files.iter().map(|file| Listed {
        path: &file.path,
        what: &file.what,
        language: &file.language,
        media_type: &file.media_type,
        bytes: file.bytes.len(),
        sha256: Digest::of_bytes(&file.bytes),
    });
    let manifest = Manifest {
        head,
        files: files.collect(),
        left_out: &package.left_out,
    };
    let json = serde_json::to_vec_pretty(&manifest);
    let mut json = json.map_err(|error| PackageError::Failed(error.to_string()))?;
    json.push(b'\n');
    Ok(json)
}

fn checksums(files: &[(&str, &[u8])]) -> String {
    let mut sums = String::new();
    for (path, bytes) in files {
        let _ = writeln!(sums, "{}  {path}", Digest::of_bytes(bytes));
    }
    sums
}

fn zip(package: &Package, files: &[(&str, &[u8])]) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(time(&package.date))
        .unix_permissions(0o644)
        .system(System::Unix);
    for (path, bytes) in files {
        zip.start_file(format!("{}/{path}", package.folder), options)?;
        zip.write_all(bytes)?;
    }
    zip.finish().map(Cursor::into_inner)
}

/// To the second; archives know no time before 1980.
fn time(date: &str) -> DateTime {
    let part = |range: std::ops::Range<usize>| date.get(range)?.parse::<u8>().ok();
    let stated = || {
        let year = date.get(0..4)?.parse().ok()?;
        let (month, day) = (part(5..7)?, part(8..10)?);
        let (hour, minute, second) = (part(11..13)?, part(14..16)?, part(17..19)?);
        DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
    };
    stated().unwrap_or_default()
}

fn check_names(package: &Package) -> Result<(), PackageError> {
    let mut seen: BTreeSet<String> = OURS.iter().map(|name| name.to_lowercase()).collect();
    let bad = |name: &str| Err(PackageError::BadName(name.to_owned()));
    if !is_plain(&package.folder) {
        return bad(&package.folder);
    }
    for file in &package.files {
        // where capitals do not count, one would overwrite the other
        let first = seen.insert(file.path.to_lowercase());
        if !first || !file.path.split('/').all(is_plain) {
            return bad(&file.path);
        }
    }
    Ok(())
}

/// Whether this is a name on every system, and leads nowhere.
fn is_plain(part: &str) -> bool {
    const LONGEST: usize = 200;
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"-_.".contains(&letter);
    let begins = part.as_bytes().first();
    part.len() <= LONGEST
        && begins.is_some_and(u8::is_ascii_alphanumeric)
        && !part.ends_with('.')
        && part.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn package(paths: &[&str]) -> Package {
        let file = |path: &&str| PackedFile {
            path: (*path).to_owned(),
            media_type: "text/plain".to_owned(),
            what: "text".to_owned(),
            bytes: path.repeat(100).into_bytes(),
            ..PackedFile::default()
        };
        Package {
            folder: "mining-r2".to_owned(),
            date: "2026-11-23T12:00:00.5Z".to_owned(),
            readme: "What this is.\n".to_owned(),
            files: paths.iter().map(file).collect(),
            left_out: Vec::new(),
        }
    }

    fn head() -> serde_json::Value {
        serde_json::json!({"guideline": "mining"})
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_each_is_listed() {
        let package = package(&["text/a.md", "b.json"]);
        let bytes = write(&package, &head()).unwrap();
        assert_eq!(bytes, write(&package, &head()).unwrap());
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let names: Vec<_> = zip.file_names().map(Result::unwrap).collect();
        let expect = [
            "README.txt",
            "manifest.json",
            "SHA256SUMS",
            "text/a.md",
            "b.json",
        ];
        assert_eq!(names, expect.map(|name| format!("mining-r2/{name}")));
        let mut texts = expect.map(|name| {
            let mut text = String::new();
            let mut entry = zip.by_name(&format!("mining-r2/{name}")).unwrap();
            assert_eq!(entry.last_modified().unwrap().year(), 2026, "{name}");
            assert_eq!(entry.unix_mode().map(|mode| mode & 0o777), Some(0o644));
            entry.read_to_string(&mut text).unwrap();
            text
        });
        let sums = std::mem::take(&mut texts[2]);
        for (at, name) in [0, 1, 3, 4].map(|at| (at, expect[at])) {
            let line = format!("{}  {name}\n", Digest::of_bytes(texts[at].as_bytes()));
            assert!(sums.contains(&line), "{name} in {sums}");
        }
        let manifest: serde_json::Value = serde_json::from_str(&texts[1]).unwrap();
        assert_eq!(manifest["guideline"], "mining");
        assert_eq!(manifest["files"][0]["path"], "text/a.md");
        assert_eq!(manifest["files"][0]["bytes"], texts[3].len());
    }

    #[test]
    fn names_lead_nowhere_and_stand_for_one_file() {
        let long = "x".repeat(300);
        let bad = [
            "../a",
            "/a",
            "a//b",
            "a/",
            "",
            ".a",
            "a/..",
            "a\\b",
            "C:a",
            "a b",
            "ü",
            "a.",
            "-rf",
            "readme.TXT",
            &long,
        ];
        for path in bad {
            let refused = write(&package(&[path]), &head());
            assert_eq!(
                refused,
                Err(PackageError::BadName(path.to_owned())),
                "{path}"
            );
        }
        assert!(write(&package(&["a.md", "A.md"]), &head()).is_err());
        let mut other = package(&["a.md"]);
        other.folder = "../up".to_owned();
        assert!(write(&other, &head()).is_err());
    }
}
