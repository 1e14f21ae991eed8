//! Comment tables and annotations come in: remarks as comments, changes as suggestions, in one
//! commit. What was here already is known by its id, by what files brought before, or by its words
//! at its place.

mod brought;
mod wording;

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use document::{Digest, Document};

pub use brought::{
    Became, BecameWhat, Brought, BroughtDecision, BroughtIn, BroughtItem, BroughtReply,
};

use crate::{
    Action, Actor, AddSuggestion, Change, Comment, CommentFilter, CommentId, CommentQuery, Commit,
    Handling, Happening, Idempotency, NewDecision, NewEvent, Outcome, PersonRef, Place, Review,
    ReviewError, Status, Subject, SuggestionFilter, SuggestionId, SuggestionQuery, Support,
    Timestamp, Verdict,
    check::Check,
    commenting::{LONGEST_BODY, addition},
    deciding::{check_decision, decision_of},
    deciding_comments::{OnComment, decided},
    may,
    placing::{anchor_at, exact},
    returning::fingerprint::{Fingerprint, plain},
    review::{Access, Setback, insist},
};

/// So many are taken from one file.
const MOST: usize = 5_000;
/// More than a guideline has of anything.
const ALL: usize = 1 << 30;
/// The longest proposal, in characters.
const LONGEST_PROPOSAL: usize = 100_000;

impl Review {
    /// Takes in what a file brings. Decisions in it are taken over from editors, on comments that
    /// are open.
    pub async fn bring(
        &self,
        actor: &Actor,
        slug: &str,
        brought: &Brought,
        once: Option<&Idempotency>,
    ) -> Result<BroughtIn, ReviewError> {
        let count = brought.items.len();
        if count > MOST {
            let what = format!("has {count} comments, more than {MOST}");
            return Err(ReviewError::invalid("file", what));
        }
        insist(|| self.try_bring(actor, slug, brought, once)).await
    }

    async fn try_bring(
        &self,
        actor: &Actor,
        slug: &str,
        brought: &Brought,
        once: Option<&Idempotency>,
    ) -> Result<BroughtIn, Setback> {
        let access = self.access(actor, slug, Action::Suggest).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        let author = self.author(actor).await?;
        let texts = self.texts_of(&access, brought).await?;
        let known = self.known(&access).await?;
        let mut intake = Intake::new(self, &access, actor, author, known);
        let items = brought.items.iter();
        let items = items.map(|item| intake.item(item, brought.revision, &texts));
        let answer = BroughtIn {
            items: items.collect(),
        };
        let mut commit = Commit::to(access.head(), intake.changes, intake.events);
        commit.receipt = self.receipt(actor, once, &answer)?;
        if commit.receipt.is_some() || !commit.changes.is_empty() {
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    async fn texts_of(
        &self,
        access: &Access,
        brought: &Brought,
    ) -> Result<HashMap<String, Arc<Document>>, ReviewError> {
        let mut texts = HashMap::new();
        for item in &brought.items {
            if !texts.contains_key(&item.language) {
                let language = &item.language;
                let text = self.written_in(&access.guideline, brought.revision, language);
                texts.insert(language.clone(), text.await?);
            }
        }
        Ok(texts)
    }

    /// Everything that is here.
    async fn known(&self, access: &Access) -> Result<Known, ReviewError> {
        let guideline = &access.guideline.id;
        let (any, every) = (CommentFilter::default(), SuggestionFilter::default());
        let comments = self.store.comments(CommentQuery {
            guideline,
            viewer: None,
            filter: &any,
            after: 0,
            limit: ALL,
        });
        let suggestions = self.store.suggestions(SuggestionQuery {
            guideline,
            viewer: None,
            filter: &every,
            after: 0,
            limit: ALL,
        });
        let comments: Vec<Comment> = comments.await?.into_iter().map(|(_, it)| it).collect();
        let suggestions = suggestions.await?.into_iter().map(|(_, it)| it.id);
        Ok(Known {
            words: comments.iter().enumerate().map(words).collect(),
            comments,
            suggestions: suggestions.collect(),
            imports: self.store.imports(guideline).await?.into_iter().collect(),
        })
    }
}

/// What is here, to be recognised.
struct Known {
    comments: Vec<Comment>,
    /// Comments by block and words.
    words: HashMap<(String, String), usize>,
    suggestions: HashSet<SuggestionId>,
    imports: HashMap<Digest, String>,
}

fn words((index, comment): (usize, &Comment)) -> ((String, String), usize) {
    let block = match &comment.anchor.target {
        anchor::Target::Guideline => "",
        anchor::Target::Block { block } | anchor::Target::Range { block, .. } => block.as_str(),
    };
    ((block.to_owned(), plain(&comment.body)), index)
}

impl Known {
    /// The comment that an item is.
    fn comment(&self, item: &BroughtItem) -> Option<usize> {
        let by_id = |id: &str| self.comments.iter().position(|it| it.id.as_str() == id);
        let block = item.place.block_id.as_ref();
        let block = block.map_or("", |id| id.as_str()).to_owned();
        let by_id = Some(item.id.as_str())
            .filter(|id| !id.is_empty())
            .and_then(by_id);
        by_id.or_else(|| self.words.get(&(block, plain(&item.body))).copied())
    }
}

/// Turns items into what is kept and what is told.
struct Intake<'a> {
    review: &'a Review,
    access: &'a Access,
    actor: &'a Actor,
    author: PersonRef,
    decides: bool,
    at: Timestamp,
    known: Known,
    seen: HashSet<Digest>,
    changes: Vec<Change>,
    events: Vec<NewEvent>,
}

impl<'a> Intake<'a> {
    fn new(
        review: &'a Review,
        access: &'a Access,
        actor: &'a Actor,
        author: PersonRef,
        known: Known,
    ) -> Self {
        let subject = Subject::Guideline {
            visibility: access.guideline.visibility,
            role: access.membership,
        };
        Self {
            review,
            access,
            actor,
            author,
            decides: may(actor, Action::Decide, subject) == Verdict::Allowed,
            at: review.clock.now(),
            known,
            seen: HashSet::new(),
            changes: Vec::new(),
            events: Vec::new(),
        }
    }

