//! The archive: which parts it has, how they refer to each other, and what it may cost to look.
//!
//! Nothing that a header says is believed: entries are counted before they are touched, unpacked
//! bytes while they are inflated, and checksums verified by reading each part to its end.

use std::{
    cell::Cell,
    collections::HashMap,
    io::{BufReader, Cursor, Error as IoError, Read, Result as IoResult},
};

use zip::{ZipArchive, read::ZipFile, result::ZipError};

use super::{
    malformed,
    names::Ns,
    xml::{self, Source},
};
use crate::{Limits, ReadError, intake};

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The first bytes of an OLE compound file, in which Office encrypts documents and which old Word
/// used throughout (MS-CFB, section 2.2).
const COMPOUND_FILE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Bytes that a part may unpack to without its ratio being looked at.
const PLAIN_BYTES: usize = 2 << 20;
/// How many times its packed size a part may unpack to. Text packs to a tenth, tables of equal cells
/// to a fiftieth; beyond that are only bytes that repeat, as in bombs.
const RATIO: usize = 200;

/// An opened archive.
pub(crate) struct Package<'b> {
    archive: Archive<'b>,
    /// Entry by lower-case name without leading slash.
    entries: HashMap<String, usize>,
    /// Bytes that may still be unpacked.
    budget: Cell<usize>,
    limits: Limits,
}

/// What a part refers to under an id.
#[derive(Debug, Clone)]
pub(crate) struct Relationship {
    /// The last segment of its type: `image`, `hyperlink`, `footnotes`.
    pub(crate) kind: String,
    /// Path inside the package, or the address as written when it is external.
    pub(crate) target: String,
    pub(crate) external: bool,
}

/// The relationships of one part by id.
pub(crate) type Relationships = HashMap<String, Relationship>;

impl<'b> Package<'b> {
    /// Opens the archive and looks at its directory, not yet into its parts.
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, ReadError> {
        intake::check_size(bytes, limits)?;
        if bytes.starts_with(&COMPOUND_FILE) {
            return Err(compound_file(bytes));
        }
        if !bytes.starts_with(b"PK") {
            return Err(malformed("it is not a zip archive"));
        }
        check_declared_entries(bytes, limits)?;
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unzip(&error))?;
        check_directory(&mut archive, limits)?;
        Ok(Self {
            entries: index(&archive)?,
            archive,
            budget: Cell::new(limits.unpacked_bytes),
            limits: *limits,
        })
    }

    pub(crate) fn has(&self, part: &str) -> bool {
        self.entries.contains_key(&key(part))
    }

    /// Names of all parts, sorted.
    pub(crate) fn parts(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.entries.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }

    /// Calls `work` with the part as a stream; `None` when there is no such part.
    pub(crate) fn stream<T>(
        &self,
        part: &str,
        work: impl FnOnce(&mut Source<BufReader<Counted<'_, 'b>>>) -> Result<T, ReadError>,
    ) -> Result<Option<T>, ReadError> {
        let Some(&entry) = self.entries.get(&key(part)) else {
            return Ok(None);
        };
        // a second view of the same bytes: while one part streams, others can be opened
        let mut archive = self.archive.clone();
        let file = archive.by_index(entry).map_err(|error| unzip(&error))?;
        let counted = self.counted(file, part);
        let reader = BufReader::with_capacity(64 << 10, counted);
        work(&mut Source::new(reader, part, self.limits.depth)).map(Some)
    }

    /// The bytes of a part.
    pub(crate) fn bytes(&self, part: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(&entry) = self.entries.get(&key(part)) else {
            return Ok(None);
        };
        let mut archive = self.archive.clone();
        let file = archive.by_index(entry).map_err(|error| unzip(&error))?;
        let mut bytes = Vec::new();
        let mut counted = self.counted(file, part);
        match counted.read_to_end(&mut bytes) {
            Ok(_) => Ok(Some(bytes)),
            Err(error) => Err(own_error(&error)
                .unwrap_or_else(|| malformed(format!("its part {part} is damaged: {error}")))),
        }
    }

    fn counted<'p>(
        &'p self,
        file: ZipFile<'p, Cursor<&'b [u8]>>,
        part: &'p str,
    ) -> Counted<'p, 'b> {
        let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
        Counted {
            part,
            plausible: packed.saturating_mul(RATIO).max(PLAIN_BYTES),
            taken: 0,
            file,
            budget: &self.budget,
            limit: self.limits.unpacked_bytes,
        }
    }

    /// What a part (or, for "", the package) refers to.
    pub(crate) fn relationships(&self, part: &str) -> Result<Relationships, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{slash}_rels/{name}.rels");
        let found = self.stream(&path, |source| {
            let mut found = Relationships::new();
            let Some(tree) = xml::whole(source)? else {
                return Ok(found);
            };
            for entry in tree.root().children() {
                if entry.name() == (Ns::Rel, "Relationship")
                    && let Some((id, relationship)) = relationship(entry, folder)
                {
                    found.insert(id, relationship);
                }
            }
            Ok(found)
        })?;
        Ok(found.unwrap_or_default())
    }
}

fn relationship(entry: super::tree::Element<'_>, folder: &str) -> Option<(String, Relationship)> {
    let of = |name| entry.attribute(Ns::None, name);
    let external = of("TargetMode") == Some("External");
    let target = of("Target")?;
    let kind = of("Type")?.rsplit('/').next().unwrap_or_default();
    Some((
        of("Id")?.to_owned(),
        Relationship {
            kind: kind.to_owned(),
            target: if external {
                target.to_owned()
            } else {
                resolve(folder, target)
            },
            external,
        },
    ))
}

