use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Response},
};
use formats::{Format, MarginComment};
use review::{Actor, RevisionText};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::Who,
    deliver::{Keep, attach, deliver},
    extract::{Path, Query},
    margin,
    problem::Problem,
    render,
    shelf::{Form, Item, Key, Rendering},
    state::Server,
    wire::RevisionTextJson,
};

/// In which language and as what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// Where the revision has no text in it, the guideline's language is used.
    language: Option<String>,
    /// A file to download: `md`, `docx`, `html`, `json` or `pdf`. Left out: the blocks.
    format: Option<String>,
    /// `true`: with the comments in the margin of DOCX and HTML, at the foot of the pages of PDF.
    #[serde(default)]
    comments: bool,
}

/// Read a revision, or download it
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/revisions/{number}", tag = "revisions",
    params(("slug" = String, Path), ("number" = u32, Path), How),
    responses((status = 200, content(
        (RevisionTextJson = "application/json"),
        (String = "text/markdown"), (String = "text/html"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "application/pdf"),
    ))))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, number)): Path<(String, u32)>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let format = how.format.as_deref().map(download_format).transpose()?;
    let text = load(&server, &actor, &slug, number, how.language.as_deref()).await?;
    let (rendering, keep) = if how.comments && format.is_some_and(bears_remarks) {
        let notes = margin::notes(&server, &actor, &text, None).await?;
        let rendering = render(&server, &text, format, notes).await?;
        (rendering.into(), Keep::Nothing)
    } else {
        let form = format.map_or(Form::Data, Form::File);
        let make = render(&server, &text, format, Vec::new());
        let rendering = server.shelf.get_or_make(key(&text, form), make).await?;
        (rendering, Keep::of(text.guideline.visibility))
    };
    let mut response = deliver(&rendering, &headers, keep);
    if let Some(format) = format {
        attach(&mut response, &file_name(&text, format));
    }
    Ok(response)
}

/// Whether a file of this format has a margin for comments.
fn bears_remarks(format: Format) -> bool {
    format.is_binary() || format == Format::Html
}

/// The format of a download.
pub(crate) fn download_format(name: &str) -> Result<Format, Problem> {
    let unknown = || {
        let detail = format!("{name:?} is not written here; md, docx, html, json and pdf are.");
        Problem::malformed(detail)
    };
    let format: Format = name.parse().map_err(|_| unknown())?;
    (format != Format::Text)
        .then_some(format)
        .ok_or_else(unknown)
}

async fn load(
    server: &Server,
    actor: &Actor,
    slug: &str,
    number: u32,
    language: Option<&str>,
) -> Result<RevisionText, Problem> {
    Ok(server
        .review
        .revision(actor, slug, number, language)
        .await?)
}

async fn render(
    server: &Server,
    text: &RevisionText,
    format: Option<Format>,
    notes: Vec<MarginComment>,
) -> Result<Rendering, Problem> {
    match format {
        None => {
            let data = data(text);
            server.heavily(move || rendered_data(&data)).await?
        }
        Some(format) => {
            let written = render::text(server, text, vec![format], notes).await?;
            let bytes = render::only(written)?;
            let pack = move || Rendering::new(format.media_type(), bytes);
            server.heavily(pack).await
        }
    }
}

fn rendered_data(data: &RevisionTextJson) -> Result<Rendering, Problem> {
    let bytes = serde_json::to_vec(data).map_err(|error| Problem::internal(&error))?;
    Ok(Rendering::new("application/json", bytes))
}

fn key(text: &RevisionText, form: Form) -> Key {
    Key {
        guideline: text.guideline.id.to_string(),
        language: text.language.clone(),
        wording: "",
        item: Item::Revision(text.revision.number, form),
    }
}

fn data(text: &RevisionText) -> RevisionTextJson {
    RevisionTextJson {
        number: text.revision.number,
        guideline: text.guideline.slug.clone(),
        title: text.document.title.clone(),
        language: text.language.clone(),
        languages: text.revision.languages.clone(),
        note: text.revision.note.clone(),
        published_at: text.revision.published_at.to_string(),
        sha256: text.revision.sha256.to_string(),
        blocks: text.document.blocks.clone(),
    }
}

fn file_name(text: &RevisionText, format: Format) -> String {
    let (slug, number) = (&text.guideline.slug, text.revision.number);
    format!("{slug}-r{number}-{}.{format}", text.language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_that_is_not_written_is_told_which_are() {
        assert_eq!(download_format("docx").unwrap(), Format::Docx);
        assert_eq!(download_format("md").unwrap(), Format::Markdown);
        for name in ["text", "exe", ""] {
            assert_eq!(download_format(name).unwrap_err().status(), 400, "{name}");
        }
    }
}
