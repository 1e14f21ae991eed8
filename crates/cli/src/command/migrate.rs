use clap::Args;

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
};

/// Make a database, or bring the tables of one up to date, as serve does when it starts.
#[derive(Debug, Args)]
pub(crate) struct Migrate {
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Migrate {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        House::migrate(&self.database.url).await
    }
}
