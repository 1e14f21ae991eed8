//! What a block shall be, and whether a block can be that.

use document::{Block, Kind, Mark, MarkKind, PLACEHOLDER, normalise_marks};
use merge::TextEdits;

use crate::{ReviewError, check::Check};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Wish,
        wish::tests::{edit, text},
    };
    use document::slice_marks;

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
