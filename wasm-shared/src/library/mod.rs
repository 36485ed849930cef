//! The listener's library as the edge serves it: favourites, history, playlists, choices, what
//! plays now, and everything that changed. The origin keeps it; the edge checks what is sent, asks,
//! and shows what is answered.
//!
//! Most calls are an [`Operation`]: which procedure, what it is asked, and how its answer is shown.
//! **Reads** are always asked for, so that one reads one's own writes. Of a list the origin is told
//! the revision of the copy at hand, this isolate's or the caller's own (`If-None-Match`), and answers
//! "unchanged" where it still holds. Copies are kept in the isolate's memory, by user, and are served
//! marked as stale when the origin cannot be reached. **Writes** then fail.

mod call;
mod changes;
mod choices;
#[cfg(feature = "schema")]
pub(crate) mod described;
mod entries;
mod export;
mod favorites;
mod history;
mod import;
mod input;
mod operation;
mod playback;
mod playlists;
mod read;
mod shapes;
mod substitutions;
mod validator;
mod write;

pub use call::Call;
pub(crate) use choices::chosen;
pub use import::receive_imports;

use crate::{
    auth::Principal,
    http::{Problem, RequestContext, RequestView, Response},
    ports::{BodyOf, Host},
};
use input::Input;

/// Answers a call of the library; `segments` are the parts of the path that stand for its
/// parameters, still percent-encoded.
pub async fn answer<H: Host>(
    context: &RequestContext<H>,
    request: &impl RequestView,
    call: Call,
    segments: [&str; 2],
    principal: &Principal,
) -> Result<Response<BodyOf<H>>, Problem> {
    let body_limit = match call {
        Call::CreateImport => import::BODY_LIMIT,
        _ => context.settings.limits.body_bytes,
    };
    let input = Input::read(request, segments, principal, body_limit).await?;
    let Some(operation) = call.operation() else {
        return match call {
            Call::CreateImport => import::create(context, &input).await,
            Call::GetImport => import::get(context, &input).await,
            _ => export::export(context, &input).await,
        };
    };
    if !operation.is_write() {
        return read::serve(context, request, operation, &input).await;
    }
    let answer = write::perform(context, operation, &input).await;
    if matches!(call, Call::PutSubstitution | Call::DeleteSubstitution) {
        choices::expire(context, principal);
    }
    answer
}
