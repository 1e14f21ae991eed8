//! Behind each changed paragraph of a redline: who changed it, why, and what was decided.

use std::collections::HashMap;

use formats::html::Told;
use review::{
    Authorship, Decision, Origin, Outcome, PersonRef, Provenance, Suggestion, Timestamp,
    document::char_slice,
    merge::Side,
    redline::{ChangeKind, Op, Redline},
};

use super::{
    escape,
    words::{WhenceWords, Words, fill},
};

/// What is known of where the changes of a redline come from.
pub(super) struct Whence<'a> {
    pub(super) redline: &'a Redline<'a>,
    pub(super) known: Authorship<'a>,
    pub(super) slug: &'a str,
    /// What addresses begin with; empty on pages of the same server.
    pub(super) site: &'a str,
    pub(super) words: &'a WhenceWords,
    /// The language of the words.
    pub(super) wording: &'a str,
}

/// What somebody, or nobody who is known, did to a paragraph.
struct Entry<'a> {
    origin: Option<&'a Origin>,
    /// The words that came or went, as HTML.
    words: Vec<String>,
}

/// The same for a file, in the language of the text, with whole addresses.
pub(crate) fn told(
    provenance: &Provenance,
    redline: &Redline<'_>,
    (site, slug): (&str, &str),
) -> Told {
    if redline.is_empty() {
        return Told::default();
    }
    let language = &redline.new.language;
    let primary = language.split('-').next().unwrap_or(language);
    let words = Words::in_language(&primary.to_ascii_lowercase());
    let whence = Whence {
        redline,
        known: provenance.authorship(redline),
        slug,
        site,
        words: &words.whence,
        wording: words.tag,
    };
    let only_file = whence.only_file();
    Told {
        whole: whence.said(provenance.is_recorded(), only_file),
        changes: whence.asides(only_file),
    }
}

