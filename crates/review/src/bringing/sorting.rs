//! Items of a file: what is here already, what is new, and what has no place.

use std::{collections::HashMap, sync::Arc};

use document::{Digest, Document};

use super::{
    brought::{Became, BecameWhat, BroughtItem, UnkeptReply},
    known::{Here, Known, Recognised},
    unkept::{missing_in, unkept},
    wording,
};
use crate::{
    Comment, Commit, Place, Suggestion,
    check::Check,
    commenting::LONGEST_BODY,
    intake::{Intake, LONGEST_PROPOSAL, Proposed, Remarked, clause, welcome},
    placing::anchor_at,
    returning::fingerprint::{Fingerprint, Prints},
};

/// Sorts items, and takes in what is new.
pub(super) struct Sorting<'a> {
    intake: Intake<'a>,
    known: Known,
    /// Words are looked for in the whole guideline, too: this is a table that left here.
    anywhere: bool,
    seen: Prints,
    about: Vec<About>,
}

/// What an item is here.
pub(super) enum About {
    Comment(Box<Comment>),
    Suggestion(Box<Suggestion>),
    /// Of several that read alike, nobody knows which.
    OneOfSeveral,
    Nothing,
}

impl<'a> Sorting<'a> {
    pub(super) fn new(intake: Intake<'a>, known: Known, anywhere: bool) -> Self {
        Self {
            intake,
            known,
            anywhere,
            seen: Prints::default(),
            about: Vec::new(),
        }
    }

    /// What is new of the file, and what each item is here, in their order.
    pub(super) fn sorted(self) -> (Commit, Vec<About>) {
        (self.intake.commit(), self.about)
    }

    pub(super) fn item(
        &mut self,
        item: &BroughtItem,
        revision: u32,
        texts: &HashMap<String, Arc<Document>>,
    ) -> Became {
        let print = self.print(item);
        if let Some(found) = self.known.recognise(item, &print, self.anywhere) {
            return self.recognised(item, found);
        }
        if let Some(id) = self.known.imports.get(&print).cloned() {
            self.about.push(About::Nothing);
            return became(BecameWhat::Known { id }, unkept(item, |_| None));
        }
        let text = texts.get(&item.language);
        let taken = match (&item.proposal, text) {
            (_, None) => Err("there is no text in its language".to_owned()),
            (Some(proposal), Some(text)) => self.suggestion(item, proposal, revision, text, print),
            (None, Some(text)) => self.comment(item, revision, text, print),
        };
        taken.unwrap_or_else(|reason| {
            self.about.push(About::Nothing);
            let alone = |_: &_| Some("what it answers was left out");
            became(BecameWhat::LeftOut { reason }, unkept(item, alone))
        })
    }

    fn recognised(&mut self, item: &BroughtItem, found: Recognised) -> Became {
        let (id, about, unkept) = match found.here {
            Here::Comment(index) => {
                let comment = &self.known.comments[index];
                let about = About::Comment(Box::new(comment.clone()));
                let unkept = unkept(item, missing_in(&comment.replies));
                (comment.id.to_string(), about, unkept)
            }
            Here::Suggestion(index) => {
                let suggestion = &self.known.suggestions[index];
                let about = About::Suggestion(Box::new(suggestion.clone()));
                let unkept = unkept(item, missing_in(&suggestion.replies));
                (suggestion.id.to_string(), about, unkept)
            }
        };
        self.about.push(match found.surely {
            true => about,
            false => About::OneOfSeveral,
        });
        became(BecameWhat::Known { id }, unkept)
    }

    /// By what an item is known when it comes again; of several alike, each.
    fn print(&mut self, item: &BroughtItem) -> Digest {
        let print = Fingerprint::new("row")
            .with(item.written_by.as_ref().map_or("", |by| &by.name))
            .with(&item.cited)
            .with(&item.body)
            .with(item.proposal.as_deref().unwrap_or_default());
        self.seen.unseen(&print)
    }

    fn comment(
        &mut self,
        item: &BroughtItem,
        revision: u32,
        text: &Document,
        print: Digest,
    ) -> Result<Became, String> {
        welcome(&item.body)?;
        let anchor = anchor_at(text, revision, &item.place).or_else(|_| {
            let nowhere = Place::default();
            anchor_at(text, revision, &nowhere)
        });
        let anchor = anchor.map_err(|error| error.to_string())?;
        let comment = self.intake.comment(Remarked {
            language: item.language.clone(),
            anchor,
            kind: item.kind,
            body: item.body.clone(),
            written_by: item.written_by.clone(),
        });
        self.intake.imported(print, comment.id.as_str());
        for reply in &item.replies {
            if welcome(&reply.body).is_ok() {
                let (body, by) = (reply.body.clone(), reply.written_by.clone());
                self.intake.reply(&comment.id, body, by);
            }
        }
        let id = comment.id.clone();
        self.about.push(About::Comment(Box::new(comment)));
        Ok(became(BecameWhat::Comment { id }, unkept(item, |_| None)))
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
        clause(&mut check)?;
        let suggestion = self.intake.suggestion(Proposed {
            language: item.language.clone(),
            revision,
            parts: vec![wording::part(text, &item.place, proposal)?],
            origin: None,
            rationale: item.body.clone(),
            written_by: item.written_by.clone(),
        });
        self.intake.imported(print, suggestion.id.as_str());
        let id = suggestion.id.clone();
        let about = About::Suggestion(Box::new(suggestion));
        self.about.push(about);
        let alone = |_: &_| Some("a suggestion takes no answers from a file");
        Ok(became(BecameWhat::Suggestion { id }, unkept(item, alone)))
    }
}

fn became(what: BecameWhat, unkept: Vec<UnkeptReply>) -> Became {
    Became {
        what,
        decided: false,
        undecided: None,
        unkept,
    }
}
