//! Items of a file as what is kept and what is told.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use document::{Digest, Document};

use super::{
    brought::{Became, BecameWhat, BroughtItem},
    known::{Here, Known, Recognised},
    wording,
};
use crate::{
    Actor, Change, Comment, CommentId, Handling, Happening, NewEvent, PersonRef, Place, ReplyId,
    Review, ReviewError, Status, Suggestion, SuggestionId, Support, Timestamp,
    check::Check,
    commenting::{LONGEST_BODY, addition},
    placing::{anchor_at, exact},
    proposing::kept,
    returning::fingerprint::Fingerprint,
    review::Access,
};

/// The longest proposal, in characters.
const LONGEST_PROPOSAL: usize = 100_000;

/// Turns items into what is kept and what is told.
pub(super) struct Intake<'a> {
    review: &'a Review,
    access: &'a Access,
    actor: &'a Actor,
    author: PersonRef,
    at: Timestamp,
    known: Known,
    /// Words are looked for in the whole guideline, too: this is a table that left here.
    anywhere: bool,
    seen: HashSet<Digest>,
    taken: Taken,
}

/// What of a file is new, and of each item, on what decisions on it are.
pub(super) struct Taken {
    pub(super) author: PersonRef,
    pub(super) changes: Vec<Change>,
    pub(super) events: Vec<NewEvent>,
    /// In the order of the items.
    pub(super) about: Vec<About>,
}

/// What an item is here.
pub(super) enum About {
    Comment(Box<Comment>),
    Suggestion(Box<Suggestion>),
    /// Of several that read alike, nobody knows which.
    OneOfSeveral,
    Nothing,
}

impl<'a> Intake<'a> {
    pub(super) fn new(
        review: &'a Review,
        access: &'a Access,
        actor: &'a Actor,
        author: PersonRef,
        known: Known,
        anywhere: bool,
    ) -> Self {
        let taken = Taken {
            author: author.clone(),
            changes: Vec::new(),
            events: Vec::new(),
            about: Vec::new(),
        };
        Self {
            review,
            access,
            actor,
            author,
            at: review.clock.now(),
            known,
            anywhere,
            seen: HashSet::new(),
            taken,
        }
    }

    pub(super) fn taken(self) -> Taken {
        self.taken
    }

    pub(super) fn item(
        &mut self,
        item: &BroughtItem,
        revision: u32,
        texts: &HashMap<String, Arc<Document>>,
    ) -> Became {
        let print = self.print(item);
        if let Some(found) = self.known.recognise(item, &print, self.anywhere) {
            return self.recognised(found);
        }
        if let Some(id) = self.known.imports.get(&print).cloned() {
            self.taken.about.push(About::Nothing);
            return became(BecameWhat::Known { id });
        }
        let text = texts.get(&item.language);
        let taken = match (&item.proposal, text) {
            (_, None) => Err("there is no text in its language".to_owned()),
            (Some(proposal), Some(text)) => self.suggestion(item, proposal, revision, text, print),
            (None, Some(text)) => self.comment(item, revision, text, print),
        };
        taken.unwrap_or_else(|reason| {
            self.taken.about.push(About::Nothing);
            became(BecameWhat::LeftOut { reason })
        })
    }

    fn recognised(&mut self, found: Recognised) -> Became {
        let (id, about) = match found.here {
            Here::Comment(index) => {
                let comment = &self.known.comments[index];
                let about = About::Comment(Box::new(comment.clone()));
                (comment.id.to_string(), about)
            }
            Here::Suggestion(index) => {
                let suggestion = &self.known.suggestions[index];
                let about = About::Suggestion(Box::new(suggestion.clone()));
                (suggestion.id.to_string(), about)
            }
        };
        self.taken.about.push(match found.surely {
            true => about,
            false => About::OneOfSeveral,
        });
        became(BecameWhat::Known { id })
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
        self.taken.changes.extend(addition(self.access, &comment));
        self.imported(print, comment.id.as_str());
        self.tell(Happening::CommentAdded {
            comment: comment.id.clone(),
        });
        self.replies(&comment.id, item);
        let id = comment.id.clone();
        self.taken.about.push(About::Comment(Box::new(comment)));
        Ok(became(BecameWhat::Comment { id }))
    }

    fn replies(&mut self, comment: &CommentId, item: &BroughtItem) {
        for reply in &item.replies {
            if welcome(&reply.body, LONGEST_BODY).is_err() {
                continue;
            }
            let id = ReplyId::from(self.review.ids.fresh());
            self.taken.changes.push(Change::AddReply {
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
        let mut check = Check::default();
        check.note("body", &item.body, LONGEST_BODY);
        check.note("text", proposal, LONGEST_PROPOSAL);
        check.done().map_err(|error| told(&error))?;
        let suggestion = Suggestion {
            id: self.review.ids.fresh().into(),
            guideline: self.access.guideline.slug.clone(),
            language: item.language.clone(),
            revision,
            parts: vec![wording::part(text, &item.place, proposal)?],
            rationale: item.body.clone(),
            author: self.author.clone(),
            written_by: item.written_by.clone(),
            created_at: self.at,
            edited_at: None,
            version: 1,
            origin: None,
            status: Status::Open,
            handling: Handling::default(),
            replies: Vec::new(),
            support: Support::default(),
        };
        let new = kept(self.access, &suggestion);
        self.taken.changes.push(Change::AddSuggestion(new));
        self.imported(print, suggestion.id.as_str());
        let id: SuggestionId = suggestion.id.clone();
        self.tell(Happening::SuggestionAdded {
            suggestion: id.clone(),
        });
        let about = About::Suggestion(Box::new(suggestion));
        self.taken.about.push(about);
        Ok(became(BecameWhat::Suggestion { id }))
    }

    fn imported(&mut self, fingerprint: Digest, became: &str) {
        self.taken.changes.push(Change::AddImport {
            guideline: self.access.guideline.id.clone(),
            fingerprint,
            became: became.to_owned(),
        });
    }

    fn tell(&mut self, happening: Happening) {
        let event = self.review.event(self.actor, happening);
        self.taken.events.push(event);
    }
}

fn became(what: BecameWhat) -> Became {
    Became {
        what,
        decided: false,
        undecided: None,
    }
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
