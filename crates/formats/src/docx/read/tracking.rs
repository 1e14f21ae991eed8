//! Tracked changes while a file is read: on which sides of which change a piece of text stands.

use super::{
    Context,
    changes::{ChangeId, Changes, Deed, own_insertion},
    dates,
};
use crate::docx::{View, names::Ns, tree::Element};

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

impl Redliner {
    fn wrote(&self, element: Element<'_>) -> bool {
        element.w("author").unwrap_or_default().trim() == self.author
            && dates::same_second(dates::stated(element).as_deref(), self.date.as_deref())
    }
}
