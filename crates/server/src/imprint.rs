//! What a file says of itself, so that it is known when it comes back.

use formats::{Imprint, MarginComment, Presentation};
use review::RevisionText;

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
