use std::fmt::Write;

use clap::Args;
use server::{Config, review::Role};

use crate::{
    failure::Failure,
    fonts::FontArgs,
    house::House,
    listen::{Door, announce, log},
    sample,
    token_key::fresh_key,
};

/// Serve a sample guideline with its people, comments and suggestions.
///
/// Everything is kept in a throw-away database and forgotten at the end, unless --database names one
/// to keep it in.
#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Address and port to listen at; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: String,
    /// Keep everything in this database
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// The address that people use, if it is not the one listened at
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    #[command(flatten)]
    fonts: FontArgs,
}

impl Demo {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        log("warn");
        let door = Door::open(&self.listen).await?;
        let folder = tempfile::tempdir().map_err(Failure::new)?;
        let thrown_away = || format!("sqlite://{}", folder.path().join("demo.db").display());
        let url = self.database.clone().unwrap_or_else(thrown_away);
        let house = House::open_or_create(&url).await?;
        sample::load(&house).await?;
        let address = self.public_url.unwrap_or_else(|| door.url());
        announce(&welcome(&address, self.database.as_deref())?)?;
        let mut config = Config::new(address, fresh_key());
        config.font_folders = self.fonts.folders;
        door.serve(&house, config).await
    }
}

/// The address and the accounts.
fn welcome(address: &str, database: Option<&str>) -> Result<String, Failure> {
    let people = sample::people()?;
    let widest = people.iter().map(|person| person.email.len()).max();
    let width = widest.unwrap_or(0);
    let mut text = format!("Understory is at {address}\n\n");
    text += match database {
        Some(_) => "What you do is kept in the database you named. Ctrl-C stops.\n\n",
        None => "What you do is forgotten when you stop it with Ctrl-C.\n\n",
    };
    text += &format!(
        "Sign in as any of these with the password {}\n",
        sample::PASSWORD
    );
    for person in people {
        let role = match person.role {
            Role::Editor => "editor",
            Role::FocalPoint => "focal point",
            Role::Participant => "participant",
            Role::Reader => "reader",
        };
        let organisation = person.organisation.name;
        let _ = writeln!(text, "  {:width$}  {role:11}  {organisation}", person.email);
    }
    let _ = writeln!(text, "\nWithout signing in: {address}/g/{}", sample::SLUG);
    Ok(text)
}
