//! What a proposer asks for, as parts of a suggestion.

use std::collections::HashSet;

use document::{
    AtomKind, Block, BlockId, Digest, Document, Kind, Mark, MarkKind, PLACEHOLDER, normalise_marks,
};
use merge::{Part, TextEdits};

use crate::{ReviewError, check::Check};

/// So many places a suggestion has at most.
const MOST_PARTS: usize = 100;
/// So many blocks it touches or proposes at most.
const MOST_BLOCKS: usize = 1_000;
/// The longest text of a proposed block, in characters.
const LONGEST_TEXT: usize = 100_000;

/// What it takes to propose wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSuggestion {
    /// The revision that the person reads.
    pub revision: u32,
    /// In which language; the guideline's if not said.
    pub language: Option<String>,
    /// What shall change.
    pub wish: Wish,
    /// Why; up to 10,000 characters.
    pub rationale: String,
}

/// What shall change, as plainly as people say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A block shall read otherwise, or be of another kind.
    Edit {
        /// Which.
        block: BlockId,
        /// What it shall be; what is left out stays.
        wording: NewWording,
    },
    /// A new block shall stand behind another, or at the start.
    InsertAfter {
        /// Behind which.
        after: Option<BlockId>,
        /// What it shall be; a paragraph if not said.
        wording: NewWording,
    },
    /// A block shall go.
    Delete {
        /// Which.
        block: BlockId,
    },
    /// A block shall stand behind another, or at the start.
    Move {
        /// Which.
        block: BlockId,
        /// Behind which.
        after: Option<BlockId>,
    },
    /// Several adjacent blocks, or several places at once.
    Parts(Vec<Part>),
}

/// What a block shall be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewWording {
    /// The words.
    pub text: Option<String>,
    /// The formatting of them; if not said, words that stay keep theirs.
    pub marks: Option<Vec<Mark>>,
    /// What it is.
    pub kind: Option<Kind>,
    /// How deep.
    pub level: Option<u8>,
    /// Numbered or bulleted.
    pub ordered: Option<bool>,
}

impl Wish {
    /// The parts of the suggestion; `Invalid` where the wish does not fit the text, or changes
    /// nothing.
    pub(crate) fn parts(
        self,
        text: &Document,
        glossary: &[String],
    ) -> Result<Vec<Part>, ReviewError> {
        let parts = match self {
            Self::Edit { block, wording } => {
                let stands = block_of(text, &block)?;
                vec![Part {
                    blocks: vec![block],
                    after: None,
                    proposal: vec![wording.applied(stands, glossary)?],
                }]
            }
            Self::InsertAfter { after, wording } => vec![Part {
                blocks: Vec::new(),
                after,
                proposal: vec![wording.applied(&Block::default(), glossary)?],
            }],
            Self::Delete { block } => vec![removal(block)],
            Self::Move { block, after } => {
                let stands = block_of(text, &block)?.clone();
                vec![
                    removal(block),
                    Part {
                        blocks: Vec::new(),
                        after,
                        proposal: vec![stands],
                    },
                ]
            }
            Self::Parts(parts) => parts,
        };
        check(text, &parts)?;
        if merge::hunks_of(text, &parts, glossary).is_empty() {
            let what = "changes nothing: the revision reads like this already";
            return Err(ReviewError::invalid("text", what));
        }
        Ok(parts)
    }
}

impl NewWording {
    /// The block as it shall be.
    pub(crate) fn applied(self, block: &Block, glossary: &[String]) -> Result<Block, ReviewError> {
        let mut changed = block.clone();
        if let Some(kind) = self.kind.filter(|kind| *kind != block.kind) {
            changed.kind = kind;
            changed.level = matches!(kind, Kind::Heading | Kind::ListItem).then_some(1);
            changed.ordered = (kind == Kind::ListItem).then_some(false);
            changed.number = None;
        }
        self.check(block, &changed)?;
        changed.level = self.level.or(changed.level);
        changed.ordered = self.ordered.or(changed.ordered);
        if let Some(text) = self.text {
            changed.marks = carried(block, &text, glossary);
            changed.atoms = block.atoms.clone();
            changed.text = text;
            settle(block, &mut changed, glossary)?;
        }
        let length = changed.length();
        if let Some(marks) = self.marks {
            check_marks(&marks, length)?;
            changed.marks = marks;
        }
        normalise_marks(&mut changed.marks, length);
        Ok(changed)
    }

