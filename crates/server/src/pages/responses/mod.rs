//! The page that answers for everything that was said: each comment and suggestion in the order of the
//! text, with what was decided and why.

mod answers;
mod html;
mod list;
mod proposal;

use std::sync::Arc;

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, Response, Uri, header},
};
use review::{Actor, Moment, RevisionText};
use serde::Deserialize;

pub(crate) use self::list::Lists;
use self::list::{ListKey, Responses};
use super::{
    language::Preference,
    reading::HTML,
    show::{is_hidden, page_of},
};
use crate::{
    access::Who,
    closing::{Span, hear},
    deliver::{Keep, deliver},
    extract::{Path, Query},
    problem::Problem,
    shelf::{Item, Key, Rendering},
    state::Server,
};

/// What stands behind the question mark.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    language: Option<String>,
    /// The number of the first revision whose comments are answered.
    from: Option<String>,
    /// From 1.
    page: Option<String>,
}

/// The page of the responses to comments on a revision.
pub(crate) async fn responses(
    State(server): State<Server>,
    Who(actor): Who,
    uri: Uri,
    Path((slug, place)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response<Body> {
    let preference = Preference::of(asked.language.as_deref(), &headers);
    let wording = preference.wording();
    let wish = Wish {
        slug: &slug,
        place: &place,
        asked: &asked,
        wording,
    };
    let anyone = answer(&server, &Actor::Anonymous, &wish).await;
    let shown = match anyone {
        Err(problem) if is_hidden(&problem, &actor) => {
            let own = answer(&server, &actor, &wish).await;
            own.map(|rendering| (rendering, Keep::Nothing))
        }
        anyone => anyone.map(|rendering| (rendering, Keep::Revalidate)),
    };
    match shown {
        Ok((rendering, keep)) => {
            let mut response = deliver(&rendering, &headers, keep);
            if preference.negotiated {
                let by_browser = HeaderValue::from_static("accept-language");
                response.headers_mut().append(header::VARY, by_browser);
            }
            response
        }
        Err(problem) => page_of(&problem, wording, &uri),
    }
}

/// Which page, in whose words.
struct Wish<'a> {
    slug: &'a str,
    place: &'a str,
    asked: &'a Asked,
    wording: &'static str,
}

/// The page, if this actor may read the guideline; then it is the same whoever that is.
async fn answer(
    server: &Server,
    actor: &Actor,
    wish: &Wish<'_>,
) -> Result<Arc<Rendering>, Problem> {
    let Wish {
        slug,
        place,
        asked,
        wording,
    } = *wish;
    let number = number(place)?;
    let from = asked.from.as_deref().map(self::number).transpose()?;
    let page = asked.page.as_deref().map_or(Ok(1), self::number)?;
    let span = Span::new(number, from).map_err(|_| Problem::not_found())?;
    let review = &server.review;
    let text = review.revision(actor, slug, number, None).await?;
    let moment = review.moment(actor, slug).await?;
    let key = ListKey {
        guideline: text.guideline.id.to_string(),
        span,
        wording,
        event: moment.sequence,
        minute: server.now().0.div_euclid(60_000),
    };
    let shelf_key = Key {
        guideline: key.guideline.clone(),
        language: String::new(),
        wording,
        item: Item::Responses {
            from: span.first(),
            to: span.to,
            page,
            event: key.event,
            minute: key.minute,
        },
    };
    let make = render(server, actor, key, (text, moment), page);
    server.shelf.get_or_make(shelf_key, make).await
}

/// A number in an address; another word names no page.
fn number(text: &str) -> Result<u32, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

async fn render(
    server: &Server,
    actor: &Actor,
    key: ListKey,
    (text, moment): (RevisionText, Moment),
    page: u32,
) -> Result<Rendering, Problem> {
    let (span, wording) = (key.span, key.wording);
    let gather = async {
        let permit = server.responses.reading.acquire().await;
        let _permit = permit.map_err(|error| Problem::internal(&error))?;
        let slug = &text.guideline.slug;
        let heard = hear(server, actor, slug, span).await?;
        let list = move || Arc::new(Responses::new(heard, span, wording));
        server.heavily(list).await
    };
    let kept = &server.responses.kept;
    let list = kept.get_or_insert_async(&key, gather).await?;
    let index = usize::try_from(page).unwrap_or(usize::MAX);
    if index == 0 || index > list.pages.len() {
        return Err(Problem::not_found());
    }
    let write = move || {
        let html = html::page(&list, index - 1, moment, wording);
        Rendering::new(HTML, html.into_bytes())
    };
    server.heavily(write).await
}
