//! The page on which one reads a revision.

use std::{fmt::Write, sync::Arc};

use formats::Format;
use review::{
    Actor, Guideline, RevisionText, Visibility,
    document::{Document, Kind},
};

use super::{
    escape,
    frame::{Page, links},
    language::Preference,
    words::{Words, fill, language_name},
};
use crate::{
    deliver::Keep,
    front::Address,
    problem::Problem,
    shelf::{Form, Item, Key, Rendering},
    state::Server,
};

/// The page of a numbered revision.
pub(super) async fn page(
    server: &Server,
    actor: &Actor,
    address: &Address,
    number: u32,
    preference: &Preference,
) -> Result<(Arc<Rendering>, Keep), Problem> {
    let text = load(server, actor, &address.slug, number, preference).await?;
    let key = Key {
        guideline: text.guideline.id.to_string(),
        language: text.language.clone(),
        wording: address.wording,
        item: Item::Revision(number, Form::page_of(&text.guideline)),
    };
    let keep = Keep::of(text.guideline.visibility);
    let wording = address.wording;
    let make = async {
        let document = server.review.with_resources(&text).await?;
        let render = move || Rendering::new(HTML, html(&text, &document, wording).into_bytes());
        server.heavily(render).await
    };
    Ok((server.shelf.get_or_make(key, make).await?, keep))
}

/// What pages are.
pub(super) const HTML: &str = "text/html; charset=utf-8";

async fn load(
    server: &Server,
    actor: &Actor,
    slug: &str,
    number: u32,
    preference: &Preference,
) -> Result<RevisionText, Problem> {
    let review = &server.review;
    let text = review.revision(actor, slug, number, None).await?;
    match preference.choose(&text.revision.languages) {
        Some(language) if language != text.language => {
            let wanted = review.revision(actor, slug, number, Some(language));
            Ok(wanted.await?)
        }
        _ => Ok(text),
    }
}

/// Only what never changes may stand on it: it is kept for ever.
fn html(text: &RevisionText, document: &Document, wording: &'static str) -> String {
    let words = Words::in_language(wording);
    let number = text.revision.number.to_string();
    let name = fill(&words.revision, &[("n", &number)]);
    let title = format!("{} · {name}", document.title);
    let body = format!(
        "<div class=\"columns\">\n{}<main id=\"text\" class=\"text\">\n{}{}</main>\n</div>\n{}",
        outline(document, words, wording),
        head(text, document, words, &name, wording),
        formats::html::blocks(document),
        foot(text, words, wording),
    );
    let page = Page {
        language: &text.language,
        wording,
        title: &title,
        bar: &bar(text, words),
        body: &body,
    };
    page.html()
}

fn head(
    text: &RevisionText,
    document: &Document,
    words: &Words,
    name: &str,
    wording: &str,
) -> String {
    let date = text.revision.published_at.to_string();
    let day = date.split('T').next().unwrap_or(&date);
    let published = fill(&words.published, &[("date", day)]);
    let title = heading(document);
    format!(
        "<div class=\"head\">{title}<p lang=\"{wording}\">{} · <time datetime=\"{}\">{}</time></p></div>\n",
        escape(name),
        escape(&date),
        escape(&published),
    )
}

/// The title as a heading, unless the text itself begins with it.
pub(super) fn heading(document: &Document) -> String {
    if has_title(document) {
        return String::new();
    }
    format!("<h1>{}</h1>", escape(&document.title))
}

/// Whether a plain link leads to files of a guideline: those for members only are asked for with a
/// token, which a page without script does not have.
pub(crate) fn has_files(guideline: &Guideline) -> bool {
    guideline.visibility != Visibility::Members
}

fn has_title(document: &Document) -> bool {
    let first = document
        .blocks
        .iter()
        .find(|block| block.kind == Kind::Heading);
    first.is_some_and(|block| block.text == document.title)
}

fn bar(text: &RevisionText, words: &Words) -> String {
    let (slug, number) = (&text.guideline.slug, text.revision.number);
    let language = &text.language;
    let languages = text.revision.languages.iter();
    let languages: Vec<_> = languages
        .map(|tag| {
            (
                format!("/g/{slug}/{number}?language={tag}"),
                language_name(tag).to_owned(),
            )
        })
        .collect();
    let file = |format: &str, name: &str| {
        let address = format!(
            "/api/v1/guidelines/{slug}/revisions/{number}?format={format}&language={language}"
        );
        (address, name.to_owned())
    };
    let mut files = vec![
        file("docx", "Word"),
        file("md", "Markdown"),
        file("html", "HTML"),
    ];
    if Format::Pdf.is_built() {
        files.insert(1, file("pdf", "PDF"));
    }
    let mut bar = links(&words.languages, &languages);
    if has_files(&text.guideline) {
        bar += &links(&words.download, &files);
    }
    if number > 1 {
        let before = (number - 1).to_string();
        let address = format!("/g/{slug}/{before}..{number}?language={language}");
        let _ = write!(
            bar,
            "<a href=\"{}\">{}</a>",
            escape(&address),
            escape(&fill(&words.changes_since, &[("n", &before)]))
        );
    }
    let _ = write!(
        bar,
        "<a href=\"{}\">{}</a>",
        escape(&format!("/g/{slug}/{number}/responses")),
        escape(&words.responses.link)
    );
    let address = format!("/guidelines/{slug}/revisions/{number}");
    let _ = write!(
        bar,
        "<a href=\"{}\">{}</a>",
        escape(&address),
        escape(&words.take_part)
    );
    bar
}

fn outline(document: &Document, words: &Words, wording: &str) -> String {
    const DEEPEST: u8 = 3;
    let mut items = String::new();
    for block in &document.blocks {
        let level = block.level.unwrap_or(1);
        if block.kind != Kind::Heading || level > DEEPEST {
            continue;
        }
        let label = block
            .number
            .as_deref()
            .map(|number| format!("{number} "))
            .unwrap_or_default();
        let text = block.text.replace('\u{FFFC}', "");
        let _ = write!(
            items,
            "<li class=\"level-{level}\"><a href=\"#{}\">{}{}</a></li>",
            escape(block.id.as_str()),
            escape(&label),
            escape(&text)
        );
    }
    let contents = escape(&words.contents);
    format!(
        "<nav class=\"outline\" aria-label=\"{contents}\"><details open><summary lang=\"{wording}\">{contents}</summary><ul>{items}</ul></details></nav>\n"
    )
}

fn foot(text: &RevisionText, words: &Words, wording: &str) -> String {
    let digest = text.revision.sha256.as_str();
    format!(
        "<footer class=\"foot\" lang=\"{wording}\">{}: <code>{}</code></footer>\n",
        escape(&words.digest),
        escape(digest)
    )
}
