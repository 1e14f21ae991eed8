//! The YAML block that many editors put before the text. Only its plain `title` and `lang` lines
//! are understood; with anything else in it, it is kept as it is.

use document::{Block, Document, Kind};

use crate::{intake, language};

/// The info of the code block that keeps front matter.
pub(crate) const INFO: &str = "raw:yaml";

/// A file taken apart; `body` is the Markdown behind the front matter.
#[derive(Debug, Default, PartialEq)]
pub(super) struct FrontMatter<'a> {
    pub(super) body: &'a str,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    /// The YAML, unless title and language are all it says.
    rest: Option<&'a str>,
    /// Lines before the body.
    pub(super) lines: usize,
}

impl FrontMatter<'_> {
    /// What must be kept so that nothing is lost.
    pub(super) fn kept(&self) -> Option<Block> {
        let mut block = Block::new(Kind::Code, self.rest?);
        block.info = Some(INFO.to_owned());
        Some(block)
    }
}

/// Whether the first block keeps front matter.
pub(super) fn is_kept(blocks: &[Block]) -> bool {
    let first = blocks.first();
    first.is_some_and(|block| block.kind == Kind::Code && block.info.as_deref() == Some(INFO))
}

/// The front matter of a document: what was kept, or title and language where a reader could not
/// tell them from the text.
pub(super) fn write(document: &Document) -> String {
    if let Some(block) = document
        .blocks
        .first()
        .filter(|_| is_kept(&document.blocks))
    {
        return format!("---\n{}\n---\n", block.text);
    }
    let mut lines = String::new();
    if document.title != intake::first_heading(&document.blocks) && !document.title.is_empty() {
        let title = document.title.replace('\\', "\\\\").replace('"', "\\\"");
        lines = format!("title: \"{}\"\n", title.replace('\n', " "));
    }
    if document.language != language::guess(document) && language::is_tag(&document.language) {
        lines.push_str(&format!("lang: {}\n", document.language));
    }
    if lines.is_empty() {
        return lines;
    }
    format!("---\n{lines}---\n")
}

/// Takes the front matter from the start of a file.
pub(super) fn split(text: &str) -> FrontMatter<'_> {
    let whole = FrontMatter {
        body: text,
        ..FrontMatter::default()
    };
    let Some((yaml, body)) = fenced(text) else {
        return whole;
    };
    let mut front = understand(yaml);
    front.lines = text[..text.len() - body.len()].matches('\n').count();
    front.body = body;
    front
}

/// The text between a first line `---` and the next such line, and what follows.
fn fenced(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("---\n")?;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            let yaml = rest[..at].strip_suffix('\n').unwrap_or(&rest[..at]);
            return yaml
                .starts_with(|c: char| !c.is_whitespace())
                .then_some((yaml, &rest[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

fn understand(yaml: &str) -> FrontMatter<'_> {
    let mut front = FrontMatter::default();
    let mut all = true;
    for line in yaml.lines() {
        match entry(line) {
            Some(("title", value)) if front.title.is_none() => front.title = Some(value),
            Some(("lang" | "language", value)) if language::is_tag(&value) => {
                front.language = Some(value);
            }
            _ => all = false,
        }
    }
    front.rest = (!all).then_some(yaml);
    front
}

/// A plain `key: value` line of the outermost level.
fn entry(line: &str) -> Option<(&str, String)> {
    let (key, value) = line.split_once(':')?;
    if key.starts_with([' ', '\t', '#', '-']) {
        return None;
    }
    Some((key, scalar(value.trim())?))
}

/// A YAML scalar written on one line; `None` for what goes on beyond it.
fn scalar(value: &str) -> Option<String> {
    let quoted = |quote| value.strip_prefix(quote)?.strip_suffix(quote);
    if value.len() > 1
        && let Some(inner) = quoted('"')
    {
        return Some(unescape(inner));
    }
    if value.len() > 1
        && let Some(inner) = quoted('\'')
    {
        return Some(inner.replace("''", "'"));
    }
    let begins_other = value.starts_with(['|', '>', '"', '\'', '[', '{', '&', '*', '!', '%', '@']);
    (!value.is_empty() && !begins_other).then(|| value.to_owned())
}

/// Takes the backslash from before every character that has one.
fn unescape(inner: &str) -> String {
    let mut characters = inner.chars();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        let escaped = (character == '\\').then(|| characters.next()).flatten();
        text.push(escaped.unwrap_or(character));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, title: Option<&str>, language: Option<&str>, kept: Option<&str>) {
        let front = split(text);
        assert_eq!(front.title.as_deref(), title);
        assert_eq!(front.language.as_deref(), language);
        assert_eq!(front.rest, kept);
    }

    #[test]
    fn takes_title_and_language_and_keeps_the_rest() {
        check("# One", None, None, None);
        check("---\n\ntext", None, None, None);
        check("---\ntitle: One\n---\ntext", Some("One"), None, None);
        check(
            "---\ntitle: \"A \\\"b\\\" c\"\nlang: zh-CN\n---\n",
            Some("A \"b\" c"),
            Some("zh-CN"),
            None,
        );
        check(
            "---\ntitle: 'It''s'\ndraft: 2\n---\n",
            Some("It's"),
            None,
            Some("title: 'It''s'\ndraft: 2"),
        );
        check(
            "---\ntitle: >\n  long\n---\n",
            None,
            None,
            Some("title: >\n  long"),
        );
        check("---\nauthor:\n- x\n", None, None, None);
    }

    #[test]
    fn counts_the_lines_before_the_body() {
        let front = split("---\ntitle: One\n---\n\nBody");
        assert_eq!((front.lines, front.body), (3, "\nBody"));
    }
}
