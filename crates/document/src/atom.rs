use serde::{Deserialize, Serialize};

use crate::{Digest, digest::Hasher};

/// U+FFFC OBJECT REPLACEMENT CHARACTER: stands in the text for an atom or a note reference, and for
/// nothing else; readers drop and report any that a source contains.
pub const PLACEHOLDER: char = '\u{FFFC}';

/// The digest of a resource's bytes.
pub type ResourceId = Digest;

/// Something that is not text, at one placeholder of a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Atom {
    /// Offset of its placeholder in the text, in scalar values.
    pub at: usize,
    /// What it is.
    #[serde(flatten)]
    pub kind: AtomKind,
    /// What a reader who cannot see it is told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
}

/// What an atom can be.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AtomKind {
    /// A picture whose bytes are among the document's resources.
    Image {
        /// Where its bytes are.
        resource: ResourceId,
        /// Shown size in English Metric Units (914,400 to the inch), if the source says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        size: Option<(u64, u64)>,
    },
    /// A picture that is only referred to; never fetched.
    RemoteImage {
        /// Its address, as written.
        href: String,
    },
    /// A formula, in the notation it came in.
    Equation {
        /// `omml` (Office Math XML) or `tex`.
        notation: String,
        /// Its source text.
        source: String,
    },
    /// Anything else, kept as the markup it came as.
    Object {
        /// Which format the markup is of: `wordprocessingml` or `html`.
        notation: String,
        /// Its source text.
        source: String,
    },
}

impl Atom {
    pub(crate) fn feed(&self, hasher: &mut Hasher) {
        hasher.count(self.at).text(&self.alt);
        match &self.kind {
            AtomKind::Image { resource, size } => {
                hasher.text("image").digest(resource);
                hasher.optional(*size, |hasher, (width, height)| {
                    hasher.number(width).number(height);
                });
            }
            AtomKind::RemoteImage { href } => {
                hasher.text("remote_image").text(href);
            }
            AtomKind::Equation { notation, source } => {
                hasher.text("equation").text(notation).text(source);
            }
            AtomKind::Object { notation, source } => {
                hasher.text("object").text(notation).text(source);
            }
        }
    }
}

/// Bytes that atoms refer to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Such as `image/png`.
    pub media_type: String,
    /// The bytes; base64 where they are written as text.
    #[serde(with = "base64_bytes")]
    pub bytes: Vec<u8>,
}

impl Resource {
    /// The name of these bytes.
    pub fn id(&self) -> ResourceId {
        Digest::of_bytes(&self.bytes)
    }
}

mod base64_bytes {
    use base64::{Engine, engine::general_purpose::STANDARD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD
            .decode(String::deserialize(from)?)
            .map_err(D::Error::custom)
    }
}
