//! The conflict board: where pending proposals collide; and how pending ones fare in a later text.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use document::{Block, BlockId, Document};
use merge::{Carried, Clash, Pending};

use crate::{
    Action, Actor, Draft, Page, PageRequest, PersonRef, Review, ReviewError, Status, Suggestion,
    SuggestionFilter, SuggestionId, SuggestionInText,
    page::place_in_list,
    review::{Access, aside},
};

/// So many pending suggestions are held against each other at most.
const MOST_PENDING: usize = 10_000;

/// Proposals that cannot all go in.
#[derive(Debug, Clone, PartialEq)]
pub struct Dispute {
    /// The blocks that they are about, as the draft has them.
    pub blocks: Vec<Block>,
    /// The proposals, in the order of their coming.
    pub proposals: Vec<Contender>,
    /// Which collide with which, and over what: `base` is the draft.
    pub collisions: Vec<(SuggestionId, SuggestionId, Clash)>,
}

/// One of the proposals.
#[derive(Debug, Clone, PartialEq)]
pub struct Contender {
    /// The suggestion.
    pub found: SuggestionInText,
    /// Who else wants it.
    pub supporters: Vec<PersonRef>,
    /// Why it does not even go in alone: the draft says something else there by now.
    pub against_draft: Option<Clash>,
}

/// A group of suggestions by their numbers in the list of all pending ones.
struct Found {
    members: BTreeSet<usize>,
    collisions: Vec<merge::Collision>,
}

impl Review {
    /// Where pending proposals to the text in one language collide, in reading order.
    pub async fn disputes(
        &self,
        actor: &Actor,
        slug: &str,
        language: Option<&str>,
        page: &PageRequest,
    ) -> Result<Page<Dispute>, ReviewError> {
        let after = place_in_list(page)?.unwrap_or(0);
        let access = self.access(actor, slug, Action::Decide).await?;
        let guideline = &access.guideline;
        if guideline.latest_revision.is_none() {
            return Ok(Page::cut(Vec::new(), page.size(), |_: &Dispute| {
                String::new()
            }));
        }
        let language = language.unwrap_or(&guideline.language).to_owned();
        let draft = self.current_draft(guideline, &language).await?;
        let pending = self.pending(&access, &language).await?;
        let texts = self.in_their_texts(guideline, pending).await?;
        let (board, texts) = self.board(&access, &draft, texts).await?;
        let mut disputes = Vec::new();
        let from = usize::try_from(after).unwrap_or(usize::MAX);
        for (place, (found, against)) in board
            .into_iter()
            .enumerate()
            .skip(from)
            .take(page.size() + 1)
        {
            let dispute = self.dispute(&draft, &texts, found, &against).await?;
            disputes.push((place + 1, dispute));
        }
        let cut = Page::cut(disputes, page.size(), |(place, _)| place.to_string());
        Ok(cut.map(|(_, dispute)| dispute))
    }

    async fn pending(
        &self,
        access: &Access,
        language: &str,
    ) -> Result<Vec<Suggestion>, ReviewError> {
        let mut pending = Vec::new();
        for status in [Status::Open, Status::Proposed] {
            let filter = SuggestionFilter {
                status: Some(status),
                language: Some(language.to_owned()),
                ..SuggestionFilter::default()
            };
            pending.extend(self.all_suggestions(access, &filter, MOST_PENDING).await?);
        }
        Ok(pending)
    }

    /// The groups in reading order, each with what clashes with the draft itself.
    async fn board(
        &self,
        access: &Access,
        draft: &Arc<Draft>,
        texts: Vec<SuggestionInText>,
    ) -> Result<(Vec<(Found, HashMap<usize, Clash>)>, Vec<SuggestionInText>), ReviewError> {
        let document = Arc::clone(&draft.document);
        let glossary = access.guideline.glossary.clone();
        aside(move || {
            let pending: Vec<Pending<'_>> = texts.iter().map(pending_in).collect();
            let collisions = merge::collisions(&document, &pending, &glossary);
            let against = against_draft(&document, &pending, &glossary);
            let mut groups = grouped(collisions, &against);
            groups.sort_by_key(|found| place_of(found, &texts, &document));
            let board = groups
                .into_iter()
                .map(|found| {
                    let clash = |at: &usize| Some((*at, against.get(at)?.clone()));
                    let here = found.members.iter().filter_map(clash).collect();
                    (found, here)
                })
                .collect();
            (board, texts)
        })
        .await
    }

