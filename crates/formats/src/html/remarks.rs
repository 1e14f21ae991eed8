use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    ops::Range,
};

use document::{Block, char_slice};
use redline::Redline;

use super::{
    inline::{escape, fragment},
    words::Words,
};
use crate::{MarginComment, Side};

/// Remarks with the blocks that they are on, each numbered as it is given.
pub(super) struct Remarks<'a> {
    redline: &'a Redline<'a>,
    all: &'a [MarginComment],
    words: &'static Words,
    /// By side and block.
    places: HashMap<(Side, usize), Vec<usize>>,
    /// Those that the page has shown.
    shown: RefCell<HashSet<usize>>,
}

/// A place in the text of one side: a block and an offset.
pub(super) type Place = (Side, usize, usize);

impl<'a> Remarks<'a> {
    pub(super) fn of(redline: &'a Redline<'a>, all: &'a [MarginComment]) -> Self {
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (index, remark) in all.iter().enumerate() {
            places
                .entry((remark.side, remark.block))
                .or_default()
                .push(index);
        }
        Self {
            redline,
            all,
            words: Words::for_language(&redline.new.language),
            places,
            shown: RefCell::default(),
        }
    }

    fn on(&self, side: Side, block: usize) -> impl Iterator<Item = usize> {
        let found = self.places.get(&(side, block));
        found.map_or(&[][..], Vec::as_slice).iter().copied()
    }

