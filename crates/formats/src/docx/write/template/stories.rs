//! Headers and footers of a template, with their pictures.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Copy, HouseMedia, HousePart, Template, document, fields, section::Story, whole};
use crate::{
    ReadError,
    docx::{
        names::Ns,
        package::{Package, Relationship, Relationships},
        tree::Element,
    },
};

/// Pictures that headers and footers may have together.
const PICTURES: usize = 32;
/// Bytes of all of them.
const PICTURE_BYTES: usize = 16 << 20;

/// Takes the headers and footers that the last section shows.
pub(super) fn take(
    package: &Package<'_>,
    relationships: &Relationships,
    stories: &BTreeMap<Story, String>,
    copy: &Copy,
    template: &mut Template,
) -> Result<(), ReadError> {
    let mut number = 0;
    for (&(kind, pages), id) in stories {
        let Some(target) = inside(relationships.get(id)) else {
            continue;
        };
        number += 1;
        let media = pictures(package, target, template)?;
        let mut taken = None;
        whole(package, target, |root| {
            taken = is_story(root).then(|| story(root, kind, number, media, copy));
        })?;
        if let Some(part) = taken {
            let _ = write!(
                template.section.references,
                "<w:{kind}Reference w:type=\"{pages}\" r:id=\"{}\"/>",
                part.id()
            );
            template.parts.push(part);
        }
    }
    Ok(())
}

fn inside(relationship: Option<&Relationship>) -> Option<&str> {
    let entry = relationship.filter(|entry| !entry.external)?;
    Some(&entry.target)
}

fn is_story(root: Element<'_>) -> bool {
    root.is(Ns::W, "hdr") || root.is(Ns::W, "ftr")
}

fn story(
    root: Element<'_>,
    kind: &'static str,
    number: usize,
    pictures: Vec<(String, String, String)>,
    copy: &Copy,
) -> HousePart {
    let ids = pictures
        .iter()
        .map(|(old, id, _)| (old.clone(), id.clone()));
    let own = Copy {
        styles: copy.styles.clone(),
        numbers: copy.numbers.clone(),
        pictures: ids.collect(),
        fields: fields::are_welcome(root),
        unlinked: false,
        drawings: copy.drawings.clone(),
    };
    let mut content = document(root, &own);
    copy.drawings.set(own.drawings.get());
    // a story without a paragraph is none
    if !content.contains("<w:p>") && !content.contains("<w:p ") && !content.contains("<w:p/>") {
        let end = content.rfind("</").unwrap_or(content.len());
        content.insert_str(end, "<w:p/>");
    }
    HousePart {
        name: format!("{kind}{number}.xml"),
        kind,
        content,
        pictures: pictures
            .into_iter()
            .map(|(_, id, name)| (id, name))
            .collect(),
    }
}

/// The pictures of a story: its id of each, ours, and the name under `word/`.
fn pictures(
    package: &Package<'_>,
    story: &str,
    template: &mut Template,
) -> Result<Vec<(String, String, String)>, ReadError> {
    let relationships = package.relationships(story)?;
    let mut entries: Vec<_> = relationships.iter().collect();
    entries.sort_unstable_by_key(|(id, _)| *id);
    let mut found = Vec::new();
    for (id, entry) in entries {
        let Some(target) = inside(Some(entry)).filter(|_| entry.kind == "image") else {
            continue;
        };
        if let Some(name) = picture(package, target, template)? {
            found.push((id.clone(), format!("rId{}", found.len() + 1), name));
        }
    }
    Ok(found)
}

fn picture(
    package: &Package<'_>,
    target: &str,
    template: &mut Template,
) -> Result<Option<String>, ReadError> {
    let Some(bytes) = package.bytes(target)? else {
        return Ok(None);
    };
    let taken: usize = template.media.iter().map(|media| media.bytes.len()).sum();
    let room = template.media.len() < PICTURES && taken + bytes.len() <= PICTURE_BYTES;
    let Some((ending, media_type)) = kind_of(&bytes).filter(|_| room) else {
        return Ok(None);
    };
    let name = format!("media/house{}.{ending}", template.media.len() + 1);
    template.media.push(HouseMedia {
        name: name.clone(),
        media_type,
        bytes,
    });
    Ok(Some(name))
}

/// What a picture is by its own bytes.
fn kind_of(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] => ("png", "image/png"),
        [0xFF, 0xD8, 0xFF, ..] => ("jpeg", "image/jpeg"),
        [b'G', b'I', b'F', b'8', ..] => ("gif", "image/gif"),
        [b'B', b'M', ..] => ("bmp", "image/bmp"),
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => ("tiff", "image/tiff"),
        [0xD7, 0xCD, 0xC6, 0x9A, ..] => ("wmf", "image/x-wmf"),
        _ if bytes.get(40..44) == Some(b" EMF") => ("emf", "image/x-emf"),
        _ => return None,
    })
}
