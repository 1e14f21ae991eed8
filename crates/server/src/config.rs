use std::{num::NonZeroU32, path::PathBuf, time::Duration};

/// How a server presents itself and how much it takes.
#[derive(Clone)]
pub struct Config {
    /// The address that people use, such as `https://review.example.org`, without a slash at the
    /// end. With `https` cookies are `Secure`.
    pub public_url: String,
    /// Signs access tokens; at least [`auth::AccessTokens::SHORTEST_KEY`] random bytes.
    pub token_key: Vec<u8>,
    /// Whether the connection comes from a proxy of ours, so that the last address in
    /// `X-Forwarded-For` is the client's. Off by default: anybody can write that header.
    pub trust_proxy: bool,
    /// Folders with fonts for PDF, beside those of the system.
    pub font_folders: Vec<PathBuf>,
    /// How much is taken from whom.
    pub bounds: Bounds,
}

/// How much is taken, from whom, and for how long.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Bytes of a request body other than an upload.
    pub body_bytes: usize,
    /// Bytes of an upload.
    pub upload_bytes: usize,
    /// How long a request may take, body included.
    pub request_time: Duration,
    /// How long an upload may take, body included.
    pub upload_time: Duration,
    /// How long a connection may take to send the head of a request.
    pub head_time: Duration,
    /// Uploads read and redlines computed at the same time; the others wait.
    pub heavy_at_once: usize,
    /// Passwords hashed at the same time; the others wait.
    pub hashes_at_once: usize,
    /// Bytes of rendered pages and downloads kept in memory.
    pub shelf_bytes: u64,
    /// Sign-ins from one network address.
    pub sign_in_by_address: Rate,
    /// Sign-ins to one account from browsers that never signed in to it. Those that did have as
    /// many for themselves, so that nobody can lock the owner out.
    pub sign_in_by_account: Rate,
    /// Registrations from one network address.
    pub register_by_address: Rate,
}

/// So many at once, then so many an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// At once, after a pause.
    pub burst: NonZeroU32,
    /// In the long run.
    pub an_hour: NonZeroU32,
}

impl Config {
    /// A configuration with the usual bounds.
    pub fn new(public_url: impl Into<String>, token_key: Vec<u8>) -> Self {
        let public_url: String = public_url.into();
        Self {
            public_url: public_url.trim_end_matches('/').to_owned(),
            token_key,
            trust_proxy: false,
            font_folders: Vec::new(),
            bounds: Bounds::default(),
        }
    }

    /// Whether people reach the server by HTTPS.
    pub fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }
}

impl Default for Bounds {
    /// For a machine of this many cores, and 150 people behind one address.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            body_bytes: 1 << 20,
            upload_bytes: 50 << 20,
            request_time: Duration::from_secs(30),
            upload_time: Duration::from_secs(120),
            head_time: Duration::from_secs(15),
            heavy_at_once: cores,
            hashes_at_once: 2 * cores,
            shelf_bytes: 128 << 20,
            sign_in_by_address: Rate::new(300, 3600),
            sign_in_by_account: Rate::new(20, 80),
            register_by_address: Rate::new(200, 600),
        }
    }
}

impl Rate {
    /// A rate; numbers below one count as one.
    pub fn new(burst: u32, an_hour: u32) -> Self {
        let at_least_one = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        Self {
            burst: at_least_one(burst),
            an_hour: at_least_one(an_hour),
        }
    }
}
