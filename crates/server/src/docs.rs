//! The OpenAPI document, and a page that people can read.

use std::{fmt::Write, sync::LazyLock};

use axum::{
    body::Bytes,
    http::header,
    response::{Html, IntoResponse},
};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, ContentBuilder, InfoBuilder, OpenApi, RefOr, Required, ResponseBuilder,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};

use crate::{
    access::Access,
    pages::{self, escape},
    table, wire,
};

const BEARER: &str = "bearer";

/// The OpenAPI document of the interface.
pub fn openapi() -> OpenApi {
    let mut document = table::openapi();
    document.info = InfoBuilder::new()
        .title("Understory")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(INTRODUCTION))
        .build();
    let components = document.components.get_or_insert_with(Components::new);
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    components.add_security_scheme(BEARER, bearer);
    let mut schemas = Vec::new();
    wire::ProblemDocument::schemas(&mut schemas);
    components.schemas.extend(schemas);
    let name = wire::ProblemDocument::name().into_owned();
    components
        .schemas
        .insert(name, wire::ProblemDocument::schema());
    document
}

/// Says of an operation who it is for, and how it fails.
pub(crate) fn describe(operation: &mut Operation, access: Access, once: bool) {
    if once {
        let parameters = operation.parameters.get_or_insert_default();
        parameters.push(RefOr::T(idempotency_key()));
    }
    if access.needs_person() {
        let nothing: [&str; 0] = [];
        operation.security = Some(vec![SecurityRequirement::new(BEARER, nothing)]);
    }
    let content = ContentBuilder::new()
        .schema(Some(problem_reference()))
        .build();
    let problem = ResponseBuilder::new()
        .description("What went wrong")
        .content("application/problem+json", content)
        .build();
    let responses = &mut operation.responses.responses;
    for response in responses.values_mut() {
        if let RefOr::T(response) = response {
            "As asked".clone_into(&mut response.description);
        }
    }
    responses.insert("default".to_owned(), RefOr::T(problem));
}

/// A name that no other operation has: `get_guidelines_slug`.
pub(crate) fn operation_id(method: &str, path: &str) -> String {
    let path = path.trim_start_matches("/api").trim_start_matches("/v1");
    let parts = path.split(|letter: char| !letter.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    format!("{method}_{}", parts.join("_"))
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Chosen by the sender; the same again gives the same answer and creates nothing.",
        ))
        .schema(Some(String::schema()))
        .build()
}

/// Get this document
#[utoipa::path(get, path = "/api/openapi.json", tag = "documents",
    responses((status = 200, content_type = "application/json")))]
pub(crate) async fn openapi_json() -> impl IntoResponse {
    static JSON: LazyLock<Bytes> = LazyLock::new(|| {
        let json = serde_json::to_vec(&openapi());
        json.unwrap_or_default().into()
    });
    ([(header::CONTENT_TYPE, "application/json")], JSON.clone())
}

fn problem_reference() -> RefOr<utoipa::openapi::Schema> {
    let name = wire::ProblemDocument::name();
    RefOr::Ref(utoipa::openapi::Ref::from_schema_name(name))
}

const INTRODUCTION: &str = "Reviewing guidelines together. JSON keys are snake_case, times are \
    RFC 3339 in UTC, ids are opaque, text offsets count Unicode scalar values from 0, end \
    exclusive. Errors are problem documents (RFC 9457). Lists take `limit` and `cursor`. A POST \
    that creates something takes an `Idempotency-Key` header: the same key again gives the same \
    answer and creates nothing.";

/// The interface as a page.
pub(crate) async fn page() -> impl IntoResponse {
    static PAGE: LazyLock<Bytes> = LazyLock::new(|| rendered(&openapi()).into());
    Html(PAGE.clone())
}

fn rendered(document: &OpenApi) -> String {
    let json = serde_json::to_value(document).unwrap_or_default();
    let mut html = String::new();
    for (path, item) in json["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            render_operation(&mut html, method, path, operation);
        }
    }
    let mut schemas = String::new();
    for (name, schema) in json["components"]["schemas"]
        .as_object()
        .into_iter()
        .flatten()
    {
        render_schema(&mut schemas, name, schema);
    }
    TEMPLATE
        .replace("{style}", pages::style_address())
        .replace("{introduction}", &escape(INTRODUCTION))
        .replace("{operations}", &html)
        .replace("{schemas}", &schemas)
}

const TEMPLATE: &str = include_str!("docs.html");

