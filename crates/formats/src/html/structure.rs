//! Nests flat parts: lists, quotations, tables, footnotes.

use document::{ENDNOTE, Kind};

use super::{
    inline::{Notes, escape, fragment},
    part::Part,
    table,
};

/// Writes parts in order.
pub(super) fn write(parts: &[Part], notes: &Notes) -> String {
    let mut writer = Writer {
        out: String::new(),
        lists: Vec::new(),
        quotes: 0,
        notes_open: false,
    };
    let mut rest = parts;
    while let Some(part) = rest.first() {
        let taken = if part.kind == Kind::Cell {
            table::extent(rest)
        } else {
            1
        };
        writer.part(&rest[..taken], notes);
        rest = &rest[taken..];
    }
    writer.leave_lists(0);
    writer.leave_quotes(0);
    if writer.notes_open {
        writer.out.push_str("</section>\n");
    }
    writer.out
}

struct Writer {
    out: String,
    /// The element names of the open lists, outermost first.
    lists: Vec<&'static str>,
    quotes: u8,
    notes_open: bool,
}

impl Writer {
    fn part(&mut self, parts: &[Part], notes: &Notes) {
        let part = &parts[0];
        self.enter(part);
        match part.kind {
            Kind::ListItem => self.item(part),
            Kind::Cell => self.out.push_str(&table::of_parts(parts)),
            Kind::Footnote => self.note(part, notes),
            _ => self.out.push_str(&plain(part)),
        }
        self.out.push_str(&part.remarks);
    }

    /// Leaves the lists and quotations that this part is not in.
    fn enter(&mut self, part: &Part) {
        if part.kind != Kind::ListItem {
            let inside = !matches!(part.kind, Kind::Heading | Kind::Quote | Kind::Footnote);
            let level = part.level.filter(|_| inside).unwrap_or(0);
            self.leave_lists(usize::from(level));
        }
        let quoted = part.level.unwrap_or(1).max(1);
        let depth = if part.kind == Kind::Quote { quoted } else { 0 };
        self.leave_quotes(depth);
        while self.quotes < depth {
            self.out.push_str("<blockquote>\n");
            self.quotes += 1;
        }
        if part.kind == Kind::Footnote && !self.notes_open {
            self.out
                .push_str("<section class=\"footnotes\" role=\"doc-endnotes\">\n");
            self.notes_open = true;
        } else if part.kind != Kind::Footnote && self.notes_open {
            self.out.push_str("</section>\n");
            self.notes_open = false;
        }
    }

    fn leave_lists(&mut self, depth: usize) {
        while self.lists.len() > depth {
            let name = self.lists.pop().unwrap_or("ul");
            self.out.push_str(&format!("</li>\n</{name}>\n"));
        }
    }

    fn leave_quotes(&mut self, depth: u8) {
        while self.quotes > depth {
            self.out.push_str("</blockquote>\n");
            self.quotes -= 1;
        }
    }

    fn item(&mut self, part: &Part) {
        let depth = usize::from(part.level.unwrap_or(1).max(1)).min(self.lists.len() + 1);
        let name = if part.ordered == Some(true) {
            "ol"
        } else {
            "ul"
        };
        self.leave_lists(depth);
        if self.lists.len() == depth && self.lists.last() != Some(&name) {
            self.leave_lists(depth - 1);
        }
        if self.lists.len() == depth {
            self.out.push_str("</li>\n");
        } else {
            self.out.push_str(&format!("<{name}>\n"));
            self.lists.push(name);
        }
        self.out
            .push_str(&format!("<li{}>{}\n", part.attributes(), part.content()));
    }

    /// A paragraph of a footnote; the first one of a note leads back to its reference.
    fn note(&mut self, part: &Part, notes: &Notes) {
        let key = part.note.as_deref().unwrap_or("");
        let name = fragment(key);
        let number = escape(&notes.number(key));
        let anchor = format!("id=\"note-{name}\"");
        let first = !self.out.contains(&anchor);
        let label = match (first, notes.is_referred(key)) {
            (true, true) => format!(
                "<a class=\"number\" {anchor} href=\"#ref-{name}\" role=\"doc-backlink\">{number}</a> "
            ),
            (true, false) => format!("<span class=\"number\" {anchor}>{number}</span> "),
            (false, _) => String::new(),
        };
        let end = match part.info.as_deref() {
            Some(ENDNOTE) => " data-end=\"\"",
            _ => "",
        };
        let paragraph = format!(
            "<p{} data-note=\"{name}\"{end}>{label}{}</p>\n",
            part.attributes(),
            part.inner
        );
        self.out.push_str(&paragraph);
    }
}

/// A part that stands by itself.
fn plain(part: &Part) -> String {
    let (attributes, content) = (part.attributes(), part.content());
    match part.kind {
        Kind::Heading => heading(part),
        Kind::Rule => format!("<hr{attributes}>\n"),
        Kind::Code => {
            let info = part.info.as_deref().map_or_else(String::new, |info| {
                format!(" class=\"language-{}\"", escape(info))
            });
            // Readers take the last line end for the end of the last line.
            let end = if content.ends_with('\n') { "\n" } else { "" };
            format!("<pre{attributes}><code{info}>{content}{end}</code></pre>\n")
        }
        Kind::Figure => figure(part),
        _ => format!("<p{attributes}>{content}</p>\n"),
    }
}

fn heading(part: &Part) -> String {
    let level = part.level.unwrap_or(1).max(1);
    let shown = level.min(6);
    let deep = if level > 6 {
        format!(" aria-level=\"{level}\"")
    } else {
        String::new()
    };
    format!(
        "<h{shown}{}{deep}>{}</h{shown}>\n",
        part.attributes(),
        part.content()
    )
}

/// The first line holds the picture, the rest is its caption.
fn figure(part: &Part) -> String {
    let content = part.content();
    let (picture, caption) = match content.split_once("<br>") {
        Some((picture, caption)) if picture.ends_with('>') => (picture, caption),
        _ => (content.as_str(), ""),
    };
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("<figcaption>{caption}</figcaption>")
    };
    format!("<figure{}>{picture}{caption}</figure>\n", part.attributes())
}
