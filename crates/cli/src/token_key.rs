//! The key that signs access tokens: drawn at start and kept in memory, or the operator's. It is
//! never in the database, so that a copy of the database lets nobody in.

use std::path::Path;

use server::auth::{AccessTokens, fresh_id};

use crate::{failure::Failure, input};

/// More than this is no key.
const LARGEST: usize = 4096;

/// The key in this file, which several servers of one review share, or a fresh one.
pub(crate) fn token_key(file: Option<&Path>) -> Result<Vec<u8>, Failure> {
    match file {
        Some(path) => read(path),
        None => Ok(fresh_key()),
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
        let reason = format!("a token key has at least {least} bytes");
        return Err(Failure::of_file(path, reason));
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_drawn_or_read() {
        assert_ne!(token_key(None).unwrap(), token_key(None).unwrap());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let error = || token_key(Some(&path)).unwrap_err().to_string();
        assert!(error().ends_with("key: no such file or directory"));
        std::fs::write(&path, "too short\n").unwrap();
        assert!(error().ends_with("key: a token key has at least 32 bytes"));
        let key = "0123456789abcdef0123456789abcdef";
        std::fs::write(&path, format!("{key}\n")).unwrap();
        assert_eq!(token_key(Some(&path)).unwrap(), key.as_bytes());
    }
}