    /// Whether a block that is to be like `changed` can be made of `block` and these words.
    fn check(&self, block: &Block, changed: &Block) -> Result<(), ReviewError> {
        let mut check = Check::default();
        let (kind, name) = (changed.kind, changed.kind.name());
        if self.level.is_some_and(|level| !(1..=9).contains(&level)) {
            check.refuse("level", "is none from 1 to 9");
        }
        if self.ordered == Some(true) && !can_be_numbered(kind) {
            check.refuse("ordered", format!("is nothing that a {name} is"));
        }
        if kind != block.kind && matches!(kind, Kind::Figure | Kind::Footnote | Kind::Cell) {
            let what = format!(
                "of a {name} needs what words alone do not make: its picture, note or table"
            );
            check.refuse("kind", what);
        }
        let text = self.text.as_ref().unwrap_or(&block.text);
        match kind {
            Kind::Rule if !text.is_empty() => {
                check.refuse("text", "stands in a rule, which has none")
            }
            Kind::Rule | Kind::Cell | Kind::Figure => &mut check,
            _ if !text.trim().is_empty() => &mut check,
            _ => check.refuse(
                "text",
                "is empty; to take a paragraph away, propose to delete it",
            ),
        };
        check.done()
    }
}

fn can_be_numbered(kind: Kind) -> bool {
    matches!(kind, Kind::ListItem | Kind::Cell | Kind::Footnote)
}

fn check_marks(marks: &[Mark], length: usize) -> Result<(), ReviewError> {
    let outside = |mark: &&Mark| mark.start >= mark.end || mark.end > length;
    let Some(mark) = marks.iter().find(outside) else {
        return Ok(());
    };
    let (start, end) = (mark.start, mark.end);
    let what = format!("one from {start} to {end} is empty or beyond the {length} characters");
    Err(ReviewError::invalid("marks", what))
}

/// The formatting of words that stay, where they stand in the changed text. Notes stand with their
/// placeholders, see [`settle`].
fn carried(block: &Block, text: &str, glossary: &[String]) -> Vec<Mark> {
    let edits = TextEdits::between(&block.text, text, glossary);
    let spans = block.marks.iter().filter(|mark| !is_note(mark));
    let moved = spans.map(|mark| Mark {
        start: place_after(&edits, mark.start, false),
        end: place_after(&edits, mark.end, true),
        kind: mark.kind.clone(),
    });
    moved.filter(|mark| mark.start < mark.end).collect()
}

/// Where a border between characters stands after the edits; inside of what is replaced, a start
/// stands before what comes and an end behind it.
fn place_after(edits: &TextEdits, at: usize, is_end: bool) -> usize {
    let mut grown = 0_usize;
    let mut shrunk = 0_usize;
    for edit in edits.as_slice() {
        let inserted = edit.insert.chars().count();
        if edit.end <= at && !(is_end && edit.end == at && edit.start == edit.end) {
            grown += inserted;
            shrunk += edit.end - edit.start;
        } else if edit.start < at {
            let to = if is_end { inserted } else { 0 };
            return edit.start + grown + to - shrunk;
        } else {
            break;
        }
    }
    at + grown - shrunk
}

/// Gives each placeholder of the changed text what it stands for: all in order where there are as
/// many as before, else those that the edit left in place.
fn settle(block: &Block, changed: &mut Block, glossary: &[String]) -> Result<(), ReviewError> {
    let places: Vec<usize> = placeholders(&changed.text);
    let before = placeholders(&block.text);
    let targets: Vec<Option<usize>> = if places.len() == before.len() {
        places.iter().copied().map(Some).collect()
    } else {
        let edits = TextEdits::between(&block.text, &changed.text, glossary);
        let gone = |at: usize| {
            let mut all = edits.as_slice().iter();
            all.any(|edit| edit.start <= at && at < edit.end)
        };
        let target = |at: &usize| (!gone(*at)).then(|| place_after(&edits, *at, false));
        before.iter().map(target).collect()
    };
    if targets.iter().flatten().count() < places.len() {
        let what = "has a placeholder (U+FFFC) for which there is nothing in the paragraph";
        return Err(ReviewError::invalid("text", what));
    }
    let target = |at: usize| {
        let index = before.iter().position(|place| *place == at)?;
        targets.get(index).copied().flatten()
    };
    changed.atoms = block
        .atoms
        .iter()
        .filter_map(|atom| {
            let mut atom = atom.clone();
            atom.at = target(atom.at)?;
            Some(atom)
        })
        .collect();
    let notes = block.marks.iter().filter(|mark| is_note(mark));
    changed.marks.extend(notes.filter_map(|mark| {
        let start = target(mark.start)?;
        Some(Mark {
            start,
            end: start + 1,
            kind: mark.kind.clone(),
        })
    }));
    Ok(())
}

fn placeholders(text: &str) -> Vec<usize> {
    let characters = text.chars().enumerate();
    let here = characters.filter(|(_, character)| *character == PLACEHOLDER);
    here.map(|(at, _)| at).collect()
}

fn is_note(mark: &Mark) -> bool {
    matches!(mark.kind, MarkKind::Note { .. })
}

