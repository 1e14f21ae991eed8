use document::{Atom, AtomKind, Block, Document, Mark, MarkKind};

use super::{
    cuts::{self, Cuts},
    escape::{Place, escape},
    inlines::read_paragraph,
    tags,
};
use crate::picture;

/// Writes the text of a block with its marks and atoms, its label before it.
pub(super) fn write(document: &Document, block: &Block, place: Place, cuts: &Cuts<'_>) -> String {
    let labelled = with_label(block);
    let shift = labelled.length() - block.length();
    let tags = needs_tags(document, &labelled, place);
    cuts.frame(|places| {
        let places: Vec<usize> = places.iter().map(|place| place + shift).collect();
        Line::new(document, &labelled, place, tags).write(&places)
    })
}

/// Whether punctuation cannot say what is marked.
fn needs_tags(document: &Document, block: &Block, place: Place) -> bool {
    if place.cell && has_barred_code(block) {
        return true;
    }
    let plain = || Line::new(document, block, place, false).write(&[]);
    !block.marks.iter().all(is_note) && !reads_back(&plain(), block)
}

/// Code with a backslash before a bar cannot stand between backticks in a table.
fn has_barred_code(block: &Block) -> bool {
    let coded = |mark: &Mark| mark.kind == MarkKind::Code;
    block.text.contains("\\|") && block.marks.iter().any(coded)
}

/// The block with its label as part of the text.
fn with_label(block: &Block) -> Block {
    let text = document::join_label(block.number.as_deref(), &block.text);
    let shift = text.chars().count() - block.length();
    let mut labelled = Block::new(block.kind, text);
    labelled.marks.clone_from(&block.marks);
    labelled.atoms.clone_from(&block.atoms);
    for mark in &mut labelled.marks {
        (mark.start, mark.end) = (mark.start + shift, mark.end + shift);
    }
    for atom in &mut labelled.atoms {
        atom.at += shift;
    }
    labelled
}

/// Asterisks do not mark every stretch of text (`**“a”**b`); whether they do here is tried out with
/// plain CommonMark, so that other programs agree.
fn reads_back(markdown: &str, block: &Block) -> bool {
    let mut source = markdown.to_owned();
    for mark in &block.marks {
        if let MarkKind::Note { note } = &mark.kind {
            source.push_str(&format!("\n\n[^{}]: x", note_name(note)));
        }
    }
    read_paragraph(&source).is_some_and(|found| {
        (&found.text, &found.marks, &found.atoms) == (&block.text, &block.marks, &block.atoms)
    })
}

fn is_note(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Note { .. })
}

/// The name of a footnote as it may stand in a file.
pub(super) fn note_name(key: &str) -> String {
    let unfit = |character: char| character.is_whitespace() || "[]^\\`*<&".contains(character);
    key.replace(unfit, "-")
}

struct Line<'a> {
    document: &'a Document,
    block: &'a Block,
    text: Vec<char>,
    written: Vec<String>,
    borders: Vec<usize>,
    /// Marks as HTML tags rather than by punctuation.
    tags: bool,
    out: String,
    open: Vec<&'a Mark>,
}

impl<'a> Line<'a> {
    fn new(document: &'a Document, block: &'a Block, place: Place, tags: bool) -> Self {
        let text: Vec<char> = block.text.chars().collect();
        let borders = borders(block, text.len());
        let linked = |at: usize| {
            let covers = |mark: &Mark| mark.start <= at && at < mark.end;
            let is_link = |mark: &Mark| matches!(mark.kind, MarkKind::Link { .. });
            block.marks.iter().any(|mark| is_link(mark) && covers(mark))
        };
        let inner = &borders[1..borders.len().max(2) - 1];
        let written = escape(&text, place, inner, &linked);
        Self {
            document,
            block,
            text,
            written,
            borders,
            tags,
            out: String::new(),
            open: Vec::new(),
        }
    }