    fn item(
        &mut self,
        item: &BroughtItem,
        revision: u32,
        texts: &HashMap<String, Arc<Document>>,
    ) -> Became {
        let print = self.print(item);
        let known = self.known.imports.get(&print).cloned();
        if let Some(index) = self.known_comment(item, known.as_deref()) {
            let id = self.known.comments[index].id.to_string();
            let decided = self.decide_known(index, item);
            return became(BecameWhat::Known { id }, decided);
        }
        let suggested = SuggestionId::from(item.id.clone());
        let here = self.known.suggestions.contains(&suggested);
        if let Some(id) = known.or_else(|| here.then(|| item.id.clone())) {
            return became(BecameWhat::Known { id }, false);
        }
        let text = texts.get(&item.language);
        let taken = match (&item.proposal, text) {
            (_, None) => Err("there is no text in its language".to_owned()),
            (Some(proposal), Some(text)) => self.suggestion(item, proposal, revision, text, print),
            (None, Some(text)) => self.comment(item, revision, text, print),
        };
        taken.unwrap_or_else(|reason| became(BecameWhat::LeftOut { reason }, false))
    }

    /// By what an item is known when it comes again; of several alike, each.
    fn print(&mut self, item: &BroughtItem) -> Digest {
        let print = Fingerprint::new("row")
            .with(item.written_by.as_ref().map_or("", |by| &by.name))
            .with(&item.cited)
            .with(&item.body)
            .with(item.proposal.as_deref().unwrap_or_default());
        let mut digest = print.digest();
        let mut again = 1;
        while !self.seen.insert(digest.clone()) {
            again += 1;
            digest = print.again(again);
        }
        digest
    }

    fn known_comment(&self, item: &BroughtItem, imported: Option<&str>) -> Option<usize> {
        match imported {
            Some(id) => self
                .known
                .comments
                .iter()
                .position(|it| it.id.as_str() == id),
            None if item.proposal.is_none() => self.known.comment(item),
            None => None,
        }
    }

    fn comment(
        &mut self,
        item: &BroughtItem,
        revision: u32,
        text: &Document,
        print: Digest,
    ) -> Result<Became, String> {
        welcome(&item.body, LONGEST_BODY)?;
        let anchor = anchor_at(text, revision, &item.place).or_else(|_| {
            let nowhere = Place::default();
            anchor_at(text, revision, &nowhere)
        });
        let anchor = anchor.map_err(|error| error.to_string())?;
        let comment = Comment {
            id: self.review.ids.fresh().into(),
            guideline: self.access.guideline.slug.clone(),
            language: item.language.clone(),
            placement: Some(exact(&anchor)),
            anchor,
            kind: item.kind,
            body: item.body.clone(),
            author: self.author.clone(),
            written_by: item.written_by.clone(),
            created_at: self.at,
            edited_at: None,
            status: Status::Open,
            handling: Handling::default(),
            deleted: false,
            replies: Vec::new(),
            support: Support::default(),
        };
        self.changes.extend(addition(self.access, &comment));
        self.imported(print, comment.id.as_str());
        self.tell(Happening::CommentAdded {
            comment: comment.id.clone(),
        });
        self.replies(&comment.id, item);
        let decided = item.decision.is_some() && self.decide(&comment, item);
        Ok(became(BecameWhat::Comment { id: comment.id }, decided))
    }

