use axum::{Json, extract::State, http::StatusCode};
use review::Invitee;

use crate::{
    access::Who,
    extract::{self, Path},
    problem::Problem,
    state::Server,
    wire::{InviteRequest, MemberJson},
};

/// Make the person with this address a member
#[utoipa::path(post, path = "/api/v1/guidelines/{slug}/members", tag = "members",
    params(("slug" = String, Path)), request_body = InviteRequest,
    responses((status = 201, body = MemberJson)))]
pub(crate) async fn invite(
    State(server): State<Server>,
    Who(actor): Who,
    Path(slug): Path<String>,
    extract::Json(request): extract::Json<InviteRequest>,
) -> Result<(StatusCode, Json<MemberJson>), Problem> {
    let who = Invitee::Email(request.email.trim().to_lowercase());
    let role = request.role.into();
    let member = server.review.set_member(&actor, &slug, &who, role).await?;
    Ok((StatusCode::CREATED, Json(member.into())))
}
