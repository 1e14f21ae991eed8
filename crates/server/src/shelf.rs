//! Rendered bytes, kept in memory: what is rendered from numbered revisions never changes.

use std::{future::Future, io::Write, sync::Arc};

use axum::http::HeaderValue;
use bytes::Bytes;
use flate2::{Compression, write::GzEncoder};
use quick_cache::{Weighter, sync::Cache};
use review::{Guideline, document::Digest};

use crate::{pages::has_files, problem::Problem};

/// Keeps renderings up to a weight in bytes; what was not asked for lately goes first.
pub(crate) struct Shelf {
    cache: Cache<Key, Arc<Rendering>, Bytewise>,
}

/// What a rendering was made from. Nothing else may flow into it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The guideline's id.
    pub(crate) guideline: String,
    /// The language of the text.
    pub(crate) language: String,
    /// The language of the words around it, for pages.
    pub(crate) wording: &'static str,
    /// What of the guideline, as what.
    pub(crate) item: Item,
}

/// What of a guideline, in which format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Item {
    /// A revision.
    Revision(u32, Form),
    /// What changed between two.
    Redline(u32, u32, Form),
    /// A page of the responses to comments, after an event, in a minute.
    Responses {
        /// The first revision whose comments are answered.
        from: u32,
        /// The last.
        to: u32,
        /// From 1.
        page: u32,
        /// The guideline's last event.
        event: u64,
        /// Of the clock.
        minute: i64,
    },
}

/// In which form something is rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// The JSON of the interface.
    Data,
    /// A file to download.
    File(formats::Format),
    /// A page to read in a browser.
    Page {
        /// Whether it leads to files.
        files: bool,
    },
}

impl Form {
    /// The page of something of a guideline.
    pub(crate) fn page_of(guideline: &Guideline) -> Self {
        Self::Page {
            files: has_files(guideline),
        }
    }
}

/// Bytes that are ready to be sent.
#[derive(Debug)]
pub(crate) struct Rendering {
    /// What they are.
    pub(crate) media_type: &'static str,
    /// As they are.
    pub(crate) plain: Bytes,
    /// Compressed, where that makes them smaller.
    pub(crate) gzip: Option<Bytes>,
    /// Names exactly these bytes.
    pub(crate) etag: HeaderValue,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<Key, Arc<Rendering>> for Bytewise {
    fn weight(&self, key: &Key, rendering: &Arc<Rendering>) -> u64 {
        const BESIDES: usize = 256;
        let gzip = rendering.gzip.as_ref().map_or(0, Bytes::len);
        let bytes = key.guideline.len() + key.language.len() + rendering.plain.len() + gzip;
        u64::try_from(bytes + BESIDES).unwrap_or(u64::MAX)
    }
}

impl Shelf {
    /// A shelf that bears so many bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        const USUAL_ITEMS: usize = 1_000;
        Self {
            cache: Cache::with_weighter(USUAL_ITEMS, bytes, Bytewise),
        }
    }

    /// The rendering of this key, made now if it is not there. Of many who ask at once one makes it.
    ///
    /// # Errors
    /// What making it fails with; that is not kept.
    pub(crate) async fn get_or_make(
        &self,
        key: Key,
        make: impl Future<Output = Result<Rendering, Problem>>,
    ) -> Result<Arc<Rendering>, Problem> {
        let made = async { make.await.map(Arc::new) };
        self.cache.get_or_insert_async(&key, made).await
    }
}

impl Rendering {
    /// Makes bytes ready to be sent. Takes a while: not on an async thread.
    pub(crate) fn new(media_type: &'static str, bytes: Vec<u8>) -> Self {
        let digest = Digest::of_bytes(&bytes);
        let etag = format!("\"{}\"", &digest.as_str()[..32]);
        Self {
            media_type,
            gzip: compressed(media_type, &bytes),
            plain: bytes.into(),
            etag: HeaderValue::try_from(etag).unwrap_or(HeaderValue::from_static("\"\"")),
        }
    }
}

fn compressed(media_type: &str, bytes: &[u8]) -> Option<Bytes> {
    const WORTH_IT: usize = 1_000;
    let is_text = media_type.starts_with("text/") || media_type == "application/json";
    if !is_text || bytes.len() < WORTH_IT {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len()).then(|| packed.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u32) -> Key {
        Key {
            guideline: "g".to_owned(),
            language: "en".to_owned(),
            wording: "",
            item: Item::Revision(number, Form::Data),
        }
    }

    async fn take(shelf: &Shelf, number: u32, text: &str) -> Bytes {
        let make = async { Ok(Rendering::new("text/plain", text.as_bytes().to_vec())) };
        shelf
            .get_or_make(key(number), make)
            .await
            .unwrap()
            .plain
            .clone()
    }

    #[tokio::test]
    async fn a_rendering_is_made_once() {
        let shelf = Shelf::new(1 << 20);
        assert_eq!(take(&shelf, 1, "first").await, "first");
        assert_eq!(take(&shelf, 1, "second").await, "first");
        assert_eq!(take(&shelf, 2, "other").await, "other");
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let shelf = Shelf::new(1 << 20);
        let fail = async { Err(Problem::not_found()) };
        assert!(shelf.get_or_make(key(1), fail).await.is_err());
        assert_eq!(take(&shelf, 1, "now").await, "now");
    }

    #[tokio::test]
    async fn the_shelf_bears_no_more_than_it_is_told() {
        let shelf = Shelf::new(100_000);
        for number in 0..1_000 {
            take(&shelf, number, &"x".repeat(999)).await;
        }
        assert!(shelf.cache.weight() <= 100_000);
    }

    #[test]
    fn text_is_compressed_and_archives_are_not() {
        let text = vec![b'a'; 10_000];
        assert!(
            Rendering::new("text/html; charset=utf-8", text.clone())
                .gzip
                .is_some()
        );
        assert!(Rendering::new("application/zip", text).gzip.is_none());
        assert!(
            Rendering::new("text/plain", b"short".to_vec())
                .gzip
                .is_none()
        );
    }
}
