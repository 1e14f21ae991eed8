//! From an address to a page: from memory if it was just shown, else by asking the review.

use std::{sync::Arc, time::Instant};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, Uri, header, uri::PathAndQuery},
};
use review::Actor;
use serde::Deserialize;

use super::{escape, frame::Page, language::Preference, reading, redline, words::Words};
use crate::{
    deliver::{Keep, deliver},
    front::{Address, Answer},
    problem::{Presentable, Problem},
    shelf::Rendering,
    state::Server,
};

/// What stands behind the question mark.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    language: Option<String>,
}

/// Which page of a guideline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// The latest revision.
    Latest,
    /// A numbered one.
    Revision(u32),
    /// What changed between two.
    Redline(u32, u32),
    /// None that there is.
    Nowhere,
}

impl Place {
    /// `2`, or `1..2`.
    pub(super) fn parse(text: &str) -> Self {
        let place = match text.split_once("..") {
            Some((from, to)) => from
                .parse()
                .ok()
                .zip(to.parse().ok())
                .map(|(from, to)| Self::Redline(from, to)),
            None => text.parse().ok().map(Self::Revision),
        };
        place.unwrap_or(Self::Nowhere)
    }
}

/// Who asks for a page, and how.
pub(super) struct Reader<'a> {
    /// Known by the cookie for pages, if at all.
    pub(super) actor: &'a Actor,
    /// The address as it was asked for.
    pub(super) uri: &'a Uri,
    pub(super) headers: &'a HeaderMap,
}

/// The page; anything that goes wrong is a page, too.
pub(super) async fn show(
    server: &Server,
    slug: String,
    place: Place,
    asked: &Asked,
    reader: &Reader<'_>,
) -> Response<Body> {
    let headers = reader.headers;
    let preference = Preference::of(asked.language.as_deref(), headers);
    let address = Address {
        slug,
        place,
        language: preference.key(),
        wording: preference.wording(),
    };
    let shown = match answer(server, &address, &preference).await {
        Err(problem) if is_hidden(&problem, reader.actor) => {
            own_answer(server, reader.actor, &address, &preference).await
        }
        shown => shown,
    };
    match shown {
        Ok(answer) => {
            let mut response = deliver(&answer.rendering, headers, answer.keep);
            if preference.negotiated {
                let by_browser = HeaderValue::from_static("accept-language");
                response.headers_mut().append(header::VARY, by_browser);
            }
            response
        }
        Err(problem) => page_of(&problem, preference.wording(), reader.uri),
    }
}

/// Whether something that is not there for everybody may be there for who asks.
pub(super) fn is_hidden(problem: &Problem, actor: &Actor) -> bool {
    problem.status() == StatusCode::NOT_FOUND && *actor != Actor::Anonymous
}

/// What only members see: asked for each time, and kept by nobody.
async fn own_answer(
    server: &Server,
    actor: &Actor,
    address: &Address,
    preference: &Preference,
) -> Result<Answer, Problem> {
    let since = Instant::now();
    let (rendering, _) = make(server, actor, address, preference).await?;
    Ok(Answer {
        rendering,
        keep: Keep::Nothing,
        since,
    })
}

/// What anyone may see.
async fn answer(
    server: &Server,
    address: &Address,
    preference: &Preference,
) -> Result<Answer, Problem> {
    if let Some(answer) = server.front.get(address) {
        return Ok(answer);
    }
    let since = Instant::now();
    let (rendering, keep) = match make(server, &Actor::Anonymous, address, preference).await {
        Ok(made) => made,
        Err(problem) if problem.status() == StatusCode::SERVICE_UNAVAILABLE => {
            return server.front.last(address).ok_or(problem);
        }
        Err(problem) => return Err(problem),
    };
    let answer = Answer {
        rendering,
        keep,
        since,
    };
    server.front.put(address.clone(), answer.clone());
    Ok(answer)
}

async fn make(
    server: &Server,
    actor: &Actor,
    address: &Address,
    preference: &Preference,
) -> Result<(Arc<Rendering>, Keep), Problem> {
    match address.place {
        Place::Latest => {
            let latest = server.review.latest(actor, &address.slug, None);
            let number = latest.await?.revision.number;
            let page = reading::page(server, actor, address, number, preference);
            let (rendering, keep) = page.await?;
            // What is the latest changes, so others may keep it only if they ask again.
            let keep = if keep == Keep::Nothing {
                keep
            } else {
                Keep::Revalidate
            };
            Ok((rendering, keep))
        }
        Place::Revision(number) => reading::page(server, actor, address, number, preference).await,
        Place::Redline(from, to) => {
            redline::page(server, actor, address, (from, to), preference).await
        }
        Place::Nowhere => Err(Problem::not_found()),
    }
}

/// What went wrong, as a page. Who signs in comes back to it.
pub(super) fn page_of(problem: &Problem, wording: &'static str, here: &Uri) -> Response<Body> {
    let words = Words::in_language(wording);
    let (title, more) = if problem.status() == 404 {
        (&words.not_found, &words.not_found_more)
    } else {
        (&words.trouble, &words.trouble)
    };
    let here = escape(&in_query(here));
    let body = format!(
        "<main id=\"text\"><div class=\"head\"><h1>{}</h1><p>{}</p><p><a href=\"/sign-in?next={here}\">{}</a></p></div></main>\n",
        escape(title),
        escape(more),
        escape(&words.sign_in)
    );
    let page = Page {
        language: wording,
        wording,
        title,
        bar: "",
        body: &body,
    };
    let mut response = Response::new(Body::from(page.html()));
    *response.status_mut() = problem.status();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response.extensions_mut().insert(Presentable);
    response
}

/// An address of this server as the value of a parameter of another one.
fn in_query(address: &Uri) -> String {
    let address = address.path_and_query().map_or("/", PathAndQuery::as_str);
    let address = address.replace('%', "%25").replace('&', "%26");
    address.replace('+', "%2B")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_survives_as_a_parameter() {
        let address = Uri::from_static("/g/mining/2/responses?page=1&from=1%2B+");
        let expect = "/g/mining/2/responses?page=1%26from=1%252B%2B";
        assert_eq!(in_query(&address), expect);
    }

    #[test]
    fn addresses_name_a_revision_or_two() {
        #[track_caller]
        fn check(text: &str, expect: Place) {
            assert_eq!(Place::parse(text), expect, "{text}");
        }
        check("2", Place::Revision(2));
        check("1..2", Place::Redline(1, 2));
        check("2..1", Place::Redline(2, 1));
        check("-1", Place::Nowhere);
        check("1..", Place::Nowhere);
        check("two", Place::Nowhere);
        check("99999999999", Place::Nowhere);
    }
}
