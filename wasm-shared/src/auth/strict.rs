//! Strict mode: a token counts only in the network it was made for, so that a stolen one is of no
//! use elsewhere. Listeners who change networks trade their refresh token for a new pair.

use super::{RememberedToken, network_binding};
use crate::http::{Code, Problem};

/// Lets a token pass that comes from its own network.
///
/// # Errors
/// `token_network_changed`, also when the token names no network or the address is not known.
pub(super) fn check(token: &RememberedToken, client_ip: Option<&str>) -> Result<(), Problem> {
    let address = client_ip.and_then(|ip| ip.parse().ok()).ok_or(Code::TokenNetworkChanged)?;
    if token.admitted_address.get() == Some(address) {
        return Ok(());
    }
    let principal = &token.principal;
    let binding = network_binding(&principal.session_id, address);
    if principal.network.as_ref() != Some(&binding) {
        return Err(Code::TokenNetworkChanged.into());
    }
    token.admitted_address.set(Some(address));
    Ok(())
}
