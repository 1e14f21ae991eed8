use axum::{Json, extract::State};

use crate::{access::Who, problem::Problem, state::Server, wire::MeJson};

/// See the own profile
#[utoipa::path(get, path = "/api/v1/me", tag = "me", responses((status = 200, body = MeJson)))]
pub(crate) async fn show(
    State(server): State<Server>,
    Who(actor): Who,
) -> Result<Json<MeJson>, Problem> {
    let person = server.review.me(&actor).await?;
    Ok(Json(person.into()))
}
