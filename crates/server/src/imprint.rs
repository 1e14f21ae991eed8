//! What a file says of itself, so that it is known when it comes back.

use formats::{Credit, Imprint, MarginComment, Presentation, Side, Whose};
use review::{Origin, Provenance, RevisionText, merge, redline::Redline};

use crate::state::Server;

/// How a revision, or what changed since an older one, is presented in a file.
pub(crate) fn presentation(
    server: &Server,
    text: &RevisionText,
    older: Option<&RevisionText>,
    notes: Vec<MarginComment>,
) -> Presentation {
    let publisher = text.revision.published_by.as_ref();
    let author = publisher.map_or(&text.guideline.title, |person| &person.display_name);
    let label = |text: &RevisionText| format!("Revision {}", text.revision.number);
    Presentation {
        author: author.clone(),
        date: text.revision.published_at.to_string(),
        old_label: older.map(label).unwrap_or_default(),
        new_label: label(text),
        notes,
        imprint: imprint(&server.config.public_url, text, older),
        fonts: server.config.font_folders.clone(),
        ..Presentation::default()
    }
}

/// Whose what a redline shows is, as far as that is known.
pub(crate) struct Credits {
    pub(crate) words: Vec<Credit>,
    pub(crate) changes: Vec<Option<Whose>>,
    /// Of the blocks of the newer text.
    pub(crate) forms: Vec<Option<Whose>>,
}

pub(crate) fn credits(provenance: &Provenance, redline: &Redline<'_>) -> Credits {
    let known = provenance.authorship(redline);
    let words = known.words.into_iter();
    let words = words.map(|(credit, origin)| {
        let whose = whose(origin);
        Credit {
            side: match credit.side {
                merge::Side::Old => Side::Old,
                merge::Side::New => Side::New,
            },
            block: credit.block,
            start: credit.start,
            end: credit.end,
            author: whose.author,
            date: whose.date,
            suggestion: whose.suggestion,
            import: whose.import,
        }
    });
    let each = |origins: Vec<Option<&Origin>>| {
        let origins = origins.into_iter();
        origins.map(|it| it.map(whose)).collect()
    };
    Credits {
        words: words.collect(),
        changes: each(known.changes),
        forms: each(known.forms),
    }
}

fn whose(origin: &Origin) -> Whose {
    let (suggestion, import) = match origin {
        Origin::Suggestion(suggestion) => (suggestion.id.to_string(), None),
        Origin::Import { revision, .. } => (String::new(), Some(*revision)),
    };
    Whose {
        author: origin.author().to_owned(),
        date: origin.at().to_string(),
        suggestion,
        import,
    }
}

fn imprint(public_url: &str, text: &RevisionText, older: Option<&RevisionText>) -> Imprint {
    let number = text.revision.number;
    let compared_with = older.map(|older| older.revision.number);
    let place =
        compared_with.map_or_else(|| number.to_string(), |older| format!("{older}..{number}"));
    Imprint {
        guideline: text.guideline.slug.clone(),
        language: text.language.clone(),
        revision: Some(number),
        compared_with,
        address: format!("{public_url}/g/{}/{place}", text.guideline.slug),
    }
}
