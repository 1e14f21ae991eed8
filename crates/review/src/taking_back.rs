//! A file that somebody marked up comes back.

use std::sync::Arc;

use crate::{
    Action, Actor, Guideline, Idempotency, PersonId, ReturnedFile, Review, ReviewError, TakenBack,
    base_revision::Base,
    check::Check,
    intake::Intake,
    returning::{Sifted, Sifting, sift},
    review::{Setback, aside, insist},
};

/// So many changes, and so many comments with their replies, are taken from one file.
const MOST: usize = 2_000;

/// What who brings a file says about it; what the file itself says goes first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WhichRevision {
    /// The revision that it was made from.
    pub revision: Option<u32>,
    /// The language of its text.
    pub language: Option<String>,
}

impl Review {
    /// Takes in what people did to a file: each change as a suggestion, each comment as a comment,
    /// in one commit. What was here already is counted, what has no place is listed.
    pub async fn take_back(
        &self,
        actor: &Actor,
        slug: &str,
        file: ReturnedFile,
        which: &WhichRevision,
        once: Option<&Idempotency>,
    ) -> Result<TakenBack, ReviewError> {
        let file = Arc::new(file);
        insist(|| self.try_take_back(actor, slug, &file, which, once)).await
    }

    async fn try_take_back(
        &self,
        actor: &Actor,
        slug: &str,
        file: &Arc<ReturnedFile>,
        which: &WhichRevision,
        once: Option<&Idempotency>,
    ) -> Result<TakenBack, Setback> {
        let access = self.access(actor, slug, Action::Suggest).await?;
        if let Some(answer) = self.repeated(actor, once).await? {
            return Ok(answer);
        }
        check(slug, file, which)?;
        let author = self.author(actor).await?;
        let base = self.base(&access.guideline, file, which).await?;
        let sifted = self
            .sift(&access.guideline, &author.id, &base, file)
            .await?;
        let intake = Intake::new(self, &access, actor, author, base);
        let (answer, mut commit) = intake.take(sifted);
        commit.receipt = self.receipt(actor, once, &answer)?;
        if commit.receipt.is_some() || !commit.changes.is_empty() {
            self.store.commit(commit).await?;
        }
        Ok(answer)
    }

    async fn sift(
        &self,
        guideline: &Guideline,
        bringer: &PersonId,
        base: &Base,
        file: &Arc<ReturnedFile>,
    ) -> Result<Sifted, ReviewError> {
        let imports = self.store.imports(&guideline.id).await?;
        let sayings = match file.remarks.is_empty() {
            true => Vec::new(),
            false => self.store.sayings(&guideline.id).await?,
        };
        let (file, text) = (Arc::clone(file), Arc::clone(&base.text));
        let (number, glossary) = (base.number, guideline.glossary.clone());
        let bringer = bringer.to_string();
        aside(move || {
            sift(&Sifting {
                number,
                revision: &text,
                file: &file,
                glossary: &glossary,
                bringer: &bringer,
                imports: &imports,
                sayings: &sayings,
            })
        })
        .await
    }
}

fn check(slug: &str, file: &ReturnedFile, which: &WhichRevision) -> Result<(), ReviewError> {
    let mut check = Check::default();
    let made_for = file
        .imprint
        .as_ref()
        .map_or("", |imprint| &*imprint.guideline);
    if !made_for.is_empty() && made_for != slug {
        check.refuse(
            "file",
            format!("was made for guideline {made_for}, not for {slug}"),
        );
    }
    let changes = file.changes.len();
    if changes > MOST {
        check.refuse("file", format!("has {changes} changes, more than {MOST}"));
    }
    let remarks: usize = file
        .remarks
        .iter()
        .map(|remark| 1 + remark.replies.len())
        .sum();
    if remarks > MOST {
        let what = format!("has {remarks} comments and replies, more than {MOST}");
        check.refuse("file", what);
    }
    if let Some(language) = &which.language {
        check.language("language", language);
    }
    check.done()
}
