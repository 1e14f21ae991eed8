//! The wrappers around the runs of a paragraph: what became of them, links, ranges of moves.

use std::fmt::Write as _;

use super::{
    credits::By,
    flow::{Fate, Touched},
    format::Link,
    writer::Writer,
};
use crate::docx::addresses;

/// What is open at the place where the next run goes.
#[derive(Debug, Default)]
pub(super) struct Line {
    touched: Touched,
    link: Option<Open>,
    /// The move whose range is open: away or hither, its number, the id of its range marks.
    range: Option<(bool, u32, u32)>,
}

/// A link that is open.
#[derive(Debug)]
struct Open {
    link: Link,
    /// The id of the bookmark that stands in for an element, where the address is none that we link to.
    bookmark: Option<u32>,
}

impl Line {
    fn link(&self) -> Option<&Link> {
        self.link.as_ref().map(|open| &open.link)
    }
}

impl Writer<'_, '_> {
    /// Closes and opens wrappers so that the next run is of this fate and in this link.
    pub(super) fn enter(&mut self, line: &mut Line, touched: Touched, link: Option<&Link>) {
        let open = line.range.map(|(away, id, _)| (away, id));
        // what was edited in a text that moved stands in its range
        let edit = |(away, _): &(bool, u32)| match touched.fate {
            Fate::Deleted => *away,
            Fate::Inserted => !*away,
            _ => false,
        };
        let range = range_of(touched.fate).or(open.filter(edit));
        if line.touched == touched && line.link() == link && open == range {
            return;
        }
        self.leave_fate(line);
        if line.link() != link || open != range {
            self.leave_link(line);
        }
        if open != range {
            self.leave_range(line);
            self.enter_range(line, range, touched.by);
        }
        if line.link.is_none()
            && let Some(link) = link
        {
            line.link = Some(self.open_link(link));
        }
        if let Some(change) = self.change(touched) {
            let _ = write!(self.out, "<{change}>");
        }
        line.touched = touched;
    }

    /// Ends a paragraph's runs. The end of a move's range is handed back where the paragraph mark
    /// belongs to the move too: it then stands after the paragraph.
    pub(super) fn end_line(&mut self, line: &mut Line, end: Touched) -> Option<String> {
        let range = range_of(end.fate);
        if range.is_some() && line.range.map(|(away, id, _)| (away, id)) != range {
            self.enter(line, end, None);
        }
        self.leave_fate(line);
        self.leave_link(line);
        if range.is_none() {
            self.leave_range(line);
            return None;
        }
        let (away, _, mark) = line.range.take()?;
        Some(range_end(away, mark))
    }

    /// Closes the wrappers, so that a mark between runs can be written.
    pub(super) fn leave_wrappers(&mut self, line: &mut Line) {
        self.leave_fate(line);
        self.leave_link(line);
    }

    fn leave_fate(&mut self, line: &mut Line) {
        self.push(match std::mem::take(&mut line.touched).fate {
            Fate::Same => "",
            Fate::Inserted => "</w:ins>",
            Fate::Deleted => "</w:del>",
            Fate::MovedFrom(_) => "</w:moveFrom>",
            Fate::MovedTo(_) => "</w:moveTo>",
        });
    }

    fn leave_link(&mut self, line: &mut Line) {
        match line.link.take().map(|open| open.bookmark) {
            Some(Some(id)) => {
                let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{id}\"/>");
            }
            Some(None) => self.push("</w:hyperlink>"),
            None => {}
        }
    }

    fn leave_range(&mut self, line: &mut Line) {
        if let Some((away, _, mark)) = line.range.take() {
            let end = range_end(away, mark);
            self.push(&end);
        }
    }

    fn enter_range(&mut self, line: &mut Line, range: Option<(bool, u32)>, by: By) {
        let Some((away, id)) = range else {
            return;
        };
        let attribution = self.attribution(by);
        // the range marks carry the id that `attribution` just gave
        let mark = self.latest_id();
        let name = if away { "moveFrom" } else { "moveTo" };
        let _ = write!(
            self.out,
            "<w:{name}RangeStart{attribution} w:name=\"move{id}\"/>"
        );
        line.range = Some((away, id, mark));
    }

    fn open_link(&mut self, link: &Link) -> Open {
        let bookmark = if addresses::is_linked(&link.0) {
            self.open_hyperlink(link);
            None
        } else {
            Some(self.open_unlinked(link))
        };
        Open {
            link: link.clone(),
            bookmark,
        }
    }

    /// Only the words are shown; a hidden bookmark names where they would lead.
    fn open_unlinked(&mut self, link: &Link) -> u32 {
        let number = self.unlinked.number(link);
        let id = self.fresh_id();
        let name = addresses::bookmark(number, id);
        let _ = write!(
            self.out,
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"
        );
        id
    }

    fn open_hyperlink(&mut self, (href, title): &Link) {
        self.push("<w:hyperlink");
        match href.strip_prefix('#') {
            Some(place) => {
                self.push(" w:anchor=\"");
                self.text(place);
            }
            None => {
                let id = self.link_reference(href);
                let _ = write!(self.out, " r:id=\"{id}");
            }
        }
        if let Some(title) = title {
            self.push("\" w:tooltip=\"");
            self.text(title);
        }
        self.push("\" w:history=\"1\">");
    }
}

/// Text that moved, from or to, lies in a range of that move.
fn range_of(fate: Fate) -> Option<(bool, u32)> {
    match fate {
        Fate::MovedFrom(id) => Some((true, id)),
        Fate::MovedTo(id) => Some((false, id)),
        _ => None,
    }
}

fn range_end(away: bool, mark: u32) -> String {
    let name = if away { "moveFrom" } else { "moveTo" };
    format!("<w:{name}RangeEnd w:id=\"{mark}\"/>")
}
