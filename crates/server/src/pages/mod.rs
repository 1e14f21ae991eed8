//! Pages without script, for everybody who has a link.

mod frame;
mod language;
mod latest;
mod numbered;
mod reading;
mod redline;
mod responses;
mod show;
mod style;
mod whence;
mod words;

pub(crate) use latest::latest;
pub(crate) use numbered::numbered;
pub(crate) use reading::has_files;
pub(crate) use responses::{Lists, responses};
pub(crate) use show::Place;
pub(crate) use style::{address as style_address, style};
pub(crate) use whence::told;

/// Text as it stands in HTML, in elements and in quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
