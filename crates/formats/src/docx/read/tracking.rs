//! Tracked changes while a file is read: on which sides of which change a piece of text stands.

use std::{collections::HashSet, num::NonZeroU32, rc::Rc};

use super::Context;
use crate::docx::{View, names::Ns, tree::Element};

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

/// Which sides of a file with tracked changes are wanted.
#[derive(Debug, Clone)]
pub(super) enum Sides {
    /// One of them.
    One(View),
    /// Both, but for the changes of a redline that we wrote, which count as accepted.
    All(Option<Redliner>),
}

/// Under what name and date a redline's own changes stand.
#[derive(Debug, Clone)]
pub(super) struct Redliner {
    pub(super) author: String,
    pub(super) date: Option<String>,
}

/// On what it depends whether a piece of text is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tag {
    /// There once this is accepted.
    pub(super) inserted: Option<ChangeId>,
    /// Gone once this is accepted.
    pub(super) deleted: Option<ChangeId>,
    /// Not there on any side that is wanted.
    pub(super) never: bool,
}

/// Which changes are accepted; all others are rejected.
#[derive(Debug, Clone, Copy)]
pub(super) enum Accepted<'g> {
    Nothing,
    /// Those of the chosen groups.
    Groups {
        /// The group of each change.
        of: &'g [u32],
        chosen: &'g [u32],
    },
}

impl ChangeId {
    pub(super) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Accepted<'_> {
    pub(super) fn has(&self, change: ChangeId) -> bool {
        match self {
            Self::Nothing => false,
            Self::Groups { of, chosen } => of
                .get(change.index())
                .is_some_and(|group| chosen.contains(group)),
        }
    }
}

impl Tag {
    pub(super) const NEVER: Self = Self {
        inserted: None,
        deleted: None,
        never: true,
    };

    pub(super) fn is_plain(self) -> bool {
        self == Self::default()
    }

    /// Whether the text is there.
    pub(super) fn shown(self, accepted: Accepted<'_>) -> bool {
        !self.never
            && self.inserted.is_none_or(|change| accepted.has(change))
            && !self.deleted.is_some_and(|change| accepted.has(change))
    }

    /// What this depends on inside of what `outer` depends on.
    pub(super) fn inside(self, outer: Self) -> Self {
        Self {
            inserted: outer.inserted.or(self.inserted),
            deleted: outer.deleted.or(self.deleted),
            never: outer.never || self.never,
        }
    }

