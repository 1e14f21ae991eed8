//! The one task that writes.
//!
//! It takes what waits, up to [`GROUP`] deeds, runs each in a savepoint of one transaction, commits
//! once, and only then answers them all. There is no timer: a deed that comes alone is committed
//! alone; while the disk syncs, the next group gathers.

use std::{fmt, time::Duration};

use review::{CommitError, StoreError};
use tokio::sync::{mpsc, oneshot};

use crate::{
    deed::{Deed, Outcome},
    engine::{Address, Connection, execute, unavailable},
};

/// The most deeds in one commit.
const GROUP: usize = 256;
/// So many deeds wait before those who bring more must wait.
const QUEUE: usize = 1_024;

/// A group that is not done by then is given up: its callers have long been told to try again.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of a deed.
pub(crate) type Answer = Result<Outcome, CommitError>;

/// The way to the task that writes. Cheap to clone; the task ends when it is closed or the last
/// clone is gone.
#[derive(Clone)]
pub(crate) struct Writer(mpsc::Sender<Job>);

enum Job {
    Do(Box<Deed>, oneshot::Sender<Answer>),
    Close(oneshot::Sender<()>),
}

/// A deed of the group in hand.
struct Waiting {
    deed: Box<Deed>,
    caller: oneshot::Sender<Answer>,
}

struct Task {
    address: Address,
    /// None after a failure: the next group starts with a new one.
    connection: Option<Connection>,
}

impl Writer {
    pub(crate) fn start(address: Address, connection: Connection) -> Self {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let task = Task {
            address,
            connection: Some(connection),
        };
        tokio::spawn(task.run(receiver));
        Self(sender)
    }

    /// Makes a deed happen. It happens whole or not at all also when the caller stops waiting.
    pub(crate) async fn perform(&self, deed: Deed) -> Answer {
        let (caller, answer) = oneshot::channel();
        let job = Job::Do(Box::new(deed), caller);
        self.0.send(job).await.map_err(|_| closed())?;
        answer.await.map_err(|_| closed())?
    }

    pub(crate) async fn close(&self) {
        let (caller, answer) = oneshot::channel();
        if self.0.send(Job::Close(caller)).await.is_ok() {
            // An error means that the task has ended, which is what was wanted.
            let _ = answer.await;
        }
    }
}

impl fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Writer")
    }
}

impl Task {
    async fn run(mut self, mut receiver: mpsc::Receiver<Job>) {
        let mut jobs = Vec::with_capacity(GROUP);
        while receiver.recv_many(&mut jobs, GROUP).await > 0 {
            let mut group = Vec::with_capacity(jobs.len());
            let mut closers = Vec::new();
            for job in jobs.drain(..) {
                match job {
                    Job::Do(deed, caller) => group.push(Waiting { deed, caller }),
                    Job::Close(caller) => closers.push(caller),
                }
            }
            self.serve(group).await;
            if !closers.is_empty() {
                receiver.close();
                self.disconnect().await;
                for caller in closers {
                    let _ = caller.send(());
                }
            }
        }
        self.disconnect().await;
    }

    async fn serve(&mut self, mut group: Vec<Waiting>) {
        // One order of guidelines on all nodes: no two groups wait for each other's rows.
        group.sort_by(|a, b| a.deed.guideline().cmp(&b.deed.guideline()));
        let answers = tokio::time::timeout(PATIENCE, self.commit(&group)).await;
        let failure = match answers {
            Ok(Ok(answers)) => return tell(group, answers),
            Ok(Err(error)) => unavailable(&error),
            Err(_) => StoreError(format!("no answer for {PATIENCE:?}")),
        };
        tracing::error!("a group of {} deeds failed: {failure}", group.len());
        let answers = vec![Err(CommitError::Unavailable(failure)); group.len()];
        tell(group, answers);
    }

    /// Runs a group in one transaction. Without an answer none of it happened, or nobody knows; the
    /// connection is then dropped, which ends the transaction.
    async fn commit(&mut self, group: &[Waiting]) -> Result<Vec<Answer>, sqlx::Error> {
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let mut connection = self.begun().await?;
        let mut answers = Vec::with_capacity(group.len());
        for waiting in group {
            answers.push(attempt(&mut connection, &waiting.deed).await?);
        }
        execute!(&mut connection, "COMMIT")?;
        self.connection = Some(connection);
        Ok(answers)
    }

    /// A connection in a new transaction: the one at hand, or a new one where that has died since.
    async fn begun(&mut self) -> Result<Connection, sqlx::Error> {
        if let Some(mut connection) = self.connection.take() {
            let begin = connection.begin();
            if execute!(&mut connection, begin).is_ok() {
                return Ok(connection);
            }
        }
        let mut connection = self.address.connect().await?;
        let begin = connection.begin();
        execute!(&mut connection, begin)?;
        Ok(connection)
    }

    async fn disconnect(&mut self) {
        if let Some(connection) = self.connection.take()
            && let Err(error) = connection.close().await
        {
            tracing::warn!("closing the writing connection: {error}");
        }
    }
}

fn tell(group: Vec<Waiting>, answers: Vec<Answer>) {
    for (waiting, answer) in group.into_iter().zip(answers) {
        // A caller that stopped waiting does not need the answer.
        let _ = waiting.caller.send(answer);
    }
}

/// Runs one deed in its savepoint: what fails leaves no trace and harms no other. An error means
/// that the transaction itself is lost.
async fn attempt(connection: &mut Connection, deed: &Deed) -> Result<Answer, sqlx::Error> {
    execute!(connection, "SAVEPOINT deed")?;
    let answer = deed.run(connection).await;
    if answer.is_err() {
        // SQLite ends the whole transaction when the disk is full: then this fails, too.
        execute!(connection, "ROLLBACK TO SAVEPOINT deed")?;
    }
    execute!(connection, "RELEASE SAVEPOINT deed")?;
    Ok(answer)
}

fn closed() -> CommitError {
    CommitError::Unavailable(StoreError("the database is closed".to_owned()))
}
