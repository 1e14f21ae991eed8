//! The loop that takes connections in.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::{Extension, Router, extract::ConnectInfo};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::net::{TcpListener, TcpStream};
use tower::Layer;

/// Answers connections until `shutdown`, then lets running requests finish for a while. Unlike
/// `axum::serve` it gives the head of a request a deadline, so that connections which send a byte
/// now and then are closed.
///
/// # Errors
/// None while it serves; a connection that fails is its own business.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    head_time: Duration,
    shutdown: impl Future<Output = ()> + Send,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    tokio::pin!(shutdown);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => answer(stream, peer, &router, head_time, &graceful),
                Err(error) => pause_after(&error).await,
            },
            () = &mut shutdown => break,
        }
    }
    drop(listener);
    let _ = tokio::time::timeout(LAST_WORDS, graceful.shutdown()).await;
    Ok(())
}

/// How long running requests may take once the server is told to stop.
const LAST_WORDS: Duration = Duration::from_secs(10);

fn answer(
    stream: TcpStream,
    peer: SocketAddr,
    router: &Router,
    head_time: Duration,
    graceful: &GracefulShutdown,
) {
    // Answers are written whole; waiting to fill packets would only delay them.
    let _ = stream.set_nodelay(true);
    let service = Extension(ConnectInfo(peer)).layer(router.clone());
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(head_time);
    builder.http2().timer(TokioTimer::new());
    let service = TowerToHyperService::new(service);
    let connection = builder
        .serve_connection(TokioIo::new(stream), service)
        .into_owned();
    let watched = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = watched.await {
            tracing::debug!(%error, "a connection broke");
        }
    });
}

/// Out of file descriptors, say: taking a breath beats spinning.
async fn pause_after(error: &io::Error) {
    tracing::warn!(?error, "no connection could be accepted");
    tokio::time::sleep(Duration::from_millis(200)).await;
}
