//! The two engines behind one face.

use std::{fs::OpenOptions, io::ErrorKind, path::Path, str::FromStr, time::Duration};

use review::StoreError;
use sqlx::{
    ConnectOptions, Connection as _, PgConnection, PgPool, SqliteConnection, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// How to reach a database.
#[derive(Debug, Clone)]
pub(crate) enum Address {
    Sqlite(SqliteConnectOptions),
    Postgres(PgConnectOptions),
}

/// Connections that only read.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// The connection that writes.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Runs one statement on whichever engine, and answers the number of rows it changed.
macro_rules! execute {
    ($connection:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $connection {
            $crate::engine::Connection::Sqlite(db) => sqlx::query($sql)
                $(.bind($bind))*.execute(&mut *db).await.map(|done| done.rows_affected()),
            $crate::engine::Connection::Postgres(db) => sqlx::query($sql)
                $(.bind($bind))*.execute(&mut *db).await.map(|done| done.rows_affected()),
        }
    };
}

/// The same for a change of a review; its failure is told as the port tells it.
macro_rules! change {
    ($connection:expr, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::engine::execute!($connection, $sql $(, $bind)*)
            .map_err(|error| $crate::deed::refused(&error))
    };
}

/// At most one row, from the connection that writes.
macro_rules! fetch_written {
    ($connection:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $connection {
            $crate::engine::Connection::Sqlite(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_optional(&mut *db).await,
            $crate::engine::Connection::Postgres(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_optional(&mut *db).await,
        }
        .map_err(|error| $crate::deed::refused(&error))
    };
}

/// At most one row, from a pool.
macro_rules! fetch_optional {
    ($pool:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $pool {
            $crate::engine::Pool::Sqlite(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_optional(db).await,
            $crate::engine::Pool::Postgres(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_optional(db).await,
        }
        .or_else(|error| $crate::engine::nothing(&error))
    };
}

/// All rows, from a pool.
macro_rules! fetch_all {
    ($pool:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        match $pool {
            $crate::engine::Pool::Sqlite(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_all(db).await,
            $crate::engine::Pool::Postgres(db) => sqlx::query_as::<_, $row>($sql)
                $(.bind($bind))*.fetch_all(db).await,
        }
        .or_else(|error| $crate::engine::nothing(&error))
    };
}

/// All rows whose column is one of these ids, from a pool: `before IN (...) after`. Each engine
/// unpacks the list, which comes as JSON in `$1`, in its own way.
macro_rules! fetch_among {
    ($pool:expr, $row:ty, $before:expr, $ids:expr, $after:expr $(, $bind:expr)* $(,)?) => {
        match $pool {
            $crate::engine::Pool::Sqlite(db) => sqlx::query_as::<_, $row>(
                concat!($before, " IN (SELECT value FROM json_each($1)) ", $after))
                .bind($ids)$(.bind($bind))*.fetch_all(db).await,
            $crate::engine::Pool::Postgres(db) => sqlx::query_as::<_, $row>(
                concat!($before, " IN (SELECT json_array_elements_text($1::json)) ", $after))
                .bind($ids)$(.bind($bind))*.fetch_all(db).await,
        }
        .or_else(|error| $crate::engine::nothing(&error))
    };
}

pub(crate) use {change, execute, fetch_all, fetch_among, fetch_optional, fetch_written};

/// Where a read stopped: nothing found, as against an engine in trouble. PostgreSQL refuses a NUL
/// in a text (22021) that SQLite looks for in vain; what cannot be stored cannot be found.
pub(crate) fn nothing<T: Default>(error: &sqlx::Error) -> Result<T, StoreError> {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.as_deref() == Some("22021") {
        return Ok(T::default());
    }
    Err(unavailable(error))
}

/// The engine's trouble as the port tells it.
pub(crate) fn unavailable(error: &sqlx::Error) -> StoreError {
    StoreError(error.to_string())
}

impl Address {
    /// Reads `sqlite://path`, a bare path of such a file, or `postgres://...`.
    pub(crate) fn parse(url: &str) -> Result<Self, sqlx::Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // Our statements are short; compiling one takes longer than running it.
            let options = PgConnectOptions::from_str(url)?
                .application_name("understory")
                .options([("jit", "off")]);
            return Ok(Self::Postgres(options));
        }
        if url.contains("://") && !url.starts_with("sqlite://") {
            let what = "its address starts with neither sqlite:// nor postgres://";
            return Err(sqlx::Error::Configuration(what.into()));
        }
        // An acknowledged commit must survive a power cut: FULL syncs the log at each commit.
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5));
        Ok(Self::Sqlite(options))
    }

    /// Whether it names a file that is not there. What is missing on a server, the server says.
    pub(crate) fn is_missing(&self) -> bool {
        match self {
            Self::Sqlite(options) => {
                let file = options.get_filename();
                !is_in_memory(file) && !file.exists()
            }
            Self::Postgres(_) => false,
        }
    }

    pub(crate) async fn connect(&self) -> Result<Connection, sqlx::Error> {
        Ok(match self {
            Self::Sqlite(options) => {
                make_private(options.get_filename())?;
                Connection::Sqlite(options.connect().await?)
            }
            Self::Postgres(options) => Connection::Postgres(options.connect().await?),
        })
    }

    pub(crate) async fn pool(&self) -> Result<Pool, sqlx::Error> {
        const PATIENCE: Duration = Duration::from_secs(5);
        Ok(match self {
            Self::Sqlite(options) => {
                let readers = SqlitePoolOptions::new()
                    .max_connections(8)
                    .acquire_timeout(PATIENCE);
                let options = options.clone().pragma("query_only", "on");
                Pool::Sqlite(readers.connect_with(options).await?)
            }
            Self::Postgres(options) => {
                let readers = PgPoolOptions::new()
                    .max_connections(16)
                    .acquire_timeout(PATIENCE);
                Pool::Postgres(readers.connect_with(options.clone()).await?)
            }
        })
    }
}

/// Makes the file of a new database readable for its owner alone: it holds addresses and password
/// hashes. The log files beside it take over its permissions.
fn make_private(file: &Path) -> std::io::Result<()> {
    if is_in_memory(file) {
        return Ok(());
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// `sqlx` gives databases in memory the name of a URI.
fn is_in_memory(file: &Path) -> bool {
    file.to_string_lossy().starts_with("file:")
}

impl Pool {
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(pool) => pool.close().await,
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Connection {
    /// The statement that opens a writing transaction. SQLite takes the write lock at once: a
    /// transaction that reads first and then writes fails without waiting when another wrote.
    pub(crate) fn begin(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BEGIN IMMEDIATE",
            Self::Postgres(_) => "BEGIN",
        }
    }

    pub(crate) async fn close(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(connection) => connection.close().await,
            Self::Postgres(connection) => connection.close().await,
        }
    }
}
