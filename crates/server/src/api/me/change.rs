use axum::{Json, extract::State};

use crate::{
    access::Who,
    extract,
    problem::Problem,
    state::Server,
    wire::{MeChange, MeJson},
};

/// Change the own profile
#[utoipa::path(patch, path = "/api/v1/me", tag = "me", request_body = MeChange,
    responses((status = 200, body = MeJson)))]
pub(crate) async fn change(
    State(server): State<Server>,
    Who(actor): Who,
    extract::Json(change): extract::Json<MeChange>,
) -> Result<Json<MeJson>, Problem> {
    let person = server.review.change_me(&actor, change.into()).await?;
    Ok(Json(person.into()))
}
