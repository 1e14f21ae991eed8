use std::path::PathBuf;

use clap::{Args, ValueEnum};
use server::{
    review::{Actor, ReviewError, Scope},
    statistics_csv,
};

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    output::Destination,
};

/// Say in numbers what was said on a guideline and what became of it.
///
/// By clause, kind, stakeholder group, organisation, outcome, editor and day.
#[derive(Debug, Args)]
pub(crate) struct Statistics {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// Only what was said on this revision and later ones
    #[arg(long, value_name = "NUMBER")]
    from: Option<u32>,
    /// Only what was said on this revision and earlier ones
    #[arg(long, value_name = "NUMBER")]
    to: Option<u32>,
    /// Only what was said on the text in this language
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    /// As what
    #[arg(long, value_enum, default_value_t = Shape::Json)]
    format: Shape,
    /// Where to write; standard output if left out
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shape {
    Json,
    /// One number a row
    Csv,
}

impl Statistics {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let scope = Scope {
            from: self.from,
            to: self.to,
            language: self.language.clone(),
            at: None,
        };
        let slug = &self.guideline;
        let found = house.review.statistics(&Actor::Operator, slug, &scope);
        let found = found.await;
        house.database.close().await;
        let found = found.map_err(|error| self.refused(&error))?;
        let bytes = match self.format {
            Shape::Csv => statistics_csv(&found),
            Shape::Json => {
                let mut json = serde_json::to_vec_pretty(&found).map_err(Failure::new)?;
                json.push(b'\n');
                json
            }
        };
        Destination::of(self.output.as_deref()).write(&bytes)
    }

    fn refused(&self, error: &ReviewError) -> Failure {
        match error {
            ReviewError::NotFound => {
                Failure::new(format!("there is no guideline {}", self.guideline))
            }
            error => Failure::new(error),
        }
    }
}
