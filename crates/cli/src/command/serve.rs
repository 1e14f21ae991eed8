use std::path::PathBuf;

use clap::Args;
use server::Config;

use crate::{
    failure::Failure,
    fonts::FontArgs,
    house::{DatabaseArgs, House},
    listen::{Door, announce, log},
    token_key::token_key,
};

/// Serve the web interface and the HTTP interface.
///
/// Needs no configuration: without a database it makes one. The log goes to standard error; RUST_LOG
/// says how much of it.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port to listen at; port 0 takes any free one
    #[arg(
        long,
        value_name = "ADDRESS",
        env = "UNDERSTORY_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: String,
    #[command(flatten)]
    database: DatabaseArgs,
    /// The address that people use, if it is not the one listened at
    #[arg(long, value_name = "URL", env = "UNDERSTORY_PUBLIC_URL")]
    public_url: Option<String>,
    /// A file with the key that signs access tokens, for several servers of one review [default: a
    /// fresh key at each start]
    #[arg(long, value_name = "FILE", env = "UNDERSTORY_TOKEN_KEY_FILE")]
    token_key_file: Option<PathBuf>,
    /// Take the client's address from the X-Forwarded-For header of a proxy of yours
    #[arg(long, env = "UNDERSTORY_TRUST_PROXY")]
    trust_proxy: bool,
    #[command(flatten)]
    fonts: FontArgs,
}

impl Serve {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        log("info");
        let house = House::open_or_create(&self.database.url).await?;
        let key = token_key(self.token_key_file.as_deref())?;
        let door = Door::open(&self.listen).await?;
        let mut config = Config::new(self.public_url.unwrap_or_else(|| door.url()), key);
        config.trust_proxy = self.trust_proxy;
        config.font_folders = self.fonts.folders;
        announce(&format!("Understory is at {}\n", config.public_url))?;
        door.serve(&house, config).await
    }
}