fn render_operation(html: &mut String, method: &str, path: &str, operation: &Value) {
    let (method, path) = (escape(&method.to_uppercase()), escape(path));
    let summary = escape(operation["summary"].as_str().unwrap_or_default());
    let description = escape(operation["description"].as_str().unwrap_or_default());
    let lock = if operation["security"].is_array() {
        "signed in"
    } else {
        ""
    };
    let _ = write!(
        html,
        "<section><h3><code>{method} {path}</code></h3><p><strong>{summary}</strong> \
         <em>{lock}</em></p><p>{description}</p><ul>"
    );
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = escape(parameter["name"].as_str().unwrap_or_default());
        let place = escape(parameter["in"].as_str().unwrap_or_default());
        let what = escape(parameter["description"].as_str().unwrap_or_default());
        let _ = write!(html, "<li><code>{name}</code> ({place}) {what}</li>");
    }
    let body = operation["requestBody"]["content"].as_object();
    for (media_type, content) in body.into_iter().flatten() {
        let _ = write!(html, "<li>takes {}</li>", content_of(media_type, content));
    }
    for (status, response) in operation["responses"].as_object().into_iter().flatten() {
        let contents = response["content"].as_object().into_iter().flatten();
        let contents: Vec<String> = contents
            .map(|(media_type, content)| content_of(media_type, content))
            .collect();
        let _ = write!(
            html,
            "<li>{}: {}</li>",
            escape(status),
            contents.join(" or ")
        );
    }
    html.push_str("</ul></section>");
}

fn content_of(media_type: &str, content: &Value) -> String {
    format!("{} {}", escape(media_type), type_of(&content["schema"]))
}

fn render_schema(html: &mut String, name: &str, schema: &Value) {
    let name = escape(name);
    let what = escape(schema["description"].as_str().unwrap_or_default());
    let _ = write!(
        html,
        "<section id=\"{name}\"><h3>{name}</h3><p>{what}</p><ul>"
    );
    let parts = schema["allOf"].as_array().into_iter().flatten();
    for part in parts.chain([schema]) {
        for (field, of) in part["properties"].as_object().into_iter().flatten() {
            let what = escape(of["description"].as_str().unwrap_or_default());
            let _ = write!(
                html,
                "<li><code>{}</code> {} {what}</li>",
                escape(field),
                type_of(of)
            );
        }
    }
    html.push_str("</ul></section>");
}

/// The type of a value in a few words, with a link where it has a name.
fn type_of(schema: &Value) -> String {
    if let Some(name) = schema["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next())
    {
        let name = escape(name);
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    if schema["items"].is_object() {
        return format!("list of {}", type_of(&schema["items"]));
    }
    let choices = schema["oneOf"].as_array().or(schema["anyOf"].as_array());
    if let Some(choices) = choices {
        let choices: Vec<String> = choices.iter().map(type_of).collect();
        return choices.join(" or ");
    }
    match &schema["type"] {
        Value::String(name) => escape(name),
        Value::Array(names) => {
            let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
            escape(&names.join(" or "))
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The web's client is generated from the snapshot, so a change of the interface is a change
    /// of that file. `UPDATE_OPENAPI=1 cargo test -p server openapi` writes it anew.
    #[test]
    fn the_openapi_snapshot_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/openapi.json");
        let current = serde_json::to_string_pretty(&openapi()).unwrap() + "\n";
        if std::env::var_os("UPDATE_OPENAPI").is_some() {
            std::fs::write(path, &current).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == current,
            "run UPDATE_OPENAPI=1 cargo test -p server openapi"
        );
    }

    #[test]
    fn every_operation_is_a_line_of_the_table_and_asks_for_its_access() {
        let document = serde_json::to_value(openapi()).unwrap();
        let paths = document["paths"].as_object().unwrap();
        let mut described = 0;
        for route in table::all()
            .iter()
            .filter(|route| route.path.starts_with("/api/v1"))
        {
            let operation = &paths[&route.path][route.method.to_lowercase()];
            assert!(operation.is_object(), "{route:?}");
            assert_eq!(
                operation["security"].is_array(),
                route.access.needs_person(),
                "{route:?}"
            );
            described += 1;
        }
        let operations: usize = paths
            .iter()
            .filter(|(path, _)| path.starts_with("/api/v1"))
            .map(|(_, item)| item.as_object().unwrap().len())
            .sum();
        assert_eq!(described, operations);
    }

    #[test]
    fn the_page_names_every_path() {
        let page = rendered(&openapi());
        for route in table::all()
            .iter()
            .filter(|route| route.path.starts_with("/api/v1"))
        {
            assert!(page.contains(&escape(&route.path)), "{}", route.path);
        }
        assert!(!page.contains("<script") && !page.contains("style="));
    }
}
