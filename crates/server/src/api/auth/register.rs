use auth::{Email, Registration};
use axum::{Json, extract::State, http::StatusCode};
use review::FieldError;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    client::{Client, SameOrigin},
    extract,
    problem::Problem,
    state::Server,
};

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RegisterRequest {
    email: String,
    /// 8 to 256 characters, not a common one.
    password: String,
    /// 1 to 200 characters; shown to others.
    display_name: String,
}

/// The same whether or not the address had an account before.
#[derive(Serialize, ToSchema)]
pub(crate) struct RegisteredJson {
    email: String,
    display_name: String,
}

/// Make an account
///
/// The answer is the same when the address has an account already; that one is left alone.
#[utoipa::path(post, path = "/api/v1/auth/register", tag = "auth", request_body = RegisterRequest,
    responses((status = 201, body = RegisteredJson)))]
pub(crate) async fn register(
    State(server): State<Server>,
    client: Client,
    _: SameOrigin,
    extract::Json(request): extract::Json<RegisterRequest>,
) -> Result<(StatusCode, Json<RegisteredJson>), Problem> {
    server.limits.register(&client)?;
    let registration = judge(&server, &request)?;
    let answer = RegisteredJson {
        email: registration.email.as_str().to_owned(),
        display_name: registration.display_name.clone(),
    };
    server.door.register(registration, server.now().0).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Looks at all fields, so that a person learns at once what to mend.
fn judge(server: &Server, request: &RegisterRequest) -> Result<Registration, Problem> {
    let display_name = request.display_name.trim().to_owned();
    let email = Email::parse(&request.email);
    let password = match &email {
        Ok(email) => Some(server.door.choose_password(&request.password, email)),
        Err(_) => None,
    };
    let mut errors = Vec::new();
    let mut note = |field: &str, what: String| {
        let field = field.to_owned();
        errors.push(FieldError { field, what });
    };
    if let Err(invalid) = &email {
        note("email", invalid.to_string());
    }
    if let Some(Err(weakness)) = &password {
        note("password", weakness.to_string());
    }
    if let Some(what) = unfit_name(&display_name) {
        note("display_name", what);
    }
    match (email, password) {
        (Ok(email), Some(Ok(password))) if errors.is_empty() => Ok(Registration {
            email,
            password,
            display_name,
        }),
        _ => Err(review::ReviewError::Invalid { errors }.into()),
    }
}

fn unfit_name(name: &str) -> Option<String> {
    const LONGEST: usize = 200;
    let length = name.chars().count();
    if length == 0 || length > LONGEST {
        return Some(format!("must have 1 to {LONGEST} characters"));
    }
    if name.contains(['\n', '\r', '\t']) {
        return Some("must be one line".to_owned());
    }
    let (at, what) = review::document::unwelcome_character(name)?;
    Some(format!("character {} is {what}", at + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_of_welcome_characters() {
        #[track_caller]
        fn check(name: &str, fit: bool) {
            assert_eq!(unfit_name(name).is_none(), fit, "{name:?}");
        }
        check("Ana Silva", true);
        check("李雷", true);
        check("", false);
        check("a\nb", false);
        check("a\0b", false);
        check("a\u{202E}b", false);
        check(&"x".repeat(200), true);
        check(&"x".repeat(201), false);
    }
}
