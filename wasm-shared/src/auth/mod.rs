//! Who is calling: access tokens, the keys that verify them, whether they were revoked since, the
//! guard in front of every route that is not open, and the sign-in calls, which the origin decides.

mod access_token;
mod claims;
mod devices;
mod guard;
mod inquiry;
mod jwks;
mod key_ring;
mod known_version;
mod network;
pub mod origin;
mod profile;
mod remembered;
mod service_gate;
pub mod service_token;
mod sign_in;
mod strict;
mod version;

pub use access_token::{TokenError, verify};
pub use claims::AccessClaims;
pub use devices::{end_all_sessions, end_current_session, end_device, list_devices, rename_device};
pub use guard::{Principal, guard, guard_socket};
pub use inquiry::Inquiries;
pub use jwks::{Jwk, KeySet};
pub use key_ring::{KeyRing, jwks, origin_answers};
pub(crate) use network::counted_network;
pub use network::network_binding;
pub use profile::{delete_me, export_me, get_me, update_me};
pub use remembered::{RememberedToken, RememberedTokens};
pub use service_gate::{UsedTokens, service_gate};
pub use sign_in::{create_session, refresh_tokens, request_sms_code, verify_token};
pub(crate) use version::raise as raise_version;

/// What the calls are sent and answer, for their description.
#[cfg(feature = "schema")]
pub(crate) mod described {
    pub use super::{
        devices::{DeviceList, RenameBody},
        jwks::Document,
        origin::Device,
        profile::{Deletion, ProfileBody, User},
        sign_in::{
            RefreshBody, Session, SessionBody, SmsCodeBody, SmsCodeSent, Tokens, Verified,
            VerifyBody,
        },
    };
}
