use std::path::PathBuf;

use clap::Args;
use formats::Reading;
use server::review::{Actor, Published, ReviewError};

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    input,
    listen::announce,
    publication::publication,
};

/// Publish a file as the next revision of a guideline.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// The text in the guideline's language: .docx, .md, .html or .json
    file: PathBuf,
    /// The text in another language, such as zh=FILE; may be given again
    #[arg(long, value_name = "LANGUAGE=FILE", value_parser = translation)]
    translation: Vec<(String, PathBuf)>,
    /// What readers should know about this revision
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    note: String,
    #[command(flatten)]
    database: DatabaseArgs,
}

fn translation(argument: &str) -> Result<(String, PathBuf), String> {
    match argument.split_once('=') {
        Some((language, file)) => Ok((language.to_owned(), PathBuf::from(file))),
        None => Err("should be LANGUAGE=FILE".to_owned()),
    }
}

impl Import {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let files = self.read()?;
        let house = House::open(&self.database.url).await?;
        let refused = |error| self.refused(&error);
        let found = house
            .review
            .guideline(&Actor::Operator, &self.guideline)
            .await;
        let language = found.map_err(refused)?.guideline.language;
        let files = files.into_iter().map(|(translation, reading)| {
            let language = translation.unwrap_or_else(|| language.clone());
            (language, reading)
        });
        let publish = publication(files, &self.note, None);
        let actor = Actor::Operator;
        let done = house
            .review
            .publish(&actor, &self.guideline, publish, None)
            .await;
        house.database.close().await;
        announce(&told(&self.guideline, &done.map_err(refused)?))
    }

    /// The files by language; the guideline's own is not known yet.
    fn read(&self) -> Result<Vec<(Option<String>, Reading)>, Failure> {
        let mut files = vec![(None, input::reading(&self.file)?)];
        for (language, file) in &self.translation {
            files.push((Some(language.clone()), input::reading(file)?));
        }
        Ok(files)
    }

    fn refused(&self, error: &ReviewError) -> Failure {
        match error {
            ReviewError::NotFound => {
                Failure::new(format!("there is no guideline {}", self.guideline))
            }
            error => Failure::of_file(&self.file, error),
        }
    }
}

fn told(slug: &str, published: &Published) -> String {
    let blocks = published.blocks;
    format!(
        "{slug}: revision {} is published; {} paragraphs kept, {} added, {} removed\n",
        published.number, blocks.kept, blocks.added, blocks.removed
    )
}