    async fn dispute(
        &self,
        draft: &Draft,
        texts: &[SuggestionInText],
        found: Found,
        against: &HashMap<usize, Clash>,
    ) -> Result<Dispute, ReviewError> {
        let ids: Vec<SuggestionId> = found
            .members
            .iter()
            .map(|at| texts[*at].suggestion.id.clone())
            .collect();
        let mut supporters: HashMap<SuggestionId, Vec<PersonRef>> = HashMap::new();
        for (id, person) in self.store.supporters(&ids).await? {
            supporters.entry(id).or_default().push(person);
        }
        let named: BTreeSet<&BlockId> = found
            .members
            .iter()
            .flat_map(|at| {
                texts[*at]
                    .suggestion
                    .parts
                    .iter()
                    .flat_map(|part| &part.blocks)
            })
            .collect();
        let blocks = draft.document.blocks.iter();
        let id = |at: usize| texts[at].suggestion.id.clone();
        Ok(Dispute {
            blocks: blocks
                .filter(|block| named.contains(&block.id))
                .cloned()
                .collect(),
            proposals: found
                .members
                .iter()
                .map(|at| Contender {
                    found: texts[*at].clone(),
                    supporters: supporters.remove(&id(*at)).unwrap_or_default(),
                    against_draft: against.get(at).cloned(),
                })
                .collect(),
            collisions: found
                .collisions
                .into_iter()
                .map(|it| (id(it.first), id(it.second), it.clash))
                .collect(),
        })
    }

    /// How suggestions fare in a revision, or in the draft; decided ones are not asked about.
    pub(crate) async fn carried(
        &self,
        target: Arc<Document>,
        found: Vec<SuggestionInText>,
    ) -> Result<Vec<SuggestionInText>, ReviewError> {
        aside(move || {
            found
                .into_iter()
                .map(|mut one| {
                    let pending = one.suggestion.status != Status::Decided;
                    one.carried = pending.then(|| {
                        merge::carry(&one.text, &target, &one.suggestion.parts, &one.glossary)
                    });
                    one
                })
                .collect()
        })
        .await
    }
}

fn pending_in(one: &SuggestionInText) -> Pending<'_> {
    Pending {
        origin: &one.text,
        parts: &one.suggestion.parts,
    }
}

/// Those that do not go into the draft even alone.
fn against_draft(
    draft: &Document,
    pending: &[Pending<'_>],
    glossary: &[String],
) -> BTreeMap<usize, Clash> {
    let mut against = BTreeMap::new();
    for (index, one) in pending.iter().enumerate() {
        if let Carried::Clashes(clash) = merge::carry(one.origin, draft, one.parts, glossary) {
            against.insert(index, clash);
        }
    }
    against
}

/// Collisions that share a suggestion belong together.
fn grouped(collisions: Vec<merge::Collision>, against: &BTreeMap<usize, Clash>) -> Vec<Found> {
    let mut groups: Vec<Found> = Vec::new();
    for collision in collisions {
        let mut joined = Found {
            members: BTreeSet::from([collision.first, collision.second]),
            collisions: vec![collision],
        };
        let (touching, apart): (Vec<_>, Vec<_>) = groups
            .into_iter()
            .partition(|group| !group.members.is_disjoint(&joined.members));
        groups = apart;
        for group in touching {
            joined.members.extend(group.members);
            joined.collisions.extend(group.collisions);
        }
        groups.push(joined);
    }
    for index in against.keys() {
        if !groups.iter().any(|group| group.members.contains(index)) {
            groups.push(Found {
                members: BTreeSet::from([*index]),
                collisions: Vec::new(),
            });
        }
    }
    groups
}

fn place_of(found: &Found, texts: &[SuggestionInText], draft: &Document) -> (usize, usize) {
    let parts = found
        .members
        .iter()
        .flat_map(|at| &texts[*at].suggestion.parts);
    let named = parts.flat_map(|part| part.blocks.iter().chain(&part.after));
    let places = named.filter_map(|id| draft.find(id).map(|(place, _)| place));
    let first = found.members.first().copied().unwrap_or_default();
    (places.min().unwrap_or(usize::MAX), first)
}
