//! The port of `auth`.

use async_trait::async_trait;
use auth::{
    Account, AccountId, Accounts, AccountsError, Created, Email, Millis, PasswordHash, Replaced,
    SecretDigest, Session, SessionId,
};
use review::{CommitError, StoreError};

use crate::{
    Database,
    deed::{Deed, Outcome},
    engine::{Connection, execute, fetch_all, fetch_optional},
    word::big,
};

/// Something that happens to accounts.
#[derive(Debug)]
pub(crate) enum AccountDeed {
    Create(Account),
    SetPassword {
        id: AccountId,
        password: PasswordHash,
        at: Millis,
    },
    SetAdmin {
        id: AccountId,
        admin: bool,
    },
    SetDisabled {
        id: AccountId,
        disabled: bool,
        at: Millis,
    },
    CreateSession(Session),
    ReplaceSession {
        seen: u64,
        next: Session,
    },
    ForgetSessions {
        expired_before: Millis,
    },
}

#[derive(sqlx::FromRow)]
struct AccountRow {
    id: String,
    email: String,
    display_name: String,
    password: Option<String>,
    admin: i64,
    disabled: i64,
    created_at: i64,
}

#[derive(sqlx::FromRow)]
struct SessionRow {
    id: String,
    account: String,
    turn: i64,
    current_secret: Vec<u8>,
    previous_secret: Option<Vec<u8>>,
    created_at: i64,
    refreshed_at: i64,
    expires_at: i64,
    ended_at: Option<i64>,
}

#[async_trait]
impl Accounts for Database {
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, AccountsError> {
        let row = fetch_optional!(
            &self.pool,
            AccountRow,
            "SELECT id, email, display_name, password, admin, disabled, created_at
             FROM users WHERE id = $1",
            id.as_str(),
        );
        row.map_err(trouble)?.map(AccountRow::account).transpose()
    }

    async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, AccountsError> {
        let row = fetch_optional!(
            &self.pool,
            AccountRow,
            "SELECT id, email, display_name, password, admin, disabled, created_at
             FROM users WHERE email = $1",
            email.as_str(),
        );
        row.map_err(trouble)?.map(AccountRow::account).transpose()
    }

    async fn accounts(&self) -> Result<Vec<Account>, AccountsError> {
        let rows = fetch_all!(
            &self.pool,
            AccountRow,
            "SELECT id, email, display_name, password, admin, disabled, created_at
             FROM users ORDER BY created_at, id",
        );
        let rows = rows.map_err(trouble)?;
        rows.into_iter().map(AccountRow::account).collect()
    }

    async fn create_account(&self, account: &Account) -> Result<Created, AccountsError> {
        Ok(
            match self
                .account_deed(AccountDeed::Create(account.clone()))
                .await?
            {
                Outcome::Done => Created::New,
                Outcome::Declined => Created::Taken,
            },
        )
    }

    async fn set_password(
        &self,
        id: &AccountId,
        password: &PasswordHash,
        at: Millis,
    ) -> Result<(), AccountsError> {
        let deed = AccountDeed::SetPassword {
            id: id.clone(),
            password: password.clone(),
            at,
        };
        self.account_deed(deed).await.map(drop)
    }

    async fn set_admin(&self, id: &AccountId, admin: bool) -> Result<(), AccountsError> {
        let id = id.clone();
        self.account_deed(AccountDeed::SetAdmin { id, admin })
            .await
            .map(drop)
    }

