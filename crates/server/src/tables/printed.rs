//! Pages and lines of a revision's clean PDF: laid out once for each text, then kept.

use std::sync::Arc;

use formats::{WriteError, placing};
use quick_cache::sync::Cache;
use review::RevisionText;

use crate::{imprint::presentation, problem::Problem, state::Server};

/// Guideline, revision and language.
type Key = (String, u32, String);

/// Where the blocks of texts are printed. `None`: this program has no PDF, or cannot lay the text out.
pub(crate) struct Layouts(Cache<Key, Option<Arc<[placing::Printed]>>>);

impl Default for Layouts {
    fn default() -> Self {
        const TEXTS: usize = 200;
        Self(Cache::new(TEXTS))
    }
}

/// Where the blocks of a text are printed.
pub(crate) async fn printed(
    server: &Server,
    text: &RevisionText,
) -> Result<Option<Arc<[placing::Printed]>>, Problem> {
    let key = (
        text.guideline.id.to_string(),
        text.revision.number,
        text.language.clone(),
    );
    let lay_out = async {
        let document = server.review.with_resources(text).await?;
        let presentation = presentation(server, text, None, Vec::new());
        let places = move || placing::printed(&document, &presentation);
        match server.heavily(places).await? {
            Ok(places) => Ok(Some(places.into())),
            Err(WriteError::Failed { why, .. }) => {
                tracing::warn!(why, "a text could not be laid out");
                Ok(None)
            }
            Err(_) => Ok(None),
        }
    };
    server.layouts.0.get_or_insert_async(&key, lay_out).await
}
