//! Comment tables and Web Annotations go out, the same over HTTP and at the console.

use formats::{
    annotation::{self, Collection, Page},
    tables::{self, Layout, TableFormat},
};
use review::{Actor, CommentFilter};

use super::{Of, Pages, Sheet, annotations, gather, pages};
use crate::{problem::Problem, state::Server};

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
