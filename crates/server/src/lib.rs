//! The house's front: routes, wire types, problem documents, the OpenAPI document, public pages and
//! the embedded web interface, over the use cases of `review` and the door of `auth`.
//!
//! Every request goes the same way: a line of the [`routes`] table, the gate that finds out who
//! asks, a handler of four sentences in a file of its own, and one desk where errors are made. This
//! crate knows no SQL.

mod access;
mod api;
mod arrivals;
mod bound;
mod client;
mod closing;
mod config;
mod cookie;
mod deliver;
mod docs;
mod extract;
mod form;
mod front;
mod guard;
mod headers;
mod health;
mod imprint;
mod limits;
mod list;
mod log;
mod margin;
mod meaning;
mod once;
mod pages;
mod problem;
mod rate;
mod render;
mod serve;
mod shelf;
mod state;
mod table;
mod tables;
mod web;
mod wire;

pub use access::Access;
pub use api::statistics::statistics_csv;
pub use arrivals::{Incoming, bring_annotations, bring_table, returned_file};
pub use closing::{Closed, ClosingWish, NotClosed, closing_package};
pub use config::{Bounds, Config, Rate};
pub use docs::openapi;
pub use serve::serve;
pub use state::Server;
pub use table::{Route, all as routes};
pub use tables::{NotExchanged, Of, TableFile, TableWish, comment_table, written_annotations};
pub use wire::{FileProblemJson, FoundJson, TableTakenJson, TakenCounts, TakenRowJson};
pub use {auth, review};

use axum::{Router, middleware};
use tower_http::{catch_panic::CatchPanicLayer, trace::TraceLayer};

/// Everything that the server answers.
pub fn router(server: &Server) -> Router {
    table::router(server)
        .fallback(web::serve)
        .layer(CatchPanicLayer::custom(problem::of_panic))
        .layer(middleware::from_fn_with_state(
            server.clone(),
            headers::finish,
        ))
        .layer(TraceLayer::new_for_http().make_span_with(log::span))
        .with_state(server.clone())
}
