//! Comment tables and Web Annotations go out and come in, the same over HTTP and at the console.

use formats::{
    Limits,
    annotation::{self, AnnotationLimits, Collection, Page},
    tables::{self, Layout, ReadTable, TableFormat},
};
use review::{Actor, Brought, CommentFilter, Guideline, Idempotency, RevisionText};

use super::{
    Of, Pages, Sheet, Taken, annotations, gather, pages, placed_annotations, placed_rows, printed,
};
use crate::{problem::Problem, state::Server, wire::TableTakenJson};

/// Annotations on a page.
const PAGE: usize = 500;

/// Which comment table is wanted.
#[derive(Debug, Clone)]
pub struct TableWish {
    /// Which comments; suggestions as far as the same can be asked of them. The revision is the one
    /// that the rows are placed in.
    pub filter: CommentFilter,
    /// Comments, suggestions, or both.
    pub of: Of,
    /// In whose columns.
    pub layout: Layout,
    /// As what.
    pub format: TableFormat,
    /// The language of headings and outcomes; the guideline's if not said.
    pub language: Option<String>,
}

/// A comment table that was written.
#[derive(Debug, Clone)]
pub struct TableFile {
    /// What the file may be called.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A filled table or a list of annotations that somebody brings.
#[derive(Debug, Clone, Default)]
pub struct Incoming {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is called: tells a CSV from what is no table.
    pub name: String,
    /// The revision that its places are of; what the file says if not said, else the latest.
    pub revision: Option<u32>,
    /// The language of the text in which places are looked for first.
    pub language: Option<String>,
    /// What it decides is decided; only editors may ask for it.
    pub decisions: bool,
}

/// Why nothing went out or came in, as one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotExchanged(String);

impl std::fmt::Display for NotExchanged {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for NotExchanged {}

impl From<Problem> for NotExchanged {
    fn from(problem: Problem) -> Self {
        Self(problem.detail().to_owned())
    }
}

/// Writes a comment table.
///
/// # Errors
/// What is wrong with the wish, or in the way of it.
pub async fn comment_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    wish: TableWish,
) -> Result<TableFile, NotExchanged> {
    Ok(write_table(server, actor, slug, wish).await?)
}

/// Takes a filled comment table in.
///
/// # Errors
/// When the actor may not, the file is no table, or a place that it names is not there.
pub async fn bring_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
) -> Result<TableTakenJson, NotExchanged> {
    Ok(take_table(server, actor, slug, incoming, None).await?)
}

/// Writes all comments and suggestions that fit as one collection of Web Annotations.
///
/// # Errors
/// What is wrong with the wish, or in the way of it.
pub async fn written_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    filter: CommentFilter,
    of: Of,
) -> Result<Vec<u8>, NotExchanged> {
    let whole = Stretch {
        page: None,
        size: usize::MAX,
    };
    let bytes = write_annotations(server, actor, slug, filter, of, whole).await?;
    Ok(bytes)
}

/// Takes Web Annotations in.
///
/// # Errors
/// When the actor may not, or the bytes are no annotations.
pub async fn bring_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
) -> Result<TableTakenJson, NotExchanged> {
    Ok(take_annotations(server, actor, slug, incoming, None).await?)
}

pub(crate) async fn write_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    wish: TableWish,
) -> Result<TableFile, Problem> {
    let TableWish {
        filter,
        of,
        layout,
        format,
        language,
    } = wish;
    let gathered = gather(server, actor, slug, filter, of).await?;
    let language = language.unwrap_or_else(|| gathered.main.language.clone());
    let pages = match layout.shows_lines() {
        true => pages(server, &gathered).await?,
        false => Pages::new(),
    };
    let number = gathered.main.revision.number;
    let date = server.now().to_string();
    let write = move || {
        let table = Sheet::new(&gathered, &pages, language).table(layout, date);
        tables::write(&table, format)
    };
    let bytes = server.heavily(write).await?;
    Ok(TableFile {
        name: format!("{slug}-r{number}-{layout}.{format}"),
        bytes: bytes.map_err(|error| Problem::internal(&error))?,
    })
}

pub(crate) async fn take_table(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
    once: Option<&Idempotency>,
) -> Result<TableTakenJson, Problem> {
    let guideline = server.review.guideline(actor, slug).await?.guideline;
    let Incoming {
        bytes,
        name,
        revision,
        language,
        decisions,
    } = incoming;
    let table = read(server, bytes, &name).await?;
    let ours = table.imprint.as_ref().filter(|it| it.guideline == slug);
    let stated = revision.or(ours.and_then(|it| it.revision));
    let texts = texts_of(server, actor, &guideline, stated, language.as_deref()).await?;
    let taken = place(server, table, &texts).await?;
    brought(server, actor, &texts, taken, decisions, once).await
}