/// A target relative to the folder of the part that names it (RFC 3986, section 5.2.4).
fn resolve(folder: &str, target: &str) -> String {
    let absolute = target.starts_with('/');
    let mut segments: Vec<&str> = if absolute {
        Vec::new()
    } else {
        folder.split('/').filter(|part| !part.is_empty()).collect()
    };
    for segment in target.split(['/', '\\']) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            segment => segments.push(segment),
        }
    }
    segments.join("/")
}

/// Part names are compared without regard to case (ECMA-376 part 2, 6.2.2).
fn key(part: &str) -> String {
    part.trim_start_matches('/').to_ascii_lowercase()
}

/// Reads the count of entries from the end of the archive before a directory of that size is
/// built in memory.
fn check_declared_entries(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    let tail = &bytes[bytes.len().saturating_sub(66_000)..];
    let signature = tail.windows(4).rposition(|four| four == b"PK\x05\x06");
    let count = signature
        .and_then(|at| tail.get(at + 10..at + 12))
        .map(|two| usize::from(two[0]) | usize::from(two[1]) << 8);
    match count {
        None => Err(malformed("the archive is cut off or damaged")),
        Some(count) if count > limits.entries => Err(too_many(count, limits)),
        Some(_) => Ok(()),
    }
}

fn too_many(count: usize, limits: &Limits) -> ReadError {
    ReadError::TooLarge(format!(
        "an archive of {count} entries where at most {} are taken",
        limits.entries
    ))
}

fn check_directory(archive: &mut Archive<'_>, limits: &Limits) -> Result<(), ReadError> {
    if archive.len() > limits.entries {
        return Err(too_many(archive.len(), limits));
    }
    if archive.has_duplicate_names() {
        return Err(malformed("its archive has two entries of one name"));
    }
    match archive.has_overlapping_entries() {
        Ok(false) => Ok(()),
        Ok(true) => Err(malformed("entries of its archive overlap")),
        Err(error) => Err(unzip(&error)),
    }
}

fn index(archive: &Archive<'_>) -> Result<HashMap<String, usize>, ReadError> {
    let mut entries = HashMap::with_capacity(archive.len());
    for (position, name) in archive.file_names().enumerate() {
        let name = name.map_err(|error| unzip(&error))?;
        check_name(&name)?;
        if entries.insert(key(&name), position).is_some() {
            return Err(malformed(format!(
                "its archive has two entries named {name}"
            )));
        }
    }
    Ok(entries)
}

/// Nothing is ever unpacked to disk; a name that tries to leave the archive is still no accident.
fn check_name(name: &str) -> Result<(), ReadError> {
    let climbs = name.split(['/', '\\']).any(|segment| segment == "..");
    if climbs || name.starts_with(['/', '\\']) || name.contains([':', '\0']) {
        return Err(malformed(format!(
            "its archive has an entry that points outside it: {}",
            name.escape_debug()
        )));
    }
    Ok(())
}

fn unzip(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(why) if why.contains("assword") => {
            malformed("its archive is encrypted")
        }
        ZipError::InvalidPassword => malformed("its archive is encrypted"),
        error => malformed(format!("the archive is cut off or damaged: {error}")),
    }
}

/// Old Word's files and encrypted ones are compound files alike; the latter hold a stream of this
/// name (MS-OFFCRYPTO, 2.3.4.4), which the directory has in UTF-16.
fn compound_file(bytes: &[u8]) -> ReadError {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let encrypted = bytes.windows(name.len()).any(|window| window == name);
    malformed(match encrypted {
        true => "it is encrypted; open it in Word, remove the password and save it again",
        false => {
            "it is in the format of Word 97 to 2003 or encrypted; save it as .docx without a \
                  password"
        }
    })
}

/// Counts what comes out of the inflater against the budget of the whole package, and against what
/// the part can hold in earnest.
pub(crate) struct Counted<'p, 'b> {
    file: ZipFile<'p, Cursor<&'b [u8]>>,
    part: &'p str,
    /// What the part may unpack to.
    plausible: usize,
    taken: usize,
    budget: &'p Cell<usize>,
    limit: usize,
}

impl Read for Counted<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let count = self.file.read(buffer)?;
        self.taken += count;
        if self.taken > self.plausible {
            return Err(IoError::other(ReadError::TooLarge(format!(
                "its part {} unpacks to more than {RATIO} times its size, which no document does",
                self.part
            ))));
        }
        let left = self.budget.get().checked_sub(count).ok_or_else(|| {
            IoError::other(ReadError::TooLarge(format!(
                "its parts unpack to more than {} bytes",
                self.limit
            )))
        })?;
        self.budget.set(left);
        Ok(count)
    }
}

fn own_error(error: &IoError) -> Option<ReadError> {
    error.get_ref()?.downcast_ref::<ReadError>().cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_package() {
        let check = |folder, target, expect| assert_eq!(resolve(folder, target), expect);
        check("word", "media/image1.png", "word/media/image1.png");
        check("word", "/word/styles.xml", "word/styles.xml");
        check("word", "../docProps/core.xml", "docProps/core.xml");
        check("", "word/document.xml", "word/document.xml");
        check("word", "../../../etc/passwd", "etc/passwd");
    }
}