fn removal(block: BlockId) -> Part {
    Part {
        blocks: vec![block],
        after: None,
        proposal: Vec::new(),
    }
}

fn block_of<'a>(text: &'a Document, id: &BlockId) -> Result<&'a Block, ReviewError> {
    let found = text.find(id).map(|(_, block)| block);
    found.ok_or_else(|| ReviewError::invalid("block_id", format!("the text has no block {id}")))
}

/// Whether the parts name blocks of the text, and propose what a text can hold.
pub(crate) fn check(text: &Document, parts: &[Part]) -> Result<(), ReviewError> {
    let blocks = |part: &Part| part.blocks.len() + part.proposal.len();
    if parts.is_empty() || parts.iter().any(|part| blocks(part) == 0) {
        return Err(ReviewError::invalid("parts", "propose nothing"));
    }
    if parts.len() > MOST_PARTS || parts.iter().map(blocks).sum::<usize>() > MOST_BLOCKS {
        let what = format!("are more than {MOST_PARTS} places or {MOST_BLOCKS} blocks at once");
        return Err(ReviewError::invalid("parts", what));
    }
    check_places(text, parts)?;
    let known: HashSet<&BlockId> = parts.iter().flat_map(|part| &part.blocks).collect();
    let images = images(&text.blocks);
    let mut check = Check::default();
    let mut seen = HashSet::new();
    for block in parts.iter().flat_map(|part| &part.proposal) {
        let is_new = block.id.as_str().is_empty();
        let lives_on = known.contains(&block.id) && seen.insert(&block.id);
        if !is_new && !lives_on {
            check.refuse("parts", format!("propose block {} out of place", block.id));
        }
        check_block(&mut check, block, &images);
    }
    check.done()
}

fn check_places(text: &Document, parts: &[Part]) -> Result<(), ReviewError> {
    let mut named = HashSet::new();
    for part in parts {
        let mut behind = None;
        for id in &part.blocks {
            let place = text.find(id).map(|(place, _)| place);
            let Some(place) = place else {
                let what = format!("the text has no block {id}");
                return Err(ReviewError::invalid("block_id", what));
            };
            if !named.insert(id) || behind.is_some_and(|behind| behind + 1 != place) {
                let what = format!("name block {id} twice or out of order");
                return Err(ReviewError::invalid("parts", what));
            }
            behind = Some(place);
        }
        if let Some(after) = &part.after
            && text.find(after).is_none()
        {
            let what = format!("the text has no block {after}");
            return Err(ReviewError::invalid("after", what));
        }
    }
    Ok(())
}

fn check_block(check: &mut Check, block: &Block, images: &HashSet<&Digest>) {
    check.note("text", &block.text.replace(PLACEHOLDER, " "), LONGEST_TEXT);
    for label in [&block.number, &block.note, &block.info]
        .into_iter()
        .flatten()
    {
        check.note("parts", label, 200);
    }
    for mark in &block.marks {
        if let MarkKind::Link { href, title } = &mark.kind {
            check.note("marks", href, 4_000);
            check.note("marks", title.as_deref().unwrap_or_default(), 1_000);
        }
    }
    let strange = |atom: &&document::Atom| match &atom.kind {
        AtomKind::Image { resource, .. } => !images.contains(resource),
        _ => false,
    };
    if block.atoms.iter().any(|atom| strange(&atom)) {
        check.refuse("atoms", "show a picture that the revision does not have");
    }
    let alone = Document {
        blocks: vec![block.clone()],
        ..Document::default()
    };
    if let Some(defect) = alone.defects().first() {
        check.refuse("parts", defect.to_string());
    }
}

