use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// SHA-256 (FIPS 180-4) as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes alone.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of_output(&Sha256::digest(bytes).into())
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of_output(output: &[u8; 32]) -> Self {
        Self(digits(output).iter().copied().map(char::from).collect())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn digits(output: &[u8; 32]) -> [u8; 64] {
    let digit = |value: u8| b"0123456789abcdef"[usize::from(value)];
    std::array::from_fn(|at| {
        let byte = output[at / 2];
        digit(if at % 2 == 0 { byte >> 4 } else { byte & 15 })
    })
}

/// Feeds values to SHA-256 so that two different sequences of values never feed the same bytes:
/// every piece is preceded by its length. The encoding is spelled out field by field, since digests
/// are stored and published and must not follow a derived form.
pub(crate) struct Hasher(Vec<u8>);

/// Bytes that most blocks need.
const ROOM: usize = 1024;

impl Hasher {
    pub(crate) fn new(domain: &str) -> Self {
        let mut hasher = Self(Vec::with_capacity(ROOM));
        hasher.text(domain);
        hasher
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.count(bytes.len());
        self.0.extend_from_slice(bytes);
        self
    }

    pub(crate) fn count(&mut self, count: usize) -> &mut Self {
        self.number(count as u64)
    }

    pub(crate) fn digest(&mut self, digest: &Digest) -> &mut Self {
        self.text(digest.as_str())
    }

    pub(crate) fn number(&mut self, number: u64) -> &mut Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Feeds whether there is a value, then the value.
    pub(crate) fn optional<T>(
        &mut self,
        value: Option<T>,
        feed: impl FnOnce(&mut Self, T),
    ) -> &mut Self {
        self.number(value.is_some().into());
        if let Some(value) = value {
            feed(self, value);
        }
        self
    }

    pub(crate) fn optional_text(&mut self, text: Option<&str>) -> &mut Self {
        self.optional(text, |hasher, text| {
            hasher.text(text);
        })
    }

    pub(crate) fn finish(self) -> Digest {
        Digest::of_bytes(&self.0)
    }

    /// Feeds the digest of what another hasher was fed, which begins anew with this domain.
    pub(crate) fn digest_of(&mut self, other: &mut Self, domain: &str) -> &mut Self {
        let digits = digits(&Sha256::digest(&other.0).into());
        other.0.clear();
        other.text(domain);
        self.bytes(&digits)
    }
}
