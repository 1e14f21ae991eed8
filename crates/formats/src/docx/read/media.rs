//! The bytes of pictures.

use std::collections::{BTreeMap, HashMap};

use document::{Resource, ResourceId};

use crate::{ReadError, docx::package::Package};

/// Pictures that were met, each part read once.
#[derive(Debug, Default)]
pub(super) struct Media {
    resources: BTreeMap<ResourceId, Resource>,
    by_part: HashMap<String, ResourceId>,
}

impl Media {
    /// The resource for the picture in this part; `None` when the package has no such part.
    pub(super) fn take(
        &mut self,
        package: &Package<'_>,
        part: &str,
    ) -> Result<Option<ResourceId>, ReadError> {
        if let Some(id) = self.by_part.get(part) {
            return Ok(Some(id.clone()));
        }
        let Some(bytes) = package.bytes(part)? else {
            return Ok(None);
        };
        let resource = Resource {
            media_type: media_type(part, &bytes).to_owned(),
            bytes,
        };
        let id = resource.id();
        self.resources.insert(id.clone(), resource);
        self.by_part.insert(part.to_owned(), id.clone());
        Ok(Some(id))
    }

    pub(super) fn into_resources(self) -> BTreeMap<ResourceId, Resource> {
        self.resources
    }
}

/// What the bytes are, by their first ones; by the name of the part where those do not tell.
fn media_type(part: &str, bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [b'G', b'I', b'F', b'8', ..] => "image/gif",
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => "image/webp",
        [b'B', b'M', ..] => "image/bmp",
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => "image/tiff",
        _ => by_ending(part),
    }
}

fn by_ending(part: &str) -> &'static str {
    let ending = part.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "emf" => "image/x-emf",
        "wmf" => "image/x-wmf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => "application/octet-stream",
    }
}
