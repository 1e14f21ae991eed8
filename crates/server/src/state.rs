use std::sync::Arc;

use auth::{AccessTokens, Accounts, Devices, Door, Passwords, ShortKey, Terms};
use review::{Clock, Review, Timestamp};
use tokio::sync::Semaphore;

use crate::{
    config::Config, front::Front, limits::Limits, pages::Lists, problem::Problem, shelf::Shelf,
    tables::Layouts,
};

/// Everything that requests are answered with. Cheap to clone.
#[derive(Clone)]
pub struct Server(Arc<Rooms>);

/// What a [`Server`] holds.
pub struct Rooms {
    pub(crate) config: Config,
    pub(crate) review: Review,
    pub(crate) door: Door,
    pub(crate) devices: Devices,
    pub(crate) limits: Limits,
    pub(crate) shelf: Shelf,
    /// Where texts are printed.
    pub(crate) layouts: Layouts,
    pub(crate) front: Front,
    /// What was answered to comments.
    pub(crate) responses: Lists,
    /// One permit for each upload read or redline computed at the same time.
    pub(crate) heavy: Arc<Semaphore>,
    /// One permit for each closing package made at the same time: all its files are in memory.
    pub(crate) closing: Semaphore,
    clock: Arc<dyn Clock>,
}

/// So many closing packages are made at the same time; the others wait.
const CLOSINGS: usize = 2;

impl Server {
    /// A server over these use cases and accounts.
    ///
    /// # Errors
    /// [`ShortKey`] if the configured token key is too short to sign with.
    pub fn new(
        config: Config,
        review: Review,
        accounts: Arc<dyn Accounts>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ShortKey> {
        let tokens = AccessTokens::new(&config.token_key, &config.public_url)?;
        let passwords = Passwords::new(config.bounds.hashes_at_once);
        Ok(Self(Arc::new(Rooms {
            review,
            door: Door::new(accounts, passwords, tokens, Terms::default()),
            devices: Devices::new(&config.token_key)?,
            limits: Limits::new(&config.bounds),
            shelf: Shelf::new(config.bounds.shelf_bytes),
            layouts: Layouts::default(),
            front: Front::default(),
            responses: Lists::default(),
            heavy: Arc::new(Semaphore::new(config.bounds.heavy_at_once.max(1))),
            closing: Semaphore::new(CLOSINGS),
            clock,
            config,
        })))
    }

    /// Runs what takes long on a thread of its own, a few at a time, so that nobody's bomb starves
    /// the others.
    pub(crate) async fn heavily<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let permit = self.heavy.clone().acquire_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        done.await.map_err(|error| Problem::internal(&error))
    }

    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}

impl std::ops::Deref for Server {
    type Target = Rooms;

    fn deref(&self) -> &Rooms {
        &self.0
    }
}
