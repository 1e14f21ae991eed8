//! The one table of routes: an endpoint exists only by a line here, and a line needs an [`Access`].

use std::convert::Infallible;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware,
    routing::{MethodRouter, get},
};
use utoipa::openapi::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use crate::{
    access::Access,
    api::{
        annotations, auth, comment_table, comments, conflicts, decisions, desk, draft, guidelines,
        me, members, package, redline, replies, resource, returns, revisions, statistics,
        suggestions, support,
    },
    docs,
    guard::{Guard, guard},
    health, pages,
    state::Server,
};

/// One line: who an endpoint is for, and the endpoint.
struct Line {
    access: Access,
    weight: Weight,
    /// Takes an `Idempotency-Key`.
    once: bool,
    endpoint: Endpoint,
}

/// What answers.
enum Endpoint {
    /// Part of the OpenAPI document.
    Described(Box<UtoipaMethodRouter<Server>>),
    /// A page or a probe, by GET at this path.
    Plain(&'static str, Box<MethodRouter<Server>>),
}

/// How large and how long its requests may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    Usual,
    /// As long as an upload, with a usual body.
    Long,
    Upload,
}

/// A route of the interface, for those who test all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// In capitals.
    pub method: String,
    /// With parameters in braces.
    pub path: String,
    /// Who it is for.
    pub access: Access,
}

fn table() -> Vec<Line> {
    let mut table = reading();
    table.extend(suggesting());
    table.extend(deciding());
    table.extend(files());
    table
}

/// People, guidelines, revisions, and what is said about them.
fn reading() -> Vec<Line> {
    use Access::{Administrator, Anyone, Author, Editor, Participant, Reader, SignedIn};
    vec![
        line(Anyone, routes!(auth::register::register)),
        line(Anyone, routes!(auth::login::login)),
        line(Anyone, routes!(auth::refresh::refresh)),
        line(Anyone, routes!(auth::logout::logout)),
        line(SignedIn, routes!(me::show::show)),
        line(SignedIn, routes!(me::change::change)),
        line(Anyone, routes!(guidelines::list::list)),
        line(Administrator, routes!(guidelines::create::create)).once(),
        line(Reader, routes!(guidelines::show::show)),
        line(Editor, routes!(guidelines::change::change)),
        line(Editor, routes!(members::list::list)),
        line(Editor, routes!(members::invite::invite)),
        line(Editor, routes!(members::set::set)),
        line(Editor, routes!(members::remove::remove)),
        line(Reader, routes!(revisions::list::list)),
        line(Editor, routes!(revisions::publish::publish))
            .once()
            .upload(),
        line(Reader, routes!(revisions::show::show)),
        line(Reader, routes!(redline::redline)),
        line(Editor, routes!(package::package)).long(),
        line(Reader, routes!(resource::resource)),
        line(Reader, routes!(comments::list::list)),
        line(Participant, routes!(comments::create::create)).once(),
        line(Reader, routes!(comments::show::show)),
        line(Author, routes!(comments::change::change)),
        line(Author, routes!(comments::remove::remove)),
        line(Author, routes!(comments::place::place)),
        line(Participant, routes!(replies::create::create)).once(),
        line(Author, routes!(replies::change::change)),
        line(Author, routes!(replies::remove::remove)),
        line(Participant, routes!(support::give::give)),
        line(Participant, routes!(support::withdraw::withdraw)),
        line(Participant, routes!(returns::take)).once().upload(),
        line(Reader, routes!(comment_table::show::show)),
        line(Participant, routes!(comment_table::take::take))
            .once()
            .upload(),
        line(Reader, routes!(statistics::statistics)),
        line(Reader, routes!(annotations::show::show)),
        line(Participant, routes!(annotations::take::take))
            .once()
            .upload(),
    ]
}

/// Suggestions, the draft that they go into, and what people are told.
fn suggesting() -> Vec<Line> {
    use Access::{Author, Editor, Participant, Reader, SignedIn};
    vec![
        line(SignedIn, routes!(me::notices::list)),
        line(SignedIn, routes!(me::notices::read)),
        line(Reader, routes!(suggestions::list::list)),
        line(Participant, routes!(suggestions::create::create)).once(),
        line(Reader, routes!(suggestions::show::show)),
        line(Author, routes!(suggestions::change::change)),
        line(Author, routes!(suggestions::withdraw::withdraw)),
        line(Editor, routes!(suggestions::decide::decide)),
        line(Editor, routes!(suggestions::decide::undo)),
        line(Editor, routes!(suggestions::decide::confirm)),
        line(Participant, routes!(suggestions::support::give)),
        line(Participant, routes!(suggestions::support::withdraw)),
        line(Participant, routes!(suggestions::discuss::reply)).once(),
        line(Author, routes!(suggestions::discuss::change)),
        line(Author, routes!(suggestions::discuss::remove)),
        line(Editor, routes!(conflicts::conflicts)),
        line(Editor, routes!(draft::show::show)),
        line(Editor, routes!(draft::edit::edit)),
        line(Editor, routes!(draft::change::change)),
    ]
}

