use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, Response},
};
use formats::Format;
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
    wire::RedlineJson,
};

/// Between which revisions, and as what.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct How {
    /// The number of the older revision.
    from: u32,
    /// The number of the newer one.
    to: u32,
    /// Where not both have a text in it, the guideline's language is used.
    language: Option<String>,
    /// A file to download: `json`, `html`, `md`, `docx`, `pdf` or `text`. Left out: the changes.
    format: Option<String>,
    /// `true`: with the comments in the margin of DOCX and HTML, at the foot of the pages of PDF.
    #[serde(default)]
    comments: bool,
}

/// See what changed between two revisions, or download it
#[utoipa::path(get, path = "/api/v1/guidelines/{slug}/redline", tag = "revisions",
    params(("slug" = String, Path), How),
    responses((status = 200, content(
        (RedlineJson = "application/json"),
        (String = "text/markdown"), (String = "text/html"), (String = "text/plain"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "application/pdf"),
    ))))]
pub(crate) async fn redline(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    Query(how): Query<How>,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let format = how.format.as_deref().map(download_format).transpose()?;
    let sides = Sides::load(&server, &actor, &slug, &how).await?;
    let rendering = sides
        .rendering(&server, &actor, format, how.comments)
        .await?;
    let keep = if how.comments {
        Keep::Nothing
    } else {
        sides.keep()
    };
    let mut response = deliver(&rendering, &headers, keep);
    if let Some(format) = format {
        attach(&mut response, &sides.file_name(format));
    }
    Ok(response)
}

fn download_format(name: &str) -> Result<Format, Problem> {
    name.parse().map_err(|_| {
        let detail =
            format!("{name:?} is not written here; json, html, md, docx, pdf and text are.");
        Problem::malformed(detail)
    })
}

/// The two texts of a redline, in one language.
struct Sides {
    old: RevisionText,
    new: RevisionText,
}

impl Sides {
    async fn load(server: &Server, actor: &Actor, slug: &str, how: &How) -> Result<Self, Problem> {
        let language = how.language.as_deref();
        let review = &server.review;
        let (old, new) = review
            .redline_sides(actor, slug, how.from, how.to, language)
            .await?;
        Ok(Self { old, new })
    }

    async fn rendering(
        &self,
        server: &Server,
        actor: &Actor,
        format: Option<Format>,
        comments: bool,
    ) -> Result<std::sync::Arc<Rendering>, Problem> {
        if comments {
            let notes = margin::notes(server, actor, &self.new, Some(&self.old)).await?;
            return Ok(self.render(server, format, notes).await?.into());
        }
        let form = format.map_or(Form::Data, Form::File);
        let make = self.render(server, format, Vec::new());
        server.shelf.get_or_make(self.key(form), make).await
    }

    async fn render(
        &self,
        server: &Server,
        format: Option<Format>,
        notes: Vec<formats::MarginComment>,
    ) -> Result<Rendering, Problem> {
        let format = format.unwrap_or(Format::Json);
        let written = render::redline(server, (&self.old, &self.new), vec![format], notes);
        let bytes = render::only(written.await?)?;
        let pack = move || Rendering::new(format.media_type(), bytes);
        server.heavily(pack).await
    }

    fn key(&self, form: Form) -> Key {
        let (old, new) = (self.old.revision.number, self.new.revision.number);
        Key {
            guideline: self.new.guideline.id.to_string(),
            language: self.new.language.clone(),
            wording: "",
            item: Item::Redline(old, new, form),
        }
    }

    fn keep(&self) -> Keep {
        Keep::of(self.new.guideline.visibility)
    }

    fn file_name(&self, format: Format) -> String {
        let (old, new) = (self.old.revision.number, self.new.revision.number);
        let (slug, language) = (&self.new.guideline.slug, &self.new.language);
        format!("{slug}-r{old}-r{new}-{language}-redline.{format}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_that_is_not_written_is_told_which_are() {
        assert_eq!(download_format("docx").unwrap(), Format::Docx);
        assert_eq!(download_format("text").unwrap(), Format::Text);
        assert_eq!(download_format("exe").unwrap_err().status(), 400);
    }
}
