use clap::{Args, Subcommand};
use redline::{Ids, Options, compare};
use server::review::{Actor, DraftText, PublishDraft, Published, ReviewError};

use crate::{
    failure::Failure,
    house::{DatabaseArgs, House},
    listen::announce,
    output::wants_colour,
};

/// Show the draft of the next revision, or publish it.
#[derive(Debug, Args)]
pub(crate) struct Draft {
    #[command(subcommand)]
    deed: Deed,
    #[command(flatten)]
    database: DatabaseArgs,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Show(Show),
    Publish(Release),
}

/// Show what the draft changes in the revision that it goes on from.
///
/// In colour on a terminal, else as [-deleted-] and {+inserted+}.
#[derive(Debug, Args)]
struct Show {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// In which language [default: the guideline's]
    #[arg(long)]
    language: Option<String>,
}

/// Publish the draft, in all its languages, as the next revision.
#[derive(Debug, Args)]
struct Release {
    /// The guideline, by the name it has in addresses
    #[arg(long, value_name = "SLUG")]
    guideline: String,
    /// What readers should know about this revision
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    note: String,
    /// The latest revision that you saw; nothing is published if there is a later one
    #[arg(long, value_name = "NUMBER")]
    expected: Option<u32>,
    /// Publish although comments or suggestions are not decided
    #[arg(long)]
    undecided_confirmed: bool,
    /// Say what would happen and publish nothing
    #[arg(long)]
    check: bool,
}

impl Draft {
    pub(crate) async fn run(self) -> Result<(), Failure> {
        let house = House::open(&self.database.url).await?;
        let told = match &self.deed {
            Deed::Show(show) => show.run(&house).await,
            Deed::Publish(release) => release.run(&house).await,
        };
        house.database.close().await;
        announce(&told?)
    }
}

impl Show {
    async fn run(&self, house: &House) -> Result<String, Failure> {
        let (slug, language) = (&self.guideline, self.language.as_deref());
        let draft = house.review.draft(&Actor::Operator, slug, language).await;
        Ok(shown(&draft.map_err(|error| refused(slug, &error))?))
    }
}

fn shown(text: &DraftText) -> String {
    let draft = &text.draft;
    let options = Options {
        ids: Ids::Trust,
        glossary: &text.guideline.glossary,
        ..Options::default()
    };
    let changes = compare(&text.revision, &draft.document, &options);
    let head = format!(
        "{}: the draft ({}) goes on from revision {}; suggestions in it: {}\n",
        text.guideline.slug,
        draft.language,
        draft.revision,
        draft.steps.len()
    );
    head + &formats::terminal(&changes, wants_colour())
}

impl Release {
    async fn run(&self, house: &House) -> Result<String, Failure> {
        let publish = PublishDraft {
            note: self.note.clone(),
            expected: self.expected,
            undecided: self.undecided_confirmed,
            known: None,
            check: self.check,
        };
        let slug = &self.guideline;
        let review = &house.review;
        let done = review
            .publish_draft(&Actor::Operator, slug, publish, None)
            .await;
        let published = done.map_err(|error| refused(slug, &error))?;
        Ok(told(slug, &published, self.check))
    }
}

fn told(slug: &str, published: &Published, check: bool) -> String {
    let is = if check { "would be" } else { "is" };
    let (blocks, waiting) = (published.blocks, published.waiting);
    format!(
        "{slug}: revision {} {is} published; {} paragraphs kept, {} added, {} removed; not decided: \
         {} comments, {} suggestions\n",
        published.number,
        blocks.kept,
        blocks.added,
        blocks.removed,
        waiting.comments.total(),
        waiting.suggestions.total()
    )
}

fn refused(slug: &str, error: &ReviewError) -> Failure {
    match error {
        ReviewError::NotFound => Failure::new(format!(
            "there is no guideline {slug}, or no revision of it"
        )),
        ReviewError::Undecided {
            comments,
            suggestions,
        } => Failure::new(format!(
            "{slug}: {comments} comments and {suggestions} suggestions are not decided; decide on \
             them, or publish with --undecided-confirmed"
        )),
        error => Failure::new(format!("{slug}: {error}")),
    }
}
