use std::{fmt::Write as _, path::PathBuf};

use clap::Args;
use formats::tables::Layout;
use server::{
    ClosingWish, Config, closing_package,
    review::{Actor, document::Digest},
};

use crate::{
    failure::Failure,
    fonts::FontArgs,
    house::{DatabaseArgs, House},
    listen::announce,
    output::Destination,
    token_key::fresh_key,
};

/// Write the closing package of a revision: text, redline, comments, decisions, as one ZIP.
///
/// The same state of the guideline gives the same bytes, here and over HTTP, as long as the program,
/// its fonts and --public-url are the same.
#[derive(Debug, Args)]
pub(crate) struct Package {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// The revision [default: the latest]
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
    /// The earlier revision that it is compared with [default: the one before]
    #[arg(long, value_name = "NUMBER")]
    from: Option<u32>,
    /// A language of the text; may be given again [default: all]
    #[arg(long, value_name = "LANGUAGE")]
    language: Vec<String>,
    /// A layout of the comment table beside the full one: iso, ipcc, ipbes, cn or cn_result; may be
    /// given again
    #[arg(long, value_name = "LAYOUT")]
    layout: Vec<Layout>,
    /// Where to write; - is standard output
    #[arg(short, long, value_name = "OUT.zip")]
    output: PathBuf,
    /// The address that people use, which stands in the files
    #[arg(
        long,
        value_name = "URL",
        env = "UNDERSTORY_PUBLIC_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    public_url: String,
    #[command(flatten)]
    fonts: FontArgs,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Package {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let done = self.write(&house).await;
        house.database.close().await;
        done
    }

    async fn write(&self, house: &House) -> Result<(), Failure> {
        let mut config = Config::new(self.public_url.as_str(), fresh_key());
        config.font_folders.clone_from(&self.fonts.folders);
        let server = house.server(config)?;
        let wish = self.wish();
        let made = closing_package(&server, &Actor::Operator, &self.guideline, &wish).await;
        let made = made.map_err(|error| Failure::new(format!("{}: {error}", self.guideline)))?;
        let destination = Destination::of(Some(&self.output));
        destination.write(&made.bytes)?;
        if destination.is_stdout() {
            return Ok(());
        }
        let mut told = format!(
            "{}: {} bytes, SHA-256 {}\n",
            self.output.display(),
            made.bytes.len(),
            Digest::of_bytes(&made.bytes)
        );
        for left_out in &made.left_out {
            let _ = writeln!(told, "  left out: {left_out}");
        }
        announce(&told)
    }

    fn wish(&self) -> ClosingWish {
        ClosingWish {
            revision: self.revision,
            from: self.from,
            languages: self.language.clone(),
            layouts: self.layout.clone(),
        }
    }
}
