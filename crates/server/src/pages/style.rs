use std::sync::LazyLock;

use axum::{
    body::Body,
    http::{HeaderMap, Response},
};

use crate::{
    deliver::{Keep, deliver},
    shelf::Rendering,
};

static SHEET: LazyLock<Rendering> = LazyLock::new(|| {
    let sheet = format!("{}\n{}", formats::html::STYLE, include_str!("public.css"));
    Rendering::new("text/css; charset=utf-8", sheet.into_bytes())
});

/// Names exactly this style sheet.
static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let tag = SHEET.etag.to_str().unwrap_or_default().trim_matches('"');
    format!("/g/style.css?{tag}")
});

/// Where the style sheet of all pages is.
pub(crate) fn address() -> &'static str {
    &ADDRESS
}

/// The style sheet of all pages.
pub(crate) async fn style(headers: HeaderMap) -> Response<Body> {
    deliver(&SHEET, &headers, Keep::Immutable)
}
