use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use document::Document;

use crate::review::TextKey;

/// The texts that were read last. A revision never changes, so they never grow stale.
#[derive(Debug, Default)]
pub(crate) struct Texts(Mutex<VecDeque<(TextKey, Arc<Document>)>>);

/// So many are kept; a text of 1,000 blocks takes about a megabyte.
const KEPT: usize = 48;

impl Texts {
    /// The text, if it was read lately.
    pub(crate) fn get(&self, key: &TextKey) -> Option<Arc<Document>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(other, _)| other == key)?;
        let entry = kept.remove(at)?;
        let text = Arc::clone(&entry.1);
        kept.push_front(entry);
        Some(text)
    }

    /// Keeps a text, in the place of the one that nobody asked for longest.
    pub(crate) fn put(&self, key: TextKey, text: Arc<Document>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(other, _)| *other != key);
        kept.push_front((key, text));
        kept.truncate(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::GuidelineId;

    fn key(number: u32) -> TextKey {
        (GuidelineId::from("g"), number, "en".to_owned())
    }

    #[test]
    fn the_text_nobody_asked_for_longest_goes_first() {
        let texts = Texts::default();
        for number in 0..KEPT {
            texts.put(key(u32::try_from(number).unwrap()), Arc::default());
        }
        assert!(texts.get(&key(0)).is_some());
        texts.put(key(1_000), Arc::default());
        assert!(texts.get(&key(0)).is_some(), "asked for just now");
        assert!(texts.get(&key(1)).is_none());
    }
}
