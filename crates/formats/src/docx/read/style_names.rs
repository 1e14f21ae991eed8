//! Styles by their names: what word processors call headings, quotations and code, in many languages.

use super::styles::{CODE_STYLE, Role};

/// "heading" as word processors say it, without spaces and in lower case.
const HEADING_WORDS: [&str; 24] = [
    "heading",
    "标题",
    "標題",
    "título",
    "titulo",
    "ttulo",
    "cabeçalho",
    "encabezado",
    "titre",
    "überschrift",
    "berschrift",
    "titolo",
    "intestazione",
    "заголовок",
    "見出し",
    "제목",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "tiêuđề",
    "judul",
];

const QUOTE_WORDS: [&str; 13] = [
    "quote",
    "intensequote",
    "blockquote",
    "blocktext",
    "quotations",
    "引用",
    "明显引用",
    "citação",
    "citaçãointensa",
    "cita",
    "citation",
    "zitat",
    "quotation",
];

const CODE_WORDS: [&str; 8] = [
    "sourcecode",
    "code",
    "codeblock",
    "htmlpreformatted",
    "preformattedtext",
    "macrotext",
    "预设格式的文本",
    "html预设格式",
];

/// What a style name says; `None` leaves the question to the style beneath.
pub(super) fn role_of_name(name: &str) -> Option<Role> {
    if name.starts_with(CODE_STYLE) {
        return Some(Role::Code);
    }
    let plain: String = name
        .chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect();
    let stem = plain.trim_end_matches(|character: char| character.is_ascii_digit());
    let number = plain[stem.len()..].parse::<u8>().ok();
    match (stem, number) {
        (_, Some(level @ 1..=9)) if HEADING_WORDS.contains(&stem) => Some(Role::Heading(level)),
        ("title" | "标题" | "標題" | "título", None) => Some(Role::Heading(1)),
        ("toc" | "目录" | "目次" | "sumário" | "contents", Some(_)) => Some(Role::Contents),
        ("tocheading" | "contentsheading", None) => Some(Role::Contents),
        ("listcontinue", level) => Some(Role::Continue(level.unwrap_or(1))),
        ("horizontalline", None) => Some(Role::Rule),
        ("figure" | "captionedfigure", None) => Some(Role::Figure),
        (stem, level) if QUOTE_WORDS.contains(&stem) => Some(Role::Quote(level.unwrap_or(1))),
        (stem, None) if CODE_WORDS.contains(&stem) => Some(Role::Code),
        _ => None,
    }
}

/// Whether a character style is one of code.
pub(super) fn is_code_name(name: &str) -> bool {
    matches!(
        name,
        "code" | "inline code" | "html code" | "verbatim char" | "source text" | "code char"
    )
}

/// Styles of note references are raised to look like references, not to say something.
pub(super) fn is_note_name(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "footnote reference"
            | "endnote reference"
            | "footnote characters"
            | "endnote characters"
            | "footnote anchor"
            | "endnote anchor"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_many_languages() {
        let check = |name, expect| assert_eq!(role_of_name(name), expect, "{name}");
        check("heading 1", Some(Role::Heading(1)));
        check("Heading 9", Some(Role::Heading(9)));
        check("标题 2", Some(Role::Heading(2)));
        check("Título 1", Some(Role::Heading(1)));
        check("Überschrift 3", Some(Role::Heading(3)));
        check("Title", Some(Role::Heading(1)));
        check("toc 2", Some(Role::Contents));
        check("List Continue 3", Some(Role::Continue(3)));
        check("Intense Quote", Some(Role::Quote(1)));
        check("HTML Preformatted", Some(Role::Code));
        check("Source Code", Some(Role::Code));
        check("Code Block: rust", Some(Role::Code));
        check("Normal", None);
        check("Heading 12", None);
    }
}
