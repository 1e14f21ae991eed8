//! Everything that was gathered, as a comment table.

use std::{collections::HashMap, sync::Arc};

use formats::{
    placing::Printed,
    tables::{CommentTable, Layout, Row},
};

use super::{Gathered, Texts, printed, rows};
use crate::{problem::Problem, state::Server};

/// Where the texts are printed, by language.
pub(crate) type Pages = HashMap<String, Arc<[Printed]>>;

/// Where the texts are printed that something stands in.
pub(crate) async fn pages(server: &Server, gathered: &Gathered) -> Result<Pages, Problem> {
    let mut pages = Pages::new();
    for (language, text) in &gathered.texts {
        let comments = gathered.comments.iter().map(|it| &it.language);
        let suggestions = gathered
            .suggestions
            .iter()
            .map(|it| &it.suggestion.language);
        if comments.chain(suggestions).any(|it| it == language)
            && let Some(places) = printed(server, text).await?
        {
            pages.insert(language.clone(), places);
        }
    }
    Ok(pages)
}

/// Rows in the order of the texts, numbered, to be written in one layout or several.
pub(crate) struct Sheet<'a> {
    gathered: &'a Gathered,
    language: String,
    /// Whether pages and lines are known, as far as there are any.
    printed: bool,
    pub(crate) rows: Vec<Row>,
}

impl<'a> Sheet<'a> {
    /// What was gathered, for a reader of this language.
    pub(crate) fn new(gathered: &'a Gathered, pages: &Pages, language: String) -> Self {
        let texts = Texts::new(&gathered.texts, pages, &language);
        let rows = rows(gathered, &texts, &gathered.main.language);
        Self {
            gathered,
            printed: !pages.is_empty() || rows.is_empty(),
            rows,
            language,
        }
    }

    /// The same in the columns of a layout.
    pub(crate) fn table(&self, layout: Layout, date: String) -> CommentTable {
        let main = &self.gathered.main;
        let remark = match layout.shows_lines() {
            true => remark(&self.language, self.printed),
            false => "",
        };
        CommentTable {
            layout: Some(layout),
            title: main.guideline.title.clone(),
            guideline: main.guideline.slug.clone(),
            revision: Some(main.revision.number),
            date,
            remark: remark.to_owned(),
            language: self.language.clone(),
            rows: self.rows.clone(),
        }
    }
}

/// Of what the pages and lines are.
fn remark(language: &str, known: bool) -> &'static str {
    match (language.get(..2), known) {
        (Some("zh"), true) => "页码和行号以该版 PDF 为准。",
        (Some("zh"), false) => "本服务器不能生成 PDF，因此页码和行号空缺。",
        (Some("pt"), true) => "Páginas e linhas são as do PDF desta revisão.",
        (Some("pt"), false) => {
            "Este servidor não produz PDF; por isso faltam as páginas e as linhas."
        }
        (_, true) => "Pages and lines are those of the PDF of this revision.",
        (_, false) => "This server writes no PDF, so that pages and lines are not known.",
    }
}
