use std::sync::Arc;

use crate::{
    AccessTokens, Account, AccountId, Accounts, AccountsError, Claim, Created, Email, Millis,
    NewPassword, PasswordError, Passwords, Presented, Purpose, RefreshToken, Replaced, Session,
    SessionId, Terms, Verdict, Weakness,
};

/// Where people come in and go out: the use cases of signing in.
pub struct Door {
    accounts: Arc<dyn Accounts>,
    passwords: Passwords,
    tokens: AccessTokens,
    terms: Terms,
}

/// Who wants an account.
pub struct Registration {
    /// What they will sign in with.
    pub email: Email,
    /// Already judged.
    pub password: NewPassword,
    /// The name others will see.
    pub display_name: String,
}

/// What a person gets who came in.
#[derive(Debug)]
pub struct Grant {
    /// For the `Authorization` header, good for [`AccessTokens::LIFETIME`].
    pub access_token: String,
    /// For the cookie that pages without script are asked with, good for
    /// [`AccessTokens::PAGES_LIFETIME`].
    pub pages_token: String,
    /// For the cookie.
    pub refresh_token: RefreshToken,
    /// How long the cookie may be kept, in seconds.
    pub refresh_for: i64,
}

/// A person who is let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Who.
    pub account: Account,
    /// Under which session.
    pub session: SessionId,
}

/// Why somebody does not get in.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// Wrong address, wrong password, disabled account, dead or replayed token: which, is not told.
    #[error("the sign-in is not valid")]
    Refused,
    /// The accounts do not answer.
    #[error(transparent)]
    Accounts(#[from] AccountsError),
    /// Hashing failed.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Signing a token failed.
    #[error("signing a token failed")]
    Token(#[from] jsonwebtoken::errors::Error),
    /// Other requests kept changing the session.
    #[error("the session is being changed by other requests")]
    Busy,
}

impl Door {
    /// A door over these accounts.
    pub fn new(
        accounts: Arc<dyn Accounts>,
        passwords: Passwords,
        tokens: AccessTokens,
        terms: Terms,
    ) -> Self {
        Self {
            accounts,
            passwords,
            tokens,
            terms,
        }
    }

    /// Judges a password for an address.
    ///
    /// # Errors
    /// The first [`Weakness`] it has.
    pub fn choose_password(&self, password: &str, email: &Email) -> Result<NewPassword, Weakness> {
        NewPassword::choose(password, email)
    }

    /// Makes an account. The address being taken is told to the caller, who must not pass it on;
    /// the same work is done either way.
    ///
    /// # Errors
    /// When hashing or the accounts fail.
    pub async fn register(&self, who: Registration, now: Millis) -> Result<Created, DoorError> {
        let password = self.passwords.hash(who.password).await?;
        let account = Account {
            id: AccountId::fresh(),
            email: who.email,
            display_name: who.display_name,
            password: Some(password),
            admin: false,
            disabled: false,
            created_at: now,
        };
        Ok(self.accounts.create_account(&account).await?)
    }

    /// Lets in who knows the password, under a new session.
    ///
    /// # Errors
    /// [`DoorError::Refused`] for whatever is wrong with address or password.
    pub async fn sign_in(
        &self,
        email: &str,
        password: &str,
        now: Millis,
    ) -> Result<Grant, DoorError> {
        let account = match Email::parse(email) {
            Ok(email) => self.accounts.account_by_email(&email).await?,
            Err(_) => None,
        };
        let hash = account
            .as_ref()
            .and_then(|account| account.password.as_ref());
        let right = self.passwords.verify(password, hash).await?;
        let account = account.filter(|account| right && !account.disabled);
        let account = account.ok_or(DoorError::Refused)?;
        let (session, token) = Session::begin(account.id, &self.terms, now);
        self.accounts.create_session(&session).await?;
        self.grant(&session, token, now)
    }

    /// Exchanges a refresh token. A replayed one ends its session.
    ///
    /// # Errors
    /// [`DoorError::Refused`] for whatever is wrong with the token.
    pub async fn refresh(&self, token: &str, now: Millis) -> Result<Grant, DoorError> {
        let presented = Presented::parse(token).ok_or(DoorError::Refused)?;
        for _ in 0..Self::ATTEMPTS {
            let session = self.session(&presented.session).await?;
            self.enabled(&session.account).await?;
            match session.judge(&presented, &self.terms, now) {
                Verdict::Refused(_) => return Err(DoorError::Refused),
                Verdict::Replayed(ended) => {
                    if self.kept(session.turn, &ended).await? {
                        return Err(DoorError::Refused);
                    }
                }
                Verdict::Rotated(next, token) => {
                    if self.kept(session.turn, &next).await? {
                        return self.grant(&next, token, now);
                    }
                }
            }
        }
        Err(DoorError::Busy)
    }

    /// Ends the session that the token is of. A token that is no good has nothing to end.
    ///
    /// # Errors
    /// When the accounts fail.
    pub async fn sign_out(&self, token: &str, now: Millis) -> Result<(), DoorError> {
        let Some(presented) = Presented::parse(token) else {
            return Ok(());
        };
        for _ in 0..Self::ATTEMPTS {
            let Some(session) = self.accounts.session(&presented.session).await? else {
                return Ok(());
            };
            if session.ended_at.is_some() || self.kept(session.turn, &session.ended(now)).await? {
                return Ok(());
            }
        }
        Err(DoorError::Busy)
    }

    /// Whom a token lets in for this: its session must live and its account be enabled, now.
    ///
    /// # Errors
    /// [`DoorError::Refused`] if nobody; otherwise when the accounts fail.
    pub async fn identify(
        &self,
        token: &str,
        purpose: Purpose,
        now: Millis,
    ) -> Result<Identity, DoorError> {
        let claim = self.tokens.read(token, purpose, now);
        let claim = claim.ok_or(DoorError::Refused)?;
        let session = self.session(&claim.session).await?;
        if session.is_over(now) || session.account != claim.account {
            return Err(DoorError::Refused);
        }
        let account = self.enabled(&claim.account).await?;
        Ok(Identity {
            account,
            session: claim.session,
        })
    }

    const ATTEMPTS: usize = 8;

    async fn session(&self, id: &SessionId) -> Result<Session, DoorError> {
        self.accounts.session(id).await?.ok_or(DoorError::Refused)
    }

    async fn enabled(&self, id: &AccountId) -> Result<Account, DoorError> {
        let account = self.accounts.account(id).await?;
        account
            .filter(|account| !account.disabled)
            .ok_or(DoorError::Refused)
    }

    async fn kept(&self, seen: u64, next: &Session) -> Result<bool, DoorError> {
        Ok(self.accounts.replace_session(seen, next).await? == Replaced::Done)
    }

    fn grant(
        &self,
        session: &Session,
        refresh_token: RefreshToken,
        now: Millis,
    ) -> Result<Grant, DoorError> {
        let claim = Claim {
            account: session.account.clone(),
            session: session.id.clone(),
        };
        Ok(Grant {
            access_token: self.tokens.issue(&claim, Purpose::Interface, now)?,
            pages_token: self.tokens.issue(&claim, Purpose::Pages, now)?,
            refresh_token,
            refresh_for: (session.expires_at - now).min(self.terms.idle) / 1000,
        })
    }
}
