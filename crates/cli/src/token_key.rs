//! The key that signs access tokens. It lives in a file of its own, never in the database, so that
//! a copy of the database lets nobody in.

use std::{
    fs::{File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use server::auth::{AccessTokens, fresh_id};

use crate::{
    failure::Failure,
    input::{self, plain},
};

/// More than this is no key.
const LARGEST: usize = 4096;

/// Reads the key from this file, or from one beside the database; makes it if it is missing.
pub(crate) fn token_key(file: Option<PathBuf>, database: &str) -> Result<Vec<u8>, Failure> {
    let Some(path) = file.or_else(|| beside(database)) else {
        return Ok(fresh_key());
    };
    match create(&path) {
        Ok(mut file) => {
            let key = fresh_key();
            let written = file.write_all(&key).and_then(|()| file.sync_all());
            written.map_err(|error| Failure::of_file(&path, plain(&error)))?;
            Ok(key)
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => read(&path),
        Err(error) => Err(Failure::of_file(&path, plain(&error))),
    }
}

/// 256 random bits, as text.
pub(crate) fn fresh_key() -> Vec<u8> {
    (fresh_id() + &fresh_id()).into_bytes()
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut key = input::bytes(path, LARGEST)?;
    while key.last().is_some_and(u8::is_ascii_whitespace) {
        key.pop();
    }
    if key.len() < AccessTokens::SHORTEST_KEY {
        let least = AccessTokens::SHORTEST_KEY;
        return Err(Failure::of_file(
            path,
            format!("a token key has at least {least} bytes"),
        ));
    }
    Ok(key)
}

/// Nowhere for a database in memory: its accounts are gone before the key is.
fn beside(database: &str) -> Option<PathBuf> {
    let Some(path) = database.strip_prefix("sqlite:") else {
        return Some(PathBuf::from("understory.key"));
    };
    let path = path.strip_prefix("//").unwrap_or(path);
    let path = path.split('?').next().unwrap_or(path);
    (!path.is_empty() && path != ":memory:").then(|| PathBuf::from(format!("{path}.key")))
}

/// A new file that only its owner reads.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_lies_beside_the_database() {
        let check = |url: &str, expect: Option<&str>| {
            assert_eq!(beside(url).as_deref(), expect.map(Path::new), "{url}");
        };
        check("sqlite://understory.db", Some("understory.db.key"));
        check("sqlite:///srv/u.db?mode=rwc", Some("/srv/u.db.key"));
        check("sqlite::memory:", None);
        check("sqlite://:memory:", None);
        check("postgres://host/name", Some("understory.key"));
    }

    #[test]
    fn a_key_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = || Some(folder.path().join("key"));
        let made = token_key(file(), "").unwrap();
        assert!(made.len() >= AccessTokens::SHORTEST_KEY);
        assert_eq!(token_key(file(), "").unwrap(), made);
        std::fs::write(folder.path().join("key"), "too short\n").unwrap();
        let error = token_key(file(), "").unwrap_err().to_string();
        assert!(
            error.ends_with("a token key has at least 32 bytes"),
            "{error}"
        );
    }
}