impl<'a> Whence<'a> {
    /// The number of the file's revision, when all that is known of came with one file.
    pub(super) fn only_file(&self) -> Option<&'a Origin> {
        let words = self.known.words.iter().map(|(_, origin)| *origin);
        let mut origins = words.chain(self.known.changes.iter().copied().flatten());
        let first = origins.next()?;
        let is_file = matches!(first, Origin::Import { .. });
        (is_file && origins.all(|origin| std::ptr::eq(origin, first))).then_some(first)
    }

    /// What is said at the top of the page, as HTML.
    pub(super) fn said(&self, recorded: bool, only_file: Option<&Origin>) -> String {
        let words = self.words;
        let text = match only_file {
            Some(Origin::Import { revision, by, at }) => {
                let pattern = match by {
                    Some(_) => &words.one_file,
                    None => &words.one_file_nameless,
                };
                let name = by.as_ref().map_or("", |person| &person.display_name);
                let number = revision.to_string();
                let values = [("n", &*number), ("date", &day(*at)), ("name", name)];
                fill(pattern, &values)
            }
            _ if recorded => words.how.clone(),
            _ => words.unrecorded.clone(),
        };
        format!("<p>{}</p>", escape(&text))
    }

    /// For each change what stands behind it, as HTML. What came with the only file is not said
    /// again.
    pub(super) fn asides(&self, only_file: Option<&Origin>) -> Vec<String> {
        let mut entries = self.entries();
        for here in &mut entries {
            here.retain(|entry| {
                let told = |origin: &Origin| only_file.is_some_and(|it| std::ptr::eq(it, origin));
                !entry.origin.is_some_and(told)
            });
        }
        entries.iter().map(|here| self.aside(here)).collect()
    }

    fn entries(&self) -> Vec<Vec<Entry<'a>>> {
        let changes = &self.redline.changes;
        let mut entries: Vec<Vec<Entry<'a>>> = changes.iter().map(|_| Vec::new()).collect();
        if self.known.changes.len() != changes.len() {
            return entries;
        }
        let home = self.homes();
        let mut credited = vec![0; changes.len()];
        for (credit, origin) in &self.known.words {
            let Some(&at) = home.get(&(credit.side, credit.block)) else {
                continue;
            };
            credited[at] += credit.end - credit.start;
            let (text, tag) = match credit.side {
                Side::Old => (self.redline.old, "del"),
                Side::New => (self.redline.new, "ins"),
            };
            let text = &text.blocks[credit.block].text;
            let words = quoted(char_slice(text, credit.start..credit.end));
            let entry = entry_of(&mut entries[at], Some(origin));
            if !words.is_empty() {
                entry.words.push(format!("<{tag}>{words}</{tag}>"));
            }
        }
        for (at, change) in changes.iter().enumerate() {
            if matches!(change.kind, ChangeKind::Same | ChangeKind::MovedFrom { .. }) {
                continue;
            }
            let changed = change.segments.iter().filter(|it| it.op != Op::Same);
            let changed: usize = changed.map(|it| it.text.chars().count()).sum();
            match self.known.changes[at] {
                Some(origin) => drop(entry_of(&mut entries[at], Some(origin))),
                None if changed > credited[at] || entries[at].is_empty() => {
                    entry_of(&mut entries[at], None);
                }
                None => {}
            }
        }
        entries
    }

    /// Behind which change words are spoken of, by side and block.
    fn homes(&self) -> HashMap<(Side, usize), usize> {
        let mut homes = HashMap::new();
        let mut moved = HashMap::new();
        for (at, change) in self.redline.changes.iter().enumerate() {
            if let ChangeKind::MovedTo { move_id } = change.kind {
                moved.insert(move_id, at);
            }
            homes.extend(change.new.clone().map(|block| ((Side::New, block), at)));
        }
        for (at, change) in self.redline.changes.iter().enumerate() {
            let at = match change.kind {
                ChangeKind::MovedFrom { move_id } => moved.get(&move_id).copied().unwrap_or(at),
                _ => at,
            };
            homes.extend(change.old.clone().map(|block| ((Side::Old, block), at)));
        }
        homes
    }

    fn aside(&self, entries: &[Entry<'_>]) -> String {
        if entries.is_empty() {
            return String::new();
        }
        let mut names: Vec<&str> = Vec::new();
        for entry in entries {
            let name = entry
                .origin
                .map_or(&*self.words.unknown, |it| self.name(it));
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let who = fill(&self.words.who, &[("names", &names.join(", "))]);
        let items: String = entries.iter().map(|entry| self.item(entry)).collect();
        format!(
            "<details class=\"whence\" data-of-page lang=\"{}\"><summary>{}</summary><ul>{items}</ul></details>\n",
            self.wording,
            escape(&who)
        )
    }

    fn name<'n>(&'n self, origin: &'n Origin) -> &'n str {
        match (origin.author(), origin) {
            ("", Origin::Suggestion(_)) => &self.words.nameless,
            ("", Origin::Import { .. }) => &self.words.console,
            (name, _) => name,
        }
    }

    fn item(&self, entry: &Entry<'_>) -> String {
        let words = match entry.words.is_empty() {
            true => String::new(),
            false => format!("<p class=\"words\">{}</p>", entry.words.join(" ")),
        };
        let told = match entry.origin {
            None => format!("<p>{}</p>", escape(&self.words.unknown_more)),
            Some(Origin::Suggestion(suggestion)) => self.suggestion(suggestion),
            Some(origin @ Origin::Import { revision, by, .. }) => {
                let (number, date) = (revision.to_string(), day(origin.at()));
                let text = fill(&self.words.file, &[("n", &number), ("date", &date)]);
                let who = by.as_ref().map(|by| person(by) + " · ").unwrap_or_default();
                format!("<p>{who}{}</p>", escape(&text))
            }
        };
        format!("<li>{words}{told}</li>")
    }

    fn suggestion(&self, suggestion: &Suggestion) -> String {
        let author = &suggestion.author;
        let who = match &suggestion.written_by {
            None => person(author),
            Some(written) => {
                let name = Some(&*written.name).filter(|name| !name.is_empty());
                let name = escape(name.unwrap_or(&self.words.nameless));
                let brought = fill(&self.words.brought, &[("name", &author.display_name)]);
                format!(
                    "<b><bdi>{name}</bdi></b>, {}{}",
                    escape(&brought),
                    body(author)
                )
            }
        };
        let at = fill(
            &self.words.proposed,
            &[("date", &day(suggestion.created_at))],
        );
        let why = match &*suggestion.rationale {
            "" => String::new(),
            text => format!(
                "<p>{} <bdi>{}</bdi></p>",
                escape(&self.words.rationale),
                lines(text)
            ),
        };
        let decision = suggestion.handling.decision.as_ref();
        let decided = decision.map_or_else(String::new, |decision| self.decided(decision));
        let Self { site, slug, .. } = self;
        let address = format!("{site}/guidelines/{slug}/suggestions?id={}", suggestion.id);
        format!(
            "<p>{who} · {}</p>{why}{decided}<p><a href=\"{}\">{}</a></p>",
            escape(&at),
            escape(&address),
            escape(&self.words.see)
        )
    }

    fn decided(&self, decision: &Decision) -> String {
        let outcome = match decision.outcome {
            Outcome::Accepted => &self.words.accepted,
            Outcome::AcceptedWithModification => &self.words.modified,
            Outcome::PartlyAccepted => &self.words.partly,
            _ => return String::new(),
        };
        let by = decision.by.as_ref();
        let by = by.map_or_else(String::new, |by| format!(" · {}", person(by)));
        let reason = match &*decision.reason {
            "" => String::new(),
            reason => format!(": <bdi>{}</bdi>", lines(reason)),
        };
        format!(
            "<p>{} · {}{by}{reason}</p>",
            escape(outcome),
            day(decision.at)
        )
    }
}

/// The entry of an origin, made if there is none.
fn entry_of<'e, 'a>(here: &'e mut Vec<Entry<'a>>, origin: Option<&'a Origin>) -> &'e mut Entry<'a> {
    let same = |entry: &Entry<'_>| match (entry.origin, origin) {
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    };
    let at = here.iter().position(same).unwrap_or_else(|| {
        here.push(Entry {
            origin,
            words: Vec::new(),
        });
        here.len() - 1
    });
    &mut here[at]
}

fn person(person: &PersonRef) -> String {
    format!(
        "<b><bdi>{}</bdi></b>{}",
        escape(&person.display_name),
        body(person)
    )
}

/// For which body somebody speaks.
fn body(person: &PersonRef) -> String {
    let organisation = person.organisation.as_ref();
    organisation.map_or_else(String::new, |it| {
        format!(", <bdi>{}</bdi>", escape(&it.name))
    })
}

fn lines(text: &str) -> String {
    escape(text.trim_end()).replace('\n', "<br>")
}

fn day(at: Timestamp) -> String {
    let at = at.to_string();
    at.split('T').next().unwrap_or(&at).to_owned()
}

/// The beginning of changed words.
fn quoted(words: &str) -> String {
    const LONGEST: usize = 80;
    let words = words.replace(review::document::PLACEHOLDER, "");
    let words = words.trim();
    let start: String = words.chars().take(LONGEST).collect();
    let more = if start.len() < words.len() { "…" } else { "" };
    escape(&start) + more
}
