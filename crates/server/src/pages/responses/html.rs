//! One page of the responses.

use std::fmt::Write as _;

use formats::tables::{Form, Row};
use review::Moment;

use super::{
    answers::{answer, paragraphs, summary},
    list::{Piece, Responses},
    proposal,
};
use crate::pages::{
    escape,
    frame::{Page, links},
    words::{LANGUAGES, Words, fill, language_name},
};

/// So many characters of what a comment is about are shown.
const QUOTED: usize = 400;

/// The page with this index.
pub(super) fn page(list: &Responses, index: usize, moment: Moment, wording: &str) -> String {
    let words = Words::in_language(wording);
    let name = name(list, words);
    let title = &list.main.document.title;
    let body = format!(
        "<main id=\"text\" class=\"responses\">\n{}{}{}</main>\n{}",
        head(list, words, &name, index),
        entries(list, index, words),
        pager(list, index, words),
        foot(moment, words),
    );
    let page = Page {
        language: wording,
        wording,
        title: &format!("{title} · {name}"),
        bar: &bar(list, index, words),
        body: &body,
    };
    page.html()
}

impl Responses {
    /// The address of a page, from 1.
    pub(super) fn address(&self, page: usize) -> String {
        let (slug, to) = (&self.main.guideline.slug, self.span.to);
        let mut address = format!("/g/{slug}/{to}/responses?page={page}");
        if let Some(from) = self.span.from {
            let _ = write!(address, "&from={from}");
        }
        address
    }

    /// On which page something stands.
    pub(super) fn page_of(&self, at: usize) -> usize {
        let holds = |page: &Vec<Piece>| page.iter().any(|piece| piece.rows.contains(&at));
        self.pages.iter().position(holds).unwrap_or(0)
    }
}

fn name(list: &Responses, words: &Words) -> String {
    let to = list.span.to.to_string();
    match list.span.from {
        Some(from) => fill(
            &words.responses.of_revisions,
            &[("m", &from.to_string()), ("n", &to)],
        ),
        None => fill(&words.responses.of_revision, &[("n", &to)]),
    }
}

fn head(list: &Responses, words: &Words, name: &str, index: usize) -> String {
    let own = &words.responses;
    let main = &list.main;
    let mut head = format!(
        "<div class=\"head\"><p lang=\"{}\">{}</p><h1>{}</h1>",
        escape(list.main_language()),
        escape(&main.document.title),
        escape(name)
    );
    if index == 0 {
        let _ = write!(
            head,
            "<p>{}</p></div>\n{}",
            escape(&own.about),
            summary(list, own)
        );
    } else {
        head.push_str("</div>\n");
    }
    if list.rows.is_empty() {
        let _ = write!(head, "<p>{}</p>", escape(&own.none));
    }
    head
}

fn bar(list: &Responses, index: usize, words: &Words) -> String {
    let slug = &list.main.guideline.slug;
    let to = list.span.to;
    let languages = LANGUAGES.map(|tag| {
        let address = format!("{}&language={tag}", list.address(index + 1));
        (address, language_name(tag).to_owned())
    });
    let mut others = vec![(
        format!("/g/{slug}/{to}"),
        fill(&words.revision, &[("n", &to.to_string())]),
    )];
    if let Some(from) = list.span.from.filter(|from| *from > 1) {
        let earlier = words.responses.earlier.clone();
        others.push((format!("/g/{slug}/{from}/responses"), earlier));
    }
    links(&words.responses.see_also, &others) + &links(&words.languages, &languages)
}

fn entries(list: &Responses, index: usize, words: &Words) -> String {
    let mut out = String::new();
    let mut before: Option<(&str, &str)> = None;
    for piece in &list.pages[index] {
        let Some(first) = piece.rows.first() else {
            continue;
        };
        let (row, language) = (&list.rows[*first], &*list.about[*first].language);
        let here = (language, &*row.clause);
        if before != Some(here) {
            let other = before.map_or(list.main_language(), |(language, _)| language);
            out.push_str(&heading(here, other, words));
            before = Some(here);
        }
        out.push_str(&entry(list, piece, words));
    }
    out
}

fn heading((language, clause): (&str, &str), before: &str, words: &Words) -> String {
    let mut heading = String::new();
    if language != before {
        let name = language_name(language);
        let text = fill(&words.responses.in_language, &[("language", name)]);
        let _ = writeln!(heading, "<p class=\"of\">{}</p>", escape(&text));
    }
    match clause {
        "" => {
            let _ = writeln!(heading, "<h2>{}</h2>", escape(&words.responses.no_clause));
        }
        clause => {
            let (language, clause) = (escape(language), escape(clause));
            let _ = writeln!(heading, "<h2 lang=\"{language}\">{clause}</h2>");
        }
    }
    heading
}

