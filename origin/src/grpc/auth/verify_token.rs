use wasm_shared::{
    contract::auth::v1::{VerifyTokenRequest, VerifyTokenResponse},
    http::problem::Code,
};

use crate::{
    accounts::{Accounts, Client, Denied, Inactive},
    grpc::refusal::Refusal,
};

/// A token that is not valid is an answer, not a refusal.
pub(super) async fn handle(
    accounts: &Accounts,
    request: VerifyTokenRequest,
) -> Result<VerifyTokenResponse, Refusal> {
    let ip = request.client_ip.and_then(|ip| ip.parse().ok());
    Ok(match accounts.verify_token(&request.access_token, Client { ip }).await? {
        Ok(token) => VerifyTokenResponse {
            active: true,
            reason: String::new(),
            user_id: token.user_id.to_string(),
            device_id: token.device_id.clone(),
            token_version: token.token_version,
            expires_at_ms: token.expires_at.timestamp_millis(),
        },
        Err(inactive) => {
            VerifyTokenResponse { reason: reason(inactive).to_owned(), ..Default::default() }
        }
    })
}

/// The words that a refused request to the public API would have for it.
fn reason(inactive: Inactive) -> &'static str {
    match inactive {
        Inactive::Invalid => Code::TokenInvalid.as_str(),
        Inactive::Expired => Code::TokenExpired.as_str(),
        Inactive::NetworkChanged => Code::TokenNetworkChanged.as_str(),
        // No request to the public API comes without an address.
        Inactive::ClientIpMissing => "client_ip_missing",
        Inactive::Denied(Denied::Revoked) => Code::TokenRevoked.as_str(),
        Inactive::Denied(Denied::Banned) => Code::AccountBanned.as_str(),
    }
}
