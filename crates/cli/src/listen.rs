//! Takes connections in until it is told to stop.

use std::{future, net::SocketAddr};

use server::Config;
use tokio::{net::TcpListener, signal};
use tracing_subscriber::EnvFilter;

use crate::{
    failure::Failure,
    house::House,
    input::plain,
    output::{complain, say},
};

/// Where people reach a server that listens here.
pub(crate) struct Door {
    listener: TcpListener,
    address: SocketAddr,
}

impl Door {
    /// Starts to listen; port 0 is any free one.
    pub(crate) async fn open(address: &str) -> Result<Self, Failure> {
        let trouble = |error| Failure::new(format!("{address}: {}", plain(&error)));
        let listener = TcpListener::bind(address).await.map_err(trouble)?;
        let address = listener.local_addr().map_err(trouble)?;
        Ok(Self { listener, address })
    }

    /// The address for a browser on this machine.
    pub(crate) fn url(&self) -> String {
        if self.address.ip().is_unspecified() {
            return format!("http://localhost:{}", self.address.port());
        }
        format!("http://{}", self.address)
    }

    /// Serves until Ctrl-C or a request to end, then lets running requests finish.
    pub(crate) async fn serve(self, house: &House, config: Config) -> Result<(), Failure> {
        let head_time = config.bounds.head_time;
        let router = server::router(&house.server(config)?);
        let served = server::serve(self.listener, router, head_time, told_to_stop()).await;
        house.database.close().await;
        served.map_err(|error| Failure::new(plain(&error)))
    }
}

/// Tells the person at the terminal.
pub(crate) fn announce(text: &str) -> Result<(), Failure> {
    say(text.as_bytes()).map_err(|error| Failure::new(plain(&error)))
}

/// Writes what happens to standard error, as much as `RUST_LOG` or else `usual` says.
pub(crate) fn log(usual: &str) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(usual));
    let logger = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if logger.try_init().is_err() {
        complain("the log could not be started");
    }
}

async fn told_to_stop() {
    let ctrl_c = async {
        if signal::ctrl_c().await.is_err() {
            future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = ctrl_c => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    match signal::unix::signal(signal::unix::SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    future::pending().await
}
