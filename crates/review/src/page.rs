use serde::{Deserialize, Serialize};

use crate::ReviewError;

/// Which stretch of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// At most so many; cut to [`PageRequest::MOST`].
    pub limit: u32,
    /// Where the stretch before ended.
    pub cursor: Option<String>,
}

/// A stretch of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page<T> {
    /// In the order of the list.
    pub items: Vec<T>,
    /// What continues it; none at the end.
    pub next_cursor: Option<String>,
}

impl PageRequest {
    /// The longest stretch.
    pub const MOST: u32 = 500;

    /// The number of items to answer with.
    pub fn size(&self) -> usize {
        self.limit.clamp(1, Self::MOST) as usize
    }
}

impl Default for PageRequest {
    fn default() -> Self {
        Self {
            limit: 50,
            cursor: None,
        }
    }
}

impl<T> Page<T> {
    /// Makes a stretch of at most `size` from one more than that, if there are more.
    pub fn cut(mut items: Vec<T>, size: usize, cursor: impl Fn(&T) -> String) -> Self {
        let more = items.len() > size;
        items.truncate(size);
        let next_cursor = items.last().filter(|_| more).map(cursor);
        Self { items, next_cursor }
    }

    /// The same stretch with each item changed.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(change).collect(),
            next_cursor: self.next_cursor,
        }
    }
}

/// The place in a list that the cursor names.
pub(crate) fn place_in_list(page: &PageRequest) -> Result<Option<u64>, ReviewError> {
    let Some(cursor) = &page.cursor else {
        return Ok(None);
    };
    // Both engines count in signed 64-bit integers.
    match cursor.parse::<u64>() {
        Ok(place) if i64::try_from(place).is_ok() => Ok(Some(place)),
        _ => Err(ReviewError::invalid(
            "cursor",
            "is none that was given here",
        )),
    }
}
