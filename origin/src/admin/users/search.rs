use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AdminState, UserBody};
use crate::{
    accounts::{Accounts, UserQuery},
    admin::{extract::Json, guard::Admin, problem::Problem},
};

/// The longest beginning of a nickname, in characters.
const LONGEST_NICKNAME: usize = 64;

/// One of them.
#[derive(Deserialize, ToSchema)]
pub(super) struct SearchBody {
    /// The whole number.
    phone: Option<String>,
    id: Option<String>,
    /// How the nickname begins, whatever the case.
    nickname: Option<String>,
}

/// Who was found, fifty at most.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Users {
    items: Vec<UserBody>,
    /// Always null: who finds fifty is to look for fewer.
    next_cursor: Option<String>,
}

/// Find listeners. That it was asked is recorded.
#[utoipa::path(post, path = "/users/search", tag = "users", request_body = SearchBody,
    responses((status = 200, body = Users)))]
pub(super) async fn search(
    State(state): State<AdminState>,
    admin: Admin,
    Json(body): Json<SearchBody>,
) -> Result<Json<Users>, Problem> {
    let query = query(&state.accounts, body)?;
    let found = state.accounts.find_users(&admin.actor(), &query).await?;
    let items = found.into_iter().map(UserBody::from).collect();
    Ok(Json(Users { items, next_cursor: None }))
}

fn query(accounts: &Accounts, body: SearchBody) -> Result<UserQuery, Problem> {
    match body {
        SearchBody { phone: Some(phone), id: None, nickname: None } => accounts
            .phone(&phone)
            .map(UserQuery::Phone)
            .map_err(|invalid| Problem::invalid_field("phone", invalid.to_string())),
        SearchBody { phone: None, id: Some(id), nickname: None } => Uuid::parse_str(id.trim())
            .map(UserQuery::Id)
            .map_err(|_| Problem::invalid_field("id", "must be a UUID")),
        SearchBody { phone: None, id: None, nickname: Some(nickname) } => {
            let beginning = nickname.trim();
            let fits = (1..=LONGEST_NICKNAME).contains(&beginning.chars().count());
            if fits && !beginning.contains('\0') {
                return Ok(UserQuery::Nickname(beginning.to_owned()));
            }
            Err(Problem::invalid_field("nickname", "must be 1 to 64 characters"))
        }
        _ => Err(Problem::invalid_field("phone", "one of phone, id and nickname must be given")),
    }
}