    /// Writes it, cut at these places; what must stay whole is cut behind it.
    fn write(mut self, cuts: &[usize]) -> String {
        let mut cuts = cuts;
        if self.starts_with_object() {
            self.out.push_str("<wbr>");
        }
        for pair in self.borders.clone().windows(2) {
            self.close_until(pair[0]);
            cuts = self.cut_until(pair[0], cuts);
            self.open_from(pair[0]);
            cuts = self.piece(pair[0], pair[1], cuts);
        }
        self.close_until(self.text.len());
        self.cut_until(usize::MAX, cuts);
        self.out
    }

    /// Cuts as often as is due, and hands back the places further on.
    fn cut_until<'c>(&mut self, at: usize, cuts: &'c [usize]) -> &'c [usize] {
        let due = cuts.partition_point(|cut| *cut <= at);
        for _ in 0..due {
            cuts::cut(&mut self.out);
        }
        &cuts[due..]
    }

    /// HTML at the start of a block would be read as a block of HTML.
    fn starts_with_object(&self) -> bool {
        let object = |atom: &Atom| {
            !matches!(
                atom.kind,
                AtomKind::Image { .. } | AtomKind::RemoteImage { .. }
            )
        };
        self.block
            .atoms
            .iter()
            .any(|atom| atom.at == 0 && object(atom))
    }

    /// Closes what ends here, and opens again what was closed only to get at it.
    fn close_until(&mut self, at: usize) {
        let Some(first) = self.open.iter().position(|mark| mark.end <= at) else {
            return;
        };
        let mut again = self.open.split_off(first);
        for mark in again.iter().rev() {
            self.end(mark);
        }
        again.retain(|mark| mark.end > at);
        for mark in again {
            self.start(mark);
        }
    }

    /// Opens what starts here: links outermost, then what reaches farthest, code innermost.
    fn open_from(&mut self, at: usize) {
        let block = self.block;
        let starts = |mark: &&Mark| mark.start == at && !is_note(mark);
        let mut starting: Vec<&Mark> = block.marks.iter().filter(starts).collect();
        starting.sort_by_key(|mark| {
            let rank = match mark.kind {
                MarkKind::Link { .. } => 0,
                MarkKind::Code => 2,
                _ => 1,
            };
            (rank, usize::MAX - mark.end)
        });
        for mark in starting {
            self.start(mark);
        }
    }

    fn start(&mut self, mark: &'a Mark) {
        self.open.push(mark);
        let opening = match &mark.kind {
            MarkKind::Link { .. } if self.is_autolink(mark) => "<".to_owned(),
            MarkKind::Link { .. } => "[".to_owned(),
            kind => self.delimiter(kind, ""),
        };
        self.out.push_str(&opening);
    }

    fn end(&mut self, mark: &Mark) {
        let closing = match &mark.kind {
            MarkKind::Link { .. } if self.is_autolink(mark) => ">".to_owned(),
            MarkKind::Link { href, title } => format!("]({})", target(href, title.as_deref())),
            kind => self.delimiter(kind, "/"),
        };
        self.out.push_str(&closing);
    }

    fn delimiter(&self, kind: &MarkKind, slash: &str) -> String {
        match kind {
            MarkKind::Strong if !self.tags => "**".to_owned(),
            MarkKind::Emphasis if !self.tags => "*".to_owned(),
            MarkKind::Strike if !self.tags => "~~".to_owned(),
            MarkKind::Code if !self.tags => String::new(),
            kind => tags::name(kind).map_or_else(String::new, |name| format!("<{slash}{name}>")),
        }
    }

    /// An address that is its own text, and safe between angle brackets.
    fn is_autolink(&self, mark: &Mark) -> bool {
        let MarkKind::Link { href, title: None } = &mark.kind else {
            return false;
        };
        let safe = |character: char| !character.is_whitespace() && !"<>\\&".contains(character);
        let inside = |border: &&usize| mark.start < **border && **border < mark.end;
        !self.tags
            && (href.starts_with("https://") || href.starts_with("http://"))
            && href.chars().all(safe)
            && href
                .chars()
                .eq(self.text[mark.start..mark.end].iter().copied())
            && self.borders.iter().find(inside).is_none()
    }

    fn piece<'c>(&mut self, start: usize, end: usize, mut cuts: &'c [usize]) -> &'c [usize] {
        let innermost = self.open.last().map(|mark| &mark.kind);
        if let Some(atom) = self.block.atoms.iter().find(|atom| atom.at == start) {
            self.out.push_str(&write_atom(self.document, atom));
        } else if let Some(note) = self.note_at(start) {
            self.out.push_str(&format!("[^{}]", note_name(note)));
        } else if innermost == Some(&MarkKind::Code) && !self.tags {
            let code: String = self.text[start..end].iter().collect();
            self.out.push_str(&code_span(&code));
        } else if self.open.last().is_some_and(|mark| self.is_autolink(mark)) {
            self.out.extend(&self.text[start..end]);
        } else {
            for at in start..end {
                cuts = self.cut_until(at, cuts);
                self.out.push_str(&self.written[at]);
            }
        }
        cuts
    }

    fn note_at(&self, at: usize) -> Option<&'a str> {
        self.block.marks.iter().find_map(|mark| match &mark.kind {
            MarkKind::Note { note } if mark.start == at => Some(note.as_str()),
            _ => None,
        })
    }
}

