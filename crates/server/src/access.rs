//! The one gate that every route passes.

use auth::{Identity, Purpose};
use axum::{
    extract::Request,
    http::request::Parts,
    http::{HeaderMap, header},
};
use axum_extra::extract::CookieJar;
use review::{Action, Actor, GuidelineView, Subject, may, permit};

use crate::{
    cookie,
    problem::{Meaning, Problem},
    state::Server,
};

/// Who a route is for. The gate turns away whoever cannot be meant, before the body is read; what
/// depends on the guideline (a role in it, authorship) the review decides by [`review::may`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Everybody who may read the guideline; decided by the review.
    Reader,
    /// Everybody who may read the guideline, whose browser may also tell who asks by the cookie for
    /// pages; decided by the review.
    PageReader,
    /// Signed-in people.
    SignedIn,
    /// Signed-in people who may read the guideline; decided by the review.
    KnownReader,
    /// Those who take part in the guideline; decided by the review.
    Participant,
    /// Who wrote the thing, or an editor of its guideline; decided by the review.
    Author,
    /// Editors of the guideline; decided by the review.
    Editor,
    /// Administrators.
    Administrator,
}

impl Access {
    /// Whether nobody comes in without signing in.
    pub fn needs_person(self) -> bool {
        !matches!(self, Self::Anyone | Self::Reader | Self::PageReader)
    }
}

/// Finds out who asks, turns away whoever cannot be meant, and leaves the [`Actor`] with the
/// request. A token that is no good is refused even where none is needed, so that a client whose
/// token has run out learns it.
pub(crate) async fn gate(
    server: &Server,
    access: Access,
    mut request: Request,
) -> Result<Request, Problem> {
    let actor = actor_of(server, access, request.headers()).await;
    let admitted = actor.and_then(|actor| admit(&actor, access).map(|()| actor));
    match admitted {
        Ok(actor) => {
            request.extensions_mut().insert(actor);
            Ok(request)
        }
        Err(problem) => {
            tracing::info!(?access, status = problem.status().as_u16(), "turned away");
            Err(problem)
        }
    }
}

/// Whether an actor may pass a route of this access.
fn admit(actor: &Actor, access: Access) -> Result<(), Problem> {
    match actor {
        Actor::Anonymous if access.needs_person() => Err(Problem::sign_in_needed()),
        Actor::Person { admin: false, .. } if access == Access::Administrator => {
            let detail = "Only administrators may do this.";
            Err(Problem::new(Meaning::Forbidden, detail))
        }
        _ => Ok(()),
    }
}

/// Whether an actor may do this to a guideline: asked before fifty megabytes are taken in and read;
/// the deed itself asks again.
pub(crate) fn admit_upload(
    actor: &Actor,
    view: &GuidelineView,
    action: Action,
) -> Result<(), Problem> {
    let subject = Subject::Guideline {
        visibility: view.guideline.visibility,
        role: view.my_role,
    };
    Ok(permit(may(actor, action, subject))?)
}

async fn actor_of(server: &Server, access: Access, headers: &HeaderMap) -> Result<Actor, Problem> {
    let Some(credentials) = headers.get(header::AUTHORIZATION) else {
        return match access {
            Access::PageReader => Ok(reader_of(server, headers).await),
            _ => Ok(Actor::Anonymous),
        };
    };
    let credentials = credentials.to_str().unwrap_or_default();
    let (scheme, token) = credentials.split_once(' ').unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(Problem::sign_in_needed());
    }
    let now = server.now().0;
    let identity = server.door.identify(token.trim(), Purpose::Interface, now);
    Ok(person(&identity.await?))
}

/// Who reads a page without script. A cookie that is no good names nobody, and so does one that
/// cannot be looked up now: what anyone may read is shown all the same.
async fn reader_of(server: &Server, headers: &HeaderMap) -> Actor {
    let jar = CookieJar::from_headers(headers);
    let Some(token) = cookie::pages_token(&jar) else {
        return Actor::Anonymous;
    };
    let identity = server.door.identify(token, Purpose::Pages, server.now().0);
    match identity.await {
        Ok(identity) => person(&identity),
        Err(_) => Actor::Anonymous,
    }
}

fn person(identity: &Identity) -> Actor {
    Actor::Person {
        id: identity.account.id.as_str().into(),
        admin: identity.account.admin,
    }
}

/// Takes the [`Actor`] that the gate left; a handler that asks for it behind no gate answers 401.
pub(crate) struct Who(pub(crate) Actor);

impl<S: Sync> axum::extract::FromRequestParts<S> for Who {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let actor = parts.extensions.get::<Actor>().cloned();
        actor.map(Self).ok_or_else(Problem::sign_in_needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(actor: &Actor, expect: [Option<u16>; 4]) {
        let routes = [
            Access::Anyone,
            Access::Reader,
            Access::Editor,
            Access::Administrator,
        ];
        let answers =
            routes.map(|access| admit(actor, access).err().map(|it| it.status().as_u16()));
        assert_eq!(answers, expect);
    }

    #[test]
    fn the_gate_turns_away_whoever_cannot_be_meant() {
        let person = |admin| Actor::Person {
            id: "p".into(),
            admin,
        };
        check(&Actor::Anonymous, [None, None, Some(401), Some(401)]);
        check(&person(false), [None, None, None, Some(403)]);
        check(&person(true), [None, None, None, None]);
    }
}
