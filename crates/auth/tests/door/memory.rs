//! Accounts kept in memory, for the stories told in these tests.

use std::{collections::HashMap, sync::Mutex};

use async_trait::async_trait;
use auth::{
    Account, AccountId, Accounts, AccountsError, Created, Email, Millis, PasswordHash, Replaced,
    Session, SessionId,
};

#[derive(Default)]
pub(crate) struct Memory {
    accounts: Mutex<Vec<Account>>,
    pub(crate) sessions: Mutex<HashMap<SessionId, Session>>,
}

impl Memory {
    fn change(&self, id: &AccountId, change: impl FnOnce(&mut Account)) {
        let mut accounts = self.accounts.lock().unwrap();
        change(
            accounts
                .iter_mut()
                .find(|account| account.id == *id)
                .unwrap(),
        );
    }

    fn find(&self, wanted: impl Fn(&Account) -> bool) -> Option<Account> {
        let accounts = self.accounts.lock().unwrap();
        accounts.iter().find(|account| wanted(account)).cloned()
    }

    fn end_sessions(&self, id: &AccountId, at: Millis) {
        for session in self.sessions.lock().unwrap().values_mut() {
            if session.account == *id {
                *session = session.ended(at);
            }
        }
    }
}

#[async_trait]
impl Accounts for Memory {
    async fn account(&self, id: &AccountId) -> Result<Option<Account>, AccountsError> {
        Ok(self.find(|account| account.id == *id))
    }

    async fn account_by_email(&self, email: &Email) -> Result<Option<Account>, AccountsError> {
        Ok(self.find(|account| account.email == *email))
    }

    async fn accounts(&self) -> Result<Vec<Account>, AccountsError> {
        Ok(self.accounts.lock().unwrap().clone())
    }

    async fn create_account(&self, account: &Account) -> Result<Created, AccountsError> {
        if self.find(|other| other.email == account.email).is_some() {
            return Ok(Created::Taken);
        }
        self.accounts.lock().unwrap().push(account.clone());
        Ok(Created::New)
    }

    async fn set_password(
        &self,
        id: &AccountId,
        password: &PasswordHash,
        at: Millis,
    ) -> Result<(), AccountsError> {
        self.change(id, |account| account.password = Some(password.clone()));
        self.end_sessions(id, at);
        Ok(())
    }

    async fn set_admin(&self, id: &AccountId, admin: bool) -> Result<(), AccountsError> {
        self.change(id, |account| account.admin = admin);
        Ok(())
    }

    async fn set_disabled(
        &self,
        id: &AccountId,
        disabled: bool,
        at: Millis,
    ) -> Result<(), AccountsError> {
        self.change(id, |account| account.disabled = disabled);
        self.end_sessions(id, at);
        Ok(())
    }

    async fn session(&self, id: &SessionId) -> Result<Option<Session>, AccountsError> {
        Ok(self.sessions.lock().unwrap().get(id).cloned())
    }

    async fn create_session(&self, session: &Session) -> Result<(), AccountsError> {
        let mut sessions = self.sessions.lock().unwrap();
        sessions.insert(session.id.clone(), session.clone());
        Ok(())
    }

    async fn replace_session(&self, seen: u64, next: &Session) -> Result<Replaced, AccountsError> {
        let mut sessions = self.sessions.lock().unwrap();
        match sessions.get_mut(&next.id) {
            Some(session) if session.turn == seen => {
                *session = next.clone();
                Ok(Replaced::Done)
            }
            _ => Ok(Replaced::Stale),
        }
    }

    async fn forget_sessions(&self, expired_before: Millis) -> Result<(), AccountsError> {
        let mut sessions = self.sessions.lock().unwrap();
        sessions.retain(|_, session| session.expires_at >= expired_before);
        Ok(())
    }
}
