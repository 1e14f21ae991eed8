//! How many cached revision pages a second, against an empty axum handler with the same body.
//!
//! Both are served on loopback by the same loop to the same clients, in turns, so that what the
//! machine does meanwhile hits both alike. `BENCH_SECONDS` sets the time of one turn.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and may fail by panicking"
)]

#[path = "../tests/front/house.rs"]
mod house;

use std::{
    env,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{Router, body::Bytes, routing::get};
use server::Bounds;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

const CLIENTS: usize = 32;
const ROUNDS: usize = 5;

#[tokio::main]
async fn main() {
    let text = include_str!("../../cli/sample/en/revision-1.md");
    let ours = start(house::house(&[text], Bounds::default())).await;
    let body = fetch(ours, "/g/mining/1").await;
    let length = body.len();
    let empty = Router::new().route("/g/mining/1", get(move || std::future::ready(body.clone())));
    let empty = start(empty).await;
    let turn = seconds();
    let (mut of_ours, mut of_empty) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        of_empty.push(rate(empty, length, turn).await);
        of_ours.push(rate(ours, length, turn).await);
    }
    let (ours, empty) = (median(of_ours), median(of_empty));
    println!("page of {length} bytes, {CLIENTS} connections, median of {ROUNDS} turns");
    println!("empty handler:        {empty:>8.0} requests/s");
    println!("cached revision page: {ours:>8.0} requests/s");
    println!("ratio:                {:>8.2}", ours / empty);
    assert!(
        ours / empty >= 0.5,
        "a cached page must reach half of an empty handler"
    );
}

fn seconds() -> Duration {
    let seconds = env::var("BENCH_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    Duration::from_secs_f64(seconds.unwrap_or(1.0))
}

async fn start(router: Router) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let never = std::future::pending();
    tokio::spawn(server::serve(
        listener,
        router,
        Duration::from_secs(30),
        never,
    ));
    address
}

async fn rate(address: std::net::SocketAddr, length: usize, turn: Duration) -> f64 {
    let done = Arc::new(AtomicU64::new(0));
    let started = Instant::now();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let done = done.clone();
            tokio::spawn(async move {
                let mut client = Client::connect(address).await;
                while started.elapsed() < turn {
                    assert_eq!(client.get("/g/mining/1").await.len(), length);
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    done.load(Ordering::Relaxed) as f64 / started.elapsed().as_secs_f64()
}

async fn fetch(address: std::net::SocketAddr, path: &str) -> Bytes {
    Client::connect(address).await.get(path).await
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// A client that costs next to nothing, so that the figures are the servers'.
struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Client {
    async fn connect(address: std::net::SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            buffer: Vec::new(),
        }
    }

    async fn get(&mut self, path: &str) -> Bytes {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        loop {
            if let Some((start, end)) = extent(&self.buffer)
                && self.buffer.len() >= end
            {
                return Bytes::copy_from_slice(&self.buffer[start..end]);
            }
            let read = self.stream.read_buf(&mut self.buffer).await.unwrap();
            assert!(read > 0, "the server hung up");
        }
    }
}

/// Where the body begins and ends, once the head is there.
fn extent(answer: &[u8]) -> Option<(usize, usize)> {
    let head = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let text = std::str::from_utf8(&answer[..head])
        .unwrap()
        .to_ascii_lowercase();
    assert!(text.starts_with("http/1.1 200"), "{text}");
    let length = text.split("content-length: ").nth(1).unwrap();
    let length: usize = length.lines().next().unwrap().trim().parse().unwrap();
    Some((head + 4, head + 4 + length))
}
