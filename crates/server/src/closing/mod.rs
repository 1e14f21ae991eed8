//! The closing package of a revision: the text, what changed, what was said and decided, as one ZIP.
//!
//! Nothing flows into it but the stored state and this program with its fonts: no clock, no host, no
//! cache. So the same state gives the same bytes, and whoever doubts a package makes it again.

mod decisions;
mod files;
mod heard;
mod left_out;
mod numbers;
mod people;
mod readme;
mod signature;

use formats::{
    package::{self, Package, PackedFile},
    tables::Layout,
};
use review::{Action, Actor, Moment, Statistics, Subject, document::Digest, may, permit};
use serde::{Serialize, Serializer};

pub(crate) use heard::{Heard, Span, hear};

use self::{decisions::Decisions, heard::hear_still, left_out::Missing, people::Participants};
use crate::{problem::Problem, state::Server, tables::Sheet};

/// Which package is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClosingWish {
    /// The revision; the latest if not said.
    pub revision: Option<u32>,
    /// The earlier one that it is compared with; the one before if not said.
    pub from: Option<u32>,
    /// The languages of the text; all if none is named.
    pub languages: Vec<String>,
    /// The layouts of the comment table beside the full one.
    pub layouts: Vec<Layout>,
}

/// A package that was made.
#[derive(Debug, Clone)]
pub struct Closed {
    /// What the file may be called.
    pub name: String,
    /// The ZIP.
    pub bytes: Vec<u8>,
    /// What could be in it and is not, each with the reason.
    pub left_out: Vec<String>,
}

/// Why no package was made, as one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotClosed(String);

impl std::fmt::Display for NotClosed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for NotClosed {}

/// Makes the closing package of a revision, the same to the byte as over HTTP.
///
/// # Errors
/// What is wrong with the wish, or in the way of it.
pub async fn closing_package(
    server: &Server,
    actor: &Actor,
    slug: &str,
    wish: &ClosingWish,
) -> Result<Closed, NotClosed> {
    let made = make(server, actor, slug, wish).await;
    made.map_err(|problem| NotClosed(problem.detail().to_owned()))
}

/// What the manifest says of the package as a whole.
#[derive(Serialize)]
struct Head {
    format: &'static str,
    program: &'static str,
    guideline: String,
    title: String,
    language: String,
    revision: u32,
    published_at: String,
    /// Of the texts of all languages.
    sha256: Digest,
    from: Option<u32>,
    languages: Vec<String>,
    #[serde(serialize_with = "names")]
    layouts: Vec<Layout>,
    /// The last event that is in it.
    state: Moment,
}

fn names<S: Serializer>(layouts: &[Layout], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(layouts.iter().map(|layout| layout.name()))
}

/// Makes a package, for editors.
pub(crate) async fn make(
    server: &Server,
    actor: &Actor,
    slug: &str,
    wish: &ClosingWish,
) -> Result<Closed, Problem> {
    let view = server.review.guideline(actor, slug).await?;
    let subject = Subject::Guideline {
        visibility: view.guideline.visibility,
        role: view.my_role,
    };
    permit(may(actor, Action::Decide, subject))?;
    let number = wish.revision.or(view.guideline.latest_revision);
    let span = Span::new(number.ok_or_else(Problem::not_found)?, wish.from)?;
    let permit = server.closing.acquire().await;
    let _permit = permit.map_err(|error| Problem::internal(&error))?;
    let (heard, statistics) = hear_still(server, actor, slug, span).await?;
    let languages = languages(&heard, &wish.languages)?;
    let head = head(&heard, languages, &layouts(wish));
    pack(server, actor, (heard, statistics), head).await
}

/// Those that are asked for, in the order of the revision's.
fn languages(heard: &Heard, asked: &[String]) -> Result<Vec<String>, Problem> {
    let there = &heard.gathered.main.revision.languages;
    if let Some(unknown) = asked.iter().find(|tag| !there.contains(tag)) {
        let what = format!("names {unknown:?}, in which the revision has no text");
        return Err(Problem::invalid("language", what));
    }
    let wanted = there
        .iter()
        .filter(|tag| asked.is_empty() || asked.contains(tag));
    Ok(wanted.cloned().collect())
}

async fn pack(
    server: &Server,
    actor: &Actor,
    (heard, statistics): (Heard, Statistics),
    head: Head,
) -> Result<Closed, Problem> {
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for language in &head.languages {
        let text = &heard.gathered.texts[language];
        files::text(server, text, &mut all, &mut missing).await?;
    }
    for language in &head.languages {
        let new = &heard.gathered.texts[language];
        if let Some(from) = heard.from {
            files::redline(server, actor, (from, new), &mut all, &mut missing).await?;
        }
    }
    let pages = crate::tables::pages(server, &heard.gathered).await?;
    let closing = move || {
        let sheet = Sheet::new(&heard.gathered, &pages, head.language.clone());
        all.extend(files::tables(&heard, &sheet, &head.layouts)?);
        all.extend(records(&heard, &sheet)?);
        all.extend(numbers::numbers(&statistics)?);
        let package = package(&heard, all, &missing);
        let bytes = package::write(&package, &head).map_err(|error| Problem::internal(&error))?;
        Ok(Closed {
            name: format!("{}-package.zip", package.folder),
            bytes,
            left_out: missing
                .iter()
                .map(|it| format!("{}: {}", it.path, it.why(0)))
                .collect(),
        })
    };
    server.heavily(closing).await?
}

/// The full one first, each once.
fn layouts(wish: &ClosingWish) -> Vec<Layout> {
    let others = Layout::ALL.into_iter();
    let others = others.filter(|it| *it != Layout::Full && wish.layouts.contains(it));
    [Layout::Full].into_iter().chain(others).collect()
}

fn head(heard: &Heard, languages: Vec<String>, layouts: &[Layout]) -> Head {
    let main = &heard.gathered.main;
    Head {
        format: "understory-closing-package/1",
        program: concat!("understory ", env!("CARGO_PKG_VERSION")),
        guideline: main.guideline.slug.clone(),
        title: main.document.title.clone(),
        language: main.guideline.language.clone(),
        revision: main.revision.number,
        published_at: main.revision.published_at.to_string(),
        sha256: main.revision.sha256.clone(),
        from: heard.from,
        languages,
        layouts: layouts.to_vec(),
        state: heard.moment,
    }
}

/// What programs read.
fn records(heard: &Heard, sheet: &Sheet<'_>) -> Result<Vec<PackedFile>, Problem> {
    let participants = Participants::new(heard);
    Ok(vec![
        files::json(
            "decisions.json",
            "decisions",
            &Decisions::new(heard, &sheet.rows),
        )?,
        files::json("participants.json", "participants", &participants)?,
        files::csv("participants.csv", "participants", participants.csv()),
    ])
}

fn package(heard: &Heard, files: Vec<PackedFile>, missing: &[Missing]) -> Package {
    let main = &heard.gathered.main;
    Package {
        folder: format!("{}-r{}", main.guideline.slug, main.revision.number),
        date: main.revision.published_at.to_string(),
        readme: readme::readme(heard, missing),
        files,
        left_out: missing.iter().map(Missing::stated).collect(),
    }
}
