//! Who is calling: access tokens, the keys that verify them, the guard in front of every route
//! that is not open, and the sign-in calls, which the origin decides.

mod access_token;
mod claims;
mod devices;
mod guard;
mod jwks;
mod key_ring;
mod network;
pub mod origin;
mod profile;
mod remembered;
pub mod service_token;
mod sign_in;

pub use access_token::{TokenError, verify};
pub use claims::AccessClaims;
pub use devices::{end_current_session, list_devices};
pub use guard::{Principal, guard};
pub use jwks::{Jwk, KeySet};
pub use key_ring::{KeyRing, jwks, origin_answers};
pub use network::network_binding;
pub use profile::{get_me, update_me};
pub use remembered::RememberedTokens;
pub use sign_in::{create_session, refresh_tokens, request_sms_code, verify_token};
