//! Who is asking: accounts, passwords, sessions and access tokens.
//!
//! This crate knows no web and no SQL. What it needs kept it asks of the [`Accounts`] port; the
//! clock is always an argument ([`Millis`]). Random numbers are drawn here and nowhere else.

mod account;
mod device;
mod door;
mod password;
mod port;
mod random;
mod session;
mod token;

pub use account::{Account, AccountId, Email, InvalidEmail, PasswordHash};
pub use device::Devices;
pub use door::{Door, DoorError, Grant, Identity, Registration};
pub use password::{NewPassword, PasswordError, Passwords, Weakness};
pub use port::{Accounts, AccountsError, Created, Replaced};
pub use random::fresh_id;
pub use session::{
    Presented, RefreshToken, Refusal, SecretDigest, Session, SessionId, Terms, Verdict,
};
pub use token::{AccessTokens, Claim, Purpose, ShortKey};

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
