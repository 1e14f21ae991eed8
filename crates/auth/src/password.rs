use std::{collections::HashSet, sync::LazyLock};

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::{Email, PasswordHash};

/// A password that somebody may choose (NIST SP 800-63B, section 3.1.1; ASVS 6.2): long enough,
/// not among the common ones; no rule about what it is made of, and never cut.
pub struct NewPassword(String);

/// Why a password may not be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Weakness {
    /// Fewer characters than [`NewPassword::SHORTEST`].
    #[error("must have at least {} characters", NewPassword::SHORTEST)]
    TooShort,
    /// More characters than [`NewPassword::LONGEST`].
    #[error("must have at most {} characters", NewPassword::LONGEST)]
    TooLong,
    /// Among the first that anybody would try.
    #[error("is among the most common passwords; choose another")]
    Common,
    /// The address that one signs in with.
    #[error("must not be your e-mail address")]
    Address,
}

/// Hashes and verifies passwords, a bounded number at a time, off the async threads. One hash takes
/// 19 MiB, so five hundred sign-ins at once must queue.
pub struct Passwords {
    argon2: Argon2<'static>,
    gate: Semaphore,
}

/// The password could not be hashed or read; never because it is wrong.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The stored hash is no PHC string of Argon2, or hashing failed.
    #[error("password hashing failed: {0}")]
    Hash(String),
    /// The process is shutting down.
    #[error("password hashing was cancelled")]
    Cancelled,
}

impl NewPassword {
    /// In characters (Unicode scalar values).
    pub const SHORTEST: usize = 8;
    /// In characters; bounds the work of hashing.
    pub const LONGEST: usize = 256;

    /// Judges a password for the account of this address.
    ///
    /// # Errors
    /// The first [`Weakness`] it has.
    pub fn choose(password: &str, email: &Email) -> Result<Self, Weakness> {
        let length = password.chars().count();
        let folded = password.to_lowercase();
        if length < Self::SHORTEST {
            Err(Weakness::TooShort)
        } else if length > Self::LONGEST {
            Err(Weakness::TooLong)
        } else if COMMON.contains(folded.as_str()) {
            Err(Weakness::Common)
        } else if folded == email.as_str() {
            Err(Weakness::Address)
        } else {
            Ok(Self(password.to_owned()))
        }
    }
}

impl Passwords {
    /// Hashes with Argon2id, 19 MiB, two passes, one lane (OWASP's minimum), at most `at_once` at a
    /// time.
    pub fn new(at_once: usize) -> Self {
        let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
        Self {
            argon2: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            gate: Semaphore::new(at_once.max(1)),
        }
    }

    /// The hash to keep, with a salt of its own.
    ///
    /// # Errors
    /// [`PasswordError`] if hashing itself fails.
    pub async fn hash(&self, password: NewPassword) -> Result<PasswordHash, PasswordError> {
        let argon2 = self.argon2.clone();
        let hashed = self
            .work(move || argon2.hash_password(password.0.as_bytes()))
            .await?;
        hashed
            .map(|phc| PasswordHash::from(phc.to_string()))
            .map_err(|error| PasswordError::Hash(error.to_string()))
    }

    /// Whether the password is the one hashed. Without a hash the answer is no, after the same work,
    /// so that time does not tell whether there is an account.
    ///
    /// # Errors
    /// [`PasswordError`] if the stored hash cannot be read.
    pub async fn verify(
        &self,
        password: &str,
        stored: Option<&PasswordHash>,
    ) -> Result<bool, PasswordError> {
        let argon2 = self.argon2.clone();
        let known = stored.is_some();
        let phc = stored.map_or(DECOY, PasswordHash::as_str).to_owned();
        let password = bounded(password);
        let verdict = self
            .work(move || argon2.verify_password(&password, phc.as_str()))
            .await?;
        match verdict {
            Ok(()) => Ok(known),
            Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
            Err(error) => Err(PasswordError::Hash(error.to_string())),
        }
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let _turn = self.gate.acquire().await;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|_| PasswordError::Cancelled)
    }
}

/// Random bits in the place of salt and hash, so that no password fits; the parameters are the real
/// ones, so that it costs the same to find out.
const DECOY: &str = "$argon2id$v=19$m=19456,t=2,p=1$nCADOQX7VQXgojBnS0UVoQ$g2IdOSlmAIbYpi2JgWD1Y+8pczNIvzVaWtys/jSFk1I";

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("common_passwords.txt").lines();
    lines.filter(|line| !line.starts_with('#')).collect()
});

/// The password's bytes; one beyond the longest that can be chosen is wrong anyway, so its length
/// may not cost.
fn bounded(password: &str) -> Vec<u8> {
    let cut = password.char_indices().nth(NewPassword::LONGEST);
    let end = cut.map_or(password.len(), |(at, character)| at + character.len_utf8());
    password.as_bytes()[..end].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn email() -> Email {
        Email::parse("ana@example.org").unwrap()
    }

    #[track_caller]
    fn check(password: &str, expect: Option<Weakness>) {
        let weakness = NewPassword::choose(password, &email()).err();
        assert_eq!(weakness, expect, "{password:?}");
    }

    #[test]
    fn weak_passwords_are_refused_and_long_ones_welcome() {
        check("", Some(Weakness::TooShort));
        check("seven77", Some(Weakness::TooShort));
        check("尾矿库要监测呀", Some(Weakness::TooShort));
        check("尾矿库要监测到底", None);
        check("password", Some(Weakness::Common));
        check("PassWord", Some(Weakness::Common));
        check("1234567890", Some(Weakness::Common));
        check("Ana@Example.org", Some(Weakness::Address));
        check("all lower case and spaces", None);
        check(&"é".repeat(256), None);
        check(&"é".repeat(257), Some(Weakness::TooLong));
    }

    #[test]
    fn the_common_list_holds_what_the_rules_would_let_through() {
        assert!(COMMON.len() >= 3000);
        assert!(
            COMMON
                .iter()
                .all(|word| word.chars().count() >= NewPassword::SHORTEST)
        );
    }

    #[tokio::test]
    async fn a_password_verifies_and_nothing_else_does() {
        let passwords = Passwords::new(2);
        let chosen = NewPassword::choose("tailings facility 7", &email()).unwrap();
        let hash = passwords.hash(chosen).await.unwrap();
        assert!(hash.as_str().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let verify = async |password: &str| passwords.verify(password, Some(&hash)).await.unwrap();
        assert!(verify("tailings facility 7").await);
        assert!(!verify("tailings facility 8").await);
        assert!(!verify("tailings facility 7 ").await);
        assert!(!verify("").await);
        assert!(!verify(&"x".repeat(1_000_000)).await);
    }

    #[tokio::test]
    async fn without_an_account_the_same_work_says_no() {
        let passwords = Passwords::new(2);
        assert!(!passwords.verify("anything at all", None).await.unwrap());
    }

    #[tokio::test]
    async fn no_character_is_cut_off() {
        let passwords = Passwords::new(2);
        let longest = "é".repeat(NewPassword::LONGEST);
        let chosen = NewPassword::choose(&longest, &email()).unwrap();
        let hash = passwords.hash(chosen).await.unwrap();
        let shorter = "é".repeat(NewPassword::LONGEST - 1);
        let longer = "é".repeat(NewPassword::LONGEST + 1);
        assert!(passwords.verify(&longest, Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&shorter, Some(&hash)).await.unwrap());
        assert!(!passwords.verify(&longer, Some(&hash)).await.unwrap());
    }
}