pub(crate) async fn take_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    incoming: Incoming,
    once: Option<&Idempotency>,
) -> Result<TableTakenJson, Problem> {
    let guideline = server.review.guideline(actor, slug).await?.guideline;
    let Incoming {
        bytes,
        revision,
        language,
        ..
    } = incoming;
    let read = move || annotation::read(&bytes, &AnnotationLimits::default());
    let read = server.heavily(read).await?.map_err(Problem::from)?;
    let texts = texts_of(server, actor, &guideline, revision, language.as_deref()).await?;
    let placing = texts.clone();
    let taken = server.heavily(move || placed_annotations(read, &placing));
    brought(server, actor, &texts, taken.await?, false, once).await
}

async fn brought(
    server: &Server,
    actor: &Actor,
    texts: &[RevisionText],
    taken: Taken,
    decisions: bool,
    once: Option<&Idempotency>,
) -> Result<TableTakenJson, Problem> {
    let main = texts.first().ok_or_else(Problem::not_found)?;
    let revision = main.revision.number;
    let brought = Brought {
        revision,
        items: taken.rows.iter().map(|row| row.item.clone()).collect(),
        decisions,
    };
    let slug = &main.guideline.slug;
    let came = server.review.bring(actor, slug, &brought, once).await?;
    Ok(TableTakenJson::new(revision, taken, came))
}

async fn read(server: &Server, bytes: Vec<u8>, name: &str) -> Result<ReadTable, Problem> {
    let format = TableFormat::of_bytes(&bytes, name);
    let read = move || tables::read(format, &bytes, &Limits::default());
    let table = server.heavily(read).await?;
    table.map_err(|error| Problem::from(error).with("field", "file".into()))
}

/// The texts of a revision, of the latest if none is stated: that in the language that is asked for
/// first, else the guideline's.
async fn texts_of(
    server: &Server,
    actor: &Actor,
    guideline: &Guideline,
    stated: Option<u32>,
    asked: Option<&str>,
) -> Result<Vec<RevisionText>, Problem> {
    let Some(number) = stated.or(guideline.latest_revision) else {
        let what = "has no revision yet that comments could be on";
        return Err(Problem::invalid("guideline", what));
    };
    let (review, slug) = (&server.review, &guideline.slug);
    let main = review.revision(actor, slug, number, asked).await?;
    let mut texts = vec![main];
    for language in texts[0].revision.languages.clone() {
        if language != texts[0].language {
            let text = review.revision(actor, slug, number, Some(&language));
            texts.push(text.await?);
        }
    }
    Ok(texts)
}

async fn place(
    server: &Server,
    table: ReadTable,
    texts: &[RevisionText],
) -> Result<Taken, Problem> {
    let mut pages = Pages::new();
    if table.rows.iter().any(|row| !row.row.span.is_empty()) {
        for text in texts {
            if let Some(places) = printed(server, text).await? {
                pages.insert(text.language.clone(), places);
            }
        }
    }
    let texts = texts.to_vec();
    let place = move || placed_rows(table, &texts, &pages);
    server.heavily(place).await
}

/// Which of a collection's annotations.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    /// Its number; none: the collection with its first page.
    pub(crate) page: Option<usize>,
    size: usize,
}

impl Stretch {
    pub(crate) fn page(page: Option<usize>) -> Self {
        Self { page, size: PAGE }
    }
}

pub(crate) async fn write_annotations(
    server: &Server,
    actor: &Actor,
    slug: &str,
    filter: CommentFilter,
    of: Of,
    stretch: Stretch,
) -> Result<Vec<u8>, Problem> {
    let gathered = gather(server, actor, slug, filter, of).await?;
    let public_url = server.config.public_url.clone();
    let write = move || {
        let all = annotations(&gathered, &public_url);
        let slug = &gathered.main.guideline.slug;
        let about = Collection {
            id: format!("{public_url}/api/v1/guidelines/{slug}/annotations"),
            label: gathered.main.guideline.title.clone(),
            total: all.len(),
            page_size: stretch.size,
        };
        let start = stretch.page.unwrap_or(0).checked_mul(stretch.size)?;
        let items = all.get(start..)?;
        let items = &items[..items.len().min(stretch.size)];
        let value = match stretch.page {
            None => annotation::collection(&about, items),
            Some(number) => annotation::page(&about, Page { number, items }),
        };
        serde_json::to_vec(&value).ok()
    };
    server.heavily(write).await?.ok_or_else(Problem::not_found)
}
