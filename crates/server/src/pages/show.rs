//! From an address to a page: from memory if it was just shown, else by asking the review.

use std::{sync::Arc, time::Instant};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
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

/// The page; anything that goes wrong is a page, too.
pub(super) async fn show(
    server: &Server,
    slug: String,
    place: Place,
    asked: &Asked,
    headers: &HeaderMap,
) -> Response<Body> {
    let preference = Preference::of(asked.language.as_deref(), headers);
    let address = Address {
        slug,
        place,
        language: preference.key(),
        wording: preference.wording(),
    };
    match answer(server, address, &preference).await {
        Ok(answer) => {
            let mut response = deliver(&answer.rendering, headers, answer.keep);
            if preference.negotiated {
                let by_browser = HeaderValue::from_static("accept-language");
                response.headers_mut().append(header::VARY, by_browser);
            }
            response
        }
        Err(problem) => page_of(&problem, preference.wording()),
    }
}

async fn answer(
    server: &Server,
    address: Address,
    preference: &Preference,
) -> Result<Answer, Problem> {
    if let Some(answer) = server.front.get(&address) {
        return Ok(answer);
    }
    let since = Instant::now();
    let (rendering, keep) = match make(server, &address, preference).await {
        Ok(made) => made,
        Err(problem) if problem.status() == StatusCode::SERVICE_UNAVAILABLE => {
            return server.front.last(&address).ok_or(problem);
        }
        Err(problem) => return Err(problem),
    };
    let answer = Answer {
        rendering,
        keep,
        since,
    };
    server.front.put(address, answer.clone());
    Ok(answer)
}

async fn make(
    server: &Server,
    address: &Address,
    preference: &Preference,
) -> Result<(Arc<Rendering>, Keep), Problem> {
    match address.place {
        Place::Latest => {
            let text = server
                .review
                .latest(&Actor::Anonymous, &address.slug, None)
                .await?;
            let number = text.revision.number;
            let (rendering, keep) = reading::page(server, address, number, preference).await?;
            // What is the latest changes, so others may keep it only if they ask again.
            let keep = if keep == Keep::Nothing {
                keep
            } else {
                Keep::Revalidate
            };
            Ok((rendering, keep))
        }
        Place::Revision(number) => reading::page(server, address, number, preference).await,
        Place::Redline(from, to) => redline::page(server, address, (from, to), preference).await,
        Place::Nowhere => Err(Problem::not_found()),
    }
}

/// What went wrong, as a page.
pub(super) fn page_of(problem: &Problem, wording: &'static str) -> Response<Body> {
    let words = Words::in_language(wording);
    let (title, more) = if problem.status() == 404 {
        (&words.not_found, &words.not_found_more)
    } else {
        (&words.trouble, &words.trouble)
    };
    let body = format!(
        "<main id=\"text\"><div class=\"head\"><h1>{}</h1><p>{}</p><p><a href=\"/sign-in\">{}</a></p></div></main>\n",
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

#[cfg(test)]
mod tests {
    use super::*;

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
