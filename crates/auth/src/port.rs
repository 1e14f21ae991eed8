use async_trait::async_trait;

use crate::{Account, AccountId, Email, Millis, PasswordHash, Session, SessionId};

/// Keeps accounts and sessions. Each method is one deed: it happens whole, durably, or not at all.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The account with this id.
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, AccountsError>;

    /// The account with this address.
    async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, AccountsError>;

    /// All accounts, oldest first.
    async fn accounts(&self) -> Result<Vec<Account>, AccountsError>;

    /// Keeps a new account, unless the address is taken; then nothing changes.
    async fn create_account(&self, account: &Account) -> Result<Created, AccountsError>;

    /// Sets the password and ends every session of the account, in one deed.
    async fn set_password(
        &self,
        id: &AccountId,
        password: &PasswordHash,
        at: Millis,
    ) -> Result<(), AccountsError>;

    /// Makes the account an administrator's or takes that away.
    async fn set_admin(&self, id: &AccountId, admin: bool) -> Result<(), AccountsError>;

    /// Disables or enables the account; disabling ends every session of it in the same deed.
    async fn set_disabled(
        &self,
        id: &AccountId,
        disabled: bool,
        at: Millis,
    ) -> Result<(), AccountsError>;

    /// The session with this id, ended ones included until they are forgotten.
    async fn session(&self, id: &SessionId) -> Result<Option<Session>, AccountsError>;

    /// Keeps a new session.
    async fn create_session(&self, session: &Session) -> Result<(), AccountsError>;

    /// Puts `next` in the place of the session of the same id, if that still has the turn `seen`
    /// (a compare-and-swap on [`Session::turn`]); else changes nothing.
    async fn replace_session(&self, seen: u64, next: &Session) -> Result<Replaced, AccountsError>;

    /// Drops the sessions that expired before this time.
    async fn forget_sessions(&self, expired_before: Millis) -> Result<(), AccountsError>;
}

/// What came of creating an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Created {
    /// It is kept.
    New,
    /// Another account has the address.
    Taken,
}

/// What came of replacing a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replaced {
    /// It is kept.
    Done,
    /// Another request was faster: load again and decide again.
    Stale,
}

/// Why the port could not answer.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The storage does not answer or refuses; says what it said, for the log only.
    #[error("the accounts cannot be reached")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}