fn borders(block: &Block, length: usize) -> Vec<usize> {
    let mut borders = vec![0, length];
    for mark in &block.marks {
        borders.extend([mark.start, mark.end]);
    }
    for atom in &block.atoms {
        borders.extend([atom.at, atom.at + 1]);
    }
    borders.sort_unstable();
    borders.dedup();
    borders
}

fn write_atom(document: &Document, atom: &Atom) -> String {
    match &atom.kind {
        AtomKind::Image { resource, .. } => {
            let found = document.resources.get(resource);
            let href = found.map_or_else(String::new, picture::address);
            image(&atom.alt, &href)
        }
        AtomKind::RemoteImage { href } => image(&atom.alt, href),
        AtomKind::Object { notation, source } if notation == "html" && is_tag(source) => {
            source.clone()
        }
        AtomKind::Object { .. } | AtomKind::Equation { .. } => tags::write_atom(atom),
    }
}

/// Whether HTML is one tag that stands in a line, and in a table cell, as it is.
fn is_tag(source: &str) -> bool {
    let inner = source
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let starts =
        |inner: &str| inner.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
    inner.is_some_and(|inner| starts(inner) && !inner.contains(['<', '>', '\n', '\\', '|']))
}

fn image(alt: &str, href: &str) -> String {
    let alt: Vec<char> = alt.replace('\n', " ").chars().collect();
    let alt = escape(&alt, Place::line(), &[], &|_| true).concat();
    format!("![{alt}]({})", target(href, None))
}

/// A link's destination and title.
fn target(href: &str, title: Option<&str>) -> String {
    let bare = |character: char| !character.is_whitespace() && !"<>()\\\"`[]".contains(character);
    let plain = !href.is_empty() && href.chars().all(bare) && !has_entity(href);
    let mut target = if plain {
        href.to_owned()
    } else {
        format!("<{}>", ends_kept(guard(href, &['\\', '<', '>'])))
    };
    if let Some(title) = title {
        target.push_str(&format!(" \"{}\"", guard(title, &['\\', '"'])));
    }
    target
}

/// Readers pass over white space at the ends of a destination, unless it is written as a reference.
fn ends_kept(mut guarded: String) -> String {
    if guarded.ends_with(' ') {
        guarded.pop();
        guarded.push_str("&#32;");
    }
    match guarded.strip_prefix(' ') {
        Some(rest) => format!("&#32;{rest}"),
        None => guarded,
    }
}

/// Whether a reader could take an ampersand in it for a character reference.
fn has_entity(text: &str) -> bool {
    text.find('&').is_some_and(|at| text[at..].contains(';'))
}

fn guard(text: &str, special: &[char]) -> String {
    let mut guarded = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            guarded.push('\\');
        }
        match character {
            '&' => guarded.push_str("&amp;"),
            _ => guarded.push(character),
        }
    }
    guarded
}

/// Literal text between runs of backticks longer than any inside it.
fn code_span(code: &str) -> String {
    let longest = code
        .split(|character| character != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with(['`', ' ']) || code.ends_with(['`', ' ']) {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{code}{pad}{fence}")
}