    fn block(&self, remark: &MarginComment) -> Option<&'a Block> {
        let document = match remark.side {
            Side::Old => self.redline.old,
            Side::New => self.redline.new,
        };
        document.blocks.get(remark.block)
    }

    /// The passage that a remark is on, if it is on one.
    fn passage(&self, index: usize) -> Option<Range<usize>> {
        let remark = &self.all[index];
        let length = self.block(remark)?.length();
        (remark.start < remark.end && remark.end <= length).then_some(remark.start..remark.end)
    }

    /// Where the passages that reach into this stretch start and end in it, with both its ends.
    pub(super) fn borders(&self, places: &[Place], length: usize) -> Vec<usize> {
        let mut borders = vec![0, length];
        for (side, block, at) in places {
            let passages = self
                .on(*side, *block)
                .filter_map(|index| self.passage(index));
            let ends = passages.flat_map(|passage| [passage.start, passage.end]);
            let inside = ends.filter(|end| (*at..*at + length).contains(end));
            borders.extend(inside.map(|end| end - at));
        }
        borders.sort_unstable();
        borders.dedup();
        borders
    }

    /// Whether a remark is on what stands between these offsets behind the places.
    pub(super) fn covers(&self, places: &[Place], range: &Range<usize>) -> bool {
        places.iter().any(|(side, block, at)| {
            let mut passages = self
                .on(*side, *block)
                .filter_map(|index| self.passage(index));
            passages.any(|passage| passage.start < at + range.end && at + range.start < passage.end)
        })
    }

    /// Links to the remarks whose passage ends behind these places; they count as shown.
    pub(super) fn ending(&self, places: &[Place], after: usize) -> Vec<usize> {
        let ends = |(side, block, at): &Place| -> Vec<usize> {
            let end = at + after;
            let here = |index: &usize| {
                self.passage(*index)
                    .is_some_and(|passage| passage.end == end)
            };
            self.on(*side, *block).filter(here).collect()
        };
        self.take(places.iter().flat_map(ends).collect())
    }

    /// The remarks on a block as a whole; they count as shown.
    pub(super) fn on_whole(&self, side: Side, block: usize) -> Vec<usize> {
        let whole = |index: &usize| self.passage(*index).is_none();
        self.take(self.on(side, block).filter(whole).collect())
    }

    fn take(&self, mut indices: Vec<usize>) -> Vec<usize> {
        let mut shown = self.shown.borrow_mut();
        indices.retain(|index| shown.insert(*index));
        indices
    }

    /// Leads from the passage to a remark.
    pub(super) fn reference(&self, index: usize) -> String {
        let (name, number) = (self.name(index), index + 1);
        format!(
            "<sup class=\"remark-ref\" data-of-page><a id=\"at-{name}\" href=\"#{name}\" role=\"doc-noteref\">\
             <span class=\"spoken\">{} </span>{number}</a></sup>",
            escape(self.words.comment)
        )
    }

    /// The id of the element of a remark.
    fn name(&self, index: usize) -> String {
        let id = &self.all[index].id;
        if id.is_empty() {
            return format!("remark-no-{}", index + 1);
        }
        format!("remark-{}", escape(&fragment(id)))
    }

    /// A remark with its answers.
    pub(super) fn aside(&self, index: usize) -> String {
        let remark = &self.all[index];
        let (name, number, words) = (self.name(index), index + 1, self.words);
        let quote = self.block(remark).zip(self.passage(index));
        let quote = quote.map_or_else(String::new, |(block, passage)| {
            let quoted = char_slice(&block.text, passage).replace(document::PLACEHOLDER, "");
            format!("<q>{}</q>", escape(&quoted))
        });
        let mut state = String::new();
        if remark.side == Side::Old {
            state.push_str(&format!(
                " <span class=\"state\">{}</span>",
                escape(words.on_older)
            ));
        }
        if remark.resolved {
            state.push_str(&format!(
                " <span class=\"state\">{}</span>",
                escape(words.resolved)
            ));
        }
        let replies = remark.replies.iter().map(|reply| {
            let said = said(&reply.author, &reply.organisation, &reply.date, &reply.body);
            let label = escape(words.reply);
            format!("<div class=\"reply\"><span class=\"spoken\">{label}: </span>{said}</div>")
        });
        format!(
            "<aside class=\"remark{}\" role=\"note\" data-of-page id=\"{name}\" aria-label=\"{} {number}\">\
             <p class=\"where\"><a href=\"#at-{name}\" role=\"doc-backlink\" title=\"{back}\">{number}\
             <span class=\"spoken\"> {back}</span></a>{state} {quote}</p>{}{}</aside>\n",
            if remark.resolved { " resolved" } else { "" },
            escape(words.comment),
            said(
                &remark.author,
                &remark.organisation,
                &remark.date,
                &remark.body
            ),
            replies.collect::<String>(),
            back = escape(words.back),
        )
    }

    /// Remarks whose place the page does not show.
    pub(super) fn elsewhere(&self) -> String {
        let rest = self.take((0..self.all.len()).collect());
        if rest.is_empty() {
            return String::new();
        }
        let asides: String = rest.into_iter().map(|index| self.aside(index)).collect();
        format!(
            "<section class=\"elsewhere\" data-of-page>\n<h2>{}</h2>\n{asides}</section>\n",
            escape(self.words.elsewhere)
        )
    }

    /// Every remark, as a list of links.
    pub(super) fn list(&self) -> Vec<(String, String)> {
        let entry = |(index, remark): (usize, &MarginComment)| {
            let start: String = remark.body.chars().take(80).collect();
            (self.name(index), format!("{}: {start}", remark.author))
        };
        self.all.iter().enumerate().map(entry).collect()
    }
}

fn said(author: &str, organisation: &str, date: &str, body: &str) -> String {
    let organisation = match organisation {
        "" => String::new(),
        name => format!(" ({})", escape(name)),
    };
    let body = escape(body.trim_end()).replace('\n', "<br>");
    format!(
        "<p><b>{}</b>{organisation}{}</p><p>{body}</p>",
        escape(author),
        time(date)
    )
}

/// A moment as people read it, with what programs read; nothing where there is none.
pub(super) fn time(date: &str) -> String {
    if date.is_empty() {
        return String::new();
    }
    format!(
        " <time datetime=\"{}\">{}</time>",
        escape(date),
        escape(&moment(date))
    )
}

/// `2026-11-23T12:00:00Z` as `2026-11-23 12:00 UTC`.
fn moment(date: &str) -> String {
    let (day, clock) = date.split_once('T').unwrap_or((date, ""));
    let minutes: String = clock.chars().take(5).collect();
    match (minutes.is_empty(), clock.ends_with('Z')) {
        (true, _) => day.to_owned(),
        (false, true) => format!("{day} {minutes} UTC"),
        (false, false) => date.to_owned(),
    }
}
