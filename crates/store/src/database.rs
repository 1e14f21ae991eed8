use std::sync::Arc;

use sqlx::migrate::Migrator;

use crate::{
    engine::{Address, Connection, Pool},
    writer::Writer,
};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

/// A review and its accounts in SQLite or PostgreSQL. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Database {
    pub(crate) pool: Pool,
    pub(crate) writer: Writer,
    warnings: Arc<[String]>,
}

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address makes no sense.
    #[error("this is no database address such as sqlite://understory.db or postgres://host/name")]
    Address(#[source] sqlx::Error),
    /// There is no such file.
    #[error("there is no database there")]
    Missing,
    /// It cannot be reached.
    #[error("the database cannot be opened: {0}")]
    Unreachable(#[source] sqlx::Error),
    /// Its tables could not be brought up to date.
    #[error("the database cannot be brought up to date: {0}")]
    Migration(#[source] sqlx::migrate::MigrateError),
}

impl Database {
    /// Opens a database, bringing its tables up to date first: `sqlite://path`, which is created
    /// if it is missing, or `postgres://...`.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        Self::at(Address::parse(url).map_err(OpenError::Address)?).await
    }

    /// The same for a database that is there already: nothing is created.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn open_existing(url: &str) -> Result<Self, OpenError> {
        let address = Address::parse(url).map_err(OpenError::Address)?;
        if address.is_missing() {
            return Err(OpenError::Missing);
        }
        Self::at(address).await
    }

    async fn at(address: Address) -> Result<Self, OpenError> {
        let mut connection = address.connect().await.map_err(OpenError::Unreachable)?;
        migrate(&mut connection).await?;
        let pool = address.pool().await.map_err(OpenError::Unreachable)?;
        let warnings = warnings(&pool).await.map_err(OpenError::Unreachable)?;
        for warning in &warnings {
            tracing::warn!("{warning}");
        }
        Ok(Self {
            pool,
            writer: Writer::start(address, connection),
            warnings: warnings.into(),
        })
    }

    /// Brings the tables of a database up to date and does nothing else.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub async fn migrate(url: &str) -> Result<(), OpenError> {
        let address = Address::parse(url).map_err(OpenError::Address)?;
        let mut connection = address.connect().await.map_err(OpenError::Unreachable)?;
        migrate(&mut connection).await?;
        connection.close().await.map_err(OpenError::Unreachable)
    }

    /// How the database is set up so that an acknowledged deed may be lost; sentences for the
    /// operator, also written to the log.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Finishes what was asked for and closes the database for all clones.
    pub async fn close(&self) {
        self.writer.close().await;
        self.pool.close().await;
    }
}

async fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    let done = match connection {
        Connection::Sqlite(connection) => MIGRATIONS.run(connection).await,
        Connection::Postgres(connection) => MIGRATIONS.run(connection).await,
    };
    done.map_err(OpenError::Migration)
}

/// PostgreSQL answers before the log is on disk if it was told to.
async fn warnings(pool: &Pool) -> Result<Vec<String>, sqlx::Error> {
    let Pool::Postgres(db) = pool else {
        return Ok(Vec::new());
    };
    let mut warnings = Vec::new();
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        let value: String = sqlx::query_scalar("SELECT current_setting($1)")
            .bind(setting)
            .fetch_one(db)
            .await?;
        if value == "off" {
            warnings.push(format!(
                "PostgreSQL runs with {setting} = off: what people were told is kept may be lost \
                 when the machine fails; turn it on"
            ));
        }
    }
    Ok(warnings)
}
