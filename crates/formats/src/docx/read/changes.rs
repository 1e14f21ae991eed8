//! The marks of change of a file, each with its author and date.

use std::{collections::HashSet, num::NonZeroU32, rc::Rc};

use super::{dates, tracking::Tag};
use crate::docx::{names::Ns, tree::Element};

/// One change as the file marks it; a person sees several of these as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct ChangeId(NonZeroU32);

/// What a mark of change says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Deed {
    Insert,
    Delete,
    MoveFrom,
    MoveTo,
    Format,
}

/// A change as the file marks it.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) author: Rc<str>,
    /// RFC 3339.
    pub(super) date: Option<Rc<str>>,
    pub(super) deed: Deed,
    /// For halves of moves: what pairs them.
    pub(super) name: Option<Rc<str>>,
}

impl ChangeId {
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// All marks of change of a file, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Changes {
    list: Vec<Change>,
    /// Authors and dates repeat.
    texts: HashSet<Rc<str>>,
    /// Ranges of moves that are open: id, name, whether it is where the text came from.
    ranges: Vec<(String, Rc<str>, bool)>,
}

impl Changes {
    pub(super) fn all(&self) -> &[Change] {
        &self.list
    }

    pub(super) fn get(&self, id: ChangeId) -> Option<&Change> {
        self.list.get(id.index())
    }

    fn text(&mut self, text: &str) -> Rc<str> {
        if let Some(known) = self.texts.get(text) {
            return Rc::clone(known);
        }
        let text: Rc<str> = Rc::from(text);
        self.texts.insert(Rc::clone(&text));
        text
    }

    pub(super) fn add(&mut self, element: Element<'_>, deed: Deed) -> Option<ChangeId> {
        let change = Change {
            author: self.text(element.w("author").unwrap_or_default().trim()),
            date: dates::stated(element).map(|date| self.text(&date)),
            deed,
            name: self.move_name(deed),
        };
        self.list.push(change);
        let number = u32::try_from(self.list.len()).ok()?;
        NonZeroU32::new(number).map(ChangeId)
    }

    /// The name of the move whose range is open.
    fn move_name(&self, deed: Deed) -> Option<Rc<str>> {
        let from = match deed {
            Deed::MoveFrom => true,
            Deed::MoveTo => false,
            _ => return None,
        };
        let open = self.ranges.iter().rfind(|range| range.2 == from)?;
        Some(Rc::clone(&open.1))
    }

    /// Takes in where the range of a move begins or ends; says whether the element is one of those.
    pub(super) fn range(&mut self, element: Element<'_>) -> bool {
        let (Ns::W, name) = element.name() else {
            return false;
        };
        let from = name.starts_with("moveFrom");
        let id = element.w("id").unwrap_or_default();
        match name {
            "moveFromRangeStart" | "moveToRangeStart" => {
                let name = self.text(element.w("name").unwrap_or_default());
                self.ranges.push((id.to_owned(), name, from));
            }
            "moveFromRangeEnd" | "moveToRangeEnd" => {
                let open = |range: &(String, Rc<str>, bool)| range.2 == from && range.0 == id;
                if let Some(at) = self.ranges.iter().rposition(open) {
                    self.ranges.remove(at);
                }
            }
            _ => return false,
        }
        true
    }

    /// The mark of a moved paragraph stands before the range that names the move: it takes the name
    /// from the text that was read since.
    pub(super) fn name_mark(&mut self, mark: Tag, since: usize) {
        for id in mark.changes() {
            let Some(change) = self.get(id) else { continue };
            if change.name.is_some() {
                continue;
            }
            let deed = change.deed;
            let inside = self.list[since.min(self.list.len())..].iter().rev();
            let name = inside
                .filter(|change| change.deed == deed)
                .find_map(|change| change.name.clone());
            self.list[id.index()].name = name;
        }
    }
}

/// What one person both inserted and deleted is on no side.
pub(super) fn own_insertion(changes: &Changes, tag: Tag) -> Tag {
    let author = |id: Option<ChangeId>| Some(&changes.get(id?)?.author);
    match (author(tag.inserted), author(tag.deleted)) {
        (Some(inserted), Some(deleted)) if inserted == deleted => Tag::NEVER,
        _ => tag,
    }
}
