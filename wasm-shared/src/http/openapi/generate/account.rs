//! Signing in, devices and the listener's own data.

use schemars::JsonSchema;
use serde_json::json;

use super::{
    operation::Operation,
    parameter::Parameter,
    schemas::{Schemas, asked},
};
use crate::{
    auth::{
        Jwk,
        described::{
            Deletion, Device, DeviceList, Document, ProfileBody, RefreshBody, RenameBody, Session,
            SessionBody, SmsCodeBody, SmsCodeSent, Tokens, User, Verified, VerifyBody,
        },
    },
    http::{Code, Route},
};

/// An operation of this part; `None` for a route of another.
pub fn describe(route: Route, schemas: &mut Schemas) -> Option<Operation> {
    Some(match route {
        Route::RequestSmsCode => open("requestSmsCode", "Has a sign-in code sent")
            .body(asked::<SmsCodeBody>())
            .answers(
                202,
                "Sent, or not to be sent; which is not told.",
                schemas.answered::<SmsCodeSent>(),
            )
            .refuses(&[Code::SmsUnavailable]),
        Route::CreateSession => open("createSession", "Signs in")
            .body(asked::<SessionBody>())
            .answers(201, "Signed in.", schemas.answered::<Session>())
            .refuses(&[
                Code::CodeInvalid,
                Code::CodeExpired,
                Code::AccountBanned,
                Code::DeviceLimitExceeded,
            ]),
        Route::RefreshTokens => open("refreshTokens", "Trades a refresh token for a new pair")
            .body(asked::<RefreshBody>())
            .answers(200, "The new pair.", schemas.answered::<Tokens>())
            .refuses(&[Code::AccountBanned, Code::RefreshTokenReused, Code::RefreshTokenInvalid]),
        Route::VerifyToken => open("verifyToken", "Tells whether an access token is valid")
            .body(asked::<VerifyBody>())
            .answers(200, "Whether it is.", schemas.answered::<Verified>()),
        Route::Jwks => open("getKeys", "The public keys that access tokens are verified with")
            .answers(200, "RFC 7517.", schemas.answered::<Document<Jwk>>()),
        Route::EndCurrentSession => {
            own("endCurrentSession", "Signs out on this device").says(204, "Signed out.")
        }
        Route::EndAllSessions => {
            own("endAllSessions", "Signs out on all devices").says(204, "Signed out.")
        }
        Route::ListDevices => own("listDevices", "The devices that the listener is signed in on")
            .answers(200, "All of them.", schemas.answered::<DeviceList>()),
        Route::RenameDevice => of_device("renameDevice", "Gives a device another name")
            .body(asked::<RenameBody>())
            .answers(200, "The device.", schemas.answered::<Device>()),
        Route::EndDevice => of_device("endDevice", "Signs out on a device")
            .says(204, "Signed out there; the other devices trade their refresh tokens."),
        Route::GetMe => {
            own("getMe", "The listener").answers(200, "The listener.", schemas.answered::<User>())
        }
        Route::UpdateMe => own("updateMe", "Changes the listener's profile")
            .once()
            .body(asked::<ProfileBody>())
            .answers(200, "The listener.", schemas.answered::<User>()),
        Route::DeleteMe => own("deleteMe", "Has the account deleted after a time of grace")
            .answers(202, "When.", schemas.answered::<Deletion>()),
        Route::ExportMe => own("exportMe", "Everything that is kept of the listener")
            .answers(200, "A file to keep.", schemas.answered::<Export>())
            .with_headers(&["Content-Disposition"]),
        _ => return None,
    })
}

/// A call that everybody may make, and the origin answers.
fn open(id: &'static str, summary: &'static str) -> Operation {
    Operation::new(id, summary).refuses(&[Code::OriginUnavailable])
}

/// A call that the origin answers for the listener.
fn own(id: &'static str, summary: &'static str) -> Operation {
    Operation::new(id, summary).refuses(&[Code::AccountBanned])
}

fn of_device(id: &'static str, summary: &'static str) -> Operation {
    let device = Parameter::path("id", "The device's id.", json!({ "type": "string" }));
    own(id, summary).once().parameter(device).refuses(&[Code::NotFound])
}

/// The origin writes it and the edge passes it on: of its members only those are promised.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it is described, and never held")]
struct Export {
    /// Raised when a member goes or changes its meaning.
    format: u32,
    #[schemars(extend("format" = "date-time"))]
    exported_at: String,
    user: serde_json::Map<String, serde_json::Value>,
    devices: Vec<serde_json::Map<String, serde_json::Value>>,
    sessions: Vec<serde_json::Map<String, serde_json::Value>>,
    /// Favourites, history, playlists, substitutions, what plays, and imports.
    library: serde_json::Map<String, serde_json::Value>,
}
