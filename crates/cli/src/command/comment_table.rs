use std::path::PathBuf;

use clap::{Args, Subcommand};
use formats::tables::{Layout, TableFormat};
use server::{Config, TableWish, bring_table, comment_table, review::Actor};

use super::exchange::{Brings, Which, told};
use crate::{
    failure::Failure,
    fonts::FontArgs,
    house::{DatabaseArgs, House},
    listen::announce,
    output::Destination,
    token_key::fresh_key,
};

/// Write comments and suggestions as a table, or take a filled one in.
#[derive(Debug, Args)]
pub(crate) struct CommentTable {
    #[command(subcommand)]
    deed: Deed,
    #[command(flatten)]
    fonts: FontArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Export(Export),
    Import(Import),
}

/// Write comments and suggestions as a table in the columns of a convention.
///
/// Pages and lines are those of the PDF of the revision; they are empty in a program without PDF.
#[derive(Debug, Args)]
struct Export {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// In whose columns: iso, ipcc, ipbes, cn, cn_result or full
    #[arg(long, default_value = "full")]
    layout: Layout,
    /// xlsx, csv or docx [default: what OUT ends in]
    #[arg(long)]
    format: Option<TableFormat>,
    /// The language of headings and outcomes: en, zh or pt [default: the guideline's]
    #[arg(long)]
    language: Option<String>,
    #[command(flatten)]
    which: Which,
}

/// Take a filled comment table in: its rows become comments and suggestions.
///
/// Says of each row what it became and how its place was found. What is here already comes to
/// nothing new, so that the same file can be brought again.
#[derive(Debug, Args)]
struct Import {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    #[command(flatten)]
    brings: Brings,
    /// Decide as the file says, which only editors may; rows that do not say clearly are listed
    #[arg(long)]
    decisions: bool,
}

impl CommentTable {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let done = match &self.deed {
            Deed::Export(export) => export.run(&house, &self.fonts).await,
            Deed::Import(import) => import.run(&house, &self.fonts).await,
        };
        house.database.close().await;
        done
    }
}

impl Export {
    async fn run(&self, house: &House, fonts: &FontArgs) -> Result<(), Failure> {
        let destination = Destination::of(Some(&self.output));
        let format = self.format(&destination)?;
        let wish = TableWish {
            filter: self.which.filter(),
            of: self.which.of,
            layout: self.layout,
            format,
            language: self.language.clone(),
        };
        let server = house.server(config(fonts))?;
        let table = comment_table(&server, &Actor::Operator, &self.guideline, wish).await;
        let table = table.map_err(|error| of(&self.guideline, error))?;
        destination.write(&table.bytes)
    }

    fn format(&self, destination: &Destination) -> Result<TableFormat, Failure> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let ending = self.output.extension().and_then(|ending| ending.to_str());
        ending
            .and_then(|ending| ending.parse().ok())
            .ok_or_else(|| {
                let why =
                    "its ending is none of .xlsx, .csv and .docx; name the format with --format";
                destination.failure(why)
            })
    }
}

impl Import {
    async fn run(&self, house: &House, fonts: &FontArgs) -> Result<(), Failure> {
        let actor = house.somebody(&self.brings.by).await?;
        let mut incoming = self.brings.incoming()?;
        incoming.decisions = self.decisions;
        let server = house.server(config(fonts))?;
        let taken = bring_table(&server, &actor, &self.guideline, incoming).await;
        let file = &self.brings.file;
        let taken = taken.map_err(|error| Failure::of_file(file, error))?;
        announce(&told(file, &taken))
    }
}

fn config(fonts: &FontArgs) -> Config {
    let mut config = Config::new("http://127.0.0.1:8080", fresh_key());
    config.font_folders.clone_from(&fonts.folders);
    config
}

fn of(slug: &str, error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{slug}: {error}"))
}
