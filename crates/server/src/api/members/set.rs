use axum::{Json, extract::State};
use review::Invitee;

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{MemberJson, RoleRequest},
};

/// Make a person a member, or give a member another role
#[utoipa::path(put, path = "/api/v1/guidelines/{slug}/members/{user_id}", tag = "members",
    params(("slug" = String, Path), ("user_id" = String, Path)), request_body = RoleRequest,
    responses((status = 200, body = MemberJson)))]
pub(crate) async fn set(
    State(server): State<Server>,
    Who(actor): Who,
    Path((slug, user_id)): Path<(String, String)>,
    extract::Json(request): extract::Json<RoleRequest>,
) -> Result<Json<MemberJson>, Problem> {
    let who = Invitee::Person(user_id.into());
    let role = request.role.into();
    let member = server.review.set_member(&actor, &slug, &who, role).await?;
    Ok(Json(member.into()))
}