    fn replies(&mut self, comment: &CommentId, item: &BroughtItem) {
        for reply in &item.replies {
            if welcome(&reply.body, LONGEST_BODY).is_err() {
                continue;
            }
            let id = crate::ReplyId::from(self.review.ids.fresh());
            self.changes.push(Change::AddReply {
                comment: comment.clone(),
                reply: id.clone(),
                author: self.author.id.clone(),
                written_by: reply.written_by.clone(),
                body: reply.body.clone(),
                at: self.at,
            });
            self.tell(Happening::ReplyAdded {
                comment: comment.clone(),
                reply: id,
            });
        }
    }

    fn suggestion(
        &mut self,
        item: &BroughtItem,
        proposal: &str,
        revision: u32,
        text: &Document,
        print: Digest,
    ) -> Result<Became, String> {
        let checked = Check::default()
            .note("body", &item.body, LONGEST_BODY)
            .done();
        checked.map_err(|error| told(&error))?;
        let checked = Check::default()
            .note("text", proposal, LONGEST_PROPOSAL)
            .done();
        checked.map_err(|error| told(&error))?;
        let part = wording::part(text, &item.place, proposal)?;
        let id = SuggestionId::from(self.review.ids.fresh());
        self.changes.push(Change::AddSuggestion(AddSuggestion {
            id: id.clone(),
            guideline: self.access.guideline.id.clone(),
            language: item.language.clone(),
            revision,
            parts: vec![part],
            origin: None,
            rationale: item.body.clone(),
            author: self.author.id.clone(),
            written_by: item.written_by.clone(),
            created_at: self.at,
        }));
        self.imported(print, id.as_str());
        self.tell(Happening::SuggestionAdded {
            suggestion: id.clone(),
        });
        Ok(became(BecameWhat::Suggestion { id }, false))
    }

    /// Takes the file's decision over on a comment that is open here.
    fn decide_known(&mut self, index: usize, item: &BroughtItem) -> bool {
        let comment = self.known.comments[index].clone();
        if comment.status != Status::Open || comment.deleted || item.decision.is_none() {
            return false;
        }
        let decided = self.decide(&comment, item);
        if decided {
            self.known.comments[index].status = Status::Decided;
        }
        decided
    }

    fn decide(&mut self, comment: &Comment, item: &BroughtItem) -> bool {
        let Some(brought) = item.decision.as_ref().filter(|_| self.decides) else {
            return false;
        };
        let new = NewDecision {
            outcome: brought.outcome,
            target: brought.target.clone(),
            reason: brought.reason.clone(),
            replaces: None,
        };
        if new.outcome == Outcome::Duplicate || check_decision(&new).is_err() {
            return false;
        }
        let by = Some(self.author.clone());
        let decision = decision_of(&new, None, &self.access.guideline, by, self.at);
        self.tell(decided(comment, &decision));
        let deed = OnComment::of(self.access, self.actor, comment);
        self.changes.extend(deed.decided(decision, None));
        true
    }

    fn imported(&mut self, fingerprint: Digest, became: &str) {
        self.changes.push(Change::AddImport {
            guideline: self.access.guideline.id.clone(),
            fingerprint,
            became: became.to_owned(),
        });
    }

    fn tell(&mut self, happening: Happening) {
        self.events.push(self.review.event(self.actor, happening));
    }
}

fn became(what: BecameWhat, decided: bool) -> Became {
    Became { what, decided }
}

fn welcome(body: &str, most: usize) -> Result<(), String> {
    let checked = Check::default().text("body", body, most).done();
    checked.map_err(|error| told(&error))
}

fn told(error: &ReviewError) -> String {
    match error {
        ReviewError::Invalid { errors } => {
            let what = errors.first().map_or("", |error| error.what.as_str());
            format!("it {what}")
        }
        error => error.to_string(),
    }
}