    /// The changes that it depends on.
    pub(super) fn changes(self) -> impl Iterator<Item = ChangeId> {
        self.inserted.into_iter().chain(self.deleted)
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

    fn add(&mut self, element: Element<'_>, deed: Deed) -> Option<ChangeId> {
        let change = Change {
            author: self.text(element.w("author").unwrap_or_default().trim()),
            date: date_of(element).map(|date| self.text(&date)),
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

impl Context<'_> {
    /// What being marked as changed means for text.
    pub(super) fn tag(&self, changes: &mut Changes, element: Element<'_>, deed: Deed) -> Tag {
        let adds = matches!(deed, Deed::Insert | Deed::MoveTo);
        let gone = |view: View| match adds {
            true => !view.inserted(),
            false => !view.deleted(),
        };
        let side = match &self.sides {
            Sides::One(view) => Some(*view),
            Sides::All(ours) => ours
                .as_ref()
                .is_some_and(|ours| ours.wrote(element))
                .then_some(View::Accepted),
        };
        if let Some(view) = side {
            return match gone(view) {
                true => Tag::NEVER,
                false => Tag::default(),
            };
        }
        let id = changes.add(element, deed);
        match adds {
            true => Tag {
                inserted: id,
                ..Tag::default()
            },
            false => Tag {
                deleted: id,
                ..Tag::default()
            },
        }
    }

    /// The tag of an element that wraps what was changed; `None` for any other element.
    pub(super) fn wrapper(&self, changes: &mut Changes, element: Element<'_>) -> Option<Tag> {
        let deed = match element.name() {
            (Ns::W, "ins") => Deed::Insert,
            (Ns::W, "del") => Deed::Delete,
            (Ns::W, "moveFrom") => Deed::MoveFrom,
            (Ns::W, "moveTo") => Deed::MoveTo,
            _ => return None,
        };
        Some(self.tag(changes, element, deed))
    }

    /// The tag of a paragraph mark (`w:rPr` of `w:pPr`, 17.13.5.15).
    pub(super) fn mark(&self, changes: &mut Changes, properties: Option<Element<'_>>) -> Tag {
        let mark = properties.and_then(|properties| properties.child(Ns::W, "rPr"));
        let mut tag = Tag::default();
        for child in mark.into_iter().flat_map(Element::children) {
            if let Some(own) = self.wrapper(changes, child) {
                tag = own.inside(tag);
            }
        }
        own_insertion(changes, tag)
    }

    /// The tag of a cell (`w:tcPr`).
    pub(super) fn cell(&self, changes: &mut Changes, properties: Element<'_>) -> Tag {
        let mut tag = Tag::default();
        for (name, deed) in [("cellIns", Deed::Insert), ("cellDel", Deed::Delete)] {
            if let Some(change) = properties.child(Ns::W, name) {
                tag = self.tag(changes, change, deed).inside(tag);
            }
        }
        own_insertion(changes, tag)
    }

    /// Properties as they are now and as they were, where that depends on a change; else the ones
    /// that count.
    pub(super) fn formats<'t>(
        &self,
        changes: &mut Changes,
        now: Option<Element<'t>>,
        [change, inside]: [&str; 2],
    ) -> Formats<'t> {
        let Some(change) = now.and_then(|now| now.child(Ns::W, change)) else {
            return Formats { now, before: None };
        };
        let before = change.child(Ns::W, inside);
        match &self.sides {
            Sides::One(View::Accepted) => Formats { now, before: None },
            Sides::One(View::Rejected) => Formats {
                now: before,
                before: None,
            },
            Sides::All(Some(ours)) if ours.wrote(change) => Formats { now, before: None },
            Sides::All(_) => Formats {
                now,
                before: changes.add(change, Deed::Format).map(|id| (before, id)),
            },
        }
    }

    /// Whether both sides are wanted.
    pub(super) fn keeps_all(&self) -> bool {
        matches!(self.sides, Sides::All(_))
    }

    /// On which side the hidden bookmarks are read.
    pub(super) fn named_by(&self) -> View {
        match &self.sides {
            Sides::One(view) => *view,
            Sides::All(Some(_)) => View::Accepted,
            Sides::All(None) => View::Rejected,
        }
    }
}

/// Properties on two sides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Formats<'t> {
    pub(super) now: Option<Element<'t>>,
    pub(super) before: Option<(Option<Element<'t>>, ChangeId)>,
}

/// What one person both inserted and deleted is on no side.
pub(super) fn own_insertion(changes: &Changes, tag: Tag) -> Tag {
    let author = |id: Option<ChangeId>| Some(&changes.get(id?)?.author);
    match (author(tag.inserted), author(tag.deleted)) {
        (Some(inserted), Some(deleted)) if inserted == deleted => Tag::NEVER,
        _ => tag,
    }
}

impl Redliner {
    fn wrote(&self, element: Element<'_>) -> bool {
        element.w("author").unwrap_or_default().trim() == self.author
            && same_second(date_of(element).as_deref(), self.date.as_deref())
    }
}

fn same_second(one: Option<&str>, other: Option<&str>) -> bool {
    let second = |date: Option<&str>| date.and_then(|date| date.get(..19)).map(String::from);
    second(one) == second(other)
}

/// `w:date` of a change or comment as RFC 3339. Some programs leave out the zone, and what they
/// then mean is unknown; it is taken as UTC, like that of programs that claim so wrongly.
pub(super) fn date_of(element: Element<'_>) -> Option<String> {
    zoned(element.w("date")?.trim())
}

pub(super) fn zoned(date: &str) -> Option<String> {
    let shape = b"0000-00-00T00:00:00";
    let fits = |(found, expect): (&u8, &u8)| match expect {
        b'0' => found.is_ascii_digit(),
        other => found == other,
    };
    let start = date.as_bytes().get(..shape.len())?;
    if !start.iter().zip(shape).all(fits) {
        return None;
    }
    let rest = &date[shape.len()..];
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|digit: char| digit.is_ascii_digit()),
        None => rest,
    };
    let offset = |zone: &str| {
        let parts = zone
            .strip_prefix(['+', '-'])
            .and_then(|z| z.split_once(':'));
        parts.is_some_and(|(hours, minutes)| {
            hours.len() == 2 && minutes.len() == 2 && digits(hours) && digits(minutes)
        })
    };
    match zone {
        "" => Some(format!("{date}Z")),
        "Z" => Some(date.to_owned()),
        "z" => Some(date.to_ascii_uppercase()),
        zone if offset(zone) => Some(date.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_get_a_zone() {
        let check = |date, expect: Option<&str>| assert_eq!(zoned(date).as_deref(), expect);
        check("2026-03-04T05:06:07Z", Some("2026-03-04T05:06:07Z"));
        check("2026-03-04T05:06:07", Some("2026-03-04T05:06:07Z"));
        check("2026-03-04T05:06:07.25", Some("2026-03-04T05:06:07.25Z"));
        check(
            "2026-03-04T05:06:07+08:00",
            Some("2026-03-04T05:06:07+08:00"),
        );
        check("2026-03-04", None);
        check("2026-03-04T05:06:07 o'clock", None);
        check("尾矿库尾矿库尾矿库", None);
        check("", None);
    }
}
