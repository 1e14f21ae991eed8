//! Tracked changes as parts of suggestions.

use document::{Block, BlockId};

use super::{
    Ground, LONGEST_PROPOSAL, Misfit,
    file::{ReturnedChange, ReturnedReplacement},
};
use crate::Part;

/// What a tracked change does to the revision.
pub(super) fn parts(
    ground: &Ground<'_>,
    change: &ReturnedChange,
    glossary: &[String],
) -> Result<Vec<Part>, Misfit> {
    let replacements = change.replacements.iter();
    let parts: Result<Vec<Part>, Misfit> = replacements
        .map(|replacement| part(ground, replacement, glossary))
        .collect();
    let mut parts = parts?;
    parts.retain(|part| !changes_nothing(ground, part));
    if parts.is_empty() {
        return Err(Misfit::NoChange);
    }
    measured(parts)
}

/// The parts, if they are not too long to keep.
pub(super) fn measured(parts: Vec<Part>) -> Result<Vec<Part>, Misfit> {
    let blocks = parts.iter().flat_map(|part| &part.proposal);
    let length = blocks.map(Block::length).sum();
    if length > LONGEST_PROPOSAL {
        return Err(Misfit::TooLong(length));
    }
    Ok(parts)
}

fn part(
    ground: &Ground<'_>,
    replacement: &ReturnedReplacement,
    glossary: &[String],
) -> Result<Part, Misfit> {
    let old = replacement.old.clone();
    if old.is_empty() {
        return Ok(Part {
            blocks: Vec::new(),
            after: ground.before(old.start),
            proposal: renamed(ground, &replacement.blocks),
        });
    }
    let stood = ground.text().get(old.clone()).ok_or(Misfit::NoParagraph)?;
    let here = ground.same_blocks(old)?;
    let here = &ground.revision()[here];
    let proposal = match (stood, here, &*replacement.blocks) {
        ([stood], [here], [changed]) => vec![carried_over(stood, changed, here, glossary)?],
        (_, _, []) => Vec::new(),
        (stood, here, changed) => {
            let same_words = |(stood, here): (&Block, &Block)| stood.text == here.text;
            if !stood.iter().zip(here).all(same_words) {
                return Err(Misfit::ChangedUntracked);
            }
            let mut blocks = renamed(ground, changed);
            keep_an_heir(&mut blocks, here);
            blocks
        }
    };
    Ok(Part {
        blocks: here.iter().map(|block| block.id.clone()).collect(),
        after: None,
        proposal,
    })
}

/// The block of the revision with what was changed with tracking, and nothing of what was changed
/// without.
fn carried_over(
    stood: &Block,
    changed: &Block,
    here: &Block,
    glossary: &[String],
) -> Result<Block, Misfit> {
    let named_like = |block: &Block| Block {
        id: here.id.clone(),
        number: here.number.clone(),
        ..block.clone()
    };
    let (stood, changed) = (named_like(stood), named_like(changed));
    if stood == *here {
        return Ok(changed);
    }
    merge::merge(&stood, &changed, here, glossary).map_err(|_| Misfit::ChangedUntracked)
}

/// The same blocks with the ids that the revision gives them.
pub(super) fn renamed(ground: &Ground<'_>, blocks: &[Block]) -> Vec<Block> {
    let rename = |block: &Block| Block {
        id: ground.id(&block.id),
        ..block.clone()
    };
    blocks.iter().map(rename).collect()
}

/// Where no block bears an id of those it stands for, the first takes it over; and none bears an id
/// twice, or one of elsewhere.
pub(super) fn keep_an_heir(blocks: &mut [Block], of: &[Block]) {
    let mut seen: Vec<BlockId> = Vec::new();
    for block in blocks.iter_mut() {
        let legitimate = of.iter().any(|old| old.id == block.id);
        if !legitimate || seen.contains(&block.id) {
            block.id = BlockId::default();
        } else {
            seen.push(block.id.clone());
        }
    }
    if let (true, Some(first), Some(old)) = (seen.is_empty(), blocks.first_mut(), of.first()) {
        first.id = old.id.clone();
    }
}