    async fn set_disabled(
        &self,
        id: &AccountId,
        disabled: bool,
        at: Millis,
    ) -> Result<(), AccountsError> {
        let id = id.clone();
        self.account_deed(AccountDeed::SetDisabled { id, disabled, at })
            .await
            .map(drop)
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, AccountsError> {
        let row = fetch_optional!(
            &self.pool,
            SessionRow,
            "SELECT id, account, turn, current_secret, previous_secret, created_at, refreshed_at,
                    expires_at, ended_at
             FROM sessions WHERE id = $1",
            id.as_str(),
        );
        row.map_err(trouble)?.map(SessionRow::session).transpose()
    }

    async fn create_session(&self, session: &Session) -> Result<(), AccountsError> {
        self.account_deed(AccountDeed::CreateSession(session.clone()))
            .await
            .map(drop)
    }

    async fn replace_session(&self, seen: u64, next: &Session) -> Result<Replaced, AccountsError> {
        let next = next.clone();
        let deed = AccountDeed::ReplaceSession { seen, next };
        Ok(match self.account_deed(deed).await? {
            Outcome::Done => Replaced::Done,
            Outcome::Declined => Replaced::Stale,
        })
    }

    async fn forget_sessions(&self, expired_before: Millis) -> Result<(), AccountsError> {
        self.account_deed(AccountDeed::ForgetSessions { expired_before })
            .await
            .map(drop)
    }
}

impl Database {
    async fn account_deed(&self, deed: AccountDeed) -> Result<Outcome, AccountsError> {
        let answer = self.writer.perform(Deed::Account(deed)).await;
        answer.map_err(|error: CommitError| AccountsError::Unavailable(error.into()))
    }
}

impl AccountDeed {
    pub(crate) async fn run(&self, db: &mut Connection) -> Result<Outcome, sqlx::Error> {
        match self {
            Self::Create(account) => create(db, account).await,
            Self::SetPassword { id, password, at } => {
                let sql = "UPDATE users SET password = $1 WHERE id = $2";
                execute!(db, sql, password.as_str(), id.as_str())?;
                end_sessions(db, id, *at).await
            }
            Self::SetAdmin { id, admin } => {
                let sql = "UPDATE users SET admin = $1 WHERE id = $2";
                execute!(db, sql, i64::from(*admin), id.as_str()).map(outcome)
            }
            Self::SetDisabled { id, disabled, at } => {
                let sql = "UPDATE users SET disabled = $1 WHERE id = $2";
                execute!(db, sql, i64::from(*disabled), id.as_str())?;
                if *disabled {
                    end_sessions(db, id, *at).await?;
                }
                Ok(Outcome::Done)
            }
            Self::CreateSession(session) => create_session(db, session).await,
            Self::ReplaceSession { seen, next } => replace_session(db, *seen, next).await,
            Self::ForgetSessions { expired_before } => {
                let sql = "DELETE FROM sessions WHERE expires_at < $1";
                execute!(db, sql, *expired_before).map(|_| Outcome::Done)
            }
        }
    }
}

async fn create(db: &mut Connection, account: &Account) -> Result<Outcome, sqlx::Error> {
    let added = execute!(
        db,
        "INSERT INTO users (id, email, display_name, password, admin, disabled, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING",
        account.id.as_str(),
        account.email.as_str(),
        account.display_name.as_str(),
        account.password.as_ref().map(PasswordHash::as_str),
        i64::from(account.admin),
        i64::from(account.disabled),
        account.created_at,
    );
    added.map(outcome)
}

/// A session that ends takes a new turn, so that a refresh decided before comes to nothing.
async fn end_sessions(
    db: &mut Connection,
    account: &AccountId,
    at: Millis,
) -> Result<Outcome, sqlx::Error> {
    execute!(
        db,
        "UPDATE sessions SET ended_at = $1, turn = turn + 1
         WHERE account = $2 AND ended_at IS NULL",
        at,
        account.as_str(),
    )
    .map(|_| Outcome::Done)
}

async fn create_session(db: &mut Connection, session: &Session) -> Result<Outcome, sqlx::Error> {
    let added = execute!(
        db,
        "INSERT INTO sessions (id, account, turn, current_secret, previous_secret, created_at,
                               refreshed_at, expires_at, ended_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        session.id.as_str(),
        session.account.as_str(),
        big(session.turn),
        session.current.as_bytes().as_slice(),
        session
            .previous
            .as_ref()
            .map(|digest| digest.as_bytes().as_slice()),
        session.created_at,
        session.refreshed_at,
        session.expires_at,
        session.ended_at,
    );
    added.map(outcome)
}

async fn replace_session(
    db: &mut Connection,
    seen: u64,
    next: &Session,
) -> Result<Outcome, sqlx::Error> {
    let replaced = execute!(
        db,
        "UPDATE sessions SET turn = $1, current_secret = $2, previous_secret = $3,
                             refreshed_at = $4, expires_at = $5, ended_at = $6
         WHERE id = $7 AND turn = $8",
        big(next.turn),
        next.current.as_bytes().as_slice(),
        next.previous
            .as_ref()
            .map(|digest| digest.as_bytes().as_slice()),
        next.refreshed_at,
        next.expires_at,
        next.ended_at,
        next.id.as_str(),
        big(seen),
    );
    replaced.map(outcome)
}

fn outcome(rows: u64) -> Outcome {
    if rows == 0 {
        Outcome::Declined
    } else {
        Outcome::Done
    }
}

fn trouble(error: StoreError) -> AccountsError {
    AccountsError::Unavailable(error.into())
}

fn damaged(what: &'static str) -> AccountsError {
    AccountsError::Unavailable(what.into())
}

fn secret(bytes: &[u8]) -> Result<SecretDigest, AccountsError> {
    let bytes: [u8; 32] = bytes
        .try_into()
        .map_err(|_| damaged("a stored session has a secret of another length"))?;
    Ok(SecretDigest::from(bytes))
}

impl AccountRow {
    fn account(self) -> Result<Account, AccountsError> {
        let email = Email::parse(&self.email);
        Ok(Account {
            id: self.id.into(),
            email: email.map_err(|_| damaged("a stored e-mail address is none"))?,
            display_name: self.display_name,
            password: self.password.map(PasswordHash::from),
            admin: self.admin != 0,
            disabled: self.disabled != 0,
            created_at: self.created_at,
        })
    }
}

impl SessionRow {
    fn session(self) -> Result<Session, AccountsError> {
        Ok(Session {
            id: self.id.into(),
            account: self.account.into(),
            turn: self.turn.unsigned_abs(),
            current: secret(&self.current_secret)?,
            previous: self.previous_secret.as_deref().map(secret).transpose()?,
            created_at: self.created_at,
            refreshed_at: self.refreshed_at,
            expires_at: self.expires_at,
            ended_at: self.ended_at,
        })
    }
}
