use std::path::PathBuf;

use clap::{Args, Subcommand};
use server::{Config, bring_annotations, review::Actor, written_annotations};

use super::exchange::{Brings, Which, told};
use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    listen::announce,
    output::Destination,
    token_key::fresh_key,
};

/// Write comments and suggestions as Web Annotations, or take some in.
#[derive(Debug, Args)]
pub(crate) struct Annotations {
    #[command(subcommand)]
    deed: Deed,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Export(Export),
    Import(Import),
}

/// Write comments and suggestions as one AnnotationCollection of the W3C.
#[derive(Debug, Args)]
struct Export {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// Where to write [default: standard output]
    #[arg(short, long, value_name = "OUT.json")]
    output: Option<PathBuf>,
    #[command(flatten)]
    which: Which,
    /// The address that people use, which stands in the annotations
    #[arg(
        long,
        value_name = "URL",
        env = "UNDERSTORY_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: String,
}

/// Take Web Annotations in: they become comments, those that edit suggestions, answers replies.
///
/// Says of each annotation what it became and how its place was found. Nothing is fetched, and what
/// is here already comes to nothing new.
#[derive(Debug, Args)]
struct Import {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    #[command(flatten)]
    brings: Brings,
}

impl Annotations {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let done = match &self.deed {
            Deed::Export(export) => export.run(&house).await,
            Deed::Import(import) => import.run(&house).await,
        };
        house.database.close().await;
        done
    }
}

impl Export {
    async fn run(&self, house: &House) -> Result<(), Failure> {
        let destination = Destination::of(self.output.as_deref());
        let server = house.server(Config::new(self.public_url.as_str(), fresh_key()))?;
        let (slug, filter) = (&self.guideline, self.which.filter());
        let written =
            written_annotations(&server, &Actor::Operator, slug, filter, self.which.of).await;
        let bytes = written.map_err(|error| Failure::new(format!("{slug}: {error}")))?;
        destination.write(&bytes)
    }
}

impl Import {
    async fn run(&self, house: &House) -> Result<(), Failure> {
        let actor = house.somebody(&self.brings.by).await?;
        let server = house.server(Config::new("http://127.0.0.1:8080", fresh_key()))?;
        let incoming = self.brings.incoming()?;
        let taken = bring_annotations(&server, &actor, &self.guideline, incoming).await;
        let file = &self.brings.file;
        let taken = taken.map_err(|error| Failure::of_file(file, error))?;
        announce(&told(file, &taken))
    }
}
