//! Where a request comes from: the network address and, for browsers, the site.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use crate::{
    problem::{Meaning, Problem},
    rate::subscriber,
    state::Server,
};

/// The network address that a request comes from, as far as limits care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client(pub(crate) IpAddr);

impl FromRequestParts<Server> for Client {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map_or(Ipv4Addr::UNSPECIFIED.into(), |info| info.0.ip());
        let told = forwarded_for(&parts.headers).filter(|_| server.config.trust_proxy);
        Ok(Self(subscriber(told.unwrap_or(peer))))
    }
}

/// The address that our proxy saw: the last one, since whatever stands before it the client may
/// have made up.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

/// The request does not come from a page of another site (ASVS 3.5.1). Programs other than
/// browsers say nothing about it and hold no cookies of others.
pub(crate) struct SameOrigin;

impl FromRequestParts<Server> for SameOrigin {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        if is_same_origin(&parts.headers, &server.config.public_url) {
            return Ok(Self);
        }
        let detail = "This request comes from a page of another site.";
        Err(Problem::new(Meaning::CrossSite, detail))
    }
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = origin.to_str().unwrap_or_default();
    let origin_host = origin.split_once("://").map(|(_, host)| host);
    origin == public_url || (host.is_some() && origin_host == host)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn pages_of_other_sites_are_told_from_our_own() {
        #[track_caller]
        fn check(pairs: &[(&'static str, &'static str)], expect: bool) {
            let same = is_same_origin(&headers(pairs), "https://review.example.org");
            assert_eq!(same, expect, "{pairs:?}");
        }
        check(&[], true);
        check(&[("sec-fetch-site", "same-origin")], true);
        check(&[("sec-fetch-site", "none")], true);
        check(&[("sec-fetch-site", "same-site")], false);
        check(&[("sec-fetch-site", "cross-site")], false);
        check(&[("origin", "https://review.example.org")], true);
        check(&[("origin", "https://evil.example")], false);
        check(&[("origin", "null"), ("host", "review.example.org")], false);
        check(
            &[
                ("origin", "http://localhost:8080"),
                ("host", "localhost:8080"),
            ],
            true,
        );
        let mixed = ("origin", "https://review.example.org");
        check(&[("sec-fetch-site", "cross-site"), mixed], false);
    }

    #[test]
    fn the_last_address_is_the_one_our_proxy_saw() {
        #[track_caller]
        fn check(value: &'static str, expect: Option<&str>) {
            let address = forwarded_for(&headers(&[("x-forwarded-for", value)]));
            assert_eq!(address.map(|it| it.to_string()).as_deref(), expect);
        }
        check("192.0.2.1", Some("192.0.2.1"));
        check("made up, 198.51.100.9", Some("198.51.100.9"));
        check("192.0.2.1, nonsense", None);
    }
}
