//! Changes as a person sees them: what one author deleted and inserted side by side is one change,
//! however many marks the file has for it.

use std::{collections::HashMap, rc::Rc};

use crate::docx::read::{
    changes::{Change, ChangeId, Deed},
    script::{Script, Source},
    tracking::{Accepted, Tag},
};

/// All changes of a file in the order in which they begin.
#[derive(Debug, Default)]
pub(super) struct Groups {
    pub(super) list: Vec<Group>,
    /// The group of each mark of change; [`NONE`] for marks on what is not kept.
    pub(super) of: Vec<u32>,
}

/// Not the number of any group.
pub(super) const NONE: u32 = u32::MAX;

/// A change as a person sees it.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) author: Rc<str>,
    /// When it was last touched.
    pub(super) date: Option<Rc<str>>,
    pub(super) kind: GroupKind,
    /// The paragraphs that it is in, ascending.
    pub(super) touched: Vec<usize>,
    /// The rows that come or go with it, or have such cells, ascending.
    pub(super) rows: Vec<usize>,
    /// The insertions of others that it stands in.
    pub(super) within: Vec<u32>,
    /// It lost text here.
    from: bool,
    /// It gained text here.
    to: bool,
}

/// What kind of change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum GroupKind {
    Text,
    Format,
    /// A move, by its name in the file.
    Move(Rc<str>),
    /// Half of a move without a name, until its other half is found.
    HalfMove(Deed),
}

impl Group {
    /// Whether text went from one place to another.
    pub(super) fn is_move(&self) -> bool {
        matches!(self.kind, GroupKind::Move(_) | GroupKind::HalfMove(_))
    }
}

impl Groups {
    pub(super) fn of(script: &Script, changes: &[Change]) -> Self {
        let mut gathering = Gathering {
            groups: Self {
                of: vec![NONE; changes.len()],
                ..Self::default()
            },
            changes,
            open: Vec::new(),
            moves: HashMap::new(),
        };
        for (index, source) in script.sources.iter().enumerate() {
            gathering.source(index, source);
        }
        let mut groups = gathering.groups;
        groups.take_into_moves(script);
        groups.rows(script);
        groups.nest(script);
        groups
    }

    /// The group of a mark.
    pub(super) fn group(&self, change: ChangeId) -> Option<u32> {
        let group = self.of.get(change.index()).copied();
        group.filter(|group| *group != NONE)
    }

    fn members(&self, tag: Tag) -> impl Iterator<Item = u32> {
        tag.changes().filter_map(|change| self.group(change))
    }

    fn rows(&mut self, script: &Script) {
        for (index, row) in script.rows.iter().enumerate() {
            let tags = row.cells.iter().map(|cell| cell.tag);
            for tag in std::iter::once(row.tag).chain(tags) {
                let members: Vec<u32> = self.members(tag).collect();
                for group in members {
                    let rows = &mut self.list[group as usize].rows;
                    if rows.last() != Some(&index) {
                        rows.push(index);
                    }
                }
            }
        }
    }

    /// Finds which changes stand inside insertions of others.
    fn nest(&mut self, script: &Script) {
        for source in &script.sources {
            let outer = source.around.inserted.and_then(|change| self.group(change));
            let new = source
                .mark
                .inserted
                .filter(|_| source.is_void(Accepted::Nothing));
            let new = new.and_then(|change| self.group(change));
            for piece in source.line.pieces() {
                let tag = piece.dress.tag;
                let inserted = tag.inserted.and_then(|change| self.group(change));
                let members: Vec<u32> = self.members(tag).collect();
                for group in members {
                    let around = [outer, new, inserted.filter(|_| tag.deleted.is_some())];
                    self.put_within(group, around);
                }
            }
            let members: Vec<u32> = self.members(source.mark).collect();
            let inserted = source.mark.inserted.and_then(|change| self.group(change));
            for group in members {
                let nested = inserted.filter(|_| source.mark.deleted.is_some());
                self.put_within(group, [outer, nested, None]);
            }
        }
    }

    /// The group of a paragraph that is not there yet.
    fn new_paragraph(&self, source: &Source) -> Option<u32> {
        let absent = source.is_absent(Accepted::Nothing);
        self.group(source.mark.inserted.filter(|_| absent)?)
    }

    /// What the author of a move edited in a paragraph on its way is part of the move.
    fn take_into_moves(&mut self, script: &Script) {
        let mut into: HashMap<u32, u32> = HashMap::new();
        for source in &script.sources {
            let Some(moved) = self.new_paragraph(source) else {
                continue;
            };
            let entry = &self.list[moved as usize];
            if !entry.is_move() {
                continue;
            }
            for piece in source.line.pieces() {
                into.extend(self.members(piece.dress.tag).filter_map(|group| {
                    let edit = &self.list[group as usize];
                    let inside = edit.kind == GroupKind::Text
                        && edit.author == entry.author
                        && edit
                            .touched
                            .iter()
                            .all(|touched| entry.touched.contains(touched));
                    inside.then_some((group, moved))
                }));
            }
        }
        for group in into.keys() {
            self.list[*group as usize].touched.clear();
        }
        for group in &mut self.of {
            *group = into.get(group).copied().unwrap_or(*group);
        }
    }

    fn put_within(&mut self, group: u32, around: [Option<u32>; 3]) {
        let within = &mut self.list[group as usize].within;
        for outer in around.into_iter().flatten() {
            if outer != group && !within.contains(&outer) && within.len() < 8 {
                within.push(outer);
            }
        }
    }

