//! What all pages have around their text.

use super::{escape, style, words::Words};

/// A page, apart from its frame.
pub(super) struct Page<'a> {
    /// The language of the text; the words around it are marked with their own.
    pub(super) language: &'a str,
    /// The language of the words around it.
    pub(super) wording: &'a str,
    /// What the browser calls it.
    pub(super) title: &'a str,
    /// Beside the name of the place, as HTML.
    pub(super) bar: &'a str,
    /// What it is about, as HTML.
    pub(super) body: &'a str,
}

impl Page<'_> {
    /// The whole page.
    pub(super) fn html(&self) -> String {
        let words = Words::in_language(self.wording);
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<link rel=\"icon\" href=\"/favicon.svg\">\n\
             <link rel=\"stylesheet\" href=\"{style}\">\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#text\" lang=\"{wording}\">{skip}</a>\n\
             <header class=\"bar\" lang=\"{wording}\"><a class=\"home\" href=\"/\">Understory</a>{bar}\
             </header>\n{body}</body>\n</html>\n",
            language = escape(self.language),
            wording = self.wording,
            title = escape(self.title),
            style = style::address(),
            skip = escape(&words.skip),
            bar = self.bar,
            body = self.body,
        )
    }
}

/// A list of links under a name.
pub(super) fn links(name: &str, links: &[(String, String)]) -> String {
    let items: String = links
        .iter()
        .map(|(address, text)| {
            format!(
                "<li><a href=\"{}\">{}</a></li>",
                escape(address),
                escape(text)
            )
        })
        .collect();
    let name = escape(name);
    format!("<nav aria-label=\"{name}\"><span>{name}</span><ul>{items}</ul></nav>")
}
