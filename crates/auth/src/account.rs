use std::fmt;

use crate::{Millis, fresh_id};

/// Names a person. Opaque; the same id as the person has in a review.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AccountId(String);

impl AccountId {
    /// An id that nobody has.
    pub fn fresh() -> Self {
        Self(fresh_id())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for AccountId {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// An e-mail address in lower case. Its `Debug` hides it, so that it does not reach a log.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

/// The text is no e-mail address that mail could be sent to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no e-mail address")]
pub struct InvalidEmail;

impl Email {
    /// The longest address that SMTP carries (RFC 5321, section 4.5.3.1.3, less the brackets).
    pub const LONGEST: usize = 254;

    /// Reads an address: white space around it is dropped, letters are made small.
    ///
    /// # Errors
    /// [`InvalidEmail`] unless it is `local@domain` without white space, control characters or
    /// brackets, and at most [`Email::LONGEST`] bytes. Whether it exists only a mail can tell.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let address = text.trim().to_lowercase();
        let (local, domain) = address.rsplit_once('@').ok_or(InvalidEmail)?;
        let welcome = |part: &str| !part.is_empty() && part.chars().all(may_stand_in_address);
        let sound = address.len() <= Self::LONGEST
            && welcome(local)
            && welcome(domain)
            && !domain.starts_with(['.', '-'])
            && !domain.ends_with(['.', '-']);
        if sound {
            Ok(Self(address))
        } else {
            Err(InvalidEmail)
        }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Email(hidden)")
    }
}

/// A password hash in PHC string form. Its `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    /// The PHC string, for whoever keeps it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for PasswordHash {
    fn from(phc: T) -> Self {
        Self(phc.into())
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PasswordHash(hidden)")
    }
}

/// What signing in needs to know of a person: some columns of the one row that a person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Names the person.
    pub id: AccountId,
    /// Unique among accounts.
    pub email: Email,
    /// The name others see.
    pub display_name: String,
    /// None: nobody can sign in with a password.
    pub password: Option<PasswordHash>,
    /// May create guidelines and read all of them.
    pub admin: bool,
    /// May not sign in; every session has ended.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Millis,
}

fn may_stand_in_address(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !"<>()[],;:\\\"@".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expect: Option<&str>) {
        let email = Email::parse(input).ok();
        assert_eq!(email.as_ref().map(Email::as_str), expect, "{input:?}");
    }

    #[test]
    fn addresses_are_read_or_refused() {
        check(" Ana.Silva@Example.ORG ", Some("ana.silva@example.org"));
        check("李雷@例子.中国", Some("李雷@例子.中国"));
        check("a+b@localhost", Some("a+b@localhost"));
        check("", None);
        check("nobody", None);
        check("@example.org", None);
        check("a@", None);
        check("a b@example.org", None);
        check("a@exa\nmple.org", None);
        check("a@b@example.org", None);
        check("a@.example.org", None);
        check("<a@example.org>", None);
        check(&format!("{}@example.org", "a".repeat(250)), None);
    }

    #[test]
    fn what_is_secret_does_not_show_in_debug() {
        let email = Email::parse("ana@example.org").unwrap();
        let shown = format!("{email:?} {:?}", PasswordHash::from("$argon2id$"));
        assert!(!shown.contains("ana") && !shown.contains("argon2"));
    }
}