fn entry(list: &Responses, piece: &Piece, words: &Words) -> String {
    let mut out = "<section class=\"entry\">".to_owned();
    if let Some(title) = &piece.title {
        let count = piece.rows.len().to_string();
        let same = fill(&words.responses.same, &[("n", &count)]);
        let (same, title) = (escape(&same), escape(title));
        let _ = writeln!(out, "<h3>{same} <q dir=\"auto\">{title}</q></h3>");
    }
    for at in &piece.rows {
        out.push_str(&contribution(list, *at, words));
    }
    if let Some(first) = piece.rows.first() {
        out.push_str(&answer(list, &list.rows[*first], words));
    }
    out + "</section>\n"
}

fn contribution(list: &Responses, at: usize, words: &Words) -> String {
    let (row, about) = (&list.rows[at], &list.about[at]);
    let number = at + 1;
    let language = escape(&about.language);
    let mut out = format!("<article id=\"r{number}\">{}", byline(row, number, words));
    match &about.suggestion {
        None => {
            if !row.quote.is_empty() {
                let quote = escape(&clipped(&row.quote));
                let _ = write!(out, "<blockquote lang=\"{language}\">{quote}</blockquote>");
            }
        }
        Some(found) => match proposal::redline(found, number, words.tag) {
            Some(html) => {
                let _ = write!(
                    out,
                    "<div class=\"text proposal\" lang=\"{language}\">{html}</div>"
                );
            }
            None => {
                let _ = write!(out, "<p>{}</p>", escape(&words.responses.too_long));
            }
        },
    }
    out.push_str(&paragraphs(&row.body));
    out + "</article>\n"
}

fn byline(row: &Row, number: usize, words: &Words) -> String {
    let own = &words.responses;
    let mut line = format!(
        "<p class=\"who\"><a href=\"#r{number}\">{number}</a> <strong>{}</strong>",
        escape(match row.author.as_str() {
            "" => &own.nobody,
            name => name,
        })
    );
    for more in [&row.organisation, &row.group] {
        if !more.is_empty() {
            let _ = write!(line, ", {}", escape(more));
        }
    }
    let what = match (row.form, row.kind) {
        (Some(Form::Suggestion), _) => &own.suggestion,
        (_, Some(kind)) => own.kind(kind),
        _ => &own.comment,
    };
    let revision = row.revision.unwrap_or_default().to_string();
    let revision = fill(&words.revision, &[("n", &revision)]);
    let mut facts = vec![what.to_owned(), revision];
    if !row.place.is_empty() {
        facts.push(row.place.clone());
    }
    if let Some(count) = row.support.filter(|count| *count > 0) {
        facts.push(fill(&own.supported, &[("n", &count.to_string())]));
    }
    let _ = write!(line, " <span>{}</span></p>", escape(&facts.join(" · ")));
    line
}

/// The beginning of a text, whole if it is short.
fn clipped(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

fn pager(list: &Responses, index: usize, words: &Words) -> String {
    let count = list.pages.len();
    if count < 2 {
        return String::new();
    }
    let own = &words.responses;
    let link = |page: usize, name: &str, rel: &str| {
        let (address, name) = (escape(&list.address(page)), escape(name));
        format!(
            "<a rel=\"{rel}\" href=\"{address}&amp;language={}\">{name}</a>",
            words.tag
        )
    };
    let here = [("p", (index + 1).to_string()), ("n", count.to_string())];
    let here = here.each_ref().map(|(name, value)| (*name, value.as_str()));
    let mut out = format!(
        "<nav class=\"pager\" aria-label=\"{}\">",
        escape(&own.pages)
    );
    if index > 0 {
        out.push_str(&link(index, &own.previous, "prev"));
    }
    let _ = write!(out, "<span>{}</span>", escape(&fill(&own.page, &here)));
    if index + 1 < count {
        out.push_str(&link(index + 2, &own.next, "next"));
    }
    out + "</nav>\n"
}

fn foot(moment: Moment, words: &Words) -> String {
    let at = moment.at.to_string();
    let day = at.get(..10).unwrap_or_default();
    let text = fill(&words.responses.as_of, &[("date", day)]);
    format!("<footer class=\"foot\">{}</footer>\n", escape(&text))
}
