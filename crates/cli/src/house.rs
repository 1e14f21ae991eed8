//! The rooms over one database.

use std::sync::Arc;

use clap::Args;
use server::{
    Config, Server,
    auth::{AccessTokens, Accounts, Door, Email, Passwords, Terms},
    review::{Actor, Clock, Review},
};
use store::{Database, OpenError, RandomIds, SystemClock};

use crate::{failure::Failure, token_key::fresh_key};

/// Where everything is kept.
#[derive(Debug, Args)]
pub(crate) struct DatabaseArgs {
    /// sqlite://PATH or postgres://USER@HOST/NAME
    #[arg(
        long = "database",
        global = true,
        value_name = "URL",
        env = "UNDERSTORY_DATABASE",
        hide_env_values = true,
        default_value = "sqlite://understory.db"
    )]
    pub(crate) url: String,
}

/// An open database and the use cases over it.
pub(crate) struct House {
    pub(crate) database: Arc<Database>,
    pub(crate) review: Review,
}

impl House {
    /// Opens a database that is there, bringing its tables up to date.
    pub(crate) async fn open(url: &str) -> Result<Self, Failure> {
        Self::over(url, Database::open_existing(url).await)
    }

    /// The same; where there is no such file, it is made.
    pub(crate) async fn open_or_create(url: &str) -> Result<Self, Failure> {
        Self::over(url, Database::open(url).await)
    }

    fn over(url: &str, opened: Result<Database, OpenError>) -> Result<Self, Failure> {
        let database = Arc::new(opened.map_err(|error| not_opened(url, &error))?);
        let review = Self::review(&database, Arc::new(SystemClock));
        Ok(Self { database, review })
    }

    /// Brings the tables of a database up to date and closes it.
    pub(crate) async fn migrate(url: &str) -> Result<(), Failure> {
        let done = Database::migrate(url).await;
        done.map_err(|error| not_opened(url, &error))
    }

    /// The use cases with another clock.
    pub(crate) fn review(database: &Arc<Database>, clock: Arc<dyn Clock>) -> Review {
        Review::new(Arc::clone(database) as _, clock, Arc::new(RandomIds))
    }

    /// Somebody with an account, by the address to sign in with.
    pub(crate) async fn somebody(&self, address: &str) -> Result<Actor, Failure> {
        let unknown = || Failure::new(format!("there is no account {address}"));
        let email = Email::parse(address).map_err(|_| unknown())?;
        let account = self.accounts().account_by_email(&email).await;
        let account = account.map_err(Failure::new)?.ok_or_else(unknown)?;
        let actor = self.review.actor(&account.id.as_str().into()).await;
        actor.map_err(|_| Failure::new(format!("{address}: the account is disabled")))
    }

    pub(crate) fn accounts(&self) -> &dyn Accounts {
        &*self.database
    }

    /// A door at which accounts are made; nobody signs in here, so its token key is forgotten.
    pub(crate) fn door(&self) -> Result<Door, Failure> {
        let tokens = AccessTokens::new(&fresh_key(), "console").map_err(Failure::new)?;
        let accounts = Arc::clone(&self.database) as _;
        Ok(Door::new(
            accounts,
            Passwords::new(1),
            tokens,
            Terms::default(),
        ))
    }

    pub(crate) fn server(&self, config: Config) -> Result<Server, Failure> {
        let accounts = Arc::clone(&self.database) as _;
        let clock = Arc::new(SystemClock);
        Server::new(config, self.review.clone(), accounts, clock).map_err(Failure::new)
    }
}

fn not_opened(url: &str, error: &OpenError) -> Failure {
    let next = match error {
        OpenError::Missing => "; understory serve and understory migrate make one",
        _ => "",
    };
    Failure::new(format!("{}: {error}{next}", without_password(url)))
}

/// The address as it may be shown.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        let check = |url: &str, expect: &str| assert_eq!(without_password(url), expect);
        check("postgres://me:s3cret@host/name", "postgres://host/name");
        check("postgres://me:s3@cret@host/name", "postgres://host/name");
        check("postgres://host/name", "postgres://host/name");
        check("sqlite://understory.db", "sqlite://understory.db");
    }
}