    /// Moves of which only one half is there become insertions and deletions; returns whose they are
    /// and what they became. Halves without a name find each other by their text.
    pub(super) fn settle_moves(&mut self, script: &Script) -> Vec<(Rc<str>, &'static str)> {
        self.pair_halves(script);
        let mut lone = Vec::new();
        for group in &mut self.list {
            if matches!(group.kind, GroupKind::Text | GroupKind::Format) {
                continue;
            }
            let became = match (group.from, group.to) {
                (true, false) => "deletion",
                (false, true) => "insertion",
                _ => continue,
            };
            group.kind = GroupKind::Text;
            lone.push((Rc::clone(&group.author), became));
        }
        lone
    }

    fn pair_halves(&mut self, script: &Script) {
        let half = |deed: Deed| move |group: &&Group| group.kind == GroupKind::HalfMove(deed);
        if !self.list.iter().any(|group| half(Deed::MoveFrom)(&group)) {
            return;
        }
        let mut texts = vec![String::new(); self.list.len()];
        for piece in script
            .sources
            .iter()
            .flat_map(|source| source.line.pieces())
        {
            for group in self.members(piece.dress.tag) {
                texts[group as usize].push_str(piece.text);
            }
        }
        let mut from = HashMap::new();
        for (index, group) in self.list.iter().enumerate() {
            if half(Deed::MoveFrom)(&group) {
                from.insert((Rc::clone(&group.author), texts[index].clone()), index);
            }
        }
        for (index, text) in texts.into_iter().enumerate() {
            let group = &self.list[index];
            if !half(Deed::MoveTo)(&group) {
                continue;
            }
            if let Some(first) = from.remove(&(Rc::clone(&group.author), text)) {
                self.unite(first, index);
            }
        }
    }

    /// Makes two halves one move; the second remains without anything.
    fn unite(&mut self, first: usize, second: usize) {
        let other = std::mem::take(&mut self.list[second].touched);
        let group = &mut self.list[first];
        group.touched.extend(other);
        group.touched.sort_unstable();
        group.touched.dedup();
        (group.from, group.to) = (true, true);
        self.list[second].kind = GroupKind::Text;
        let [first, second] = [first, second].map(|index| u32::try_from(index).unwrap_or(NONE));
        for group in &mut self.of {
            if *group == second {
                *group = first;
            }
        }
    }
}

struct Gathering<'c> {
    groups: Groups,
    changes: &'c [Change],
    /// Groups that what comes next may belong to.
    open: Vec<u32>,
    moves: HashMap<Rc<str>, u32>,
}

impl Gathering<'_> {
    fn source(&mut self, index: usize, source: &Source) {
        let around: Vec<ChangeId> = source.around.changes().collect();
        let mut format = source
            .reformatted()
            .map(|change| self.assign(index, change, None));
        let labels = source.line.label_tags().map(|tag| (tag, None));
        let pieces = source.line.pieces();
        let pieces = pieces.map(|piece| (piece.dress.tag, piece.dress.before));
        for (tag, before) in labels.chain(pieces) {
            if tag.never {
                continue;
            }
            self.touch(index, tag, &around);
            format = before.map(|(_, change)| self.assign(index, change, format));
        }
        if !source.mark.never {
            self.touch(index, source.mark, &around);
        }
    }

    /// Text or an end of a paragraph, and what it depends on: groups that it does not belong to end
    /// here.
    fn touch(&mut self, index: usize, tag: Tag, around: &[ChangeId]) {
        let open = std::mem::take(&mut self.open);
        let mut now: Vec<u32> = Vec::new();
        for change in tag.changes().chain(around.iter().copied()) {
            let kind = self.kind(change);
            let author = &self.changes[change.index()].author;
            let fits = |group: &&u32| {
                let group = &self.groups.list[**group as usize];
                group.kind == kind && group.author == *author
            };
            let known = now.iter().find(fits).or_else(|| open.iter().find(fits));
            let group = self.assign(index, change, known.copied());
            if !now.contains(&group) {
                now.push(group);
            }
        }
        self.open = now;
    }

    fn kind(&self, change: ChangeId) -> GroupKind {
        let change = &self.changes[change.index()];
        match (change.deed, &change.name) {
            (Deed::MoveFrom | Deed::MoveTo, Some(name)) => GroupKind::Move(Rc::clone(name)),
            (Deed::MoveFrom | Deed::MoveTo, None) => GroupKind::HalfMove(change.deed),
            (Deed::Format, _) => GroupKind::Format,
            (Deed::Insert | Deed::Delete, _) => GroupKind::Text,
        }
    }

    /// Puts a mark into its group, `known` unless it has one already.
    fn assign(&mut self, index: usize, id: ChangeId, known: Option<u32>) -> u32 {
        let own = self.groups.group(id);
        let by_name = || {
            self.moves
                .get(self.changes[id.index()].name.as_ref()?)
                .copied()
        };
        let group = own.or_else(by_name).or(known);
        let group = group.unwrap_or_else(|| self.begin(id));
        let change = &self.changes[id.index()];
        self.groups.of[id.index()] = group;
        let entry = &mut self.groups.list[group as usize];
        if entry.touched.last() != Some(&index) {
            entry.touched.push(index);
        }
        entry.from |= change.deed == Deed::MoveFrom;
        entry.to |= change.deed == Deed::MoveTo;
        if change.date > entry.date {
            entry.date.clone_from(&change.date);
        }
        group
    }

    fn begin(&mut self, id: ChangeId) -> u32 {
        let number = u32::try_from(self.groups.list.len()).unwrap_or(NONE);
        let change = &self.changes[id.index()];
        let kind = self.kind(id);
        if let GroupKind::Move(name) = &kind {
            self.moves.insert(Rc::clone(name), number);
        }
        self.groups.list.push(Group {
            author: Rc::clone(&change.author),
            date: change.date.clone(),
            kind,
            touched: Vec::new(),
            rows: Vec::new(),
            within: Vec::new(),
            from: false,
            to: false,
        });
        number
    }
}
