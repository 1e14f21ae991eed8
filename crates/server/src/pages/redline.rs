//! The page that shows what changed between two revisions.

use std::sync::Arc;

use formats::{
    Format,
    html::{Labels, redline_blocks},
};
use review::{
    Actor, Provenance, RevisionText,
    document::Document,
    redline::{Ids, Options, Redline, compare},
};

use super::{
    escape,
    frame::{Page, links},
    language::Preference,
    reading::{HTML, has_files, heading},
    whence::Whence,
    words::{Words, fill, language_name},
};
use crate::{
    deliver::Keep,
    front::Address,
    problem::Problem,
    shelf::{Form, Item, Key, Rendering},
    state::Server,
};

/// The two revisions of a page.
struct Sides {
    old: RevisionText,
    new: RevisionText,
    wording: &'static str,
}

/// The page of what changed between two numbered revisions.
pub(super) async fn page(
    server: &Server,
    actor: &Actor,
    address: &Address,
    (from, to): (u32, u32),
    preference: &Preference,
) -> Result<(Arc<Rendering>, Keep), Problem> {
    let (old, new) = load(server, actor, &address.slug, (from, to), preference).await?;
    let key = Key {
        guideline: new.guideline.id.to_string(),
        language: new.language.clone(),
        wording: address.wording,
        item: Item::Redline(from, to, Form::page_of(&new.guideline)),
    };
    let keep = Keep::of(new.guideline.visibility);
    let make = async {
        let documents = (
            server.review.with_resources(&old).await?,
            server.review.with_resources(&new).await?,
        );
        let provenance = server.review.provenance(&old, &new).await?;
        let wording = address.wording;
        let sides = Sides { old, new, wording };
        let render = move || {
            let html = sides.html(&documents, &provenance);
            Rendering::new(HTML, html.into_bytes())
        };
        server.heavily(render).await
    };
    Ok((server.shelf.get_or_make(key, make).await?, keep))
}

async fn load(
    server: &Server,
    actor: &Actor,
    slug: &str,
    (from, to): (u32, u32),
    preference: &Preference,
) -> Result<(RevisionText, RevisionText), Problem> {
    let review = &server.review;
    let sides = review.redline_sides(actor, slug, from, to, None).await?;
    match preference.choose(&sides.1.revision.languages) {
        Some(language) if language != sides.1.language => {
            let wanted = review.redline_sides(actor, slug, from, to, Some(language));
            Ok(wanted.await?)
        }
        _ => Ok(sides),
    }
}

impl Sides {
    fn html(&self, (old, new): &(Document, Document), provenance: &Provenance) -> String {
        let words = Words::in_language(self.wording);
        let options = Options {
            ids: Ids::Trust,
            detail: provenance.detail(),
            glossary: &self.new.guideline.glossary,
        };
        let redline = compare(old, new, &options);
        let name = self.filled(&words.changes);
        let whence = Whence {
            redline: &redline,
            known: provenance.authorship(&redline),
            slug: &self.new.guideline.slug,
            site: "",
            words: &words.whence,
            wording: self.wording,
        };
        let only_file = whence.only_file();
        let said = whence.said(provenance.is_recorded(), only_file);
        let asides = whence.asides(only_file);
        let labels = Labels::for_language(self.wording);
        let body = format!(
            "<main id=\"text\" class=\"text\">\n{}{}</main>\n",
            self.head(&redline, words, (&name, &said)),
            redline_blocks(&redline, &labels, &asides),
        );
        let page = Page {
            language: &self.new.language,
            wording: self.wording,
            title: &format!("{} · {name}", new.title),
            bar: &self.bar(words),
            body: &body,
        };
        page.html()
    }

    fn head(&self, redline: &Redline<'_>, words: &Words, (name, whence): (&str, &str)) -> String {
        let stats = redline.stats();
        let numbers = [
            stats.inserted_chars,
            stats.deleted_chars,
            stats.moved_chars,
            stats.blocks_changed,
        ]
        .map(|number| number.to_string());
        let [inserted, deleted, moved, blocks] = &numbers;
        let figures = if redline.is_empty() {
            words.nothing_changed.clone()
        } else {
            let values = [
                ("inserted", inserted.as_str()),
                ("deleted", deleted),
                ("moved", moved),
                ("blocks", blocks),
            ];
            fill(&words.figures, &values)
        };
        format!(
            "<div class=\"head\">{}<div lang=\"{}\"><p>{}</p><p>{}</p><p>{}</p>{}</div></div>\n",
            heading(redline.new),
            self.wording,
            escape(name),
            escape(&figures),
            escape(&words.legend),
            if redline.is_empty() { "" } else { whence },
        )
    }

    fn bar(&self, words: &Words) -> String {
        let slug = &self.new.guideline.slug;
        let (m, n) = (self.old.revision.number, self.new.revision.number);
        let language = &self.new.language;
        let revision = |number: u32| {
            let name = fill(&words.revision, &[("n", &number.to_string())]);
            (format!("/g/{slug}/{number}?language={language}"), name)
        };
        let languages = self.new.revision.languages.iter();
        let languages: Vec<_> = languages
            .filter(|tag| self.old.revision.languages.contains(tag))
            .map(|tag| {
                (
                    format!("/g/{slug}/{m}..{n}?language={tag}"),
                    language_name(tag).to_owned(),
                )
            })
            .collect();
        let file = |format: &str, name: &str| {
            let query = format!("from={m}&to={n}&format={format}&language={language}");
            (
                format!("/api/v1/guidelines/{slug}/redline?{query}"),
                name.to_owned(),
            )
        };
        let mut files = vec![
            file("docx", "Word"),
            file("md", "Markdown"),
            file("html", "HTML"),
        ];
        if Format::Pdf.is_built() {
            files.insert(1, file("pdf", "PDF"));
        }
        let texts = fill(
            &words.changes,
            &[("m", &m.to_string()), ("n", &n.to_string())],
        );
        let mut bar = links(&texts, &[revision(m), revision(n)]);
        bar += &links(&words.languages, &languages);
        if has_files(&self.new.guideline) {
            bar += &links(&words.download, &files);
        }
        bar
    }

    fn filled(&self, pattern: &str) -> String {
        let m = self.old.revision.number.to_string();
        let n = self.new.revision.number.to_string();
        fill(pattern, &[("m", &m), ("n", &n)])
    }
}
