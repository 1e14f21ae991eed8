//! Which revision a file was made from.

use std::sync::Arc;

use document::Document;

use crate::{
    Guideline, RecognisedBy, ReturnedFile, Review, ReviewError, Revision, WhichRevision,
    returning::Likeness, review::aside,
};

/// So many revisions are looked at for the one that a file was made from.
const MOST_REVISIONS: usize = 100;

/// The revision that a file was made from.
pub(crate) struct Base {
    pub(crate) number: u32,
    pub(crate) language: String,
    pub(crate) text: Arc<Document>,
    /// How that is known.
    pub(crate) by: RecognisedBy,
}

impl Review {
    /// The revision that the file was made from: as it says itself, else as who brings it says,
    /// else the one whose text is most like it.
    pub(crate) async fn base(
        &self,
        guideline: &Guideline,
        file: &Arc<ReturnedFile>,
        which: &WhichRevision,
    ) -> Result<Base, ReviewError> {
        let imprint = file.imprint.clone().unwrap_or_default();
        let stated = [
            (imprint.revision, RecognisedBy::Imprint, "file"),
            (which.revision, RecognisedBy::Request, "revision"),
        ];
        let stated = stated
            .into_iter()
            .find_map(|(number, by, field)| Some((number?, by, field)));
        let language = Some(imprint.language).filter(|tag| !tag.is_empty());
        let language = language.or_else(|| which.language.clone());
        let Some((number, by, field)) = stated else {
            return self.most_alike(guideline, file, language).await;
        };
        if let Some(language) = language {
            return self.stated(guideline, number, language, by, field).await;
        }
        let Some(revision) = self.store.revision(&guideline.id, number).await? else {
            return Err(no_revision(field, number));
        };
        let found = self.likest(guideline, vec![revision], None, file).await?;
        match found {
            Some((base, _)) => Ok(Base { by, ..base }),
            None => {
                let language = guideline.language.clone();
                self.stated(guideline, number, language, by, field).await
            }
        }
    }

    async fn stated(
        &self,
        guideline: &Guideline,
        number: u32,
        language: String,
        by: RecognisedBy,
        field: &str,
    ) -> Result<Base, ReviewError> {
        if let Some(text) = self.document(guideline, number, &language).await? {
            return Ok(Base {
                number,
                language,
                text,
                by,
            });
        }
        Err(match self.store.revision(&guideline.id, number).await? {
            None => no_revision(field, number),
            Some(_) => {
                let what = format!("revision {number} has no text in \"{language}\"");
                ReviewError::invalid("language", what)
            }
        })
    }

    async fn most_alike(
        &self,
        guideline: &Guideline,
        file: &Arc<ReturnedFile>,
        language: Option<String>,
    ) -> Result<Base, ReviewError> {
        let revisions = self.store.revisions(&guideline.id, None, MOST_REVISIONS);
        let revisions = revisions.await?;
        if revisions.is_empty() {
            let what = "came too early: the guideline has no revision yet";
            return Err(ReviewError::invalid("file", what));
        }
        let found = self.likest(guideline, revisions, language, file).await?;
        found.map(|(base, _)| base).ok_or_else(|| {
            let what = "does not say which revision it was made from, and its text is like none; \
                        name the revision if it is of this guideline";
            ReviewError::invalid("file", what)
        })
    }

    /// The text that is most like the file's; the latest of those that are alike.
    async fn likest(
        &self,
        guideline: &Guideline,
        revisions: Vec<Revision>,
        language: Option<String>,
        file: &Arc<ReturnedFile>,
    ) -> Result<Option<(Base, u32)>, ReviewError> {
        let text = Arc::clone(file);
        let likeness = Arc::new(aside(move || Likeness::to(&text.text)).await?);
        let mut best: Option<(Base, u32)> = None;
        for revision in revisions {
            let languages = revision.languages.into_iter();
            let wanted = |tag: &String| language.as_ref().is_none_or(|wanted| wanted == tag);
            for language in languages.filter(wanted) {
                let number = revision.number;
                let Some(text) = self.document(guideline, number, &language).await? else {
                    continue;
                };
                let (likeness, other) = (Arc::clone(&likeness), Arc::clone(&text));
                let percent = aside(move || likeness.of(&other)).await?;
                let better = best.as_ref().is_none_or(|(_, most)| percent > Some(*most));
                if let (Some(percent), true) = (percent, better) {
                    let by = RecognisedBy::Likeness;
                    let base = Base {
                        number,
                        language,
                        text,
                        by,
                    };
                    best = Some((base, percent));
                }
            }
        }
        Ok(best)
    }
}

fn no_revision(field: &str, number: u32) -> ReviewError {
    let what = match field {
        "file" => format!("says it is of revision {number}, which is not here"),
        _ => format!("there is no revision {number}"),
    };
    ReviewError::invalid(field, what)
}
