use super::{input::Input, operation::Operation, read::unreadable};
use crate::{
    auth::origin,
    contract::wire::{MessageReader, WireError},
    http::{Problem, RequestContext, Response},
    ports::{BodyOf, Host},
};

/// Has the origin change something and answers with what it is now.
///
/// # Errors
/// Whatever the origin refuses it with; `origin_unavailable` when it cannot be reached.
pub async fn perform<H: Host>(
    context: &RequestContext<H>,
    operation: &Operation,
    input: &Input<'_>,
) -> Result<Response<BodyOf<H>>, Problem> {
    let message = (operation.ask)(input)?;
    let answer = origin::exchange(context, operation.procedure, message.into_bytes()).await?;
    respond(operation, &answer).map_err(|error| unreadable(context, operation.procedure, error))
}

fn respond<S>(operation: &Operation, answer: &[u8]) -> Result<Response<S>, WireError> {
    let message = MessageReader::read(answer)?;
    let response = match operation.body_of(&message)? {
        Some(body) => Response::json_bytes(operation.status_of(&message), body.into()),
        None => Response::empty(operation.status),
    };
    let response = response.header("cache-control", "no-store");
    Ok(match operation.playlist_tag(&message)? {
        Some(tag) => response.header("etag", tag),
        None => response,
    })
}