/// What is decided on comments and suggestions, and what belongs to it.
fn deciding() -> Vec<Line> {
    use Access::{Author, Editor, KnownReader, Participant, Reader};
    vec![
        line(Editor, routes!(decisions::comment::decide)),
        line(Editor, routes!(decisions::comment::confirm)),
        line(Editor, routes!(decisions::comment::undo)),
        line(Editor, routes!(decisions::many::decide)).once(),
        line(Editor, routes!(decisions::many::confirm)).once(),
        line(Editor, routes!(decisions::many::assign)).once(),
        line(Editor, routes!(decisions::many::tag)).once(),
        line(Author, routes!(decisions::answer::to_comment)),
        line(Author, routes!(decisions::answer::back_from_comment)),
        line(Author, routes!(decisions::answer::to_suggestion)),
        line(Author, routes!(decisions::answer::back_from_suggestion)),
        line(Editor, routes!(desk::assign::comment)),
        line(Editor, routes!(desk::assign::release_comment)),
        line(Editor, routes!(desk::assign::suggestion)),
        line(Editor, routes!(desk::assign::release_suggestion)),
        line(Reader, routes!(desk::tag::list)),
        line(Editor, routes!(desk::tag::set)),
        line(Editor, routes!(desk::tag::comment)),
        line(Editor, routes!(desk::tag::suggestion)),
        line(Participant, routes!(desk::similar::similar)),
        line(Editor, routes!(desk::similar::proposed)),
        line(Reader, routes!(desk::group::list)),
        line(Editor, routes!(desk::group::create)).once(),
        line(Editor, routes!(desk::group::set)),
        line(Editor, routes!(desk::group::dissolve)),
        line(KnownReader, routes!(me::reading::show)),
        line(KnownReader, routes!(me::reading::set)),
        line(KnownReader, routes!(me::mine::mine)),
    ]
}

/// For browsers and probes.
fn files() -> Vec<Line> {
    use Access::{Anyone, PageReader};
    vec![
        line(Anyone, routes!(docs::openapi_json)),
        page(Anyone, "/api/docs", get(docs::page)),
        page(Anyone, "/healthz", get(health::alive)),
        page(Anyone, "/readyz", get(health::ready)),
        page(Anyone, "/g/style.css", get(pages::style)),
        page(PageReader, "/g/{slug}", get(pages::latest)),
        page(PageReader, "/g/{slug}/{place}", get(pages::numbered)),
        page(
            PageReader,
            "/g/{slug}/{place}/responses",
            get(pages::responses),
        ),
    ]
}

/// The routes, each behind the gate with its access and within its bounds.
pub(crate) fn router(server: &Server) -> Router<Server> {
    let lines = table().into_iter();
    lines.fold(Router::new(), |router, line| {
        let path = line.path();
        router.route(&path, line.guarded(server))
    })
}

/// The routes as values.
pub fn all() -> Vec<Route> {
    let lines = table().into_iter();
    let routes = lines.map(|line| Route {
        method: line.method(),
        path: line.path(),
        access: line.access,
    });
    routes.collect()
}

/// The OpenAPI document's paths and schemas.
pub(crate) fn openapi() -> OpenApi {
    let lines = table().into_iter();
    let router = lines.fold(OpenApiRouter::new(), |router, line| match line.endpoint {
        Endpoint::Described(endpoint) => {
            router.routes(described(*endpoint, line.access, line.once))
        }
        Endpoint::Plain(..) => router,
    });
    router.into_openapi()
}

fn line(access: Access, endpoint: UtoipaMethodRouter<Server>) -> Line {
    Line {
        access,
        weight: Weight::Usual,
        once: false,
        endpoint: Endpoint::Described(endpoint.into()),
    }
}

fn page(access: Access, path: &'static str, endpoint: MethodRouter<Server>) -> Line {
    Line {
        access,
        weight: Weight::Usual,
        once: false,
        endpoint: Endpoint::Plain(path, endpoint.into()),
    }
}

impl Line {
    fn once(self) -> Self {
        Self { once: true, ..self }
    }

    fn upload(self) -> Self {
        Self {
            weight: Weight::Upload,
            ..self
        }
    }

    fn long(self) -> Self {
        Self {
            weight: Weight::Long,
            ..self
        }
    }

    fn path(&self) -> String {
        match &self.endpoint {
            Endpoint::Described(endpoint) => {
                let path = endpoint.1.paths.keys().next();
                path.cloned().unwrap_or_default()
            }
            Endpoint::Plain(path, _) => (*path).to_owned(),
        }
    }

    fn method(&self) -> String {
        let Endpoint::Described(endpoint) = &self.endpoint else {
            return "GET".to_owned();
        };
        let item = endpoint.1.paths.values().next();
        let methods = item.map(|item| {
            [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ]
        });
        let known = methods.into_iter().flatten().find(|(_, is_it)| *is_it);
        known.map(|(name, _)| name.to_owned()).unwrap_or_default()
    }

    fn guarded(self, server: &Server) -> MethodRouter<Server, Infallible> {
        let bounds = &server.config.bounds;
        let (bytes, time) = match self.weight {
            Weight::Usual => (bounds.body_bytes, bounds.request_time),
            Weight::Long => (bounds.body_bytes, bounds.upload_time),
            Weight::Upload => (bounds.upload_bytes, bounds.upload_time),
        };
        let endpoint = match self.endpoint {
            Endpoint::Described(endpoint) => endpoint.2,
            Endpoint::Plain(_, endpoint) => *endpoint,
        };
        let guarded = Guard {
            server: server.clone(),
            access: self.access,
            bytes,
            time,
        };
        endpoint
            .layer::<_, Infallible>(middleware::from_fn_with_state(guarded, guard))
            .layer(DefaultBodyLimit::max(bytes))
    }
}

fn described(
    mut endpoint: UtoipaMethodRouter<Server>,
    access: Access,
    once: bool,
) -> UtoipaMethodRouter<Server> {
    for (path, item) in &mut endpoint.1.paths {
        let operations = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                operation.operation_id = Some(docs::operation_id(method, path));
                docs::describe(operation, access, once);
            }
        }
    }
    endpoint
}