fn images(blocks: &[Block]) -> HashSet<&Digest> {
    let atoms = blocks.iter().flat_map(|block| &block.atoms);
    let images = atoms.filter_map(|atom| match &atom.kind {
        AtomKind::Image { resource, .. } => Some(resource),
        _ => None,
    });
    images.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use document::{Atom, slice_marks};

    fn text() -> Document {
        let mut first = Block::new(Kind::Paragraph, "Operators shall avoid impacts.");
        first.id = "p1".into();
        first.marks.push(Mark {
            start: 10,
            end: 15,
            kind: MarkKind::Strong,
        });
        let mut second = Block::new(Kind::Paragraph, format!("See {PLACEHOLDER} below."));
        second.id = "p2".into();
        second.atoms.push(Atom {
            at: 4,
            kind: AtomKind::Equation {
                notation: "tex".to_owned(),
                source: "x".to_owned(),
            },
            alt: String::new(),
        });
        Document {
            blocks: vec![first, second],
            ..Document::default()
        }
    }

    fn edit(block: &str, words: &str) -> Result<Vec<Part>, ReviewError> {
        let wording = NewWording {
            text: Some(words.to_owned()),
            ..NewWording::default()
        };
        let block = block.into();
        Wish::Edit { block, wording }.parts(&text(), &[])
    }

    #[test]
    fn words_that_stay_keep_their_formatting() {
        #[track_caller]
        fn check(words: &str, bold: &str) {
            let parts = edit("p1", words).unwrap();
            let block = &parts[0].proposal[0];
            let marks = slice_marks(&block.marks, 0..block.length());
            let shown = marks.first().map_or(String::new(), |mark| {
                words
                    .chars()
                    .skip(mark.start)
                    .take(mark.end - mark.start)
                    .collect()
            });
            assert_eq!(shown, bold, "{words}");
        }
        check("Operators shall avoid all impacts.", "shall");
        check("All operators shall avoid impacts.", "shall");
        check("Operators must avoid impacts.", "must");
        check("Operators avoid impacts.", "");
        check(
            "Mining operators, as far as possible, shall not avoid it.",
            "shall",
        );
    }

    #[test]
    fn what_a_placeholder_stands_for_stays_with_it() {
        let parts = edit("p2", &format!("As said, see {PLACEHOLDER} below.")).unwrap();
        assert_eq!(parts[0].proposal[0].atoms[0].at, 13);
        let parts = edit("p2", "See below.").unwrap();
        assert!(parts[0].proposal[0].atoms.is_empty());
        assert!(edit("p2", &format!("{PLACEHOLDER} {PLACEHOLDER}")).is_err());
    }

    #[test]
    fn a_wish_that_changes_nothing_or_does_not_fit_is_refused() {
        assert!(edit("p1", "Operators shall avoid impacts.").is_err());
        assert!(edit("p9", "Words.").is_err());
        assert!(edit("p1", "a\u{0}b").is_err());
        let part = |blocks: &[&str], proposal: Vec<Block>| Part {
            blocks: blocks.iter().map(|id| BlockId::from(*id)).collect(),
            after: None,
            proposal,
        };
        let refused = |parts: Vec<Part>| Wish::Parts(parts).parts(&text(), &[]).is_err();
        assert!(refused(vec![]));
        assert!(refused(vec![part(&[], vec![])]));
        assert!(refused(vec![part(&["p2", "p1"], vec![])]));
        assert!(refused(vec![part(&["p1"], vec![]), part(&["p1"], vec![])]));
        let mut foreign = Block::new(Kind::Paragraph, "Words.");
        foreign.id = "p2".into();
        assert!(refused(vec![part(&["p1"], vec![foreign])]));
        assert!(!refused(vec![part(&["p1", "p2"], vec![])]));
    }

    #[track_caller]
    fn refuses(field: &str, wording: NewWording) {
        let block = "p1".into();
        let refused = Wish::Edit { block, wording }.parts(&text(), &[]);
        let Err(ReviewError::Invalid { errors }) = refused else {
            panic!("{field} was taken: {refused:?}");
        };
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, [field]);
    }

    fn of_kind(kind: Kind, level: Option<u8>) -> NewWording {
        NewWording {
            kind: Some(kind),
            level,
            ..NewWording::default()
        }
    }

    #[test]
    fn what_no_block_can_be_is_refused() {
        refuses("level", of_kind(Kind::Heading, Some(0)));
        refuses("level", of_kind(Kind::Heading, Some(229)));
        refuses("level", of_kind(Kind::ListItem, Some(10)));
        refuses("kind", of_kind(Kind::Figure, None));
        refuses("kind", of_kind(Kind::Footnote, None));
        refuses("kind", of_kind(Kind::Cell, None));
        refuses("text", of_kind(Kind::Rule, None));
        let mut numbered = of_kind(Kind::Paragraph, None);
        numbered.ordered = Some(true);
        refuses("ordered", numbered);
        let mut blank = of_kind(Kind::Paragraph, None);
        blank.text = Some(" ".to_owned());
        refuses("text", blank);
    }

    #[test]
    fn marks_beyond_the_text_are_refused() {
        for (start, end) in [(5, 5), (5, 2), (5, 99), (99, 100)] {
            let mut marked = of_kind(Kind::Paragraph, None);
            let kind = MarkKind::Strong;
            marked.marks = Some(vec![Mark { start, end, kind }]);
            refuses("marks", marked);
        }
    }

    #[test]
    fn a_block_of_another_kind_has_what_that_kind_needs() {
        let wording = NewWording {
            kind: Some(Kind::Heading),
            level: Some(2),
            ..NewWording::default()
        };
        let block = "p1".into();
        let parts = Wish::Edit { block, wording }.parts(&text(), &[]).unwrap();
        let heading = &parts[0].proposal[0];
        assert_eq!((heading.kind, heading.level), (Kind::Heading, Some(2)));
        assert_eq!(heading.text, "Operators shall avoid impacts.");
    }
}