fn changes_nothing(ground: &Ground<'_>, part: &Part) -> bool {
    let [id] = &*part.blocks else {
        return part.blocks.is_empty() && part.proposal.is_empty();
    };
    let stands = ground.revision().iter().find(|block| block.id == *id);
    matches!((stands, &*part.proposal), (Some(stands), [proposed]) if stands == proposed)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{paragraph, text},
        *,
    };
    use document::{Document, Mark, MarkKind};
    use std::ops::Range;

    const AVOID: &str = "Operators shall avoid impacts on critical habitat in every case.";
    const TAILINGS: &str = "Tailings facilities shall be monitored every month by experts.";
    const OFFSET: &str = "Offsets are the last resort and shall last as long as the impact.";

    fn revision() -> Document {
        text(&[AVOID, TAILINGS, OFFSET])
    }

    fn replaced(old: Range<usize>, blocks: Vec<Block>) -> ReturnedReplacement {
        ReturnedReplacement { old, blocks }
    }

    /// What the change does, each part as `blocks>after:proposal`.
    fn told(
        file: &Document,
        replacements: Vec<ReturnedReplacement>,
    ) -> Result<Vec<String>, Misfit> {
        let revision = revision();
        let ground = Ground::new(&revision, file, &[]);
        let change = ReturnedChange {
            replacements,
            ..ReturnedChange::default()
        };
        let told = |part: Part| {
            let ids: Vec<&str> = part.blocks.iter().map(BlockId::as_str).collect();
            let after = part.after.map_or_else(String::new, |id| format!(">{id}"));
            let proposal = part.proposal.iter();
            let proposal: Vec<String> = proposal
                .map(|block| format!("{}:{}", block.id, block.text))
                .collect();
            format!("{}{after} {}", ids.join("+"), proposal.join(" | "))
        };
        Ok(parts(&ground, &change, &[])?
            .into_iter()
            .map(told)
            .collect())
    }

    #[test]
    fn an_edit_is_on_its_block() {
        let weekly = TAILINGS.replace("month", "week");
        let edit = replaced(1..2, vec![paragraph("p2", &weekly)]);
        let told = told(&revision(), vec![edit]).unwrap();
        assert_eq!(told, [format!("p2 p2:{weekly}")]);
    }

    #[test]
    fn ids_that_are_gone_are_found_by_the_words() {
        let mut file = revision();
        file.number_blocks();
        let weekly = TAILINGS.replace("month", "week");
        let edit = replaced(1..2, vec![paragraph("b2", &weekly)]);
        assert_eq!(
            told(&file, vec![edit]).unwrap(),
            [format!("p2 p2:{weekly}")]
        );
        let new = replaced(3..3, vec![paragraph("", "More.")]);
        assert_eq!(told(&file, vec![new]).unwrap(), [">p3 :More."]);
    }

    #[test]
    fn paragraphs_come_go_part_and_meet() {
        let new = replaced(1..1, vec![paragraph("", "One."), paragraph("", "Two.")]);
        assert_eq!(told(&revision(), vec![new]).unwrap(), [">p1 :One. | :Two."]);
        let first = replaced(0..0, vec![paragraph("", "Foreword.")]);
        assert_eq!(told(&revision(), vec![first]).unwrap(), [" :Foreword."]);
        let gone = replaced(0..2, vec![]);
        assert_eq!(told(&revision(), vec![gone]).unwrap(), ["p1+p2 "]);
        let split = vec![
            paragraph("p1", "Operators shall avoid"),
            paragraph("", "the rest."),
        ];
        assert_eq!(
            told(&revision(), vec![replaced(0..1, split)]).unwrap(),
            ["p1 p1:Operators shall avoid | :the rest."]
        );
        let met = replaced(0..2, vec![paragraph("b9", "Both.")]);
        assert_eq!(told(&revision(), vec![met]).unwrap(), ["p1+p2 p1:Both."]);
    }

    #[test]
    fn a_move_has_two_parts() {
        let halves = vec![
            replaced(0..1, vec![]),
            replaced(3..3, vec![paragraph("p1", AVOID)]),
        ];
        let told = told(&revision(), halves).unwrap();
        assert_eq!(told, ["p1 ".to_owned(), format!(">p3 p1:{AVOID}")]);
    }

    #[test]
    fn what_was_changed_without_tracking_stays_out_of_it() {
        let mut file = revision();
        file.blocks[1].text = TAILINGS.replace("experts", "three experts");
        let tracked = file.blocks[1].text.replace("month", "week");
        let edit = replaced(1..2, vec![paragraph("p2", &tracked)]);
        let weekly = TAILINGS.replace("month", "week");
        assert_eq!(
            told(&file, vec![edit]).unwrap(),
            [format!("p2 p2:{weekly}")]
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_left_out() {
        let mut file = revision();
        file.blocks[1].text = TAILINGS.replace("every month", "every single year");
        let tracked = file.blocks[1].text.replace("single year", "week");
        let edit = replaced(1..2, vec![paragraph("p2", &tracked)]);
        assert_eq!(told(&file, vec![edit]), Err(Misfit::ChangedUntracked));
        let split = vec![paragraph("p2", "Tailings"), paragraph("", "facilities")];
        let split = replaced(1..2, split);
        assert_eq!(told(&file, vec![split]), Err(Misfit::ChangedUntracked));

        let mut file = revision();
        file.blocks.insert(
            1,
            paragraph("b9", "Nobody shall be resettled without consent."),
        );
        let edit = replaced(1..2, vec![paragraph("b9", "Nobody shall be resettled.")]);
        assert_eq!(told(&file, vec![edit]), Err(Misfit::AddedUntracked));

        let file = text(&[OFFSET, TAILINGS]);
        let gone = replaced(0..2, vec![]);
        assert_eq!(told(&file, vec![gone]), Err(Misfit::RearrangedUntracked));
        let nowhere = replaced(7..9, vec![]);
        assert_eq!(told(&revision(), vec![nowhere]), Err(Misfit::NoParagraph));
        let same = replaced(0..1, vec![paragraph("p1", AVOID)]);
        assert_eq!(told(&revision(), vec![same]), Err(Misfit::NoChange));
        let long = replaced(0..1, vec![paragraph("p1", &"x".repeat(100_001))]);
        assert_eq!(told(&revision(), vec![long]), Err(Misfit::TooLong(100_001)));
    }

    #[test]
    fn formatting_is_a_change() {
        let mut strong = paragraph("p1", AVOID);
        strong.marks.push(Mark {
            start: 0,
            end: 9,
            kind: MarkKind::Strong,
        });
        let told = told(&revision(), vec![replaced(0..1, vec![strong])]).unwrap();
        assert_eq!(told, [format!("p1 p1:{AVOID}")]);
    }
}
