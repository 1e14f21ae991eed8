use serde::Deserialize;
use utoipa::IntoParams;

/// Which stretch of a list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Stretch {
    /// At most so many; 50 if left out, 500 at most.
    limit: Option<u32>,
    /// The `next_cursor` of the stretch before.
    cursor: Option<String>,
}

impl From<Stretch> for review::PageRequest {
    fn from(stretch: Stretch) -> Self {
        let usual = Self::default();
        Self {
            limit: stretch.limit.unwrap_or(usual.limit),
            cursor: stretch.cursor,
        }
    }
}
