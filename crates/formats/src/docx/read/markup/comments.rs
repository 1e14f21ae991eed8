//! What is said in the margin: the comments of a file, which of them answer others, and which are
//! done.

use std::collections::HashMap;

use document::unwelcome_character;

use crate::{
    ReadError,
    docx::{
        RemarkReply,
        names::Ns,
        package::{Package, Relationships},
        read::{dates, part_of, whole},
        tree::Element,
        xml::Step,
    },
};

/// A comment as the file has it.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) id: String,
    pub(super) said: RemarkReply,
    /// Names its last paragraph.
    paragraph: String,
    /// Its body or a name had characters that may not stand in a text under review.
    pub(super) cleaned: bool,
}

/// What a file says of its comments beside their text.
#[derive(Debug, Default)]
pub(super) struct Threads {
    /// By the name of the last paragraph: the one of the comment that is answered.
    parents: HashMap<String, String>,
    done: Vec<String>,
}

/// Reads the part that holds the comments.
pub(super) fn read(
    package: &Package<'_>,
    relationships: &Relationships,
) -> Result<Vec<Comment>, ReadError> {
    let mut comments = Vec::new();
    let Some(part) = part_of(relationships, "comments") else {
        return Ok(comments);
    };
    package.stream(part, |source| {
        source.step()?;
        loop {
            match source.step()? {
                Step::End => return Ok(()),
                Step::Close => {}
                Step::Open if source.head().is(Ns::W, "comment") => {
                    comments.push(comment(source.tree()?.root()));
                }
                Step::Open => source.skip()?,
            }
        }
    })?;
    Ok(comments)
}

fn comment(element: Element<'_>) -> Comment {
    let mut cleaned = false;
    let mut clean = |text: &str| {
        let (text, changed) = welcome(text);
        cleaned |= changed;
        text
    };
    let of = |name| element.w(name).unwrap_or_default().trim();
    let paragraphs = || {
        let inside = element.descendants();
        inside.filter(|inner| inner.is(Ns::W, "p"))
    };
    let lines: Vec<String> = paragraphs().map(text).collect();
    let said = RemarkReply {
        author: clean(of("author")),
        initials: clean(of("initials")),
        date: dates::stated(element),
        body: clean(lines.join("\n").trim()),
    };
    let last = paragraphs().last();
    let paragraph = last.and_then(|last| last.attribute(Ns::W14, "paraId"));
    Comment {
        id: of("id").to_owned(),
        said,
        paragraph: paragraph.unwrap_or_default().to_owned(),
        cleaned,
    }
}

/// What a paragraph of a comment says once its tracked changes are accepted.
fn text(paragraph: Element<'_>) -> String {
    let mut text = String::new();
    for inner in paragraph.descendants() {
        match inner.name() {
            (Ns::W, "t") => text.push_str(&inner.text()),
            (Ns::W, "br" | "cr") => text.push('\n'),
            (Ns::W, "tab") => text.push('\t'),
            (Ns::W, "noBreakHyphen") => text.push('\u{2011}'),
            _ => {}
        }
    }
    text
}

/// The text without what may not stand in a text under review, and whether it had any of that.
fn welcome(text: &str) -> (String, bool) {
    if unwelcome_character(text).is_none() {
        return (text.to_owned(), false);
    }
    let fits = |character: &char| {
        let mut buffer = [0; 4];
        unwelcome_character(character.encode_utf8(&mut buffer)).is_none()
    };
    (text.chars().filter(fits).collect(), true)
}

impl Threads {
    /// Reads the part that says which comments answer which (MS-DOCX, 2.5.3.x `commentEx`).
    pub(super) fn read(
        package: &Package<'_>,
        relationships: &Relationships,
    ) -> Result<Self, ReadError> {
        let mut threads = Self::default();
        let Some(part) = part_of(relationships, "commentsExtended") else {
            return Ok(threads);
        };
        whole(package, part, |root| {
            for entry in root.children() {
                let of = |name| entry.attribute(Ns::W15, name).map(str::to_owned);
                let Some(paragraph) = of("paraId") else {
                    continue;
                };
                if matches!(of("done").as_deref(), Some("1" | "true" | "on")) {
                    threads.done.push(paragraph.clone());
                }
                if let Some(parent) = of("paraIdParent") {
                    threads.parents.insert(paragraph, parent);
                }
            }
        })?;
        Ok(threads)
    }

    pub(super) fn is_done(&self, comment: &Comment) -> bool {
        !comment.paragraph.is_empty() && self.done.contains(&comment.paragraph)
    }

    /// For each comment the one that begins its thread; a circle begins with its first comment.
    pub(super) fn roots(&self, comments: &[Comment]) -> Vec<usize> {
        let mut by_paragraph = HashMap::new();
        for (index, comment) in comments.iter().enumerate() {
            by_paragraph
                .entry(comment.paragraph.as_str())
                .or_insert(index);
        }
        let parent = |index: usize| {
            let parent = self.parents.get(&comments[index].paragraph)?;
            by_paragraph.get(parent.as_str()).copied()
        };
        let root = |index: usize| {
            let mut root = index;
            for _ in 0..64 {
                match parent(root) {
                    Some(next) if next < root => root = next,
                    _ => break,
                }
            }
            root
        };
        (0..comments.len()).map(root).collect()
    }
}
