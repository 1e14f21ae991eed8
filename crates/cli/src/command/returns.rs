use std::path::{Path, PathBuf};

use clap::Args;
use formats::Limits;
use server::{
    returned_file,
    review::{Actor, LeftOut, LeftOutKind, ReviewError, TakenBack, WhichRevision},
};

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    input,
    listen::announce,
    output::complain,
};

/// Take in Word files that people marked up: changes become suggestions, comments comments.
#[derive(Debug, Args)]
pub(crate) struct Returns {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// Who brings the files: the address of somebody who takes part in the guideline
    #[arg(long, value_name = "EMAIL")]
    by: String,
    /// The files: .docx as they left here, with tracked changes and comments
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The revision that they were made from, where they do not say so themselves
    #[arg(long, value_name = "NUMBER")]
    revision: Option<u32>,
    /// The language of their text, where they do not say so themselves
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<String>,
    #[command(flatten)]
    database: DatabaseArgs,
}

impl Returns {
    /// Takes each file that can be taken; one that cannot does not keep the others out.
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let done = self.take_all(&house).await;
        house.database.close().await;
        done
    }

    async fn take_all(&self, house: &House) -> Result<(), Failure> {
        let actor = house.somebody(&self.by).await?;
        let mut failed = None;
        for file in &self.files {
            match self.take(house, &actor, file).await {
                Ok(taken) => announce(&told(file, &taken))?,
                Err(failure) => {
                    let earlier: Option<Failure> = failed.replace(failure);
                    earlier.iter().for_each(|it| complain(&it.to_string()));
                }
            }
        }
        failed.map_or(Ok(()), Err)
    }

    async fn take(&self, house: &House, actor: &Actor, path: &Path) -> Result<TakenBack, Failure> {
        let limits = Limits::default();
        let bytes = input::bytes(path, limits.file_bytes)?;
        let refused = |error| Failure::of_file(path, error);
        let file = returned_file(&bytes, &limits).map_err(refused)?;
        let which = WhichRevision {
            revision: self.revision,
            language: self.language.clone(),
        };
        let taken = house
            .review
            .take_back(actor, &self.guideline, file, &which, None)
            .await;
        taken.map_err(|error| self.refused(path, &error))
    }

    fn refused(&self, path: &Path, error: &ReviewError) -> Failure {
        match error {
            ReviewError::NotFound => {
                Failure::new(format!("there is no guideline {}", self.guideline))
            }
            ReviewError::Forbidden => Failure::new(format!(
                "{} does not take part in {}",
                self.by, self.guideline
            )),
            error => Failure::of_file(path, error),
        }
    }
}

/// What came of a file: a line of counts, and a line for each thing that has no place.
fn told(path: &Path, taken: &TakenBack) -> String {
    let in_comments: usize = taken.comments.iter().map(|it| it.replies.len()).sum();
    let replies = taken.replies.len() + in_comments;
    let known = taken.known.suggestions + taken.known.comments + taken.known.replies;
    let mut lines = format!(
        "{}: from revision {} ({}); new suggestions: {}, comments: {}, replies: {replies}; here \
         already: {known}; without a place: {}\n",
        path.display(),
        taken.revision,
        taken.language,
        taken.suggestions.len(),
        taken.comments.len(),
        taken.left_out.len(),
    );
    let left_out = taken.left_out.iter().map(left_out_line);
    let problems = taken.problems.iter();
    let problems = problems.map(|it| format!("  {}: {}\n", it.place, it.what));
    lines.extend(left_out.chain(problems));
    lines
}

fn left_out_line(left_out: &LeftOut) -> String {
    let what = match left_out.what {
        LeftOutKind::Change => "change",
        LeftOutKind::Comment => "comment",
        LeftOutKind::Reply => "reply",
    };
    let by = match &*left_out.author {
        "" => String::new(),
        author => format!(" by {author}"),
    };
    format!(
        "  {what}{by} has no place, {}: {:?}\n",
        left_out.reason, left_out.text
    )
}
